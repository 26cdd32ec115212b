"""Whether the quotations of a draft are right: each is held against the collection."""
