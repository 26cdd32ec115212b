"""More of the last answer: the lines that it left out, and the whole passage around one of its citations."""

from __future__ import annotations

from bot.answering.dialogue.state import Turn
from bot.answering.drafting.draft import Draft, refused
from bot.answering.drafting.evidence import Line
from bot.answering.drafting.line_builder import MOST, LineBuilder
from bot.answering.query.request import Whole
from prompts import replies
from retrieval.model import Citation, Status


def more(last: Turn | None, builder: LineBuilder) -> Draft:
    """The lines that were found and not shown; they were checked with those that were."""
    if last is None or not last.rest:
        words = replies.NO_MORE if last else replies.NOTHING_YET
        return refused(words, builder.retriever.coverage)
    for line in last.rest:
        builder.owned.update((each.key, line.speaker) for each in line.evidence if line.speaker is not None)
    return Draft(Status.ANSWERED, last.rest[:MOST], last.rest[MOST:])


def whole(request: Whole, last: Turn | None, builder: LineBuilder) -> Draft:
    """The whole passage around a citation of the last answer."""
    citations = last.citations if last else ()
    number = request.number or 1
    if not citations:
        return refused(replies.NO_CITATIONS, builder.retriever.coverage)
    if number > len(citations):
        which = replies.WHICH_CITATION.format(citations=replies.CITATIONS.of(len(citations)))
        return refused(which, builder.retriever.coverage)
    return Draft(Status.ANSWERED, (whole_passage(citations[number - 1 if number > 0 else -1], builder),))


def whole_passage(citation: Citation, builder: LineBuilder) -> Line:
    """The passage in which a citation starts, as a line."""
    homes = [
        passage
        for passage in builder.retriever.passages_of(citation.article.id)
        if passage.start < citation.end and citation.start < passage.end
    ]
    start = min((passage.start for passage in homes), default=citation.start)
    end = max((passage.end for passage in homes), default=citation.end)
    return builder.passage(citation.article, start, end)
