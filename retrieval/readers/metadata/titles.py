"""A title for an article that comes without one: its headline, or its first sentence, shortened.

No language model here: importing one costs more than reading all articles.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from retrieval.lang.paragraphs import paragraphs
from retrieval.lang.sentence_ends import ends, is_abbreviation
from retrieval.readers.decoding.encodings import one_line
from retrieval.readers.metadata.bylines import byline, name_above_outlet
from retrieval.readers.metadata.credits import credit_length, without_dateline
from retrieval.readers.metadata.publication_dates import published_in

LONGEST = 100  # code points of a title made from a sentence, the ellipsis included
_LONGEST_HEADLINE = 150
_WRAPPED_AT = 100  # lines of text that an editor broke are at most this long; paragraphs of one line are longer
_LOOKED_AT = 4_000  # code points at the start of a text in which its title is sought

_BESIDE_NAME = re.compile(r"(?:\.[a-z]{2,3}(?:-\w{2,4})?)+\Z|\s*\[[\w-]{11}\]")  # a language, a video's id
_BETWEEN_WORDS = re.compile(r"[_.+]+|(?<![0-9])-|-(?![0-9])")

_LINK = re.compile(r"\[([^\]\n]{1,200})\]\(https?://[^)\n]{1,600}\)")  # as apps that save articles write their titles
_SENTENCE_MARKS = ".!?…:;"
_CLOSING = "\"”’'»)]*_ "


def title_of(text: str) -> str:
    """The title for ``text``: its headline whole, or its first sentence in at most 100 code points.

    Lines that say who published the article, who wrote it or when are passed over, and so is a dateline.

    Args:
        text: an article's text with something printable in it.
    """
    rest = _after_preamble(text[:_LOOKED_AT].lstrip())
    if not one_line(rest):
        rest = text[:_LOOKED_AT]
    heading = _headline(rest)
    if heading is not None:
        return heading
    for start, end in paragraphs(rest):
        title = shorten(first_sentence(without_dateline(rest[start:end])))
        if title:
            return title
    return shorten(text)


def title_in_name(name: str) -> str | None:
    """A title for a file that tells none and whose first words are no headline, from its name; None where that isn't
    words: "council-meeting_2025-03-04.en.vtt" is "Council meeting 2025-03-04".
    """
    stem = _BESIDE_NAME.sub("", PurePath(name).stem)
    words = _BETWEEN_WORDS.sub(" ", stem).split()
    title = " ".join(words)
    return title[0].upper() + title[1:] if sum(word.isalpha() and len(word) > 1 for word in words) > 1 else None


def without_outlet_behind(title: str, publisher: str | None) -> str:
    """A title without the outlet's own name behind it, as news APIs write it: "Ice at sea - The Harbour News"."""
    if not publisher:
        return title
    return re.sub(rf"(?<=\S)\s+[|–—-]\s+(?:The )?{re.escape(publisher.removeprefix('The '))}\Z", "", title, flags=re.I)


def after_preamble(text: str) -> int:
    """The offset of the first line, or sentence, that isn't a credit, a byline, a date or a rule; 0 when all are."""
    head = text[:_LOOKED_AT]
    return max(0, head.find(_after_preamble(head.lstrip())[:_WRAPPED_AT]))


def first_sentence(paragraph: str) -> str:
    """The first sentence of a paragraph, or all of it. An abbreviation ("U.S.", "Sen.") ends no sentence."""
    return paragraph[: next(ends(paragraph), len(paragraph))]


def shorten(sentence: str) -> str:
    """``sentence`` on one line, without its full stop, cut at a word's end with an ellipsis if it's long."""
    line = one_line(sentence)
    last_word = line[:-1].rpartition(" ")[2].lstrip('([“‘—–/"')
    if len(line) > 1 and line.endswith(".") and not line.endswith("..") and not is_abbreviation(last_word):
        line = line[:-1]
    if len(line) <= LONGEST:
        return line
    cut = line[:LONGEST]
    # Half of the length: one endless word at the end (an address) is cut inside rather than left out.
    end = cut.rfind(" ", LONGEST // 2)
    return cut[: end if end > 0 else LONGEST - 1].rstrip(' ,;:–—-([“"‘') + "…"


def _after_preamble(text: str) -> str:
    """``text`` from its first line, or first sentence, that isn't a credit, a byline, a date or a rule."""
    if name_above_outlet([line for line in text.split("\n", 4) if line.strip()]) is not None:
        text = text.partition("\n")[2].lstrip().partition("\n")[2].lstrip()
    while text:
        line, _, rest = text.partition("\n")
        stripped = line.strip()
        length = credit_length(stripped)
        if length:
            text = (stripped[length:] + "\n" + rest).lstrip()
        elif not any(map(str.isalnum, stripped)) or byline(stripped) is not None or _tells_day(stripped):
            text = rest.lstrip()
        else:
            return text
    return text


def _tells_day(line: str) -> bool:
    """Whether a line is there to tell the day of publication, and isn't a dateline before a sentence."""
    return published_in([line]) is not None and without_dateline(line) == line


def _headline(text: str) -> str | None:
    line, _, rest = text.partition("\n")
    heading = _LINK.sub(r"\1", one_line(line))
    marked = re.match(r"#{1,6} +(.+?)[ #]*\Z", heading)
    if marked is not None:
        return shorten(marked[1]) if len(marked[1]) > _LONGEST_HEADLINE else marked[1]
    if not heading or len(heading) > _LONGEST_HEADLINE or not rest.strip():
        return None
    if heading.rstrip(_CLOSING).endswith(tuple(_SENTENCE_MARKS)):
        return None
    followed_by_blank = not rest.partition("\n")[0].strip()
    return heading.strip("*_ ") if followed_by_blank or not _is_wrapped(text) else None


def _is_wrapped(text: str) -> bool:
    """Whether the lines up to the first blank one are one paragraph that an editor broke."""
    block = re.split(r"\n[^\S\n]*\n", text, maxsplit=1)[0].split("\n")
    return max(len(line) for line in block) <= _WRAPPED_AT
