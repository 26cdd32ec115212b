"""Who said a quote."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retrieval.attribution import Analyst
from retrieval.lang.paragraph_kinds import told_kinds
from retrieval.model import Article, Kind, ParagraphKind, Statement

Found = Callable[[str], list[Statement]]


LONG = "Let us never forget that when he was in the council the pier was shut for two years and nobody mended it."


def speakers(found: list[Statement]) -> list[str | None]:
    return [s.speaker for s in found if s.kind is Kind.DIRECT]


@pytest.mark.parametrize(
    "text",
    [
        "“We will rebuild the harbour,” Maria Lopez said on Monday.",
        "“We will rebuild the harbour,” said Maria Lopez.",
        "Maria Lopez said: “We will rebuild the harbour.”",
        "Maria Lopez, the mayor of Bremen, told reporters, “We will rebuild the harbour.”",
        "“We will rebuild the harbour,” according to Maria Lopez.",
        "“We will rebuild the harbour,” Maria Lopez, who has led the town since 2010, said in an interview.",
        "“We will rebuild the harbour?” Maria Lopez asked.",
        "Maria Lopez on social media: “We will rebuild the harbour.”",
        "Maria Lopez: “We will rebuild the harbour.”",
        "“We will rebuild the harbour,” reacted Maria Lopez.",
        "“We,” Maria Lopez said, “will rebuild the harbour.”",
        "Maria Lopez issued the following statement:\n\n“We will rebuild the harbour.”",
        "Maria Lopez doubted the plan, saying, “We will rebuild the harbour.”",
        "Maria Lopez of the Centre for Ports: Research and Education (C-PORE) said, “We will rebuild the harbour.”",
        "The mood in the room: “We will rebuild the harbour,” recalled Maria Lopez.",
    ],
)
def test_the_speaker_stands_before_after_or_in_the_middle(statements: Found, text: str) -> None:
    """Each way of news to attribute a quote names the speaker."""
    assert set(speakers(statements(text))) == {"Maria Lopez"}


def test_each_quoted_segment_is_a_statement(statements: Found) -> None:
    """A quote that goes on after its attribution is a second statement of the same speaker, marks included."""
    found = statements("“We go,” Maria Lopez said. “It is late and the harbour is empty.”")
    assert [(s.text, s.speaker) for s in found] == [
        ("“We go,”", "Maria Lopez"),
        ("“It is late and the harbour is empty.”", "Maria Lopez"),
    ]


def test_a_quote_paragraph_without_attribution_continues_the_one_before(statements: Found) -> None:
    """An unattributed paragraph in marks after a quote belongs to the same speaker."""
    text = "“We will go on,” Maria Lopez said.\n\n“There is no other harbour for us.”\n\nThe town has 3,000 people."
    assert speakers(statements(text)) == ["Maria Lopez", "Maria Lopez"]


def test_two_speakers_in_one_paragraph(statements: Found) -> None:
    """Each quote goes to its own speaker."""
    text = "“We will go on,” Maria Lopez said. Peter Hahn replied, “You will stop before the summer.”"
    assert speakers(statements(text)) == ["Maria Lopez", "Peter Hahn"]


def test_a_surname_is_made_the_full_name_that_the_article_gives(statements: Found) -> None:
    """Titles and roles are no part of a name; the mention keeps the article's words."""
    text = "Mayor Maria Lopez came late. “We will rebuild the harbour,” Lopez said."
    (found,) = [s for s in statements(text) if s.kind is Kind.DIRECT]
    assert (found.speaker, found.mention, found.cue) == ("Maria Lopez", "Lopez", "said")
    assert found.mention_start == text.index("Lopez said")


