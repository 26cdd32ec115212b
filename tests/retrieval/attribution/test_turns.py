"""Interviews and transcripts: each answer's words are its label's."""

from __future__ import annotations

import pytest

from retrieval.attribution import Analyst
from retrieval.lang.paragraph_kinds import told_kinds
from retrieval.model import Article, Kind, ParagraphKind

ANALYST = Analyst()


def said(text: str, title: str = "t", publisher: str | None = None) -> list[tuple[str | None, str]]:
    statements = ANALYST.analyse(Article(title=title, text=text, publisher=publisher)).statements
    return [(each.speaker, each.text) for each in statements if each.kind is Kind.DIRECT]


def test_an_interview_with_names_and_initials() -> None:
    """Questions are the interviewer's; a second paragraph without a label is still the answer."""
    text = (
        "Ingrid Vale runs the port. Sam Lund met her on Tuesday.\n\n"
        "Sam Lund: Did you see it coming?\n\n"
        "Ingrid Vale: Nobody did. We had looked at every pipe.\n\n"
        "We look at them again now.\n\n"
        "SL: Would you resign?\n\n"
        "IV: I never wanted the job, so I could leave."
    )
    assert said(text) == [
        ("Sam Lund", "Did you see it coming?"),
        ("Ingrid Vale", "Nobody did. We had looked at every pipe."),
        ("Ingrid Vale", "We look at them again now."),
        ("Sam Lund", "Would you resign?"),
        ("Ingrid Vale", "I never wanted the job, so I could leave."),
    ]


def test_question_and_answer() -> None:
    """Who answers is told by the sentence that says it is an interview; the questions are nobody's."""
    text = "An interview with Dora Klein.\n\nQ: Why did you leave?\n\nA: Nobody listened any more."
    assert said(text) == [(None, "Why did you leave?"), ("Dora Klein", "Nobody listened any more.")]


ANSWER = "\n\nQ: Why did you leave?\n\nA: Nobody listened any more.\n\nQ: And now?\n\nA: Now I listen."


@pytest.mark.parametrize(
    ("title", "above"),
    [
        ("'I was loud': ten minutes with Dora Klein", "Interview by Sam Lund\n\nThe baker Dora Klein left in May."),
        ("Leaving the oven", "By Sam Lund\n\nDora Klein baked for forty years. We spoke in her kitchen."),
        ("Dora Klein on bread", "Interview: Sam Lund\n\nThe baker Dora Klein beat Eva Roth to the prize in May."),
    ],
)
def test_who_answers_isnt_who_asks(title: str, above: str) -> None:
    """The one person of the title or the introduction answers, never who wrote the interview."""
    found = ANALYST.analyse(Article(title=title, text=above + ANSWER, author="Sam Lund")).statements
    answers = [each.speaker for each in found if each.text in ("Nobody listened any more.", "Now I listen.")]
    assert answers == ["Dora Klein", "Dora Klein"]


@pytest.mark.parametrize("above", ["Dora Klein and Eva Roth bake. We spoke to one of them.", "The baker left in May."])
def test_an_answer_of_nobody_certain(above: str) -> None:
    assert {speaker for speaker, _ in said(above + ANSWER)} <= {None}


def test_a_transcript_in_capitals() -> None:
    """Titles leave the name; stage directions are nobody's."""
    text = (
        "Transcript of the news conference of Premier Ada Hume\n\n"
        "PREMIER HUME: The bridge stays open.\n\n"
        "Q: Will the toll rise?\n\n"
        "MINISTER JOSHI: It has to rise, and he knows it.\n\n"
        "(Laughter.)\n\n"
        "PREMIER HUME: We will talk about that in the car."
    )
    assert [speaker for speaker, _ in said(text)] == ["Ada Hume", None, "Joshi", "Ada Hume"]


def test_the_outlets_own_label_is_nobodys() -> None:
    """Its questions are no statements of a person."""
    text = "Nils Berg sails.\n\nThe Courier: Why?\n\nNils Berg: Because it is quiet.\n\nThe Courier: Thank you."
    assert said(text, publisher="The Courier")[0] == ("Nils Berg", "Because it is quiet.")
    assert {speaker for speaker, _ in said(text, publisher="The Courier")} == {None, "Nils Berg"}


