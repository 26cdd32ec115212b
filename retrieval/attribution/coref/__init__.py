"""Whom a name, a pronoun or a noun phrase stands for inside one article."""
