"""Interviews and transcripts: paragraphs that open with who speaks, "PREMIER HUME: …", whose words need no marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.attribution.coref.name_book import NameBook
from retrieval.attribution.ner import key
from retrieval.lang import tokens
from retrieval.lang.en.first_names import GIVEN
from retrieval.lang.en.function_words import OF_MYSELF, OF_OURSELVES, PRONOUNS, TO_YOU
from retrieval.lang.en.people import POSITIONS, ROLES, TITLES
from retrieval.lang.en.turn_labels import ANSWER, ASKERS, QUESTION
from retrieval.lang.paragraph_kinds import paragraph_kinds, turn_label
from retrieval.lang.paragraphs import stripped
from retrieval.lang.word_meaning import is_common_word
from retrieval.model import Article, Kind, ParagraphKind, Statement

_CAPITALS = re.compile(r"[A-Z][A-Z.’'-]*(?: [A-Z][A-Z.’'-]*)*\Z")
_OFFICE = re.compile(r"THE [A-Z’' -]+\Z")  # "THE COURT", "THE WITNESS", beside names
_CERTAIN = 0.99
"""A label names who speaks: of the turns of ten interviews of Wikinews (n=273) so many are found under their person."""
_BOLD = re.compile(r"(?P<mark>\*\*|__)(?=\S).+?(?<=\S)(?P=mark)")
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
_FEWEST_QUESTIONS = 3
_FEWEST_TURNS, _MOST_LABELLED = 3, 0.6  # of a transcript; the share of its paragraphs that bear labels
_SHORTEST = 2
"""Words of a turn that is kept: "No." alone is an answer to something that it doesn't tell."""


@dataclass(frozen=True)
class Turn:
    """What one speaks: the words' span, the label's (0, 0: there is none), and whose they are (None: not certain)."""

    start: int
    end: int
    label_start: int
    label_end: int
    speaker: str | None


@dataclass(frozen=True)
class _Labelled:
    paragraph: int
    label: str
    start: int
    end: int
    words: int


def turns(article: Article, paragraphs: Sequence[tuple[int, int]], book: NameBook) -> list[Turn]:
    """The turns of an interview or transcript, in order; none where the article is neither.

    Args:
        article: its text, and its publisher, whose own label marks the questions.
        paragraphs: ``(start, end)`` of each paragraph.
        book: the article's names.
    """
    labelled = _labelled(article.text, paragraphs)
    counts = Counter(each.label for each in labelled)
    certain = {label for label in counts if _is_certain(label, list(counts), book, article)}
    # Of capitals that nothing else explains, two that take turns are enough; one alone heads sections.
    often = {label for label in counts if counts[label] > 2 and _CAPITALS.match(label)}
    certain |= often if len(certain | often) > 1 else set()
    told = {start for start, kind in article.kinds if kind is ParagraphKind.TURN}
    certain |= {each.label for each in labelled if paragraphs[each.paragraph][0] in told}
    if _take_turns(labelled, counts):
        certain |= {label for label in counts if counts[label] > 1 or _is_like_a_name(label) or _OFFICE.match(label)}
    unsure = {each.paragraph for each in labelled if each.label not in certain}
    labelled = [each for each in labelled if each.label in certain]
    enough = len(labelled) > 1 and (len(certain) > 1 or len(labelled) > 2 or _all_asked(article, paragraphs, labelled))
    if not enough:
        return _between_questions(article, paragraphs, book)
    before, after = article.text[: labelled[0].start], article.text[paragraphs[labelled[-1].paragraph][1] :]
    people = {label: _speaker(label, list(counts), book, article, before, after) for label in certain}
    asked = [article.text[each.words :] for each in labelled if key(each.label) in QUESTION | ASKERS]
    if (guest := _addressed(asked, _people(book))) is not None:
        people |= {label: guest for label in certain if key(label) in ANSWER}
    by_paragraph = {each.paragraph: each for each in labelled}
    found: list[Turn] = []
    said_last: _Labelled | None = None
    last = labelled[-1].paragraph
    while last + 1 < len(paragraphs) and paragraphs[last + 1][0] in told:
        last += 1
    for number in range(labelled[0].paragraph, last + 1):
        start, end = paragraphs[number]
        here = by_paragraph.get(number)
        if here is not None:
            said_last = here
            start, end = stripped(article.text, here.words, end)
        elif said_last is None or number in unsure or not (start in told or _goes_on(article.text[start:end])):
            said_last = None
            continue
        if len(article.text[start:end].split()) >= _SHORTEST:
            found.append(Turn(start, end, said_last.start, said_last.end, people[said_last.label]))
    return found


