"""Chooses the phrases by which texts are compressed, ``store/phrases.txt``. Run by hand, never at run time.

``python -m tests.fitting.fit_phrases FILE`` writes them, of PolNeAR, of the newswire and of `world` (``BENCH_DATA``),
and says how small RealTime QA, which it leaves out, becomes. **Never over the package's own file**: what was compressed
by that couldn't be read any more.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from retrieval.evaluation import ranking
from tests.bench.collection import DATA

MOST_BYTES, MOST_WORDS, SHARE, WIRES = 29_000, 4, 0.003, 1_000
"""Bytes of phrases; words of one; least share of each source's articles that hold it; articles of the newswire."""

FINDS = """\
","hedge":"denied","hedge":"hearsay","hedge_start":1,"hedge_end":1},"via":"","heard_by":"","said_on":"2020-1","venue":"\
","speaker_type":"unnamed","speaker_type":"document","speaker_type":"group","speaker_type":"body","cue":"according",\
"cue":"announced","cue":"says","cue":"told","cue":":"}],"introductions":[{"start":1,"end":1,"speaker":"",\
"confidence":0.9},{"start":1,"end":1,"kind":"partial","speaker":"","confidence":0.7},{"start":1,"end":1,\
"kind":"indirect","speaker":"he","speaker_type":"body","mention":"She","mention_start":1,"cue":"said","confidence":0.8},\
{"start":1,"end":2,"kind":"direct","speaker":"the","speaker_type":"person","mention":"he","mention_start":1,\
"cue":"said","confidence":0.99},{"statements":[{"start":"""
"""What is written of finds, the likeliest last."""


def main() -> None:
    """Write the phrases and print what they save."""
    with gzip.open(DATA / "newswire" / "all.jsonl.gz", "rt") as file:
        wire = [json.loads(line)["text"] for line in islice(file, WIRES)]
    world = [page["text"] for page in json.loads((DATA / "world" / "texts.json").read_text()).values()]
    chosen = _phrases([[each.text for each in ranking.load(DATA / "polnear").articles], wire, world])
    by = (chosen + FINDS).encode()
    Path(sys.argv[1]).write_bytes(by)
    left_out = [each.text.encode() for each in ranking.load(DATA / "realtimeqa").articles]
    for name, phrases in (("alone", b" "), ("by phrases", by)):
        size = sum(_size(text, phrases) for text in left_out)
        print(f"{name}: {size / sum(map(len, left_out)):.3f} of {len(left_out)} texts")


def _phrases(sources: list[list[str]]) -> str:
    """Those that save the most letters in the source that has the fewest of them, the best last, for they are found at
    once.
    """
    shares = [_shares(texts) for texts in sources]
    common = set.intersection(*map(set, shares))
    saved = {each: min(share[each] for share in shares) * (len(each) - 3) for each in common if len(each) > 4}
    chosen, size = "", 0
    for phrase in sorted(saved, key=lambda each: (-saved[each], each)):
        if phrase not in chosen:
            chosen, size = phrase + chosen, size + len(phrase.encode())
        if size > MOST_BYTES:
            break
    return chosen


def _shares(texts: list[str]) -> dict[str, float]:
    standing: Counter[str] = Counter()
    for text in texts:
        standing.update(set(_runs(re.findall(r"\S+[^\S\n]*", text))))
    return {each: count / len(texts) for each, count in standing.items() if count > SHARE * len(texts)}


def _runs(words: list[str]) -> Iterable[str]:
    for count in range(1, MOST_WORDS + 1):
        for at in range(len(words) - count + 1):
            yield "".join(words[at : at + count])


def _size(text: bytes, phrases: bytes) -> int:
    packing = zlib.compressobj(zdict=phrases)
    return len(packing.compress(text) + packing.flush())


if __name__ == "__main__":
    main()
