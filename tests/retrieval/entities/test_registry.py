"""Who is who over many articles, and whom the words of a question name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.entities import registry
from retrieval.entities.lookup import Names
from retrieval.entities.registry import MENTIONED_MORE, Everything, Registered, Use, uses
from retrieval.model import Article, Introduction, Kind, Speaker, Statement
from retrieval.store.catalog import Catalog
from retrieval.store.catalog.catalog_writer import writing
from retrieval.store.entry import Entry as Stored
from tests.retrieval.entities.registered import registered


@dataclass(frozen=True)
class Entry:
    """An article with what was found in it."""

    article: Article
    statements: Sequence[Statement]
    introductions: Sequence[Introduction] = ()


def register(entries: Sequence[Entry]) -> tuple[list[Speaker], dict[tuple[str, str], int]]:
    """All speakers of these articles, and who is who in them."""
    texts = {entry.article.id: entry.article.text for entry in entries}
    used = [use for entry in entries for use in uses(entry.article, entry.statements, entry.introductions)]
    return registered(used, texts.__getitem__)


def entry(*named: str | tuple[str, int], who: dict[str, str] | None = None) -> Entry:
    """An article in which each of these said as many things, with an introduction for some."""
    counted = [each if isinstance(each, tuple) else (each, 1) for each in named]
    said = [name for name, times in counted for _ in range(times)]
    introduced = who or {}
    text = f"{id(named)} " + " ".join([*(f"“{n}”" for n, _ in enumerate(said)), *introduced.values()])
    article = Article(title="T", text=text)
    statements = []
    for number, name in enumerate(said):
        words = f"“{number}”"
        at = text.index(words)
        statements.append(
            Statement(
                article_id=article.id, start=at, end=at + len(words), text=words, kind=Kind.DIRECT, speaker=name or None
            )
        )
    introductions = [
        Introduction(article_id=article.id, start=text.index(w), end=text.index(w) + len(w), text=w, speaker=name)
        for name, w in introduced.items()
    ]
    return Entry(article, statements, introductions)


def names_of(*entries: Entry) -> dict[str, int]:
    """Each registered speaker's statements."""
    return {speaker.name: speaker.statements for speaker in register(entries)[0]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Volodymyr Zelenskyy", "Volodymyr Zelensky"),
        ("Volodymyr Zelenskyy", "Volodymyr Zelenskiy"),
        ("Dmitry Peskov", "Dmitri Peskov"),
        ("Sergey Lavrov", "Sergei Lavrov"),
        ("Aleksandr Vucic", "Alexander Vucic"),
        ("Michael Berg", "Micheal Berg"),
        ("Franklin D. Roosevelt", "Franklin Roosevelt"),
        ("Hillary Rodham Clinton", "Hillary Clinton"),
        ("President Donald Trump", "Donald Trump"),
        ("Mr. Donald Trump", "Donald Trump"),
        ("DONALD TRUMP", "Donald Trump"),
        ("José Núñez", "Jose Nunez"),
        ("Joseph R. Biden Jr.", "Joe Biden"),
        ("Robert Holm", "Bob Holm"),
    ],
)
def test_spellings_of_one_person_are_one_speaker(one: str, other: str) -> None:
    """Transliterations, middle names, titles, capitals, accents."""
    found, rows = register([entry((one, 2)), entry((other, 3))])
    assert [speaker.statements for speaker in found] == [5]
    assert set(rows.values()) == {0}
    assert {found[0].name, *found[0].other_names} == {one, other}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bill Clinton", "Hillary Clinton"),
        ("George Bush", "Jeb Bush"),
        ("Jon Holm", "Jan Holt"),
        ("Kim Jong Un", "Kim Jong Il"),
        ("Mary Smith", "Mark Smith"),
        ("Robert Fico", "Roberta Fico"),
        ("Christian Berg", "Christina Berg"),
        ("Daniel Berg", "Danielle Berg"),
        ("Jan Holm", "Ian Holm"),
        ("Ali Hassan", "Ali Hasani"),
        ("Coast Guard", "Coast Guild"),
    ],
)
def test_namesakes_stay_apart(one: str, other: str) -> None:
    """A surname that two bear, or a name that only looks alike, is no reason to put words in the wrong mouth."""
    assert names_of(entry((one, 2)), entry((other, 2))) == {one: 2, other: 2}


