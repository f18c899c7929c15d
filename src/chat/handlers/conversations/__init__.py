"""Operations on conversations, and the caller's list of them."""
