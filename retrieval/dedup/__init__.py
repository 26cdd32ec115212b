"""When two articles are one: canonical addresses, near-duplicates, groups."""
