"""Nouns of speech: what somebody's words are in, what stands for a verb of speech, and who may hear it."""

from __future__ import annotations

from retrieval.lang.word_lists import sections

_LISTS = sections(__name__, "speech_nouns.txt")

SPEECH_NOUNS = _LISTS["speech nouns"]
PUBLISHED_WORDS = frozenset("statement letter note message post tweet response".split())
"""What somebody issues whose words follow."""
DOCUMENTS = _LISTS["documents"]
NOUN_CUES = _LISTS["noun cues"]
NOUN_CUES_WITH_MATTER = _LISTS["noun cues with matter"]
WORDS_OF = _LISTS["words of"]
FIGURES = _LISTS["figures"]
RELEASED = _LISTS["released"]
DEVICES = _LISTS["devices"]
OCCASIONS = SPEECH_NOUNS | _LISTS["occasions"]
PLATFORMS = frozenset("x twitter telegram facebook instagram youtube linkedin tiktok threads bluesky social".split())
CALLED_BY = frozenset("telephone phone email telegram".split())

AUDIENCES = _LISTS["audiences"]
