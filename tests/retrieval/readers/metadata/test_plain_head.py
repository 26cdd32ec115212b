"""Lines of a newspaper's page above a plain text: 77 heads, labelled before the rules for them were written."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.retrieval.readers.conftest import Read, found_in

HEADS = [json.loads(line) for line in Path(__file__).with_name("plain_heads.jsonl").read_text("utf-8").splitlines()]
BODY = "The ferry left at noon with 63 people on board, its owner said.\n\nNobody was hurt."


@pytest.mark.parametrize("head", HEADS, ids=lambda head: str(head["text"].split("\n")[0][:40]))
def test_no_particular_is_wrong_and_no_text_lost(read: Read, head: dict[str, Any]) -> None:
    """What stands above a text is read or left; never is another name or day told, and never prose taken away."""
    article = read(head["text"])
    assert head["starts"] in article.text
    assert article.title == head["title"]
    for field in ("publisher", "author", "published"):
        value = getattr(article, field)
        assert value is None or str(value).removeprefix("The ") == (head[field] or "").removeprefix("The ")


def test_most_particulars_are_read(read: Read) -> None:
    """Of each field at most three of 77 are missing."""
    right = Counter[str]()
    for head in HEADS:
        article = read(head["text"])
        for field in ("publisher", "author", "published"):
            value = getattr(article, field)
            right[field] += (str(value) if value else "").removeprefix("The ") == (head[field] or "").removeprefix(
                "The "
            )
    assert min(right.values()) >= len(HEADS) - 3, right


@pytest.mark.parametrize("blank", ["\n", "\n\n", "\n \n"])
def test_lines_of_a_head_are_no_text(read: Read, blank: str) -> None:
    """The text is the headline and the body, however the lines between were parted."""
    head = blank.join(["Ferry leaves on time", "By Ana Roe", "The Sample Post", "3 March 2025", BODY])
    article = read(head)
    assert article.text == f"Ferry leaves on time\n\n{BODY}"
    assert (article.author, article.publisher, str(article.published)) == ("Ana Roe", "The Sample Post", "2025-03-03")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.rtf"])
def test_documents_of_other_formats_are_read_alike(name: str) -> None:
    """The head of a Word processor's document is one, too."""
    text = f"Ferry leaves on time\n\nBy Ana Roe\n\nThe Sample Post, 3 March 2025\n\n{BODY}"
    data = "{\\rtf1 " + text.replace("\n\n", "\\par ") + "}" if name.endswith("rtf") else text
    (article,) = found_in(data.encode(), name)
    assert (getattr(article, "author", None), getattr(article, "publisher", None)) == ("Ana Roe", "The Sample Post")


def test_a_heading_below_the_day_is_text(read: Read) -> None:
    """A word with a capital may be a place, but nothing above the text says so."""
    article = read(f"House of Commons\nTuesday 21 October 2025\n\nCoastal Erosion\n\n{BODY}")
    assert "Coastal Erosion" in article.text
    assert str(article.published) == "2025-10-21"


def test_fields_in_bold_below_a_headline_are_its_head(read: Read) -> None:
    """As note-taking programs write them in Markdown, the address too."""
    article = read(
        f"# Ferry leaves on time\n\n**Author:** Ana Roe  \n**Source:** The Sample Post  \n"
        f"**Date:** 2025-03-03  \n**Link:** <https://post.example/ferry>\n\n{BODY}"
    )
    assert (article.author, article.publisher, article.url) == (
        "Ana Roe",
        "The Sample Post",
        "https://post.example/ferry",
    )
    assert article.text == f"# Ferry leaves on time\n\n{BODY}"


def test_the_day_of_a_broadcast_is_the_transcripts(read: Read) -> None:
    """As networks head their transcripts."""
    article = read(f"THE EVENING DESK\n\nStorm Nears Coast\n\nAired March 12, 2024 - 18:00   ET\n\n{BODY}")
    assert str(article.published) == "2024-03-12"


def test_what_a_browser_copies_above_the_headline_is_passed_over(read: Read) -> None:
    """The dialog on cookies, and how long it takes to read."""
    above = "We use cookies to make this site work. Manage preferences\nAccept all"
    article = read(f"{above}\nFerry leaves on time\nBy Ana Roe\n3 March 2025\nShare\n5 min\n\n{BODY}")
    assert (article.title, article.author, str(article.published)) == ("Ferry leaves on time", "Ana Roe", "2025-03-03")
    assert article.text == f"Ferry leaves on time\n\n{BODY}"


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Jontu Sowerbee, Sample Post, 3 March 2025", "Jontu Sowerbee"),
        ("Jontu Sowerbee | Sample Post | Mar 3, 2025", "Jontu Sowerbee"),
        ("Jontu Sowerbee, Sample Post\n3 March 2025", "Jontu Sowerbee"),
        ("New Delhi, Sample Post, 3 March 2025", None),
        ("CAPE TOWN, Sample Post, 3 March 2025", None),
    ],
)
def test_a_rare_name_right_before_the_outlet_is_the_authors(read: Read, line: str, author: str | None) -> None:
    """No list has every first name; a place may stand there, too."""
    article = read(f"Ferry leaves on time\n\n{line}\n\n{BODY}")
    assert (article.author, article.publisher, str(article.published)) == (author, "Sample Post", "2025-03-03")


def test_whom_to_ask_is_no_part_of_a_press_release(read: Read) -> None:
    """Nor is that it may be printed, and whoever is to be asked didn't write it."""
    contact = "Media contact:\nUna Roe, Press Officer\n028 9000 0000 | press@ferry.example"
    article = read(f"FOR IMMEDIATE RELEASE\n3 March 2025\n\n{contact}\n\nFerry leaves on time\n\n{BODY}\n\n###\n")
    assert (article.title, article.author, article.publisher) == ("Ferry leaves on time", None, None)
    assert (article.text, str(article.published)) == (f"Ferry leaves on time\n\n{BODY}", "2025-03-03")
