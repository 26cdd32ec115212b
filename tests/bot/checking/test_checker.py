"""Drafts against a small collection: each verdict, and what must never be called verbatim."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot import wiring
from bot.checking.checked_draft import CheckedDraft, Verdict
from bot.checking.checker import Checker
from bot.settings import Settings
from retrieval.errors import NoArticles
from retrieval.model import Article

MILL = (
    "The mill's owner, Edwin Harrow, spoke to an inquest on Tuesday.\n\n"
    '"Nobody rang me, and nobody left a note at the door," Harrow told the coroner. "If I had known, I would have '
    'sent everyone home."\n\n'
    '"I accept that it was my building, but I do not accept that it was my decision," he said.\n\n'
    '"We had six pumps," he said, "but two were out for repair." '
    '"I will not let anyone tell me that the patrols were cut to save us," he said.\n\n'
    '"They knew it well," he said, when asked. "Not all did."\n\n'
    "Bente Aasland, whose sister died there, spoke to reporters outside.\n\n"
    '"We wanted one person to say sorry, and today we got 7 lawyers," Aasland said.\n\n'
    '"We will pay every one of them," Aasland said, but not at once. "We always pay our debts."\n\n'
    "The town had cut its fire patrols in the spring of that year."
)
FAKE = (
    "Did Edwin Harrow call the workers lazy?\n\n"
    'A picture claims that Edwin Harrow said: "The workers are lazy and they know it well." Harrow never said this. '
    "The picture is fabricated."
)

HARBOUR = (
    "Mayor Ada Holm spoke at the quay on Monday.\n\n"
    '"The harbour froze over in one night," Holm said. "We had never seen that before."'
)


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checker]:
    with closing(wiring.library(Settings(verbatim_home=tmp_path_factory.mktemp("mill")))) as library:
        library.add(
            [
                Article(title="Mill owner speaks", text=MILL),
                Article(title="Fact check", text=FAKE),
                Article(title="The harbour", text=HARBOUR),
            ]
        )
        yield Checker(library)


def verdicts(checked: CheckedDraft) -> list[str]:
    return [each.verdict.value for each in checked.items if each.kind == "quotation"]


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        ('"Nobody rang me, and nobody left a note at the door," said Edwin Harrow.', "verbatim"),
        ("Edwin Harrow said: “nobody rang me – and nobody left a note at the door.”", "verbatim"),
        ('Bente Aasland said: "We wanted one person to say sorry, and today we got seven lawyers."', "verbatim"),
        ('Edwin Harrow said: "Nobody rang me … nobody left a note at the door."', "verbatim"),
        ('Edwin Harrow said: "Nobody rang [the office], and nobody left a note at the door."', "verbatim"),
        (
            'Edwin Harrow said: "Nobody left a note at the door. If I had known, I would have sent everyone home."',
            "verbatim",
        ),
        ('Bente Aasland said: "We will pay every one of them. We always pay our debts."', "verbatim"),
        ('Edwin Harrow said: "We will pay every one of them. We always pay our debts."', "other_speaker"),
        ('Edwin Harrow said: "Nobody rang me, and nobody left a note at the gate."', "altered"),
        ('Edwin Harrow said: "I do accept that it was my decision."', "altered"),
        ('Bente Aasland said: "We wanted one person to say sorry, and today we got 17 lawyers."', "altered"),
        ('Edwin Harrow said: "We will [never] have nobody rang me, and nobody left a note at the door."', "altered"),
        ('Edwin Harrow said: "I accept that it was my building, but I do accept that it was my decision."', "altered"),
        ('Edwin Harrow said: "Nobody left a note at the door, Harrow told the coroner."', "unattributed"),
        ('Edwin Harrow said: "I accept that it was my building."', "cut"),
        ('Edwin Harrow said: "I accept … that it was my decision."', "cut"),
        ('Edwin Harrow said: "the patrols were cut to save us."', "cut"),
        ('Edwin Harrow said: "[w]e had six pumps."', "cut"),
        ('Edwin Harrow said: "Nobody rang me […] nobody left a note at the door."', "verbatim"),
        ("»Nobody rang me, and nobody left a note at the door«, said Edwin Harrow.", "verbatim"),
        ("Edwin Harrow said: »Nobody rang me, and nobody left a note at the gate.»", "altered"),
        ('Edwin Harrow said: "We had six pumps, but two were out for repair."', "verbatim"),
        ('Edwin Harrow said: "They knew it well."', "verbatim"),
        ('Edwin Harrow said: "accept that it was my decision"', "cut"),
        ('Edwin Harrow said: "Nobody rang me, and today we got 7 lawyers."', "spliced"),
        ('"We wanted one person to say sorry," said Edwin Harrow.', "other_speaker"),
        ('Edwin Harrow said: "The workers are lazy and they know it well."', "hedged"),
        ('"The town had cut its fire patrols," said Edwin Harrow.', "unattributed"),
        ('Edwin Harrow said: "The moon is made of very old cheese."', "not_found"),
    ],
)
def test_each_verdict(checker: Checker, draft: str, verdict: str) -> None:
    assert verdicts(checker.check(draft)) == [verdict]


def test_a_true_word_in_the_wrong_order_is_altered(checker: Checker) -> None:
    [item] = checker.check('Edwin Harrow said: "Nobody left a note, and nobody rang me at the door."').items
    assert item.verdict in (Verdict.ALTERED, Verdict.SPLICED)


def test_what_differs_is_shown(checker: Checker) -> None:
    [item] = checker.check('Edwin Harrow said: "Nobody rang me, and nobody left a note at the gate."').items
    assert item.differences == (("gate", "door"),)
    assert item.sources[0].quote == "Nobody rang me, and nobody left a note at the door"


def test_a_cut_shows_the_whole_sentence(checker: Checker) -> None:
    [item] = checker.check('Edwin Harrow said: "I accept that it was my building."').items
    assert "but I do not accept" in item.sources[0].quote


def test_a_claim_stands_beside_the_nearest_statement(checker: Checker) -> None:
    """Without a verdict; and one who isn't quoted has none."""
    checked = checker.check("Edwin Harrow said that nobody had rung him.\n\nOle Brum said that he was hungry.")
    assert [(each.kind, each.verdict) for each in checked.items] == [("claim", Verdict.COMPARE)] * 2
    assert [len(each.sources) for each in checked.items] == [1, 0]
    assert checked.is_verbatim


