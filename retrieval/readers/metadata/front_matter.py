"""Front matter at a file's top: YAML between two lines of three hyphens, TOML between two of three plus signs.

Where a parser refuses the block, it is read line by line, as its writer meant it: "title: Budget: what we know" isn't
YAML and leaves no doubt. A line that has no key is counted; the article is read in every case.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from retrieval.readers.decoding.encodings import one_line
from retrieval.readers.metadata.article_metadata import Particulars
from retrieval.readers.metadata.publication_dates import day_told
from retrieval.readers.source import UNREAD_LINE

if TYPE_CHECKING:
    from yaml import Node

_OPENING = re.compile(r"\s*^---[ \t]*\n", re.MULTILINE)
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_TOML = re.compile(r"\s*^\+\+\+[ \t]*\n(?P<block>.{0,50000}?)^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE | re.DOTALL)
_KEY = re.compile(r"""["']?(?P<key>[^\W\d][\w -]{0,40}?)["']?[ \t]*(?P<sign>[:=])(?P<value>[ \t].*|(?<==).*|\Z)""")
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_-]*")
_ITEM = re.compile(r"[ \t]*-(?:[ \t]+(?:name:[ \t]*)?|\Z)(?P<value>.*)")
_INSIDE = re.compile(r"[ \t]|-(?:[ \t]|\Z)|[\])}]|#|\Z")
"""How a line opens that belongs to the key above it, or says nothing."""

# Code points. Real front matter has some hundreds; the parser reads about 100,000 a second.
_LONGEST = 50_000
_MOST_LINES = 200  # of front matter that nothing closes
_DEEPEST, _MOST_VALUES = 5, 100  # of lists in lists, and of values under one key
# What writers of front matter put where they have nothing to say.
_NOTHING = frozenset(("", "none", "null", "n/a", "unknown", "-", "~"))

_KEYS = {
    "title": "title headline",
    "publisher": "publisher outlet source publication site newspaper",
    "author": "author authors byline",
    "published": "published date pubdate publishdate",
    "url": "url link source_url canonical_url original_url",
}
_FIELDS = {key: field for field, keys in _KEYS.items() for key in keys.split()}

_NOTE = re.compile(
    r"""((?:^|[:,\[-])[ ]*)["']?\[\[([^\[\]|"\n]{1,200})(?:\|[^\[\]\n]{0,200})?\]\]["']?(?=[ ]*(?:[,\]]|$))""",
    re.MULTILINE,
)
"""A value that is a link to a note, as note-takers' clippers write it: [[Jane Doe]]."""

_Parse = Callable[[str], "dict[str, list[str]] | None"]
"""From a block to the values under each key; None where it is nothing that the parser reads."""


def split_front_matter(content: str, noted: Counter[str]) -> tuple[Particulars, str] | None:
    """The front matter of ``content`` and, unchanged, all that follows its closing line.

    None when ``content`` doesn't open with front matter: lines of three hyphens with no key between them are rules
    across the page. Where nothing closes the front matter, it ends with its last key.

    Args:
        content: a whole file with line ends as line feeds.
        noted: counts lines and a date that can't be read.
    """
    opening = _OPENING.match(content)
    if opening is None:
        toml = _TOML.match(content)
        return None if toml is None else (_particulars(toml["block"], _toml_values, noted), content[toml.end() :])
    first = opening.end()
    closing = _CLOSING.search(content, first, first + _LONGEST)
    end, rest = (closing.start(), closing.end()) if closing else [_end_of_keys(content, first)] * 2
    block = content[first:end]
    if not any(_is_key(line) for line in block.split("\n")):
        return None
    return _particulars(block, _yaml_values, noted), content[rest:]


def _is_key(line: str) -> bool:
    """Whether a line opens with a key: a known one, or one written as programs do; "Ice: a ferry froze" isn't."""
    match = _KEY.match(line)
    return match is not None and (match["key"].lower() in _FIELDS or _IDENTIFIER.fullmatch(match["key"]) is not None)