@pytest.mark.parametrize(
    "text",
    [
        "“We will rebuild the harbour,” Maria Lopez said, according to {}.",
        "“We will rebuild the harbour,” {} quoted Maria Lopez as saying.",
        "Maria Lopez was quoted by {} as saying: “We will rebuild the harbour.”",
        "Maria Lopez, as quoted by {}, said: “We will rebuild the harbour.”",
        "Maria Lopez said, as reported by {}: “We will rebuild the harbour.”",
    ],
)
def test_who_passed_it_on_is_kept_beside_who_said_it(statements: Found, text: str) -> None:
    """The speaker is who said it; the outlet that reports it is ``via``."""
    for outlet in ("Bremen Radio", "Post & Courier"):
        (found,) = statements(text.format(outlet))
        assert (found.speaker, found.via) == ("Maria Lopez", outlet)


def test_an_unnamed_speaker_keeps_the_whole_noun_phrase(statements: Found) -> None:
    """An adviser to somebody isn't that somebody."""
    text = "Maria Lopez was silent. “She is tired of it,” said one longtime adviser to Maria Lopez."
    (found,) = [s for s in statements(text) if s.kind is Kind.DIRECT]
    assert found.speaker == found.mention == "one longtime adviser to Maria Lopez"


def test_a_statement_inside_a_statement_belongs_to_the_outer_speaker(statements: Found) -> None:
    """What somebody quotes himself as saying is his."""
    text = "Peter Hahn would not wait, saying: “I told Lopez, I said: ‘You ought to pay for the harbour.’”"
    assert speakers(statements(text)) == ["Peter Hahn"]


@pytest.mark.parametrize(
    "text",
    [
        "Maria Lopez, the author of “The Art of the Harbour,” came late to the meeting.",
        "Maria Lopez came late.\n\n'A long night'\n\nThe town has 3,000 people.",
        "The so-called “wall” was never built by the town.",
        "They met on the show “Good Morning Bremen” in May.",
    ],
)
def test_titles_headings_and_scare_quotes_are_no_statements(statements: Found, text: str) -> None:
    """Marks alone make no statement."""
    assert statements(text) == []


@pytest.mark.parametrize(
    ("heading", "speaker"),
    [
        ("‘The tide came in’: forty leave their homes", "Peter Hahn"),
        ("“The tide came in”", "Peter Hahn"),
        ("Baker ‘nowhere’ when bank failed", "Maria Lopez"),
        ("‘The bank’ failed on Monday", None),  # both have it
        ("‘The sea came in’: forty leave their homes", None),
    ],
)
def test_words_of_a_heading_are_who_says_them_below(statements: Found, heading: str, speaker: str | None) -> None:
    """A heading and a quote set apart shorten what the article has in full, under the name of who says it."""
    body = (
        "Forty people left their homes in the night.\n\n“The tide came in through the front door, the bank is gone,” "
        "said Peter Hahn, a baker.\n\nMaria Lopez said that the bank’s owner was “nowhere, and the bank is old”."
    )
    found = statements(f"{heading}\n\n{body}")
    assert [s.speaker for s in found if s.start < len(heading) and s.speaker] == ([speaker] if speaker else [])


def test_a_fragment_in_a_reported_sentence_is_partial(statements: Found) -> None:
    """The span of a partial statement is the reported clause with its quoted words."""
    (found,) = statements("Maria Lopez said that the plan was “a gift to nobody” and too late.")
    assert found.kind is Kind.PARTIAL
    assert found.speaker == "Maria Lopez"
    assert found.text == "that the plan was “a gift to nobody” and too late"


def test_a_quote_that_nobody_can_be_named_for_has_no_speaker(statements: Found) -> None:
    """Other languages are found by their marks; who spoke stays unknown."""
    (found,) = statements("«Мы готовы к переговорам», — заявил представитель города.")
    assert found.speaker is None
    assert found.text == "«Мы готовы к переговорам»"


def test_a_dateline_is_nobody(statements: Found) -> None:
    """The place before the first sentence isn't taken for the speaker."""
    (found,) = statements("BREMEN, Germany (AP) — Maria Lopez said that the harbour is full.")
    assert found.speaker == "Maria Lopez"


