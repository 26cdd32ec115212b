"""A language model's part of an answer."""
