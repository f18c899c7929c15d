"""Words and rules of the chat. Imports nothing but the standard library."""
