"""What a chat says around its answers, in a person's own language; the articles' words stay as they are.

A TOML file a language (``de.toml``) holds replies by the names that they have in :mod:`prompts.replies`, with the same
placeholders; what it doesn't hold is said in English.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TypeVar, cast

from prompts import Plural, PromptError, Reply, replies

LANGUAGES = ("de", "es", "fr", "pt", "ru", "uk")
"""By their codes in ISO 639-1."""

Said = TypeVar("Said", str, Reply, Plural, dict[str, str])


def in_language(said: Said, language: str | None) -> Said:
    """A reply in a language, else in English.

    Args:
        said: one of :mod:`prompts.replies`.
        language: a tag of BCP 47, as Telegram tells it (``pt-br``); None: it isn't known.
    """
    code = (language or "").lower().partition("-")[0]
    if code not in LANGUAGES:
        return said
    name = _names().get(_key(said))
    return cast("Said", load(code).get(name, said)) if name is not None else said


def in_every_language(said: str) -> frozenset[str]:
    """A text as it is said in English and in all others."""
    return frozenset({said, *(in_language(said, each) for each in LANGUAGES)})


@cache
def load(language: str) -> Mapping[str, object]:
    """The replies of a language, by name; ``PromptError`` names what is unknown or has other placeholders."""
    content = (files(__name__) / f"{language}.toml").read_text(encoding="utf-8")
    return {name: _read(f"{language}.toml: {name}", name, said) for name, said in tomllib.loads(content).items()}


def _read(where: str, name: str, said: object) -> object:
    match vars(replies).get(name) if name.isupper() else None, said:
        case str(), str() if not Reply(said, "").names:
            return said
        case Reply() as english, str():
            return Reply(said, " ".join(english.names))
        case Plural() as english, {"one": str(one), "many": str(many)}:
            return Plural(one, many, " ".join(english.many.names - {"n"}))
        case dict() as english, dict() if said.keys() <= english.keys() and all(map(_is_text, said.values())):
            return {**english, **said}
    raise PromptError(f"{where}: there is no such reply, or it is of another kind")


def _is_text(said: object) -> bool:
    return isinstance(said, str) and bool(said)


@cache
def _names() -> dict[str | int, str]:
    """The names of replies, by what they are."""
    return {_key(said): name for name, said in vars(replies).items() if name.isupper()}


def _key(said: object) -> str | int:
    return said if isinstance(said, str) else id(said)
