"""The quotes of an answer as a Word document."""

from __future__ import annotations

from retrieval.model import Answer, Kind


def quote_document(answer: Answer) -> bytes:
    """A .docx of the statements that an answer cites, each with its source in Chicago style; passages are left out."""
    from bot.exporting.quote_files import FORMATS, cited

    return FORMATS["docx"](cited([each for each in answer.citations if each.kind is not Kind.PASSAGE]), "chicago")
