"""Passages to page through and quotes to copy: whatever the texts, valid, whole and attributed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup

from bot.telegram_chat.views.keyboards import (
    Does,
    Press,
    below_answer,
    below_passage,
    below_writing,
    copy_only,
    pressed,
)
from bot.telegram_chat.views.markup import sendable, units
from bot.telegram_chat.views.messages import headed, render, render_plain
from bot.telegram_chat.views.passage_card import copyable, passage_card, to_copy
from retrieval.model import Answer, Article, Citation, Kind
from tests.bot.telegram_chat import hostile
from tests.conftest import examples
from tests.fakes.telegram_html import parse

QUOTE = "“We will never accept that.”"


def citation(quote: str = QUOTE, around: tuple[str, str] = ("", ""), **more: object) -> Citation:
    article = Article(
        title="A title", text=around[0] + quote + around[1], publisher="The Coast", published=date(2025, 2, 12)
    )
    start = len(around[0])
    fields = {"kind": Kind.DIRECT, "speaker": "Mara Holm"} | more
    return Citation(number=1, article=article, quote=quote, start=start, end=start + len(quote), **fields)  # type: ignore[arg-type]


def buttons_of(markup: InlineKeyboardMarkup | None) -> Iterator[dict[str, object]]:
    for row in markup.inline_keyboard if markup is not None else ():
        assert 1 <= len(row) <= 8
        yield from (button.to_dict() for button in row)


def fine(markup: InlineKeyboardMarkup | None) -> None:
    """Every button is one that Telegram takes."""
    for button in buttons_of(markup):
        assert str(button["text"]).strip()
        assert len(button) == 2
        if "callback_data" in button:
            assert 1 <= len(str(button["callback_data"]).encode()) <= 64
            assert pressed(button["callback_data"]) is not None
        if "copy_text" in button:
            assert 1 <= units(button["copy_text"]["text"]) <= 256  # type: ignore[index]


@examples(40)
@given(answer=hostile.answers(), short=st.booleans())
def test_any_answers_buttons_and_passages_are_taken(answer: Answer, short: bool) -> None:
    """The cited words are bold in their passage, exactly where nothing is cut; what is copied is the quote, whole."""
    fine(below_answer(answer))
    fine(below_writing())
    hostile.taken(render(answer, short=short))
    hostile.taken(headed(render_plain("heading")[0], render(answer)))
    for each in answer.citations:
        fine(below_passage(answer, each.number))
        [card] = hostile.taken([passage_card(each, len(answer.citations), 0, len(each.article.text))])
        bold = [entity.of(card.text) for entity in card.entities if entity.type == "bold"]
        if units(sendable(each.quote)) < 3000:
            assert bold[-1] == sendable(each.quote)
        hostile.taken([to_copy(each)])
        text = copyable(each)
        if text is not None:
            assert text.startswith(sendable(each.quote).strip() + "\n— ")
            assert copy_only(answer, each.number)


def test_a_passage_shows_what_stands_around_the_words() -> None:
    """A long one only near them, with an ellipsis where it goes on."""
    card = passage_card(citation(around=("One. ", " Two.")), 3, 0, 10_000)
    text = parse(card.html).text
    assert text == f"Passage 1 of 3\nA title — The Coast, 12 Feb 2025\nMara Holm\nOne. {QUOTE} Two."
    long = passage_card(citation(around=("before " * 500, " behind" * 500)), 1, 0, 10_000)
    shown = parse(long.html).text
    assert "\n… before before" in shown
    assert shown.endswith("behind behind …")
    assert QUOTE in shown


def test_a_quote_is_copied_whole_or_by_a_message() -> None:
    """The attribution is shortened, the words never; without room for whose they are, no button copies them."""
    assert copyable(citation()) == f"{QUOTE}\n— Mara Holm, A title, The Coast, 12 Feb 2025"
    tight = "“" + "word " * 42 + "end”"
    assert copyable(citation(tight)) == f"{tight}\n— Mara Holm, The Coast, 12 Feb 2025"
    tighter = "“" + "word " * 47 + "end”"
    assert copyable(citation(tighter)) == f"{tighter}\n— Mara Holm"
    long = "“" + "word " * 60 + "end”"
    assert copyable(citation(long)) is None
    assert to_copy(citation(long)).text == f"{long}\n— Mara Holm, A title, The Coast, 12 Feb 2025"


def test_reported_words_are_copied_as_reported() -> None:
    """Whoever pastes them sees that they are no quote."""
    text = copyable(citation("the bridge would stay closed", kind=Kind.INDIRECT))
    assert text == "the bridge would stay closed\n— Mara Holm (reported), A title, The Coast, 12 Feb 2025"


@pytest.mark.parametrize(
    "data", [None, 3, "", "passage:-1", "passage:1:2", "passage:99999", "Passage:1", "rm -rf", "ask:1 "]
)
def test_data_of_others_says_nothing(data: object) -> None:
    """Whatever a stranger makes up."""
    assert pressed(data) is None


def test_data_says_what_it_was_made_of() -> None:
    """Every kind, with its number."""
    for does in Does:
        for number in (0, 1, 40):
            assert pressed(Press(does, number).data) == Press(does, number)


@pytest.fixture(scope="module")
def tdlib() -> Callable[[str], tuple[str, list[tuple[int, int]]]]:
    """Telegram's own parser, where its wheel is installed: the text, and where its boxes stand."""
    tdjson = pytest.importorskip("tdjson", reason="tdjson, Telegram's own parser, isn't installed")
    tdjson.td_execute(json.dumps({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}).encode())

    def parsed(html: str) -> tuple[str, list[tuple[int, int]]]:
        request = {"@type": "parseTextEntities", "text": html, "parse_mode": {"@type": "textParseModeHTML"}}
        answer = json.loads(tdjson.td_execute(json.dumps(request).encode()))
        assert answer["@type"] == "formattedText", answer
        boxes = [each for each in answer["entities"] if "BlockQuote" in each["type"]["@type"]]
        return answer["text"], [(each["offset"], each["length"]) for each in boxes]

    return parsed


@examples(40)
@given(answer=hostile.answers())
def test_telegrams_own_parser_finds_the_quotes(
    tdlib: Callable[[str], tuple[str, list[tuple[int, int]]]], answer: Answer
) -> None:
    """Sliced by its offsets, in UTF-16 units, the boxes are what was cited."""
    boxes = []
    for part in render(answer):
        text, spans = tdlib(part.html)
        assert text == part.text
        whole = text.encode("utf-16-le")
        boxes += [whole[2 * at : 2 * (at + length)].decode("utf-16-le") for at, length in spans]
    if all(units(sendable(each.quote)) <= 4000 and each.quote.strip() for each in answer.citations):
        assert "".join(boxes) == "".join(sendable(each.quote) for each in answer.citations)
