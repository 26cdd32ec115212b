"""Documents that are zip files inside."""

from __future__ import annotations

import io
import zipfile

import pytest

from retrieval.errors import BadArticleData
from retrieval.readers.office.packed import part_of
from retrieval.readers.source import Source


def test_one_part_is_unpacked() -> None:
    """One that isn't there is told by its name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    source = Source("a.odt", 1_000)
    assert part_of(out.getvalue(), "content.xml", source) == b"<x/>"
    with pytest.raises(BadArticleData, match=r"other\.xml"):
        part_of(out.getvalue(), "other.xml", source)
    with pytest.raises(BadArticleData, match="isn't made as its name says"):
        part_of(b"none of this", "content.xml", source)
