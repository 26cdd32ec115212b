"""Answers, passages and lists on a terminal, in colour where it has any."""

from __future__ import annotations

import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from bot.answering.drafting.line_builder import day
from prompts import replies
from retrieval.lang.tokens import UNSEEN
from retrieval.model import Answer, Article, Citation, Speaker

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from retrieval.library import Version

_AROUND = 600
"""Code points of the article shown before and behind a cited span."""

_MOST_CHANGES = 10
"""What changed in an article is shown up to here."""

_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"
"""Persian is misspelled without the one, and families of emoji fall apart without the other."""

_LEFT_OUT = re.compile(f"[{UNSEEN}]".translate(dict.fromkeys(map(ord, _JOINERS))))

_NO_WIDTH = 1_000_000
"""Columns of what has none."""


def console(*, error: bool = False) -> Console:
    """Standard output, or standard error; NO_COLOR and pipes are honoured by rich itself."""
    from rich.console import Console

    file = sys.stderr if error else sys.stdout
    # A pipe has no width, unless COLUMNS gives it one: lines stay whole there, so that they can be searched.
    width = None if file.isatty() else shutil.get_terminal_size((_NO_WIDTH, 1)).columns

    class Piped(Console):
        def on_broken_pipe(self) -> None:  # rich would leave with 1, which is what a refusal leaves with
            raise BrokenPipeError

    return Piped(file=file, highlight=False, markup=False, emoji=False, width=width, soft_wrap=width == _NO_WIDTH)


def printable(text: str) -> str:
    """The text with control and direction-changing characters made visible: an article must not drive a terminal.

    What only says where a word may be broken is left out.
    """
    if text.isprintable():
        return text
    return "".join(
        char if char in "\n\t" or unicodedata.category(char) not in _UNSEEN or char in _JOINERS else "\ufffd"
        for char in _LEFT_OUT.sub("", text)
    )


def show_answer(to: Console, answer: Answer) -> None:
    """The answer, its citations below it, and what to ask next."""
    from rich.text import Text

    to.print(_text(answer))
    if answer.citations:
        to.print()
    for citation in answer.citations:
        _show_citation(to, citation)
    if answer.suggestions and not answer.citations and answer.status != "help":
        to.print()
        to.print(Text(replies.TRY.format(questions=" · ".join(map(printable, answer.suggestions))), "dim"))


def _text(answer: Answer) -> Text:
    from rich.text import Text

    text = Text(printable(answer.text))
    text.highlight_regex(r"\[\d+\]", "cyan")
    for speaker in {citation.speaker for citation in answer.citations if citation.speaker}:
        text.highlight_regex(rf"(?m)^{re.escape(printable(speaker))}(?=[ ,:(])", "bold")
    for citation in answer.citations:
        at = text.plain.find(printable(citation.quote))
        for start, end in citation.marks if at >= 0 else ():
            first, last = (len(printable(citation.quote[: edge - citation.start])) for edge in (start, end))
            text.stylize("bold underline", at + first, at + last)
    return text


def _show_citation(to: Console, citation: Citation) -> None:
    from rich.text import Text

    paragraph = "" if citation.paragraph is None else replies.PARAGRAPH.format(n=citation.paragraph)
    # Without colour the answering words can't be marked in their place.
    marked = [citation.article.span(*mark) for mark in citation.marks] if to.color_system is None else []
    pointed = f" ({' · '.join(printable(each) for each in marked)})" if marked else ""
    body = Text(printable(source(citation.article)) + paragraph + pointed)
    _hanging(to, Text(f"[{citation.number}] ", "cyan"), body)


def _hanging(to: Console, lead: Text, body: Text) -> None:
    """A line whose further lines stand below its body; where that leaves too little room, the body goes below."""
    if to.soft_wrap:
        to.print(lead, body, sep="")
        return
    indent = lead.cell_len
    if indent > to.width / 2:
        to.print(lead)
        lead, indent = lead.blank_copy("    "), 4
    for line in body.wrap(to, max(1, to.width - indent)):
        to.print(lead, line, sep="")
        lead = lead.blank_copy(" " * indent)


def source(article: Article) -> str:
    """Title, outlet and date of an article, on one line."""
    parts = [article.title, article.publisher, article.published and day(article.published)]
    return ", ".join(str(part) for part in parts if part)


def show_source(to: Console, citation: Citation) -> None:
    """The cited span in its place in the article, marked."""
    from rich.text import Text

    text, start, end = citation.article.text, citation.start, citation.end
    first = text.rfind("\n", 0, max(0, start - _AROUND)) + 1
    last = text.find("\n", min(len(text), end + _AROUND))
    last = len(text) if last < 0 else last
    _show_citation(to, citation)
    to.print()
    colour = to.color_system is not None
    left, right = ("", "") if colour else (">>>", "<<<")
    shown = Text("… " if first else "")
    shown.append(printable(text[first:start]), "dim" if colour else "")
    shown.append(left + printable(text[start:end]) + right, "bold reverse" if colour else "")
    shown.append(printable(text[end:last]), "dim" if colour else "")
    shown.append(" …" if last < len(text) else "")
    to.print(shown)


def show_articles(to: Console, articles: Iterable[tuple[Article, Sequence[Article]]]) -> None:
    """One line an article with its reprints: id, date, title, outlet, and where else it stands."""
    from rich.text import Text

    for article, copies in articles:
        published = article.published.isoformat() if article.published else replies.NO_DATE
        own, *others = [*article.outlets, *(name for copy in copies for name in copy.outlets)] or [""]
        also = [name for name in dict.fromkeys(others) if name != own]
        outlet = (
            (f" · {own}" if own else "")
            + replies.INCOMPLETE * article.incomplete
            + (replies.ALSO_IN.format(outlets=replies.listed(also)) if also else "")
        )
        _hanging(to, Text(f"{article.id}  {published:<10}  "), Text(printable(f"{article.title}{outlet}")))


def show_version(to: Console, version: Version) -> None:
    """An article as it was cited, and what changed since."""
    to.print(printable(source(version.article)), style="bold")
    show_changes(to, version)
    to.print()
    to.print(printable(version.article.text))


def show_changes(to: Console, version: Version) -> None:
    """That an article changed since it was cited, and how; nothing where it didn't."""
    if version.replaced_on is None:
        return
    now = replies.NOW_IS.format(id=version.current.id) if version.current else replies.LATER_REMOVED
    to.print(replies.CHANGED_SINCE.format(day=day(version.replaced_on), now=now), style="yellow")
    for change in version.changes[:_MOST_CHANGES]:
        for sign, text, style in (("-", change.before, "red"), ("+", change.after, "green")):
            if text:
                to.print(printable(f"{sign} {text}"), style=style)
    if len(version.changes) > _MOST_CHANGES:
        to.print(replies.AND_MORE.format(n=len(version.changes) - _MOST_CHANGES))


def show_speakers(to: Console, speakers: Iterable[Speaker]) -> None:
    """One line a speaker: name and how many statements."""
    for speaker in speakers:
        to.print(printable(f"{speaker.name} · {replies.STATEMENTS.of(speaker.statements)}"))
