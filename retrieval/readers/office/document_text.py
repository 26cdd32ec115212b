"""What every document's text goes through: an export of a news database is many articles, else it is one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from retrieval.errors import EmptyArticle
from retrieval.lang.paragraph_kinds import told_kinds
from retrieval.model import ParagraphKind
from retrieval.readers.boilerplate import without_boilerplate
from retrieval.readers.exports.database_export import exported_articles
from retrieval.readers.exports.subtitle_file import without_time_stamps
from retrieval.readers.metadata.article_metadata import Particulars, article_of
from retrieval.readers.metadata.plain_head import particulars_above
from retrieval.readers.source import Found, Source


def document_articles(
    lines: Sequence[str], title: str | None, source: Source, kinds: Mapping[str, ParagraphKind]
) -> Iterator[Found]:
    """The articles of a document.

    Args:
        lines: its paragraphs, in order.
        title: what its own styles mark as the title.
        source: where it is from.
        kinds: what its styles say that lines are, by their words.

    Raises:
        EmptyArticle: there is no text in it.
    """
    exported = exported_articles("\n".join(lines), source)
    if exported:
        yield from exported
        return
    text = without_time_stamps("\n\n".join(filter(None, (line.strip() for line in lines))))
    if not text:
        raise EmptyArticle(source.shown, "there is no text in it", "Leave it out.")
    told, text = particulars_above(text, Particulars(title=" ".join((title or "").split()) or None), source.noted)
    article = article_of(without_boilerplate(text), told, source.shown, noted=source.noted)
    yield article.model_copy(update={"kinds": told_kinds(article.text, kinds)})
