"""AppSync on your machine, for any SAM application with direct Lambda resolvers.

Imports nothing of the application it serves, and never ships with it.
"""
