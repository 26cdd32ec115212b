"""The Python door, as a program uses it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from llama_index.core import Document
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.schema import NodeWithScore, QueryBundle

from bot import Verbatim
from retrieval.errors import NoArticles, SettingsError
from retrieval.model import Status

HARBOUR = "“We lost a winter, not a port,” Mayor Edda Quist told reporters on Monday.\n\nThe harbour reopens in May."


@pytest.fixture(scope="module")
def news(sample_home: Path) -> Iterator[Verbatim]:
    with Verbatim.open(sample_home, sample=True) as opened:
        yield opened


def test_answers_with_citations_that_are_the_articles_words(news: Verbatim) -> None:
    answer = news.ask("What did McFaul say about gifts?", asked=date(2025, 2, 14))
    assert answer.status is Status.ANSWERED
    assert {each.speaker for each in answer.citations} == {"Michael McFaul"}
    for each in answer.citations:
        found = news.article(each.article.id)
        assert found is not None
        assert found.text[each.start : each.end] == each.quote


def test_questions_of_one_chat_are_one_conversation(news: Verbatim) -> None:
    """And a question of no chat knows of none."""
    news.ask("What did McFaul say about gifts?", chat="desk")
    assert "McFaul" in news.ask("what else did he say?", chat="desk").text
    assert news.ask("what else did he say?").status is not Status.ANSWERED


def test_quotes_narrow_down(news: Verbatim) -> None:
    by_speaker = news.quotes("McFaul")
    assert {each.speaker for each in by_speaker} == {"Michael McFaul"}
    on_topic = news.quotes("McFaul", about="gifts")
    assert 0 < len(on_topic) < len(by_speaker)
    only = by_speaker[0].article.id
    assert {each.article.id for each in news.quotes(article_id=only)} == {only}
    assert news.quotes("Nobody Ofthisname") == []


def test_checks_a_draft(news: Verbatim) -> None:
    quote = news.ask("What did McFaul say about gifts?").citations[0].quote.strip('"“”')
    assert news.check(f"“{quote}” Michael McFaul said.").is_verbatim
    assert not news.check(f"“{quote} and then some more words” Michael McFaul said.").is_verbatim


def test_lists_articles_and_speakers(news: Verbatim) -> None:
    articles = news.articles()
    assert len(articles) == 8
    assert [each.published for each in articles] == sorted((each.published for each in articles), reverse=True)  # type: ignore[type-var]
    counts = [each.statements for each in news.speakers()]
    assert counts == sorted(counts, reverse=True)
    assert news.article("0" * 16) is None


def test_fills_and_empties_a_collection(tmp_path: Path) -> None:
    """An empty home is opened without making anything; what goes in is asked at once, and what is taken out is gone."""
    home, file = tmp_path / "home", tmp_path / "harbour.txt"
    file.write_text(HARBOUR, encoding="utf-8")
    with Verbatim.open(home) as news:
        assert news.articles() == []
        with pytest.raises(NoArticles):
            news.ask("What did Quist say?")
        assert not (home / "snapshots").exists()
        report = news.ingest(file, tmp_path / "missing.txt")
        assert (len(report.new), len(report.failed)) == (1, 1)
        assert "We lost a winter, not a port" in news.ask("What did Quist say?").text
        assert news.forget(news.articles()[0].id, "unknown") == ["unknown"]
        assert news.articles() == []


def test_takes_the_documents_of_llamaindexs_readers(tmp_path: Path) -> None:
    """A document handed over again with another text replaces its article."""

    def document(text: str) -> Document:
        return Document(text=text, metadata={"title": "Harbour", "date": "2025-03-03", "file_path": "/news/a.txt"})

    with Verbatim.open(tmp_path) as news:
        assert news.ingest_documents([document(HARBOUR), Document(text=" ")]).failed
        (article,) = news.articles()
        assert (article.title, article.published, article.text) == ("Harbour", date(2025, 3, 3), HARBOUR)
        assert news.ingest_documents([document(HARBOUR + "\n\nFerries wait.")]).changed
        assert len(news.articles()) == 1


def test_reads_the_settings_of_the_home_that_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VERBATIM_ENV_FILE")
    (tmp_path / ".env").write_text("LLM=nonsense\n")
    with pytest.raises(SettingsError):
        Verbatim.open(tmp_path)


def test_importing_it_costs_nothing(program_environment: dict[str, str]) -> None:
    """The command line imports the package too."""
    script = "import sys, bot; assert 'bot.verbatim' not in sys.modules and 'pydantic' not in sys.modules; bot.Verbatim"
    subprocess.run([sys.executable, "-c", script], check=True, env=program_environment, timeout=60)


class _Turns(BaseNodePostprocessor):
    """Turns the order around, and rewrites what it is sent."""

    def _postprocess_nodes(
        self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None
    ) -> list[NodeWithScore]:
        for each in nodes:
            each.node.set_content("made up")  # type: ignore[attr-defined]
        return nodes[::-1]


def test_any_postprocessor_orders_a_free_question(sample_home: Path) -> None:
    """What is shown is still the articles' own."""
    question = "how many dead in kyiv"
    with (
        Verbatim.open(sample_home, sample=True) as plain,
        Verbatim.open(sample_home, sample=True, reranker=_Turns()) as turned,
    ):
        first, other = plain.ask(question), turned.ask(question)
    assert first.text != other.text
    assert all(each.quote == each.article.text[each.start : each.end] for each in other.citations)
    assert "made up" not in other.text
