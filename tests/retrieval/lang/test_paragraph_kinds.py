"""What a paragraph is, and the sentences that stand in prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.lang.paragraph_kinds import paragraph_kinds, prose, told_kinds
from retrieval.model import Article, ParagraphKind

PROSE = "The ferry stopped on Monday, its owner said."


def kinds(text: str) -> list[str]:
    return [each.kind for each in paragraph_kinds(Article(title="t", text=text))]


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        ("What the money is for", "heading"),
        ("## What it costs.", "heading"),
        ("Who will pay", "heading"),
        ("**How did it begin?**", "heading"),
        ("*Her apprentice sails in May.*", "text"),
        ("By Jane Roe and Juan de la Cruz", "byline"),
        ("Photo: Lena Voss/Coast Pictures", "caption"),
        ("The ferry in ice. Lena Voss/AFP via Getty Images", "caption"),
        ("“The ice is thick,” said Mara Lindqvist.", "quote"),
        ("Mara Lindqvist: The ice is thick.", "turn"),
        ("Q: When did it come?", "turn"),
        ("- Two boats", "list"),
        ("1. Two boats sank.", "list"),
        ("— Mina Joshi, minister", "signature"),
        ("© 2025 The Quay Post", "signature"),
        ("By noon the last of the boats had left.", "text"),
        ("Three things are known:", "text"),
        (PROSE, "text"),
    ],
)
def test_a_paragraph_between_two_others(paragraph: str, kind: str) -> None:
    """Its kind is told by its form."""
    assert kinds(f"{PROSE}\n\n{paragraph}\n\n{PROSE}") == ["text", kind, "text"]


def test_short_lines_in_a_row_are_a_list() -> None:
    """Verse, or a table's cells, are no headings; neither is the last line, which heads nothing."""
    text = f"{PROSE}\n\nSand\n\nSalt and water\n\nSnow\n\n{PROSE}\n\nThe end"
    assert kinds(text) == ["text", "list", "list", "list", "text", "text"]


def test_sentences_of_prose() -> None:
    """Headings and bylines hold none, unless there is nothing else."""
    text = f"Ferry stops\n\nBy Jane Roe\n\n{PROSE} It rained.\n\nWhat is next\n\n{PROSE}"
    article = Article(title="t", text=text)
    assert [text[start:end] for start, end in prose(article, 0, len(text))] == [PROSE, "It rained.", PROSE]
    assert [text[start:end] for start, end in prose(article, 0, 11)] == ["Ferry stops"]


def test_an_item_that_tells_a_figure_is_prose() -> None:
    """With what it is of; a field of a head, a telephone and a name aren't."""
    facts = ["- Cost to the town: about £74,000 a day", "- Crews on strike: 312", "- **Sailings lost:** 1,140"]
    others = ["- Telephone: 028 9000", "- Page: 4", "- Jon Holm", "- Winner: Mara Lindqvist", "- 3 March 2025"]
    text = "\n\n".join((PROSE, *facts, *others, PROSE))
    article = Article(title="Ice", text=text)
    assert [text[start:end] for start, end in prose(article, 0, len(text))] == [PROSE, *facts, PROSE]


def test_what_the_source_tells_is_believed() -> None:
    """It is kept only where the form says something else, and holds for sentences too; items of names hold none."""
    text = f"{PROSE}\n\nWho pays?\n\n{PROSE}\n\nMara Lindqvist, of the harbour board\n\nIt rained."
    told = {"Who pays?": ParagraphKind.HEADING, "Mara Lindqvist, of the harbour board": ParagraphKind.LIST}
    article = Article(title="t", text=text, kinds=told_kinds(text, told | {PROSE: ParagraphKind.TEXT}))
    assert [kind for _, kind in article.kinds] == ["heading", "list"]
    assert [each.kind for each in paragraph_kinds(article)] == ["text", "heading", "text", "list", "text"]
    assert [text[start:end] for start, end in prose(article, 0, len(text))] == [PROSE, PROSE, "It rained."]


@given(st.text("Aa b.\n\n-“”:Q#—", max_size=80))
def test_kinds_cover_the_paragraphs_of_any_text(text: str) -> None:
    """Each paragraph has one kind, in order, and prose is never empty where there are sentences."""
    text = text or "a"
    article = Article(title="t", text=text)
    found = paragraph_kinds(article)
    assert all(isinstance(each.kind, ParagraphKind) for each in found)
    assert [each.start for each in found] == sorted(each.start for each in found)
    assert bool(prose(article, 0, len(text))) == bool(text.strip())
