"""Nothing that breaks the promise gets past the gate."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.answering.drafting.evidence import Evidence, Line, Owned
from bot.answering.grounding.gate import cited, fault, passed
from retrieval.errors import CheckFailed
from retrieval.lang.quotation_marks import quotations, unmarked
from retrieval.model import Article, Kind, Passage, Statement

TEXT = (
    "The ferry froze in the sound. “The ice is thick, and it will stay,” said Mara Lindqvist. "
    "She added that the harbour would open in May. “Nonsense,” Jon Holm replied."
)
ARTICLE = Article(title="The ferry froze", text=TEXT, publisher="Harbour News")
OTHER = Article(title="Another", text="Jon Holm said “Never.”")
LETTER = Article(title="Ice", text="Ida Berg called it “very thick” ice in a letter. The ice is thick, she wrote.")
THICK, NONSENSE, REPORTED = "“The ice is thick, and it will stay,”", "“Nonsense,”", "the harbour would open in May"


def evidence(words: str, kind: Kind | None = Kind.DIRECT, article: Article = ARTICLE) -> Evidence:
    start = article.text.index(words)
    place = {"article_id": article.id, "start": start, "end": start + len(words), "text": words}
    if kind is None:
        return Evidence(article, Passage.model_validate({**place, "paragraph": 1}), 1)
    return Evidence(article, Statement.model_validate({**place, "kind": kind}), 1)


def said(words: str, speaker: str = "Mara Lindqvist", kind: Kind = Kind.DIRECT) -> Line:
    return Line((f"{speaker}: ", 0), (evidence(words, kind),), speaker)


WHO: set[Owned] = {
    (evidence(THICK).key, "Mara Lindqvist"),
    (evidence(REPORTED).key, "Mara Lindqvist"),
    (evidence(NONSENSE).key, "Jon Holm"),
    (evidence("“very thick” ice", Kind.PARTIAL, LETTER).key, "Ida Berg"),
    (evidence("The ice is thick", article=LETTER).key, "Ida Berg"),
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
        (replace(said(THICK), heading="On “ice”:"), "heading holds quotation marks"),
        (said(THICK, "Jon Holm"), "not to Jon Holm"),
        (said(NONSENSE), "attributes the span to Jon Holm"),
        (Line(("Mara Lindqvist: ", 0), (evidence("The ferry froze", None),), "Mara Lindqvist"), "puts a passage under"),
        (said("The ferry froze"), "attributes the span to nobody for certain"),
        (
            Line(("“It will melt,” she said: ", 0), (evidence(THICK),)),
            "stands in quotation marks and not in the article",
        ),
        (Line(("It was ‘Mara’s ice’: ", 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line(("‘a melting’ ", 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line(("“The ice’s melting” ", 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line(("“thick”“melting” ", 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line(("“hick,” she said ", 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line(("“, and it will sta” she said ", 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line(("“it will stay.” she said ", 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line(("„It will melt“ ", 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line(("«It will melt» ", 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line(('"It will melt" ', 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line(("‘It will melt’ ", 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line(("'It will melt' ", 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line(("“It will melt, ", 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line((0, " “the ice is thick”"), (evidence(THICK),)), "stands in quotation marks"),
        (Line(("She said “", 0, "”."), (evidence(REPORTED, Kind.INDIRECT),), "Mara Lindqvist"), "reported words"),
        (Line(("She said “", 0, "”."), (evidence(REPORTED, Kind.PARTIAL),), "Mara Lindqvist"), "reported words"),
        (Line(("She said “ ", 0, " ”."), (evidence(REPORTED, Kind.INDIRECT),), "Mara Lindqvist"), "reported words"),
        (Line(("She said ‘", 0, "’."), (evidence(REPORTED, Kind.INDIRECT),), "Mara Lindqvist"), "reported words"),
        (
            Line(("She said “open in May”: ", 0), (evidence(REPORTED, Kind.INDIRECT),), "Mara Lindqvist"),
            "not in what it cites",
        ),
        (Line(("“Nonsense,” she said: ", 0), (evidence(THICK),), "Mara Lindqvist"), "not in what it cites"),
        (Line(("“", 0, " ", 1, "”"), (evidence("The ferry", None), evidence("in May", None))), "stands in quotation"),
        (Line(("“We know: ", 0, "”"), (evidence("The ferry", None),)), "stands in quotation marks"),
        (Line((0, "”It will melt”"), (evidence(THICK),)), "stands in quotation marks"),
        (Line(("»It will melt« ", 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line(("``It will melt'' ", 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line(("''It will melt'' ", 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line(("‚It will melt‘ ", 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line(("「It will melt」 ", 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line(("＂It will melt＂ ", 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line(("A “sense” of it: ", 0), (evidence(NONSENSE),)), "stands in quotation marks"),
        (Line(("A “Non” of it: ", 0), (evidence(NONSENSE),)), "stands in quotation marks"),
        (Line(("It “erry froze”: ", 0), (evidence(THICK),)), "stands in quotation marks"),
        (Line(("“The ice … will stay” ", 0), (evidence(THICK),)), "stands in quotation marks"),
        (
            Line(("It is ‘", 0, "’."), (evidence("“very thick” ice", Kind.PARTIAL, LETTER),), "Ida Berg"),
            "reported words",
        ),
        (
            Line(("It is '", 0, "'."), (evidence("“very thick” ice", Kind.PARTIAL, LETTER),), "Ida Berg"),
            "reported words",
        ),
        (Line((0,), (evidence(THICK),), heading="On “it will stay,”"), "heading holds"),
        (Line((0,), (evidence(THICK),), heading="On 'ice"), "heading holds"),
        (Line((1,), (evidence(THICK),)), "evidence that it doesn't have"),
        (Line((-1,), (evidence(THICK),)), "evidence that it doesn't have"),
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


@pytest.mark.parametrize(
    "words",
    [
        "Asked whether “it will stay,” she said ",
        "When it “froze in the sound”, she said ",
        "It is “, and it will stay,” she said ",
        "“thick,” she said ",
        "That it “will ” stay, she said ",
        "“\u2003” she said ",
    ],
)
def test_a_quotation_in_the_lines_own_words_is_the_articles(words: str) -> None:
    """From anywhere in it where the line stands under nobody's name; whole words, and whatever stands between them."""
    assert fault(Line((words, 0), (evidence(THICK),)), WHO) is None