def test_a_bare_surname_is_its_bearers_where_the_article_gives_the_full_name() -> None:
    """Where it doesn't, it may be a namesake: Lee Holm's words never stand under Jon Holm's name."""
    at_home = entry(("Holm", 2), who={"Holm": "Jon P. Holm, mayor"})
    assert names_of(entry("Jon Holm"), at_home) == {"Jon P. Holm": 3}
    assert names_of(entry("Jon Holm"), entry(("Holm", 2))) == {"Jon Holm": 1, "Holm": 2}


def test_a_bare_surname_elsewhere_is_nobody_known_without_a_role() -> None:
    """However often its bearer is quoted: "Holm" in another article may be a farmer; "Mayor Holm" is the mayor."""
    known = entry(("Jon Holm", 30), who={"Jon Holm": "mayor Jon Holm"})
    assert names_of(known, entry(("Holm", 2))) == {"Jon Holm": 30, "Holm": 2}
    assert names_of(known, entry(("Holm", 2), who={"Holm": "Mayor Holm"})) == {"Jon Holm": 32}
    assert names_of(known, entry(("Holm", 2), who={"Holm": "Judge Holm"})) == {"Jon Holm": 30, "Holm": 2}


def test_a_role_tells_whose_a_shared_surname_is() -> None:
    """Also where one of the bearers is far ahead."""
    told = entry(
        ("Hilda Crane", 40), "Bill Crane", who={"Hilda Crane": "Senator Hilda Crane", "Bill Crane": "Mayor Bill Crane"}
    )
    assert names_of(told, entry("Crane", who={"Crane": "Mayor Crane"})) == {"Hilda Crane": 40, "Bill Crane": 2}


def test_a_first_name_is_a_bearers_where_the_article_gives_the_surname() -> None:
    """ "Hillary" is she whom the article also calls Marsh; elsewhere it may be a child of that name."""
    known = entry(("Hillary Marsh", 2))
    at_home = entry("Hillary", who={"Hillary": "the Marsh campaign"})
    assert names_of(known, at_home) == {"Hillary Marsh": 3}
    assert names_of(known, entry("Hillary")) == {"Hillary Marsh": 2, "Hillary": 1}


@pytest.mark.parametrize("times", [4, 2 * MENTIONED_MORE])
def test_a_bare_surname_of_two_belongs_to_neither(times: int) -> None:
    """Nor where one is far ahead of the other."""
    assert names_of(entry(("Bill Clinton", 3)), entry(("Hillary Clinton", times)), entry("Clinton")) == {
        "Bill Clinton": 3,
        "Hillary Clinton": times,
        "Clinton": 1,
    }


def test_a_body_and_a_description_are_speakers_too() -> None:
    """A description isn't taken for a person's name."""
    assert names_of(entry("the press service"), entry("Coast Guard"), entry("The Coast Guard")) == {
        "the press service": 1,
        "Coast Guard": 2,
    }


def test_words_that_nobody_is_given_register_nobody() -> None:
    """Nor does an introduction of somebody who says nothing."""
    assert names_of(entry("", who={"Jon Holm": "Jon Holm, mayor"})) == {}
    assert register([]) == ([], {})


def test_introductions_of_all_articles_are_kept(tmp_path: Path) -> None:
    """Each with the speaker whom it tells of, under whatever name; nobody gets those of one who says nothing."""
    entries = [
        entry("Jon Holm", who={"Jon Holm": "Jon Holm, mayor", "Ada Berg": "Ada Berg, a diver"}),
        entry(("Mara Lindqvist", 2), "Petra Lund", who={"Petra Lund": "Petra Lund, a cook"}),
        entry("Holm", who={"Holm": "Jon Holm, a sailor"}),
    ]
    with writing(tmp_path / "catalog.sqlite", None) as catalog:
        for each in entries:
            told = tuple(each.introductions)
            catalog.put(Stored(each.article, (), (), each.statements, told, np.zeros((0, 1), np.float32)))
        catalog.settle()
    found = Catalog(tmp_path / "catalog.sqlite").speakers
    assert {speaker.name: [each.text for each in speaker.introductions] for speaker in found} == {
        "Jon Holm": ["Jon Holm, mayor", "Jon Holm, a sailor"],
        "Mara Lindqvist": [],
        "Petra Lund": ["Petra Lund, a cook"],
    }


