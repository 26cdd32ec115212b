"""Statements counted over time, by outlet or topic, as bars in a terminal, a picture or a page."""
