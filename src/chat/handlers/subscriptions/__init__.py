"""Who may subscribe, and what the back end itself publishes."""
