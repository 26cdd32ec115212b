"""Voice notes as text, where the operator has named a speech model (an extra)."""