def _end_of_keys(content: str, first: int) -> int:
    """Where the lines with keys end that begin at ``first``, and what belongs to them."""
    end = at = first
    for line in islice(content[first : first + _LONGEST].split("\n"), _MOST_LINES):
        if not line.strip() or not (_is_key(line) or _INSIDE.match(line)):
            break
        at += len(line) + 1
        end = at
    return min(end, len(content))


def _particulars(block: str, parse: _Parse, noted: Counter[str]) -> Particulars:
    block = _NOTE.sub(r'\1"\2"', block)
    values = parse(block)
    if values is None:
        values = _by_lines(block, parse, noted)
    found: dict[str, list[str]] = {}
    for key, texts in values.items():
        field = _FIELDS.get(key.strip().lower())
        clean = [text for each in texts if (text := one_line(each)).lower() not in _NOTHING]
        if field == "publisher" and len(clean) == 1 and re.match(r"https?://", clean[0]):
            field = "url"
        if field and clean:
            found.setdefault(field, clean)
    told: dict[str, Any] = {field: ", ".join(texts) for field, texts in found.items() if field != "published"}
    published = day_told(found["published"][0], noted) if "published" in found else None
    return Particulars(**told, published=published)


def _by_lines(block: str, parse: _Parse, noted: Counter[str]) -> dict[str, list[str]]:
    """The values under each key of a block that can't be read as a whole."""
    parts: list[list[str]] = []
    for line in block.split("\n"):
        if _is_key(line):
            parts.append([line])
        elif parts and _INSIDE.match(line):
            parts[-1].append(line)
        elif line.strip() and not line.startswith("#"):
            noted[UNREAD_LINE] += 1
    values: dict[str, list[str]] = {}
    for part in parts:
        read = parse("\n".join(part))
        for key, texts in (read if read and any(read.values()) else _as_written(part)).items():
            values.setdefault(key, texts)
    return values


def _as_written(part: list[str]) -> dict[str, list[str]]:
    """A key with its value as it stands on its line, or with the items below it."""
    match = _KEY.match(part[0])
    if match is None:
        return {}
    value = match["value"].strip()
    items = [item["value"] for line in part[1:] if (item := _ITEM.fullmatch(line))]
    texts = [value] if value.strip("[{|>") else items or [" ".join(line.strip() for line in part[1:])]
    return {match["key"]: [_without_quotes(text.strip()) for text in texts]}


def _without_quotes(text: str) -> str:
    """A value without the quotation marks around it, or the one before it that is never closed."""
    mark = text[:1]
    if mark not in {'"', "'"} or not text.strip(mark):
        return text
    return text[1:-1] if text.endswith(mark) else text[1:] if mark not in text[1:] else text


def _yaml_values(block: str) -> dict[str, list[str]] | None:
    """From the parser's tree, with no YAML types applied.

    YAML's own types would turn a title of ``2024`` into a number and ``no`` into false, and fail on a day that the
    calendar lacks.
    """
    import yaml

    try:
        tree = yaml.compose(block, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return None
    if not isinstance(tree, yaml.MappingNode):
        return None if tree else {}
    values: dict[str, list[str]] = {}
    for key, value in tree.value:
        values.setdefault(str(key.value), list(islice(_texts(value), _MOST_VALUES)))
    return values


def _texts(node: Node, depth: int = 0) -> Iterator[str]:
    """The texts of a scalar or of a list; of a mapping in a list ("- name: Jane Doe") the name."""
    import yaml

    if isinstance(node, yaml.ScalarNode):
        yield str(node.value)
    elif isinstance(node, yaml.SequenceNode) and depth < _DEEPEST:
        for item in node.value[:_MOST_VALUES]:
            if not isinstance(item, yaml.SequenceNode):
                yield from _texts(item, depth + 1)
    elif isinstance(node, yaml.MappingNode):
        for key, item in node.value:
            if key.value == "name" and depth < _DEEPEST:
                yield from islice(_texts(item, depth + 1), 1)


def _toml_values(block: str) -> dict[str, list[str]] | None:
    import tomllib

    try:
        tree = tomllib.loads(block)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    return {
        key: [str(each) for each in (value if isinstance(value, list) else [value]) if not isinstance(each, dict)]
        for key, value in tree.items()
    }
