"""A chat's export as text ("[03/11/2026, 08:12:44] Jane Doe: …"): an article a day, each message a turn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from retrieval.lang.en.phrases.export_phrases import CHATS_OWN
from retrieval.lang.paragraph_kinds import told_kinds
from retrieval.model import Article, ParagraphKind
from retrieval.readers.metadata.article_metadata import Particulars, article_of
from retrieval.readers.metadata.publication_dates import day_of
from retrieval.readers.metadata.titles import title_in_name
from retrieval.readers.source import UNREAD_DATE, Source

_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # before times and names
_OPENS = re.compile(
    r"^\[?(?P<day>[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{2,4}),?[ ]+[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?"
    r"(?P<half>[ \u202f]?[ap]\.?[ ]?m\.?)?(?:\][ ]|[ ][-–][ ])(?P<rest>[^\n]*)$",
    re.MULTILINE | re.IGNORECASE,
)
_SAID = re.compile(r"(?P<name>[^\n:]{1,60}):[ ](?P<words>.*)", re.DOTALL)
_PARTS = re.compile(r"[./-]")
_FEWEST = 3  # messages
_MONTHS, _LONG_YEAR = 12, 4


class _Message(NamedTuple):
    day: str
    name: str
    words: str


def chat_articles(content: str, source: Source) -> Iterator[Article]:
    """The articles of a chat, one for each day; nothing where the text isn't a chat's export.

    What the program itself says in it ("Messages are end-to-end encrypted", "image omitted") is left out. A day in
    figures that may be another in another country costs the day.
    """
    content = _MARKS.sub("", content)
    first = _OPENS.match(content.lstrip())
    messages = list(_messages(content)) if first else []
    if len(messages) < _FEWEST:
        return
    is_by_halves = first is not None and first["half"] is not None
    order = _order([each.day for each in messages], is_by_halves=is_by_halves)
    name = title_in_name(source.shown)
    for number, (written, said) in enumerate(groupby(messages, key=lambda each: each.day), start=1):
        day = _day(written, order)
        source.noted[UNREAD_DATE] += day is None
        turns = [f"{each.name}: {each.words}" for each in said]
        title = f"{name}, {day:%-d %B %Y}" if name and day else name
        article = article_of("\n\n".join(turns), Particulars(title=title, published=day), source.shown)
        kinds = told_kinds(article.text, dict.fromkeys(turns, ParagraphKind.TURN))
        yield article.model_copy(update={"path": f"{source.shown}#{day or number}", "kinds": kinds})


def _messages(content: str) -> Iterator[_Message]:
    opened = list(_OPENS.finditer(content))
    ends = (*(each.start() for each in opened[1:]), len(content))
    for each, end in zip(opened, ends, strict=True):
        said = _SAID.fullmatch(f"{each['rest']}{content[each.end() : end]}".strip())
        words = " ".join(said["words"].split()) if said else ""
        if said and words and not CHATS_OWN.fullmatch(words):
            yield _Message(each["day"], said["name"].strip("~ \u202f"), words)


def _order(days: list[str], *, is_by_halves: bool) -> str | None:
    """Whether the day or the month stands first, as some of the days tell, else as the clock does: who writes times in
    24 hours writes no month first.
    """
    parts = [[int(part) for part in _PARTS.split(day)] for day in days]
    found = {"month" if other > _MONTHS else "day" for one, other, _ in parts if max(one, other) > _MONTHS}
    return found.pop() if len(found) == 1 else None if found or is_by_halves else "day"


def _day(written: str, order: str | None) -> date | None:
    one, other, last = _PARTS.split(written)
    if len(one) == _LONG_YEAR:
        return day_of(f"{one}-{other}-{last}")
    year = last if len(last) == _LONG_YEAR else f"20{last:0>2}"
    month, day = (one, other) if order == "month" else (other, one)
    return day_of(f"{year}-{month:0>2}-{day:0>2}") if order or int(one) > _MONTHS or int(other) > _MONTHS else None
