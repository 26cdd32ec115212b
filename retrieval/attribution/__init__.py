"""Who said what: the statements of an article, each with its speaker."""

from retrieval.attribution.analyst import Analysis, Analyst

__all__ = ["Analysis", "Analyst"]
