"""Hostile texts and answers made of them, for tests of whatever is shown in Telegram."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from bot.telegram_chat.views.markup import is_blank, units
from bot.telegram_chat.views.messages import MESSAGE_UNITS, MOST_MESSAGES, Part
from retrieval.model import Answer, Article, Citation, Kind, Status
from tests.fakes.telegram_html import Parsed, parse

NASTY = (
    *("<b>", "</blockquote>", "<!--", "&", "&amp;", "&lt;", "&#60;", '"', "'", ">", "<", "“", "”", "«", "»", "…"),
    *("[1]", "[2] ", "@name", "/ask", "#tag", "https://x.y/z", "\\", "_", "*", "`"),
    *(
        "😀",
        "👩\u200d👩\u200d👧",
        "🇺🇦",
        "e\u0301",
        "\u0315\u0315",
        "שלום",
        "مرحبا",
        "\u202e",
        "\u2067",
        "\u200f",
        "\ufdfa",
    ),
    *("\ufdfa", "\0", "\ud83d", "\udc00", "\r\n", "\r", "\x0b", "\x1b[31m", "\u2028", "\ufeff", "\ufffe", "\u3164"),
    *("\u00a0", "\n", "\n\n", " ", "\t", "word", "a longer run of words, ", "x" * 50),
)
words = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=6)), max_size=25).map("".join)
# A few thousand units more, so that what follows stands at a message's end.
near_the_end = st.tuples(
    st.sampled_from(["", "x", "word ", "é 😀 ", "line\n", '&<>"']), st.integers(3900, 4200), words
).map(lambda t: (t[0] * (t[1] // max(1, units(t[0])))) + t[2])
texts = st.one_of(words, words, near_the_end, st.tuples(near_the_end, near_the_end).map("".join))
urls = st.one_of(
    st.none(),
    words.map(lambda text: text.encode("utf-8", "ignore").decode()),
    st.sampled_from(
        ['https://example.org/a?b=1&c="<2>', "http://x.y", "javascript:alert(1)", "https://", "http://[", "ftp://x.y/z"]
    ),
    st.text(st.characters(codec="utf-8"), max_size=20).map(lambda path: f"https://example.org/{path}"),
)


# Pydantic takes no lone surrogates into an article or an answer; what people write may hold them.
pure_words = words.map(lambda text: text.encode("utf-8", "ignore").decode())
pure_texts = texts.map(lambda text: text.encode("utf-8", "ignore").decode())


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Any answer, of hostile texts."""
    citations = []
    for number in range(1, draw(st.integers(0, 3)) + 1):
        text = draw(pure_texts) or "x"
        start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        if draw(st.booleans()) or start == end:
            start, end = 0, len(text)
        article = Article(
            title=draw(pure_texts) or "t",
            text=text,
            publisher=draw(st.none() | pure_words),
            published=draw(st.none() | st.just(date(2025, 2, 12))),
            url=draw(urls),
        )
        kind = draw(st.sampled_from(list(Kind)))
        citations.append(
            Citation(
                number=number,
                article=article,
                quote=text[start:end],
                start=start,
                end=end,
                kind=kind,
                speaker=draw(st.none() | pure_words),
                venue=draw(st.none() | pure_words),
                paragraph=draw(st.none() | st.integers(1, 99)),
            )
        )
    text = draw(pure_texts)
    if citations and draw(st.booleans()):
        text = "\n".join(f"Somebody: {c.quote} [{c.number}]" for c in citations)
    return Answer(
        question="q",
        status=Status.ANSWERED if citations else draw(st.sampled_from([Status.REFUSED, Status.HELP, Status.CLARIFY])),
        text=text,
        citations=tuple(citations),
        suggestions=tuple(draw(st.lists(pure_texts, max_size=3))),
    )


def taken(parts: list[Part]) -> list[Parsed]:
    """``parts`` as Telegram parses them; each is one that it takes."""
    assert 1 <= len(parts) <= MOST_MESSAGES
    messages = []
    for part in parts:
        assert len(part.html.encode()) <= 32_768
        message = parse(part.html)
        assert message.sloppy == []
        assert message.text == part.text
        assert 1 <= message.units <= MESSAGE_UNITS
        assert not is_blank(message.text)
        assert len(message.entities) <= 100
        messages.append(message)
    return messages
