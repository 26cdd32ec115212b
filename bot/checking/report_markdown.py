"""A checked draft as Markdown: an item with its line, what differs, and where the words stand."""

from __future__ import annotations

from bot.answering.drafting.line_builder import day
from bot.checking.checked_draft import CheckedDraft, Item, Verdict
from bot.exporting.markdown_text import as_markdown
from prompts import replies
from retrieval.model import Citation


def report_markdown(checked: CheckedDraft, name: str) -> str:
    """The report on a checked draft, which is called ``name``."""
    title = as_markdown(_line(replies.CHECK_OF.format(name=name)))
    blocks = [f"# {title}", checked.counted or replies.NO_QUOTATIONS]
    blocks += [_item(item, checked.line_of(item)) for item in checked.items]
    return "\n\n".join(blocks) + "\n"


def _item(item: Item, line: int) -> str:
    head = replies.CHECK_AT_LINE.format(verdict=replies.CHECK_NAMES[item.verdict], line=line)
    lines = [f"**{head}**", "", f"> {as_markdown(_line(item.text))}", ""]
    if item.note:
        lines.append(f"- {as_markdown(_line(item.note))}")
    for pair in item.differences:
        mine, theirs = (as_markdown(_line(words)) if words else replies.CHECK_NOTHING for words in pair)
        lines.append(f"- ~~{mine}~~ → **{theirs}**")
    for source in item.sources:
        words = "" if item.verdict is Verdict.VERBATIM else f": {as_markdown(_line(source.quote))}"
        lines.append(f"- {as_markdown(_line(_source(source)))}{words}")
    return "\n".join(lines).rstrip()


def _source(source: Citation) -> str:
    article = source.article
    when = day(article.published) if article.published else None
    parts = [source.speaker or replies.NO_SPEAKER, article.title, article.publisher, when, article.url]
    return ", ".join(part for part in parts if part)


def _line(text: str) -> str:
    return " ".join(text.split())
