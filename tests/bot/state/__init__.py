"""What the chats keep."""
