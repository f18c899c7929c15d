"""The story of events/: who calls which field with what, and with which result.

It is told once, in events/story.yaml. The event files, the authorization matrix, the fault matrix,
the budgets and the benchmarks take their example calls from it, each with people and conversations
of its own in place of the names.
"""
