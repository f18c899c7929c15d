"""`python -m chat_fsck`: read a table, and report whether it is sound."""

from chat_fsck.command import main

if __name__ == "__main__":
    main()