def _take_turns(labelled: Sequence[_Labelled], counts: Counter[str]) -> bool:
    """Whether labels alone tell a transcript: most paragraphs bear one, and several names do, or one comes again."""
    if len(labelled) < _FEWEST_TURNS or len(counts) < 2:
        return False
    span = labelled[-1].paragraph - labelled[0].paragraph + 1
    names = [label for label in counts if _is_like_a_name(label)]
    several = len(names) > 1 and all(" " in label for label in names)
    return len(labelled) >= _MOST_LABELLED * span and (several or any(counts[label] > 1 for label in names))


def _is_like_a_name(label: str) -> bool:
    """Whether a label may be a name: a first name begins it, or no word in it is one of every day, as in "Where"."""
    words = [key(word) for word in _untitled(label.split())]
    return bool(words) and (words[0] in GIVEN or not any(map(is_common_word, words)))


def _all_asked(article: Article, paragraphs: Sequence[tuple[int, int]], labelled: Sequence[_Labelled]) -> bool:
    """Whether each paragraph with a label stands below a question of its own: an interview of two answers."""
    above = [article.text[slice(*paragraphs[each.paragraph - 1])] for each in labelled if each.paragraph]
    return len(above) == len(labelled) and all(words.rstrip().endswith("?") for words in above)


def _between_questions(article: Article, paragraphs: Sequence[tuple[int, int]], book: NameBook) -> list[Turn]:
    """The answers of an interview whose questions bear no label; none where that isn't certain.

    Headings or bold type tell the questions, or their marks where those who answer speak of themselves. What is put to
    the one who has answered asks too, whatever its mark ("Some called you rash."). Behind the last question only one
    paragraph is an answer for certain, and none is that names who answers.
    """
    text = article.text
    headings = {each.start for each in paragraph_kinds(article) if each.kind is ParagraphKind.HEADING}
    asked = [n for n, span in enumerate(paragraphs) if span[0] in headings or _BOLD.fullmatch(text, *span)]
    questions = [n for n in asked if _asks(text[slice(*paragraphs[n])])]
    is_set_off = len(questions) >= _FEWEST_QUESTIONS and 2 * len(questions) >= len(asked)
    if not is_set_off:
        asked = [n for n, (start, end) in enumerate(paragraphs) if _asks(text[start:end])]
    answers = [set(tokens.words(text[slice(*paragraphs[n + 1])])) for n in asked if n + 1 < len(paragraphs)]
    of_themselves = 2 * sum(not OF_MYSELF.isdisjoint(each) for each in answers) >= len(asked)
    if len(asked) < _FEWEST_QUESTIONS or not (of_themselves or is_set_off):
        return []
    before, after = text[: paragraphs[asked[0]][0]], text[paragraphs[asked[-1]][1] :]
    speaker = _addressed([text[paragraphs[n][0] :] for n in asked], _people(book)) or _interviewed(
        article, _people(book), before, after
    )
    told = [article.title, *f"{before}\n{after}".splitlines()]
    # What nobody tells of themselves explains, below headings that ask ("What is Nato?"), unless it is told otherwise.
    if speaker is None or not (of_themselves or any(_INTERVIEW.search(each) and speaker in each for each in told)):
        return []
    found: list[Turn] = []
    for question, following in zip(asked, [*asked[1:], asked[-1] + 2], strict=True):
        was_asked = True
        for start, end in paragraphs[question + 1 : following]:
            if speaker.split()[-1] in text[start:end] or not _goes_on(text[start:end]):
                break
            if not was_asked and _puts_to_them(text[start:end]):
                was_asked = True
                continue
            was_asked = False
            if len(text[start:end].split()) >= _SHORTEST:
                found.append(Turn(start, end, 0, 0, speaker))
    return found


