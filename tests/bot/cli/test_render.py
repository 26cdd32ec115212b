"""Answers, passages and lists on a terminal."""

from __future__ import annotations

import io
from datetime import date

import pytest
from rich.console import Console

from bot.cli import render
from retrieval.model import Answer, Article, Citation, Kind, Speaker, Status

LONG = "It rained. " * 100
ARTICLE = Article(
    title="Ice",
    text=f"{LONG}\n“The ice is thick,” said Mara Lindqvist.\n{LONG}",
    publisher="Post",
    published=date(2025, 2, 10),
)
QUOTE = "“The ice is thick,”"


def console(*, colour: bool = False, width: int = 80) -> Console:
    system = "truecolor" if colour else None
    return Console(
        file=io.StringIO(), width=width, color_system=system, force_terminal=colour, highlight=False, _environ={}
    )


def shown(to: Console) -> str:
    assert isinstance(to.file, io.StringIO)
    return to.file.getvalue()


def citation(number: int = 1) -> Citation:
    start = ARTICLE.text.index(QUOTE)
    return Citation(
        number=number,
        article=ARTICLE,
        quote=QUOTE,
        start=start,
        end=start + len(QUOTE),
        kind=Kind.DIRECT,
        speaker="Mara Lindqvist",
    )


def answer(text: str, **more: object) -> Answer:
    return Answer(question="?", status=Status.ANSWERED, text=text, citations=(citation(),), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain “ice” 😀", "plain “ice” 😀"),
        ("\x1b[31mred\x07", "\ufffd[31mred\ufffd"),
        ("a\u202eb\u2066c", "a\ufffdb\ufffdc"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("rot\u00adten\u200b p\u2060ier\ufeff", "rotten pier"),
    ],
)
def test_an_article_can_not_drive_a_terminal(text: str, seen: str) -> None:
    """Control and direction marks are seen; joiners that languages need stay, and places to break a word at go."""
    assert render.printable(text) == seen


def test_an_answer_has_its_sources_below() -> None:
    """Without colour as plain text."""
    to = console()
    render.show_answer(to, answer(f"Mara Lindqvist: {QUOTE} [1]"))
    assert shown(to) == f"Mara Lindqvist: {QUOTE} [1]\n\n[1] Ice, Post, 10 Feb 2025\n"


def test_what_answers_is_marked_in_its_place_though_characters_are_left_out() -> None:
    """The marks are places in the article's text, which holds soft hyphens."""
    text = "“The pi\u00ader is rot\u00adten,” she said."
    told = {
        "article": Article(title="Pier", text=text),
        "quote": text[:23],
        "start": 0,
        "end": 25,
        "marks": ((14, 21),),
    }
    said = answer(f"Mara: {text[:23]} [1]").model_copy(update={"citations": (citation().model_copy(update=told),)})
    to = console(colour=True)
    render.show_answer(to, said)
    assert "\x1b[1;4mrotten\x1b[0m" in shown(to)


def test_a_refusal_says_what_to_try() -> None:
    """On one line, whatever the suggestions hold."""
    to = console()
    refused = Answer(question="?", status=Status.REFUSED, text="No.", suggestions=("What did Holm say?", "a\x1bb"))
    render.show_answer(to, refused)
    assert "What did Holm say? · a\ufffdb" in shown(to)


def test_a_source_is_shown_in_its_place_and_marked() -> None:
    """By signs without colour; what is far away is left out, and that is shown."""
    to = console(width=2_000)
    render.show_source(to, citation())
    text = shown(to)
    assert f">>>{QUOTE}<<< said Mara Lindqvist." in text
    plain = console(colour=True, width=2_000)
    render.show_source(plain, citation())
    assert ">>>" not in shown(plain)
    assert "\x1b[1;7m" in shown(plain)


def test_further_lines_stand_below_the_first_ones_body() -> None:
    """Where the terminal is too narrow for that, the body stands below."""
    to = console(width=30)
    render.show_articles(to, [(ARTICLE.model_copy(update={"title": "A title of many words here"}), [])])
    first, *rest = shown(to).splitlines()
    assert first.split() == [ARTICLE.id, "2025-02-10"]
    assert all(line.startswith("    ") for line in rest)
    wide = console(width=60)
    render.show_articles(wide, [(ARTICLE.model_copy(update={"title": "word " * 20}), [])])
    first, *rest = shown(wide).splitlines()
    assert all(line.startswith(" " * first.index("word")) for line in rest)


def test_speakers_have_a_line_each() -> None:
    """With how many statements they made."""
    to = console()
    render.show_speakers(
        to, [Speaker(name="Mara\x1b Lindqvist", statements=1), Speaker(name="Jon Holm", statements=12)]
    )
    first, second = shown(to).splitlines()
    assert first.startswith("Mara\ufffd Lindqvist · 1 statement")
    assert second.startswith("Jon Holm · 12 statements")
