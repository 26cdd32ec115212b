"""What comes nearest to somebody's words where there are none: what they passed on, and the passages that name them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.answers.quote_check import verified
from bot.answering.drafting.draft import Draft, answered, refused
from bot.answering.drafting.evidence import Line
from bot.answering.drafting.line_builder import MOST, LineBuilder, surest
from bot.answering.query import descriptions
from bot.answering.query.request import QuoteCheck, Request, UnknownSpeaker
from prompts import replies
from retrieval.lang.en.function_words import STOP_WORDS
from retrieval.lang.paragraph_kinds import prose
from retrieval.lang.quotation_marks import quoted_spans
from retrieval.lang.tokens import run_within, terms, words
from retrieval.model import Article, Passage
from retrieval.search.topic import Topic

MOST_NEAREST = 2
"""Passages that a refusal shows: enough to see why it refuses."""


SHORTEST_SPEECH = 4
"""Words in quotation marks from which on they are speech, and not a title or a word that is talked of."""


def nobody(request: UnknownSpeaker, builder: LineBuilder) -> Draft:
    """The answer about somebody whom no article quotes: what they passed on, or where the name stands."""
    if request.quoted:
        return verified(QuoteCheck(text=request.text, quoted=request.quoted, described_as=request.name), builder)
    if request.is_office:
        return _unheld(request, builder)
    name = _capitalised(request.name)
    homes = builder.retriever.passages_naming(name)
    if (draft := passed_on(name, request, builder, homes)) is not None:
        return draft
    articles = builder.retriever.articles_of(homes)
    suggestions = (replies.WHO_SAID_ANYTHING.format(topic=name),) if articles else ()
    if not request.strangers and (beside := _beside_a_quote(name, homes, builder)):
        found = replies.NOT_FOR_CERTAIN.format(who=name)
        return refused(found, builder.retriever.coverage, suggestions, beside)
    found = unquoted((name, *request.strangers))
    is_name = not STOP_WORDS & set(words(request.name)) and not descriptions.is_role(request.name)
    if not request.strangers and (articles or is_name):
        appears = replies.NAME_APPEARS.format(n=articles) if articles else replies.NAME_DOES_NOT_APPEAR
        found = f"{found} {appears}"
    return refused(found, builder.retriever.coverage, suggestions, naming(name, request.about, builder, homes=homes))


def _beside_a_quote(name: str, homes: Sequence[int], builder: LineBuilder) -> list[Line]:
    """The sentences that name somebody, with the words in quotation marks beside them that nobody certain says."""
    lines: list[Line] = []
    for each in builder.retriever.best_passages(homes, name, None):
        said = [one.item for one in builder.retriever.statements_in(each.article.id) if one.by is not None]
        for quote in quoted_spans(each.item.text):
            start, end = each.item.start + quote.start, each.item.start + quote.end
            is_speech = len(words(each.item.text[quote.inner_start : quote.inner_end])) >= SHORTEST_SPEECH
            if is_speech and not any(one.start < end and start < one.end for one in said):
                named = each.item.start + max(each.item.text.casefold().find(words(name)[-1]), 0)
                lines.append(builder.sentence(each.article, min(named, start), max(named + 1, end)))
                break
        if len(lines) == MOST_NEAREST:
            break
    return lines


def unquoted(names: Sequence[str]) -> str:
    """That nobody quotes these: "Ada Marsh isn't quoted in the articles."."""
    return replies.NOT_QUOTED.of(len(names), who=replies.listed([_capitalised(name) for name in names]))


def _capitalised(name: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in name.split()) if name.islower() else name


def _unheld(request: UnknownSpeaker, builder: LineBuilder) -> Draft:
    """The answer about an office by which the articles introduce nobody whom they quote."""
    found = replies.NO_SUCH_OFFICE.format(office=request.name)
    parts = request.name, " ".join(descriptions.Described.of(request.name).whom)
    near = next((lines for part in parts if part and (lines := naming(part, request.about, builder))), [])
    return refused(found, builder.retriever.coverage, (), near)


def passed_on(name: str, request: Request, builder: LineBuilder, homes: Sequence[int] | None = None) -> Draft | None:
    """What others said by a name's report: "Holm said, according to the Gazette"; None when it passed nothing on.

    ``homes``: the passages that name it, where they are known already.
    """
    retriever, called = builder.retriever, words(name)
    homes = retriever.passages_naming(name) if homes is None else homes
    within = retriever.statements_within(homes) if homes else []
    rows = [each.row for each in within if run_within(called, words(each.item.via or ""))]
    ranked = surest(retriever.statements(rows, request.about)) if rows else []
    lines = builder.each_under_their_own(ranked, request)
    return answered(lines, MOST, heading=replies.PASSED_ON.format(name=name)) if lines else None


def naming(
    name: str,
    about: Topic | None,
    builder: LineBuilder,
    *,
    on_topic: bool = False,
    in_full: Sequence[str] = (),
    homes: Sequence[int] | None = None,
) -> list[Line]:
    """The sentences that name somebody, on the topic where any is, best first.

    Args:
        name: whom to find, by the words that stand wherever they are named.
        about: the topic asked about.
        builder: what composes lines.
        on_topic: only sentences whose passage is on the topic.
        homes: the passages that name them, where they are known already.
        in_full: names of which the article must give one somewhere: "Warren" alone may be a town.
    """
    if on_topic or homes is None:
        homes = builder.retriever.passages_naming(name, about if on_topic else None)
    lines: list[Line] = []
    shown = set[str]()
    query = f"{name} {about.text}" if about is not None else name
    for each in builder.retriever.best_passages(homes, query, about):
        if len(lines) == MOST_NEAREST:
            break
        article = each.article
        if article.id not in shown and (not in_full or any(name in article.text for name in in_full)):
            shown.add(article.id)
            lines.append(_line(each.item, article, {*terms(name), *terms(about.key if about else "")}, builder))
    return lines


def _line(passage: Passage, article: Article, wanted: set[str], builder: LineBuilder) -> Line:
    """The sentence of a passage that holds most of what is wanted, under its speaker's name where it has one."""
    start, end = max(
        prose(article, passage.start, passage.end),
        key=lambda span: (len(wanted & set(terms(article.text[slice(*span)]))), -span[0]),
    )
    return builder.line_of(article, start, end)
