"""Answers to anything else than who said what: the sentences that hold it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from retrieval.model import Kind, Status
from tests.bot.answering.conftest import HOLM, Ask, Report, Said

Other = Callable[[Sequence[Report]], Ask]


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("how many sailors were hurt when the ferry struck the quay", "Three sailors were hurt"),
        ("how much would the bridge cost", "40 million crowns"),
        ("when did parliament adopt the pension reform", "adopted the pension reform on Thursday"),
        ("why was the sound closed to ships", "closed to all ships"),
    ],
)
def test_the_sentence_that_holds_it(question: str, holds: str, ask: Ask) -> None:
    """First, under nobody's name unless somebody said it."""
    answer = ask(question)
    assert answer.status is Status.ANSWERED
    assert holds in answer.citations[0].quote


def test_the_day_that_a_weekday_means_stands_beside_it(ask: Ask) -> None:
    """Outside of the article's words."""
    answer = ask("when did parliament adopt the pension reform")
    assert "(13 Feb 2025)" in answer.text
    assert "2025" not in answer.citations[0].quote


def test_articles_that_count_differently(asked_of: Other) -> None:
    """Stand side by side, the newest first, and the answer says so; the same number in both is no dispute."""
    first = Report("Storm. The storm sank four boats in the harbour of Sundby.", 10)
    second = Report("Storm again. In Sundby the storm sank six boats of the harbour.", 12, publisher="Island Post")
    answer = asked_of([first, second])("how many boats did the storm sink in sundby harbour")
    assert answer.text.splitlines()[:3] == [
        "The articles give different numbers, the newest first:",
        "12 Feb 2025, Island Post: In Sundby the storm sank six boats of the harbour. [1]",
        "10 Feb 2025, Harbour News: The storm sank four boats in the harbour of Sundby. [2]",
    ]
    third = Report("Storm news. The storm sank four boats, says the harbour of Sundby.", 12)
    assert "different" not in asked_of([first, third])("how many boats did the storm sink in sundby harbour").text


def test_a_quote_is_never_shown_half(asked_of: Other) -> None:
    """A sentence in which a quote begins brings those in which it goes on."""
    quote = "“The mole must be mended. It won't last another winter storm,”"
    ask = asked_of(
        [Report(f"Mole. At the mole Holm pointed to the cracks: {quote} he said to nobody.", 10, [Said(quote, HOLM)])]
    )
    text = ask("where are the cracks of the mole that holm pointed to").text
    assert quote in text or "“The mole" not in text


def test_the_author_of_a_book_isnt_who_said_it(asked_of: Other) -> None:
    """Who wrote a book is a fact to be found; who wrote that something is so has said it."""
    ask = asked_of(
        [Report("Books. Erik Berg wrote the novel Cold Harbour in 1999. “Yes,” Holm said.", 10, [Said("“Yes,”", HOLM)])]
    )
    assert "Erik Berg wrote the novel" in ask("who wrote the novel cold harbour").text


def test_the_answering_words_are_marked(asked_of: Other) -> None:
    """The number, the day or the name that was asked for, by its place in the article."""
    ask = asked_of([Report("Storm. On Monday the storm sank four boats of the harbour master Erik Berg.", 10)])

    def marked(question: str) -> list[str]:
        return [each.article.span(*mark) for each in ask(question).citations for mark in each.marks]

    assert marked("how many boats did the storm sink") == ["four"]
    assert marked("when did the storm sink the boats of the harbour master") == ["Monday"]
    assert marked("who is the harbour master whose boats the storm sank") == ["Monday", "Erik Berg"]
    assert marked("did the storm sink boats of the harbour master") == []


def test_he_is_named(asked_of: Other) -> None:
    """A sentence that says "he" could be taken for anybody's words: it is shown as those of whoever said them."""
    said = Said("the mole of Sundby would be closed for repairs", HOLM, Kind.INDIRECT)
    ask = asked_of([Report("Mole. He said the mole of Sundby would be closed for repairs.", 10, [said])])
    assert ask("when will the mole of sundby be closed for repairs").text.startswith(f"{HOLM} (reported): the mole")


def test_a_sentence_without_a_number_counts_nothing(asked_of: Other) -> None:
    """Asked how many, the sentences with a number are the answer; others that share the words are none."""
    report = Report(
        "Storm over the sound. Four people drowned in the storm on Monday. The people of the island fear the storm. A"
        " ferry with 30 people sank in the storm.",
        10,
    )
    answer = asked_of([report])("how many people drowned in the storm")
    assert [any(char.isdigit() for char in c.quote) or "Four" in c.quote for c in answer.citations] == [True, True]


