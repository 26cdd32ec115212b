"""What stands in an article and is not of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.readers.boilerplate import is_boilerplate, without_boilerplate
from tests.retrieval.readers.conftest import Read

CAPTIONS = [
    "Wooden dolls for sale at a shop in the old town, Feb. 13, 2025. (EPA Photo)",
    "The minister speaks on the phone, Feb. 12, 2025. (AP Photo/Jane Doe, File)",
    "The dam, seen from the road. (Karl Ems/Valley Pictures)",
    "[Photo by Jane Doe via Getty Images]",
    "(File photo)",
    "The ferry at the pier on Thursday. Lina Falk/AFP/Getty Images",
    "The pier. Lina Falk/Pool/AFP via Getty Images",
    "Lina Falk via Getty Images.",
    "Photo: Lina Falk / Harbour Pictures",
    "Image credit: Harbour Pictures",
    "Photo by Lina Falk",
    "Credit: Lina Falk",
    "![The ferry at the pier](images/ferry.jpg)",
    "[![The ferry](ferry-small.jpg)](ferry.jpg)",
]
CALLS = [
    "Read also: Why the pipes leak",
    "READ MORE: “We will go to court,” farmers say",
    "Read More",
    "**Read more:** Breakwater: the plan in five drawings",
    "Related: Snow fails to come",
    "More on this story",
    "Share this article",
    "Share full article",
    "THIS IS A RUSH TRANSCRIPT. THIS COPY MAY NOT BE IN ITS FINAL FORM AND MAY BE UPDATED.",
    "PRINTED AND DISTRIBUTED BY PRESSREADER",
    "PressReader.com +1 604 278 4604",
    "COPYRIGHT AND PROTECTED BY APPLICABLE LAW",
    "Follow us on Facebook and X.",
    "(Story continues below advertisement)",
    "ADVERTISEMENT",
    "Listen to this article 4:12",
    "Unsubscribe: https://n.example/u",
    "You are receiving this because you asked for it.",
    "This content is hosted by ClipHouse. To show it, we need your consent for cookies.",
    "This video is provided by ClipHouse, which may be using cookies.",
    "To view this post, please accept cookies in your settings.",
    "We need your permission to load this player.",
    "The old dam in 1934. (State Archive photo)",
    "Sign up for our newsletter and read the news every morning.",
    "We use cookies to make this site work. Manage preferences",
    "Published 3 hours ago",
    "Updated 14:02 GMT",
    "Comments (14)",
    "Skip to main content",
    "WhatsApp",
    "FOR IMMEDIATE RELEASE",
    "PRESS RELEASE - EMBARGOED UNTIL 07:00 CET 15 OCTOBER 2020",
    "Island News > News > Crime",
    "5 min",
    "**Tags:** ferries, piers, storms",
    "[Follow us on WhatsApp](https://w.example)",
    "Follow Island News on Facebook, on X, or on Instagram. Send your ideas to desk@island.example.",
    "Lina Falk covers ferries for the Island News. Reach her at lina@island.example.",
    "View this post on the web at https://n.example/p/ferry",
    "(MORE)",
    "-ENDS-",
    "# # #",
    "Get the islands’ news in your inbox. Sign up here for the morning newsletter.",
]
THE_ARTICLES_OWN = [
    "She showed the photo to the court (the first of three).",
    "He works for the station (Radio Sample/Free Sample).",
    "“Photo: that is all they want,” said Lindqvist. (EPA Photo)",
    "Related costs rose to nine million, the board said.",
    "Share prices fell.",
    "Press releases came every hour.",
    "Whoever has questions may call the court or email them at court@town.example.",
    "Embargoed goods lay at the pier",
    "Updated 14 days later, the rules say nothing of ferries.",
    "We use cookies as coins in the game, she said.",
    "Tags: the sheep wear them in the left ear.",
    "Share this burden, she asked them.",
    "Read more books, the minister told the pupils.",
    "Most read the letter as a threat.",
    "The council asked people to sign up for shifts by Monday.",
    "Readers had to subscribe to the newsletter, the court heard.",
    "Follow us, the guide said, and we did.",
    "Recommended by the doctor, the pills were of no use.",
    "Picture a town without water.",
    "The picture is grim, said Reuters.",
    "He spoke of the agreement (Brussels/Paris).",
    "Listen to the story of the harbour, she told them.",
    "The content is hosted by a server in Hamm, the court heard.",
    "To show the film, the town needed the consent of its owner, she said.",
    "“We need your consent,” the nurse told him.",
    "JavaScript is taught in every school of the county.",
    "Unsubscribed readers are a paper’s shame, he said.",
]


@pytest.mark.parametrize("line", CAPTIONS + CALLS)
def test_captions_credits_and_calls_go(read: Read, line: str) -> None:
    """The paragraphs around them stay as they were."""
    assert read(f"The minister left on Monday.\n\n{line}\n\nShe said nothing.").text == (
        "The minister left on Monday.\n\nShe said nothing."
    )


@pytest.mark.parametrize("line", THE_ARTICLES_OWN)
def test_what_the_article_says_stays(line: str) -> None:
    """One caption too many is better than a sentence lost."""
    assert not is_boilerplate(line)


def test_a_caption_over_several_lines_goes_whole(read: Read) -> None:
    """In a text whose lines were broken to a width, a paragraph ends at a blank line."""
    text = (
        "The night train to the coast will run again from June, the railway\nsaid on Tuesday, eleven years after it\n"
        "was taken off because nobody took it.\n\nThe old night train in the station at Hamm in the summer of the\n"
        "year 2013, before it left. (Railway Archive Photo)\n\nTickets go on sale on March 1, it said, at"
        " every\nstation."
    )
    assert "Hamm" not in read(text).text
    assert "at every\nstation." in read(text).text


def test_after_front_matter_nothing_goes(read: Read) -> None:
    """Who writes front matter says what the text is: its offsets stay."""
    assert CAPTIONS[0] in read(f"---\ntitle: Dolls\n---\nThe minister left.\n\n{CAPTIONS[0]}\n").text


@given(st.lists(st.sampled_from([*CAPTIONS, *CALLS, *THE_ARTICLES_OWN, "", " ", "It rained on the town"]), max_size=12))
def test_doing_it_again_changes_nothing(lines: list[str]) -> None:
    """So an exported article comes back as it went; no line is ever altered, and none of the article's own is lost."""
    once = without_boilerplate("\n".join(lines))
    assert without_boilerplate(once) == once
    assert set(once.split("\n")) <= {*lines, ""}


