"""What the bot can do, said with questions that this collection answers."""

from __future__ import annotations

from bot.answering.drafting.draft import Draft, covered
from prompts import Prompts, replies
from retrieval.model import Status
from retrieval.search.retriever import Retriever

MOST_EXAMPLES = 3


def greeted(retriever: Retriever, prompts: Prompts) -> Draft:
    """The greeting, with questions to begin with as suggestions."""
    return Draft(Status.HELP, words=greeting(retriever, prompts), suggestions=_examples(retriever))


def greeting(retriever: Retriever, prompts: Prompts) -> str:
    """What to say to somebody who has just come."""
    return prompts.load("help").fill(
        coverage=replies.I_HAVE.format(coverage=covered(retriever.coverage)),
        examples="\n".join(f"• {example}" for example in _examples(retriever)),
    )


def _examples(retriever: Retriever) -> tuple[str, ...]:
    """Questions that this collection can answer."""
    named = [speaker.name for speaker in retriever.speakers if speaker.name[:1].isupper()]
    return tuple(replies.what_did(name) for name in named[:MOST_EXAMPLES])
