"""What a person says of who is who, against what the registry would settle: two names are one speaker, or two.

Kept in a file of the home that isn't an index (``speakers.json``), so that it outlasts ingesting again and rebuilding::

    {"one": [["Bob Carr", "Robert J. Carr"]], "two": [["John Wickham", "John Wickham Jr"]]}
"""

from __future__ import annotations

import hashlib
import logging
import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from retrieval.entities.registry import key_of

log = logging.getLogger(__name__)

FILE = "speakers.json"
_LETTERS = 8
"""Hex digits by which two states of the file are told apart."""


class Corrections(BaseModel):
    """Pairs of names as articles write them, the one to be shown first; each pair stands once."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    one: tuple[tuple[str, str], ...] = ()
    two: tuple[tuple[str, str], ...] = ()

    def merged(self, shown: str, other: str) -> Corrections:
        """These, and that two names are one speaker's, who is shown by the first."""
        kept = self._without(shown, other)
        return kept.model_copy(update={"one": (*kept.one, (shown, other))})

    def split(self, name: str, other: str) -> Corrections:
        """These, and that two names are two speakers'."""
        kept = self._without(name, other)
        return kept.model_copy(update={"two": (*kept.two, (name, other))})

    def _without(self, name: str, other: str) -> Corrections:
        pair = {key_of(name), key_of(other)}

        def others(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
            return tuple(each for each in pairs if {key_of(part) for part in each} != pair)

        return Corrections(one=others(self.one), two=others(self.two))


NONE = Corrections()


def read(home: Path) -> Corrections:
    """The corrections of a home; none where the file is missing, or can't be read, which is logged."""
    try:
        return Corrections.model_validate_json((home / FILE).read_bytes())
    except FileNotFoundError:
        return NONE
    except (OSError, ValidationError) as error:
        log.warning("%s can't be read (%s): speakers are told apart without it", home / FILE, type(error).__name__)
        return NONE


def write(home: Path, corrections: Corrections) -> None:
    """Keep the corrections of a home, in one step.

    Raises:
        OSError: the home can't be written to.
    """
    home.mkdir(parents=True, exist_ok=True)
    file = home / f".{FILE}.{os.getpid()}"
    file.write_text(corrections.model_dump_json(indent=1) + "\n", "utf-8")
    file.replace(home / FILE)


def mark(home: Path) -> str:
    """Letters that change with a home's corrections; empty where there are none."""
    held = read(home)
    return "" if held == NONE else hashlib.sha256(held.model_dump_json().encode()).hexdigest()[:_LETTERS]
