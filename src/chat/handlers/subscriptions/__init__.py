"""The gate of the subscriptions, and what the back end itself publishes."""
