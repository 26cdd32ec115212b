"""Articles through the steps into the store."""
