"""Writes ``retrieval/lang/en/word_vectors.npz``: what all-MiniLM-L6-v2 makes of single words. Run by hand.

The words are those that the model's tokenizer keeps whole. Their vectors are centred and cut to their 64 main
directions, in 8 bits, as in Model2Vec (Tulkens and van Dongen, 2024).
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from retrieval.embedding.minilm import FOLDER, MiniLM

DIMENSIONS = 64
OUT = Path(__file__).parents[2] / "retrieval" / "lang" / "en" / "word_vectors.npz"


def main() -> None:
    """Embed the words and write the table."""
    vocabulary = Tokenizer.from_file(str(FOLDER / "tokenizer.json")).get_vocab()
    words = sorted(word for word in vocabulary if re.fullmatch("[a-z]{2,}", word))
    found = MiniLM().embed(words, kind="query")
    centred = found - found.mean(axis=0)
    axes = np.linalg.svd(centred, full_matrices=False)[2][:DIMENSIONS]
    kept = centred @ axes.T
    kept /= np.linalg.norm(kept, axis=1, keepdims=True)
    of_bytes = np.frombuffer(" ".join(words).encode("ascii"), dtype=np.uint8)
    np.savez_compressed(OUT, words=of_bytes, vectors=np.round(kept * 127).astype(np.int8))


if __name__ == "__main__":
    main()
