"""Activity: read markers and typing."""
