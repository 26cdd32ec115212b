"""What an update means and what is done about it."""
