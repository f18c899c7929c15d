"""Messages, in order."""