def test_a_name_keeps_the_apostrophe_that_the_article_writes(statements: Found) -> None:
    """The speaker's name is the article's own, curled apostrophe included."""
    (found,) = statements("“The harbour is full,” said Larry O’Connor.")
    assert found.speaker == "Larry O’Connor"


def test_an_office_in_capitals_is_no_part_of_a_name(statements: Found) -> None:
    """Where a first name follows it; a body that is named for an office keeps its name."""
    assert [s.speaker for s in statements("Daily Managing Editor Bill Hahn said it is late.")] == ["Bill Hahn"]


def test_namesakes_are_told_apart_by_their_title(statements: Found) -> None:
    """Mr. Lopez isn't Maria Lopez, though she is named more often."""
    text = (
        "Maria Lopez met her husband, Carlos Lopez. Mrs. Lopez was late. Maria Lopez smiled.\n\n"
        "“The harbour is full of ships,” Mr. Lopez said."
    )
    assert speakers(statements(text)) == ["Carlos Lopez"]


def test_several_who_are_named_together_have_each_said_it(statements: Found) -> None:
    """ "Holm and Lindqvist said": what either of them said holds it."""
    said = statements("Mara Holm and Ada Lindqvist said that the bridge must be rebuilt.")
    assert [(s.speaker, s.mention) for s in said] == [
        ("Mara Holm", "Mara Holm and Ada Lindqvist"),
        ("Ada Lindqvist", "Mara Holm and Ada Lindqvist"),
    ]


def test_a_surname_is_the_one_whom_its_paragraph_has_named(statements: Found) -> None:
    """Of two of a family, the one whom the paragraph gives in full; the other may be the article's usual one."""
    text = (
        "George Holm was mayor then, and George Holm built the bridge. George Holm sold it too.\n\n"
        "On Monday Jack Holm told the council that the bridge is old. “It is a danger to all of us,” Holm said."
    )
    assert {s.speaker for s in statements(text) if "danger" in s.text} == {"Jack Holm"}


def test_a_relative_clause_after_a_quote_is_nobody(statements: Found) -> None:
    """A quote that ", which …" follows goes on from the one before."""
    text = (
        "“We are in good shape,” said Tad Holm, a senior adviser. “We could win the harbour and we have hopes all the "
        "way through Northport,” which votes in June."
    )
    assert [s.speaker for s in statements(text)] == ["Tad Holm", "Tad Holm"]


def test_the_words_after_a_quote_that_ends_in_a_quote_are_the_articles(statements: Found) -> None:
    """A quote whose last words are quoted inside of it is over, and the next sentence's subject isn't its speaker."""
    text = "Mr. Holm mocked him, saying at one point, ''The answer isn't to yell, 'Bad, bad.''' But Mr. Marsh answered."
    assert [(s.speaker, s.text[-5:]) for s in statements(text) if s.kind is Kind.DIRECT] == [("Holm", "d.'''")]


def test_an_object_that_is_only_a_pronoun_tells_nothing(statements: Found) -> None:
    """ "Holm mentioned it" isn't what anybody said."""
    assert statements("The bridge was old. Mara Holm mentioned it on television.") == []


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Either Maria Sand or Peter Wolf said the bridge was rotten.", {None}),
        ("Neither Arne Moe nor Ida Vik said that the bridge was rotten.", {None}),
        ("Karl Berg and not Nina Dahl said the bridge was rotten.", {"Karl Berg"}),
        ("Marks and Spencer said the bridge was rotten.", {"Marks"}),
    ],
)
def test_names_that_are_not_added_up_are_not_joint_speakers(
    statements: Found, text: str, speakers: set[str | None]
) -> None:
    """ "Or", "nor" and "and not" leave it open or deny it; half of a body's name is nobody."""
    assert {s.speaker for s in statements(text)} <= speakers


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("Olga Stern was shown a letter saying that the match was fixed.", "Olga Stern"),
        ("Karl Berg was seen with a man telling reporters that the bank was broke.", "Karl Berg"),
        ("Karl Berg was recorded by a guard saying that the gate was open.", "Karl Berg"),
        ("The plan was dropped, according to data stolen from Erik Lund.", "Erik Lund"),
        ("The ship was empty, according to footage seen by Erik Lund.", "Erik Lund"),
    ],
)
def test_who_only_stands_beside_the_words_did_not_say_them(statements: Found, text: str, nobody: str) -> None:
    """Who was shown a letter, or seen beside somebody, or robbed of data, is no speaker."""
    assert nobody not in {s.speaker for s in statements(text)}


