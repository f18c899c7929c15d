"""Conversations as a whole, and the list of them."""
