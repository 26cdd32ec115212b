"""A module an intent: a request to a draft of the answer."""
