"""An answer as Telegram messages: every quote once, in a box that unfolds to its passage, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.answering.drafting.line_builder import day
from bot.pages.text_links import at_words
from bot.telegram_chat.views.markup import cut, escaped, is_blank, isolated, one_line, sendable, units
from prompts import replies
from retrieval.lang.paragraphs import paragraphs
from retrieval.lang.quotation_marks import quoted_spans
from retrieval.model import Answer, Citation

MESSAGE_UNITS = 4096
"""Most UTF-16 units of a message after its markup is parsed (Bot API, sendMessage)."""

_MARKUP_BYTES = 30_000
# The Bot API server refuses texts of more than 32,768 bytes before it parses them.
_ENTITIES = 90
# Telegram drops the entities after the hundredth, and finds some (links, hashtags) unasked.
_TITLE = 200
_OUTLET = 80
# Code points; a headline has about 60, so these touch only what isn't a headline or outlet.

_BOX = 1_500
# UTF-16 units of a quote, and of its passage, that go into a box below their line; longer ones get a heading.
_NUMBER = re.compile(r"\[(\d{1,4})\]")

MOST_MESSAGES = 12
"""Messages of one answer. Statements hold 40 words on average, six are shown: only a freak needs more than two."""

# Marks of one line only: a stray straight mark must not pair up with one of the next line.


@dataclass(frozen=True)
class Part:
    """One message, or a piece of one.

    Args:
        html: Telegram's HTML.
        text: what a person reads, which is also what Telegram counts.
    """

    html: str
    text: str

    @classmethod
    def plain(cls, text: str) -> Part:
        """``text``, which must be sendable, without any formatting."""
        return cls(escaped(text), text)

    def __add__(self, other: Part) -> Part:
        return Part(self.html + other.html, self.text + other.text)

    def within(self, tag: str, attributes: str = "") -> Part:
        """This, formatted by ``tag``."""
        return Part(f"<{tag}{attributes}>{self.html}</{tag}>", self.text)

    @property
    def fits(self) -> bool:
        """Whether Telegram takes this as one message."""
        return (
            units(self.text) <= MESSAGE_UNITS
            and len(self.html.encode()) <= _MARKUP_BYTES
            and self.html.count("</") <= _ENTITIES
        )


_NEW_LINE = Part("\n", "\n")
_GAP = Part("\n\n", "\n\n")


def render(answer: Answer, *, short: bool = False) -> list[Part]:
    """The messages that show ``answer``, in the order to send them; at least one, each takes Telegram's limits.

    A message ends between lines or citations. A quote is cut only when it is longer than a message: then at a word,
    with a note outside the quoted words on both sides of the cut, and its parts put together are the quote again.

    Args:
        answer: its suggestions are left to buttons.
        short: the text as it is and of each article a line, without boxes.
    """
    if short and answer.citations:
        return _enough(_packed([*_text(answer), *_packed(_sources(answer.citations), _NEW_LINE)]))
    return _enough(_packed(_boxed(answer)))


def headed(heading: Part, parts: list[Part]) -> list[Part]:
    """The parts below a heading, which gets a message of its own where the first one has no room for it."""
    whole = heading + _GAP + parts[0]
    return [whole, *parts[1:]] if whole.fits else [heading, *parts]


def render_plain(text: str) -> list[Part]:
    """The messages that show ``text`` without any formatting; at least one."""
    return _enough(_packed(Part.plain(part) for part in _split(sendable(text).strip())))


def _enough(messages: Iterator[Part]) -> list[Part]:
    shown = list(islice(messages, MOST_MESSAGES))
    if next(messages, None) is not None:
        shown[-1] = Part.plain(replies.TOO_MUCH_FOR_A_CHAT)
    return shown or [Part.plain(replies.NOTHING_TO_SHOW)]


def _packed(pieces: Iterable[Part], gap: Part = _GAP) -> Iterator[Part]:
    """``pieces`` put together, with a gap between, to as few messages as their order allows."""
    message: Part | None = None
    for piece in pieces:
        if message is not None and (longer := message + gap + piece).fits:
            message = longer
            continue
        if message is not None and not is_blank(message.text):
            yield message
        message = piece
    if message is not None and not is_blank(message.text):
        yield message


@dataclass(frozen=True)
class _Line:
    """A line of an answer; ``box``: the citation that it shows, with what stands before and behind its words."""

    before: str
    box: Citation | None = None
    behind: str = ""


def _boxed(answer: Answer) -> Iterator[Part]:
    """The answer's lines, the quotes in boxes; then the citations that no line shows."""
    lines: list[_Line] = []
    shown: set[int] = set()
    for text in sendable(answer.text).strip().split("\n"):
        lines.append(_line(text, [c for c in answer.citations if c.number not in shown]))
        shown.update({found.number} if (found := lines[-1].box) is not None else ())
    plain: list[str] = []
    for at, line in enumerate(lines):
        if line.box is None:
            plain.append(line.before)
            continue
        if plain:
            yield from map(Part.plain, _split("\n".join(plain)))
            plain = []
        told = at > 0 and lines[at - 1].box is not None and lines[at - 1].before == line.before
        head = f"[{line.box.number}] {'' if told else line.before}".rstrip()
        below = f"\n{line.behind}" if line.behind else ""
        box = Part.plain(head) + _NEW_LINE + _quote(sendable(line.box.quote), _passage(line.box)) + Part.plain(below)
        following = lines[at + 1].box if at + 1 < len(lines) else None
        if following is None or following.article.id != line.box.article.id:
            box += _NEW_LINE + Part.plain("— ") + where_it_stands(line.box)
        yield box
    if plain:
        yield from map(Part.plain, _split("\n".join(plain), [sendable(c.quote).strip() for c in answer.citations]))
    for citation in answer.citations:
        if citation.number not in shown:
            yield from _citation(citation)


