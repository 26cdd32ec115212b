"""Who speaks by a verb, where the parser hangs its subject elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retrieval.model import Statement

Found = Callable[[str], list[Statement]]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        (
            "US and Ukrainian officials are far apart on the risk of an invasion of the port, a senior Ukrainian "
            "official told CNN yesterday.",
            "a senior Ukrainian official",
            "US and Ukrainian officials are far apart",
        ),
        (
            "Shares in Skarn Foods fell on Monday after the maker of pies warned on profit and said it would close its"
            " Orle bakery.",
            "Skarn Foods",
            "it would close",
        ),
        (
            "Outside the court, Kumari, 26, who comes from Begusarai, said she was tired.",
            "Kumari",
            "she was tired",
        ),
        (
            "As an invasive species, the pythons threaten the local fauna, Lopez tells CNN.",
            "Lopez",
            "the pythons threaten",
        ),
        (
            "In a vote the US said was likely to fail, the council abstained.",
            "US",
            "was likely to fail",
        ),
        (
            "Groups, many of whom are arguing that the measures break the law, went home.",
            "Groups",
            "that the measures break the law",
        ),
        (
            "The release of the letters led council member Maria Lopez to admit that she knew.",
            "Maria Lopez",
            "that she knew",
        ),
        (
            "A group of rabbis called for a boycott, and the Harbour League denounced the speech and said it would "
            "leave.",
            "Harbour League",
            "it would leave",
        ),
        (
            "Officers of Skerry with no knowledge of the case but with experience in war zones chafed "
            "and said it failed.",
            "Officers of Skerry with no knowledge of the case",
            "it failed",
        ),
        (
            "The talk ended with Maria Lopez asking pointedly whether it would fail.",
            "Maria Lopez",
            "whether it would fail",
        ),
        (
            "Maria Lopez also said for the first time that some emails between Clinton and Obama have been located.",
            "Maria Lopez",
            "some emails",
        ),
        (
            "Otto Brandt was sued. The attorney general of the state is suing Brandt, claiming it is a fraud.",
            "the attorney general of the state",
            "it is a fraud",
        ),
        (
            "But in a call with reporters on Dec. 2, Col. Steven H. Marsh, a military spokesman in Northport, said, "
            "“The bridge will be closed for a week.”",
            "Steven H. Marsh",
            "The bridge will be closed",
        ),
        (
            "Two letters sent to the mayor have been put in safe storage, Patrick F. Holm, the deputy for the archive, "
            "wrote in a memo to the inspector.",
            "Patrick F. Holm",
            "have been put in safe storage",
        ),
        (
            "Or maybe Mara Lindqvist, shipping consultant Phil Marsh says. “Two surveys suggest that she is liked.”",
            "Phil Marsh",
            "Two surveys suggest",
        ),
        (
            "Michael Holm, former Ambassador to Northport under the old council from 2012 to 2014 questioned the "
            "plan's strategy.",
            "Michael Holm",
            "strategy",
        ),
        (
            "His favour has gone from Lindqvist to, now, Holm, Marsh said during the campaign.",
            "Marsh",
            "His favour has gone",
        ),
        (
            "In May prosecutors charged the officer with murder and Holm fired his chief, Garry Marsh, acknowledging "
            "that the city has lost trust in the force.",
            "Holm",
            "the city has lost trust",
        ),
        (
            "Holm was heard on a microphone telling Marsh to get on a plane and go home.",
            "Holm",
            "to get on a plane",
        ),
        (
            "And Lindqvist, said Mara Holm, who remains friendly with her, doesn't forgive anybody.",
            "Mara Holm",
            "doesn't forgive anybody",
        ),
        (
            "Part of the problem in finding tunnels, say experts like Paul Marsh, a geophysicist, is the ground.",
            "experts like Paul Marsh, a geophysicist",
            "is the ground",
        ),
        (
            "The fans of “The Long Tide,” Mr. Holm said, are many. The French, it turns out, are fond of “The Long "
            "Tide,” Mr. Holm said.",
            "Holm",
            "The French",
        ),
        (
            "The bridge alone was opened to forty boats, according to harbour spokesman Todd Marsh.",
            "Todd Marsh",
            "was opened to forty boats",
        ),
        (
            "A berth for a small boat is about 12 crowns, according to calculations by Amy Holm of the university.",
            "Amy Holm",
            "A berth for a small boat",
        ),
        (
            "At the heart of the trouble, according to Dennis B. Holm, another former envoy, was a plan to sell.",
            "Dennis B. Holm",
            "was a plan to sell",
        ),
        (
            "Ben Marsh, the former president of the league, told The Northport Gazette before he spoke before "
            "the committee that he believed it is right to rebuild.",
            "Ben Marsh",
            "that he believed it is right",
        ),
    ],
)
def test_the_speaker_is_found_where_the_parser_hides_it(statements: Found, text: str, speaker: str, words: str) -> None:
    """The words that stand right before or after the cue name the speaker, not the sentence's first noun."""
    assert [s.speaker for s in statements(text) if words in s.text] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Department of Justice said the port is safe.", "Department of Justice"),
        (
            "The US Department of Health and Human Services said the port is safe.",
            "Department of Health and Human Services",
        ),
        (
            "The Centers for Disease Control and Prevention said the port is safe.",
            "Centers for Disease Control and Prevention",
        ),
        ("The Conservancy of Southwest Florida said the port is safe.", "Conservancy of Southwest Florida"),
        ("The University of Texas at Austin said the port is safe.", "University of Texas at Austin"),
        ("Mayor of London Sadiq Khan said the port is safe.", "Sadiq Khan"),
        ("Speaker of the House Paul Ryan said the port is safe.", "Paul Ryan"),
    ],
)
def test_a_body_keeps_the_whole_of_its_name(statements: Found, text: str, speaker: str) -> None:
    """What follows "of" belongs to a body's name, and an office is no part of a person's."""
    assert [s.speaker for s in statements(text)] == [speaker]


