"""The steps of an ingest on the nodes of a Ray cluster, through LlamaIndex's ``RayIngestionPipeline``.

Every node needs this version of Verbatim. What a node that dies had in hand is done again by the others; the record is
written by the process that was started, as ever.
"""

from __future__ import annotations

import logging
import pickle
from base64 import b64decode, b64encode
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any

from llama_index.core.schema import BaseNode, Document, TransformComponent

from retrieval.embedding.base import Embedder
from retrieval.errors import SettingsError, VerbatimError, to_install
from retrieval.ingestion.enrichment import Analyser, Found, Steps, here
from retrieval.model import Article

GROUP = 256
"""Articles that go to the cluster together: a group begins with loading the models on each node."""

BATCH = 8
"""Articles that a node takes at once."""


class Find(TransformComponent):
    """Cuts, analyses and embeds the articles of documents; ``packed`` is what does it."""

    packed: str

    def __call__(self, nodes: Sequence[BaseNode], **_: Any) -> list[BaseNode]:
        """The findings of each, in a document of the same id."""
        articles = [Article.model_validate_json(node.metadata["article"]) for node in nodes]
        found = here(*_loaded(self.packed))(articles)
        return [
            Document(id_=article.id, text="", metadata={"found": _packed(each)})
            for article, each in zip(articles, found, strict=True)
        ]


def steps(address: str, analyser: Analyser, embedder: Embedder) -> Steps:
    """The steps on the cluster at an address (``auto``: this machine's; empty: a new one), by copies of these two.

    Raises:
        VerbatimError: there is no such cluster, or Ray isn't installed.
    """
    try:
        import ray
        from llama_index.ingestion.ray import RayIngestionPipeline, RayTransformComponent
    except ImportError:
        raise SettingsError("`--ray` needs packages that aren't installed", to_install("ray")) from None
    try:
        ray.init(address or "local", log_to_driver=False, logging_level="ERROR", ignore_reinit_error=True)
    except (ConnectionError, ValueError) as error:
        raise VerbatimError(
            f"No Ray cluster answers at {address}", "Start it by `ray start`, then try again"
        ) from error
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    own = getattr(embedder, "own", embedder), getattr(analyser, "own", analyser)  # without processes beside it
    most = max(1, int(ray.cluster_resources().get("CPU", 1)))
    find = RayTransformComponent(Find, {"batch_size": BATCH, "concurrency": (1, most)}, packed=_packed(own))
    pipeline = RayIngestionPipeline(transformations=[find])
    pool = ThreadPoolExecutor(1, "ray")  # one group after the other: each takes the whole cluster

    def begin(articles: Sequence[Article]) -> Generator[Found]:
        told = [
            Document(id_=each.id, text="", metadata={"article": each.model_dump_json(exclude={"id"})})
            for each in articles
        ]
        begun = pool.submit(pipeline.run, documents=told)

        def taken() -> Generator[Found]:
            try:
                found = {node.node_id: node.metadata["found"] for node in begun.result()}
            except ray.exceptions.RayError as error:
                raise VerbatimError(f"The Ray cluster failed ({str(error).splitlines()[-1]})") from error
            for article in articles:
                yield _unpacked(found[article.id])

        return taken()

    return begin


def _packed(what: object) -> str:
    return b64encode(pickle.dumps(what)).decode()


def _unpacked(packed: str) -> Any:
    return pickle.loads(b64decode(packed))  # noqa: S301 - from a process of ours


_loaded = lru_cache(maxsize=1)(_unpacked)  # what a node works with
