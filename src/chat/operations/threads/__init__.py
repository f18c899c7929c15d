"""Threads: replies to a message, and who follows them."""
