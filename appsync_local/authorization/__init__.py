"""Who calls: tokens, signatures and keys, verified as AppSync verifies them."""
