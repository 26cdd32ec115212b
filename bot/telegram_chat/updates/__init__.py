"""How updates come in: polling or webhook, stored, in order within a chat."""
