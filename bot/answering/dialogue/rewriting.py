"""Follow-ups that the rules of the conversation don't decide: a model rewrites them, and may change nothing in it."""

from __future__ import annotations

from bot.answering.dialogue.followups import Turn
from bot.answering.grounding.paraphrase import Token, tokens
from bot.answering.query.request import OpenQuestion, Request, UnclearSpeaker, UnknownSpeaker
from prompts import replies
from retrieval.lang.en.function_words import NEGATIONS
from retrieval.lang.en.phrases import followup_phrases as phrases
from retrieval.lang.en.question_words import FRAME
from retrieval.lang.en.speech_verbs import ASKS_FOR_WORDS
from retrieval.search.retriever import Retriever

LONGEST = 300
"""Code points of a rewritten question; a longer one is an answer or an essay."""


def undecided(text: str, request: Request) -> bool:
    """Whether a question leans on the turn before, and the rules of the conversation didn't see on what."""
    if request.inherited or not isinstance(request, OpenQuestion | UnknownSpeaker | UnclearSpeaker):
        return False
    return phrases.LEANS_ON_THE_TURN_BEFORE.search(text) is not None


def before(last: Turn, retriever: Retriever) -> str:
    """The question of the turn before, as one that stands for itself."""
    request = last.request
    if not request.inherited:
        return request.text
    who = " and ".join(retriever.speakers[named.rows[0]].name for named in request.speakers if named.rows)
    return replies.what_did(who or "anybody", request.about.text if request.about else "")


def kept(rewritten: str, question: str, earlier: str) -> str | None:
    """A model's rewriting of a question, or None when it changed more than what words point to.

    All of its words are those of the question or of the one before, or frame a question; it keeps every name, number
    and word of the question, and as many negations.
    """
    lines = rewritten.strip().splitlines()
    text = lines[0].strip().strip("\"'“”‘’ ") if lines else ""
    if not text or len(text) > LONGEST or text.casefold() == question.strip().casefold():
        return None
    new, old, context = _words(text), _words(question), _words(earlier)
    known = {token.word for token in (*old, *context)}
    added = [token for token in new if token.word not in known and not _frames(token)]
    if added or _negations(new) != _negations(old):
        return None
    held = {token.word for token in new}
    lost = [
        token for token in old if token.word not in held and token.word not in phrases.POINTING and not _frames(token)
    ]
    return None if lost else text


def _words(text: str) -> list[Token]:
    return [token for token in tokens(text) if token.word != "'s"]


def _frames(token: Token) -> bool:
    return token.word in (FRAME | ASKS_FOR_WORDS) - NEGATIONS and not token.word.isdigit()


def _negations(words: list[Token]) -> int:
    return sum(token.word in NEGATIONS for token in words)
