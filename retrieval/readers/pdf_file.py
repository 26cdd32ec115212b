"""One PDF to one article, by pypdf: pure Python, no rendering, nothing in the file is run.

A PDF knows lines, not paragraphs: these are put together again. What can't be read that way (scans) is refused.
"""

from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Iterator

from retrieval.errors import ArticleTooLarge, BadArticleData, EmptyArticle
from retrieval.lang.en.function_words import SMALL_IN_TITLES
from retrieval.lang.en.phrases.page_phrases import COMPOUND_STARTS, PREFIXES
from retrieval.lang.sentence_ends import ends_a_sentence
from retrieval.lang.word_meaning import is_known_word
from retrieval.readers.boilerplate import without_boilerplate
from retrieval.readers.metadata.article_metadata import Particulars, article_of
from retrieval.readers.metadata.plain_head import particulars_above
from retrieval.readers.pdf_layout import UncertainColumns, lines_of_page
from retrieval.readers.source import Found, Source

_MOST_PAGES = 200
_MOST_SECONDS = 60.0
"""A page may be made to take hours."""

_SHORT = 0.8  # of the widest lines: a line that ends a sentence before that ends a paragraph
_FULL = 0.95  # the same: a line that was filled, the first word of the next counted
_PAGE_NUMBER = re.compile(r"(?:page )?\d{1,4}(?: ?(?:/|of) ?\d{1,4})?|[-–—] ?\d{1,4} ?[-–—]", re.IGNORECASE)
_NUMBERED = re.compile(r"(\d{1,4}) ?[|•·].+|.+[|•·] ?(\d{1,4})")  # "8 | BAY POST"
_FEWEST_PAGES = 2  # with the same line at an edge make a head or foot of it
_PRINTED = 0.3  # of the pages: heads of left and right pages differ
_HEADING, _HEADING_LINES = 60, 3  # code points, lines
_NO_END = frozenset(SMALL_IN_TITLES) - {"up", "over"}
# A font's ligatures are how letters are drawn, and no letters: who seeks "first" must find "ﬁrst".
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_LONGEST_WORD = 60  # code points at a line's end
_WORDS = frozenset("AIO")  # letters that are words
_NO_GLYPH = re.compile(r"(?<!\S)\ufffd(?!\S)[ ]?")  # a bullet or an icon of a font that has no letters
_UNTITLED = re.compile(r"untitled|microsoft word|.*\.(?:docx?|indd|pdf|qxd|tmp)|\W*", re.IGNORECASE)


def pdf_articles(data: bytes, source: Source) -> Iterator[Found]:
    """The one article in a PDF with text in it.

    Raises:
        BadArticleData: it is broken, or needs a password.
        ArticleTooLarge: it has more pages than an article has.
        EmptyArticle: it holds pictures of text only.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    shown = source.shown
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a file, our errors say
    mend = "Save the article's text as .txt, or the page that it came from as HTML."
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise BadArticleData(shown, "the PDF needs a password", "Save it without one.")
        if len(reader.pages) > _MOST_PAGES:
            message = f"the PDF has {len(reader.pages)} pages, and {_MOST_PAGES} is the most"
            raise ArticleTooLarge(shown, message, "Split it into its articles.")
        pages, until = [], time.monotonic() + _MOST_SECONDS
        for page in reader.pages:
            pages.append([line.translate(_LIGATURES) for line in lines_of_page(page)])
            if time.monotonic() > until:
                raise BadArticleData(shown, f"reading the PDF takes more than {_MOST_SECONDS:.0f} seconds", mend)
        title = str(reader.metadata.title or "").strip() if reader.metadata else ""
    except UncertainColumns as error:
        raise BadArticleData(shown, "which column a line of the PDF belongs to can't be told", mend) from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, NotImplementedError) as error:
        raise BadArticleData(shown, f"the PDF can't be read ({type(error).__name__})", mend) from error
    text = without_boilerplate("\n\n".join(_paragraphs(pages)))
    if not text:
        message = "the PDF holds no text, only pictures of it"
        raise EmptyArticle(shown, message, "Take the article as text, or run text recognition (OCR) over it first.")
    text = _NO_GLYPH.sub("", text)
    told = Particulars(title=None if _UNTITLED.fullmatch(title) else title)
    told, text = particulars_above(text, told, source.noted)
    yield article_of(text, told, shown, noted=source.noted)


def _paragraphs(pages: list[list[str]]) -> list[str]:
    """The lines of all pages put together, without what each page repeats at its top and bottom."""
    cleaned = [_without_blank_edges([line.strip() for line in page]) for page in pages]
    outer = [_outer(page) for page in cleaned]
    edges = Counter(key for page in outer for key in {_edge(line) for line in page.values()})
    repeated = {
        key
        for key, count in edges.items()
        if count >= _FEWEST_PAGES and count > len(pages) * (_PRINTED if _is_printed(key) else 1 / 2)
    }
    numbers = Counter(
        offset for at, page in enumerate(outer) for offset in {_offset(line, at) for line in page.values()}
    )

    def is_text(line: str, at: int) -> bool:
        offset = _offset(line, at)
        return not (
            _PAGE_NUMBER.fullmatch(line)
            or (offset is not None and numbers[offset] >= _FEWEST_PAGES)
            # A title on the first page that heads the others stays there.
            or (_edge(line) in repeated and (at > 0 or len(pages) > _FEWEST_PAGES or _is_printed(line)))
        )

    lines: list[str] = []
    for at, page in enumerate(cleaned):
        kept = [line for n, line in enumerate(page) if n not in outer[at] or is_text(line, at)]
        lines += _without_blank_edges(kept)
    widest = sorted(map(len, lines))[int(len(lines) * 0.9)] if lines else 0
    written = _Written(" ".join(lines))
    found: list[str] = []
    piece: list[str] = []  # of the paragraph that is put together: a document may be one
    for number, line in enumerate(lines):
        following = next(filter(None, lines[number + 1 : number + 4]), "")
        if not line:
            is_short = number > 0 and len(lines[number - 1]) < _SHORT * widest
            if piece and (_is_finished(piece[-1]) or (is_short and not following[:1].islower())):
                found.append("".join(piece))
                piece = []
            continue
        _join(piece, line, written)
        is_last = len(line) < _SHORT * widest and _is_finished(line)
        most = _SHORT * widest
        if not found and following:  # the headline: it ends where the next word would have had room
            most = max(most, _FULL * widest - len(following.split()[0]))
        is_one = (
            len(piece) <= _HEADING_LINES and all(map(_goes_on, piece[:-1])) and not _goes_on(line)
        )  # "Board keeps the|Low Island ferry"
        is_heading = is_one and len(line) < min(_HEADING, most) and _begins(following)
        if is_last or is_heading:
            found.append("".join(piece))
            piece = []
    return [*found, "".join(piece)] if piece else found


def _without_blank_edges(page: list[str]) -> list[str]:
    filled = [number for number, line in enumerate(page) if line]
    return page[filled[0] : filled[-1] + 1] if filled else []


def _outer(page: list[str]) -> dict[int, str]:
    """The lines of a page among which printed heads and feet stand: the first two and the last two."""
    filled = [number for number, line in enumerate(page) if line]
    return {number: page[number] for number in (*filled[:2], *filled[-2:])}


def _edge(line: str) -> str:
    """What a printed head or foot has in common on all pages: all but its numbers."""
    return " ".join(re.sub(r"[0-9]+", "#", line).split())


def _offset(line: str, page: int) -> int | None:
    """By how much the number in a printed head or foot is more than the page's; None where there is none."""
    match = _NUMBERED.fullmatch(line)
    return int(match[1] or match[2]) - page if match else None


