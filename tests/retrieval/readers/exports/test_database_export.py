"""Exports of news databases: several articles in one file."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.model import Article
from retrieval.readers.source import UNREAD_DATE, Tally
from tests.retrieval.readers.conftest import found_in

NEXIS = """Ferry stops as ice comes
Harbour News (Bay)
February 10, 2025 Monday 10:00 AM GMT

Copyright 2025 Harbour News Limited All Rights Reserved
Section: NEWS; Version:1
Length: 812 words
Byline: Ida Berg in Bay
Highlight: It came early.
Body

The ferry stopped.

“The ice is thick,” said Mara Lindqvist.

Graphic

The ferry in ice.

Classification

Language: ENGLISH

Load-Date: February 11, 2025

End of Document

Rain
The Bay Post
May 2, 2024
Length: 90 words

Body

It rained, the office said.

Load-Date: May 2, 2024

End of Document
"""
LEXIS = """                               1 of 2 DOCUMENTS

                           Harbour News (Bay)

                            February 10, 2025 Monday
                              Final Edition

Ferry stops as ice comes

BYLINE: Ida Berg

SECTION: NEWS; Pg. 4

LENGTH: 812 words

The ferry stopped.

“The ice is thick,” said Mara Lindqvist.

LOAD-DATE: February 11, 2025

LANGUAGE: ENGLISH

                   Copyright 2025 Harbour News Limited
                              All Rights Reserved

                               2 of 2 DOCUMENTS

                           The Bay Post

                            May 2, 2024

HEADLINE: Rain

LENGTH: 90 words

It rained, the office said.

LOAD-DATE: May 2, 2024
"""
FACTIVA_CODED = """SE  News
HD  Ferry stops as ice
comes
BY  By Ida Berg
WC  812 words
PD  10 February 2025
SN  Harbour News (Bay)
SC  HBN
LA  English
CY  Copyright 2025.
LP
The ferry stopped.
TD
“The ice is thick,” said Mara Lindqvist.
NS  gcat : News
AN  Document HBN0000020250210el2a0000x

HD  Rain
WC  90 words
PD  2 May 2024
SN  The Bay Post
LP
It rained, the office said.
AN  Document BAYP000020240502ek520000y
"""
FACTIVA_BARE = """Ferry stops as ice comes

By Ida Berg
812 words
10 February 2025
10:00
Harbour News (Bay)
HBN
English
Copyright 2025 Harbour News. All Rights Reserved.

The ferry stopped.

“The ice is thick,” said Mara Lindqvist.

Document HBN0000020250210el2a0000x

Rain
90 words
2 May 2024
The Bay Post
BAYP
English
(c) 2024 The Bay Post

It rained, the office said.

Document BAYP000020240502ek520000y
"""


@pytest.mark.parametrize("export", [NEXIS, LEXIS, FACTIVA_CODED, FACTIVA_BARE], ids=["nexis", "lexis", "coded", "bare"])
@pytest.mark.parametrize("as_page", [False, True], ids=["text", "page"])
def test_each_article_of_an_export_is_one(export: str, as_page: bool) -> None:
    """With the particulars of its header block; nothing of the block or below the text is text."""
    data = export.encode()
    if as_page:
        lines = "".join(f"<p>{line}</p>" for line in export.split("\n"))
        data = f"<html><head><meta charset='utf-8'></head><body>{lines}</body></html>".encode()
    first, second = found_in(data, "export.html" if as_page else "export.txt")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert first.text.split() == "The ferry stopped. “The ice is thick,” said Mara Lindqvist.".split()
    assert (first.title, first.publisher) == ("Ferry stops as ice comes", "Harbour News (Bay)")
    assert (first.published, (first.author or "").removesuffix(" in Bay")) == (date(2025, 2, 10), "Ida Berg")
    assert (second.title, second.publisher, second.published) == ("Rain", "The Bay Post", date(2024, 5, 2))
    assert (second.text, second.path and second.path.partition("#")[2]) == ("It rained, the office said.", "2")


def test_a_day_that_cannot_be_read_is_counted() -> None:
    """The article is there without it."""
    noted: Tally = Tally()
    first, _ = found_in(FACTIVA_CODED.replace("10 February 2025", "in winter").encode(), "export.txt", skipped=noted)
    assert isinstance(first, Article)
    assert (first.published, noted) == (None, {UNREAD_DATE: 1})


def test_an_article_about_documents_is_no_export() -> None:
    """The words alone that part articles don't make an export."""
    text = "The ferry stopped.\n\nEnd of Document\n\nLength: a mile."
    (article,) = found_in(text.encode(), "a.txt")
    assert isinstance(article, Article)
    assert article.text == text


def test_a_day_below_the_length_is_no_text() -> None:
    """Where none stands above it; a day that opens a paragraph stays."""
    head = "Clinic closes\nByline: Ida Berg\nThe Bay Messenger\nLENGTH: 812 words\nSunday, 11 May 2025\n\n"
    (article,) = found_in(f"{head}11 May 2025 was warm. It rained, the office said.".encode(), "a.txt")
    assert isinstance(article, Article)
    assert (article.published, article.author) == (date(2025, 5, 11), "Ida Berg")
    assert article.text == "11 May 2025 was warm. It rained, the office said."


def test_a_length_in_a_block_of_fields_makes_no_export() -> None:
    """Other systems count words, too."""
    block = "HEADLINE: Rain\nSOURCE: The Bay Post\nDATE: 12-MAR-2024\nPAGE: A4\nBYLINE: BY IDA BERG\nLENGTH: 182 words"
    (article,) = found_in(f"{block}\n\nIt rained, the office said.".encode(), "a.txt")
    assert isinstance(article, Article)
    assert (article.title, article.publisher, article.published) == ("Rain", "The Bay Post", date(2024, 3, 12))
    assert article.text == "It rained, the office said."


def test_an_article_alone_is_an_export_too() -> None:
    """LexisNexis then writes "1 of 1 DOCUMENT", Factiva a number whose source has six letters, and the name bare."""
    lexis = LEXIS[: LEXIS.index("2 of 2")].replace("1 of 2 DOCUMENTS", "1 of 1 DOCUMENT")
    factiva = FACTIVA_BARE[: FACTIVA_BARE.index("\nRain")].replace("HBN0000020250210", "HBNEWS0020250210")
    for export in (lexis, factiva, factiva.replace("By Ida Berg", "Ida Berg")):
        (article,) = found_in(export.encode(), "export.txt")
        assert isinstance(article, Article)
        assert (article.title, article.author) == ("Ferry stops as ice comes", "Ida Berg")
        assert article.text.endswith("said Mara Lindqvist.")


def test_newsbanks_labels_are_no_text() -> None:
    """They stand below the headline, the outlet and the day, and below the text."""
    labels = "Author/Byline: Ida Berg\nEdition: Final\nSection: News\nPage: 1"
    head = f"Ferry stops\nBay Post, The (Wales)\nMay 5, 1989\n{labels}"
    (article,) = found_in(f"{head}\n\nIt rained, she said.\n\nRecord Number: 0EB2F1A0\n".encode(), "a.txt")
    assert isinstance(article, Article)
    assert (article.title, article.author, article.published) == ("Ferry stops", "Ida Berg", date(1989, 5, 5))
    assert article.text == "Ferry stops\n\nIt rained, she said."
