"""An auditor of the chat's table: reads every row, and reports which promises they break.

It shares no code with what writes the table: docs/table.md is implemented twice, so a mistake would
have to be made twice. docs/fsck.md lists what it looks for.
"""
