"""What follows from the schema, the template and the story, written out: `make generate`.

A module makes files as text; nothing is written before all of them are made. The contract tests
fail where a file is not what these modules make of the sources.
"""
