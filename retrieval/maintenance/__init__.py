"""Audit of the record, repair, rebuilding of indexes."""
