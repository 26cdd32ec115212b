"""Where quoted text begins and ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.lang.paragraphs import paragraphs
from retrieval.lang.quotation_marks import quotations, quoted_spans


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quoted_spans(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we go” now.", ["“we go”"]),
        ('He said "we go" now.', ['"we go"']),
        ("He said ‘we go’ now.", ["‘we go’"]),
        ("He said 'we go' now.", ["'we go'"]),
        ("Il dit « on y va » ici.", ["« on y va »"]),
        ("Er sagt: »Wir gehen«, und »ihr nicht.«", ["»Wir gehen«", "»ihr nicht.«"]),
        ("Han sa: »Vi går», och gick.", ["»Vi går»"]),
        ("«un», «deux» et «trois»", ["«un»", "«deux»", "«trois»"]),
        ("Er sagt „wir gehen“ jetzt.", ["„wir gehen“"]),
        ("He said ``we go'' now.", ["``we go''"]),
        ("He said ''we go'' now.", ["''we go''"]),
        ('He said "we go” now.', ['"we go”']),
        ("“We go,“ he said. “Soon.”", ["“We go,“", "“Soon.”"]),
    ],
)
def test_all_kinds_of_marks(text: str, expected: list[str]) -> None:
    """Each kind of mark opens and closes a quote, mixtures included."""
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It's the dog's.",
        "the workers' plan",
        "back in the '90s and the ’80s",
        'a 6\'2" guard and a 5" pipe',
        "rock 'n' roll",
    ],
)
def test_apostrophes_and_inches_are_no_marks(text: str) -> None:
    """What only looks like a mark quotes nothing."""
    assert quoted(text) == []


def test_a_nested_quote_belongs_to_the_outer_one() -> None:
    """Only the outermost quote is returned."""
    assert quoted("“She told me, ‘go home,’ and I went.”") == ["“She told me, ‘go home,’ and I went.”"]
    assert quoted("'''Go' was all she said,'' he said.") == ["'''Go' was all she said,''"]


def test_an_apostrophe_inside_a_single_quote_does_not_end_it() -> None:
    """A contraction or a plural's apostrophe isn't the closing mark."""
    assert quoted("He said ‘it’s the workers’ plan’ today.") == ["‘it’s the workers’ plan’"]


def test_a_quote_that_runs_over_paragraphs_is_one_span_in_each() -> None:
    """A paragraph that opens with a mark and isn't closed ends with its paragraph."""
    assert quoted("“First part.\n\n“Second part,” he said.") == ["“First part.", "“Second part,”"]


def test_a_closing_mark_after_a_space_still_closes() -> None:
    """A slip of the typist doesn't swallow what follows."""
    assert quoted('"We go, " he said. "Soon."') == ['"We go, "', '"Soon."']


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Should we leave now? one man asked.\n\n“No,” she said.", ["Should we leave now?", "No,"]),
        (
            "“We have water, harbour master Ida Berg said. “After that I don’t know.",
            ["We have water,", "After that I don’t know."],
        ),
        (
            "“We have water, and nobody said why.\n\n“That is all,” she said.",
            ["We have water, and nobody said why.", "That is all,"],
        ),
        ("“We have water for all who stay here.\n\nNobody did.", ["We have water for all who stay here."]),
    ],
    ids=["asked", "said before another", "goes on in the next", "no narration"],
)
def test_what_is_told_behind_a_missing_mark_is_nobodys_words(text: str, expected: list[str]) -> None:
    """Unless the quotation goes on in the next paragraph, where no mark is missing."""
    found = quoted_spans(text, paragraphs(text))
    assert [text[each.inner_start : each.inner_end] for each in found] == expected


def test_marks_may_have_blanks_on_both_sides() -> None:
    """In text that was cut into tokens; a paragraph that has others reads as always."""
    assert quoted('" What is it? " asked Beth. " A flag , " she said .') == ['" What is it? "', '" A flag , "']
    assert quoted('He said "It is." and left " .') == ['"It is."']


def test_a_missing_closing_mark_does_not_swallow_the_next_quote() -> None:
    """When another quote opens, the one left open ends before the attribution."""
    assert quoted("“We go, he said. “We stay,” she said.")[-1] == "“We stay,”"


@given(st.text(alphabet="a b.,“”\"'‘’«»„`\n\r\t", max_size=200))
def test_spans_are_in_order_and_inside(text: str) -> None:
    """Whatever the marks, spans don't overlap and lie inside the text."""
    end = 0
    for quote in quoted_spans(text, paragraphs(text)):
        assert end <= quote.start < quote.inner_start <= quote.inner_end <= quote.end <= len(text)
        end = quote.end


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("no marks, O'Brien's dogs' bowls", []),
        ("“one” and “two”", ["one", "two"]),
        ("„eins“ und „zwei”", ["eins", "zwei"]),
        ('"one" “two', ["one", "two"]),
        ("「一」 and ＂two＂ and ❝three❞", ["一", "two", "three"]),
        ("«un» ‘deux’ 'trois'", ["un", "deux", "trois"]),
        ('“ ” " "', []),
        ("“outer ‘inner’ outer”", ["outer ‘inner’ outer"]),
    ],
)
def test_quotations_are_found_in_any_marks(text: str, found: list[str]) -> None:
    """Closed or not; apostrophes are none, and what is quoted inside a quotation belongs to it."""
    assert quotations(text) == found
