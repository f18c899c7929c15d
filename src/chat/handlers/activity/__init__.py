"""Operations on what passes: read markers and typing."""