def test_only_what_counts_the_thing_is_shown(asked_of: Other) -> None:
    """Other numbers beside the right one are no answers, nor is the same thing counted for somebody else."""
    ask = asked_of(
        [
            Report("Fleet. Jon Holm owns four boats. He has 12 sailors and pays 30 crowns for each of 2 nets.", 10),
            Report("Rival. Erik Berg owns six boats. He was born in a house of nine rooms.", 11),
            *(Report(f"Rain {n}. Rain fell on the island for {n} days.", 12) for n in range(20, 40)),
        ]
    )
    answer = ask("how many boats does Jon Holm own")
    assert answer.status is Status.ANSWERED
    shown = [line for line in answer.text.splitlines() if not line.startswith("See also")]
    assert shown == ["Jon Holm owns four boats. [1]"]


def test_a_count_that_nothing_gives_is_refused(asked_of: Other) -> None:
    """Whatever other numbers there are."""
    ask = asked_of([Report("Fleet. Jon Holm has 12 sailors and pays 30 crowns. The boats of Jon Holm are old.", 10)])
    assert ask("how many boats does Jon Holm have").status is Status.REFUSED


RAIN = [Report(f"Rain {n}. Rain fell on the island for {n} days.", 12) for n in range(20, 60)]


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("did the council close the harbour", "The council closed the harbour on Monday"),
        ("when did the council close the harbour", "The council closed the harbour on Monday"),
        ("why did the council close the harbour", "because the mole is cracked"),
        ("who closed the harbour", "The council closed the harbour on Monday"),
    ],
)
def test_a_sentence_that_settles_it_is_an_answer(question: str, holds: str, asked_of: Other) -> None:
    """Whether, when or why, where it says all that is asked, of whom it is asked."""
    ask = asked_of(
        [
            Report("Holm. “The harbour is ours,” Jon Holm said.", 1, [Said("“The harbour is ours,”", HOLM)]),
            Report("Harbour. The council closed the harbour on Monday because the mole is cracked. It is old.", 1),
            *RAIN,
        ]
    )
    answer = ask(question)
    assert answer.status is Status.ANSWERED
    assert holds in answer.citations[0].quote


def test_whether_something_is_so_needs_no_choice_of_namesakes(ask: Ask) -> None:
    """A fact is found by its words, whoever of them is meant."""
    assert ask("was the ferry stopped by Lindqvist").status is not Status.CLARIFY
    assert ask("did Lindqvist stop the ferry").status is not Status.CLARIFY


def test_one_new_article_among_many_years_mutes_nothing(asked_of: Other) -> None:
    """An old article answers on the day after a new one as it did before."""
    old = Report("Lighthouse lit. The lighthouse of Northport was lit by Ada Marsh in March. It burns oil.", 1)
    ask = asked_of([old, *RAIN])
    assert ask("who lit the lighthouse of Northport", asked=date(2025, 2, 13)).status is Status.ANSWERED
    assert ask("who lit the lighthouse of Northport", asked=date(2026, 2, 13)).status is Status.ANSWERED


def test_other_stories_are_not_pointed_to(asked_of: Other) -> None:
    """A passage that shares words with the question and belongs to another event is no "See also"."""
    fire = "Kiln burns in Northport. The old kiln in Northport burnt down on Sunday. Nobody was hurt in the fire."
    again = "Northport mourns its kiln. After the fire the old kiln in Northport will be torn down, the council said."
    other = "Bakery fire in Easton. A fire in the bakery of Easton hurt nobody. The old oven will be replaced."
    ask = asked_of([Report(fire, 10), Report(again, 12), Report(other, 11, publisher="Island Post")])
    cited = {each.article.title for each in ask("was anybody hurt in the kiln fire in Northport").citations}
    assert "Kiln burns in Northport" in cited
    assert "Bakery fire in Easton" not in cited


def test_a_premise_that_no_article_knows_is_named(asked_of: Other) -> None:
    """And what comes nearest is shown under that, not as the answer."""
    suit = Report("Southwest sues the city. Southwest Airlines sued the city of Sundby over its gates.", 10)
    ask = asked_of([suit, *(Report(f"Rain {n}. Rain fell for {n} days.", 12) for n in range(20, 40))])
    answer = ask("why did Delta sue the city of Sundby over its gates")
    assert answer.status is Status.REFUSED
    assert "tells of Delta together with the rest" in answer.text
    assert "Southwest Airlines sued the city" in answer.text
    assert ask("who sued the city of Sundby over its gates").status is Status.ANSWERED


