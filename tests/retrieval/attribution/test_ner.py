"""Names: what stands before and behind them is none of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retrieval.model import Kind, Statement

Found = Callable[[str], list[Statement]]

_SAID = " said: “Nobody here will pay for that bridge twice.”"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Labour MP Diana Farrow", "Diana Farrow"),
        ("Minister of State for the Sea Nuala Herron", "Nuala Herron"),
        ("Fine Gael TD Niamh Corrigan", "Niamh Corrigan"),
        ("Skerrow CEO Thandiwe Mokoena", "Thandiwe Mokoena"),
        ("Sailmaker Oisin Tarrant", "Oisin Tarrant"),
        ("Publican Oisin Tarrant", "Oisin Tarrant"),
        ("Headteacher Padraig Lunn", "Padraig Lunn"),
        ("Podcaster Nia Marsh", "Nia Marsh"),
        ("Westmark Premier Kylie Marchetti", "Kylie Marchetti"),
        ("Romanian Simona Halep", "Simona Halep"),
        ("Tory Liam Fox", "Liam Fox"),
        ("Traut Principal Alissa McEachern", "Alissa McEachern"),
        ("Substitute Emeka Okafor", "Emeka Okafor"),
        ("In May Tomas Rehn", "Tomas Rehn"),
        ("Late last August Ines Vale", "Ines Vale"),
        ("Trustee Mei-Lin Castro", "Mei-Lin Castro"),
        ("Sailmaker Jean-Paul Marsh", "Jean-Paul Marsh"),
        ("Cllr Mohammed Sadiq", "Mohammed Sadiq"),
        ("Alhaji Musa Garba", "Musa Garba"),
        ("Prosecutor Rebecca Stone KC", "Rebecca Stone"),
        ("Sir Hugh Amberley", "Hugh Amberley"),
        ("Opposition member R K Nambiar", "R K Nambiar"),
        ("Two-goal striker Kofi Mensah-Boateng", "Kofi Mensah-Boateng"),
        ("President of the Teachers' Union Amal Kassem", "Amal Kassem"),
        ("Minister for Ports Elena Voss", "Elena Voss"),
        ("Leader of the Opposition R. Ashwath Kamath", "R. Ashwath Kamath"),
        ("Chief Minister of Kalinpur Prakash Rao Naidu", "Prakash Rao Naidu"),
        ("The Archbishop of Tarn, Elias Whitcombe,", "Elias Whitcombe"),
        ("The Senate Minority Leader, Orla Brennock,", "Orla Brennock"),
        ("The head of the Union for the Protection of Small Boats, Samir Belhadj,", "Samir Belhadj"),
        ("The mayor of Toowarra, Cr Des O'Rourke,", "Des O'Rourke"),
        ("Mrs Pettifer's daughter Louise", "Louise"),
        ("Del. Charles Amberley", "Charles Amberley"),
        ("Supt. Maria Greenfell", "Maria Greenfell"),
        ("St. Charles Bank", "St. Charles Bank"),
        ("The Fisheries Panel on Coastal Waters", "Fisheries Panel on Coastal Waters"),
        ("The Public Institutes of Health", "Public Institutes of Health"),
        ("Hall of Famer Willie Amberley", "Willie Amberley"),
        ("The Hall of Famer Willie Amberley", "Willie Amberley"),
        ("Skerrow Public Schools Superintendent Errick Greenfell", "Errick Greenfell"),
        ("Department of Health Services Director Dr. Cara Amberley", "Cara Amberley"),
        ("San Bruno City Councilmember Mike Amberley", "Mike Amberley"),
        ("Vice president of Growth Alan Amberley", "Alan Amberley"),
        ("The director of Health Joneigh Khaldun", "Joneigh Khaldun"),
        ("Courtesy Sarah Amberley", "Sarah Amberley"),
        ("Marks & Amberley", "Marks & Amberley"),
        ("Lund's Ambassador to Orle", "Lund's Ambassador to Orle"),
        # What looks like a title may be the name.
        ("Luther Stan Amberley", "Luther Stan Amberley"),
        ("Mostafa Mohamed Amberley", "Mostafa Mohamed Amberley"),
        ("Mason Greenfell", "Mason Greenfell"),
        ("Duke Ellerton", "Duke Ellerton"),
        ("Taylor Kilroy-Marsh", "Taylor Kilroy-Marsh"),
        ("Helena Bonham Carter", "Helena Bonham Carter"),
        ("The Harbour Workers Union", "Harbour Workers Union"),
    ],
)
def test_a_speaker_is_shown_by_name_alone(statements: Found, source: str, name: str) -> None:
    """Titles, trades, parties, outlets, offices and letters leave the name; a name that reads like a trade stays."""
    assert {s.speaker for s in statements(source + _SAID)} == {name}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Crafty Sarah Amberley spoke. Sarah Amberley left. Sarah Amberley slept.", {"Sarah Amberley"}),
        ("Crafty Sarah Amberley spoke. Nobody left.", {"Crafty Sarah Amberley"}),
        ("Sarah Ann Amberley spoke. Sarah Amberley left.", {"Sarah Ann Amberley", "Sarah Amberley"}),
    ],
)
def test_a_nickname_is_none_of_a_name_that_stands_alone_elsewhere(
    statements: Found, text: str, names: set[str]
) -> None:
    """Where the article has the name without it as often."""
    source = text.split(" spoke")[0]
    found = {s.speaker for s in statements(f"{source} said: “Nobody here will pay for that bridge twice.” {text}")}
    assert found <= names
    assert found


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("Tan Mei Ling came on Monday.", "Dr Tan", "Tan Mei Ling"),
        ("Arjun Greenfell came on Monday.", "Arjun", "Arjun Greenfell"),
        ("Ailsa Marsh met Ailsa Greenfell on Monday.", "Ailsa", "Ailsa"),
        ("Nobody came.", "16-year-old Tyrell Banks", "Tyrell Banks"),
    ],
)
def test_one_word_of_a_name_is_the_whole_of_it(statements: Found, text: str, source: str, name: str) -> None:
    """A first name or a title's name that only one whom the article names begins with."""
    found = statements(f"{text} “Nobody here will pay for that bridge twice,” said {source}.")
    assert [s.speaker for s in found if s.kind is Kind.DIRECT] == [name]