@pytest.mark.parametrize(
    "text",
    [
        "Storm: what we know\n\nThe harbour is closed. The mayor spoke.\n\nKey facts: two ships are late.",
        "Photo: Ida Berg\n\nThe ferry sank on Monday.\n\nPhoto: Nils Lund",
        "The vote was close. One thing is clear: nobody won.\n\nResult: 51 to 49.",
    ],
)
def test_other_labels_are_no_turns(text: str) -> None:
    """Captions, headings and facts."""
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The tolls are theft.” — Karl Weiss, mayor of Easton", "Karl Weiss"),
        ("“The tolls are theft, and everybody here knows it.”\n\n– Karl Weiss, in a letter", "Karl Weiss"),
    ],
)
def test_a_signature_behind_a_quote(text: str, speaker: str) -> None:
    """On its line or on the next."""
    assert said(text)[0][0] == speaker


def test_who_answers_as_a_may_be_told_below_the_interview() -> None:
    """ "The interview with NAME took place on Friday" names whose answers they are."""
    text = (
        "Q: Why did you leave?\n\nA: I left because nobody listened.\n\nQ: And now?\n\nA: Now I sleep at night.\n\n"
        "The interview with Senator Dora Klein took place on Friday."
    )
    found = Analyst().analyse(Article(title="t", text=text)).statements
    assert {s.speaker for s in found if s.text.startswith(("I left", "Now I"))} == {"Dora Klein"}


def test_seats_and_parties_behind_a_name_are_none_of_it() -> None:
    """As parliaments print them; an office may stand before the name instead."""
    text = (
        "Jane Brown (East Fens) (Con): How many boats were lost to the ice last year?\n\n"
        "The Minister for Harbours (Peter Hahn): Twelve boats, and each is one too many.\n\n"
        "Jane Brown: I am grateful, but nobody can sail a number.\n\n"
        "Sir Otto Marsh (South Holm and The Deepings) (LD): Which winter does he mean?\n\n"
        "Peter Hahn: I mean the next one."
    )
    found = [speaker for speaker, _ in said(text, "A debate")]
    assert found == ["Jane Brown", "Peter Hahn", "Jane Brown", "Otto Marsh", "Peter Hahn"]


def test_a_state_or_an_office_behind_a_name_is_none_of_it_and_a_short_name_no_initials() -> None:
    """ "NESS" of four letters, "(D), OHIO", "HOST"."""
    text = (
        "Governor Ray Hahn was on air. The host was Carol Ness.\n\nCAROL NESS, HOST: Where is the wall?\n\n"
        "GOVERNOR RAY HAHN (D), EAST STATE: It is on a barge, Carol.\n\nNESS: People can't stand on a barge.\n\n"
        "HAHN: And I have told them that I am sorry."
    )
    assert [speaker for speaker, _ in said(text, "On air")] == ["Carol Ness", "Ray Hahn"] * 2


_BOLD = (
    "The novelist Jane Brown opens the door herself.\n\n**You have moved house often. Does it get easier?**\n\n"
    "No. You get better at packing.\n\n**Did you forgive Peter Hahn?**\n\nHe rang me in tears. But yes.\n\n"
    "I did so before I hung up.\n\n**What do you miss?**\n\nBuying bread. Nobody tells you that.\n\n"
    "The novel is published in October. Brown will read from it."
)


def test_questions_in_bold() -> None:
    """What stands between them is who is interviewed; what follows the last answer is the paper's."""
    assert said(_BOLD, "An interview with Jane Brown") == [
        ("Jane Brown", "No. You get better at packing."),
        ("Jane Brown", "He rang me in tears. But yes."),
        ("Jane Brown", "I did so before I hung up."),
        ("Jane Brown", "Buying bread. Nobody tells you that."),
    ]


def test_bold_headings_are_no_questions() -> None:
    """Nor are the parts of an explainer, of whom nobody is interviewed."""
    assert said(_BOLD.replace("?**", "**"), "An interview with Jane Brown") == []
    assert said(_BOLD.replace("Jane Brown", "the town"), "Moving: what you need to know") == []


_PLAIN = (
    "Jane Brown has counted eels for thirty years. She spoke to Peter Hahn.\n\nHow bad is it?\n\n"
    "I took four hundred in a night. Last spring I took eleven.\n\nDo you blame the pumps?\n\n"
    "Partly. A pump is a blender if you are an eel.\n\nWhat would you tell the minister?\n\n"
    "Come and stand in the water with me."
)


def test_questions_told_by_their_marks_alone() -> None:
    """As pages give them, whose bold type is lost; with whom a pronoun spoke is who asks."""
    assert said(_PLAIN, "Q&A: the woman who counts eels") == [
        ("Jane Brown", "I took four hundred in a night. Last spring I took eleven."),
        ("Jane Brown", "Partly. A pump is a blender if you are an eel."),
        ("Jane Brown", "Come and stand in the water with me."),
    ]


