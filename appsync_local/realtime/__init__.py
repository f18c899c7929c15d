"""AppSync's real-time protocol, and who listens to what."""