def test_he_may_be_who_has_initials_only(statements: Found) -> None:
    """No first name tells that R K Nambiar is a man; of two, "he" isn't the one whose first name is a woman's."""
    text = (
        "“There is no danger,” Minister Savita Deshmukh said.\n\nR K Nambiar alleged that she had known since March. "
        "“The file was on her desk in the summer,” he said."
    )
    assert {s.text: s.speaker for s in statements(text)}["“The file was on her desk in the summer,”"] == "R K Nambiar"


def test_mrs_is_nobody_who_was_mr_before(statements: Found) -> None:
    """A widow isn't her dead husband, whose first name tells no gender."""
    text = (
        "Mossy Hanafin was killed on the bridge in May. Mr Hanafin was 61.\n\n"
        "Mrs Hanafin said: “I knew that bridge would get somebody in the end.”"
    )
    (quote,) = (each for each in statements(text) if each.kind is Kind.DIRECT)
    assert quote.speaker == "Hanafin"


def test_a_surname_of_two_is_the_one_told_of_just_before(statements: Found) -> None:
    """In the paragraph before."""
    text = (
        "Cllr Noreen Deasy said the bridge was deadly. Nobody had listened.\n\n"
        "Her cousin, Cllr Donal Deasy, said he had no wish to play politics.\n\n"
        "“I proposed lights there in 1999 and nobody listened,” Cllr Deasy remarked."
    )
    (quote,) = (each for each in statements(text) if each.kind is Kind.DIRECT)
    assert quote.speaker == "Donal Deasy"


@pytest.mark.parametrize(
    "title",
    "Sgt.|Lt.|Det. Insp.|Coun.|Capt.|Pte.|Lt. Cmdr.|Asst. Chief|Det. Supt.|Msgr.|Amb.|Sqn. Ldr.|Flt. Lt.|Pfc.|Mx."
    "|Petty Officer 2nd Class".split("|"),
)
def test_the_full_stop_of_a_rank_ends_no_sentence(statements: Found, title: str) -> None:
    """The quote before it is the bearer's."""
    for said in (f"{title} Steve Rudnick said", f"said {title} Steve Rudnick, who led it"):
        found = statements(f"Police spoke of a quiet night. “Somebody gave us bread,” {said}.")
        assert {each.speaker for each in found if "bread" in each.text} == {"Steve Rudnick"}


def test_a_surname_before_a_number_is_no_title(statements: Found) -> None:
    found = statements("“Somebody gave us bread,” said Martin Luther King III, who led it.")
    assert [each.speaker for each in found] == ["Martin Luther King III"]