def test_what_is_put_to_who_answers_is_a_question_whatever_its_mark() -> None:
    """Neither a sentence about them nor one with the interviewer's own "I" is theirs; a generic "you" is."""
    text = (
        "Dora Klein baked for forty years. We spoke in her kitchen.\n\n"
        "Why did you leave?\n\nI was tired. My hands hurt.\n\n"
        "Some neighbours called you “a ghost in the oven.”\n\nI liked that.\n\n"
        "Last year you told me that your bread was dead. I hear you bake again.\n\nI do, on Sundays.\n\n"
        "Who helps you?\n\nYou can't do it alone. I have two girls.\n\nThey help me when I ask.\n\n"
        "And now?\n\nNow I sleep."
    )
    answers = ["I was tired. My hands hurt.", "I liked that.", "I do, on Sundays."]
    answers += ["You can't do it alone. I have two girls.", "They help me when I ask.", "Now I sleep."]
    assert [words for speaker, words in said(text) if speaker == "Dora Klein"] == answers


def test_words_that_a_turn_passes_on() -> None:
    """Whom the turn names says them, and who speaks the turn passes them on; one who isn't named says nothing."""
    text = (
        "An interview with Dora Klein.\n\n"
        "Q: Who taught you?\n\nA: My teacher. Eva Roth said, “Bread never waits for anybody.” I believed her.\n\n"
        "Q: And later?\n\nA: She came once and she said, “That is not my bread at all.”"
    )
    found = ANALYST.analyse(Article(title="t", text=text)).statements
    quoted = [(each.speaker, each.via, each.text) for each in found if each.text.startswith("“")]
    assert quoted == [("Eva Roth", "Dora Klein", "“Bread never waits for anybody.”")]


def test_questions_of_an_explainer_are_no_interviews() -> None:
    """Nobody speaks of themselves below them, whoever is told of above."""
    text = "Jane Brown spoke on eels.\n\nHow bad is it?\n\nBad.\n\nWho says so?\n\nThe board.\n\nWhy now?\n\nIt rained."
    assert said(text, "Q&A: the eels") == []


def test_two_answers_below_questions_without_a_label() -> None:
    """Each stands below a question, and whom an answer quotes is quoted by who answers."""
    text = (
        "The Gazette met Ruth Calder in her office.\n\nYou have said the port is dying. Is it?\n\n"
        "Calder: No. A man came and said, “Ruth, where will my son work?” I had no answer.\n\n"
        "Do you blame the minister?\n\nCalder: I do. He wrote that “all will be well”, and it was not."
    )
    assert [speaker for speaker, _ in said(text)] == ["Ruth Calder", "Ruth Calder"]


def test_headings_ask_where_the_article_knows_them() -> None:
    """A page's ``h3`` around a question, or its bold type, which the text has lost; the guest needn't say "I"."""
    asked = ["Why did the baths close?", "Who pays?", "What comes next?"]
    answers = ["The roof was rotten.", "The town pays half of it.", "Nothing before the spring."]
    pairs = [f"{question}\n\n{answer}" for question, answer in zip(asked, answers, strict=True)]
    text = "\n\n".join(["Dora Klein runs the baths. We spoke in an interview on Monday.", *pairs])
    kinds = told_kinds(text, dict.fromkeys(asked, ParagraphKind.HEADING))
    found = ANALYST.analyse(Article(title="t", text=text, kinds=kinds)).statements
    assert [(each.speaker, each.text) for each in found] == [("Dora Klein", answer) for answer in answers]


def test_who_is_addressed_answers() -> None:
    """Where the introduction has another name, which may be a person's, too."""
    text = "Dora Klein has measured the Plaine Blanche for years. Now she stops." + ANSWER.replace(
        "Why", "Ms Klein, why"
    )
    assert [who for who, words in said(text) if words.startswith("Nobody")] == ["Dora Klein"]


def test_an_explainer_has_no_guest() -> None:
    """Whoever its title names: what stands below its headings speaks of nobody's self, and it tells of no interview."""
    asked = ["What is the harbour fund?", "Who pays for it?", "Why did Dora Klein call it a tiger?"]
    answers = ["It was formed in 1949 by twelve towns.", "Each member does.", "She thinks that others pay too little."]
    text = "\n\n".join(
        ["Dora Klein has asked for more.", *(f"{q}\n\n{a}" for q, a in zip(asked, answers, strict=True))]
    )
    kinds = told_kinds(text, dict.fromkeys(asked, ParagraphKind.HEADING))
    found = ANALYST.analyse(Article(title="Dora Klein and the fund", text=text, kinds=kinds)).statements
    assert [each.text for each in found if each.kind is Kind.DIRECT] == []


