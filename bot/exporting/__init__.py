"""Statements as files to take away, each with its citation."""