def test_somebody_in_a_mood_is_still_himself(statements: Found) -> None:
    """ "An angry Holm" is the Holm whom the article gives in full; "a Northport Democrat" is nobody's name."""
    text = "Jon Holm denounced the plan. “The bridge will always be the bridge,” an angry Holm said."
    assert {s.speaker for s in statements(text) if s.kind is Kind.DIRECT} == {"Jon Holm"}


def test_whom_a_letter_is_addressed_to_did_not_write_it(statements: Found) -> None:
    """The name before a closing dash is the aside's; who stands behind it acts."""
    text = (
        "In the letter - addressed to the attorney for the district, Carl D. Holm - the Northport Republican asks for"
        " an investigation of the bridge."
    )
    assert "Carl D. Holm" not in {s.speaker for s in statements(text)}


@pytest.mark.parametrize(
    "text",
    [
        "They passed out water bottles that said, “The harbour party welcomes you to the games of this year.”",
        "The outcome showed that the harbour is full.",
        "A mosque feels the pain: “We are in shock and horrified by it.”",
    ],
)
def test_things_say_nothing(statements: Found, text: str) -> None:
    """What can't speak is no speaker; nor does its quote go to somebody named before."""
    assert {s.speaker for s in statements("Maria Lopez said the port is open.\n\n" + text)} <= {"Maria Lopez", None}
    assert [s for s in statements(text) if s.speaker is not None] == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The astronaut said that the harbour is full.", "the astronaut"),
        ("One of the witnesses said that the harbour is full.", "one of the witnesses"),
        ("The report shows that the harbour is full.", "the report"),
        ("The beekeeping chap announced that the harbour is full.", "the beekeeping chap"),
    ],
)
def test_people_and_texts_do(statements: Found, text: str, speaker: str) -> None:
    """People whom no list knows are told by what they do; texts and figures may tell something."""
    assert [s.speaker for s in statements(text)] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "Maria Lopez released a statement saying, “We will rebuild the harbour.”",
        "Maria Lopez released a note on the port which said: “We will rebuild the harbour.”",
        "On Friday, Maria Lopez wrote to the town to explain her decision, saying: “We will rebuild the harbour.”",
        "Maria Lopez announced a vote and warned the quay remains in danger, stating, “We will rebuild the harbour.”",
        "Maria Lopez said Sam Lund had a hard winter in the port, adding: “We will rebuild the harbour.”",
        "Maria Lopez issued a letter after the storm noting: “We will rebuild the harbour.”",
        "Maria Lopez said Westmark goes on to dump waste in the bay, arguing: “We will rebuild the harbour.”",
        "Maria Lopez announced Sam Lund had picked a judge, noting: “We will rebuild the harbour.”",
        "A clip shows Maria Lopez leaving the hall, saying: “We will rebuild the harbour.”",
    ],
)
def test_a_participle_is_who_the_main_clause_is_about(statements: Found, text: str) -> None:
    """Not the thing or the person that stands nearest to it."""
    assert speakers(statements(text)) == ["Maria Lopez"]


def test_a_participle_of_somebody_who_speaks_in_a_reported_clause_is_theirs(statements: Found) -> None:
    """ "Lopez said Lund criticised her, saying": Lund's own act of speech."""
    text = "Maria Lopez said Sam Lund criticised the plan, saying: “It will never be built.”"
    assert speakers(statements(text)) == ["Sam Lund"]


