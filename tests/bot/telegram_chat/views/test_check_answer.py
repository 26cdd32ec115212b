"""A checked draft as an answer: a line an item, sources numbered once, no words of the draft in marks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checking.checked_draft import CheckedDraft, Item, Verdict
from bot.telegram_chat.views.check_answer import ENGINE, MOST_ITEMS, answer_of
from bot.telegram_chat.views.markup import units
from bot.telegram_chat.views.messages import MESSAGE_UNITS, render
from retrieval.lang.quotation_marks import quoted_spans
from retrieval.model import Article, Citation, Kind, Question, Status
from tests.bot.telegram_chat.hostile import pure_words
from tests.conftest import examples

TEXT = "“The ice will not hold,” said Ada Holm. “Stay at home.”"
ICE = Article(title="Thin ice", text=TEXT, publisher="Harbour News", published=date(2025, 2, 3))
ASKED = Question(text="Who said it?", asked=date(2025, 2, 4))


def source(start: int = 0, end: int = 24, speaker: str | None = "Ada Holm") -> Citation:
    quote = TEXT[start:end]
    return Citation(number=1, article=ICE, quote=quote, start=start, end=end, kind=Kind.DIRECT, speaker=speaker)


def item(verdict: Verdict, **more: object) -> Item:
    made = Item("The ice will hold", 0, 17, "quotation", "Bo Lund", verdict, (source(),))
    return replace(made, **more)  # type: ignore[arg-type]


def text_of(*items: Item) -> str:
    return answer_of(CheckedDraft("draft", items), ASKED).text


@pytest.mark.parametrize(
    ("found", "line"),
    [
        (item(Verdict.VERBATIM), "✅ verbatim: Ada Holm, Harbour News, 3 Feb 2025 [1]"),
        (item(Verdict.ALTERED, differences=(("never", "can"),)), "⚠️ differs: never → can [1]"),
        (item(Verdict.ALTERED, differences=(("", "not"),)), "⚠️ differs: no words → not [1]"),
        (item(Verdict.OTHER_SPEAKER), "❌ said by Ada Holm, not Bo Lund [1]"),
        (item(Verdict.NOT_FOUND, sources=()), "❌ not in my articles"),
        (item(Verdict.NOT_FOUND), "❌ not in my articles; the nearest: [1]"),
        (item(Verdict.COMPARE), "↔️ a claim; compare with [1]"),
        (item(Verdict.HEDGED, note="reported as denied"), "⚠️ not simply said (reported as denied) [1]"),
    ],
)
def test_each_verdict_has_its_line(found: Item, line: str) -> None:
    assert text_of(found) == line


@pytest.mark.parametrize("verdict", list(Verdict))
def test_no_verdict_is_without_words(verdict: Verdict) -> None:
    assert verdict.value not in text_of(item(verdict)).replace("verbatim", "").replace("compare", "").replace("cut", "")


def test_several_items_are_counted_and_told_apart() -> None:
    """The same place has one number."""
    answer = answer_of(
        CheckedDraft("draft", [item(Verdict.VERBATIM), item(Verdict.ALTERED, text="Stay “at” home", start=20)]), ASKED
    )
    assert answer.text.splitlines()[0] == "1 ✅ verbatim · 1 ⚠️ different"
    assert "» Stay at home\n⚠️ differs" in answer.text
    assert len(answer.citations) == 1
    assert answer.engine == ENGINE


def test_of_many_items_those_that_are_wrong_come_first() -> None:
    right = [item(Verdict.VERBATIM, start=n) for n in range(30)]
    answer = answer_of(CheckedDraft("draft", [*right, item(Verdict.NOT_FOUND, sources=(), start=99)]), ASKED)
    assert "❌ not in my articles" in answer.text
    assert answer.text.count("» ") == MOST_ITEMS
    assert answer.text.endswith("… and 19 more")


def test_a_draft_without_items_is_refused_in_words() -> None:
    assert answer_of(CheckedDraft("x", []), ASKED).status is Status.REFUSED


@given(st.lists(st.tuples(st.sampled_from(list(Verdict)), pure_words, pure_words), max_size=15))
@examples(60)
def test_any_words_make_valid_messages(found: list[tuple[Verdict, str, str]]) -> None:
    """No quotation marks but the articles' own."""
    items = [
        item(verdict, text=words or "x", speaker=other or None, note=other, differences=((words, other),), start=n)
        for n, (verdict, words, other) in enumerate(found)
    ]
    answer = answer_of(CheckedDraft("draft", items), ASKED)
    assert not any(each.closed for each in quoted_spans(answer.text))
    assert all(part.fits and units(part.text) <= MESSAGE_UNITS for part in render(answer))