def test_a_claim_without_its_like_does_not_say_that_nothing_is_there(checker: Checker) -> None:
    """He is quoted, only on nothing of the kind."""
    [item] = checker.check("Edwin Harrow said that whales sing at night.").items
    assert item.sources == ()
    assert "nothing like this" in item.note


def test_a_claim_with_a_few_quoted_words_is_a_claim(checker: Checker) -> None:
    [item] = checker.check('Edwin Harrow said that "nobody rang" him before the fire.').items
    assert (item.kind, item.verdict) == ("claim", Verdict.COMPARE)
    assert "Nobody rang me" in item.sources[0].quote


@pytest.mark.parametrize(
    ("draft", "note"),
    [
        ('"We wanted one person to say sorry," Bente Aslaand said.', "Bente Aasland"),
        ('"Nobody rang me, and nobody left a note at the door," said Edwyn Harrow.', "Edwin Harrow"),
        ("Edwyn Harrow said that nobody had rung him.", "Edwin Harrow"),
        ('"The harbour froze over in one night," said Governor Ada Holm.', "Mayor Ada Holm"),
        ('"The harbour froze over in one night," said Mayor Ada Holm.', ""),
        ('"Nobody rang me, and nobody left a note at the door," said Mr Harrow.', ""),
    ],
)
def test_names_and_offices_are_compared(checker: Checker, draft: str, note: str) -> None:
    """As a note: the words stand so whatever the draft calls who said them."""
    [item] = checker.check(draft).items
    assert item.verdict in (Verdict.VERBATIM, Verdict.COMPARE)
    assert note in item.note
    assert bool(note) == bool(item.note)