@pytest.mark.parametrize(
    "parts",
    [
        (0, " ‘"),
        ("It is ‘melting, she said: ", 0),
        ("Rock ' n ' roll on the ice: ", 0),
        ("A's boats' owners say: ", 0),
        ("Holm's boats' owners say: ", 0),
    ],
)
def test_a_single_mark_that_encloses_nothing_quotes_nothing(parts: tuple[str | int, ...]) -> None:
    """At a line's end, left open, between spaces, or as an apostrophe."""
    assert fault(Line(parts, (evidence(THICK),)), WHO) is None


def test_reported_words_may_stand_beside_a_quotation() -> None:
    """Only what is inside the marks counts."""
    assert fault(Line((0, ", and “thick” ice"), (evidence(REPORTED, Kind.INDIRECT),)), WHO) is None


def test_whose_the_words_are_is_told() -> None:
    """By name, where two said them together too."""
    both = {(evidence(THICK).key, name) for name in ("Mara Lindqvist", "Jon Holm")}
    assert fault(said(THICK, "Ida Berg"), both) == (
        "the article attributes the span to Jon Holm and Mara Lindqvist, not to Ida Berg"
    )


def test_under_a_name_the_cited_words_may_be_quoted_again() -> None:
    """Of a direct quote all, with marks around it or without; of a partial one what is in marks there."""
    direct = evidence("The ice is thick", article=LETTER)
    assert fault(Line(("Mara Lindqvist calls it “thick”: ", 0), (evidence(THICK),), "Mara Lindqvist"), WHO) is None
    assert fault(Line(("Ida Berg calls it “thick”: ", 0), (direct,), "Ida Berg"), WHO) is None
    partial = evidence("“very thick” ice", Kind.PARTIAL, LETTER)
    assert fault(Line(("“very thick”, she wrote: ", 0), (partial,), "Ida Berg"), WHO) is None
    assert fault(Line(("“ice”, she wrote: ", 0), (partial,), "Ida Berg"), WHO) is not None


