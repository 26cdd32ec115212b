"""Who somebody is, in the articles' words, and which of several people who bear a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.answering.drafting.candidates import Candidates
from bot.answering.drafting.draft import Draft, answered, refused
from bot.answering.drafting.evidence import Line, overlap
from bot.answering.drafting.line_builder import LineBuilder
from bot.answering.query.descriptions import Described, holders, is_role
from bot.answering.query.request import Request, WhoIs
from prompts import replies
from retrieval.lang.en.first_names import GIVEN
from retrieval.lang.en.people import PERSON_NOUNS, RELATED
from retrieval.lang.paragraph_kinds import prose
from retrieval.lang.quotation_marks import unmarked
from retrieval.lang.tokens import run_within, terms, words
from retrieval.model import Introduction, Speaker, Status

MOST_NAMESAKES = 6
MOST_INTRODUCED = 3
"""Introductions shown at once: of one, or of those whom a description fits."""
MOST_TOLD, LOOKED_AT = 2, 10
"""Sentences shown that tell of somebody, and those among which they are looked for."""
FEWEST_NEW = 4
"""Words of such a sentence that the introductions don't have."""
BESIDE = 5
"""Words before and behind a name among which it is said what its bearer is."""


def who_is(request: WhoIs, builder: LineBuilder, asked: date) -> Draft | None:
    """How the articles introduce somebody, and the sentences that tell most of them.

    None where they introduce nobody whom a description or name may mean.

    Args:
        request: who is asked for.
        builder: what makes lines.
        asked: the day on which it is asked.
    """
    if request.called:
        return _so_called(request.called, builder)
    named = request.speakers[0]
    if len(named.rows) > 1:
        return which(request, named.rows, builder)
    speaker = builder.retriever.speakers[named.rows[0]]
    lines = builder.introduced(speaker, most=MOST_INTRODUCED) or _first_mention(named.rows[0], builder)
    if not lines:
        return refused(replies.NOT_INTRODUCED.format(who=speaker.name), builder.retriever.coverage)
    lines = _with_what_is_told(lines, named.rows[0], request, builder, asked)
    return answered(lines, len(lines), suggestions=(replies.what_did(speaker.name),))


def _with_what_is_told(
    introduced: Sequence[Line], row: int, request: WhoIs, builder: LineBuilder, asked: date
) -> list[Line]:
    """Introductions with the sentences that tell most of somebody: in the place of those that stand in one."""
    retriever, speaker = builder.retriever, builder.retriever.speakers[row]
    lead = replies.AS_INTRODUCED.format(name=unmarked(speaker.name))
    own = {each.article_id for each in speaker.introductions}
    own |= {retriever.statement(each).article.id for each in retriever.rows_of([row])}
    lines, told = list(introduced), 0
    best, *_ = Candidates(request, builder, asked).found()
    for each in best[:LOOKED_AT]:
        known = {term for line in lines for term in terms(line.text)}
        is_news = each.article.id in own and len(set(terms(each.text)) - known) >= FEWEST_NEW
        is_said = bool(builder.stated(each.article, each.start, each.end))
        if told == MOST_TOLD or is_said or not is_news or not _is_of(row, each.text, request.text, builder):
            continue
        start, end = builder.uncut(each.article, each.start, each.end)
        key = each.article.id, start, end
        inside = [line for line in lines if any(overlap(one.key, key) for one in line.evidence)]
        at = lines.index(inside[0]) if inside else len(lines)
        lines = [line for line in lines if line not in inside]
        lines.insert(at, builder.passage(each.article, start, end, lead if inside else ""))
        told += 1
    return lines


def _is_of(row: int, sentence: str, asked: str, builder: LineBuilder) -> bool:
    """Whether a sentence has somebody's surname; with another's first name only where the question has none, or asks
    for a relative.
    """
    names = builder.retriever.names
    name = builder.retriever.speakers[row].plain_name
    *firsts, last = name.split() or [name]
    called, first = words(asked), set(words(" ".join(firsts)))
    if not run_within(words(last), words(sentence)):
        return False
    if (run_within(words(last), called) and first.isdisjoint(called)) or not RELATED.isdisjoint(called):
        return True
    befores = re.findall(rf"([\w’'-]*)\W*\b{re.escape(last)}\b", sentence, re.IGNORECASE)
    is_anothers = all(row not in each.rows for each in names.find(sentence))
    return not is_anothers and any((GIVEN & set(words(each))) <= first for each in befores)


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
