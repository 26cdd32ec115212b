"""Query understanding: a question's words to a request."""
