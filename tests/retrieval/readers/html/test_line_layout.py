"""What stands in boxes between an article's paragraphs, or is set otherwise than they are."""

from __future__ import annotations

import pytest

from tests.retrieval.readers.html.test_paragraph_vote import STORY, text_of


@pytest.mark.parametrize(
    "box",
    [
        "<div class='k3'><div>Die Küste im Wandel</div><div>Ein Jahr lang waren wir bei den Fischern.</div></div>",
        "<div class='k3'><p>Should the board take its decision back?</p><p>Yes, at once</p><p>No</p></div>",
        "<div><span class='u'>Watch now</span><div class='w'>A whale came into the harbour by night.</div></div>",
    ],
)
def test_a_box_between_paragraphs_that_stand_bare_is_left_out(box: str) -> None:
    """By its place alone, in any language; what somebody says in such a box stays."""
    story = [f"<p>{each}</p>" for each in STORY]
    assert text_of("".join((*story[:2], box, *story[2:]))) == "\n\n".join(STORY)
    said = "“Nobody asked the people who have to live from it,” the guild wrote on Friday."
    text = text_of("".join((*story[:2], f"<div class='k3'><div>{said}</div></div>", *story[2:])))
    assert text == "\n\n".join((*STORY[:2], said, *STORY[2:]))


def test_cells_that_a_page_is_laid_out_with_differ_by_their_fonts() -> None:
    """Lines of other stories, below the article in the cell that it stands in, in another size."""
    story = "<br><br>".join(STORY)
    others = "<b>Other headlines</b><br>&#149; Two held over gold shop<br>&#149; Storm shuts the airport"
    text = text_of(
        f"<table><tr><td><font size='2'>{story}</font><br><font size='1' color='red'>{others}</font></td></tr></table>"
    )
    assert text == "\n\n".join(STORY)
