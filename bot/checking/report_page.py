"""A checked draft as a page: the draft at the left, paragraph by paragraph, and the articles' words beside it."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from bot.answering.drafting.line_builder import day
from bot.checking.checked_draft import CheckedDraft, Item, Verdict
from bot.pages.document import document, element, link
from bot.pages.text_links import at_words
from prompts import replies
from retrieval.lang.paragraphs import paragraphs
from retrieval.model import Citation

_LOOKS = """
.row { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 2.5rem; margin-bottom: 1rem }
.row > p { margin: 0 }
mark a { color: inherit; text-decoration-thickness: .12em; text-underline-offset: .2em }
mark.good, mark.compare { background: none; color: inherit }
mark.doubtful, mark.bad { color: var(--on-mark) }
mark.good a { text-decoration-color: var(--good) }
mark.bad a { text-decoration-color: var(--bad) }
.item { border-left: .25rem solid var(--line); padding-left: .9rem; margin-bottom: 1rem }
.item.good { border-color: var(--good) } .item.doubtful { border-color: var(--doubtful) }
.item.bad { border-color: var(--bad) }
.item.good, .item.doubtful, .item.bad { color: var(--text) }
.item:target, mark:target { outline: .2rem solid var(--link); outline-offset: .2rem }
.item h2 { font-size: 1rem; margin: 0 }
.item p { margin: .25rem 0 }
.item blockquote { margin: .35rem 0 }
del { color: var(--bad) } ins { color: var(--good) }
@media (max-width: 48rem) { .row { grid-template-columns: minmax(0, 1fr) } .item { margin-top: .75rem } }
"""

_CLASSES = {
    Verdict.VERBATIM: "good",
    Verdict.COMPARE: "compare",
    Verdict.OTHER_SPEAKER: "bad",
    Verdict.NOT_FOUND: "bad",
}


def report_page(checked: CheckedDraft, name: str) -> str:
    """The page of a checked draft.

    Args:
        checked: the draft with its items.
        name: what the draft is called, in the heading.
    """
    numbered = list(enumerate(checked.items, 1))
    title = replies.CHECK_OF.format(name=name)
    body = []
    first = next((n for n, each in numbered if not each.verdict.is_fine), None)
    if first is not None:
        body.append(element("a", replies.CHECK_TO_FIRST, href=f"#words-{first}", class_="skip"))
    body.append(
        element("header", element("h1", title), element("p", checked.counted or replies.NO_QUOTATIONS, class_="quiet"))
    )
    main = element("main")
    for start, end in paragraphs(checked.text):
        here = [(n, each) for n, each in numbered if start <= each.start < end]
        row = element("div", _paragraph(checked.text, start, end, numbered), class_="row")
        row.append(element("div", *(_item(n, each) for n, each in here)))
        main.append(row)
    return document(title, *body, main, looks=_LOOKS, wide=True)


def _paragraph(text: str, start: int, end: int, numbered: Sequence[tuple[int, Item]]) -> HtmlElement:
    parts: list[str | HtmlElement] = []
    at = start
    for number, item in numbered:
        low, high = max(item.start, at), min(item.end, end)
        if low >= high:
            continue
        words = element("a", text[low:high], href=f"#item-{number}", title=replies.CHECK_NAMES[item.verdict])
        named = {"id": f"words-{number}"} if item.start >= start else {}
        parts += [text[at:low], element("mark", words, class_=_class(item), **named)]
        at = high
    return element("p", *parts, text[at:end])


def _item(number: int, item: Item) -> HtmlElement:
    head = element("a", replies.CHECK_NAMES[item.verdict], href=f"#words-{number}")
    section = element("section", element("h2", head), class_=f"item {_class(item)}", id=f"item-{number}")
    if item.note:
        section.append(element("p", item.note, class_="doubtful"))
    for draft, theirs in item.differences:
        mine = element("del", draft or replies.CHECK_NOTHING)
        section.append(element("p", mine, " → ", element("ins", theirs or replies.CHECK_NOTHING)))
    for source in item.sources:
        if item.verdict is not Verdict.VERBATIM:
            section.append(element("blockquote", source.quote))
        section.append(_source(source))
    return section


def _source(source: Citation) -> HtmlElement:
    article = source.article
    told = [article.publisher, day(article.published) if article.published else replies.NO_DATE]
    title = link(article.title, at_words(article.url, article.text, source.start, source.end))
    rest = "".join(f", {part}" for part in told if part)
    return element("p", f"{source.speaker or replies.NO_SPEAKER}: ", title, rest, class_="quiet")


def _class(item: Item) -> str:
    return _CLASSES.get(item.verdict, "doubtful")