def test_an_article_is_read_once_for_who_is_at_home_in_it() -> None:
    """Until somebody else would be meant there."""
    entries = [entry(("Jon Holm", 3)), entry(("Holm", 2), who={"Holm": "Jon, or Holm, a sailor"}), entry("Holm")]
    texts = {each.article.id: each.article.text for each in entries}
    used = [use for each in entries for use in uses(each.article, each.statements, each.introductions)]
    read: list[str] = []

    def text_of(article_id: str) -> str:
        read.append(article_id)
        return texts[article_id]

    def found(used: Sequence[Use]) -> Registered:
        return registry.register(Everything(lambda: used, text_of))

    first = found(used)
    homes = [first.homes.get((use.article_id, use.name)) for use in used]
    assert [home and home.is_there for home in homes] == [None, True, False]
    assert sorted(read) == sorted(entries[number].article.id for number in (1, 2))
    read.clear()
    again = [replace(use, home=home) for use, home in zip(used, homes, strict=True)]
    assert (found(again), read) == (first, [])
    others = [replace(use, home=home and home._replace(owner="ada berg")) for use in again for home in [use.home]]
    assert found(others).owners == first.owners
    assert len(read) == 2


def test_the_order_of_articles_changes_nothing() -> None:
    """The most quoted come first, in any order of reading."""
    entries = [entry(("Jon Holm", 3)), entry(("Holm", 2)), entry(("Mara Lindqvist", 2)), entry("Mara Lindquist")]
    there, back = register(entries)[0], register(entries[::-1])[0]
    assert [(each.name, each.statements) for each in there] == [(each.name, each.statements) for each in back]


def speakers(*names: str | tuple[str, int]) -> list[Speaker]:
    return [
        Speaker(name=each if isinstance(each, str) else each[0], statements=1 if isinstance(each, str) else each[1])
        for each in names
    ]


ALL = speakers(
    "Volodymyr Zelenskyy", "Bill Clinton", "Hillary Clinton", "Will Price", "Coast Guard", "Ted Cruz", "Jon O'Neill",
    "Mara Lindqvist", "the press service", "Boris Johnson", "Ai Weiwei", "European Union",
)  # fmt: skip
WORDS = {"will", "price", "coast", "guard", "union", "cruise", "press", "weight"}
NAMES = Names(ALL, WORDS.__contains__)


def found(text: str, names: Names = NAMES, known: Sequence[Speaker] = ALL) -> list[set[str]]:
    return [{known[row].name for row in each.rows} for each in names.find(text)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("What did Volodymyr Zelenskyy say?", "Volodymyr Zelenskyy"),
        ("what did zelenskyy say", "Volodymyr Zelenskyy"),
        ("Zelenskyy's words", "Volodymyr Zelenskyy"),
        ("Zelenskyy’s words", "Volodymyr Zelenskyy"),
        ("zelenskys words", "Volodymyr Zelenskyy"),
        ("what did zelenskiy say", "Volodymyr Zelenskyy"),
        ("what did zelesnkyy say", "Volodymyr Zelenskyy"),
        ("what did volodymyr say", "Volodymyr Zelenskyy"),
        ("quote o'neill", "Jon O'Neill"),
        ("the coast guard?", "Coast Guard"),
        ("EUROPEAN UNION", "European Union"),
        ("cruz on fares", "Ted Cruz"),
        ("what did Price say", "Will Price"),
        ("MARA LINDQVIST!", "Mara Lindqvist"),
        ("lindquist?", "Mara Lindqvist"),
        ("what did bill clinton say", "Bill Clinton"),
    ],
)
def test_a_name_is_found(text: str, named: str) -> None:
    """By full name, surname or first name, possessive, in any case, with a slip of the keyboard."""
    assert found(text) == [{named}]


@pytest.mark.parametrize(
    "text", ["", "?!", "a cruise in the sound", "What is the price of fish in Oslo", "Will it rain", "the weight of it"]
)
def test_a_word_is_no_name(text: str) -> None:
    """What the articles use as a word isn't a slip; in a text with capitals a name has one."""
    assert found(text) == []


def test_namesakes_are_offered_together() -> None:
    """The most quoted first; one far ahead of all others is meant alone."""
    assert found("what did Clinton say") == [{"Bill Clinton", "Hillary Clinton"}]
    known = speakers(("Bill Clinton", 1), ("Hillary Clinton", MENTIONED_MORE * 2))
    assert found("Clinton?", Names(known), known) == [{"Hillary Clinton"}]


