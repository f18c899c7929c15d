"""Mentions: who may be mentioned, what follows from it, and where a person was."""
