"""What is said, in its order."""
