"""What a question is about: the words that are left when its speakers and its frame are taken away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.typed.spelling import LONG, SHORTEST_SLIP
from retrieval.lang.en.people import HONORIFICS, TITLES
from retrieval.lang.en.phrases import followup_phrases
from retrieval.lang.en.phrases import question_phrases as phrases
from retrieval.lang.en.question_words import FRAME, OVERVIEW_WORDS, QUESTION_WORDS
from retrieval.lang.en.speech_verbs import ASKS_FOR_WORDS, TAKES_SIDES
from retrieval.lang.tokens import fold, terms, words
from retrieval.model import Article
from retrieval.search.retriever import Retriever
from retrieval.search.selector import Named
from retrieval.search.topic import Topic

_WORD = re.compile(r"[\w'’-]+")
_LAST_WORD = re.compile(r"\b(?P<word>[^\W\d_]+)\.?\s+$")
_MARKS = ".,:;!?-–—'’\"()"


def topic(text: str, known: Retriever) -> Topic:
    """A topic as asked: a person in it must be called by surname at least, and a name has no paraphrase.

    A name is also what stands in small letters and articles write with a capital.
    """
    key, position, plain = [], 0, []
    for name in known.names.find(text):
        plain.append(text[position : name.start])
        key += [text[position : name.start], known.names.short(name, text[name.start : name.end])]
        position = name.end
    plain.append(text[position:])
    key.append(text[position:])
    others = [word for word in _WORD.findall(" ".join(plain)) if terms(word)]
    is_named = all(word[:1].isupper() or word[:1].isdigit() or known.is_a_name(fold(word)) for word in others)
    return Topic(text, " ".join(key), named=is_named)


def whole_topic(text: str, question: ParsedQuestion) -> Topic:
    """All of a part of a question as the topic."""
    return topic(question.shown(text).strip(" ?!.,:;\"'“”"), question.known)


def topic_of(question: ParsedQuestion, speakers: Sequence[Named] = ()) -> Topic | None:
    """What a question is about besides its speakers and their titles."""
    return topic_in(question.without([_with_title(each, question.rest) for each in speakers]), question)


def _with_title(named: Named, text: str) -> Named:
    """A name with the title before it: "gov sundeen"."""
    before = _LAST_WORD.search(text[: named.start])
    is_title = before is not None and fold(before["word"]) in TITLES
    return replace(named, start=before.start()) if before is not None and is_title else named


def topic_in(text: str, question: ParsedQuestion) -> Topic | None:
    """What a part of a question is about: what stands behind "about", else the words that don't frame a question."""
    marked = phrases.ABOUT.split(text, maxsplit=1)
    if len(marked) == 2 and terms(question.shown(marked[1])):
        return whole_topic(marked[1], question)
    kept = [word for word in _WORD.findall(question.shown(text)) if terms(word) and not _is_frame(fold(word))]
    return topic(" ".join(kept), question.known) if kept else None


def overview_topic(text: str, question: ParsedQuestion, besides: Set[str] = frozenset()) -> Topic | None:
    """What an overview is of: the topic in a part of a question without the words that say which overview is wanted.

    ``besides``: words that go with those where others are left.
    """
    ahead, colon, behind = text.partition(": ")
    is_list = colon and QUESTION_WORDS.isdisjoint(words(behind))  # "timeline of the leak: test, warning, all clear"
    about = (topic_in(ahead, question) if is_list else None) or topic_in(text, question)
    if about is None or question.quotations:
        return about
    kept = [word for word in about.text.split() if fold(word).strip(_MARKS) not in OVERVIEW_WORDS | FRAME]
    kept = [word for word in kept if fold(word) not in besides] or kept
    return topic(" ".join(kept).strip(_MARKS), question.known) if terms(" ".join(kept)) else None


def _is_frame(word: str) -> bool:
    """Whether a word only frames a question."""
    return word in FRAME or word in ASKS_FOR_WORDS or word in HONORIFICS or word in TAKES_SIDES


def left_over(text: str, question: ParsedQuestion) -> Topic | None:
    """The topic in the words of a follow-up, its frame and pronouns taken away."""
    content = [
        word
        for word in _WORD.findall(question.shown(followup_phrases.PRONOUN.sub(" ", text)))
        if fold(word) not in FRAME | ASKS_FOR_WORDS | HONORIFICS | TAKES_SIDES and terms(word)
    ]
    return topic(" ".join(content), question.known) if content else None


def is_name_in(about: Topic, article: Article) -> bool:
    """Whether an article has a topic, and writes it with a capital wherever it does."""
    found = re.findall(rf"\b{re.escape(about.text)}\b", article.text, re.IGNORECASE)
    return bool(found) and all(each[:1].isupper() for each in found)


def respelt(about: Topic, texts: Iterable[str], retriever: Retriever) -> Topic | None:
    """The topic with each word that no article has put as the nearest word of these texts; None when one has none."""
    known: set[str] | None = None
    text = about.text
    for word in re.findall(r"[^\W\d_]+", about.text):
        if len(word) < SHORTEST_SLIP or retriever.names.is_word(fold(word)):
            continue
        if known is None:
            known = {each for other in texts for each in words(other) if len(each) >= SHORTEST_SLIP - 1}
        slips = 2 if len(word) >= LONG else 1
        alike = [each for each in known if each[:1] == fold(word)[:1]]
        best = process.extractOne(fold(word), alike, scorer=OSA.distance, score_cutoff=slips)
        if best is None:
            return None
        text = text.replace(word, best[0])
    return topic(text, retriever) if text != about.text else None
