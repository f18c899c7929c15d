"""What passes: read markers and typing."""
