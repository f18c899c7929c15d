"""An auditor of the chat's table: reads every row, and says which promises they break.

It shares no code with what writes the table: docs/table.md is read twice, and a mistake would have
to be made twice. docs/fsck.md lists what it looks for.
"""
