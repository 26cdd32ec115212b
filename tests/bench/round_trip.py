"""Whether each direct statement that is shown is found again by its own words: "Did X say …", "Who said …".

Days, outlets, names and commands inside the words are the words'.
"""

from __future__ import annotations

from datetime import date
from itertools import islice

from bot.answering.answerer import Answerer
from bot.evaluation.labelled import same_speaker
from retrieval.attribution import Analyst
from retrieval.evaluation.ranking import figure
from retrieval.model import Answer, Kind, Question, Statement
from tests.bench import collection as bench
from tests.bench import quotations
from tests.bench.collection import DATA, say
from tests.bench.tables import heading, row

FEWEST_WORDS = 4
"""Shorter quotations stand in many articles."""
MOST = 400
ASKED = date(2022, 12, 1)


def round_trip() -> None:
    """The table: of direct statements under a name, how many each of the two questions finds."""
    articles = [article for article, _ in quotations.articles().values()]
    if not articles:
        say(f"round trip: skipped, {DATA / 'realtimeqa'} isn't there (BENCH_DATA names another folder)")
        return
    library = bench.kept("round-trip", articles)
    answers = Answerer(library, strict=True)
    shown = list(
        islice(
            (
                each
                for _, analysis in Analyst().analyse_all(articles)
                for each in analysis.statements
                if each.kind is Kind.DIRECT and each.speaker and each.hedge is None and _is_long(each)
            ),
            MOST,
        )
    )
    heading(f"round trip: {len(articles)} articles", "mean [95% interval] n = direct statements under a name")
    for name, form in (("Did X say", 'Did {who} say "{words}"?'), ("Who said", 'Who said "{words}"?')):
        asked = (form.format(who=each.speaker, words=_inner(each)) for each in shown)
        found = [answers.answer(Question(text=text, asked=ASKED)) for text in asked]
        row(name, str(figure([_holds(a, each) for a, each in zip(found, shown, strict=True)])))
        for each in [each for a, each in zip(found, shown, strict=True) if not _holds(a, each)][:10]:
            say(f"  not found: {each.speaker}: {each.text[:80]!r}")


def _inner(statement: Statement) -> str:
    return statement.text.strip("\"'“”‘’„«» \n").replace('"', "'").rstrip(",")


def _is_long(statement: Statement) -> bool:
    return len(statement.text.split()) >= FEWEST_WORDS


def _holds(answer: Answer, statement: Statement) -> bool:
    """Whether an answer cites the statement's words under its speaker."""
    return any(
        cited.article.id == statement.article_id
        and cited.start < statement.end
        and statement.start < cited.end
        and same_speaker(cited.speaker, statement.speaker)
        for cited in answer.citations
    )


PARTS = {"round trip": round_trip}
