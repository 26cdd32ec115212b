"""The quotes of an answer as a Word document."""

from __future__ import annotations

from retrieval.model import Answer, Citation, Kind, Statement


def quote_document(answer: Answer) -> bytes:
    """A .docx of the statements that an answer cites, each with its source in Chicago style; passages are left out."""
    from bot.exporting.quote_files import FORMATS, Quotation

    quoted = [
        Quotation(_statement(each), each.article, each.speaker)
        for each in answer.citations
        if each.kind is not Kind.PASSAGE
    ]
    return FORMATS["docx"](quoted, "chicago")


def _statement(cited: Citation) -> Statement:
    return Statement(
        article_id=cited.article.id,
        start=cited.start,
        end=cited.end,
        text=cited.quote,
        kind=cited.kind,
        speaker=cited.speaker,
        speaker_type=cited.speaker_type,
        cue=cited.cue,
        said_on=cited.said_on,
        venue=cited.venue,
        via=cited.via,
        hedge=cited.hedge,
        confidence=cited.confidence,
    )
