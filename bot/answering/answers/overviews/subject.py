"""The articles on what an overview is of."""

from __future__ import annotations

import re
from pathlib import PurePath

from bot.answering.drafting.line_builder import LineBuilder, day, outlet
from bot.answering.drafting.relevance import Wanted
from bot.answering.query.request import Request
from retrieval.lang.en.first_names import GIVEN
from retrieval.lang.en.question_words import OF_ANY_STORY
from retrieval.lang.tokens import fold, words
from retrieval.model import Article
from retrieval.search.topic import told_in

READ = 12
"""Passages by whose articles a subject is found."""

FURTHER = 12
"""Articles beside those."""

HELD = 0.75
"""Share of a subject's weighted terms that an article holds which is on it."""

HELD_BESIDE_A_TITLE = 0.5
"""The same where no article holds so much: of one whose title names a part of the subject."""

HELD_IN_A_TITLE = 0.25
"""The same of a title, of an article that the best one's story may go on in."""

TITLED = 0.5
"""What the share of a subject's terms that stand in a title adds to an article's rank."""


WITHIN = 3.8
"""How much less than the best logit a sentence's may be to be shown; chosen on questions that were fitted on too."""


def called(request: Request, builder: LineBuilder) -> str:
    """The subject of an overview in words."""
    if request.about is not None:
        return request.about.text
    return " ".join(builder.retriever.speakers[named.rows[0]].name for named in request.speakers if named.rows)


def articles_on(subject: str, request: Request, builder: LineBuilder) -> list[Article]:
    """The articles that hold nearly all of a subject, the best first, then others of its story.

    Those of a request's days and outlet only. Where none does, those on it without "case" or "row" and the like.
    """
    left = " ".join(word for word in subject.split() if fold(word) not in OF_ANY_STORY)
    return _on(subject, request, builder) or (_on(left, request, builder) if left not in {"", subject} else [])


def _on(subject: str, request: Request, builder: LineBuilder) -> list[Article]:
    retriever = builder.retriever
    wanted = Wanted(subject, retriever)
    best: dict[str, float] = {}
    articles: dict[str, Article] = {}
    for each in retriever.passages(subject, READ, further=FURTHER):
        articles[each.article.id] = each.article
        best[each.article.id] = max(best.get(each.article.id, 0.0), each.score)
    held = {
        key: wanted.held(filed(article), told_in(article))
        for key, article in articles.items()
        if (request.days is None or request.days.hold(article.published))
        and (request.outlet is None or request.outlet in article.outlets)
    }
    fitting = [articles[key] for key, share in held.items() if share >= HELD]
    fitting = fitting or [
        articles[key]
        for key, share in held.items()
        if share >= HELD_BESIDE_A_TITLE and wanted.held(articles[key].title)
    ]
    fitting.sort(key=lambda each: -(best[each.id] + TITLED * wanted.held(each.title)))
    more = [
        articles[key] for key, share in held.items() if share >= HELD_BESIDE_A_TITLE and articles[key] not in fitting
    ]
    return [*fitting, *(each for each in more if fitting and _is_beside(each, fitting[0], wanted))]


def _is_beside(article: Article, best: Article, wanted: Wanted) -> bool:
    return wanted.is_same_story(article, best) or wanted.held(article.title) >= HELD_IN_A_TITLE


def filed(article: Article) -> str:
    """What an article's file and outlet are called: "the CNN piece", "chef.txt"."""
    name = PurePath(article.path or "").name
    return f"{name} {re.sub(r'[^a-zA-Z]+', ' ', name)} {article.publisher or ''}"


def is_person(row: int, builder: LineBuilder) -> bool:
    """Whether a speaker is a person: called by surname somewhere, or by a first name that people have."""
    name = words(builder.retriever.speakers[row].name)
    return builder.retriever.names.is_person(row) or (len(name) > 1 and name[0] in GIVEN)


def lead(article: Article) -> str:
    """What stands before a sentence in a list of them: its article's day and outlet."""
    told = [day(article.published)] if article.published else []
    told += [outlet(article)] if article.publisher else []
    return f"{', '.join(told)}: " if told else ""
