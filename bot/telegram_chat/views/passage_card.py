"""One passage at a time: to read in its place, to copy, to hand on."""

from __future__ import annotations

from bot.answering.drafting.line_builder import day, place
from bot.telegram_chat.views.markup import cut, escaped, is_blank, one_line, sendable, units
from bot.telegram_chat.views.messages import MESSAGE_UNITS, Part, where_it_stands
from prompts import replies
from retrieval.lang.tokens import words
from retrieval.model import Citation

COPIED = 256
"""Most characters that a button copies (Bot API, CopyTextButton), counted in UTF-16 units to be safe."""

RICH_UNITS = 32_000
"""A rich message holds 32,768 characters (Bot API, sendRichMessage); the rest is for what stands around the quote."""

_AROUND = 1_200
# UTF-16 units of the passage shown before and behind the cited words.
_ROOM = 400
# UTF-16 units kept for what stands around the quote itself: the page, and notes.
_TITLE, _NAME = 90, 80


def copyable(citation: Citation) -> str | None:
    """The quote with a line that attributes it, at most ``COPIED`` units; None when the quote leaves no room for one.

    The quote is never shortened: words that are left out may turn it around. The attribution is, from its end.
    """
    quote = sendable(citation.quote).strip()
    for attribution in _attributions(citation):
        text = f"{quote}\n— {attribution}"
        if not is_blank(quote) and units(text) <= COPIED:
            return text
    return None


def to_copy(citation: Citation) -> Part:
    """The quote with all of its attribution, formatted so that a tap copies it; a quote too long for that says so."""
    quote = sendable(citation.quote).strip()
    text = f"{quote}\n— {_attributions(citation)[0]}"
    if units(text) > MESSAGE_UNITS:
        return Part.plain(replies.QUOTE_TOO_LONG)
    return Part.plain(text).within("code")


def same_words(citation: Citation) -> str:
    """What the same words of the same speaker have in common in all outlets."""
    return " ".join(words(f"{citation.speaker} {citation.quote}"))


def _attributions(citation: Citation) -> list[str]:
    """Who said it and where it stands, the fullest first; the last one is what no quote may go without."""
    article = citation.article
    cut = replies.BREAKS_OFF * article.breaks_off_at(citation.end)
    who = (
        [one_line(sendable(citation.speaker), _NAME) + replies.KIND_NOTES[citation.kind] + cut]
        if citation.speaker
        else []
    )
    title = [one_line(sendable(article.title), _TITLE)]
    outlet = [one_line(sendable(article.publisher), _NAME)] if article.publisher else []
    when = [day(article.published)] if article.published else []
    forms = [[*who, *title, *outlet, *when], [*who, *(outlet or title), *when], who or outlet or title]
    return [", ".join(form) for form in forms]


def passage_card(citation: Citation, count: int, start: int, end: int) -> Part:
    """A citation's words in their passage, the words themselves bold: one message.

    Args:
        citation: its number says which of ``count`` it is.
        count: how many citations the answer has.
        start: where the passage starts, code points in the article's text.
        end: where it ends.
    """
    text, heading = citation.article.text, _heading(citation, count)
    quote, note = sendable(citation.quote), ""
    room = _room(heading)
    if units(quote) > room:
        quote, note = quote[: cut(quote, room)], replies.QUOTE_GOES_ON
    around = min(_AROUND, (room - units(quote)) // 2)
    before = "" if note else _end_of(sendable(text[min(start, citation.start) : citation.start]), around)
    behind = "" if note else _start_of(sendable(text[citation.end : max(end, citation.end)]), around)
    box = (Part.plain(before) + Part.plain(quote).within("b") + Part.plain(behind)).within("blockquote", " expandable")
    card = heading + Part.plain("\n") + box
    return card + Part.plain(f"\n{note}") if note else card


def whole_quote(citation: Citation, count: int) -> str | None:
    """A quote that no card holds whole, as a rich message's HTML; None where a card does, or no message.

    Args:
        citation: its number says which of ``count`` it is.
        count: how many citations the answer has.
    """
    quote, heading = sendable(citation.quote), _heading(citation, count)
    if not _room(heading) < units(quote) <= RICH_UNITS:
        return None
    lines = [*heading.html.split("\n"), *map(escaped, quote.split("\n"))]
    return "".join(f"<p>{line}</p>" for line in lines if not is_blank(line))


def _heading(citation: Citation, count: int) -> Part:
    """Which passage it is, where it stands, and who is cited."""
    where = replies.PASSAGE_OF.format(number=citation.number, count=count) if count > 1 else replies.THE_PASSAGE
    paragraph = replies.PARAGRAPH.format(n=citation.paragraph) if citation.paragraph is not None else ""
    heading = Part.plain(where).within("b") + Part.plain("\n") + where_it_stands(citation) + Part.plain(paragraph)
    return heading + Part.plain(f"\n{said}") if (said := _said(citation)) else heading


def _room(heading: Part) -> int:
    """The longest quote of a card, in UTF-16 units."""
    return MESSAGE_UNITS - units(heading.text) - _ROOM


def _said(citation: Citation) -> str:
    """Who is cited, and what the article tells of where and when."""
    if not citation.speaker:
        return ""
    details = [place(citation.venue), day(citation.said_on) if citation.said_on else ""]
    who = one_line(sendable(citation.speaker), _NAME) + replies.KIND_NOTES[citation.kind]
    cut = replies.BREAKS_OFF * citation.article.breaks_off_at(citation.end)
    return one_line(sendable(", ".join([who, *(each for each in details if each)])), 2 * _NAME) + cut


def _start_of(text: str, limit: int) -> str:
    """The beginning of a text, at most ``limit`` units and an ellipsis."""
    if units(text) <= limit:
        return text
    return (text[: cut(text, limit)].rstrip() if limit >= 16 else "") + " …"


def _end_of(text: str, limit: int) -> str:
    """The end of a text, at most ``limit`` units and an ellipsis."""
    if units(text) <= limit:
        return text
    kept = len(text)
    while limit >= 16 and units(text[kept:]) < limit and (space := text.rfind(" ", 0, kept)) >= 0:
        if units(text[space:]) > limit:
            break
        kept = space
    return "… " + text[kept:].lstrip()