def test_the_longest_name_wins() -> None:
    """A full name isn't its surname's namesakes, and two names are two."""
    assert found("Hillary Clinton and Ted Cruz") == [{"Hillary Clinton"}, {"Ted Cruz"}]


def test_a_surname_behind_a_strange_first_name() -> None:
    """Chelsea Clinton isn't Hillary: none of the known bearers is meant."""
    assert {"Hillary Clinton"} not in found("Chelsea Clinton")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("What did Lindqvst Ostler bake?", []),
        ("What did Ostler Lindqvst bake?", []),
        ("What did Hillary Lindqvst bake?", []),
        ("What did Mara Lindqvst bake?", [{"Mara Lindqvist"}]),
        ("Ask Lindqvst about the Ferry", [{"Mara Lindqvist"}]),
    ],
)
def test_a_slip_beside_a_strange_name(text: str, named: list[set[str]]) -> None:
    """What looks like a name misspelled is another's, where a word stands beside it that isn't that one's."""
    assert found(text) == named


def test_a_role_describes() -> None:
    """Only whoever is introduced with every word of it."""
    names = Names([introduced("Mara Lindqvist", "Mara Lindqvist, the harbour master"), *ALL[:3]])
    assert names.described("the harbour master") == (0,)
    assert names.described("the harbour pilot") == ()
    of_a_land = Names([introduced("Ann Lund", "Freedonia's president, Ann Lund"), *ALL[:2]])
    assert of_a_land.described("the Freedonian president") == (0,)
    assert of_a_land.described("the Frisian president") == ()
    assert names.described("Mara") == ()
    assert names.described("") == ()


def introduced(name: str, words: str) -> Speaker:
    article = Article(title="T", text=words)
    introduction = Introduction(article_id=article.id, start=0, end=len(words), text=words, speaker=name)
    return Speaker(name=name, introductions=(introduction,), statements=1)


BODIES = Names(
    [
        introduced("Tom Hale", "Northport Chamber president Tom Hale"),
        introduced("Greta Hale", "Sundby mayor Greta Hale"),
        Speaker(name="a producer for Yellow Radio", statements=1),
        Speaker(name="Sundby Public Radio", statements=1),
        Speaker(name="Jon Price", other_names=("Price",), statements=1),
        introduced("Ann Lund", "Ann Lund, an aide to Jon Price"),
    ]
)


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        ("Northport Chamber", (0,)),
        ("the northport chamber", (0,)),
        ("Chamber President", ()),  # he is introduced with "president": that is no name
        ("Yellow Radio", (2,)),
        ("Jon Price", ()),  # a person isn't whoever works for him
        ("Sundby Chamber", ()),
        ("Sundby Public Radio", ()),  # itself, and nobody beside it
        ("the", ()),
        ("", ()),
    ],
)
def test_those_who_are_described_by_a_body(body: str, rows: tuple[int, ...]) -> None:
    """A body that isn't quoted by that name has a president or a spokesman who is."""
    assert BODIES.beside(body) == rows


def test_a_thing_is_no_office() -> None:
    """Whoever edits the magazine isn't the magazine, and "show me" names no show."""
    names = Names([introduced("Ann Lund", "Ann Lund, editor of the magazine"), Speaker(name="the show", statements=1)])
    assert names.described("the magazine") == ()
    assert names.beside("the magazine") == ()
    assert names.described("the magazine editor") == (0,)
    assert names.find("show me more") == []
    assert [each.rows for each in names.find("what did the show say")] == [(1,)]


def test_a_headline_gives_nobody_a_surname() -> None:
    """A long run of capitals isn't a person who is called by its first word or its last."""
    names = Names([Speaker(name="Mara Lund", statements=1), Speaker(name="Mara Lund Slams Greta Hale", statements=1)])
    assert [each.rows for each in names.find("Mara and Hale")] == [(0,)]


def test_a_role_before_a_name_tells_namesakes_apart() -> None:
    """The mayor Hale is the one who is introduced so; a word that introduces nobody is no role."""
    (hale,) = BODIES.find("What did Hale say?")
    assert {0, 1} == set(hale.rows)
    assert BODIES.fitting(hale, ["sundby", "mayor"]) == replace(hale, rows=(1,))
    assert BODIES.fitting(hale, ["president"]) == replace(hale, rows=(0,))
    assert BODIES.fitting(hale, ["waitress"]) is None


def test_bodies_share_no_surname() -> None:
    """Harbour Public Radio isn't Sundby Public Radio."""
    assert BODIES.find("What did Harbour Public Radio say?") == []


