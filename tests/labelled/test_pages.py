"""What is read of pages that no weight was fitted on: the article's lines are kept, those beside it left out."""

from __future__ import annotations

from retrieval.readers.html_file import page_article
from tests.labelled.pages import key, labelled


def test_pages_that_were_held_out() -> None:
    """Most of what stands beside the article is left out, and nearly nothing of the article is lost."""
    kept = lost = beside = total = 0
    for page in labelled("held"):
        article = page_article(page.markup.encode(), page.name)
        found = key(article.title + article.text)
        kept += sum(each in found for each in page.article)
        lost += sum(each not in found for each in page.article)
        lines = article.text.split("\n\n")
        beside += sum(page.is_article(line) is False for line in lines)
        total += len(lines)
    assert lost <= 0.06 * kept, (kept, lost)
    assert beside <= 0.09 * total, (total, beside)
