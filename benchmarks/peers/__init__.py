"""appsync_local beside the AppSync simulator of the Amplify CLI, on one machine, in turns.

Both serve the application in app/, and both are asked by the same load. What differs: ours runs
the function in Python, in worker processes of its own, and verifies every token's signature; the
simulator calls a JavaScript function in its own process and only decodes tokens.
"""

from benchmarks.peers.comparison import BENCHMARK

__all__ = ["BENCHMARK"]
