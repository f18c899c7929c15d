"""What the docs quote, measured."""
