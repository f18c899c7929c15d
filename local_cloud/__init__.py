"""The local cloud: the chat's whole stack on one machine, with no AWS account and no Docker.

It starts an AWS emulator (MiniStack), deploys the template to it with sam as one would to AWS,
seeds demo people through the API, and runs `appsync_local`. The commands are the Makefile's.
"""
