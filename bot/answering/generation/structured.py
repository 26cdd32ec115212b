"""What a model fills in: JSON of a schema, taken out of what stands around it, asked for once more where it fails."""

from __future__ import annotations

import json
import logging
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Generic, Protocol, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from bot.answering.generation.context import one_line
from bot.errors import ModelFailure
from bot.llm.budget import Budget, Spent
from bot.llm.client import Schema, Writing
from prompts import Prompts
from retrieval.model import Question, Usage

log = logging.getLogger(__name__)

MOST_TRIED = 20
"""Places of a text at which its JSON may begin."""

MOST_REPEATED = 1_500
"""Code points of what a model wrote that are shown to it once more."""

T = TypeVar("T", bound=BaseModel)


class Asked(Protocol):
    """What is needed of a model; :class:`bot.llm.client.Model` is one."""

    name: str
    most: int

    @property
    def window(self) -> int:
        """Tokens that it reads at once."""

    def write(
        self, system: str, user: str, stop: threading.Event | None = None, schema: Schema | None = None
    ) -> Writing:
        """Have it write."""

    def close(self) -> None:
        """End its connections."""


@dataclass(frozen=True)
class Form(Generic[T]):
    """What is to be filled in.

    ``schema``: of its JSON; None: that of the ``kind``. ``wrong``: why a value can't be used, as the model is told.
    """

    kind: type[T]
    schema: Schema | None = None
    wrong: Callable[[T], str | None] = lambda _: None


@dataclass
class Filled(Generic[T]):
    """What came of a form: its value, or None and why. ``usage``: what it cost."""

    value: T | None = None
    usage: Usage = field(default_factory=Usage)
    failure: ModelFailure | None = None
    stopped: bool = False


class Structured:
    """Has a model fill in forms, within its budget.

    Args:
        model: the model.
        prompts: what it is told.
        budget: what it may cost.
    """

    def __init__(self, model: Asked, prompts: Prompts, budget: Budget) -> None:
        self.model, self.prompts, self.budget = model, prompts, budget

    def fill(
        self,
        form: Form[T],
        question: Question,
        messages: tuple[str, str],
        stop: threading.Event | None,
        *,
        answers: bool = False,
    ) -> Filled[T]:
        """Have the model fill in a form, and once more where that fails.

        Args:
            form: the form.
            question: whose budget it is.
            messages: what the system says and what the user says.
            stop: ends the writing when it is set.
            answers: whether what comes of it is counted as an answer or as a fallback.
        """
        filled: Filled[T] = Filled()
        person = question.person or question.chat or ""
        system, user = messages
        try:
            self.budget.check(person)
            repair = self._try(system, user, form, filled, stop)
            if repair is not None:
                self._try(system, f"{user}\n\n{repair}", form, filled, stop)
        except ModelFailure as failure:
            log.warning("the model gave nothing: %s", failure)
            filled.failure = failure
        finally:
            if filled.usage.calls:
                counts = {"answers": filled.value is not None, "fell_back": filled.value is None} if answers else {}
                self.budget.charge(person, Spent(filled.usage.read, filled.usage.written, **counts))
        return filled

    def _try(
        self, system: str, user: str, form: Form[T], filled: Filled[T], stop: threading.Event | None
    ) -> str | None:
        """Have the form filled in once; why that can't be used, with what was written, as the model is told."""
        with self.model.write(system, user, stop, form.schema or form.kind.model_json_schema()) as writing:
            try:
                text = "".join(writing)
            finally:
                filled.usage += writing.usage
        filled.stopped = stop is not None and stop.is_set()
        if filled.stopped:
            return None
        try:
            value = read(form.kind, text)
        except ValueError as error:
            reason: str | None = str(error)
        else:
            reason = form.wrong(value)
            filled.value = value if reason is None else None
        if reason is None:
            return None
        log.info("what the model filled in can't be used: %s", reason)
        return self.prompts.load("repair").fill(written=one_line(text)[:MOST_REPEATED], reason=reason)


def read(kind: type[T], text: str) -> T:
    """The first JSON object in a text that is of a kind; if it is cut off, it counts as far as it goes.

    Raises:
        ValueError: with what is wrong with the text.
    """
    reason = "it holds no JSON object"
    for found in _objects(text):
        try:
            return kind.model_validate(found)
        except ValidationError as error:
            first = error.errors()[0]
            reason = f"{'.'.join(map(str, first['loc'])) or 'the object'}: {first['msg']}"
    raise ValueError(reason)


def _objects(text: str) -> Iterator[object]:
    starts = [found.start() for found in islice(re.finditer(r"\{", text), MOST_TRIED)]
    for at in starts:
        try:
            yield json.JSONDecoder().raw_decode(text, at)[0]
        except (ValueError, RecursionError):
            continue
    for at in starts[:1]:
        try:
            yield from_json(text[at:], allow_partial=True)
        except ValueError:
            return
