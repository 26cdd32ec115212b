"""A title for an article that comes without one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.readers.metadata.titles import LONGEST, first_sentence, title_in_name, title_of, without_outlet_behind
from tests.retrieval.readers.conftest import Read

BODY = "The minister left on Monday. She said nothing."


@pytest.mark.parametrize(
    ("sentence", "rest"),
    [
        ("U.S. Senator Jane Doe met Gen. John Q. Roe Jr. at the U.N. on Monday.", "They talked."),
        ("Mr. Doe, the No. 2 of St. Paul Corp. and of the E.U. mission, left.", "He was gone."),
        ("The talks took 3.5 hours, at 10.30 a.m. in Washington, D.C., and failed.", "Nobody was surprised."),
        ("“We won’t go!” she said.", "He went."),
        ("Will they go?", "They won't."),
        ("He said “no.”", "She said yes."),
        ("They waited... and waited.", "Then they left."),
    ],
)
def test_a_first_sentence_ends_where_it_ends(sentence: str, rest: str) -> None:
    """An abbreviation, an initial, a figure or a mark inside quotes ends no sentence."""
    assert first_sentence(f"{sentence} {rest}") == sentence


def test_a_short_first_sentence_is_the_title() -> None:
    """It stands without its full stop, but keeps that of an abbreviation."""
    assert title_of(BODY) == "The minister left on Monday"
    assert title_of("The minister left the U.S.\n\nShe said nothing.") == "The minister left the U.S."


def test_a_long_first_sentence_is_cut_at_a_word() -> None:
    """At most a hundred code points, whole words, no mark left hanging, and an ellipsis."""
    sentence = "The minister, who had come by train on Sunday with her two aides, left again on the Monday, alone"
    title = title_of(f"{sentence} or not, it is said.")
    assert len(title) <= LONGEST
    assert title.endswith(" Monday, alone…")
    assert sentence.startswith(title[:-1])


@pytest.mark.parametrize("between", ["\n\n", "\n \n\n", "\n"])
def test_a_headline_is_the_title(between: str) -> None:
    """A first short line without a sentence's end is a headline, whole."""
    body = f"{BODY} {BODY} {BODY}\n\n{BODY}"
    assert title_of(f"Minister leaves, says nothing{between}{body}") == "Minister leaves, says nothing"


def test_a_markdown_heading_is_the_title() -> None:
    """The marks are no part of it."""
    assert title_of(f"# Minister leaves #\n{BODY}") == "Minister leaves"


def test_lines_that_an_editor_broke_are_one_paragraph() -> None:
    """The first line of a wrapped paragraph is no headline."""
    wrapped = "The minister left the capital on the last train\nof Monday. She said nothing to reporters.\n\nMore."
    assert title_of(wrapped) == "The minister left the capital on the last train of Monday"


@pytest.mark.parametrize(
    "preamble",
    [
        "This article was originally published by The Sample Post and is reprinted with permission.\n",
        "This article was originally published by The Sample Post and is reprinted with permission. ",
        "This article was originally published by The Sample Post and is reprinted with permission.",
        "By Jane Doe\n\n",
        "By Reuters\n",
        "Published: 12 February 2025\n\n",
        "February 12, 2025\n\nBy Jane Doe\n",
        "Source: The Sample Post\n\n",
        "© 2025 The Sample Post. All rights reserved.\n",
        "CNN —\n\n",
        "Jane Doe\n\nThe Sample Post\n\n",
        "KYIV, Ukraine (AP) — ",
        "BRUSSELS, Feb. 12, 2025 – ",
        "(Reuters) - ",
        "\x07\n\n",
        "* * *\n\n",
    ],
)
def test_what_stands_before_the_text_is_no_title(preamble: str) -> None:
    """A credit, a byline, a day and a dateline are passed over, glued to the first sentence or not."""
    assert title_of(preamble + BODY) == "The minister left on Monday"


def test_a_text_of_nothing_else_still_has_a_title() -> None:
    """When all is credit, the credit is the title; when all is one mark, the mark."""
    for text in ("Source: The Sample Post", ".", "***", "…"):
        assert title_of(text) == text


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=400))
def test_a_title_is_one_printable_line(text: str) -> None:
    """Whatever the text, its title has no line breaks or control characters and isn't long."""
    title = title_of(text + "!")
    assert title
    assert title.isprintable()
    assert len(title) <= 150


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("/a/b.c/council-meeting_2025-03-04.en.vtt", "Council meeting 2025-03-04"),
        ("Talk on the ice [dQw4w9WgXcQ].de-AT.srt", "Talk on the ice"),
        ("the.ice.came.srt", "The ice came"),
        ("dQw4w9WgXcQ.en.vtt", None),
        ("talk.vtt", None),
        ("2025-03-04.srt", None),
        ("", None),
    ],
)
def test_a_files_name_in_words_is_a_title(name: str, title: str | None) -> None:
    """Where it has some."""
    assert title_in_name(name) == title


@pytest.mark.parametrize(
    ("title", "publisher", "own"),
    [
        ("Ice at sea - Harbour News", "The Harbour News", "Ice at sea"),
        ("Ice at sea | The Harbour News", "Harbour News", "Ice at sea"),
        ("Ice at sea - Harbour News", "Bay Post", "Ice at sea - Harbour News"),
        ("What is wrong with Harbour News", "Harbour News", "What is wrong with Harbour News"),
        ("Harbour News", "Harbour News", "Harbour News"),
    ],
)
def test_the_outlets_name_is_no_part_of_a_title(title: str, publisher: str, own: str) -> None:
    """News APIs and data sets put it behind."""
    assert without_outlet_behind(title, publisher) == own


@pytest.mark.parametrize("below", ["", "By Ana Roe\n\n3 March 2025\n\n"])
def test_a_title_that_leads_to_its_page_is_its_words(read: Read, below: str) -> None:
    """As apps that save articles write it."""
    text = f"[Ferry leaves on time](https://n.example/f)\n\n{below}The ferry left at noon, its owner said."
    assert read(text).title == "Ferry leaves on time"
