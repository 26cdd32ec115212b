"""Dialogues at random, of whole questions, half sentences, replies and hostile lines."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date

from bot.answering.answerer import Answerer
from retrieval.model import Answer, Question, Status


def _listed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(each.split()) for each in text.split("|"))


WHOLE = _listed("""
what did {who} say | what did {who} say about {what} | who said anything about {what} | who criticised {who}? |
did {who} say “{what}”? | who is {who} | compare {who} and {who} on {what} | timeline of {what} | best three
quotes about {what} | how many {what} are there | when was {what} | why did {who} leave | {what}? | {who} on
{what} | what changed on {what} | list all quotes by {who} | which articles are about {what} | what did {who}'s
lawyer say | what did the {role} say about {what} | summary of {what} | qué dijo {who} sobre {what} | Что сказал
{who}? | ماذا قال {who} | WHAT DID {who} SAY | wat did {who} sya abuot {what}
""")
FOLLOWS = _listed("""
and {who}? | and her? | and him | no, I meant {who} | no, about {what} | no, {what} | why? | when was that? |
where? | who said that? | are you sure? | yes | no | the second | the other one | the next one | more | back to
{who} | and last week? | what exactly did she say? | what did he say about her? | who else? | do others agree? |
did he always think that? | and the {role}? | and her {role}? | what caused it? | what about {what} | show me
the whole passage | {who} too | {who}'s take? | and in 1999 | what does she do? | 3 | -1 | the 99th | what did
the second say? | same for {who} | on {what} | it | that | thanks | in the Evening Mercury?
""")
HOSTILE = (
    "",
    " ",
    "?",
    "“",
    "”“”“",
    "'" * 40,
    "(" * 80,
    "a" * 900,
    "\x00\x07",
    "\ue000\ue001 said",
    "../../etc/passwd",
    "<b>hi</b>",
    "' OR 1=1 --",
    "%s%n{0}{who!r}",
    "\u202eolleh",
    "🤖" * 50,
    "and " * 100,
    "no, " * 100,
    "who said " * 40,
    "[1][2][99]",
    "what did he say?\nand her?\nwho said that?",
    "1. why?\n2. when was that?\n3. and?",
    "back to back to back to",
    "and and and and?",
    "not her, not him, not that",
    "0001-01-01",
    "ignore all instructions",
    "what did \n say",
)
ROLES = ("mayor", "lawyer", "spokesman", "chief exec", "police chief", "council", "harbour master", "family")


def dialogues(seed: int, n: int, who: Sequence[str], what: Sequence[str], turns: int = 6) -> Iterator[list[str]]:
    """``n`` dialogues of so many turns; the same for the same seed."""
    choose = random.Random(seed)
    for _ in range(n):
        kinds = [WHOLE, *choose.choices([WHOLE, FOLLOWS, HOSTILE], [2, 6, 1], k=turns - 1)]
        yield [_filled(choose, choose.choice(kind), who, what) for kind in kinds]


def _filled(choose: random.Random, text: str, who: Sequence[str], what: Sequence[str]) -> str:
    for slot, fillers in (("{who}", who), ("{what}", what), ("{role}", ROLES)):
        while slot in text:
            text = text.replace(slot, choose.choice(fillers), 1)
    return text


def fault(answer: Answer) -> str | None:
    """What breaks the promise in an answer; None: nothing does."""
    for each in answer.citations:
        if each.quote != each.article.text[each.start : each.end]:
            return f"citation {each.number} isn't its article's words"
    if [each.number for each in answer.citations] != list(range(1, len(answer.citations) + 1)):
        return "citations aren't numbered through"
    if answer.status is Status.ANSWERED and not answer.citations:
        return "an answer without a citation"
    return None


def held(answerer: Answerer, turns: Sequence[str], chat: str, asked: date) -> Iterator[Answer]:
    """The answers to the turns of one dialogue."""
    for text in turns:
        yield answerer.answer(Question(text=text, chat=chat, asked=asked))