@pytest.mark.parametrize("heading", ["More on this story", "Related Topics", "## Most Read Politics"])
def test_links_below_the_article_go(heading: str) -> None:
    """Below such a heading there are only lines; where a sentence follows, they may be the article's."""
    text = "The ferry sank.\n\nNobody was hurt."
    assert without_boilerplate(f"{text}\n\n{heading}\n\nFerries\n\nPier to be closed").rstrip() == text
    goes_on = f"{text}\n\nRelated cases\n\nThe pier\n\nIt sank in May."
    assert without_boilerplate(goes_on) == goes_on


def test_a_caption_below_the_name_of_its_owner_goes() -> None:
    """So it is copied from a browser; a sentence below is the article's."""
    text = "The ferry sank.\n\nGetty Images\n\nThe ferry at the pier last year\n\nNobody was hurt."
    assert without_boilerplate(text) == "The ferry sank.\n\nNobody was hurt."
    assert "Nobody" in without_boilerplate("The ferry sank.\n\nGetty Images\n\nNobody was hurt.")


def test_whom_to_ask_about_a_release_is_none_of_it() -> None:
    """Where an address stands; a contact between people is news."""
    assert without_boilerplate("The ice is old.\n\nContact: press@bay.example, 01539 000000") == "The ice is old."
    said = "The ice is old.\n\nContact: both sides spoke at ten."
    assert without_boilerplate(said) == said