@pytest.mark.parametrize("title", ["Councillor", "Detective", "Coroner", "Headteacher", "Inspector", "Constable"])
def test_a_rank_before_a_surname_alone_is_no_part_of_it(statements: Found, title: str) -> None:
    """As "Mayor" and "Senator" are none."""
    found = statements(f"“Somebody gave us bread,” {title} Rudnick said.")
    assert [each.speaker for each in found] == ["Rudnick"]


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("The secretary of the union, Hung Kuo-liang,", "Hung Kuo-liang"),
        ("Judge Han Soon-ok", "Han Soon-ok"),
        ("The president, Tsai Ing-wen,", "Tsai Ing-wen"),
    ],
)
def test_a_given_name_in_two_parts_is_one_name(statements: Found, who: str, name: str) -> None:
    """Behind the family's, the second part small; that family's name and a pronoun then mean its bearer."""
    family = name.split()[0]
    text = f"{who} said the harbour was full. “We have counted,” he said.\n\n“It will stay so,” {family} said later."
    assert {each.speaker for each in statements(text)} == {name}


def test_an_office_with_a_hyphen_is_no_name(statements: Found) -> None:
    text = "Moses Kirunda won the seat. “I am no man of many words,” the MP-elect told worshippers."
    assert {each.speaker for each in statements(text)} <= {"Moses Kirunda", "the MP-elect"}


@pytest.mark.parametrize(
    "name",
    [
        "Mohammed bin Salman", "Ahmed al-Sharaa", "Abdel Fattah el-Sisi", "Conor O’Brien", "N’Golo Kanté", "Xi Jinping",
        "Jean-Luc Mélenchon", "Recep Tayyip Erdoğan", "Park Geun-hye", "Abdul Rahim Kutty",
        "Dick Van Dyke", "Charles de Gaulle", "K. P. Nambiar", "R. Sugden", "Tan Mei Ling",
        "Piet van der Merwe", "Franz zu Hohenlohe", "Ahmad bin Hassan", "Carl af Wirsén",
        "Nabil Abu Rudeineh", "Lee Hsien Loong", "Béatrice de Laveleye",
    ],
)  # fmt: skip
def test_names_of_many_peoples_are_found_in_every_place(statements: Found, name: str) -> None:
    """As a subject, behind an office, by the last word alone, and as "he"."""
    last = name.split()[-1]
    places = (
        f"“We have counted the ships,” said {name}, the head of the port authority.",
        f"The head of the port authority, {name}, said: “We have counted the ships.”",
        f"{name} said the harbour was full. “We have counted the ships,” he said.",
    )
    if "-" not in name or name[0] == "A" or name.startswith("Jean"):  # the family's name of others is the first
        places += (f"{name} opened the harbour on Monday.\n\n“We have counted the ships,” {last} said.",)
    for text in places:
        found = {each.speaker for each in statements(text) if "counted" in each.text}
        assert found == {name}, text


def test_a_house_is_no_man(statements: Found) -> None:
    """Its manager is, who stands in the same sentence."""
    text = "The Hotel Miramar has 112 rooms and a manager, Anselm Dossou, with a tie. “I sleep with it on,” he told me."
    assert {each.speaker for each in statements(text)} == {"Anselm Dossou"}


def test_the_who_is_a_body_and_who_is_nobody(statements: Found) -> None:
    text = "The WHO warned of a delay. “We have counted the days,” the WHO said. “Who has not?” Sam Lund asked."
    assert {each.speaker for each in statements(text) if each.kind is Kind.DIRECT} == {"WHO", "Sam Lund"}


@pytest.mark.parametrize("name", ["Corrie's", "St Brannock’s"])
def test_a_name_may_end_as_a_possessive_does(statements: Found, name: str) -> None:
    """Where it does something; "Corrie's boss said" tells of the boss."""
    assert {each.speaker for each in statements(f"{name} said that it would stay open.")} == {name}
    assert name not in {each.speaker for each in statements(f"{name} boss Jan Holm said that it would stay open.")}


@pytest.mark.parametrize("name", ["Robert “Bob” Greenfell", "Roofer Robert 'Bob' Greenfell", "Robert (Bob) Greenfell"])
@pytest.mark.parametrize("later", ["Bob", "Mr Greenfell", "Bob Greenfell"])
def test_a_nickname_stands_inside_a_name(statements: Found, name: str, later: str) -> None:
    """Whom an article calls by it, or by the name around it, is one person, whom "he" can stand for."""
    found = statements(f"{name} was there on Monday.\n\n{later} said: “Nobody here will pay.” He added: “Not twice.”")
    assert [s.speaker for s in found if s.kind is Kind.DIRECT] == ["Robert Greenfell"] * 2


def test_a_first_name_that_is_cut_short_is_one(statements: Found) -> None:
    """As older papers print them."""
    found = statements(
        "They came out.\n\n“We spin the rope,” said Geo. Batey. “I pay enough,” replied Wm. Hall, who owns it."
    )
    assert [each.speaker for each in found] == ["Geo. Batey", "Wm. Hall"]
