"""The record and the indexes that questions read."""