@pytest.mark.parametrize(
    "between",
    [
        " The engineer Sam Lund said that the quay was weak. ",
        "\n\nThe engineer Sam Lund said that the quay was weak.\n\n",
        " It rained. But Sam Lund told the council that the quay was weak.\n\n",
    ],
)
def test_a_quote_behind_a_report_of_somebody_else_is_theirs(statements: Found, between: str) -> None:
    """It isn't continued from who was quoted before the text turned to somebody else."""
    text = (
        f"“We will rebuild the harbour,” Maria Lopez said.{between}“There are cracks in it that nobody has looked at "
        "since the war.”"
    )
    assert speakers(statements(text)) == ["Maria Lopez", "Sam Lund"]


def test_a_quote_behind_a_report_of_the_same_speaker_goes_on(statements: Found) -> None:
    """Nobody else has been turned to; a sentence that names somebody without reporting him turns to nobody."""
    text = (
        "“We will rebuild the harbour,” Maria Lopez said. She thanked Sam Lund for his report. “There are cracks in it "
        "that nobody has looked at since the war.”"
    )
    assert speakers(statements(text)) == ["Maria Lopez", "Maria Lopez"]


def test_a_quote_that_is_not_closed_goes_on_with_the_next_paragraph(statements: Found) -> None:
    """Marks that open each paragraph and close the last one hold one person's words."""
    text = (
        "Nine were hurt.\n\n“The bridge was sound when I left it.\n\n“Nobody told me of a crack,” said Maria Lopez, "
        "an engineer."
    )
    assert speakers(statements(text)) == ["Maria Lopez", "Maria Lopez"]


@pytest.mark.parametrize(
    "lead",
    [
        "The Harbour Union said in a statement that it would look into it.",
        "The Harbour Union issued a statement on Monday.",
        "A statement from the Harbour Union came late.",
    ],
)
def test_what_a_statement_says_is_said_by_whose_it_is(statements: Found, lead: str) -> None:
    """ "The statement" is of who made "a statement" before."""
    found = statements(f"{lead} “We have spent a year on the books,” the statement read.")
    assert speakers(found) == ["Harbour Union"]


def test_a_report_stays_what_it_is(statements: Found) -> None:
    """A report, and a statement of which nothing is told, speak for themselves."""
    assert speakers(statements("“The pumps failed twice,” the report said.")) == ["the report"]
    found = statements("Maria Lopez left. “The pumps failed twice,” the Harbour Union statement said.")
    assert speakers(found) != ["Maria Lopez"]


@pytest.mark.parametrize(
    "lead",
    ["Maria Lopez shook her head.", "Maria Lopez laughed.", "For Maria Lopez, the flood was personal."],
)
def test_a_gesture_or_whom_it_is_about_gives_the_quote_behind_it(statements: Found, lead: str) -> None:
    """What a face does between words tells whose they are."""
    assert speakers(statements(f"{lead} “I walked it twice that day and saw nothing.”")) == ["Maria Lopez"]


def test_according_to_one_speaker_does_not_pass_on_another(statements: Found) -> None:
    """A clause of its own behind "according to" is another person's report."""
    text = "Her future “remains uncertain” according to Maria Lopez, though Peter Hahn said she “felt good” at home."
    found = {s.text: (s.speaker, s.via) for s in statements(text) if s.kind is Kind.PARTIAL}
    assert [who for words, who in found.items() if "remains" in words] == [("Maria Lopez", None)]
    assert next(who for words, who in found.items() if "felt" in words)[0] == "Peter Hahn"


def test_a_negation_before_a_colon_denies_no_words(statements: Found) -> None:
    """ "Is not so sure: '…'" gives the words, and doesn't deny them."""
    (one,) = statements("Maria Lopez is not so sure: “I walked it twice that day and saw nothing.”")
    assert (one.speaker, one.hedge) == ("Maria Lopez", None)


