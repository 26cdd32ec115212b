"""The words of the product as frozen types, with the promise built in as invariants.

Offsets are code points of ``Article.text``, start inclusive, end exclusive, everywhere.
"""

from __future__ import annotations

import hashlib
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, computed_field, model_validator

Offset = Annotated[int, Field(ge=0)]
Probability = Annotated[float, Field(ge=0, le=1)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def article_id(text: str) -> str:
    """The id of an article with this text: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Review(_Frozen):
    """What a page says in its data of a claim that it checks (``ClaimReview`` of schema.org).

    ``rating`` has the page's words ("Mostly false"), or a number of what the best one is ("1 of 5"). ``claimed_by``:
    who made the claim, where the data tell.
    """

    claim: str = Field(min_length=1)
    rating: str = Field(min_length=1)
    claimed_by: str | None = None


class ParagraphKind(StrEnum):
    """What a paragraph is."""

    TEXT = "text"
    HEADING = "heading"
    BYLINE = "byline"
    CAPTION = "caption"
    QUOTE = "quote"
    TURN = "turn"
    LIST = "list"
    SIGNATURE = "signature"

    @property
    def is_prose(self) -> bool:
        """Whether it holds sentences that tell something."""
        return self in (ParagraphKind.TEXT, ParagraphKind.QUOTE, ParagraphKind.TURN, ParagraphKind.LIST)


class Appearance(_Frozen):
    """One place where a text stands: an outlet's page, a file."""

    title: str = Field(min_length=1)
    publisher: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    path: str | None = None
    incomplete: bool = Field(default=False, description="its source cut the text off")
    reviews: tuple[Review, ...] = Field(default=(), description="of claims that it checks")
    kinds: tuple[tuple[Offset, ParagraphKind], ...] = Field(
        default=(), description="what it says of paragraphs that their form doesn't tell, by where they start"
    )


class Article(_Frozen):
    """One news text. The text is immutable and the id is its hash, so an offset into it stays true."""

    title: str = Field(min_length=1)
    text: str = Field(min_length=1)
    publisher: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    path: str | None = None
    incomplete: bool = Field(default=False, description="its source cut the text off: the rest stands elsewhere")
    reviews: tuple[Review, ...] = Field(default=(), description="of claims that it checks")
    kinds: tuple[tuple[Offset, ParagraphKind], ...] = Field(
        default=(), description="what its source says of paragraphs that their form doesn't tell, by where they start"
    )
    also: tuple[Appearance, ...] = Field(default=(), description="where else the same text stands, earliest first")

    @computed_field  # type: ignore[prop-decorator]  # pydantic's own documented pattern
    @cached_property
    def id(self) -> str:
        """The content hash."""
        return article_id(self.text)

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that have this text, the one that published it first in front."""
        told = (self.publisher, *(place.publisher for place in self.also))
        return tuple(dict.fromkeys(name for name in told if name))

    def breaks_off_at(self, end: int) -> bool:
        """Whether the text breaks off where a span ends, so that nobody knows how that went on."""
        return self.incomplete and not any(character.isalnum() for character in self.text[end:])

    def span(self, start: int, end: int) -> str:
        """The article's own words from ``start`` to ``end``; ``ValueError`` when those lie outside it."""
        if not 0 <= start < end <= len(self.text):
            msg = f"span {start}-{end} is not inside article {self.id} of {len(self.text)} code points"
            raise ValueError(msg)
        return self.text[start:end]


class Kind(StrEnum):
    """How a cited span relates to what was said."""

    DIRECT = "direct"
    PARTIAL = "partial"
    INDIRECT = "indirect"
    PASSAGE = "passage"


class Hedge(StrEnum):
    """What an article says against words that it quotes or reports."""

    DENIED = "denied"
    FALSE = "false"
    HYPOTHETICAL = "hypothetical"
    QUESTIONED = "questioned"
    RETRACTED = "retracted"
    READ_OUT = "read out"
    OTHERS = "another's words"
    IMITATED = "imitated"
    HEARSAY = "hearsay"
    ALLEGED = "alleged"
    PLANNED = "planned"
    MENTIONED = "mentioned"
    DISPUTED = "disputed"

    @property
    def was_said(self) -> bool:
        """Whether the words may still stand under the name of who is said to have said them."""
        return self in _STAND


_STAND = (Hedge.HEARSAY, Hedge.IMITATED, Hedge.ALLEGED, Hedge.PLANNED, Hedge.MENTIONED, Hedge.DISPUTED)


class SpeakerType(StrEnum):
    """What sort of speaker words are attributed to."""

    PERSON = "person"
    BODY = "body"
    DOCUMENT = "document"
    GROUP = "group"
    UNNAMED = "unnamed"


class _Span(_Frozen):
    article_id: str
    start: Offset
    end: Offset
    text: str

    @model_validator(mode="after")
    def _length_is_the_span(self) -> Self:
        if self.end <= self.start or len(self.text) != self.end - self.start:
            msg = f"a text of {len(self.text)} code points can't be the span {self.start}-{self.end}"
            raise ValueError(msg)
        return self

    def check(self, article: Article) -> None:
        """Raise ``ValueError`` unless this span is, code point for code point, a span of ``article``."""
        if article.id != self.article_id:
            msg = f"span of article {self.article_id} checked against article {article.id}"
            raise ValueError(msg)
        if article.span(self.start, self.end) != self.text:
            msg = f"span {self.start}-{self.end} of article {self.article_id} has other words there"
            raise ValueError(msg)


class Passage(_Span):
    """A paragraph-sized span of an article; ``paragraph`` counts from 1."""

    paragraph: int = Field(ge=1)

    @classmethod
    def of(cls, article: Article, start: int, end: int, paragraph: int) -> Passage:
        """The passage of an article from ``start`` to ``end``."""
        return cls(article_id=article.id, start=start, end=end, text=article.span(start, end), paragraph=paragraph)


class Statement(_Span):
    """A span that an article attributes to a speaker.

    ``direct``: words in quotation marks, the marks included. ``partial``: a reported clause with a quoted
    fragment in it, or the fragment alone where there is no such clause. ``indirect``: a reported clause.
    """

    kind: Kind
    speaker: str | None = Field(default=None, description="fullest name the article gives; None: not certain")
    speaker_type: SpeakerType | None = Field(default=None, description="unnamed: a person who is only described")
    mention: str | None = Field(default=None, description="how the article names the speaker there")
    mention_start: Offset | None = Field(default=None, description="where the mention stands")
    cue: str | None = Field(default=None, description="the words that attribute: said, posted on X")
    said_on: date | None = None
    venue: str | None = Field(default=None, description="the article's words for where: on X, in Brussels")
    via: str | None = Field(default=None, description="who passed it on, in the article's words")
    hedge: Hedge | None = Field(default=None, description="what the article says against it")
    hedge_start: Offset | None = Field(default=None, description="where the article says so")
    hedge_end: Offset | None = None
    confidence: Probability | None = Field(default=None, description="that the one whom `mention` names said it")

    @model_validator(mode="after")
    def _is_no_passage(self) -> Self:
        if self.kind is Kind.PASSAGE:
            msg = "a statement is direct, partial or indirect"
            raise ValueError(msg)
        return self

    def check(self, article: Article) -> None:
        """As for a span; the mention too must stand in the article where it says."""
        super().check(article)
        if self.mention is not None and self.mention_start is not None:
            end = self.mention_start + len(self.mention)
            if article.span(self.mention_start, end) != self.mention:
                msg = f"mention {self.mention!r} isn't at {self.mention_start} of article {article.id}"
                raise ValueError(msg)


class Introduction(_Span):
    """A span in which an article says who somebody is ("Stephen Wertheim, senior fellow at …")."""

    speaker: str = Field(description="the name as in the statements of the same article")
    told_on: date | None = Field(default=None, description="the article's day, where a registered speaker has it")


class Speaker(_Frozen):
    """A person or body that statements are attributed to, over all articles.

    ``name`` is unique: namesakes bear what tells them apart behind it, "John Smith (footballer)".
    """

    name: str
    other_names: tuple[str, ...] = ()
    introductions: tuple[Introduction, ...] = ()
    statements: int = Field(default=0, ge=0, description="how many are attributed to them")

    @property
    def plain_name(self) -> str:
        """The name without what tells namesakes apart."""
        return self.name.partition(" (")[0] if self.name.endswith(")") else self.name


class Question(_Frozen):
    """What a person asked, in which chat, and the day on which "today" means something."""

    text: str
    chat: str | None = None
    person: str | None = Field(default=None, description="who asks, as the chat knows them; None: the chat itself")
    asked: date
    id: str | None = Field(default=None, description="put again under its id, a question is answered in its old place")
    after: str | None = Field(default=None, description="id of the question that it follows up; None: the chat's last")


class Citation(_Frozen):
    """A numbered pointer from an answer to a span of an article.

    ``marks``: spans inside it, as offsets in the article's text, that hold what the question asked for.
    """

    number: int = Field(ge=1)
    article: Article
    quote: str
    start: Offset
    end: Offset
    kind: Kind
    paragraph: int | None = Field(default=None, ge=1)
    speaker: str | None = None
    speaker_type: SpeakerType | None = None
    cue: str | None = None
    said_on: date | None = None
    venue: str | None = None
    via: str | None = None
    hedge: Hedge | None = None
    confidence: Probability | None = None
    marks: tuple[tuple[Offset, Offset], ...] = ()

    @model_validator(mode="after")
    def _marks_lie_inside(self) -> Self:
        if not all(self.start <= start < end <= self.end for start, end in self.marks):
            msg = f"citation {self.number} marks words outside of itself"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _quote_is_the_articles(self) -> Self:
        if self.article.span(self.start, self.end) != self.quote:
            msg = f"citation {self.number} doesn't quote article {self.article.id} at {self.start}-{self.end}"
            raise ValueError(msg)
        return self


class Status(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    REFUSED = "refused"
    CLARIFY = "clarify"
    HELP = "help"


class Checked(_Frozen):
    """What became of a model's choices: how many are shown, how many were left out."""

    passed: int = Field(default=0, ge=0)
    left_out: int = Field(default=0, ge=0)


class Usage(_Frozen):
    """What an answer cost in tokens: ``read`` by the model, ``written`` by it, in how many ``calls``."""

    read: int = Field(default=0, ge=0)
    written: int = Field(default=0, ge=0)
    calls: int = Field(default=0, ge=0)

    def __add__(self, other: Usage) -> Usage:
        return Usage(read=self.read + other.read, written=self.written + other.written, calls=self.calls + other.calls)

    @property
    def tokens(self) -> int:
        """All of them."""
        return self.read + self.written


class Answer(_Frozen):
    """What a person gets. Citation numbers are 1, 2, 3 … in the order of usefulness."""

    question: str
    status: Status
    text: str
    engine: str = "extractive"
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()
    shown: int = Field(default=0, ge=0, description="lines that show something; those that only point aside")
    more: int = Field(default=0, ge=0, description="lines that were found besides, for who asks for more")
    timings_ms: dict[str, float] = Field(default_factory=dict)
    checked: Checked | None = Field(default=None, description="of a model's outline; None where none was asked for")
    usage: Usage | None = Field(default=None, description="what the model cost; None where it wasn't asked")
    cost: float | None = Field(default=None, description="of these tokens; None where no price is set")

    @model_validator(mode="after")
    def _is_cited(self) -> Self:
        if [c.number for c in self.citations] != list(range(1, len(self.citations) + 1)):
            msg = "citations are numbered 1, 2, 3 …"
            raise ValueError(msg)
        if self.status is Status.ANSWERED and not self.citations:
            msg = "an answer without a citation isn't an answer"
            raise ValueError(msg)
        return self
