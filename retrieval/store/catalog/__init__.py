"""What is known of a collection beside words and vectors: one SQLite file, written once and read by every question."""

from retrieval.store.catalog.catalog import Catalog, Coverage

__all__ = ["Catalog", "Coverage"]
