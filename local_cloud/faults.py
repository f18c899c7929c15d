"""What can go wrong for the person at the keyboard: one sentence each, saying what to do."""


class Fault(Exception):
    """Shown as its message, without a traceback; the command ends with status 1."""
