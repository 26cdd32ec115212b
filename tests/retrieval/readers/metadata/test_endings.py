"""Texts that their source cut off."""

from __future__ import annotations

import json

import pytest

from retrieval.model import Article
from retrieval.readers.metadata.endings import breaks_off, without_tail
from tests.retrieval.readers.conftest import found_in

START = "The ferry to Lervik stayed in the harbour on Friday.\n\nThe ice was too thick for it"


@pytest.mark.parametrize(
    "end",
    [
        ", its mas… [+2829 chars]",
        ". [3120 chars]",
        ", its mas… [+12 more characters]",
        ", its mas...",
        " […]",
        ".\n\nContinue reading →",
        ".\n\n[…] Read the full story at the Lervik Post",
        ".\n\nTo continue reading, subscribe today.",
        ".\n\nSubscribe to read the rest.\n\nAlready a subscriber? Log in",
        ".\n\n“We wait,” said Mara Holm. “If it holds until",
        '.\n\n"We wait," said Mara Holm. "If it holds until',
        ".\n\n„Wir warten",
        ".\n\nShe said: «On attend",
        ", its mas&hellip;",
        ", its mas (more)",
        ", its mas… Read more »",
        ". [&#8230;] The post Ice first appeared on Lervik Post.",
        " […]\n\nThe post Ice appeared first on Lervik Post.",
    ],
)
def test_a_text_that_breaks_off_is_told(end: str) -> None:
    """By a count of what is left, dots, an offer to read on, a wall, or a quote that never ends."""
    assert breaks_off(START + end)


@pytest.mark.parametrize(
    "end",
    [
        ".",
        ", its master said",
        '.\n\n"We wait ..."',
        ".\n\n“To continue reading the ice is all we can do,” she said.",
        ".\n\nShe spoke of an “early thaw“ in the sound",
        ".\n\nThe channel is 12' wide",
        ".\n\nRead more about the harbour in our series on the ice.",
        ".\n\n“We wait,” said Mara Holm\n\nReporting by Ada Roe",
        ".\n\n“We wait. We have waited for years.\n\n“Nobody asks.",
        "",
        ".\n\nThe post Ice appeared first on Lervik Post.",
        '.\n\n"Wait... read on," she said. “Wait… read on.”',
        " … and read more books (or more)",
    ],
)
def test_a_whole_text_is_not(end: str) -> None:
    """A sentence without a full stop, dots in a quote, or a signature ends many articles."""
    assert not breaks_off(START + end)


@pytest.mark.parametrize(
    "end", [" (more)", " [&#8230;] The post Ice first appeared on Lervik Post.", "… [+2829 chars]", "… Read more →"]
)
def test_how_a_source_ends_what_it_cut_is_no_text(end: str) -> None:
    """Nobody's words; the dots before it stay."""
    (article,) = found_in(json.dumps({"title": "Ice", "text": START + end}).encode(), "a.json")
    assert isinstance(article, Article)
    assert article.incomplete
    assert article.text.strip(" […]") == START


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.json", "a.jsonl", "a.csv", "a.html"])
def test_every_format_tells_it(name: str) -> None:
    """And a count of the rest isn't taken for words of the article."""
    cut = START + ", its mas… [+2829 chars]"
    words = "The harbour of Lervik was closed for the day and boats lay at its piers. " * 20
    bodies = {
        "a.txt": cut,
        "a.md": f"---\ntitle: Ice\n---\n{cut}",
        "a.json": json.dumps({"title": "Ice", "content": cut}),
        "a.jsonl": json.dumps({"title": "Ice", "content": cut}),
        "a.csv": f'title,content\nIce,"{cut}"\n',
        "a.html": f"<html><body><article><h1>Ice</h1>{f'<p>{words}</p>' * 2}<p>{START}…</p></article></body></html>",
    }
    (article,) = found_in(bodies[name].encode(), name)
    assert isinstance(article, Article)
    assert article.incomplete
    assert article.breaks_off_at(len(article.text))
    assert article.text.endswith("…")


@pytest.mark.parametrize("initials", ["KPA kn/ab", "str/kc/mtp"])
def test_a_desks_initials_below_a_text_are_none_of_it(initials: str) -> None:
    assert without_tail(f"The ice is old.\n\n{initials}\n") == "The ice is old."
    assert without_tail(initials) == initials
