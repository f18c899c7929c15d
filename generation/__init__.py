"""What follows from the schema, the template and the story, written out: `make generate`.

Each module generates files as text; nothing is written before all are generated. The contract tests
fail if a file differs from what these modules generate.
"""
