"""Questions in other languages, and answers from articles in other languages."""

from __future__ import annotations

from retrieval.model import Kind, Status
from tests.bot.answering.conftest import HOLM, Ask, Other, Report, Said

FIRE = Report(
    "Fuego en Sundby. Doce personas murieron en el incendio de Sundby y otras tres fueron heridas. La policía no "
    "tiene una explicación para lo que pasó en la ciudad. El alcalde dijo que no hay más fuego.",
    10,
)
SCHOOL = Report(
    "School. The council closed the school in Osby on Monday. “The school was too old and the roof was wet,” Holm "
    "said.",
    11,
    [Said("“The school was too old and the roof was wet,”", HOLM)],
)


def test_a_question_is_read_by_its_news_words(asked_of: Other) -> None:
    """And the answer says how."""
    answer = asked_of([SCHOOL, FIRE])("¿Qué dijo Holm de la escuela?")
    assert answer.status is Status.ANSWERED
    assert answer.text.splitlines()[0].endswith("I took this one as: what said Holm school")
    assert answer.citations[0].quote == "“The school was too old and the roof was wet,”"


def test_an_article_in_another_language_answers_an_english_question(asked_of: Other) -> None:
    """Where it names what the question names and holds most of the rest; told as what it is."""
    answer = asked_of([SCHOOL, FIRE])("how many people died in the fire in Sundby")
    assert answer.status is Status.ANSWERED
    assert answer.text.startswith("In an article that isn't in English")
    assert "Doce personas murieron" in answer.citations[0].quote
    assert answer.citations[0].kind is Kind.PASSAGE


def test_nothing_of_another_place(ask: Ask, asked_of: Other) -> None:
    """A sentence on the same subject that doesn't name it is no answer."""
    assert asked_of([FIRE])("how many people died in the fire in Quuxbarrow").status is Status.REFUSED
    assert ask("Wie viele starben in Quuxbarrow?").status is Status.REFUSED


def test_a_name_alone_is_no_answer(asked_of: Other) -> None:
    """The sentence must hold something of what is asked besides."""
    assert asked_of([FIRE])("what does the council of Sundby want for its harbour").status is Status.REFUSED