OWN = ["“", "”", " ", "She said: ", "thick", "The ice", "the harbour", "never", "“thick”", "“never”", "Nonsense,"]
PIECES = st.lists(st.one_of(st.sampled_from(OWN), st.integers(-1, 4)), max_size=6)
SPANS = st.lists(
    st.sampled_from(
        [
            evidence(THICK),
            evidence(NONSENSE),
            evidence(REPORTED, Kind.INDIRECT),
            evidence("harbour would open", Kind.INDIRECT),
            evidence("The ferry froze", None),
            evidence("“Never.”", article=OTHER),
            Evidence(OTHER, evidence(THICK).span),
        ]
    ),
    max_size=4,
)
SHOWN_OPEN, SHOWN_CLOSE = "\ue000", "\ue001"


@given(PIECES, SPANS, st.sampled_from([None, "Mara Lindqvist", "Jon Holm"]))
def test_whatever_passes_keeps_the_promise(parts: list[str | int], spans: list[Evidence], speaker: str | None) -> None:
    """Any mixture of own words, marks and spans: what the gate lets through is verbatim and in the right mouth."""
    line = Line(tuple(parts), tuple(spans), speaker)
    if fault(line, WHO) is not None:
        return
    assert spans
    assert all(each.article.text[each.span.start : each.span.end] == each.span.text for each in spans)
    if speaker is not None:
        assert all((each.key, speaker) in WHO for each in spans)
    written = ""
    for part in parts:
        own = part.replace("“", SHOWN_OPEN).replace("”", SHOWN_CLOSE) if isinstance(part, str) else None
        written += spans[part].copied() if isinstance(part, int) else own or ""
    for quoted in re.findall(f"{SHOWN_OPEN}([^{SHOWN_OPEN}{SHOWN_CLOSE}]+){SHOWN_CLOSE}", written):
        if quoted.strip():
            assert any(quoted in each.article.text for each in spans)
            assert speaker is None or any(
                quoted in each.copied()
                for each in spans
                if isinstance(each.span, Statement) and each.span.kind is Kind.DIRECT
            )


@given(st.text(alphabet="“”‘’'\"«»„ab `「」", max_size=20))
@example("a`` `")
@example("a`'` `")
def test_own_words_without_marks_quote_nothing(text: str) -> None:
    """What is taken out of a stranger's text is every mark that the gate would read as one."""
    assert not quotations(unmarked(text))
    assert fault(Line((unmarked(text), 0), (evidence(THICK),)), WHO) is None


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


def test_a_citation_tells_what_is_known_of_its_span() -> None:
    """Of a statement how, when, where and by whom it was said; of a passage where it stands."""
    start = TEXT.index(THICK)
    told = {"cue": "said", "said_on": date(2025, 2, 10), "venue": "on the radio", "via": "Jon Holm", "hedge": "alleged"}
    place = {"article_id": ARTICLE.id, "start": start, "end": start + len(THICK), "text": THICK, "kind": "direct"}
    statement = Evidence(ARTICLE, Statement.model_validate({**place, **told}), 2, ((start + 1, start + 4),))
    _, (citation, passage) = cited(
        [Line((0,), (statement,), "Mara Lindqvist"), Line((0,), (evidence("The ferry froze", None),))]
    )
    assert {key: getattr(citation, key) for key in told} == told
    assert (citation.kind, citation.paragraph, citation.marks) == (Kind.DIRECT, 2, ((start + 1, start + 4),))
    assert (passage.kind, passage.paragraph, passage.speaker, passage.cue) == (Kind.PASSAGE, 1, None, None)


def test_a_heading_stands_above_its_lines() -> None:
    """In the articles' words without marks; it has no number of its own."""
    line = Line((0,), (evidence(THICK),), heading="The ice in the harbour's sound")
    assert fault(line, WHO) is None
    assert cited([line, said(NONSENSE, "Jon Holm")])[0].splitlines() == [
        "The ice in the harbour's sound",
        f"{THICK} [1]",
        f"Jon Holm: {NONSENSE} [2]",
    ]


def test_nothing_to_cite() -> None:
    """An empty draft is an empty text."""
    assert cited([]) == ("", ())
