"""The gate for what a model writes: one sentence at a time, made into a line of the article's words, or refused.

A sentence that cites a statement names its registered speaker, in one of a few forms ("Holm said: …", "…, Holm said",
"according to Holm, …"), and holds beside that only quotations of that statement and words that keep to it
(``wording``). A sentence that cites passages attributes nothing and keeps to one sentence of theirs. What has another
form isn't known to be right, and isn't shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter

from bot.answering.drafting.evidence import Evidence, Item, Line
from bot.answering.grounding.attribution_details import Told
from bot.answering.grounding.paraphrase import Token, departs, tokens
from bot.answering.grounding.quotation_match import Quoted, is_phrase, quoted, uncut
from bot.answering.grounding.sentence_parser import PLACE, Sentence, Unfit
from retrieval.lang.en.function_words import DEMONSTRATIVES, THIRD_PERSON
from retrieval.lang.en.speech_verbs import ASSERTS, ATTRIBUTES, PLAIN
from retrieval.lang.sentences import spans
from retrieval.lang.tokens import fold
from retrieval.model import Passage, Speaker

_BESIDE_THE_VERB = r"(?:\s+(?:also|then|later|has|had|have|further))*"
_FIRST_PERSON = re.compile(
    r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]e|[Mm]y|[Mm]ine|[Ww]e|[Ww]e['’](?:re|ve|d|ll)|[Uu]s|[Oo]urs?)\b(?![.]\w)"
)
_PRONOUN = THIRD_PERSON | DEMONSTRATIVES | {"it", "such", "both"}
_SUBJECT = re.compile(r"^(?:He|She|They)(?=(?:\s+\w+)?\s+\w+)")
NAME = "\ue001"
"""Stands for the speaker's name while a sentence is split; private use, like :data:`PLACE`."""

_LINKS = frozenset(("and", "adding", PLACE))


@dataclass(frozen=True)
class _Frame:
    """A sentence split at its attribution: what stands before the name, beside it, and what is said."""

    lead: str
    beside: str
    verb: str
    rest: str


class Gate:
    """Judges the sentences of one draft.

    Args:
        items: the evidence that the model got.
        bearers: how many speakers of the collection bear a name.
    """

    def __init__(self, items: Iterable[Item], bearers: Callable[[str], int]) -> None:
        self._items: Mapping[int, Item] = {item.number: item for item in items}
        self._bearers = bearers

    def line(self, sentence: Sentence) -> Line:
        """The sentence as a line whose quotations are the article's own characters; ``Unfit`` says why not."""
        missing = [number for number in sentence.numbers if number not in self._items]
        if missing:
            raise Unfit(f"there is no evidence {missing[0]}")
        if sentence.own.rstrip().endswith("?"):
            raise Unfit("it asks instead of telling")
        if _FIRST_PERSON.search(sentence.own):
            raise Unfit("outside of quotation marks it speaks as I or we")
        cited = [self._items[number] for number in sentence.numbers]
        statements = [item for item in cited if item.statement is not None]
        if statements:
            return self._said(sentence, statements)
        return _told(sentence, cited)

    def _said(self, sentence: Sentence, items: Sequence[Item]) -> Line:
        names = {item.speaker.name for item in items if item.speaker}
        if len(names) > 1:
            raise Unfit(f"it puts the words of {' and '.join(sorted(names))} into one sentence")
        speaker = items[0].speaker
        assert speaker is not None  # noqa: S101 - a statement among the evidence has one
        forms = _forms_of(speaker.name, speaker.other_names)
        faults = []
        # "He" at the beginning is the speaker, or, in "He is ill, Holm said", whoever the words speak of.
        for own in dict.fromkeys((_SUBJECT.sub(speaker.name, sentence.own), sentence.own)):
            found = forms.search(own)
            if found is None:
                continue
            before, behind = own[: found.start()], own[found.end() :]
            own = before + self._called(found.group(), speaker) + behind
            for frame in _frames(before + NAME + behind):
                try:
                    return _framed(own, frame, sentence.quoted, items, speaker)
                except Unfit as fault:
                    # A sentence split at the wrong place has a fault of the splitting's own.
                    faults.append((_rank(frame), fault))
        if not faults and forms.search(sentence.own) is None:
            raise Unfit(f"it doesn't name {speaker.name}, whose words it cites")
        if faults:
            raise min(faults, key=itemgetter(0))[1]
        raise Unfit(f'it doesn\'t say plainly that these are the words of {speaker.name} ("{speaker.name} said …")')

    def _called(self, name: str, speaker: Speaker) -> str:
        """The name as the answer writes it: in full where another speaker bears it too."""
        return name if self._bearers(name) <= 1 and name[:1].isupper() else speaker.name


