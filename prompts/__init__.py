"""Texts for people and models, as files, loaded by name.

A file opens with a comment (``<!-- version N: what it is for; placeholders: a, b -->``) and names its placeholders
``$like_this``. A placeholder that the comment doesn't declare, or a declared one that the text lacks, fails at load.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from string import Template

_HEAD = re.compile(
    r"\A<!-- version (?P<version>\d+): (?P<purpose>[^;]+); placeholders: (?P<names>none|[a-z_]+(?:, [a-z_]+)*) -->\n"
)


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
        missing, unknown = self.placeholders - values.keys(), values.keys() - self.placeholders
        if missing or unknown:
            raise PromptError(_wrong(self.name, missing, unknown))
        return Template(self.text).substitute({name: str(value) for name, value in values.items()})


def load(name: str) -> Prompt:
    """The prompt of this name."""
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
    if declared != used:
        raise PromptError(_wrong(name, declared - used, used - declared))
    return Prompt(name, int(head["version"]), text, declared)


def _wrong(name: str, missing: frozenset[str] | set[str], unknown: frozenset[str] | set[str]) -> str:
    parts = [f"missing {', '.join(sorted(missing))}"] if missing else []
    parts += [f"unknown {', '.join(sorted(unknown))}"] if unknown else []
    return f"prompt {name!r}: {'; '.join(parts)}"
