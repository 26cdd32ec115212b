"""Nothing that breaks the promise gets past the gate."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.check import Evidence, Key, Line, cited, fault, passed, quotations
from retrieval.errors import CheckFailed
from retrieval.model import Article, Kind, Passage, Statement

TEXT = (
    "The ferry froze in the sound. “The ice is thick, and it will stay,” said Mara Lindqvist. "
    "She added that the harbour would open in May. “Nonsense,” Jon Holm replied."
)
ARTICLE = Article(title="The ferry froze", text=TEXT, publisher="Harbour News")
OTHER = Article(title="Another", text="Jon Holm said “Never.”")
THICK, NONSENSE, REPORTED = "“The ice is thick, and it will stay,”", "“Nonsense,”", "the harbour would open in May"


def evidence(words: str, kind: Kind | None = Kind.DIRECT, article: Article = ARTICLE) -> Evidence:
    start = article.text.index(words)
    place = {"article_id": article.id, "start": start, "end": start + len(words), "text": words}
    if kind is None:
        return Evidence(article, Passage.model_validate({**place, "paragraph": 1}), 1)
    return Evidence(article, Statement.model_validate({**place, "kind": kind}), 1)


def said(words: str, speaker: str = "Mara Lindqvist", kind: Kind = Kind.DIRECT) -> Line:
    return Line((f"{speaker}: ", 0), (evidence(words, kind),), speaker)


WHO: dict[Key, str | None] = {
    evidence(THICK).key: "Mara Lindqvist",
    evidence(REPORTED).key: "Mara Lindqvist",
    evidence(NONSENSE).key: "Jon Holm",
}


def test_words_under_their_speaker_pass() -> None:
    """Direct and reported, and a passage under nobody's name."""
    for line in (
        said(THICK),
        said(NONSENSE, "Jon Holm"),
        said(REPORTED, kind=Kind.INDIRECT),
        Line((0,), (evidence("The ferry froze in the sound.", None),)),
    ):
        assert fault(line, WHO) is None


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (Line(("It is cold.",), ()), "cites nothing"),
        (said(THICK, "Jon Holm"), "not to Jon Holm"),
        (said(NONSENSE), "attributes the span to Jon Holm"),
        (Line(("Mara Lindqvist: ", 0), (evidence("The ferry froze", None),), "Mara Lindqvist"), "puts a passage under"),
        (said("The ferry froze"), "attributes the span to None"),
        (Line(("“It will melt,” she said: ", 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line(("„It will melt“ ", 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line(("«It will melt» ", 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line(('"It will melt" ', 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line(("‘It will melt’ ", 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line(("'It will melt' ", 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line(("“It will melt, ", 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line((0, " “the ice is thick”"), (evidence(THICK),)), "stands in quotation marks"),
        (Line(("She said “", 0, "”."), (evidence(REPORTED, Kind.INDIRECT),), "Mara Lindqvist"), "reported words"),
        (Line(("She said “", 0, "”."), (evidence(REPORTED, Kind.PARTIAL),), "Mara Lindqvist"), "reported words"),
    ],
)
def test_a_line_that_breaks_the_promise(line: Line, why: str, caplog: pytest.LogCaptureFixture) -> None:
    """It raises where strictness is asked for; else it alone is dropped, and the log says why."""
    assert why in (fault(line, WHO) or "")
    with pytest.raises(CheckFailed, match="may not be shown"):
        passed([line], WHO, strict=True)
    with caplog.at_level(logging.ERROR):
        assert passed([said(THICK), line, said(NONSENSE, "Jon Holm")], WHO, strict=False) == [
            said(THICK),
            said(NONSENSE, "Jon Holm"),
        ]
    assert why in caplog.text


@given(shift=st.integers(-5, 5), longer=st.integers(-3, 3))
def test_a_span_that_is_off_is_found_out(shift: int, longer: int) -> None:
    """By one code point or by several, at either end, whatever text it claims to hold."""
    right = evidence(THICK).span
    start, end = right.start + shift, right.end + shift + longer
    text = (right.text + "xxx")[: end - start]
    wrong = right.model_copy(update={"start": start, "end": end, "text": text})
    line = Line((0,), (Evidence(ARTICLE, wrong),))
    assert (fault(line, WHO) is None) == (ARTICLE.text[start:end] == text)


def test_a_span_of_another_article_is_found_out() -> None:
    """The same offsets in another text are other words."""
    line = Line((0,), (Evidence(OTHER, evidence(THICK).span),))
    assert "checked against article" in (fault(line, WHO) or "")


def test_what_is_shown_is_copied_from_the_article() -> None:
    """By offsets: what a draft holds as a span's text is never printed."""
    line = said(THICK)
    assert line.text == f"Mara Lindqvist: {THICK}"
    assert line.own_words == "Mara Lindqvist: "


def test_a_quotation_in_the_lines_own_words_must_be_the_articles() -> None:
    """To the letter."""
    assert fault(Line(("Asked whether “it will stay,” she said ", 0), (evidence(THICK),)), WHO) is None
    assert fault(Line(("Asked whether “It will stay,” she said ", 0), (evidence(THICK),)), WHO) is not None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("no marks, O'Brien's dogs' bowls", []),
        ("“one” and “two”", ["one", "two"]),
        ("„eins“ und „zwei”", ["eins", "zwei"]),
        ('"one" “two', ["one", "two"]),
        ("«un» ‘deux’ 'trois'", ["un", "deux", "trois"]),
        ('“ ” " "', []),
        ("“outer ‘inner’ outer”", ["outer ‘inner’ outer", "inner"]),
    ],
)
def test_quotations_are_found_in_any_marks(text: str, found: list[str]) -> None:
    """Closed or not; apostrophes are none."""
    assert quotations(text) == found


def test_citations_are_numbered_in_order_of_use() -> None:
    """One number for one span, however often it is cited; the numbers in the text are those of the list."""
    first, second = said(THICK), said(NONSENSE, "Jon Holm")
    both = Line(("They differ.",), (second.evidence[0], first.evidence[0], second.evidence[0]))
    text, citations = cited([first, second, both, first])
    assert [line[line.rindex(" ") + 1 :] for line in text.splitlines()] == ["[1]", "[2]", "[2][1]", "[1]"]
    assert [(each.number, each.quote, each.speaker) for each in citations] == [
        (1, THICK, "Mara Lindqvist"),
        (2, NONSENSE, "Jon Holm"),
    ]
    assert all(each.quote == each.article.text[each.start : each.end] for each in citations)


def test_nothing_to_cite() -> None:
    """An empty draft is an empty text."""
    assert cited([]) == ("", ())
