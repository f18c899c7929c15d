"""A to-do list on AppSync: no chat, no Cognito, no stream, no database."""
