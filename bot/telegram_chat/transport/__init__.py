"""Requests to Telegram on their way out: when, how often, and noted."""
