"""The chat's decisions: plain functions of a backend, the caller's id and the arguments."""
