"""The facts of English, as data: each list once."""
