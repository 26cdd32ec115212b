"""Answers, passages and keyboards as Telegram messages."""