def test_a_short_name_is_the_body_that_the_article_names_in_full(statements: Found) -> None:
    """ "The Department" is the one department that the article has named; of two it is neither."""
    one = "The Department of Justice was sued. The Department said the port is safe."
    two = "The Department of Justice sued the Department of State. The Department said the port is safe."
    assert [s.speaker for s in statements(one)] == ["Department of Justice"]
    assert [s.speaker for s in statements(two)] == ["Department"]


def test_a_role_with_a_capital_is_its_bearer(statements: Found) -> None:
    """ "The President" isn't a name."""
    text = "President Joe Biden came to the port. The President said it is safe."
    assert [s.speaker for s in statements(text)] == ["Joe Biden"]


def test_who_goes_on_after_a_quote_didnt_say_it_with_that_verb(statements: Found) -> None:
    """A participle after a quote that has its cue before it reports something of its own."""
    found = statements("Maria Lopez said, “It is time that we sell it,” promising the harbour will stay open.")
    assert [(s.cue, s.text) for s in found] == [
        ("said", "“It is time that we sell it,”"),
        ("promising", "the harbour will stay open"),
    ]


def test_what_somebody_did_beside_what_she_said_of_another(statements: Found) -> None:
    """ "Lopez said Hahn is to blame and accused him": Lopez accused, not Hahn."""
    text = "Maria Lopez said Peter Hahn is to blame for it and accused him of “selling the harbour twice over.”"
    assert {s.speaker for s in statements(text)} == {"Maria Lopez"}


def test_two_who_may_have_asked(statements: Found) -> None:
    """ "Lopez complained that Hahn attacked her and questioned why": either of the two, so nobody."""
    text = "Maria Lopez complained Peter Hahn had left the town and questioned why the ships stay away."
    assert "Peter Hahn" not in {s.speaker for s in statements(text)}


def test_a_participle_beside_what_others_are_to_do(statements: Found) -> None:
    """ "Legislators try to get the bureau to act while requesting": the legislators request."""
    text = (
        "Lawmakers questioned the finding, waging a campaign to get the FBI to release more papers while "
        "requesting new investigations."
    )
    assert "FBI" not in {s.speaker for s in statements(text)}


def test_a_name_cut_off_by_a_dash(statements: Found) -> None:
    """ "… in Palm Beach - Marsh continued to assert": Marsh, though the parser reads on over the dash."""
    text = (
        "In an interview with The Washington Post - conducted last Wednesday at Hahn's Mar-a-Lago estate in Palm Beach "
        "- Marsh continued to assert that he never made contact with Lopez."
    )
    assert [s.speaker for s in statements(text) if "never made contact" in s.text] == ["Marsh"]


def test_what_somebody_vows_to_do(statements: Found) -> None:
    """ "Rabbis vow to boycott": what they vow, though the parser takes it for a purpose."""
    (found,) = statements("Rabbis vow to boycott Trump speech to pro-Israel group.")
    assert (found.speaker, found.text) == ("Rabbis", "to boycott Trump speech to pro-Israel group")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ann Holm of the charity Safe Roofs told Reuters “the rent was raised twice in a month”.", "Ann Holm"),
        (
            "Ann Holm of the University of Westmark, Port Linden rejected it: “The rent was raised twice in a month.”",
            "Ann Holm",
        ),
        ("On Friday, Holm went online to defend his vote saying, “The rent was raised twice in a month.”", "Holm"),
        ("The police confirmed they found it, stating “The rent was raised twice in a month.”", "the police"),
        ("The plan was attacked by the Tenants Union, saying “The rent was raised twice.”", "Tenants Union"),
        ("(Harbour Post) “The rent was raised twice in a month,” commented Ann Holm, an official.", "Ann Holm"),
        ("In the words of the lawyer, Ann Holm, “the rent was raised twice in a month.”", "Ann Holm"),
        ("Ann Holm urged calm, saying “The rent was raised twice”, as quoted by the Harbour Post.", "Ann Holm"),
        ("According to Delta Press, the judge of Tarn, Ann Holm, said “the rent was raised twice”.", "Ann Holm"),
    ],
)
def test_neither_outlet_nor_hearer_nor_body_gets_the_words(statements: Found, text: str, speaker: str) -> None:
    """The person speaks, not the body that they are of, who hears it, or the paper that passes it on."""
    assert {s.speaker for s in statements(text) if "raised twice" in s.text} == {speaker}


def test_what_somebody_is_criticised_for_saying_is_theirs(statements: Found) -> None:
    """ "Holm criticised Lund for calling it “…”": Lund's words, and only where they are quoted."""
    quoted = statements("Ann Holm criticised Sam Lund on Friday for calling the ban a “war on lazy captains”.")
    assert "Ann Holm" not in {s.speaker for s in quoted if s.text.startswith("calling")}
    assert "Sam Lund" in {s.speaker for s in quoted}
    assert {s.speaker for s in statements("Ann Holm criticised Sam Lund for accusing the club.")} <= {"Ann Holm"}
