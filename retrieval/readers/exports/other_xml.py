"""XML of no kind that is known: its paragraphs, and what its elements and attributes tell by their usual names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from retrieval.lang.paragraph_kinds import told_kinds
from retrieval.model import Article, ParagraphKind
from retrieval.readers.boilerplate import without_boilerplate
from retrieval.readers.decoding.encodings import one_line
from retrieval.readers.metadata.article_metadata import Particulars, article_of
from retrieval.readers.metadata.field_names import field_named
from retrieval.readers.metadata.publication_dates import day_in
from retrieval.readers.source import Source

_PARAGRAPHS = ("p", "para", "paragraph")
_BESIDE = frozenset("comments comment caption figure media note aside footer nav".split())
_SPEAKERS = ("speakername", "speaker", "who", "by")  # of a speech in a parliament's report
_DAYS = ("when", "date", "published")
_FEWEST_WORDS = 8  # of a paragraph that is one of an article
_ADDRESS = re.compile(r"https?://")
_LONGEST = 300  # code points of what an element tells


def other_article(data: bytes, source: Source) -> Article | None:
    """The article in XML whose paragraphs are called ``p``; None where there is none. No entity is expanded."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(data, parser)
    if root is None:
        return None
    elements = [each for each in root.iter() if isinstance(each.tag, str)]
    found = [each for each in elements if _name(each) in _PARAGRAPHS and not _is_beside(each)]
    lines = [line for each in found if (line := one_line("".join(each.itertext())))]
    if not any(len(line.split()) >= _FEWEST_WORDS for line in lines):
        return None
    told = dict[str, str]()
    for field, value in _fields(elements, set(found)):
        told.setdefault(field, value)
    turns = list(_turns(found))
    text = without_boilerplate("\n\n".join(turns or lines))
    url = told.get("url")
    particulars = Particulars(
        title=told.get("title"),
        publisher=told.get("publisher"),
        author=told.get("author"),
        published=day_in(told.get("published", "")),
        url=url if url and _ADDRESS.match(url) else None,
    )
    article = article_of(text, particulars, source.shown, noted=source.noted)
    return article.model_copy(
        update={"kinds": told_kinds(article.text, dict.fromkeys(turns, ParagraphKind.TURN))} if turns else {}
    )


def _fields(elements: list[Any], paragraphs: set[Any]) -> Iterator[tuple[str, str]]:
    """What elements and attributes tell; of a text that was printed elsewhere (TEI) that place comes first."""
    origin = [within for each in elements if _name(each) == "sourceDesc" for within in each.iter("{*}*")]
    for element in origin:
        value = one_line("".join(element.itertext()))
        if _name(element) == "title" and element.get("level") == "j" and value:
            yield "publisher", value
        if _name(element) == "date":
            yield "published", element.get("when") or value
    for element in elements:
        if element in paragraphs or _is_beside(element):
            continue
        for key, value in element.attrib.items():
            field = "published" if key in _DAYS else field_named(key)
            if field not in {None, "text", "id"} and 0 < len(value) <= _LONGEST:
                yield "url" if _ADDRESS.match(value) else str(field), one_line(value)
        name = _name(element)
        value = one_line("".join(element.itertext())) if len(element) == 0 else ""
        field = "title" if name.endswith(("head", "heading")) else field_named(name)
        if value and field not in {None, "text", "id"} and len(value) <= _LONGEST:
            yield str(field), value


def _turns(paragraphs: Iterable[Any]) -> Iterator[str]:
    """Each paragraph of a speech, the first with who speaks; nothing where no element tells a speaker."""
    last: Any = None
    for paragraph in paragraphs:
        speech = next((each for each in paragraph.iterancestors() if any(map(each.get, _SPEAKERS))), None)
        line = one_line("".join(paragraph.itertext()))
        if speech is not None and line:
            name = next(filter(None, map(speech.get, _SPEAKERS)))
            yield line if speech is last else f"{name}: {line}"
            last = speech


def _is_beside(element: Any) -> bool:
    return _name(element) in _BESIDE or any(_name(each) in _BESIDE for each in element.iterancestors())


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
