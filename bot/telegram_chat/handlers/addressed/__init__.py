"""Which messages are for the bot, and what each is about: a question, words to check, a document."""
