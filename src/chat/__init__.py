"""The chat's back end: what runs in Lambda, and nothing else.

handlers → operations → store; every layer may use domain; appsync is the edge that handlers call.
"""
