"""Who said what: the statements of an article, each with its speaker."""
