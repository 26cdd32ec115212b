"""The steps of an ingest on a Ray cluster of two nodes on this machine, one of which dies in the middle."""

from __future__ import annotations

import pickle
import sys
import threading
import time
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pytest
from llama_index.core.schema import Document

from retrieval.attribution import Analysis
from retrieval.errors import SettingsError
from retrieval.ingestion import on_ray
from retrieval.ingestion.enrichment import here
from retrieval.library import Library
from retrieval.model import Article
from tests.fakes.embedder import FakeEmbedder
from tests.integrity import contents
from tests.retrieval.conftest import FakeAnalyser, Open
from tests.waiting import until

ARTICLES = [Article(title=f"Pier {n}", text=f"“Pier {n} is shut,” said Jon Holm.", path=f"{n}") for n in range(120)]


class SlowAnalyser(FakeAnalyser):
    """Takes its time, so that a node can die meanwhile, and shows that it is at work by a file."""

    def __init__(self, begun: Path) -> None:
        super().__init__()
        self.begun = begun

    def analyse_all(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Analysis]]:
        self.begun.touch()
        for article in articles:
            time.sleep(0.02)
            yield from super().analyse_all([article])


def test_ray_that_is_not_installed_is_told(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it."""
    monkeypatch.setitem(sys.modules, "ray", None)
    library = opened()
    library.ray = ""
    with pytest.raises(SettingsError, match=r"\[ray\]"):
        library.add(ARTICLES[:1])


def test_a_node_finds_what_is_found_here() -> None:
    """Each in a document that bears its article's id."""
    articles, own = ARTICLES[:10], (FakeEmbedder(), FakeAnalyser())
    node = on_ray.Find(packed=b64encode(pickle.dumps(own)).decode())
    articles_told = ((each.id, {"article": each.model_dump_json(exclude={"id"})}) for each in articles)
    found = node([Document(id_=key, text="", metadata=told) for key, told in articles_told])
    assert [each.node_id for each in found] == [each.id for each in articles]
    for there, (passages, analysis, vectors) in zip(found, here(*own)(articles), strict=True):
        its_passages, its_analysis, its_vectors = pickle.loads(b64decode(there.metadata["found"]))
        assert (its_passages, its_analysis) == (passages, analysis)
        assert np.array_equal(its_vectors, vectors)


@pytest.mark.filterwarnings("ignore")  # Ray's own
def test_a_node_that_dies_in_the_middle_costs_nothing(opened: Open, tmp_path: Path) -> None:
    """What it had in hand is done by the other; the collection is that of an ingest without Ray."""
    pytest.importorskip("ray.cluster_utils")
    import ray
    from ray.cluster_utils import Cluster

    here = opened(tmp_path / "here")
    here.add(ARTICLES)
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    other, begun = cluster.add_node(num_cpus=1), tmp_path / "begun"

    def kill() -> None:
        until(begun.exists, 600)
        cluster.remove_node(other, allow_graceful=False)

    death = threading.Thread(target=kill)
    library = Library(tmp_path / "home", embedder=FakeEmbedder(), analyser=SlowAnalyser(begun))
    library.ray = cluster.address
    try:
        death.start()
        library.add(ARTICLES)
        death.join()
        assert sum(node["Alive"] for node in ray.nodes()) == 1
    finally:
        ray.shutdown()
        cluster.shutdown()
    assert contents(library) == contents(here)
    for found, expected in zip(library.record.entries(), here.record.entries(), strict=True):
        assert np.allclose(found.passage_vectors, expected.passage_vectors)
