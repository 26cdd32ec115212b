"""The quotes of an answer in a Word document."""

from __future__ import annotations

import io
from datetime import date

import docx

from bot.telegram_chat.views.quote_document import quote_document
from retrieval.model import Answer, Article, Citation, Hedge, Kind, Status

TEXT = "“The ice will hold,” said Ada Holm. Nobody was asked."
ICE = Article(title="Thin ice", text=TEXT, publisher="Harbour News", published=date(2025, 2, 3))


def cited(number: int, kind: Kind, start: int, end: int, hedge: Hedge | None = None) -> Citation:
    speaker = None if kind is Kind.PASSAGE else "Ada Holm"
    return Citation(
        number=number, article=ICE, quote=TEXT[start:end], start=start, end=end, kind=kind, speaker=speaker, hedge=hedge
    )


def lines(*citations: Citation) -> list[str]:
    answer = Answer(question="x", status=Status.ANSWERED, text="x", citations=citations)
    return [each.text for each in docx.Document(io.BytesIO(quote_document(answer))).paragraphs]


def test_speaker_words_and_source_stand_in_it() -> None:
    """A passage is nobody's quote, and is left out."""
    found = lines(cited(1, Kind.DIRECT, 0, 20), cited(2, Kind.PASSAGE, 36, 53))
    assert found[1:3] == ["Ada Holm", "“The ice will hold,”"]
    assert "Harbour News" in found[3]
    assert len(found) == 4


def test_what_was_never_said_stands_under_no_name() -> None:
    assert "Ada Holm" not in lines(cited(1, Kind.DIRECT, 0, 20, Hedge.FALSE))[1]
