"""What the chat decides: plain functions of a backend, a caller's id and what they want."""
