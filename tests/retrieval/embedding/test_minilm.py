"""The default embedder, on its real weights."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.embedding.base import Embedder
from retrieval.embedding.minilm import FOLDER, MAX_TOKENS, MODEL_SHA256, TOKENIZER_SHA256, MiniLM
from tests.conftest import examples

# Two texts and the cosine that the fp32 original gives them (the unquantized graph of export_minilm.py, which
# has a cosine of 0.9999996 or more with transformers' own BERT on the same weights).
PAIRS = [
    ("The minister resigned on Monday.", "On Monday the minister stepped down.", 0.744),
    ("The striker scored twice in the final.", "The team's forward got two goals in the last match.", 0.649),
    ("The striker scored twice in the final.", "Farmers fear a poor harvest this year.", -0.101),
    ("What did the mayor say about the bridge?", "Heavy rain is expected in the north tonight.", 0.147),
    (
        "What did the mayor say about the bridge?",
        "The mayor told reporters that the old bridge would be closed.",
        0.719,
    ),
    ("The court struck down the law.", "The court upheld the law.", 0.684),
    ("Scientists found water on the moon.", "Researchers detected ice in lunar craters.", 0.653),
    ("She will gladly accept the offer.", "She will never accept the offer.", 0.723),
    ("Unemployment fell to a record low.", "The orchestra opened its season with Mahler.", -0.018),
    ("Wildfires forced thousands to flee.", "Thousands were evacuated as the fires spread.", 0.748),
    ("héllo wörld", "hello world", 1.0),
]
# 8 bits move these by at most 0.016 on a processor with 8-bit dot products; those without add a little.
TOLERANCE = 0.03

TEXTS = [
    "The mayor said the bridge would be closed for a year.",
    "Rain.",
    "",
    "The committee heard from nine witnesses over two days, " * 12,
    "A spokesman for the company declined to comment on the figures, which were published on Friday.",
]


# One for all tests of the module: hypothesis and fixtures of a function don't mix.
SHARED = MiniLM()


@pytest.fixture
def minilm() -> MiniLM:
    return SHARED


@pytest.mark.parametrize(("file", "wanted"), [("model.onnx", MODEL_SHA256), ("tokenizer.json", TOKENIZER_SHA256)])
def test_shipped_files_are_the_recorded_ones(file: str, wanted: str) -> None:
    """The weights and the tokenizer have the hashes that the export recorded, in both places."""
    assert hashlib.sha256((FOLDER / file).read_bytes()).hexdigest() == wanted
    assert f"{wanted}  {file}\n" in (FOLDER / "SHA256SUMS").read_text(encoding="ascii")


def test_licence_is_shipped_with_the_weights() -> None:
    """The model's licence and what was changed stand beside its weights."""
    assert "Apache License" in (FOLDER / "LICENSE").read_text(encoding="utf-8")
    assert "all-MiniLM-L6-v2" in (FOLDER / "NOTICE").read_text(encoding="utf-8")


def test_name_says_which_weights(minilm: MiniLM) -> None:
    """The name that an index records changes with the weights."""
    port: Embedder = minilm
    assert port.name == f"all-minilm-l6-v2-int8@{MODEL_SHA256[:8]}"
    assert port.dimensions == 384


def test_importing_loads_nothing_heavy() -> None:
    """Importing the module and making an embedder loads neither the runtime nor the tokenizer."""
    code = (
        "import sys; from retrieval.embedding.minilm import MiniLM; MiniLM()\n"
        "print(sorted({'onnxruntime', 'tokenizers', 'llama_index'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(("one", "other", "cosine"), PAIRS)
def test_likeness_is_that_of_the_original(minilm: MiniLM, one: str, other: str, cosine: float) -> None:
    """Two texts are as alike as the fp32 original finds them."""
    vectors = minilm.embed([one, other], kind="passage")
    assert float(vectors[0] @ vectors[1]) == pytest.approx(cosine, abs=TOLERANCE)


def test_vectors_are_unit_length_float32(minilm: MiniLM) -> None:
    """Vectors are float32 rows of 384 of length 1, the empty text's too."""
    vectors = minilm.embed(TEXTS, kind="passage")
    assert vectors.shape == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)


