"""Operations on people."""
