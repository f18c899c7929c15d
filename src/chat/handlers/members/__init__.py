"""Operations on the people of a conversation."""
