"""Voice notes as text, where whoever runs the bot has named a model that listens (an extra)."""
