"""Rich text."""

from __future__ import annotations

import pytest

from retrieval.errors import BadArticleData
from retrieval.model import Article
from tests.retrieval.readers.conftest import found_in

RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}{\info{\title none}}\f0 Ferry stops\par\par "
    rb"\'93The ice is thick,\'94 said Jos\'e9 Lindqvist\u8212?again.\par{\*\generator x}}"
)


@pytest.mark.parametrize("name", ["a.rtf", "a.unknown"])
def test_the_text_alone_is_read(name: str) -> None:
    """Code pages and Unicode; fonts and the like are no text. Also known by its look."""
    (article,) = found_in(RTF, name)
    assert isinstance(article, Article)
    assert article.text == "Ferry stops\n\n“The ice is thick,” said José Lindqvist—again."
    assert article.title == "Ferry stops"


@pytest.mark.parametrize("data", [b"none of this", rb"{\rtf1\ansi\ansicpg99999 \'93x}"])
def test_what_cannot_be_read_is_told(data: bytes) -> None:
    """In one line."""
    (error,) = found_in(data, "a.rtf")
    assert isinstance(error, BadArticleData)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (rb'{\field{\*\fldinst{HYPERLINK "http://x.example/a"}}{\fldrslt{\ul ice}}}', "ice"),
        (rb'{\field{\*\fldinst HYPERLINK "http://x.example/a"}{\fldrslt ice}}', "ice"),
        (rb"ic{\b\v slug 7}e", "ice"),
    ],
)
def test_a_links_address_and_what_is_hidden_are_no_text(words: bytes, shown: str) -> None:
    """Nobody said the address that stands behind a word. Hidden words whose end can't be told stay."""
    (article,) = found_in(
        rb"{\rtf1\ansi Ferry stops\par\par \'93The " + words + rb" is thick,\'94 said Bo.\par}", "a.rtf"
    )
    assert isinstance(article, Article)
    assert article.text == f"Ferry stops\n\n“The {shown} is thick,” said Bo."
