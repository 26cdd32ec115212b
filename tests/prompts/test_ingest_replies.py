"""What the bot says of an ingest; ``test_replies`` holds that it is whole and used."""

from __future__ import annotations

from prompts import ingest_replies
from retrieval.readers.files import SKIPPED
from retrieval.readers.source import NOTED


def test_every_kind_of_skipped_file_has_its_words() -> None:
    """Those that a report counts."""
    assert ingest_replies.SKIPPED_REASONS.keys() == {*SKIPPED, *NOTED}
