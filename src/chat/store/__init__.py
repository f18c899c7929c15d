"""The single table: keys, items, access patterns. Numbered in docs/table.md."""
