"""Who somebody is, in the articles' words, and which of several people who bear a name."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.drafting.draft import Draft, answered, refused
from bot.answering.drafting.evidence import Line
from bot.answering.drafting.line_builder import LineBuilder
from bot.answering.query.request import Request, WhoIs
from prompts import replies
from retrieval.lang.paragraph_kinds import prose
from retrieval.lang.tokens import terms
from retrieval.model import Status

MOST_NAMESAKES = 6


def who_is(request: Request, builder: LineBuilder) -> Draft:
    """How the articles introduce somebody."""
    named = request.speakers[0]
    if len(named.rows) > 1:
        return which(request, named.rows, builder)
    speaker = builder.retriever.speakers[named.rows[0]]
    lines = builder.introduced(speaker, most=3) or _first_mention(named.rows[0], builder)
    if not lines:
        return refused(replies.NOT_INTRODUCED.format(who=speaker.name), builder.retriever.coverage)
    return answered(lines, 3, suggestions=(replies.what_did(speaker.name),))


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
