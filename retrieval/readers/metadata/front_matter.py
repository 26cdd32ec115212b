"""Front matter at a file's top: YAML between two lines of three hyphens, TOML between two of three plus signs."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from retrieval.errors import BadFrontMatter
from retrieval.readers.decoding.encodings import one_line
from retrieval.readers.metadata.article_metadata import Particulars
from retrieval.readers.metadata.publication_dates import day_of
from retrieval.readers.source import UNREAD_DATE

if TYPE_CHECKING:
    from yaml import Node

_OPENING = re.compile(r"\s*^---[ \t]*\n", re.MULTILINE)
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_TOML = re.compile(r"\s*^\+\+\+[ \t]*\n(?P<block>.{0,50000}?)^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE | re.DOTALL)
_TOML_LINE = re.compile(r" \(at line ([0-9]+), column [0-9]+\)")
_KEY = re.compile(r"[^\W\d][\w -]{0,40}:(?:[ \t]|$)", re.MULTILINE)
# Code points. Real front matter has some hundreds; the parser reads about 100,000 a second.
_LONGEST = 50_000
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


def split_front_matter(content: str, shown: str, noted: Counter[str]) -> tuple[Particulars, str] | None:
    """The front matter of ``content`` and, unchanged, all that follows its closing line.

    None when ``content`` doesn't open with front matter: a first line of three hyphens with a blank line and
    no ``key:`` after it is a rule across the page.

    Args:
        content: a whole file with line ends as line feeds.
        shown: the file's name for messages.
        noted: counts a date that can't be read: it costs the date, not the article.

    Raises:
        BadFrontMatter: it isn't closed, isn't YAML, or isn't made of ``key: value`` lines.
    """
    opening = _OPENING.match(content)
    if opening is None:
        toml = _TOML.match(content)
        if toml is None:
            return None
        before = content.count("\n", 0, toml.start("block"))
        return _particulars(_toml_values(toml["block"], shown, before), noted), content[toml.end() :]
    first = opening.end()
    following = content[first:].lstrip("\n") if content.startswith("\n", first) else None
    if following is not None and _KEY.match(following) is None:
        return None
    line = content.count("\n", 0, first)
    closing = _CLOSING.search(content, first, first + _LONGEST)
    if closing is None:
        message = "the front matter has no closing line"
        mend = "End it with a line of three hyphens (---), or take out the first line."
        raise BadFrontMatter(shown, message, mend, line=line)
    values = _values(content[first : closing.start()], shown, line + 1)
    return _particulars(values, noted), content[closing.end() :]


def _values(block: str, shown: str, first_line: int) -> dict[str, tuple[list[str], int]]:
    """For each field its values and its line, from the parser's tree, with no YAML types applied.

    YAML's own types would turn a title of ``2024`` into a number, ``no`` into false, and fail on a day that
    the calendar lacks before its line can be told.
    """
    import yaml

    try:
        tree = yaml.compose(block, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context or "it is no YAML"
        mend = "Write each value after its key and a colon, in double quotation marks if it holds a colon."
        if error.context_mark is not None and mark is not None and mark.index >= len(block.rstrip()):
            # The parser ran on to the end; what it was looking for is missing where it began.
            mark, problem = error.context_mark, "a bracket or a quotation mark is never closed"
            mend = "Close it on its own line."
        line = first_line + (mark.line if mark else 0)
        raise BadFrontMatter(shown, f"the front matter can't be read ({problem})", mend, line=line) from None
    except (yaml.YAMLError, RecursionError) as error:
        reason = "too deeply nested" if isinstance(error, RecursionError) else "it holds special characters"
        message = f"the front matter can't be read ({reason})"
        raise BadFrontMatter(shown, message, "Take those out.", line=first_line) from None
    if tree is None:
        return {}
    if not isinstance(tree, yaml.MappingNode):
        message = "the front matter isn't made of keys and values"
        raise BadFrontMatter(shown, message, "Write lines like `title: …`.", line=first_line)
    values: dict[str, tuple[list[str], int]] = {}
    for key, value in tree.value:
        field = _FIELDS.get(str(key.value).strip().lower())
        texts = _texts(value) if field else []
        if field == "publisher" and len(texts) == 1 and re.match(r"https?://", texts[0]):
            field = "url"
        if field and texts and field not in values:
            values[field] = (texts, first_line + key.start_mark.line)
    return values


def _toml_values(block: str, shown: str, before: int) -> dict[str, tuple[list[str], int]]:
    """For each field its values and its line; ``before`` is how many lines stand above the block."""
    import tomllib

    try:
        tree = tomllib.loads(block)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = _TOML_LINE.search(str(error))
        line = before + (int(at[1]) if at else 1)
        message = f"the front matter can't be read ({_TOML_LINE.sub('', str(error))[:100]})"
        raise BadFrontMatter(shown, message, 'Write lines like `title = "…"`.', line=line) from None
    values: dict[str, tuple[list[str], int]] = {}
    for key, value in tree.items():
        field = _FIELDS.get(key.strip().lower())
        written = [str(each) for each in (value if isinstance(value, list) else [value]) if not isinstance(each, dict)]
        texts = [clean for each in written if (clean := one_line(each)).lower() not in _NOTHING]
        if field and texts and field not in values:
            found = re.search(rf"^\s*[\"']?{re.escape(key)}\b", block, re.MULTILINE)
            values[field] = (texts, before + 1 + block.count("\n", 0, found.end() if found else 0))
    return values


def _texts(node: Node) -> list[str]:
    """The texts of a scalar or of a list; of a mapping in a list ("- name: Jane Doe") the name."""
    import yaml

    if isinstance(node, yaml.ScalarNode):
        clean = one_line(str(node.value))
        return [] if clean.lower() in _NOTHING else [clean]
    if isinstance(node, yaml.SequenceNode):
        return [text for item in node.value if not isinstance(item, yaml.SequenceNode) for text in _texts(item)]
    if isinstance(node, yaml.MappingNode):
        return [text for key, item in node.value if key.value == "name" for text in _texts(item)[:1]]
    return []


def _particulars(values: dict[str, tuple[list[str], int]], noted: Counter[str]) -> Particulars:
    def joined(field: str) -> str | None:
        return ", ".join(values[field][0]) if field in values else None

    published = None
    if "published" in values:
        published = day_of(values["published"][0][0])
        if published is None:
            noted[UNREAD_DATE] += 1
    return Particulars(joined("title"), joined("publisher"), joined("author"), published, joined("url"))
