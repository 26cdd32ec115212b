"""Answers that need more than one place: gists, comparisons, changes, timelines, the best quotes."""
