"""Our ranking, our collection of passages and our embedders in LlamaIndex's hands."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from llama_index.core import Document, SimpleDirectoryReader
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.llms import MockLLM
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.schema import MetadataMode, TextNode

from retrieval.attribution import Analysis
from retrieval.embedding.minilm import MiniLM
from retrieval.errors import ArticleTooLarge, EmptyArticle, UnreadableArticle
from retrieval.library import Library
from retrieval.llamaindex import MiniLMEmbedding, PassageRetriever, StatementExtractor, articles_of
from retrieval.model import Article
from retrieval.search.retriever import Retriever
from tests.fakes.embedder import FakeEmbedder

BRIDGE = Article(
    title="Old bridge to close",
    text="The mayor will close the old bridge in May.\n\nDrivers must take the tunnel until the autumn.",
    publisher="The Made-up Courier",
    published=date(2025, 3, 1),
    url="https://news.example/bridge",
)
RAIN = Article(
    title="A wet week",
    text="Rain is expected in all valleys.\n\nFarmers hope that the wheat will stand it.",
    published=date(2025, 3, 20),
)


class NoStatements:
    """Passages are all that is needed here."""

    version = "none"

    def close(self) -> None:
        pass

    def analyse_all(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Analysis]]:
        for article in articles:
            yield article, Analysis(statements=(), introductions=())


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    made = Library(tmp_path_factory.mktemp("home"), embedder=MiniLM(), analyser=NoStatements())
    made.add([BRIDGE, RAIN])
    return made


@pytest.fixture(scope="module")
def ours(library: Library) -> Retriever:
    snapshot = library.snapshot()
    assert snapshot is not None
    return Retriever(snapshot, library.searchable(), library.embedder)


def test_ranks_as_our_retriever_does(ours: Retriever) -> None:
    """Texts, order and scores are those of our own ranking, and ``k`` bounds their number."""
    question = "When will the bridge close?"
    wanted = ours.passages(question, 3)
    found = PassageRetriever(ours, k=3).retrieve(question)
    assert [each.node.get_content() for each in found] == [ranked.item.text for ranked in wanted]
    assert [each.score for each in found] == [ranked.score for ranked in wanted]
    assert found[0].node.get_content() == "The mayor will close the old bridge in May."


def test_a_node_tells_where_its_text_stands(ours: Retriever) -> None:
    """Id, offsets and metadata lead back to the span of the article, and the text is that span."""
    node = PassageRetriever(ours, k=1).retrieve("Which way do drivers take?")[0].node
    metadata = node.metadata
    assert metadata == {
        "article": BRIDGE.id,
        "title": "Old bridge to close",
        "publisher": "The Made-up Courier",
        "published": "2025-03-01",
        "url": "https://news.example/bridge",
        "start": 45,
        "end": 91,
        "paragraph": 2,
    }
    assert node.node_id == f"{BRIDGE.id}:00001"
    assert node.ref_doc_id == BRIDGE.id
    assert node.get_content() == BRIDGE.text[metadata["start"] : metadata["end"]]


def test_what_an_article_doesnt_tell_is_absent(ours: Retriever) -> None:
    """No publisher, no url: no such keys, so that no model reads "None"."""
    node = PassageRetriever(ours, k=1).retrieve("rain in the valleys")[0].node
    assert {"publisher", "url"}.isdisjoint(node.metadata)


def test_a_model_is_shown_title_and_day_but_no_offsets(ours: Retriever) -> None:
    """What a program needs stays out of the prompt."""
    node = PassageRetriever(ours, k=1).retrieve("When will the bridge close?")[0].node
    seen = node.get_content(MetadataMode.LLM)
    assert "Old bridge to close" in seen
    assert "2025-03-01" in seen
    assert BRIDGE.id not in seen
    assert "paragraph" not in seen


def test_newer_articles_gain_when_the_day_is_given(ours: Retriever) -> None:
    """``today`` reaches our ranking."""
    question = "wheat and tunnel"
    asked = date(2025, 3, 20)
    found = PassageRetriever(ours, k=2, today=lambda: asked).retrieve(question)
    assert [each.score for each in found] == [ranked.score for ranked in ours.passages(question, 2, asked=asked)]
    assert [each.score for each in found] != [ranked.score for ranked in ours.passages(question, 2)]


def test_async_gives_the_same(ours: Retriever) -> None:
    """The asynchronous door gives the same nodes."""
    retriever = PassageRetriever(ours, k=2)
    assert asyncio.run(retriever.aretrieve("bridge")) == retriever.retrieve("bridge")


def test_answers_through_a_query_engine(ours: Retriever) -> None:
    """A query engine of LlamaIndex's hands our passages to its model and cites them as the nodes of its answer."""
    engine = RetrieverQueryEngine.from_args(PassageRetriever(ours, k=2), llm=MockLLM())
    response = engine.query("When will the bridge close?")
    assert "The mayor will close the old bridge in May." in str(response)  # MockLLM repeats its prompt
    assert response.source_nodes[0].node.node_id == f"{BRIDGE.id}:00000"