def test_it_is_the_body_that_the_clause_before_is_about(statements: Found) -> None:
    """ "It said" is the last body that was a subject, and nobody where a thing may be meant."""
    union = "The Harbour Union rejected the offer."
    assert speakers(statements(f"{union} “We will not sign,” it said in a statement.")) == ["Harbour Union"]
    assert speakers(statements(f"{union} The letter was short. “We will not sign,” it said.")) == [None]


def test_two_who_talk_are_told_apart_by_a_question(statements: Found) -> None:
    """A paragraph behind somebody's "Do you …?" is an answer, and nothing says whose."""
    text = "“There is a danger,” Maria Lopez said. “Do you deny it?”\n\n“There may be a small one, as we always said.”"
    assert speakers(statements(text)) == ["Maria Lopez", "Maria Lopez", None]


@pytest.mark.parametrize("bracket", ["(Maria Lopez said later that it was.)", "[Maria Lopez said that it was.]"])
def test_a_remark_in_brackets_behind_a_quote_is_the_articles(statements: Found, bracket: str) -> None:
    """It attributes nothing before it."""
    text = f"“The plan is dangerous,” Peter Hahn writes. “It rests on an error in the sums.” {bracket}"
    assert speakers(statements(text)) == ["Peter Hahn", "Peter Hahn"]


@pytest.mark.parametrize(
    "told",
    ["when doctors told those at the hospital:", "when doctors told those who had gathered there:"],
)
def test_who_tells_whom_right_before_a_quote_says_it(statements: Found, told: str) -> None:
    """Not the one who says that he was there."""
    assert speakers(statements(f"Maria Lopez said she was present {told} “We just lost him.”")) == ["doctors"]


def test_a_document_that_is_led_in_by_its_author_is_the_authors(statements: Found) -> None:
    """ "Lopez issued a note saying, '…,' the message said": the nearer cue only names the note again."""
    text = "The Harbour Council issued a note saying, “It proves that the office is empty,” the message claimed."
    assert speakers(statements(text)) == ["Harbour Council"]


@pytest.mark.parametrize(
    "text",
    [
        "Once the town's “golden boy” and a champion, his friendship with Peter Hahn has meant a steep fall for him.",
        "As many as 200 teachers gathered before school started on Monday to stage a “walk-in” at the gate.",
        "In the end, most of the harbour trade “voluntarily” agreed to mark the crates.",
        "Rather than rewarding “responsible” captains, big firms like Westmark refused to sell them fuel.",
        "The ministry added the grey heron to its “red list” of species in danger on Monday.",
        "For weeks, the Hahn administration has tried to add the question, “Do you own a boat?”, to the census.",
        "The picture is dull, writes no one, with the People's Princess portrayed as a “modern Mary of the docks”.",
    ],
)
def test_marks_that_a_verb_does_not_report_are_nobodys(statements: Found, text: str) -> None:
    """What tells how, when or of whom in a clause isn't what its subject says."""
    assert {s.speaker for s in statements(text) if "“" in s.text} <= {None}


def test_two_trades_before_a_name_are_one_person(statements: Found) -> None:
    """ "Author and broadcaster Maria Lopez", which the parser takes for two."""
    text = "“The stripes may dazzle the flies,” said author and broadcaster Maria Lopez."
    assert speakers(statements(text)) == ["Maria Lopez"]


def test_a_body_with_its_director_is_not_the_speaker(statements: Found) -> None:
    """The one who is named speaks."""
    text = "The Institute of Boats and Harbours's director, Dr. Maria Lopez, said of it, “It will get worse.”"
    assert speakers(statements(text)) == ["Maria Lopez"]


def test_a_word_with_an_ordinal_is_no_name(statements: Found) -> None:
    """The 14th Amendment isn't the 12th."""
    text = "They read the 12th Amendment. The 14th Amendment states: “All persons born here are citizens.”"
    assert speakers(statements(text)) == ["the 14th Amendment"]