def _is_printed(line: str) -> bool:
    """Whether a line looks like a printed head or foot: with a number, a sign of copyright, or all in capitals."""
    return bool(re.search(r"[0-9#©]", line)) or line.isupper()


def _begins(line: str) -> bool:
    return line[:1].isupper() or line[:1].isdigit()


def _goes_on(line: str) -> bool:
    """Whether a line ends with a word that no heading ends with."""
    return line.rpartition(" ")[2] in _NO_END


def _is_finished(line: str) -> bool:
    return line[-1] == ":" or ends_a_sentence(line, 0, len(line))


class _Written:
    """How a document writes words elsewhere."""

    def __init__(self, text: str) -> None:
        self.hyphened = {each[1] for each in re.finditer(r"\b(?=(\w{1,40}-\w{1,40}))", text)}
        self.words = {each.strip(".,;:") for each in text.lower().split()}


def _join(piece: list[str], line: str, written: _Written) -> None:
    """Put ``line`` behind a paragraph's lines; a word that was broken between them is one again."""
    if not piece:
        piece.append(line)
        return
    before = piece[-1]
    broken = re.search(r"(\w{1,40})[-\u00ad]\Z", before[-_LONGEST_WORD:])
    rest = re.match(r"[a-zß-ÿ]\w*", line)
    if _is_drop_cap(before, line, written) or (broken is not None and before[-1] == "-" and line[0].isupper()):
        piece.append(line)  # "Anglo-|Saxon"
    elif broken is None or rest is None:
        piece.append(f" {line}")
    else:
        if before[-1] != "-" or not _keeps_hyphen(before[-_LONGEST_WORD:], line, broken[1], rest[0], written):
            piece[-1] = before[:-1]
        piece.append(line)


def _keeps_hyphen(before: str, line: str, start: str, end: str, written: _Written) -> bool:
    """Whether a word that ends a line with a hyphen has one in other places, too: "post-|war", "24-year-|old"."""
    if f"{start}-{end}" in written.hyphened:
        return True
    small, rest = start.lower(), end.lower()
    if small + rest in written.words or is_known_word(small + rest):
        return False
    if small in COMPOUND_STARTS or small.isdigit():
        return True
    is_joined = before[: -len(start) - 1].endswith("-") or line[len(end) :].startswith("-")
    return is_known_word(rest) and (small in PREFIXES or (is_joined and is_known_word(small)))


def _is_drop_cap(before: str, line: str, written: _Written) -> bool:
    """Whether a paragraph begins with a letter that was set large: "T|he pier"; "A" and "I" may be words."""
    if len(before) > 1 or not before.isupper() or not line[0].islower():
        return False
    word = f"{before}{line.split()[0]}".strip(".,;:")
    return before not in _WORDS or word.lower() in written.words
