"""The default embedder: all-MiniLM-L6-v2 in 8 bits, with its weights in this package."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from retrieval.embedding.base import TextKind, Vectors
from retrieval.system.worker_process import cores

MODEL_SHA256 = "3d98c0c314ebdd2790460a488f0bd45879afd3f11e1d948bc01faa95c3944a05"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
FOLDER = Path(__file__).parent / "minilm"
# The length that the model was published with (its sentence_bert_config.json).
MAX_TOKENS = 256
# Bounds the tokenizer's time. News paragraphs have 4.5 to 6 characters a token; only a text of long runs of
# blanks or of "words" of 16 letters and more can lose one of its first 256 tokens to this.
MAX_CHARACTERS = 16 * MAX_TOKENS
_SURROGATE = re.compile("[\ud800-\udfff]")


class MiniLM:
    """all-MiniLM-L6-v2 on onnxruntime: 384 dimensions, English, no download, no key.

    A process loads the model once, at the first ``embed``; until then neither onnxruntime nor tokenizers is imported.

    Texts are run one at a time, several at once on as many threads, and never as a padded batch. The 8-bit
    activations share one scale over a batch, so a text's vector would change with the texts beside it: by our
    measurement (200 news paragraphs, batches of 32) down to a cosine of 0.963 with itself. One at a time, a
    text always has the same vector, nothing is spent on padding, and the threads needn't wait for each other.

    Args:
        threads: how many texts to work on at once; None: one for each core that this process may use.
    """

    name = f"all-minilm-l6-v2-int8@{MODEL_SHA256[:8]}"
    dimensions = 384

    def __init__(self, threads: int | None = None) -> None:
        if threads is not None and threads < 1:
            msg = f"an embedder needs a thread to work on, and was given {threads}"
            raise ValueError(msg)
        self._threads = threads or cores()

    def __reduce__(self) -> tuple[type[MiniLM], tuple[int]]:
        """Without the model, which a copy in another process loads."""
        return MiniLM, (self._threads,)

    def embed(self, texts: Sequence[str], *, kind: TextKind) -> Vectors:
        """The vectors of ``texts``, in their order; of a long text, that of its first 256 tokens.

        Args:
            texts: none, one or many, of any length and with any characters.
            kind: makes no difference to this model, which has one space for questions and passages.

        Returns:
            float32, ``(len(texts), 384)``, each row L2-normalised.
        """
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        if len(texts) == 0:
            return vectors
        with _LOADING:
            tokenizer, session = _loaded()

        def fill(row: int) -> None:
            vectors[row] = _vector(tokenizer, session, texts[row])

        workers = min(self._threads, len(texts))
        if workers == 1:
            for row in range(len(texts)):
                fill(row)
        else:
            with ThreadPoolExecutor(workers, "embed") as pool:
                # Going through the results is what raises an exception of a worker's here.
                for _ in pool.map(fill, range(len(texts))):
                    pass
        return vectors


_LOADING = Lock()  # threads that need it first at once load it once


@cache
def _loaded() -> tuple[Any, Any]:
    return _tokenizer(), _session()


def _tokenizer() -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
    # The file itself asks for 128 tokens, padded to 128.
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _session() -> Any:
    # Its own packages send how it is used to their makers, from version 1.31 on, and keep a device's id for that in the
    # person's cache folder. It looks at this when it is loaded; its function for it comes too late for the first event.
    os.putenv("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # Each text is worked on by the one thread that calls ``run``; see the class.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # Every text has a length of its own, so a plan of the memory for one length serves no other, and an arena
    # keeps what the longest text needed. Neither made a difference to the speed.
    options.enable_mem_pattern = False
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(FOLDER / "model.onnx"), options, providers=["CPUExecutionProvider"])


def _vector(tokenizer: Any, session: Any, text: str) -> Vectors:
    # A lone surrogate can't be handed to the tokenizer; the replacement character is what it leaves out.
    clean = _SURROGATE.sub("\ufffd", text[:MAX_CHARACTERS])
    ids = np.array([tokenizer.encode(clean).ids], dtype=np.int64)
    (vectors,) = session.run(["vectors"], {"ids": ids, "mask": np.ones_like(ids)})
    vector: Vectors = vectors[0]
    return vector