TEXTS = ["The mayor closed the bridge.", "Rain is expected.", "The court upheld the law."]


def test_default_is_minilm() -> None:
    """Made without arguments, it gives MiniLM's vectors under MiniLM's name."""
    model = MiniLMEmbedding()
    assert model.model_name == MiniLM.name
    wanted = MiniLM().embed(TEXTS, kind="passage")
    assert np.array(model.get_text_embedding_batch(TEXTS)) == pytest.approx(wanted, abs=1e-6)
    assert np.array(model.get_query_embedding(TEXTS[0])) == pytest.approx(wanted[0], abs=1e-6)
    assert model.similarity(model.get_query_embedding(TEXTS[0]), model.get_text_embedding(TEXTS[0])) > 0.999


def test_questions_and_texts_are_told_apart() -> None:
    """A question is embedded as a query, a text as a passage, and a batch in one call."""
    fake = FakeEmbedder()
    model = MiniLMEmbedding(fake)
    model.get_query_embedding("who spoke")
    model.get_text_embedding(TEXTS[0])
    model.get_text_embedding_batch(TEXTS)
    assert fake.calls == [("query", ("who spoke",)), ("passage", (TEXTS[0],)), ("passage", tuple(TEXTS))]


def test_batches_are_of_the_size_asked_for() -> None:
    """LlamaIndex hands over as many texts at once as it was told to."""
    fake = FakeEmbedder()
    MiniLMEmbedding(fake, embed_batch_size=2).get_text_embedding_batch(TEXTS)
    assert [len(texts) for _, texts in fake.calls] == [2, 1]


def test_async_gives_the_same_vectors() -> None:
    """The asynchronous methods give what the others give."""
    model = MiniLMEmbedding(FakeEmbedder())

    async def ask() -> tuple[list[float], list[float], list[list[float]]]:
        return (
            await model.aget_query_embedding(TEXTS[0]),
            await model.aget_text_embedding(TEXTS[1]),
            await model.aget_text_embedding_batch(TEXTS),
        )

    assert asyncio.run(ask()) == (
        model.get_query_embedding(TEXTS[0]),
        model.get_text_embedding(TEXTS[1]),
        model.get_text_embedding_batch(TEXTS),
    )


def test_works_as_a_step_of_a_pipeline() -> None:
    """Called on nodes, as an ingestion pipeline does, it leaves each with its vector."""
    nodes = [TextNode(text=text) for text in TEXTS]
    model = MiniLMEmbedding(FakeEmbedder())
    done = model(nodes)
    assert [node.embedding for node in done] == model.get_text_embedding_batch(TEXTS)


def test_what_is_written_down_of_it_has_no_embedder_in_it() -> None:
    """Its serialised form names the class and the model."""
    written = MiniLMEmbedding(FakeEmbedder(name="fake")).to_dict()
    assert written["class_name"] == "MiniLMEmbedding"
    assert written["model_name"] == "fake"


SAID = "“We lost a winter, not a port,” Mayor Edda Quist told reporters on Monday."
LONG = f"The harbour reopens in May.\n\n{SAID}\n\nNobody else spoke."


def test_statements_come_out_of_a_pipeline_with_their_place_and_speaker() -> None:
    document = Document(text=LONG, metadata={"title": "Harbour to reopen", "page": 3})
    (found,) = IngestionPipeline(transformations=[StatementExtractor()]).run(documents=[document, Document(text=" ")])
    assert isinstance(found, TextNode)
    assert LONG[found.start_char_idx : found.end_char_idx] == found.text == "“We lost a winter, not a port,”"
    told = found.metadata
    assert (told["speaker"], told["kind"]) == ("Edda Quist", "direct")
    assert (told["title"], told["page"]) == ("Harbour to reopen", 3)
    assert found.ref_doc_id == document.node_id


