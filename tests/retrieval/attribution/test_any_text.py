"""The analyst takes any text: nothing crashes, every span slices back, time grows with length."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from retrieval.attribution import Analyst
from retrieval.attribution.turns import Turn
from retrieval.model import Article
from tests.conftest import examples

_WORDS = st.sampled_from(
    ["“", "”", '"', "'", "’", "Maria Lopez", "said", "told", "he", "that", ",", ".", "\n", "\n\n", "according to", ":",
     "\x00", "😀", "\u00a0", "\r\n", "the mayor", "on Monday", "İ", "e\u0301", "(", "«", "»", "„", "``", "''", "-", "—",
     "\u00ad"]
)  # fmt: skip


def check(analyst: Analyst, text: str) -> None:
    article = Article(title="Any", text=text)
    analysis = analyst.analyse(article)
    assert analysis.failed is None
    for span in (*analysis.statements, *analysis.introductions):
        span.check(article)
    assert [s.start for s in analysis.statements] == sorted(s.start for s in analysis.statements)


@examples(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(_WORDS, min_size=1, max_size=60), glue=st.sampled_from([" ", "", "  "]))
def test_spans_slice_back(analyst: Analyst, words: list[str], glue: str) -> None:
    """Whatever the text, each statement and its mention are the article's own words."""
    check(analyst, glue.join(words) or " ")


@examples(30)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
def test_any_characters(analyst: Analyst, text: str) -> None:
    """Control characters, emoji and unknown scripts are text like any other."""
    check(analyst, text)


@pytest.mark.parametrize(
    "text",
    [
        '"' * 10_000,
        "“" * 10_000,
        "“\"”'‘’«»„``" * 1_000,
        "x" * 200_000,
        "." * 200_000,
        "a" + " " * 200_000 + "b",
        "a\n" * 50_000,
        "“We go on and on.\n" * 300,
        "THE MAYOR SAID THAT “IT IS OVER” FOR HER TOWN. " * 50,
        "the man said that it works and " * 300,
        '"You never give up anything," wrote Michael McFaul. café',
    ],
    ids=[
        "straight",
        "open",
        "mixed",
        "one word",
        "dots",
        "spaces",
        "lines",
        "never closed",
        "capitals",
        "no end",
        "a name ends it",
    ],
)
def test_hostile_text_takes_no_time(analyst: Analyst, text: str) -> None:
    """No crash, and nothing that grows faster than the text."""
    began = time.process_time()
    check(analyst, text)
    assert time.process_time() - began < 5


def test_importing_the_package_does_not_load_spacy() -> None:
    """The language model is loaded by the first analysis, not by an import."""
    code = "import sys, retrieval.attribution as s; s.Analyst(); sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_many_articles_keep_their_order(analyst: Analyst) -> None:
    """Articles analysed together come back in order, each with its own statements, the empty-handed included."""
    texts = [f"Maria Lopez said that ship {n} has left the harbour." if n % 3 else "\n." for n in range(20)]
    articles = [Article(title=str(n), text=text) for n, text in enumerate(texts)]
    found = list(analyst.analyse_all(iter(articles)))
    assert [a.title for a, _ in found] == [str(n) for n in range(20)]
    assert all(f"ship {a.title} " in s.text for a, analysis in found for s in analysis.statements)
    assert sum(len(analysis.statements) for _, analysis in found) == sum(bool(n % 3) for n in range(20))


def test_nothing_to_do(analyst: Analyst) -> None:
    """No articles, no analyses."""
    assert list(analyst.analyse_all([])) == []


@pytest.mark.parametrize(
    "text",
    [
        "A far cry from last summer, when Jon Tait gushed about it.",
        "The summer when Jon Tait sang.",
        "Tait, Tait, Tait.",
    ],
)
def test_a_fragment_without_a_verb_ends(analyst: Analyst, text: str) -> None:
    """The head of its parse is a noun, which hangs on itself."""
    check(analyst, text)


def test_what_nobody_sees_is_in_no_name(analyst: Analyst) -> None:
    """Names are read past soft hyphens and their like, and offsets are those of the article's own text."""
    text = (
        "\u200bMa\u00adyor Ro\u200bsa Quint said the pi\u00ader is shut. “The pi\u00ader is rot\u200bten,” Quint said."
    )
    article = Article(title="Any", text=text)
    analysis = analyst.analyse(article)
    assert [(each.speaker, each.text) for each in analysis.statements] == [
        ("Rosa Quint", "the pi\u00ader is shut"),
        ("Rosa Quint", "“The pi\u00ader is rot\u200bten,”"),
    ]
    assert [each.speaker for each in analysis.introductions] == ["Rosa Quint"]
    for span in (*analysis.statements, *analysis.introductions):
        span.check(article)
    check(analyst, "\u00ad")


def test_an_article_that_it_fails_on_costs_its_own_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours in one of a batch must not lose the batch."""

    def failing(article: Article, *_: object) -> list[Turn]:
        if article.title == "Bad":
            raise KeyError("ice")
        return []

    monkeypatch.setattr("retrieval.attribution.analyst.turns", failing)
    text = "The ice is thin. “It sings,” said Mara Holm."
    found = list(Analyst().analyse_all([Article(title=title, text=f"{title}. {text}") for title in ("Bad", "Good")]))
    assert [(each.failed, len(each.statements)) for _, each in found] == [("KeyError: 'ice'", 0), (None, 1)]