def test_a_person_is_called_by_surname_too() -> None:
    """A body never is."""
    assert [BODIES.is_person(row) for row in (3, 4)] == [False, True]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“1” said Lund. The pilot Holger Lund, 40, waited.", "Holger Lund"),
        ("“1” said Lund. Petra Lund waited.", "Petra Lund"),
        ("“1” said Lund. Mara Lund met Petra Lund.", "Lund"),  # which of them, the text doesn't say
        ("“1” said Lund. Mayor Lund, who waited.", "Lund"),
        ("“1” said Lund. Secretary-General Lund waited.", "Lund"),
        ("“1” said Lund. Anna-Greta Lund waited.", "Anna-Greta Lund"),
        ("“1” said Lund. The Oslo Fjord Lund, a ship.", "Lund"),
        ("“1” said Lund. The envoy Lund Hae-won waited.", "Lund Hae-won"),  # the family's name stands first
        ("“1” said Lund. Lund Hae-won met Lund Ji-min.", "Lund"),
        ("“1” said Lund. Lund Hae-won met Petra Lund.", "Lund"),
        ("“1” said Lund. The Lund Oil-rig waited.", "Lund"),
    ],
)
def test_a_surname_gets_the_first_name_of_its_article(text: str, name: str) -> None:
    """Where the article gives one and only one, so that both names find the speaker."""
    article = Article(title="T", text=text)
    said = Statement(article_id=article.id, start=0, end=3, text="“1”", kind=Kind.DIRECT, speaker="Lund")
    (speaker,), rows = register([Entry(article, [said])])
    assert speaker.name == name
    assert rows == {(article.id, "Lund"): 0}


def test_a_family_name_that_stands_first_joins_articles() -> None:
    """Pak Dae-jin is Pak, with or without his office; what the given name ends in is nobody's surname."""
    text = "“1” said the new envoy, Pak Dae-jin. “2” said Pak."
    article = Article(title="T", text=text)
    names = "the new envoy, Pak Dae-jin", "Pak"
    said = [
        Statement(article_id=article.id, start=at, end=at + 3, text=text[at : at + 3], kind=Kind.DIRECT, speaker=name)
        for name, at in zip(names, (0, text.index("“2”")), strict=True)
    ]
    known, _ = register([Entry(article, said), entry("Jin Mo-seok"), entry("Jin")])
    assert [speaker.name for speaker in known] == ["Pak Dae-jin", "Jin", "Jin Mo-seok"]
    names = Names(known)
    assert found("what did Pak say", names, known) == [{"Pak Dae-jin"}]
    assert found("what did Dae-jin say", names, known) == [{"Pak Dae-jin"}]
    assert found("what did pak daejin say", names, known) == [{"Pak Dae-jin"}]
    assert found("what did Jin say", names, known) == [{"Jin", "Jin Mo-seok"}]
    (pak,) = names.find("Pak Dae-jin")
    assert names.short(pak, "Pak Dae-jin") == "pak"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("what did Gu say", {"Gu Lanying"}),
        ("what did gu say", {"Gu Lanying"}),
        ("what did Wen say", {"Wen", "Premier Wen Boda", "Ada Wen"}),
        ("what did Boda say", {"Premier Wen Boda"}),
        ("what did Ramos-Holm say", {"Ada Ramos-Holm"}),
        ("what did Holm say", {"Ada Ramos-Holm"}),
        ("what did the UN say", None),
        ("what did Hugo say", {"Hugo"}),
        ("what did Yellow say", {"Yellow"}),
    ],
)
def test_the_first_part_of_a_name_may_be_the_family_s(text: str, named: set[str] | None) -> None:
    """Whom it may mean is offered, also beside one who is quoted by that part alone; letters of a body are no name."""
    known = speakers(
        "Gu Lanying", "Wen", "Premier Wen Boda", "Ada Wen", "Ada Ramos-Holm", "Tor Un", "UN Watch", "Hugo", "Hugo Berg",
        "Yellow", "Yellow Radio",
    )  # fmt: skip
    assert found(text, Names(known), known) == ([] if named is None else [named])


@given(st.text(max_size=50))
def test_any_text_names_somebody_or_nobody(text: str) -> None:
    """Where it says: inside the text, left to right, not overlapping."""
    ends = 0
    for each in NAMES.find(text):
        assert ends <= each.start < each.end <= len(text)
        assert each.rows
        ends = each.end
