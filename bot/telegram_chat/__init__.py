"""The Telegram chat: a thin front that asks the core and shows its answers."""
