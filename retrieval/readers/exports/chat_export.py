"""Exports of chats ("[03/11/2026, 08:12:44] Jane Doe: …"): an article a day, each message a turn."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any, NamedTuple

from retrieval.lang.en.phrases.export_phrases import CHATS_OWN
from retrieval.lang.paragraph_kinds import told_kinds
from retrieval.model import Article, ParagraphKind
from retrieval.readers.metadata.article_metadata import Particulars, article_of
from retrieval.readers.metadata.publication_dates import day_of
from retrieval.readers.metadata.titles import title_in_name
from retrieval.readers.source import UNREAD_DATE, Source

_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # before times and names
_DAY = r"(?P<day>[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{2,4})"
_TIME = r"[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?P<half>[ \u202f]?[ap]\.?[ ]?m\.?)?"
_OPENS = tuple(
    re.compile(pattern, re.MULTILINE | re.IGNORECASE)
    for pattern in (
        rf"^\[?{_DAY},?[ ]+{_TIME}(?:\][ ]|[ ][-–][ ])(?:(?P<name>[^\n:]{{1,60}}):[ ])?(?P<words>[^\n]*)$",  # WhatsApp
        rf"^\[{_DAY},?[ ]+{_TIME}\][ ](?P<name>[^\n:]{{1,60}})(?P<words>)$",  # Discord, the words below
        r"^(?P<day>)[0-9]{2}:[0-9]{2}:[0-9]{2}(?P<half>)[ \t]{1,4}From[ ](?P<name>[^\n:]{1,60}?)"
        r"(?:[ ]+to[ ]+[^\n:]{1,60})?[ ]*:[ \t]*(?P<words>[^\n]*)$",  # Zoom
    )
)
_HEAD = re.compile(r"\s*|=+|[^\n:.]{1,40}: .{0,200}")  # "Channel: courts", between rules
_RULE = re.compile(r"\n={5,}(?=\n).*\Z", re.DOTALL)  # below the last message
_LINK = re.compile(r"<(?P<to>[^<>|]{1,500})(?:[|](?P<shown>[^<>]{1,500}))?>")  # Slack's
_PARTS = re.compile(r"[./-]")
_FEWEST = 3  # messages
_MONTHS, _LONG_YEAR = 12, 4


class _Message(NamedTuple):
    """``day``: as it is written, or "" where nothing tells it."""

    day: str | date
    name: str
    words: str


def chat_articles(content: str, source: Source) -> Iterator[Article]:
    """The articles of a chat as text, one for each day; nothing where the text isn't a chat's export.

    What the program itself says in it ("Messages are end-to-end encrypted", "image omitted") is left out. A day in
    figures that may be another in another country costs the day.
    """
    content = _MARKS.sub("", content)
    for opens in _OPENS:
        first = opens.search(content)
        found = list(_messages(opens, content)) if first else []
        above = content[: first.start()].splitlines() if first else []
        if first is None or len(found) < _FEWEST or not all(map(_HEAD.fullmatch, above)):
            continue  # an article that shows some messages isn't one
        order = _order([str(each.day) for each in found if each.day], is_by_halves=bool(first["half"]))
        yield from _articles([each._replace(day=_day(str(each.day), order) or each.day) for each in found], source)
        return


def messages_in(values: Sequence[Any], source: Source) -> Iterator[Article]:
    """The articles of a channel's messages as Slack exports them, a file a day; nothing where they are none."""
    told = [each for each in values if isinstance(each, dict) and each.get("type") == "message" and each.get("ts")]
    if len(told) < len(values) or len(told) < _FEWEST:
        return
    yield from _articles(list(filter(None, map(_of_slack, told))), source)


def _of_slack(message: dict[str, Any]) -> _Message | None:
    profile = message.get("user_profile")
    names = (profile.get("real_name") if isinstance(profile, dict) else None, message.get("username"))
    name = next((each for each in (*names, message.get("user")) if isinstance(each, str) and each), None)
    words = message.get("text")
    if message.get("subtype") or name is None or not isinstance(words, str) or not words.strip():
        return None
    try:
        day: str | date = datetime.fromtimestamp(float(message["ts"]), UTC).date()
    except (ValueError, TypeError, OverflowError, OSError):
        day = ""
    return _Message(day, name, html.unescape(_LINK.sub(lambda link: link["shown"] or link["to"], words)))


def _articles(found: Iterable[_Message], source: Source) -> Iterator[Article]:
    """An article for each day; one whose figures can't be read is counted."""
    name = title_in_name(source.shown)
    for number, (day, said) in enumerate(groupby(found, key=lambda each: each.day), start=1):
        published = day if isinstance(day, date) else None
        if day and published is None:
            source.noted[UNREAD_DATE] += 1
        turns = [f"{each.name}: {' '.join(each.words.split())}" for each in said]
        title = f"{name}, {published:%-d %B %Y}" if name and published else name
        article = article_of("\n\n".join(turns), Particulars(title=title, published=published), source.shown)
        kinds = told_kinds(article.text, dict.fromkeys(turns, ParagraphKind.TURN))
        yield article.model_copy(update={"path": f"{source.shown}#{published or number}", "kinds": kinds})


def _messages(opens: re.Pattern[str], content: str) -> Iterator[_Message]:
    opened = list(opens.finditer(content))
    ends = (*(each.start() for each in opened[1:]), len(content))
    for each, end in zip(opened, ends, strict=True):
        words = _RULE.sub("", f"{each['words']}{content[each.end() : end]}".rstrip()).strip()
        if each["name"] and words and not CHATS_OWN.fullmatch(" ".join(words.split())):
            yield _Message(each["day"], each["name"].strip("~ \u202f"), words)


def _order(days: list[str], *, is_by_halves: bool) -> str | None:
    """Whether the day or the month stands first, as some of the days tell, else as the clock does: who writes times in
    24 hours writes no month first.
    """
    parts = [[int(part) for part in _PARTS.split(day)] for day in days]
    found = {"month" if other > _MONTHS else "day" for one, other, _ in parts if max(one, other) > _MONTHS}
    return found.pop() if len(found) == 1 else None if found or is_by_halves else "day"


def _day(written: str, order: str | None) -> date | None:
    if not written:
        return None
    one, other, last = _PARTS.split(written)
    if len(one) == _LONG_YEAR:
        return day_of(f"{one}-{other}-{last}")
    year = last if len(last) == _LONG_YEAR else f"20{last:0>2}"
    month, day = (one, other) if order == "month" else (other, one)
    return day_of(f"{year}-{month:0>2}-{day:0>2}") if order or int(one) > _MONTHS or int(other) > _MONTHS else None
