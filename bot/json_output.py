"""What a script sees: answers and statements as JSON. Others build on it: fields are added, never changed."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from retrieval.errors import VerbatimError
from retrieval.model import Answer, Appearance, Article, Citation, Question, Statement, Status

if TYPE_CHECKING:
    from retrieval.library import Report, Version
    from retrieval.watch import News


class BadLine(VerbatimError):
    """A line of input that holds no question."""


class _Asked(BaseModel):
    model_config = ConfigDict(extra="ignore")

    question: str
    chat: str | None = None
    asked: date | None = None


@dataclass(frozen=True)
class InputLine:
    """One line of the line mode: its number from 1, its text, and the question or what is wrong with it."""

    number: int
    text: str
    question: Question | None
    error: BadLine | None = None


def questions(lines: Iterable[bytes], today: date) -> Iterator[InputLine]:
    """Each input line as a question: plain text, or an object with ``question``, ``chat``, ``asked``."""
    for number, raw in enumerate(lines, start=1):
        text = raw.decode("utf-8", "replace").rstrip("\r\n").removeprefix("\ufeff")
        if not text.lstrip().startswith("{"):
            yield InputLine(number, text, Question(text=text, asked=today))
            continue
        try:
            asked = _Asked.model_validate_json(text)
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"])
            wrong = BadLine(
                f"input, line {number}: {field + ': ' if field else ''}{first['msg']}",
                'Write plain text, or {"question": "…", "chat": "id", "asked": "YYYY-MM-DD"}',
            )
            yield InputLine(number, text, None, wrong)
            continue
        yield InputLine(
            number, asked.question, Question(text=asked.question, chat=asked.chat, asked=asked.asked or today)
        )


def answer_to_one_who_failed(line: InputLine, error: VerbatimError) -> Answer:
    """What stands in the output for a line that could not be answered, so that lines and answers stay in step."""
    return Answer(question=line.text, status=Status.REFUSED, text=str(error))


def answer_json(answer: Answer) -> str:
    """An answer as one line of JSON."""
    return dumps(answer_fields(answer))


def answer_fields(answer: Answer) -> dict[str, Any]:
    """What a script gets of an answer."""
    fields: dict[str, Any] = {
        "question": answer.question,
        "status": answer.status.value,
        "text": answer.text,
        "engine": answer.engine,
        "shown": answer.shown,
        "found": answer.shown + answer.more,
        "citations": [citation_fields(citation) for citation in answer.citations],
        "suggestions": list(answer.suggestions),
        "timings_ms": answer.timings_ms,
    }
    if answer.checked is not None:  # a model was asked
        fields["checked"] = answer.checked.model_dump()
    if answer.usage is not None:
        fields["tokens"] = answer.usage.model_dump()
    if answer.cost is not None:
        fields["cost"] = answer.cost
    return fields


def statement_json(statement: Statement, article: Article, speaker: str | None) -> str:
    """A statement as one line of JSON; ``speaker`` is the registered name."""
    cut = _breaks_off(article, statement.end)
    return dumps({**statement_fields(statement, speaker), **cut, "article": article_fields(article)})


def statement_fields(statement: Statement, speaker: str | None) -> dict[str, Any]:
    """What a script gets of a statement, without its article."""
    return {**_said(statement, statement.text, speaker), "mention": statement.mention}


def _breaks_off(article: Article, end: int) -> dict[str, Any]:
    return {"breaks_off": True} if article.breaks_off_at(end) else {}


def _said(span: Statement | Citation, quote: str, speaker: str | None) -> dict[str, Any]:
    """What statements and citations have in common."""
    return {
        "quote": quote,
        "start": span.start,
        "end": span.end,
        "kind": span.kind.value,
        "speaker": speaker,
        "speaker_type": span.speaker_type.value if span.speaker_type and speaker else None,
        "cue": span.cue,
        "said_on": _day(span.said_on),
        "venue": span.venue,
        "via": span.via,
        "hedge": span.hedge.value if span.hedge else None,
        "confidence": span.confidence,
    }


def version_json(version: Version) -> str:
    """An article as it was cited, and what changed since, as one line of JSON."""
    return dumps(
        {
            **article_fields(version.article),
            "text": version.article.text,
            "since_changed": version.since_changed,
            "replaced_on": _day(version.replaced_on),
            "replaced_by": version.current.id if version.since_changed and version.current else None,
            "changes": [{"before": each.before, "after": each.after} for each in version.changes],
        }
    )


def report_json(report: Report) -> str:
    """What an ingest did, as one line of JSON: the files by what became of them, those that failed with the reason.

    ``copies`` tells whose text that has which is unchanged or a reprint; ``skipped`` counts what was left out of
    folders and archives, by suffix or other kind, and ``skipped_names`` has the first three names of each. ``columns``
    tells of each table from which column each field was read.
    """
    return dumps(_report_fields(report))


def news_json(news: News) -> str:
    """What a watch tells at one time, as one line of JSON: an ingest's report, and what is gone or waited for.

    ``gone`` are files whose articles are kept, ``away`` folders; ``waiting`` says why nothing can be put in now.
    """
    waiting = str(news.waiting) if news.waiting else None
    return dumps({**_report_fields(news.report), "gone": news.gone, "away": news.away, "waiting": waiting})


def _report_fields(report: Report) -> dict[str, Any]:
    return {
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "reprints": report.reprints,
        "failed": [{"path": error.path, "line": error.line, "reason": str(error)} for error in report.failed],
        "copies": [{"path": copy.path, "of": copy.of, "exact": copy.exact} for copy in report.copies],
        "skipped": dict(report.skipped.most_common()),
        "skipped_names": report.skipped.names,
        "columns": report.skipped.columns,
        "words": report.words,
        "seconds": {"all": round(time.monotonic() - report.began, 3)},
    }


def article_fields(article: Article, copies: Sequence[Article] = ()) -> dict[str, Any]:
    """What a script gets of an article: everything but its text.

    ``incomplete``, where its source cut the text off; ``reviews``, of claims that it checks; ``kinds``, what its source
    says of paragraphs, by where they start. ``also_in``, where there is anything to tell: where else the same text
    stands, and the ``copies``: reprints, under ids of their own.
    """
    cut: dict[str, Any] = {"incomplete": True} if article.incomplete else {}
    if article.reviews:
        cut["reviews"] = [each.model_dump() for each in article.reviews]
    if article.kinds:
        cut["kinds"] = article.kinds
    others = [{"id": article.id, **_told(place)} for place in article.also]
    for copy in copies:
        others += [{"id": copy.id, **_told(copy)}, *({"id": copy.id, **_told(place)} for place in copy.also)]
    return {"id": article.id, **_told(article), **cut, **({"also_in": others} if others else {})}


def _told(place: Article | Appearance) -> dict[str, Any]:
    return {
        "title": place.title,
        "publisher": place.publisher,
        "author": place.author,
        "published": _day(place.published),
        "url": place.url,
        "path": place.path,
    }


def citation_fields(citation: Citation) -> dict[str, Any]:
    """What a script gets of a citation."""
    return {
        "number": citation.number,
        **_said(citation, citation.quote, citation.speaker),
        "paragraph": citation.paragraph,
        "marks": [list(mark) for mark in citation.marks],
        **_breaks_off(citation.article, citation.end),
        "article": article_fields(citation.article),
    }


def _day(when: date | None) -> str | None:
    return when.isoformat() if when else None


_LINE_ENDS = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}
"""What some readers of lines take for the end of one, and JSON doesn't escape."""


def dumps(value: Any) -> str:
    """One line of JSON, readable where it can be written as UTF-8."""
    text = json.dumps(value, ensure_ascii=False).translate(_LINE_ENDS)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate, which only an escape can write
        return json.dumps(value)
    return text