@pytest.mark.parametrize(
    ("who", "verdict", "note"),
    [
        ("the teacher", "verbatim", "said by Bente Aasland"),
        ("she", "verbatim", "said by Bente Aasland"),
        ("the ministry", "other_speaker", "said by Bente Aasland"),
        ("the mayor", "other_speaker", "said by Bente Aasland"),
    ],
)
def test_a_description_may_mean_whoever_said_it(checker: Checker, who: str, verdict: str, note: str) -> None:
    """Unless it is another's, as the articles tell: they have a mayor."""
    [item] = checker.check(f'"We wanted one person to say sorry," {who} said.').items
    assert (item.verdict, item.note) == (verdict, note)


def test_an_office_means_its_holder(checker: Checker) -> None:
    assert verdicts(checker.check('"The harbour froze over in one night," the mayor said.')) == ["verbatim"]


def test_a_name_is_noted_once(checker: Checker) -> None:
    draft = '"We wanted one person to say sorry," Bente Aslaand said.\n\n"We always pay our debts," Bente Aslaand said.'
    assert ["Bente Aasland" in each.note for each in checker.check(draft).items] == [True, False]


FERRY = "{title}\n\nMara Lindqvist, the harbour master, spoke on Monday.\n\n“{words},” Lindqvist said.\n"


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checker]:
    """A collection in which an article was edited after it had been read."""
    folder = tmp_path_factory.mktemp("edited")
    file = folder / "ferry.txt"
    with closing(wiring.library(Settings(verbatim_home=folder / "home"))) as library:
        for words in ("The ferry will sail again before the end of March", "The ferry will sail again before summer"):
            file.write_text(FERRY.format(title="The ferry", words=words), encoding="utf-8")
            library.ingest([file])
        yield Checker(library)


def test_words_that_an_article_had_until_it_was_edited(edited: Checker) -> None:
    """The version that had them is the source, with what stands there now, and what differs."""
    [item] = edited.check('"The ferry will sail again before the end of March," said Mara Lindqvist.').items
    assert item.verdict is Verdict.CHANGED_SINCE
    assert [each.quote for each in item.sources] == [
        "The ferry will sail again before the end of March",
        "The ferry will sail again before summer",
    ]
    assert item.differences == (("the end of March", "summer"),)
    assert "until it was edited" in item.note


def test_what_the_article_has_now_is_verbatim(edited: Checker) -> None:
    assert verdicts(edited.check('"The ferry will sail again before summer," said Mara Lindqvist.')) == ["verbatim"]


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        ('"The ferry will sail again before the end of May," said Mara Lindqvist.', "altered"),
        ('"The ferry will sail again before the end of March," said Ole Brum.', "altered"),
        ('"There were eleven lawyers in the room," said Mara Lindqvist.', "not_found"),
    ],
)
def test_an_edit_excuses_nothing_else(edited: Checker, draft: str, verdict: str) -> None:
    """Other words were never there, and another's words never his."""
    assert verdicts(edited.check(draft)) == [verdict]


def test_a_draft_may_tell_of_a_fake(checker: Checker) -> None:
    draft = 'A picture claims that Edwin Harrow said: "The workers are lazy and they know it well." He never said this.'
    assert verdicts(checker.check(draft)) == ["verbatim"]


@pytest.mark.parametrize("draft", ["", " \n", '"', '"""" “”', "No quotation here.", '"Two words" only', "«" * 500])
def test_a_draft_without_quotations_has_no_items(checker: Checker, draft: str) -> None:
    assert verdicts(checker.check(draft)) == []


def test_nothing_ingested_is_said(tmp_path: Path) -> None:
    with closing(wiring.library(Settings(verbatim_home=tmp_path))) as library, pytest.raises(NoArticles):
        Checker(library).check("x")
