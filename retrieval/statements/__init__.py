"""Who said what: the statements of an article, each with its speaker."""

from retrieval.statements.analysis import Analysis, Analyst

__all__ = ["Analysis", "Analyst"]
