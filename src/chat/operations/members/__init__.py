"""Who is in a conversation."""
