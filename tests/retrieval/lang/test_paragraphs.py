"""Where paragraphs begin and end, in every layout that plain text comes in."""

from __future__ import annotations

import itertools
import textwrap

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from retrieval.attribution import Analyst
from retrieval.chunking import split
from retrieval.lang.paragraphs import paragraphs
from retrieval.model import Article

LINE_ENDS = ("\n", "\r\n", "\r", "\u2028", "\x85", "\v")
SENTENCES = (
    "The council of the harbour town met again and spoke for an hour about the ferry.",
    "Nobody had foreseen that the ice in the sound would hold for more than six weeks this year.",
    "“We wait for the thaw,” the harbour master said, “and then we shall see what is left of the pier.”",
    "It was the longest winter in living memory, according to the records that are kept in the town hall.",
    "She said that the boats, of which eleven are owned by one family, had been brought ashore in time.",
)
PARAGRAPHS = st.lists(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map(" ".join), min_size=1, max_size=8
)


def found(text: str) -> list[str]:
    return [" ".join(text[start:end].split()) for start, end in paragraphs(text)]


@given(st.text(max_size=300))
def test_paragraphs_hold_all_that_is_not_space(text: str) -> None:
    """They follow on each other, are stripped, and no character but white space falls between them."""
    spans = paragraphs(text)
    outside = set(range(len(text))) - {i for start, end in spans for i in range(start, end)}
    assert all(text[i].isspace() for i in outside)
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


@given(PARAGRAPHS, st.integers(50, 90), st.sampled_from(["blank", "indent", "both"]), st.sampled_from(LINE_ENDS))
def test_wrapped_text_gives_the_paragraphs_it_was_made_of(
    wanted: list[str], width: int, layout: str, line_end: str
) -> None:
    """Wrapped to any width, with blank lines, with indents or with both, whatever the line ends."""
    indent = "" if layout == "blank" else "    "
    blocks = [textwrap.wrap(each, width, initial_indent=indent, break_on_hyphens=False) for each in wanted]
    inner = [line for block in blocks for line in block[:-1]]
    finished = [line for line in inner if line.endswith((".", ".”"))]
    # Lines that all happen to end with a sentence might be paragraphs, and those of a lone block might be some.
    assume(len(inner) > 3 * len(finished) or not inner)
    assume(layout != "blank" or sum(len(block) > 1 for block in blocks) > 1 or not finished)
    between = line_end if layout == "indent" else line_end * 2
    assert found(between.join(line_end.join(block) for block in blocks)) == wanted


@given(PARAGRAPHS)
def test_lines_are_paragraphs_where_nothing_is_wrapped(wanted: list[str]) -> None:
    """With blank lines between them or without."""
    assert found("\n".join(wanted)) == wanted
    assert found("\n\n".join(wanted)) == wanted


def test_without_blank_lines_and_indents_a_short_line_ends_a_paragraph() -> None:
    """The next word would have fitted on it."""
    text = (
        "The harbour of the town was closed on Monday after the ice\n"
        "had come in, the mayor said in a letter to the council of the\n"
        "town.\n"
        "She added that nobody had been hurt and that it would open\n"
        "again soon.\n"
        "“We wait,” she said."
    )
    assert [each.split()[0] for each in found(text)] == ["The", "She", "“We"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The ice will stay until the spring comes,\nand nobody should sail.", 1),
        ("Storm warning\nBy Ida Berg\nThe harbour was closed on Monday. Ships stayed in.\nIt opens soon.", 4),
        ("Trump says that praise from Putin helps the country; \nAfter the debate, he holds the spotlight.", 2),
        (
            "It rained.\n    “The dry spell is over, and nobody will miss it,” trader Paul\nWenk said.\n    It did.",
            3,
        ),
        ("The harbour of the town was closed on Monday\nBy Ida Berg\n    It rained.\n    It froze.", 4),
        ("eggs\nmilk\nbutter and bread", 3),
        ("One.\u2029Two.\fThree.\x1cFour.", 4),
        ("He met the chairman of the committee, Sen.\nHolm of the north, and left the town after that.", 2),
    ],
)
def test_short_texts(text: str, wanted: int) -> None:
    """Two lines are enough to tell; headings, lists and subtitles stay apart."""
    assert len(paragraphs(text)) == wanted


def test_a_quote_that_runs_over_a_line_end_is_one_quote() -> None:
    """The speaker stands on the second of two wrapped lines."""
    text = (
        "“The ice is thick and it will stay until the spring comes,\n"
        "and nobody should sail before that,” harbour master Mara Lindqvist said"
    )
    (statement,) = Analyst().analyse(Article(title="Ice", text=text)).statements
    assert (statement.speaker, statement.text) == ("Mara Lindqvist", text[: text.index(" harbour")])


@given(st.one_of(st.text(max_size=400), PARAGRAPHS.map("\n".join)))
def test_passages_lie_inside_the_paragraphs_of_attribution(text: str) -> None:
    """Chunking joins headings and cuts what is too long; no passage begins or ends elsewhere in a paragraph."""
    spans = paragraphs(text)
    passages = split(Article(title="t", text=text)) if text else []
    starts, ends = {start for start, _ in spans}, {end for _, end in spans}
    for before, after in itertools.pairwise(passages):
        if before.paragraph != after.paragraph:
            assert after.start in starts
            assert before.end in ends
    assert all(text[p.end - 1 : p.end].strip() for p in passages)
    assert {text[p.start : p.end] for p in passages} == set() or passages[0].start == spans[0][0]


@pytest.mark.parametrize("unit", ["x", "word ", ". ", "a\n", "\u2028", "long line of some words that goes\n", " \r\n"])
def test_time_grows_with_the_text(unit: str) -> None:
    """A novel of anything is cut in a moment."""
    import time

    started = time.process_time()
    paragraphs(unit * (300_000 // len(unit)))
    assert time.process_time() - started < 10
