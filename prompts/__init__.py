"""Texts for people and models, as files, loaded by name; a person's own folder replaces single ones.

A file opens with a comment (``<!-- version N: what it is for; placeholders: a, b -->``) and names its placeholders
``$like_this``. A placeholder that the comment doesn't declare, or that the text lacks, fails at load.
A prompt for a model may hold a line ``<!-- user -->``: what stands above it is the system's message, below it the
user's.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Formatter, Template

_HEAD = re.compile(
    r"\A<!-- version (?P<version>\d+): (?P<purpose>[^;]+); placeholders: (?P<names>none|[a-z_]+(?:, [a-z_]+)*) -->\n"
)


_USER = "\n<!-- user -->\n"


class PromptError(ValueError):
    """A prompt file is missing or its placeholders are wrong; names the file and all of them."""


@dataclass(frozen=True)
class Prompt:
    """One prompt: its text, its version, and the placeholders that it takes."""

    name: str
    version: int
    text: str
    placeholders: frozenset[str]

    def fill(self, **values: object) -> str:
        """The text with each placeholder's value; ``PromptError`` names what is missing or unknown."""
        require_same(f"prompt {self.name!r}", self.placeholders, values.keys())
        return Template(self.text).substitute({name: str(value) for name, value in values.items()})

    def messages(self, **values: object) -> tuple[str, str]:
        """What the system says and what the user says, filled in; no value can move the line between them."""
        system, line, user = self.text.partition(_USER)
        if not line:
            return "", self.fill(**values)
        filled = {name: str(value) for name, value in values.items()}
        self.fill(**values)
        return Template(system).substitute(filled).strip(), Template(user).substitute(filled).strip()


class Prompts:
    """The prompts of the package, and those of a person's own folder in their place.

    Args:
        folder: files named like the package's (``answer.md``), each with the same placeholders; None: no such folder.

    Raises:
        PromptError: the folder isn't there, or a file in it replaces nothing or is wrong.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._own: dict[str, Prompt] = {}
        if folder is None:
            return
        try:
            found = {file.stem: file.read_text(encoding="utf-8-sig") for file in sorted(folder.glob("*.md"))}
            if not folder.is_dir():
                raise NotADirectoryError(20, "there is no such folder")
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "a file in it isn't UTF-8"
            raise PromptError(f"{folder} can't be read ({why})") from error
        for name, content in found.items():
            own, replaced = parse(name, content), load(name)
            require_same(f"prompt {name!r}", replaced.placeholders, own.placeholders)
            self._own[name] = own

    def load(self, name: str) -> Prompt:
        """The prompt of this name: the person's own, else the package's."""
        return self._own.get(name) or load(name)


def load(name: str) -> Prompt:
    """The package's prompt of this name."""
    file = files(__name__) / f"{name}.md"
    if not re.fullmatch(r"[a-z_]+", name) or not file.is_file():
        known = sorted(found.name[:-3] for found in files(__name__).iterdir() if found.name.endswith(".md"))
        raise PromptError(f"there is no prompt {name!r}; known: {', '.join(known)}")
    return parse(name, file.read_text(encoding="utf-8"))


def parse(name: str, content: str) -> Prompt:
    """The prompt in a file's content."""
    head = _HEAD.match(content)
    if head is None:
        raise PromptError(f"prompt {name!r}, line 1: expected <!-- version N: purpose; placeholders: none|a, b -->")
    text = content[head.end() :].strip()
    template = Template(text)
    if not template.is_valid():
        raise PromptError(f"prompt {name!r}: a $ is neither a placeholder nor written $$")
    declared = frozenset() if head["names"] == "none" else frozenset(head["names"].split(", "))
    used = frozenset(template.get_identifiers())
    require_same(f"prompt {name!r}", declared, used)
    return Prompt(name, int(head["version"]), text, declared)


def require_same(what: str, declared: Set[str], given: Set[str]) -> None:
    """Raise ``PromptError`` unless a text's declared placeholders are those given; it names all that differ."""
    missing, unknown = sorted(declared - given), sorted(given - declared)
    if missing or unknown:
        parts = [f"missing {', '.join(missing)}"] if missing else []
        parts += [f"unknown {', '.join(unknown)}"] if unknown else []
        raise PromptError(f"{what}: {'; '.join(parts)}")


class Reply:
    """A text with named placeholders, each ``{name}`` or ``{name:format}`` as in ``str.format``.

    Args:
        template: the text.
        names: its placeholders, with blanks between.

    Raises:
        PromptError: a placeholder isn't declared, or a declared one isn't there.
    """

    def __init__(self, template: str, names: str) -> None:
        self.template, self.names = template, _fields(template)
        require_same(template, frozenset(names.split()), self.names)

    def format(self, **values: object) -> str:
        """The text with each placeholder's value; ``PromptError`` names what is missing or unknown."""
        require_same(self.template, self.names, values.keys())
        return self.template.format(**values)


class Plural:
    """A text for one of something and a text for any other number, with the same placeholders and at will ``{n}``."""

    def __init__(self, one: str, many: str, names: str = "") -> None:
        self.one, self.many = (Reply(text, f"{names} n" if "n" in _fields(text) else names) for text in (one, many))

    def of(self, n: int, **values: object) -> str:
        """The text for ``n``, with each placeholder's value."""
        form = self.one if n == 1 else self.many
        return form.format(**values, **({"n": n} if "n" in form.names else {}))


def _fields(template: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)