def _asks(paragraph: str) -> bool:
    return paragraph.rstrip('*_ "”’').endswith("?")


def _puts_to_them(paragraph: str) -> bool:
    """Whether a paragraph speaks more to somebody than of who speaks; what it quotes does neither."""
    said = [word.partition("’")[0].partition("'")[0] for word in tokens.words(_QUOTED.sub("", paragraph))]
    return sum(word in TO_YOU for word in said) > sum(word in OF_OURSELVES for word in said)


def spoken(article: Article, said: Sequence[Turn], statements: Sequence[Statement]) -> list[Statement]:
    """An article's statements with its turns: what stands inside a turn is part of it.

    Words that a turn quotes of somebody whom it names are that one's too, as the turn's speaker passes them on.
    """
    if not said:
        return list(statements)
    made = [
        Statement(
            article_id=article.id,
            start=turn.start,
            end=turn.end,
            text=article.text[turn.start : turn.end],
            kind=Kind.DIRECT,
            speaker=turn.speaker,
            mention=article.text[turn.label_start : turn.label_end] if turn.label_end else None,
            mention_start=turn.label_start if turn.label_end else None,
            cue=":" if turn.label_end else None,
            confidence=None if turn.speaker is None else _CERTAIN,
        )
        for turn in said
    ]
    kept = []
    for each in statements:
        around = [turn for turn in said if turn.start < each.end and each.start < turn.end]
        if not around:
            kept.append(each)
        elif _is_passed_on(each, around[0]):
            kept.append(each.model_copy(update={"via": around[0].speaker}))
    return sorted([*made, *kept], key=lambda s: (s.start, -s.end))


def _is_passed_on(quoted: Statement, turn: Turn) -> bool:
    """Whether a quotation is somebody's whom the turn around it names, and it is told whose the turn is."""
    if quoted.kind is not Kind.DIRECT or quoted.mention is None or quoted.mention_start is None:
        return False
    is_named = turn.start <= quoted.mention_start < turn.end and quoted.mention.lower() not in PRONOUNS
    other = quoted.speaker if quoted.speaker != turn.speaker else None
    return is_named and turn.speaker is not None and other is not None and other[0].isupper()


