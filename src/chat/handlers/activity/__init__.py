"""Operations on activity: read markers and typing."""
