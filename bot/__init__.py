"""Everything that talks to a person: understanding, answering, checking, and the chat fronts."""
