"""What admins do from their chat: articles, people, and how it goes."""