def test_a_title_inside_a_description_belongs_to_it(statements: Found) -> None:
    """ "The “Rain Again” singer" keeps its article and its title."""
    text = "In the newsletter, the “Rain on Me Again” singer began: “Did you ever think that this would come true?”"
    assert "the “Rain on Me Again” singer" in speakers(statements(text))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "“In other news,” Maria Lopez wrote, “she wins the vote of her aide,” after Peter Hahn backed her.",
            "Maria Lopez",
        ),
        ("“It is stunning,” since so many of the cases were decided by one vote, said Maria Lopez.", "Maria Lopez"),
        ("The crowd chanted, “Lock the gates!” as Maria Lopez came out of the hall.", "the crowd"),
        ("“We lost it,” as Maria Lopez told the council.", "Maria Lopez"),
    ],
)
def test_a_clause_that_tells_the_occasion_attributes_nothing(statements: Found, text: str, speaker: str) -> None:
    """Whoever does something "after", "since" or "as" the words were said didn't say them."""
    assert set(speakers(statements(text))) == {speaker}


def test_a_question_in_the_sentence_before_is_its_askers(statements: Found) -> None:
    """And so is the quote behind it, whoever else that sentence reports."""
    text = "If, as Democrats allege, there is a risk, “why not raise it?” asked Maria Lopez. “It is only prudent.”"
    assert "Democrats" not in speakers(statements(text))


def test_what_a_sign_says_is_nobodys(statements: Found) -> None:
    """Nor is it of who walks past."""
    found = statements("Maria Lopez walked past a sign that said “No fishing from this pier.”")
    assert "Maria Lopez" not in {s.speaker for s in found}


def test_a_work_that_somebody_wrote_is_no_statement(statements: Found) -> None:
    """A title alone tells nothing that was said."""
    assert statements("Maria Lopez wrote “The Salt Road to Orle” in a hut on the coast.") == []


def test_two_speak_in_turn(statements: Found) -> None:
    """The third of three short lines is the first speaker's again; a long one goes on."""
    text = "“So we don't know,” Anna Weiss said.\n\n“We are confident,” Peter Hahn said.\n\n“{}”\n\nThe sun was out."
    assert speakers(statements(text.format("That's not what I asked you.")))[-1] == "Anna Weiss"
    long = "We have looked at all of the wells and at the two rivers, and there is enough for the next ten years."
    assert speakers(statements(text.format(long)))[-1] == "Peter Hahn"


def test_a_headline_behind_a_colon_names_nobody(statements: Found) -> None:
    """What follows "…": in it is what happened."""
    found = statements("“They can't say they weren't told”: Port Garvie dockers down tools\n\nThe port was shut.")
    assert {each.speaker for each in found} <= {None}


def test_a_question_that_an_article_asks_leads_in_nobodys_answer(statements: Found) -> None:
    """ "And what did Maria Lopez say?" is answered in the next paragraph by whoever was asked."""
    found = statements(
        "Otto Brandt took the stand.\n\nAnd what did Maria Lopez say?\n\n“I only heard my uncle. Nobody else.”"
    )
    assert "Maria Lopez" not in speakers(found)


