"""Title, outlet, authors, date and address of an article, from any format."""
