"""Audit of the record, rebuilding of indexes."""
