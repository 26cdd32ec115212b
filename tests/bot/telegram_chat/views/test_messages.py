"""Answers as Telegram messages: every one valid, none too long, the quotes exact."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given

from bot.telegram_chat.views.markup import sendable, units
from bot.telegram_chat.views.messages import MOST_MESSAGES, render, render_plain
from retrieval.model import Answer, Article, Citation, Kind, Status
from tests.bot.telegram_chat import hostile
from tests.bot.telegram_chat.hostile import taken
from tests.conftest import examples


@examples(60)
@given(answer=hostile.answers())
def test_any_answer_becomes_messages_that_telegram_takes_with_exact_quotes(answer: Answer) -> None:
    """Whatever the texts: valid markup, within the limits, and the boxes hold every quote once."""
    messages = taken(render(answer))
    boxes = [e.of(message.text) for message in messages for e in message.entities if e.type == "expandable_blockquote"]
    # A message of which a person would see nothing isn't sent, and its box with it.
    quotes = [sendable(citation.quote) for citation in answer.citations]
    if all(units(quote) <= 4000 for quote in quotes):
        assert sorted(box.partition("\n\n")[0] if box not in quotes else box for box in boxes) == sorted(quotes)
    links = [entity.url or "" for message in messages for entity in message.entities if entity.type == "text_link"]
    shown = {str(citation.article.url).partition(":~:")[0].removesuffix("#") for citation in answer.citations}
    assert {link.partition(":~:")[0].removesuffix("#") for link in links} <= shown
    assert all(link.startswith(("http://", "https://")) for link in links)


@examples(60)
@given(text=hostile.texts)
@example(text="\0")
@example(text="\u3164 \u200b")
def test_any_plain_text_becomes_messages_that_telegram_takes(text: str) -> None:
    """Also one of which nothing can be seen."""
    assert all(message.entities == [] for message in taken(render_plain(text)))


def _answer(text: str, *quotes: str, title: str = "A title", **article: object) -> Answer:
    citations = tuple(
        Citation(
            number=number,
            article=Article(title=title, text=quote, **article),  # type: ignore[arg-type]
            quote=quote,
            start=0,
            end=len(quote),
            kind=Kind.DIRECT,
        )
        for number, quote in enumerate(quotes, start=1)
    )
    return Answer(question="q", status=Status.ANSWERED, text=text, citations=citations)


@pytest.mark.parametrize("length", [4070, 4080, 4083, 4084, 4085, 4095, 4096])
@pytest.mark.parametrize("character", ["x", "é", "&", "\u4e2d"])
def test_a_quote_that_a_message_holds_is_never_cut(length: int, character: str) -> None:
    """Right up to the limit: where its heading has no more room, the heading stands in the message before."""
    quote = (character * 79 + " ") * (length // 80) + character * (length % 80)
    messages = taken(render(_answer("A line. [1]", quote)))
    boxes = [entity.of(m.text) for m in messages for entity in m.entities if entity.type == "expandable_blockquote"]
    assert boxes == [quote]
    assert "".join(m.text for m in messages).count("[1] A title") == 1


@pytest.mark.parametrize("quote", ["wörd " * 3000, "😀" * 9000, "e\u0301" * 9000, "👩\u200d👧 " * 3000])
def test_a_quote_longer_than_a_message_is_cut_at_words_with_notes_outside(quote: str) -> None:
    """The parts make the quote again; no character is torn; the notes are outside the quoted words."""
    messages = taken(render(_answer("A line. [1]", quote)))
    boxes = [entity.of(m.text) for m in messages for entity in m.entities if entity.type == "expandable_blockquote"]
    assert "".join(boxes) == quote
    assert len(boxes) > 1
    for box in boxes[:-1]:
        assert box.endswith(" ") or " " not in quote
        assert units(box) > 3500
    for box in boxes[1:]:
        assert box[0] not in "\u0301\u200d"
    with_box = [m.text for m in messages if any(e.type == "expandable_blockquote" for e in m.entities)]
    assert all(text.endswith("… continues in the next message") for text in with_box[:-1])
    assert all(text.startswith("[1] continued …") for text in with_box[1:])


def test_an_answer_is_split_between_its_lines() -> None:
    """Each statement stands whole in one message."""
    quotes = [f"“{n} " + "word " * 300 + "end.”" for n in range(5)]
    lines = [f"Somebody, on X: {quote} [{n}]" for n, quote in enumerate(quotes, start=1)]
    messages = taken(render(_answer("\n".join(lines), *quotes)))
    shown = [line for message in messages for line in message.text.split("\n")]
    assert [line for line in shown if line.startswith("Somebody")] == lines


def test_a_quote_in_the_text_is_kept_whole() -> None:
    """A line too long for a message is cut before the quote in it, not inside; also where nothing cites it."""
    quote = "“" + "long word " * 300 + "end”"
    text = "Before it " * 200 + quote + " and behind it" * 200
    messages = taken(render_plain(text))
    assert len(messages) > 1
    assert sum(quote in message.text for message in messages) == 1
    assert " ".join(message.text for message in messages) == text


def test_a_quote_in_the_text_longer_than_a_message_is_cut_with_notes() -> None:
    """The reader sees on both sides that the words go on."""
    quote = "“" + "long word " * 900 + "end”"
    messages = taken(render_plain(f"He said: {quote}"))
    assert [m.text.endswith("\n… continues in the next message") for m in messages] == [False, True, True, False]
    assert [m.text.startswith("continued …\n") for m in messages] == [False, False, True, True]


def test_what_the_article_does_not_tell_is_left_out_of_the_heading() -> None:
    """No outlet, no date, no link: no empty brackets, no comma in the air."""
    [message] = taken(render(_answer("A line. [1]", "Words.")))
    assert message.text == "A line. [1]\n\n[1] A title\nWords."
    [message] = taken(render(_answer("A line. [1]", "Words.", published=date(2025, 4, 1))))
    assert "[1] A title — 1 Apr 2025\n" in message.text


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://x.y/", "https://", "file:///etc/passwd", "https://x.y/a b", "http://[", "x.y"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    """An article's address is a stranger's text."""
    [message] = taken(render(_answer("A line. [1]", "Words.", url=url)))
    assert [entity.type for entity in message.entities] == ["expandable_blockquote"]


def test_a_title_that_runs_right_to_left_turns_nothing_around() -> None:
    """The outlet and the date behind it stay behind it; a title without such letters gets no marks."""
    [message] = taken(render(_answer("A line. [1]", "Words.", title="שלום", publisher="The Coast")))
    assert "[1] \u2068שלום\u2069 — The Coast" in message.text


def test_a_title_without_end_is_shortened() -> None:
    """A heading stays a heading."""
    [message] = taken(render(_answer("A line. [1]", "Words.", title="Word " * 1000)))
    assert len(message.text) < 250
    assert "Word…" in message.text


def test_many_citations_keep_their_formatting() -> None:
    """Telegram drops the entities after the hundredth: a message holds fewer."""
    quotes = [f"Word {n}." for n in range(120)]
    messages = taken(render(_answer("A line. [1]", *quotes, url="https://x.y/z")))
    assert sum(len(message.entities) for message in messages) == 240


def test_too_much_for_a_chat_is_said() -> None:
    """A passage like a book doesn't flood the chat; the last message says that there is more."""
    messages = taken(render(_answer("A line. [1]", "word " * 100_000)))
    assert len(messages) == MOST_MESSAGES
    assert "more" in messages[-1].text


def test_a_short_answer_says_where_the_words_stand() -> None:
    """One line an article, without the passages."""
    answer = _answer("One. [1]\nTwo. [2]\nThree. [3]", "“One.”", "“Two.”", "“Three.”", url="https://x.y/z")
    first, second, third = answer.citations
    same = third.model_copy(update={"article": first.article, "quote": first.quote, "start": first.start})
    [message] = taken(render(answer.model_copy(update={"citations": (first, second, same)}), short=True))
    assert message.text == "One. [1]\nTwo. [2]\nThree. [3]\n\n[1] [3] A title\n[2] A title"
    assert [entity.type for entity in message.entities] == ["text_link", "text_link"]
