"""Particulars on lines of their own above a text."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from retrieval.readers.metadata.header_block import split_header_block, with_blocks_of_their_own
from retrieval.readers.source import UNREAD_DATE

BODY = "The ferry froze.\n\n“The ice is thick,” said Mara Lindqvist."
BLOCKS = {
    "rules": "=====\nTitle: Ice\nAuthor: Ida Berg\nDate: 10 February 2025\nURL: https://news.example/ice\n=====\n\n{}\n=====",
    "no rules": "Headline: Ice\nPublished: 2025-02-10 08:00\nByline: By Ida Berg\nLink: https://news.example/ice\n\n{}",
    "blank lines": "Title: Ice\n\nBy: Ida Berg\n\nDate: Feb. 10, 2025\n\nURL: https://news.example/ice\n\nText:\n{}",
    "starred": "**Title:** Ice\n**Author:** Ida Berg\n**Date:** 2025/02/10\n**Source URL:** https://news.example/ice\n\n{}",
    "a mail's": "From: Ida Berg <ida@news.example>\nSent: Monday, February 10, 2025 6:02 PM\nTo: desk@post.example\n"
    "Subject: Ice\nAuthor: Ida Berg\nURL: <https://news.example/ice>\n\n{}",
    "with others": "Title: Ice\nSection: Sea\nWord count: 812\nWritten by: Ida Berg\nDATE: 10-FEB-2025\n"
    "Url: https://news.example/ice\nBody: {}",
}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_a_block_tells_the_particulars(block: str) -> None:
    """Under the names and in the layouts that scripts write, and none of it stays in the text."""
    found = split_header_block(block.format(BODY), Counter())
    assert found is not None
    told, text = found
    assert (told.title, told.author, told.published) == ("Ice", "Ida Berg", date(2025, 2, 10))
    assert (told.url, text) == ("https://news.example/ice", BODY)


def test_fields_may_stand_on_one_line() -> None:
    """Each ends where the next one's name begins."""
    found = split_header_block(
        f"Headline: Ice at sea Publisher: Harbour News Date: 10 February 2025\n\n{BODY}", Counter()
    )
    assert found is not None
    assert (found[0].title, found[0].publisher, found[0].published) == ("Ice at sea", "Harbour News", date(2025, 2, 10))
    assert found[1] == BODY


@pytest.mark.parametrize(
    "text",
    [
        f"Source: the ministry\n\n{BODY}",
        f"Lindqvist: The ice is thick.\nBerg: It is not.\n\n{BODY}",
        f"Ice: a history\n{BODY}",
        f"Date: tomorrow, maybe\n{BODY}",
        "Title: Ice\nDate: 2025-02-10",
        BODY,
    ],
)
def test_other_lines_with_colons_are_text(text: str) -> None:
    """One field alone may be a sentence, and a speaker's name is none."""
    assert split_header_block(text, Counter()) is None


def test_what_cannot_be_read_of_a_block_costs_only_that() -> None:
    """A date that is none is counted; two that differ are none."""
    noted: Counter[str] = Counter()
    found = split_header_block(f"Title: Ice\nDate: 03/04/2025\n\n{BODY}", noted)
    assert found is not None
    assert (found[0].title, found[0].published, noted[UNREAD_DATE]) == ("Ice", None, 1)
    found = split_header_block(f"Title: Ice\nDate: 2025-02-10\nPublished: 2025-02-11\n\n{BODY}", noted)
    assert found is not None
    assert found[0].published is None


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("Title: Ice\nDate: 2025-02-10\n\n{0}\n\n=====\n\nTitle: Fog\nDate: 2025-02-11\n\n{0}\n", 2),
        ("=====\nTitle: A\nURL: x\n=====\n{0}\n=====\nTitle: B\nURL: y\n=====\n{0}\n=====\n", 2),
        ("Title: Ice\nDate: 2025-02-10\n\n{0}\n\n=====\n\n{0}", 0),
        ("Title: Ice\nDate: 2025-02-10\n-----\nAuthor: Ida Berg\nURL: x\n-----\n{0}", 0),
        ("{0}\n\n=====\n\nTitle: Fog\nDate: 2025-02-11\n\n{0}", 0),
    ],
)
def test_several_articles_have_a_block_each(text: str, n: int) -> None:
    """Behind a rule; a rule inside an article or a block parts none."""
    assert len(with_blocks_of_their_own(text.format(BODY))) == n


@pytest.mark.parametrize(
    "block",
    [
        "Überschrift: Ice\nAutor: Ida Berg\nQuelle: Bay Post\nDatum: 10.02.2025",
        "Titre : Ice\nAuteur : Ida Berg\nJournal : Bay Post\nDate : 10 février 2025",
        "Título: Ice\nAutor: Ida Berg\nMedio: Bay Post\nFecha: 10 de febrero de 2025",
    ],
)
def test_fields_may_have_names_of_other_languages(block: str) -> None:
    """As columns of tables may."""
    told, text = split_header_block(f"{block}\n\nIt rained.", Counter()) or (None, "")
    assert told is not None
    assert (told.title, told.author, told.publisher) == ("Ice", "Ida Berg", "Bay Post")
    assert (str(told.published), text) == ("2025-02-10", "It rained.")
