"""Where a question describes the one whose words it asks for, and what it asks them about."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answering.query.described.nouns import Noun
from bot.answering.query.parsed_question import ParsedQuestion
from retrieval.lang.en.people import ROLE_INITIALS
from retrieval.lang.en.phrases import question_phrases as phrases
from retrieval.lang.en.speech_verbs import ASKS_FOR_WORDS
from retrieval.lang.tokens import fold, words


@dataclass(frozen=True)
class Description:
    """A description in a question: where it stands in ``rest``, and where what it asks them about begins."""

    start: int
    end: int
    topic: int


def description(question: ParsedQuestion) -> Description | None:
    """The description by which a question calls the one whose words it asks for; None where a name does, or nothing."""
    text, names = question.rest, question.known.names
    for pattern in phrases.DESCRIBED:
        found = pattern.search(text)
        if found is None:
            continue
        start, end = found.span("who")
        if phrases.HE_OR_SHE.match(text, start):
            continue  # "did he address the report"
        noun = Noun.of(text[start:end])
        if noun is None:
            continue
        at = start + noun.end - 1
        if not ASKS_FOR_WORDS.isdisjoint(words(text[start:at])):
            continue  # "what did Holm tell the guardian"
        head = text[start : start + noun.end].split()[-1]
        if (
            head[:1].isupper()
            and not (head.isupper() and (fold(head) in ROLE_INITIALS or (text.isupper() and text != head)))
            and (noun.is_body or not phrases.LEADING_ARTICLE.match(text[start:]))
        ):
            continue  # "Harbour Master", "NATO": a name
        named = [each for each in question.names if each.start <= at < each.end]
        if not any(names.goes_by_name(row) for each in named for row in each.rows):
            return Description(start, end, found.end())
    return None
