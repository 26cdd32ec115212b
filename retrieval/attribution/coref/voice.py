"""A speaker at one place of an article."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker at one place: ``name`` (None: not certain) and the tokens of the mention."""

    name: str | None
    first: int
    last: int
    person: bool
    gender: str | None = None
    pronoun: bool = False
