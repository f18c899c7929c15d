"""AppSync's real-time protocol, and who is subscribed to what."""