@pytest.mark.parametrize("kind", [ParagraphKind.HEADING, ParagraphKind.CAPTION])
def test_nobody_goes_on_in_a_heading(kind: ParagraphKind) -> None:
    """Its words are shortened; a quote in it is taken only with the name beside it."""
    above = "“The ice is thick,” said Mara Lindqvist on Monday."
    below = "“We wait,” said Per Dahl."
    for line, kept in (("“We can’t go on like this.”", False), ("Klein: “We can’t go on like this.”", True)):
        text = f"{above}\n\n{line}\n\n{below} Dora Klein watched."
        told = Article(title="t", text=text, kinds=told_kinds(text, {line: kind}))
        assert "“We can’t go on like this.”" in [words for _, words in said(text)]
        found = [each.text for each in ANALYST.analyse(told).statements]
        assert ("“We can’t go on like this.”" in found) is kept


def test_names_that_nothing_explains_take_turns() -> None:
    """Where most paragraphs bear labels; each is its own label's, none is taken for the turn before it."""
    text = (
        "Greta Lindholm: Good evening. Who is to pay for the coach?\n\nPavel Novy: We are, and we have put money aside."
        "\n\nGreta Lindholm: Is that enough?\n\nPavel Novy: No, and everybody knows it.\n\nOkwu: I doubt it very much."
    )
    assert [who for who, _ in said(text)] == ["Greta Lindholm", "Pavel Novy", "Greta Lindholm", "Pavel Novy", "Okwu"]


def test_capitals_that_come_twice_take_turns_with_a_reporter() -> None:
    """Somebody whom nothing else in the text names."""
    text = "HELGA BRUN: We never signed.\n\nREPORTER: Who wrote it?\n\nHELGA BRUN: Ask the clerk.\n\nREPORTER: Thanks."
    assert [who for who, _ in said(text) if who] == ["Helga Brun", "Helga Brun"]


@pytest.mark.parametrize(
    "text",
    [
        "Where: Town Hall.\n\nWhen: Friday at noon.\n\nCost: Ten pounds each.\n\nWhere: The pier.\n\nWhen: On Sunday.",
        "Verdict: It is a fine car.\n\nRating: Four stars it gets.\n\nPrice: Nine thousand pounds.",
    ],
)
def test_labels_that_are_words_are_no_turns(text: str) -> None:
    """Of listings and reviews."""
    assert said(text) == []


def test_a_label_that_isnt_certain_ends_the_turn_above_it() -> None:
    """Its words are nobody's rather than another's."""
    text = (
        "Ingrid Vale runs the port. Sam Lund met her.\n\nSam Lund: Did you see it coming?\n\nIngrid Vale: Nobody did."
        "\n\nThe Harbour Pilot: I saw it well before they did.\n\nSam Lund: And now?\n\nIngrid Vale: Now we look."
    )
    assert ("Ingrid Vale", "The Harbour Pilot: I saw it well before they did.") not in said(text)


def test_what_a_source_tells_to_be_turns_are() -> None:
    """As the voices of subtitles do, though each speaks but once."""
    text = "Greta Lindholm: Good evening to you all.\n\nPavel Novy: And who pays for it?"
    kinds = told_kinds(text, dict.fromkeys(text.split("\n\n"), ParagraphKind.TURN))
    statements = ANALYST.analyse(Article(title="t", text=text, kinds=kinds)).statements
    assert [each.speaker for each in statements] == ["Greta Lindholm", "Pavel Novy"]


def test_a_court_and_a_witness_take_turns_beside_names() -> None:
    text = (
        "STATE v. PRUITT\n\nMS. CALLOWAY: Where were you at nine?\n\nTHE WITNESS: I was by the feed store.\n\n"
        "MR. DOBBS: Objection, Your Honor.\n\nTHE COURT: Overruled. You may answer."
    )
    assert [speaker for speaker, _ in said(text)] == ["Calloway", "the witness", "Dobbs", "the court"]


def test_a_question_that_a_source_tells_to_be_of_a_turn_is() -> None:
    text = "Ada Berg: It opened late.\n\nOla Lund: It did.\n\nWill she drive it?"
    turns = told_kinds(text, dict.fromkeys(text.split("\n\n"), ParagraphKind.TURN))
    statements = ANALYST.analyse(Article(title="t", text=text, kinds=turns)).statements
    assert [each.speaker for each in statements] == ["Ada Berg", "Ola Lund", "Ola Lund"]
