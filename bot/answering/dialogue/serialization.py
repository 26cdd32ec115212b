"""A turn as text: it outlives the process, and the numbers that a snapshot gave to articles and speakers.

Articles and speakers stand in it by id and by name. An article that has left the index since isn't restored
from here: what the turn had of it is left out. An article that was replaced is still read by the answer that
cites it.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, TypeAdapter

from bot.answering.dialogue.state import Turn
from bot.answering.drafting.evidence import Line
from bot.answering.query.request import AnyRequest, OpenQuestion, Request
from retrieval.model import Answer, Article, Status
from retrieval.search.retriever import Retriever
from retrieval.search.selector import Named

log = logging.getLogger(__name__)

MOST_OF_THE_REST = 60
"""Lines kept for "more": ten times what is shown at once."""

_PLAIN = frozenset({str, int, float, bool})
_ARTICLE, _SPEAKER = "article-id", "speaker-name"

_INTENTS: dict[str | None, type[Request]] = {kind.__name__: kind for kind in get_args(AnyRequest)}
"""Turns that were kept before requests had types go on as open questions: whom they name can still be leant on."""

T = TypeVar("T")


Replaced = Callable[[str], Article | None]


class _Gone(LookupError):
    """An article or a speaker isn't there any more."""


def portable(turn: Turn, retriever: Retriever) -> str:
    """A turn as text, without what isn't compared; ``retriever`` is the one that it was made from."""
    speakers = retriever.speakers

    def named(rows: Sequence[int]) -> list[dict[str, str]]:
        return [{_SPEAKER: speakers[row].name} for row in rows]

    def plain(value: Any) -> Any:
        if value is None or type(value) in _PLAIN:  # most of what there is
            return value
        match value:
            case Article():
                return {_ARTICLE: value.id}
            case Named():
                return {"start": value.start, "end": value.end, "rows": named(value.rows), "exact": value.exact}
            case BaseModel():
                return {name: plain(getattr(value, name)) for name in type(value).model_fields}
            case Enum():
                return value.value
            case date():
                return value.isoformat()
            case tuple() | list():
                return [plain(each) for each in value]
            case dict():
                return {key: plain(each) for key, each in value.items()}
        if is_dataclass(value):
            return {each.name: plain(getattr(value, each.name)) for each in fields(value) if each.compare}
        return value

    whole = plain(replace(turn, rest=turn.rest[:MOST_OF_THE_REST], candidates=(), earlier=()))
    whole["earlier"] = [{"intent": type(each).__name__, "request": plain(each)} for each in turn.earlier]
    whole |= {"intent": type(turn.request).__name__, "candidates": named(turn.candidates)}
    return json.dumps(whole, ensure_ascii=False)


def restored(text: str, retriever: Retriever, replaced: Replaced = lambda _: None) -> Turn | None:
    """The turn that :func:`portable` wrote, for a retriever that may be another one.

    Args:
        text: the turn as text.
        retriever: what is held now.
        replaced: gives an article that an edited version took the place of: what was cited from it stays readable,
            what wasn't shown yet isn't shown any more.

    Returns:
        None when what was asked can't be told any more: its speaker is gone, or another version wrote it.
    """

    def whole(value: Any, *, cited: bool) -> Any:
        if isinstance(value, list):
            return [whole(each, cited=cited) for each in value]
        if not isinstance(value, dict):
            return value
        if _ARTICLE in value:
            article = retriever.article(value[_ARTICLE]) or (replaced(value[_ARTICLE]) if cited else None)
            if article is None:
                raise _Gone
            return article
        if _SPEAKER in value:
            row = retriever.names.row_of(value[_SPEAKER])
            if row is None:
                raise _Gone
            return row
        return {key: whole(each, cited=cited) for key, each in value.items()}

    def read(kind: type[T], value: Any) -> T:
        made: T = _adapter(kind).validate_python(whole(value, cited=kind is Answer))
        return made

    def if_there(kind: type[T], value: Any) -> T | None:
        try:
            return read(kind, value)
        except _Gone:
            return None

    def those_there(kind: type[T], values: Sequence[Any]) -> tuple[T, ...]:
        return tuple(each for value in values if (each := if_there(kind, value)) is not None)

    try:
        kept = json.loads(text)
        request = read(_INTENTS.get(kept.get("intent"), OpenQuestion), kept["request"])
        answer = if_there(Answer, kept["answer"]) or _bare(kept["answer"])
        shown = if_there(Answer, kept["shown"]) if kept["shown"] else None
        cited = if_there(Answer, kept["cited"]) if kept.get("cited") else None
        rest = those_there(Line, kept["rest"])
        candidates = those_there(int, kept["candidates"])
        spoke = those_there(Named, kept["spoke"])
        asked = [(_INTENTS.get(each["intent"], OpenQuestion), each["request"]) for each in kept.get("earlier", ())]
        earlier = tuple(found for kind, each in asked if (found := if_there(kind, each)) is not None)
    except _Gone:
        return None
    except (ValueError, KeyError, TypeError, AttributeError):
        log.warning("A turn of another version can't be read; the conversation starts over")
        return None
    complete = len(candidates) == len(kept["candidates"])
    story, place = tuple(kept.get("story", ())), int(kept.get("place", 0))
    return Turn(request, answer, rest, candidates if complete else (), spoke, shown, earlier, story, place, cited)


def refused_question(text: str) -> str | None:
    """The question of a turn that :func:`portable` wrote, where it got no answer; None: it got one, or was a check."""
    try:
        answer = json.loads(text)["answer"]
        is_refused = answer["status"] == Status.REFUSED and not answer.get("engine", "").startswith("check")
        return str(answer["question"]) if is_refused else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


_building = threading.Lock()
_adapters: dict[type, TypeAdapter[Any]] = {}


def _adapter(kind: type) -> TypeAdapter[Any]:
    """Built one at a time: everybody who asks on right after a start needs the same one."""
    with _building:
        if kind not in _adapters:
            _adapters[kind] = TypeAdapter(kind)
        return _adapters[kind]


def _bare(answer: dict[str, Any]) -> Answer:
    """An answer that cited an article that is gone: what is left is that there was a question."""
    return Answer(question=answer["question"], status=Status.REFUSED, text="")