def test_a_chunk_passes_its_own_place_on() -> None:
    """Offsets are those of the whole text, wherever a splitter has cut it."""
    at = LONG.index(SAID)
    chunk = TextNode(text=SAID, start_char_idx=at, end_char_idx=at + len(SAID))
    (found,) = StatementExtractor()([chunk])
    assert isinstance(found, TextNode)
    assert LONG[found.start_char_idx : found.end_char_idx] == found.text


def test_an_extractor_travels_to_a_pipelines_workers() -> None:
    extractor = StatementExtractor()
    extractor([Document(text=LONG)])
    there = pickle.loads(pickle.dumps(extractor))
    assert [each.get_content() for each in there([Document(text=LONG)])] == ["“We lost a winter, not a port,”"]
    assert there.to_dict() == extractor.to_dict()


def test_documents_become_articles() -> None:
    """Under the names of their metadata that data sets use; what holds no text, or too much, is told."""
    documents = [
        Document(text=LONG, metadata={"headline": "Harbour", "source": "The Fjord Post", "url": "https://a.example/1"}),
        Document(text="  "),
        Document(text="x" * 101),
        Document(text=SAID, metadata={"text": "other words", "id": "7", "file_path": "/news/b.txt"}),
    ]
    first, *others = articles_of(documents, max_bytes=100)
    assert isinstance(first, ArticleTooLarge)
    assert isinstance(others[1], ArticleTooLarge)
    first, empty, _, last = articles_of(documents)
    assert isinstance(first, Article)
    assert (first.title, first.publisher, first.url) == ("Harbour", "The Fjord Post", "https://a.example/1")
    assert isinstance(empty, EmptyArticle)
    assert isinstance(last, Article)
    assert (last.text, last.path) == (SAID, "/news/b.txt")


@pytest.mark.parametrize(
    ("name", "key"),
    [("file_path", "page_label"), ("file_path", "page_number"), ("file_path", "source"), ("file_name", "page_label")],
)
def test_pages_of_a_file_are_one_article(name: str, key: str) -> None:
    """As readers of PDFs give them, under the names that they have for a page's number, in its order."""
    pages = [
        ("2", "concrete,” engineer Tor Eik said."),
        ("1", "“Eleven years is long for forty metres of"),
        ("3", "Rain."),
    ]
    documents = [Document(text=text, metadata={name: "/x/w.pdf", "Title": "Weir", key: n}) for n, text in pages]
    (found,) = articles_of(documents)
    assert isinstance(found, Article)
    assert found.text == "“Eleven years is long for forty metres of concrete,” engineer Tor Eik said.\n\nRain."
    assert (found.path, found.title, found.publisher) == ("/x/w.pdf", "Weir", None)


def test_documents_of_one_file_that_are_no_pages_stay_apart() -> None:
    """Each with a name of its own, or the last would take the place of the others."""
    told = {"file_path": "/x/table.csv", "page_label": "1"}
    rows = [Document(text=f"{SAID} {name}", metadata=told | {"title": name}) for name in ("Ice", "Fog")]
    between = Document(text=LONG, metadata={"file_path": "/x/b.txt"})
    found = list(articles_of([rows[0], between, rows[1]]))
    assert [each.path for each in found] == ["/x/table.csv#Ice", "/x/table.csv#Fog", "/x/b.txt"]


@pytest.mark.parametrize("text", ["%PDF-1.4\n1 0 obj", "PK\x03\x04\x14\0", "{\\rtf1 Ice"])
def test_a_files_raw_bytes_are_nobodys_words(text: str) -> None:
    """A reader of folders that lacks the format's own reader gives them as a text."""
    (error,) = articles_of([Document(text=text, metadata={"file_path": "/x/w.pdf"})])
    assert isinstance(error, UnreadableArticle)
    assert "raw bytes" in error.message


def test_what_llamaindexs_own_reader_read_goes_in(tmp_path: Path) -> None:
    """With the file's name as the title, and the text code point for code point."""
    (tmp_path / "harbour.txt").write_text("“We lost a winter,” said Edda Quist.\n\nThe harbour reopens in May.")
    documents = SimpleDirectoryReader(input_files=[str(tmp_path / "harbour.txt")]).load_data()
    library = Library(tmp_path / "home", embedder=FakeEmbedder(), analyser=NoStatements())
    assert len(library.add(articles_of(documents, max_bytes=10_000)).new) == 1
    snapshot = library.snapshot()
    assert snapshot is not None
    (held,) = snapshot.catalog.articles.newest_first()
    assert held.text == documents[0].text
