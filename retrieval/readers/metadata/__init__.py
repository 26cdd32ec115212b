"""Title, outlet, authors, date and address of an article, from whatever format."""
