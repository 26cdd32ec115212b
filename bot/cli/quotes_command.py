"""``verbatim quotes``: the statements that fit, in the terminal, as JSON, or as a file to take away."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot.collection import lies_between, written
from prompts import replies
from retrieval.errors import VerbatimError
from retrieval.lang.en.people import is_office
from retrieval.lang.tokens import fold

if TYPE_CHECKING:
    from argparse import Namespace

    from bot.answering.answerer import Answerer
    from bot.exporting.quote_files import Quotation
    from retrieval.model import Introduction, Statement


def found(options: Namespace, answerer: Answerer) -> list[Quotation[Statement]]:
    """The statements that the options ask for, each with the office by which its article introduces the speaker.

    ``--since`` and ``--before`` ask for the day of the words or, where the article doesn't tell, of the article.
    """
    from bot.exporting.quote_files import Quotation

    chosen = [
        each
        for each in answerer.statements(speaker=options.speaker, about=options.about, article_id=options.article)
        if lies_between(each[0].said_on or each[1].published, options.since, options.before)
    ]
    roles: dict[tuple[str, str], str] = {}
    for speaker in answerer.speakers() if chosen and options.format else ():
        for introduction in speaker.introductions:
            role = _role(introduction)
            if any(is_office(word) for word in fold(role).split()):
                roles.setdefault((speaker.name, introduction.article_id), role)
    return [Quotation(said, article, name, roles.get((name or "", article.id))) for said, article, name in chosen]


def _role(introduction: Introduction) -> str:
    """What an introduction says besides the name: "senior fellow at …" of "Ada Holm, senior fellow at …"."""
    return introduction.text.replace(introduction.speaker, "").strip(" ,()–—")


def write(options: Namespace, quotations: list[Quotation[Statement]]) -> None:
    """Write a file in the format and citation style that the options name, or to standard output.

    Raises:
        VerbatimError: a Word document would go to a terminal.
    """
    from bot.exporting.quote_files import FORMATS

    if options.format == "docx" and options.output is None and sys.stdout.isatty():
        raise VerbatimError(replies.NO_DOCUMENT_HERE, replies.NAME_A_FILE)
    data = FORMATS[options.format](quotations, options.style)
    with written(options.output) as to:
        to.flush()
        to.buffer.write(data)
