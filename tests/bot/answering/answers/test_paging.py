"""More of the last answer, and the whole passage of one of its citations."""

from __future__ import annotations

from retrieval.model import Status
from tests.bot.answering.conftest import HOLM, Ask, Other, Report, Said, quotes


def test_what_was_left_out_is_shown_page_by_page(asked_of: Other) -> None:
    """Until there is no more; nothing twice."""
    said = [Said(f"“It is {number} o'clock,”", HOLM) for number in range(15)]
    ask = asked_of([Report("Time. " + " ".join(f"{each.words} Holm said." for each in said), 10, said)])
    pages = [ask("what did holm say")]
    while pages[-1].more:
        pages.append(ask("more"))
    shown = [quote for page in pages for quote in quotes(page)]
    assert sorted(set(shown)) == sorted(shown) == sorted(each.words for each in said)
    assert len(pages) == 3
    assert ask("more").text.startswith("There is no more on that.")


def test_the_whole_passage_of_a_citation(ask: Ask) -> None:
    """By its number, from the front or the last one; the first without a number."""
    cited = ask("what did holm say").citations
    for text, at in (("show the whole passage", 0), ("show 2", 1), ("the last one", len(cited) - 1)):
        answer = ask(text)
        (whole,) = answer.citations
        assert cited[at].quote in whole.quote
        assert (whole.article.id, whole.speaker) == (cited[at].article.id, None)


def test_a_citation_that_is_not_there(ask: Ask) -> None:
    """Is asked for again, and so is one before there is any answer."""
    assert ask("show 1").text.startswith("There is no answer with citations yet.")
    count = len(ask("what did mara say about ice").citations)
    answer = ask("show 9")
    assert answer.status is Status.REFUSED
    assert answer.text.startswith(f"Which citation? The last answer has {count} citations.")
