"""A question's words to what is wanted: whose statements, on what, or the best passages.

Meaning is read from what the words name and from a few families of words, not from one phrasing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from retrieval.retriever import Topic
from retrieval.speakers import Named, Names
from retrieval.words import fold, terms, words

LONGEST = 1_000
"""Code points of a question that are read. The rest of a longer one is left out: it is no question."""


class Want(Enum):
    """What a question asks for."""

    SAID = "what somebody said"
    FIND = "the passages that answer"
    HELP = "what can be asked"


@dataclass(frozen=True)
class Request:
    """A question understood.

    ``speakers``: catalog rows, one set of namesakes for each name. ``about``: the topic, None when there is
    none. ``text``: the question, cleaned.
    """

    want: Want
    text: str
    speakers: tuple[Named, ...] = ()
    about: Topic | None = None


_SPEECH = frozenset(
    "say says said saying tell tells told telling speak speaks spoke spoken talk talks talked comment comments"
    " commented remark remarks remarked quote quotes quoted quotation quotations statement statements state"
    " stated states word words opinion opinions view views position positions think thinks thought believe"
    " believes claim claims claimed argue argues argued respond responds responded response reaction react"
    " reacts reacted reply replied answer answered ask asked asks call calls called warn warns warned warning"
    " explain explained explains describe described describes suggest suggested suggests tweet tweets tweeted"
    " post posts posted write writes wrote announce announced promise promised promises deny denied denies"
    " criticise criticised criticize criticized praise praised demand demanded mention mentioned mentions"
    " according stance take point insist insisted insists admit admitted".split()
)
"""Words that ask for somebody's words."""

_FRAME = frozenset(
    "anything something everything any all some latest new recent exactly actually ever please give show find get list"
    " me us tell know let hear hey hi has have had did does do is was were are be been what whats who whose which how"
    " when where why from by of to in at the a an and or for with about on regarding concerning re over toward towards"
    " against as his her their its he she they it that this there so far now today news article articles".split()
)
"""Words that frame a question and say nothing about its topic."""

_ABOUT = re.compile(r"\b(?:about|regarding|concerning|re:?|on|over|towards?|against|of|to|for)\b", re.IGNORECASE)
_QUESTION_WORDS = frozenset(
    "who what when where why how which whose is are was were did does do can could will".split()
)
_GREETING = re.compile(
    r"(?:hi|hello|hey|good (?:morning|day|evening|afternoon)|help|thanks?|thank you|start"
    r"|what can (?:you|i) (?:do|ask)|how do(?:es)? (?:you|this) work|who are you)"
    r"(?: there| verbatim| you| all)*[\s!.?]*",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """The words of what a stranger sent: control, format and unassigned characters out, white space folded."""
    kept = (char if unicodedata.category(char)[0] != "C" else " " for char in text[: LONGEST * 4])
    return " ".join("".join(kept).split())[:LONGEST]


def understand(text: str, names: Names) -> Request:
    """What a question wants, given the names that the collection knows."""
    text = clean(text)
    if not words(text) or _GREETING.fullmatch(text):
        return Request(Want.HELP, text)
    named = names.find(text)
    wanted = _speakers(text, named)
    if wanted:
        return Request(Want.SAID, text, tuple(wanted), _topic(text, wanted, names))
    return Request(Want.FIND, text)


def _speakers(text: str, named: list[Named]) -> list[Named]:
    """The names whose words are asked for; none when the question asks for something else."""
    if not named:
        return []
    speech = [(found.start(), found.end()) for found in re.finditer(r"\w+", text) if fold(found.group()) in _SPEECH]
    speech = [span for span in speech if not any(n.start <= span[0] < n.end for n in named)]
    if not speech:
        # "Landsbergis", "Zelenskyy on NATO", "herbst minerals": a name first and no question about it.
        first = words(text)[0]
        return _leading(text, named) if first not in _QUESTION_WORDS and named[0].start == 0 else []
    before = [name for name in named if name.end <= speech[-1][0] and not _is_topic(text, name, named[0])]
    if before:
        return _run(text, before)
    after = [name for name in named if name.start >= speech[0][1]]
    return _leading(text, after) if after else []


def _leading(text: str, named: list[Named]) -> list[Named]:
    """The first name, and those joined to it by "and" or a comma."""
    taken = named[:1]
    for name in named[1:]:
        between = fold(text[taken[-1].end : name.start]).strip()
        if between not in {"and", ",", "&", ", and", "or"}:
            break
        taken.append(name)
    return taken


def _run(text: str, before: list[Named]) -> list[Named]:
    """The names joined to the last one before the verb of speech: its subjects."""
    taken = before[-1:]
    for name in reversed(before[:-1]):
        between = fold(text[name.end : taken[0].start]).strip()
        if between not in {"and", ",", "&", ", and", "or"}:
            break
        taken.insert(0, name)
    return taken


def _is_topic(text: str, name: Named, first: Named) -> bool:
    """Whether a name stands behind "about" or the like, as in "Obama on Trump: any statement?"."""
    lead = fold(text[: name.start]).rstrip()
    return name is not first and bool(re.search(r"\b(?:about|on|regarding|concerning|over|against)$", lead))


def _topic(text: str, speakers: list[Named], names: Names) -> Topic | None:
    """The words that are left when the speakers and the frame of the question are taken away."""
    rest, position = [], 0
    for name in sorted(speakers, key=lambda named: named.start):
        rest.append(text[position : name.start])
        position = name.end
    rest.append(text[position:])
    left = " ".join(rest)
    marked = re.split(r"\b(?:about|regarding|concerning)\b", left, maxsplit=1, flags=re.IGNORECASE)
    if len(marked) == 2 and terms(marked[1]):
        return topic(marked[1].strip(" ?!.,:;\"'“”"), names)
    kept = [
        word
        for word in re.findall(r"[\w'’-]+", left)
        if fold(word) not in _FRAME and fold(word) not in _SPEECH and terms(word)
    ]
    return topic(" ".join(kept), names) if kept else None


def topic(text: str, names: Names) -> Topic:
    """A topic as asked: a person in it must be called by surname at least, and a name has no paraphrase."""
    key, position, plain = [], 0, []
    for name in names.find(text):
        plain.append(text[position : name.start])
        key += [text[position : name.start], words(text[name.start : name.end])[-1]]
        position = name.end
    plain.append(text[position:])
    key.append(text[position:])
    others = [word for word in re.findall(r"[\w'’-]+", " ".join(plain)) if terms(word)]
    return Topic(text, " ".join(key), named=all(word[:1].isupper() or word[:1].isdigit() for word in others))