def test_the_nearest_is_shown_as_that(asked_of: Other) -> None:
    """Where the articles tell of it, but not that it was so."""
    report = Report("Bridge opens. The council opened the bridge of Sundby because the mayor wanted it.", 10)
    ask = asked_of([report, *(Report(f"Rain {n}. Rain fell for {n} days.", 12) for n in range(20, 40))])
    near = "The word demolish isn't in what the articles say on this. They say:"
    assert ask("why did the council open the bridge of Sundby").text.startswith("The council opened")
    assert ask("why did the council demolish the bridge of Sundby").text.startswith(near)


def test_why_of_what_is_told_of_something_else_is_told_as_apart(asked_of: Other) -> None:
    """One film flopped, and another is named: the two words stand in one article, but not together."""
    sold = "\n\n".join(f"Snack bar {n} sold {n} buckets of popcorn and some lemonade." for n in range(10, 19))
    at = "at the cinemas of Sundby because of its star"
    report = Report(f"Films. “Gull Island” filled the house {at}.\n\n{sold}\n\n“Harbour Lights” flopped {at}.", 10)
    ask = asked_of([report, *(Report(f"Rain {n}. Rain fell for {n} days.", 12) for n in range(20, 40))])
    assert ask("why did Harbour Lights flop at the cinemas of Sundby").text.startswith("“Harbour Lights” flopped")
    answer = ask("why did Gull Island flop at the cinemas of Sundby")
    assert answer.text.startswith("No sentence that I found has flop beside the rest of the question.")


def test_no_sentence_of_an_article_without_the_name_asked_about(asked_of: Other) -> None:
    """However well it fits the rest of the question; the name may be written small."""
    quote = "“My last boat was Pelican, last meaning the one before,”"
    told = f"Holm at 60. Jon Holm builds boats.\n\nWill he retire? {quote} Holm said. He sails on."
    driver = "Choir. Sven Dahl, a retired bus driver, retired in March. He is retiring now."
    answer = asked_of([Report(told, 10, [Said(quote, HOLM)]), Report(driver, 11)])("when is holm retiring")
    assert answer.citations
    assert {each.article.title for each in answer.citations} == {"Holm at 60"}


def test_a_time_of_day_tells_when(asked_of: Other) -> None:
    """Rather than a sentence with no time that has more of the question's words."""
    report = Report(
        "Flood in Osby. The emergency alert was tested by the council of Osby and the emergency staff. The alert"
        " reached phones in Osby at 3.47am.",
        10,
    )
    answer = asked_of([report])("when did the emergency alert go out in Osby")
    assert "3.47am" in answer.citations[0].quote


def test_what_denies_the_question_comes_first(asked_of: Other) -> None:
    """Asked when somebody was charged who wasn't, not some day of the story."""
    report = Report(
        "Ferry in the ice. The captain of the ferry was questioned on Monday. The captain spoke to his lawyer on"
        " Tuesday. He has not been charged.",
        10,
    )
    answer = asked_of([report])("when was the captain of the ferry charged")
    assert answer.citations[0].quote == "He has not been charged."


def test_what_counts_another_thing_of_the_kind_hides_no_better_sentence(asked_of: Other) -> None:
    """ "340 homes" is no answer to how many of them are affordable; and two numbers asked for are both shown."""
    report = Report(
        "A plan for 340 homes at Kelk Lane was passed. The number of affordable homes at Kelk Lane had been cut from 85"
        " to 51, the council heard. Nine people were arrested at Kelk Lane, and two were hurt.",
        10,
    )
    ask = asked_of([report])
    assert any("from 85 to 51" in each.quote for each in ask("how many affordable homes at kelk lane").citations)


def test_an_age_that_stands_beside_the_words_is_shown_with_them(asked_of: Other) -> None:
    """The sentence as a whole, where what is asked for is no part of what was said."""
    report = Report("March. “They sold us the water,” said pensioner Nana Moe, 71, with a bucket.", 10,
                    [Said("“They sold us the water,”", "Nana Moe", mention="pensioner Nana Moe")])  # fmt: skip
    answer = asked_of([report])("how old is the pensioner Nana Moe with the bucket")
    assert answer.status is Status.ANSWERED
    assert "71" in answer.citations[0].quote
