"""Scores and fitting scripts; nothing here is imported by a question."""