def test_no_texts_give_no_vectors(minilm: MiniLM) -> None:
    """No texts give an array of no rows, and the model isn't needed for it."""
    assert minilm.embed([], kind="passage").shape == (0, 384)


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_a_text_has_one_vector_whatever_stands_beside_it(minilm: MiniLM, threads: int) -> None:
    """Alone or among others, in any order and on any number of threads, a text's vector is the same."""
    alone = np.concatenate([minilm.embed([text], kind="passage") for text in TEXTS])
    other = MiniLM(threads=threads)
    np.testing.assert_array_equal(other.embed(TEXTS, kind="passage"), alone)
    np.testing.assert_array_equal(other.embed(TEXTS[::-1], kind="passage"), alone[::-1])


def test_question_and_passage_share_a_space(minilm: MiniLM) -> None:
    """This model has one vector for a text, asked or answered."""
    np.testing.assert_array_equal(minilm.embed(TEXTS, kind="query"), minilm.embed(TEXTS, kind="passage"))


def test_first_use_from_many_threads_at_once() -> None:
    """An embedder that is first used by several threads at once gives each of them the right vectors."""
    fresh = MiniLM(threads=2)
    with ThreadPoolExecutor(6) as pool:
        results = list(pool.map(lambda _: fresh.embed(TEXTS[:2], kind="query"), range(6)))
    for result in results:
        np.testing.assert_array_equal(result, results[0])


def test_no_threads_is_refused() -> None:
    """An embedder without a thread couldn't work, and says so when it is made."""
    with pytest.raises(ValueError, match="0"):
        MiniLM(threads=0)


def test_only_the_first_tokens_of_a_long_text_count(minilm: MiniLM) -> None:
    """What stands past the model's 256 tokens makes no difference; what stands before them does."""
    long = "rain " * MAX_TOKENS
    vectors = minilm.embed([long, long + "taxes and budgets", "taxes and budgets " + long], kind="passage")
    np.testing.assert_array_equal(vectors[0], vectors[1])
    assert float(vectors[0] @ vectors[2]) < 0.999


@pytest.mark.parametrize(
    "text",
    [
        "\0",
        "\ud800",
        "\udc00 said \ud800",
        "\r\n\t",
        "[MASK] [SEP] [CLS]",
        "\ufdfa" * 100_000,
        "😀" * 100_000,
        "각" * 100_000,
        "a" * 100_000,
        " " * 100_000,
        "word " * 20_000,
        "e" + "\u0301" * 100_000,
    ],
    ids=lambda text: f"{text[:3]!a}-{len(text)}",
)
def test_hostile_text_has_a_vector_soon(minilm: MiniLM, text: str) -> None:
    """Broken, odd and endless texts get a unit vector in a bounded time."""
    started = time.process_time()
    vectors = minilm.embed([text], kind="query")
    assert time.process_time() - started < 2.0
    assert float(np.linalg.norm(vectors)) == pytest.approx(1.0, abs=1e-5)


@examples(60)
@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=200), max_size=4))
def test_any_text_has_a_unit_vector(texts: list[str]) -> None:
    """Whatever the texts hold, each gets a finite unit vector."""
    vectors = SHARED.embed(texts, kind="passage")
    assert vectors.shape == (len(texts), 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-5)


def test_nothing_is_told_to_the_librarys_makers(tmp_path: Path, program_environment: dict[str, str]) -> None:
    """onnxruntime keeps what it would send, and a device's id, in the person's cache folder: neither is there."""
    script = "from retrieval.embedding.minilm import MiniLM; MiniLM().embed(['The ferry froze.'], kind='passage')"
    told = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    subprocess.run([sys.executable, "-c", script], check=True, env={**program_environment, **told}, timeout=60)
    assert list(tmp_path.rglob("*")) == []
