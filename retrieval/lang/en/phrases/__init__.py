"""Phrases of English as regular expressions: of questions, of days, of web pages."""