def _line(text: str, citations: Iterable[Citation]) -> _Line:
    """``text`` around the quote that it shows, where it shows one of ``citations`` whole and by its number."""
    numbers = _NUMBER.findall(text)
    citation = next((c for c in citations if [str(c.number)] == numbers), None)
    if citation is None:
        return _Line(text)
    quote = sendable(citation.quote)
    before, found, behind = text.partition(quote)
    if not found or is_blank(quote) or units(quote) > _BOX or units(before + behind) > _BOX or quote in behind:
        return _Line(text)
    return _Line(before.rstrip(), citation, behind.replace(f"[{citation.number}]", "").strip())


def _passage(citation: Citation) -> Part | None:
    """The paragraph that the cited words stand in, these bold; None where they are all of it, or it is too long."""
    text = citation.article.text
    for start, end in paragraphs(text):
        if start <= citation.start and citation.end <= end:
            before, behind = sendable(text[start : citation.start]), sendable(text[citation.end : end])
            if is_blank(before + behind) or units(before + behind) > _BOX:
                return None
            return Part.plain(before) + Part.plain(sendable(citation.quote)).within("b") + Part.plain(behind)
    return None


def _text(answer: Answer) -> Iterator[Part]:
    text = sendable(answer.text).strip()
    for part in _split(text, [sendable(citation.quote).strip() for citation in answer.citations]):
        yield Part.plain(part)


def _split(text: str, quotes: Iterable[str] = ()) -> Iterator[str]:
    """``text`` in parts of a message each. ``quotes`` and everything in quotation marks are kept whole."""
    spans = _quoted(text, quotes)
    offset, before = 0, ""
    while units(before) + units(text[offset:]) > MESSAGE_UNITS:
        ahead = [(start - offset, stop - offset) for start, stop in spans if stop > offset]
        room = MESSAGE_UNITS - units(before)
        end = cut(text[offset:], room, ahead)
        if inside := any(start < end < stop for start, stop in ahead):
            end = cut(text[offset:], room - units(f"\n{replies.CONTINUES}"), ahead)
        part = text[offset : offset + end]
        yield before + (f"{part}\n{replies.CONTINUES}" if inside else part.rstrip())
        offset += end
        before = f"{replies.CONTINUED}\n" if inside else ""
    yield before + text[offset:]


def _quoted(text: str, quotes: Iterable[str]) -> list[tuple[int, int]]:
    """Where ``quotes`` and words in quotation marks stand in ``text``: spans in order, none overlapping."""
    found = [(quote.start, quote.end) for quote in quoted_spans(text) if quote.closed]
    for quote in quotes:
        start = text.find(quote) if quote else -1
        while start >= 0:
            found.append((start, start + len(quote)))
            start = text.find(quote, start + len(quote))
    merged: list[tuple[int, int]] = []
    for start, stop in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return merged


def _citation(citation: Citation) -> Iterator[Part]:
    """The heading and the quote: one piece, or more when they don't go into one message."""
    heading = _heading(citation)
    rest = sendable(citation.quote)
    whole = heading + _NEW_LINE + _quote(rest)
    if whole.fits:
        yield whole
        return
    if units(rest) <= MESSAGE_UNITS:
        yield heading
        yield _quote(rest)
        return
    note = Part.plain(replies.CONTINUES).within("i")
    room = MESSAGE_UNITS - units(note.text) - 1
    while True:
        head = heading + _NEW_LINE
        if units(head.text + rest) <= MESSAGE_UNITS:
            yield head + _quote(rest)
            return
        end = cut(rest, room - units(head.text))
        yield head + _quote(rest[:end]) + _NEW_LINE + note
        rest = rest[end:]
        heading = Part.plain(f"[{citation.number}] ") + Part.plain(replies.CONTINUED).within("i")


def _quote(text: str, passage: Part | None = None) -> Part:
    """A box with a quote, which unfolds to the passage that it stands in."""
    box = Part.plain(text) if passage is None else Part.plain(text) + _GAP + passage
    return box.within("blockquote", " expandable")


def _sources(citations: Sequence[Citation]) -> Iterator[Part]:
    """``[1] [2] title — outlet, date``, a line an article, which links to the first of its cited words."""
    by_article: dict[str, list[Citation]] = {}
    for citation in citations:
        by_article.setdefault(citation.article.id, []).append(citation)
    for first, *others in by_article.values():
        numbers = " ".join(f"[{each.number}]" for each in (first, *others))
        yield Part.plain(f"{numbers} ") + where_it_stands(first)


def _heading(citation: Citation) -> Part:
    """``[n] title — outlet, date``: what the article doesn't tell is left out."""
    return Part.plain(f"[{citation.number}] ") + where_it_stands(citation)


def where_it_stands(citation: Citation) -> Part:
    """``title — outlet, date``; the title links to the cited words in the article."""
    article = citation.article
    name = one_line(sendable(article.title), _TITLE)
    title = Part.plain(replies.UNTITLED if is_blank(name) else isolated(name))
    link = at_words(article.url, article.text, citation.start, citation.end)
    if link is not None:
        title = title.within("a", f' href="{escaped(link)}"')
    where = [isolated(one_line(sendable(article.publisher), _OUTLET))] if article.publisher else []
    if article.published is not None:
        where.append(day(article.published))
    return title + Part.plain(f" — {', '.join(where)}") if where else title
