"""A question's words to ranked evidence."""
