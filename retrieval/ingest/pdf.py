"""One PDF to one article, by pypdf: pure Python, no rendering, nothing in the file is run.

A PDF knows lines, not paragraphs: these are put together again. What can't be read that way (scans) is refused.
"""

from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter

from retrieval.errors import ArticleTooLarge, BadArticleData, EmptyArticle
from retrieval.ingest.boilerplate import without_boilerplate
from retrieval.ingest.particulars import Particulars, article_of
from retrieval.model import Article

_MOST_PAGES = 200
_MOST_SECONDS = 60.0
"""A page may be made to take hours."""

_SHORT = 0.8  # of the widest lines: a line that ends a sentence before that ends a paragraph
_ENDS_A_SENTENCE = re.compile(r"[.!?…:][\"'”’»)\]]*\Z")
_PAGE_NUMBER = re.compile(r"(?:page )?\d{1,4}(?: ?(?:/|of) ?\d{1,4})?|[-–—] ?\d{1,4} ?[-–—]", re.IGNORECASE)
_HEADING = 60  # code points
# A font's ligatures are how letters are drawn, and no letters: who seeks "first" must find "ﬁrst".
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_UNTITLED = re.compile(r"untitled|microsoft word|.*\.(?:docx?|indd|pdf|qxd|tmp)|\W*", re.IGNORECASE)


def pdf_article(data: bytes, shown: str) -> Article:
    """The article in a PDF with text in it.

    Raises:
        BadArticleData: it is broken, or needs a password.
        ArticleTooLarge: it has more pages than an article has.
        EmptyArticle: it holds pictures of text only.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

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
            pages.append((page.extract_text() or "").translate(_LIGATURES))
            if time.monotonic() > until:
                raise BadArticleData(shown, f"reading the PDF takes more than {_MOST_SECONDS:.0f} seconds", mend)
        title = str(reader.metadata.title or "").strip() if reader.metadata else ""
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, NotImplementedError) as error:
        raise BadArticleData(shown, f"the PDF can't be read ({type(error).__name__})", mend) from error
    text = without_boilerplate("\n\n".join(_paragraphs([page.split("\n") for page in pages])))
    if not text:
        message = "the PDF holds no text, only pictures of it"
        raise EmptyArticle(shown, message, "Take the article as text, or run text recognition over it first.")
    return article_of(text, Particulars(title=None if _UNTITLED.fullmatch(title) else title), shown)


def _paragraphs(pages: list[list[str]]) -> list[str]:
    """The lines of all pages put together, without what each page repeats at its top and bottom."""
    cleaned = [[line.strip() for line in page] for page in pages]
    edges = Counter(line for page in cleaned for line in {*page[:2], *page[-2:]} if line)
    repeated = {line for line, count in edges.items() if count > 2 and count > len(pages) / 2}
    lines = [
        line
        for page in cleaned
        for number, line in enumerate(page)
        if not (number in {0, 1, len(page) - 2, len(page) - 1} and (line in repeated or _PAGE_NUMBER.fullmatch(line)))
    ]
    widest = sorted(map(len, lines))[int(len(lines) * 0.9)] if lines else 0
    whole = " ".join(lines)
    found: list[str] = []
    piece = ""
    for number, line in enumerate(lines):
        if not line:
            if piece and _ENDS_A_SENTENCE.search(piece):
                found.append(piece)
                piece = ""
            continue
        piece = _joined(piece, line, whole)
        following = lines[number + 1] if number + 1 < len(lines) else ""
        is_last = len(line) < _SHORT * widest and _ENDS_A_SENTENCE.search(line)
        is_heading = piece == line and len(line) < min(_HEADING, _SHORT * widest) and following[:1].isupper()
        if is_last or is_heading:
            found.append(piece)
            piece = ""
    return [*found, piece] if piece else found


def _joined(piece: str, line: str, whole: str) -> str:
    """``line`` after ``piece``; a word that was broken between them is one again."""
    broken = re.search(r"(\w+)[-\u00ad]\Z", piece)
    rest = re.match(r"[a-zß-ÿ]\w*", line)
    if not piece:
        return line
    if broken is None or rest is None:
        return f"{piece} {line}"
    # "post-|war" keeps its hyphen where the text writes it with one elsewhere.
    return f"{piece}{line}" if f"{broken[1]}-{rest[0]}" in whole else piece[:-1] + line