def _labelled(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[_Labelled]:
    found = []
    for number, (start, end) in enumerate(paragraphs):
        if (label := turn_label(text, start, end)) is not None:
            found.append(_Labelled(number, _without_seat(label["label"]), *label.span("label"), label.end()))
    return found


def _without_seat(label: str) -> str:
    """Who speaks in "Jane Brown (Fens) (Con)", "JANE BROWN, HOST" and "The Minister for Coasts (Jane Brown)"."""
    outside, bracket, inside = label.partition(" (")
    name, comma, _ = outside.partition(",")
    if comma and " " in name:
        return name
    if not bracket or not label.endswith(")"):
        return outside if ")," in inside else label
    name = inside.partition(")")[0]
    offices = {key(word) for word in outside.split()} & (TITLES | POSITIONS | ROLES)
    of_office = outside.split()[0] == "The" or (offices and not _untitled(outside.split()))
    return name if of_office and " " in name else outside


def _is_certain(label: str, labels: list[str], book: NameBook, article: Article) -> bool:
    """Whether a label names who speaks: Q and A, the outlet, a title with a name, somebody whom the article names."""
    plain = key(label)
    if plain in QUESTION | ANSWER | ASKERS or _is_host(plain, article) or key(label.split()[0]) in TITLES | POSITIONS:
        return True
    people = _people(book)
    if _is_initials(label) and any(_initials(name) == plain for name in [*people, *labels]):
        return True
    words = [key(word) for word in label.split()]
    return any([key(word) for word in name.split()][-len(words) :] == words for name in people)


def _is_host(plain: str, article: Article) -> bool:
    hosts = {key(outlet) for outlet in article.outlets}
    return plain in hosts or any(plain in host.split() for host in hosts)


def _people(book: NameBook) -> list[str]:
    """The full names of people, without titles, the most frequent first."""
    bare = map(_untitled, book.people())
    return [" ".join(words) for words in bare if len(words) > 1]


def _goes_on(paragraph: str) -> bool:
    """Whether a paragraph without a label may go on with the turn above it: no question, note or heading."""
    return paragraph[0] not in "([*#" and paragraph.rstrip("\"”’')")[-1:] in (".", "!", "…")


def _speaker(label: str, labels: list[str], book: NameBook, article: Article, before: str, after: str) -> str | None:
    """Whose turns a label marks: the fullest name that the article or another label gives."""
    plain = key(label)
    if plain in QUESTION | ASKERS or _is_host(plain, article):
        return None
    known = _people(book)
    if plain in ANSWER:
        return _interviewed(article, known, before, after)
    if _OFFICE.match(label):
        return label.lower()
    words = _untitled(label.replace(",", " ").split())
    if not words:
        return label
    if _is_initials(label) and (of := next((each for each in [*labels, *known] if _initials(each) == plain), None)):
        return of
    bare = [key(word) for word in words]
    fuller = [name for name in known if [key(word) for word in name.split()][-len(bare) :] == bare]
    if fuller:
        return fuller[0]
    full = next((name for name in known if [key(word) for word in name.split()] == bare[-len(name.split()) :]), None)
    return full or " ".join(word.capitalize() if word.isupper() and len(word) > 3 else word for word in words)


def _untitled(words: Sequence[str]) -> list[str]:
    first = next((n for n, word in enumerate(words) if key(word) not in TITLES | POSITIONS), len(words))
    return list(words[first:])


def _is_initials(label: str) -> bool:
    bare = label.replace(".", "")
    return bare.isupper() and bare.isalpha() and 2 <= len(bare) <= 4


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper()).lower()


_ADDRESS = re.compile(r"[*_“\"' ]*(?:[^\W\d_][\w.]*\s)?(?P<who>[^\W\d_][\w’'-]+),")


def _addressed(questions: Sequence[str], known: Sequence[str]) -> str | None:
    """The one person whom questions begin with: "Ms Souvanna, how does one …", "Mireille, are you …"."""
    called = {found["who"] for each in questions if (found := _ADDRESS.match(each)) is not None}
    named = {name for name in known if not called.isdisjoint((name.split()[0], name.split()[-1]))}
    return named.pop() if len(named) == 1 else None


_INTERVIEW = re.compile(r"\b(?:interview(?:ed|s)?|talk(?:s|ed)?|conversation|spoke|speaks|chat(?:ted)?|Q ?& ?A)\b")

_SPOKE_TO = re.compile(r"\b(?:She|He|They) (?:spoke|speaks|talked|talks|chatted) (?:to|with) [^.!?\n]+")
"""Who asked: it is the one told of before who answers."""


def _interviewed(article: Article, known: list[str], before: str, after: str) -> str | None:
    """Who answers as "A": the one person whom sentences on the interview, the title or the introduction name.

    Args:
        article: its title and author; who wrote it, or asked ("interview by NAME"), doesn't answer.
        known: the full names of the article's people.
        before: the text above the first turn.
        after: the text below the last one, where "the interview took place" may stand.
    """
    asking = key(article.author or "")
    before, after = _SPOKE_TO.sub("", before), _SPOKE_TO.sub("", after)
    told = [each.group() for each in re.finditer(r"[^.!?\n]+", f"{before}\n{after}") if _INTERVIEW.search(each.group())]
    for place in ("\n".join([*told, article.title if _INTERVIEW.search(article.title) else ""]), article.title, before):
        named = {
            name
            for name in known
            if name in place and key(name) not in asking and not re.search(rf"\b[Bb]y\s+{re.escape(name)}", before)
        }
        if len(named) == 1:
            return named.pop()
    return None
