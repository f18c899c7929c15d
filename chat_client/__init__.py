"""A client of a deployed chat, used by people in a terminal and by the end-to-end tests.

It knows the chat through its API only, and speaks to AppSync through gql.
"""

from chat_client.chat import Chat, connect
from chat_client.errors import ChatError
from chat_client.follower import Follower
from chat_client.stack import Stack
from chat_client.subscription import Subscription
from chat_client.timeline import Timeline

__all__ = ["Chat", "ChatError", "Follower", "Stack", "Subscription", "Timeline", "connect"]
