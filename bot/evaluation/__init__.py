"""``verbatim eval``: questions with known answers, labelled conversations."""