@lru_cache(maxsize=1_024)
def _forms_of(name: str, others: tuple[str, ...]) -> re.Pattern[str]:
    """What a sentence may call a speaker: by any name that the articles use, or by surname."""
    forms = {name, *others}
    last = name.split()[-1]
    if len(name.split()) > 1 and last[:1].isupper():
        forms.add(last)
    pattern = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<![\w'’-])(?:{pattern})(?![\w-])", re.IGNORECASE)


_APPOSED = r"(?P<beside>,[^,:]{1,90},)?"
_VERB = r"(?P<verb>[^\W\d_]+)"
_FORMS = tuple(
    re.compile(form, re.DOTALL)
    for form in (
        rf"(?P<lead>.*?){NAME}(?:{_APPOSED}|,){_BESIDE_THE_VERB}\s+{_VERB}\b(?P<rest>.*)",
        rf"(?P<lead>.*?){NAME}(?P<beside>[^:{PLACE}]*):(?P<rest>\s*{PLACE}.*)",
        rf"(?P<lead>)According to {NAME}(?P<beside>),?(?P<rest>.*)",
        rf"(?P<lead>)According to {NAME}{_APPOSED}(?P<rest>.*)",
        rf"(?P<rest>.*?),? according to {NAME}(?P<beside>)[.]?",
        rf"(?P<lead>)(?P<rest>{PLACE}),?\s*{NAME}{_APPOSED}{_BESIDE_THE_VERB}\s+{_VERB}\b(?P<tail>.*)",
        rf"(?P<lead>)(?P<rest>{PLACE}),?\s*{_VERB}\s+{NAME}(?P<tail>(?:[,.:]|\s+(?:on|in|at)\b|\s*{PLACE}|$).*)",
        rf"(?P<lead>)(?P<rest>.+?),\s*{NAME}{_APPOSED}{_BESIDE_THE_VERB}\s+{_VERB}\s*[.]?",
    )
)


def _frames(own: str) -> Iterable[_Frame]:
    """The ways in which a sentence, with :data:`NAME` for the speaker's, may be split at its attribution."""
    for form in _FORMS:
        found = form.fullmatch(own)
        if found is None:
            continue
        parts = found.groupdict()
        rest = (parts.get("rest") or "") + " " + (parts.get("tail") or "")
        yield _Frame(parts.get("lead") or "", parts.get("beside") or "", parts.get("verb") or "", rest)


def _rank(frame: _Frame) -> int:
    """How likely a sentence was meant to be split like that: by a verb that says, or "according to", first."""
    verb = fold(frame.verb)
    return 0 if verb in PLAIN or not verb else 1 if verb in ASSERTS or not frame.lead else 2


def _framed(own: str, frame: _Frame, quotes: Sequence[str], items: Sequence[Item], speaker: Speaker) -> Line:
    """The line, when each part of the frame is what the evidence tells of the statement."""
    told = Told(items, speaker)
    if not frame.verb and not told.asserted:
        raise Unfit("it has to say with the article's own verb how it was said")
    if frame.verb and not told.verb(frame.verb):
        raise Unfit(f"{frame.verb!r} isn't how the article says it")
    if frame.lead and not told.lead(frame.lead):
        raise Unfit(f"{frame.lead.strip()!r} before the name isn't told of {speaker.name}")
    if frame.beside and not told.lead(frame.beside) and not told.detail(tokens(frame.beside)):
        raise Unfit(f"{frame.beside.strip(' ,')!r} isn't told of {speaker.name}")
    for each in items:
        if len(items) > 1 and not quotes:
            raise Unfit("it reports several statements as one")
        if each.statement is None:
            raise Unfit("it puts a passage under a name")
    places = _each_quoted(quotes, items)
    words = tokens(frame.rest)
    if not _stands(words, places, items, told) and not _stands(_with_verb(frame, words), places, items, told):
        raise Unfit(_departure(words, places, items))
    used = {place[0].number for place in places} if places else {items[0].number}
    kept = [item for item in items if item.number in used]
    return _line(own, [place for _, place in places], [item.evidence for item in kept], speaker.name)


def _each_quoted(quotes: Sequence[str], items: Sequence[Item]) -> list[tuple[Item, Quoted]]:
    """Each quotation with the statement that holds it; pieces around an attribution must follow one another."""
    places: list[tuple[Item, Quoted]] = []
    for words in quotes:
        fault: Unfit | None = None
        for item in items:
            assert item.statement is not None  # noqa: S101
            try:
                places.append((item, quoted(words, item.statement)))
                break
            except Unfit as error:
                fault = fault or error
        else:
            raise fault or Unfit("it quotes nothing that it cites")
    return places


def _with_verb(frame: _Frame, words: Sequence[Token]) -> Sequence[Token]:
    """The words with the verb before them: a statement like "denounced the tests" holds it."""
    return (*tokens(frame.verb), *words) if frame.verb and fold(frame.verb) not in PLAIN else words


def _uncut(places: Sequence[tuple[Item, Quoted]], own: Sequence[Token]) -> Unfit | None:
    """Why what the quotations leave out of their sentences, and the words around them don't say, is missed."""
    for item, place in places:
        text, span = item.evidence.article.text, item.evidence.span
        try:
            uncut(place, [other for each, other in places if each is item], text, span, {token.word for token in own})
        except Unfit as fault:
            return fault
    return None


def _stands(words: Sequence[Token], places: Sequence[tuple[Item, Quoted]], items: Sequence[Item], told: Told) -> bool:
    """Whether what is said are quotations alone, or words that keep to the statement, after where and when."""
    for begin in range(min(len(words), 14) + 1):
        if not told.detail(words[:begin]):
            continue
        left = words[begin:]
        while left and told.detail(_tail(left)) and _tail(left):
            left = left[: -len(_tail(left))]
        plain = [token for token in left if token.word not in {"that", "as"}]
        if places and {token.word for token in plain} <= _LINKS:
            joined = [token.word for token in plain]
            fault = _uncut(places, ())
            if fault is not None:
                raise fault
            return _adjacent(places, joined) and all(
                is_phrase(place, item.evidence.article.text) for item, place in _joined(places)
            )
        if departed(left, places, items) is None:
            fault = _uncut(places, left)
            if fault is not None:
                raise fault
            return True
    return False


def _tail(words: Sequence[Token]) -> Sequence[Token]:
    """The words behind the last quotation."""
    last = max((n for n, token in enumerate(words) if token.word == PLACE), default=None)
    return () if last is None else words[last + 1 :]


def _adjacent(places: Sequence[tuple[Item, Quoted]], joined: Sequence[str]) -> bool:
    """Whether quotations that an attribution parts are one run of words; those joined by "and" needn't be."""
    if joined.count(PLACE) != len(places):
        return False
    at = [n for n, word in enumerate(joined) if word == PLACE]
    for n, ((one, first), (other, second)) in enumerate(pairwise(places)):
        if at[n + 1] - at[n] > 1:
            continue
        article = one.evidence.article
        if article.id != other.evidence.article.id or second.start < first.end:
            return False
        between = article.text[first.end : second.start]
        if one.number == other.number:
            if any(char.isalnum() for char in between):
                return False
        elif len(between) > 120 or "\n" in between or not _attributes_only(between, one, other):
            return False
    return True


def _joined(places: Sequence[tuple[Item, Quoted]]) -> list[tuple[Item, Quoted]]:
    """The quotations, those that follow each other directly as one."""
    runs: list[tuple[Item, Quoted]] = []
    for item, place in places:
        text = item.evidence.article.text
        after = bool(runs) and runs[-1][0] is item and runs[-1][1].end <= place.start
        if after and not any(char.isalnum() for char in text[runs[-1][1].end : place.start]):
            first = runs.pop()[1]
            place = Quoted(first.start, place.end, text[first.start : place.end])
        runs.append((item, place))
    return runs


def _attributes_only(between: str, one: Item, other: Item) -> bool:
    """Whether an article has nothing between two statements but who said them."""
    names = {token.word for item in (one, other) if item.speaker for token in tokens(item.speaker.name)}
    return all(
        token.free or token.word in names or token.word in ATTRIBUTES or token.word in {"he", "she", "they"}
        for token in tokens(between)
    )


def departed(words: Sequence[Token], places: Sequence[tuple[Item, Quoted]], items: Sequence[Item]) -> str | None:
    """Why words with quotations among them don't keep to one sentence of a statement; None when they do."""
    inserted: list[Token] = []
    quotes = iter(places)
    for token in words:
        inserted += tokens(next(quotes)[1].text) if token.word == PLACE else [token]
    sources = [place[0] for place in places] or list(items)
    why = "it says nothing"
    for item in dict.fromkeys(sources):
        statement = item.statement
        assert statement is not None  # noqa: S101
        for start, end in spans(statement.text, 0, len(statement.text)):
            sentence = statement.text[start:end]
            if sentence.rstrip("\"'”’").endswith("?") and not places:
                why = "it makes an assertion of a question: quote it"
                continue
            reason = departs(inserted, tokens(sentence), says=True)
            if reason is None:
                return None
            why = reason
    return why


def _departure(words: Sequence[Token], places: Sequence[tuple[Item, Quoted]], items: Sequence[Item]) -> str:
    """What to tell the model about words that don't stand."""
    plain = [token.word for token in words if token.word not in {"that", "as"}]
    if places and set(plain) <= _LINKS:
        return "it cuts a phrase in two, or puts pieces together that don't follow one another in the article"
    return departed(words, places, items) or "it says more than what it cites"


def _told(sentence: Sentence, items: Sequence[Item]) -> Line:
    """A sentence that cites passages: it keeps to one sentence of theirs, and attributes nothing."""
    words = tokens(sentence.own)
    if sentence.quoted:
        raise Unfit("it quotes from a passage; cite the statement, or say it without quotation marks")
    if attributing := [token.raw for token in words if token.word in ATTRIBUTES]:
        raise Unfit(f"with {attributing[0]!r} it attributes, but cites no statement")
    if not words or words[0].word in _PRONOUN or _dangles(words):
        raise Unfit("it doesn't name whom or what it speaks of")
    why = "it says nothing"
    for item in items:
        span, text = item.evidence.span, item.evidence.article.text
        for start, end in spans(text, span.start, span.end):
            if any(start < b and a < end for a, b in item.said):
                continue
            if text[start:end].rstrip("\"'”’").endswith("?") or re.search(r"[\"“”«»„]", text[start:end]):
                continue
            reason = departs(words, tokens(text[start:end]), says=False)
            if reason is None:
                cited = Passage(
                    article_id=span.article_id, start=start, end=end, text=text[start:end],
                    paragraph=item.evidence.paragraph or 1,
                )  # fmt: skip
                return _line(sentence.own, [], [Evidence(item.evidence.article, cited, item.evidence.paragraph)], None)
            why = reason
    raise Unfit(why)


def _dangles(words: Sequence[Token]) -> bool:
    """Whether a "he" or "their" comes before any name that it could mean."""
    for n, token in enumerate(words):
        if token.word in THIRD_PERSON:
            return not any(each.raw[:1].isupper() for each in words[:n])
    return False


def _line(own: str, quotes: Sequence[Quoted], evidence: Sequence[Evidence], speaker: str | None) -> Line:
    """The sentence with the article's own characters where it quotes."""
    first, *pieces = own.split(PLACE)
    text = first
    for quote, piece in zip(quotes, pieces, strict=True):
        comma = "," if not text.strip() and re.match(r"\s+\w", piece) and quote.text[-1] not in ",.!?…" else ""
        text += f"“{quote.text}”{comma}{piece}"
    text = re.sub(r"([.!?…]”)[.,](?=\s*$)", r"\1", text.strip())
    if text[-1] not in ".!?…”":
        text = text.rstrip(",;: ") + "."
    return Line((text[:1].upper() + text[1:],), tuple(evidence), speaker)
