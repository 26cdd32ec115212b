"""People by what a question calls them instead of by name."""