@pytest.mark.parametrize("asked", ["Asked afterwards by reporters if he was sorry", "Pressed on the delay"])
def test_whoever_is_asked_answers(statements: Found, asked: str) -> None:
    """The words behind are the main clause's subject's, not those of who asked."""
    assert speakers(statements(f"{asked}, Otto Brandt thought for some time. “No comment. Ask the port.”")) == [
        "Otto Brandt"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Reeve Ida Lo met the council. She said:\n\n>The pier is our street.\n\nIt votes in May.", ["Ida Lo"]),
        (
            "Thousands saw it.\n\n>The road is rotten.\n\n— Rosa Quill (@rosaquill) June 2, 2025\n\nNobody else wrote.",
            ["Rosa Quill"],
        ),
        ("Many saw it.\n\n>The road is bad.\n\n— ☠️ Rosa Quill ☠️ (@rosaq) May 2, 2025\n\nNobody spoke.", ["Rosa Quill"]),
        (
            "Mayor Per Ek wrote:\n\n>We are sorry.\n\n>It won’t happen.\n\nNobody believed it.",
            ["Per Ek", "Per Ek"],
        ),
        ("The mayor spoke first.\n\nSenator Greta Holm replied:\n\nNo, I don’t.\n\nNobody clapped.", ["Greta Holm"]),
        ("The rule is old.\n\n>No boat shall be moored here.\n\nThe council votes in May.", []),
    ],
    ids=["led in", "signed", "signed with a picture", "two paragraphs", "said below", "a rule"],
)
def test_a_quotation_that_is_set_off(text: str, expected: list[str]) -> None:
    """Without marks, as ``blockquote`` has it: whose it is by what leads it in, or the signature below."""
    blocks = [each[1:] for each in text.split("\n\n") if each.startswith(">")]
    text = text.replace(">", "")
    kinds = told_kinds(text, dict.fromkeys(blocks, ParagraphKind.QUOTE))
    statements = Analyst().analyse(Article(title="t", text=text, kinds=kinds)).statements
    found = [each for each in statements if each.kind is Kind.DIRECT]
    assert [each.text for each in found] == ((blocks or ["No, I don’t."]) if expected else [])
    assert all((each.speaker or "").endswith(who) for each, who in zip(found, expected, strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“The port is closed,” Ida Berg said.\n\n“For how long?” “Nine days,” Jon Holm answered.",
            ["Ida Berg", None, "Jon Holm"],
        ),
        ("“I did nothing,” Ida Berg said.\n\n“You signed.” “I signed what I was given.”", ["Ida Berg", None, None]),
        (
            "“We will hold it,” Ida Berg said.\n\n“You will be buried.” So read the reply on the wall.",
            ["Ida Berg", None],
        ),
        ("“We will hold it,” Ida Berg said.\n\n“No comment,” was all that his wife would say.", ["Ida Berg", None]),
        (f"“It is shut,” Ida Berg said. “{LONG}” “{LONG}”", ["Ida Berg"] * 3),
        ("“We will hold it,” Ida Berg said.\n\n“Nobody will take it from us.”", ["Ida Berg", "Ida Berg"]),
    ],
    ids=[
        "an answer",
        "an exchange",
        "a sentence of its own",
        "another's sentence",
        "long ones",
        "a paragraph that goes on",
    ],
)
def test_quotes_side_by_side_are_two_peoples(text: str, expected: list[str | None], statements: Found) -> None:
    """And one at the start of the next paragraph goes on with what was said only where it is all of it."""
    assert speakers(statements(text)) == expected


@pytest.mark.parametrize(
    "told",
    [
        "The trust said it would look for a berth.",
        "The trust told her that it would look for a berth.",
        "Her deputy said that the bus was late.",
        "Bob Lund said he would look for a berth.",
    ],
)
@pytest.mark.parametrize("quoted", ["“Where do we go in May?”", "“We hate it!”"])
def test_a_sentence_behind_a_quote_that_tells_more_is_not_its_own(statements: Found, quoted: str, told: str) -> None:
    """Whoever spoke before goes on; a name or "the trust" with nothing more to tell is who asked."""
    found = statements(f"“My girl walks to school,” said Fran Illingworth, 34. {quoted} {told}")
    assert speakers(found) == ["Fran Illingworth", "Fran Illingworth"]


@pytest.mark.parametrize(
    "asked",
    ["Bob Lund said.", "A clerk asked.", "Bob Lund, who runs it, texted Meadows.", "Bob Lund said as it rose."],
)
def test_a_sentence_behind_a_question_with_nothing_more_says_who_asked(statements: Found, asked: str) -> None:
    found = statements(f"The ship rose at ten.\n\n“Where do we go in May?” {asked}")
    assert speakers(found) == ["a clerk" if "clerk" in asked else "Bob Lund"]
