"""What an answer is made of: spans of articles, and lines that show them."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.model import Article, Passage, Statement

Key = tuple[str, int, int]
"""An article's id, start and end."""

Owned = tuple[Key, str]
"""A span and one whose words it is by the article; "Holm and Lindqvist said" makes it both's."""


def overlap(one: Key, other: Key) -> bool:
    """Whether two spans share a part of an article."""
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


@dataclass(frozen=True)
class Evidence:
    """A span of an article and what is known of it: what a citation will point to.

    ``marks``: where in it the words stand that answer the question, as offsets in the article.
    """

    article: Article
    span: Statement | Passage
    paragraph: int | None = None
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def key(self) -> Key:
        """What makes two pieces of evidence the same citation."""
        return (self.article.id, self.span.start, self.span.end)

    def copied(self) -> str:
        """The article's own words at the span."""
        return self.article.span(self.span.start, self.span.end)


@dataclass(frozen=True)
class Line:
    """One sentence of a draft.

    ``parts``: its own words, and numbers where that piece of ``evidence`` stands verbatim. ``speaker``: the name
    under which the line puts what it cites; None for a passage shown as a passage. Evidence that no part shows is
    cited all the same. ``heading``: what stands above it.
    """

    parts: tuple[str | int, ...]
    evidence: tuple[Evidence, ...]
    speaker: str | None = None
    heading: str = ""

    @property
    def points(self) -> bool:
        """Whether it only points to its evidence and doesn't show it."""
        return not any(isinstance(part, int) for part in self.parts)

    @property
    def text(self) -> str:
        """The line with each span copied from its article by offsets."""
        return "".join(part if isinstance(part, str) else self.evidence[part].copied() for part in self.parts)
