"""Who somebody is, in the articles' words, and which of several people who bear a name."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.drafting.draft import Draft, answered, refused
from bot.answering.drafting.evidence import Line
from bot.answering.drafting.line_builder import LineBuilder
from bot.answering.query.descriptions import Described, holders, is_role
from bot.answering.query.request import Request, WhoIs
from prompts import replies
from retrieval.lang.en.people import PERSON_NOUNS
from retrieval.lang.paragraph_kinds import prose
from retrieval.lang.tokens import run_within, terms, words
from retrieval.model import Introduction, Speaker, Status

MOST_NAMESAKES = 6
MOST_INTRODUCED = 3
"""Introductions shown at once: of one, or of those whom a description fits."""
BESIDE = 5
"""Words before and behind a name among which it is said what its bearer is."""


def who_is(request: WhoIs, builder: LineBuilder) -> Draft | None:
    """How the articles introduce somebody; None where they introduce nobody whom a description or name may mean."""
    if request.called:
        return _so_called(request.called, builder)
    named = request.speakers[0]
    if len(named.rows) > 1:
        return which(request, named.rows, builder)
    speaker = builder.retriever.speakers[named.rows[0]]
    lines = builder.introduced(speaker, most=3) or _first_mention(named.rows[0], builder)
    if not lines:
        return refused(replies.NOT_INTRODUCED.format(who=speaker.name), builder.retriever.coverage)
    return answered(lines, 3, suggestions=(replies.what_did(speaker.name),))


def _so_called(called: str, builder: LineBuilder) -> Draft | None:
    """Those whom articles introduce by a description, or by a name under which nobody is quoted."""
    retriever = builder.retriever
    is_name = any(char.isupper() for char in called) and called.istitle()
    described = Described.of(called) if is_role(called) and not is_name else None
    by_role = holders(called, retriever) if described is not None else ()
    speakers = [retriever.speakers[row] for row in by_role[:MOST_INTRODUCED]]
    if described is None:
        homes = retriever.passages_naming(called)
    else:
        homes = retriever.passages_holding(" ".join([*described.role, *described.whom]))
    found: dict[str, list[Introduction]] = {}
    for each in retriever.best_passages(homes, called, None) if not speakers else ():
        for told in retriever.introductions_in(each.article.id):
            is_meant = (
                run_within(words(called), words(told.speaker))
                if described is None
                else each.item.start <= told.start < each.item.end
                and described.tells(told.text, told.speaker, set(words(each.item.text)))
            )
            if is_meant and told not in found.setdefault(told.speaker, []):
                found[told.speaker].append(told)
    speakers += [Speaker(name=name, introductions=tuple(told)) for name, told in found.items() if told]
    most = MOST_INTRODUCED if len(speakers) == 1 else 1
    lines = [line for each in speakers[:MOST_INTRODUCED] for line in builder.introduced(each, most)]
    if not lines and described is None:
        lines = _naming(called, homes, builder)
    suggestions = tuple(replies.what_did(retriever.speakers[row].name) for row in by_role[:1])
    return answered(lines, MOST_INTRODUCED, suggestions=suggestions) if lines else None


def _naming(name: str, homes: Sequence[int], builder: LineBuilder) -> list[Line]:
    """The first sentence of each article that gives a name, first those that say beside it what its bearer is."""
    first: dict[str, tuple[bool, Line]] = {}
    for each in builder.retriever.best_passages(sorted(homes), name, None):
        for start, end in prose(each.article, each.item.start, each.item.end):
            before, called, behind = _parted(each.article.text[start:end], name)
            if called.istitle() and each.article.id not in first:
                beside = {*words(before)[-BESIDE:], *words(behind)[:BESIDE]}
                line = builder.passage(each.article, *builder.uncut(each.article, start, end))
                first[each.article.id] = beside.isdisjoint(PERSON_NOUNS), line
    return [line for _, line in sorted(first.values(), key=lambda each: each[0])][:MOST_INTRODUCED]


def _parted(sentence: str, name: str) -> tuple[str, str, str]:
    """A sentence before a name, the name as it stands there, and the sentence behind it."""
    at = sentence.casefold().find(name.casefold())
    end = at + len(name)
    return (sentence[:at], sentence[at:end], sentence[end:]) if at >= 0 else (sentence, "", "")


def _first_mention(row: int, builder: LineBuilder) -> list[Line]:
    """The sentence that says most beside the name, among those of their first article that give it in full."""
    rows = builder.retriever.rows_of([row])
    article = builder.retriever.statement(rows[0]).article
    name = set(terms(builder.retriever.speakers[row].plain_name))
    naming = [
        (start, end)
        for start, end in prose(article, 0, len(article.text))
        if name <= set(terms(article.text[start:end])) and article.text[end - 1] in '.!?”"’'
    ]
    return [builder.passage(article, *naming[0])] if naming else []


def which(request: Request, rows: Sequence[int], builder: LineBuilder) -> Draft:
    """Several people bear the name: ask which one, with how the articles introduce them."""
    shown = tuple(rows[:MOST_NAMESAKES])
    choices, questions, asked = [], [], set(terms(request.text))
    for number, row in enumerate(shown, start=1):
        speaker = builder.retriever.speakers[row]
        known = max(
            (each.text for each in speaker.introductions),
            key=lambda text: (len(asked & set(terms(text))), len(text)),
            default="",
        )
        choices.append(f"{number}. {speaker.name}" + (f" ({' '.join(known.split())[:120]})" if known else ""))
        if isinstance(request, WhoIs):
            questions.append(replies.WHO_IS.format(who=speaker.name))
        else:
            questions.append(replies.what_did(speaker.name, request.about.text if request.about else ""))
    return Draft(
        Status.CLARIFY,
        words="\n".join([replies.WHICH_ONE, *choices]),
        suggestions=tuple(questions),
        candidates=shown,
    )
