"""An article as an entry of a list of works cited: MLA 9, APA 7, Chicago 17 (bibliography), and CSL-JSON.

Titles keep the letters that the article has: sentence case, which APA asks for, would need to know every name in them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from retrieval.lang.en.first_names import GIVEN
from retrieval.lang.en.people import PARTICLES
from retrieval.lang.en.times import MONTHS
from retrieval.lang.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from retrieval.model import Article

_BETWEEN_AUTHORS = re.compile(r"\s*(?:[,;&]\s*and\s|[,;&]|\sand\s)\s*", re.IGNORECASE)
_INITIAL = re.compile(r"[^\W\d_]\.")
_SUFFIX = re.compile(r"(?:jr|sr)\.?|i{2,3}|iv", re.IGNORECASE)


@dataclass(frozen=True)
class _Author:
    """``given`` is None where the name isn't certain to be a person's: it is cited as it stands."""

    family: str
    given: str | None = None

    @property
    def inverted(self) -> str:
        return self.family if self.given is None else f"{self.family}, {self.given}"

    @property
    def plain(self) -> str:
        return self.family if self.given is None else f"{self.given} {self.family}"

    @property
    def initialled(self) -> str:
        if self.given is None:
            return self.family
        parts = ("-".join(f"{part[0]}." for part in token.split("-") if part) for token in self.given.split())
        return f"{self.family}, {' '.join(parts)}"


def mla(article: Article) -> str:
    """The article in MLA style, ninth edition."""
    who = authors_of(article)
    author = _listed([who[0].inverted, *(each.plain for each in who[1:])]) if who else ""
    if len(who) > 2:
        author = f"{who[0].inverted}, et al."
    when = article.published
    day = f"{when.day} {_short_month(when)} {when.year}" if when else None
    place = ", ".join(part for part in (article.publisher, day, article.url) if part)
    return _joined(author, _in_marks(article.title), place)


def apa(article: Article) -> str:
    """The article in APA style, seventh edition."""
    names = [each.initialled for each in authors_of(article)]
    author = f"{', '.join(names[:-1])}, & {names[-1]}" if len(names) > 1 else "".join(names)
    when = article.published
    day = f"({when.year}, {_month(when)} {when.day})" if when else "(n.d.)"
    lead = (author, day, article.title) if author else (article.title, day)
    return _joined(*lead, article.publisher or "", url=article.url)


def chicago(article: Article) -> str:
    """The article in Chicago style, seventeenth edition, as in a bibliography."""
    who = authors_of(article)
    author = _listed([who[0].inverted, *(each.plain for each in who[1:])]) if who else ""
    when = article.published
    day = f"{_month(when)} {when.day}, {when.year}" if when else "n.d."
    place = ", ".join(part for part in (article.publisher if author else None, day) if part)
    return _joined(author or article.publisher or "", _in_marks(article.title), place, url=article.url)


STYLES: dict[str, Callable[[Article], str]] = {"mla": mla, "apa": apa, "chicago": chicago}
"""By the name that ``--style`` takes."""


def csl(article: Article) -> dict[str, Any]:
    """The article as an item of CSL-JSON 1.0, which Zotero and other managers of references import."""
    when = article.published
    names = [
        {"literal": each.family} if each.given is None else {"family": each.family, "given": each.given}
        for each in authors_of(article)
    ]
    fields = {
        "id": article.id,
        "type": "article-newspaper",
        "title": article.title,
        "container-title": article.publisher,
        "author": names,
        "issued": {"date-parts": [[when.year, when.month, when.day]]} if when else None,
        "URL": article.url,
    }
    return {name: value for name, value in fields.items() if value}


def authors_of(article: Article) -> list[_Author]:
    """The authors, family names told from given ones where every part of the byline is certain to name a person.

    Elsewhere ("Reuters", "Jane Roe, political editor") the byline is one name, as it stands.
    """
    written = " ".join((article.author or "").split())
    written = re.sub(r"^by\s+", "", written, flags=re.IGNORECASE)
    if not written:
        return []
    people = [_person(part) for part in _BETWEEN_AUTHORS.split(written)]
    known = [each for each in people if each is not None]
    is_outlet = fold(written) in {fold(name) for name in article.outlets}
    return [_Author(written)] if is_outlet or len(known) < len(people) else known


def _person(name: str) -> _Author | None:
    tokens = name.split()
    if len(tokens) < 2 or _SUFFIX.fullmatch(tokens[-1]):
        return None
    if fold(tokens[0].partition("-")[0]) not in GIVEN and not _INITIAL.fullmatch(tokens[0]):
        return None
    first = next((place for place, token in enumerate(tokens) if place and fold(token) in PARTICLES), len(tokens) - 1)
    if not tokens[-1][0].isupper():
        return None
    return _Author(" ".join(tokens[first:]), " ".join(tokens[:first]))


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, and {names[-1]}"


def _month(when: date) -> str:
    return MONTHS[when.month - 1].capitalize()


def _short_month(when: date) -> str:
    """As MLA writes it: four letters at most stand whole, and September keeps four."""
    month = _month(when)
    if len(month) <= 4:
        return month
    return f"{month[:4] if month.startswith('Sept') else month[:3]}."


def _in_marks(title: str) -> str:
    """A title in quotation marks, those within it made single, and its full stop inside."""
    inner = title.translate({ord("“"): "‘", ord("”"): "’", ord('"'): "'"})
    return f"“{inner if inner.endswith(('.', '?', '!')) else inner + '.'}”"


def _joined(*parts: str, url: str | None = None) -> str:
    """The parts, each with one full stop behind it; a URL has none where it ends the entry."""
    ended = [part if part.endswith((".", "?", "!", ".”", "?”", "!”")) else f"{part}." for part in parts if part]
    return " ".join([*ended, url] if url else ended)
