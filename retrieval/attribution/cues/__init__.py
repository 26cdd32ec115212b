"""Cues of attribution ("said", "according to") and who speaks by them."""
