"""Noun phrases: which words around a head name a speaker, without relative clauses and without when and where."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from retrieval.attribution.ner import key
from retrieval.attribution.parse import PROPER, SUBJECTS, Parse, weak
from retrieval.lang.en.function_words import DETERMINERS, PRONOUN_GENDER
from retrieval.lang.en.people import BODY_WORDS, PERSON_NOUNS, ROLES, SEVERAL
from retrieval.lang.en.speech_nouns import SPEECH_NOUNS
from retrieval.lang.en.times import TIMES

_LONGEST_CHAIN = 6
_SOMEBODY = PERSON_NOUNS | SEVERAL | BODY_WORDS | frozenset(PRONOUN_GENDER)


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker at one place: ``name`` (None: not certain) and the tokens of the mention.

    ``link`` is the rule that took a pronoun or a description for the name; empty where the name itself stands there.
    """

    name: str | None
    first: int
    last: int
    person: bool
    gender: str | None = None
    pronoun: bool = False
    link: str = ""


def phrase(parse: Parse, head: int) -> tuple[int, int]:
    """First and last token of the noun phrase headed by ``head``, without relative clauses and when and where."""
    low, high = parse.sentence_of(head)
    inside = {head}
    pending = [head]
    while pending:
        current = pending.pop()
        for child in parse.children[current]:
            if not _left_out(parse, head, current, child):
                inside.add(child)
                pending.append(child)
    first = last = head
    while first - 1 >= low and (first - 1 in inside or (first - 2 in inside and _bridges(parse, first - 1))):
        first -= 1
    while last + 1 < high and (last + 1 in inside or (last + 2 in inside and _bridges(parse, last + 1))):
        last += 1
    while first < head and (not parse.word[first][0].isalnum() or parse.lower[first] in TIMES):
        first += 1
    first = _before_a_title(parse, first, low, inside)
    while last > head and (
        (not parse.word[last][-1].isalnum() and parse.word[last][-1] != ".")
        or parse.tag[last] in ("DT", "IN", "CC", "TO", "PRP$", "WDT", "WP")
    ):
        last -= 1
    return first, _with_complement(parse, head, last, high)


def _before_a_title(parse: Parse, first: int, low: int, inside: Collection[int]) -> int:
    """The article in "the “Rain on Me” singer", whose noun phrase the marks cut off."""
    number = parse.quote[first - 1] if first > low and not parse.stand_in[first - 1] else -1
    article = parse.quote_tokens[number][0] - 1 if number >= 0 else -1
    told = article >= low and parse.tag[article] == "DT" and parse.head[article] in inside
    return article if told else first


def _bridges(parse: Parse, token: int) -> bool:
    """Whether a token that was left out may stand between two parts of one noun phrase."""
    if parse.word[token] in ("-", "–"):
        return parse.start[token] == parse.end[token - 1]
    return parse.word[token] in (",", "'s", "'", "’", "&", "and") and parse.tag[token + 1] not in ("VBZ", "VBD", "VBP")


def _left_out(parse: Parse, head: int, current: int, child: int) -> bool:
    dep = parse.dep[child]
    if dep == "case" and current == head:
        return True
    if parse.stand_in[child] or (
        dep in ("relcl", "advcl", "parataxis", "ccomp", "npadvmod", "advmod", "dobj", "xcomp", "attr", "aux", "neg")
        and child > current
    ):
        return True
    if dep == "acl" and (current == head or child - current > 1):
        return True
    if dep == "punct" and parse.word[child] in (",", "(", ")", "—", "–", "-", "[", "]", "“", "”", '"', ".", ":"):
        return True
    if dep == "prep" and child > current:
        if any(parse.lower[t] in TIMES for t in parse.children_by(child, "pobj")):
            return True
        if parse.lower[child] == "to" and parse.lower[current] in ROLES:
            return False
        if parse.tag[current] in ("NNP", "NNPS") and parse.lower[child] not in ("of", "for", "at", "from"):
            return True
    return dep == "appos" and current == head and parse.tag[child] == "CD"


def _with_complement(parse: Parse, head: int, last: int, high: int) -> int:
    """The end of "one longtime adviser to Bill Clinton" where the parser hung "to …" on the verb."""
    following = last + 1
    if (
        parse.tag[head] in ("NN", "NNS")
        and head > parse.head[head]
        and following < high
        and parse.lower[following] in ("to", "of", "for", "with", "at", "from")
        and parse.head[following] == parse.head[head]
        and not any(parse.lower[t] in TIMES for t in parse.children_by(following, "pobj"))
        and parse.right[following] - following < 12
    ):
        return parse.right[following]
    return last


def description(parse: Parse, first: int, last: int) -> str:
    """The words of a noun phrase that has no name, a leading capital of its article made small."""
    words = parse.word[first]
    if key(words) in DETERMINERS or parse.tag[first] == "PRP$":
        words = words.lower()
    for at in range(first + 1, last + 1):
        words += (" " if parse.start[at] > parse.end[at - 1] else "") + parse.word[at]
    return words


def loosely_below(parse: Parse, token: int, verb: int) -> bool:
    """Whether a clause of its own stands between a token and the verb above it."""
    for _ in range(20):
        if token == verb:
            return False
        if parse.dep[token] in ("relcl", "advcl", "parataxis", "conj"):
            return True
        token = parse.head[token]
    return True


def is_one_who(parse: Parse, noun: int) -> bool:
    """Whether a relative clause with "who" tells that a noun is somebody: "a yam seller, who"."""
    return any(parse.lower[t] == "who" for clause in parse.children_by(noun, "relcl") for t in parse.children[clause])


def is_led_up_to(parse: Parse, noun: int) -> bool:
    """Whether a paragraph opens with a thing and ends that sentence in somebody: "The applause went to Jones, who"."""
    verb, (low, _) = parse.head[parse.head[noun]], parse.sentence_of(noun)
    opens = low == 0 or parse.paragraph[low - 1] != parse.paragraph[low]
    if not opens or parse.dep[noun] != "pobj" or parse.dep[verb] != "ROOT" or parse.head[noun] < verb:
        return False
    subjects = [at for at in parse.children_by(verb, "nsubj", "nsubjpass") if at < verb]
    common = all(parse.tag[at] in ("NN", "NNS") for at in subjects)
    is_thing = common and all(weak(parse, at) or parse.lower[at] in SPEECH_NOUNS for at in subjects)
    return bool(subjects) and is_thing and is_one_who(parse, noun)


def is_brought_in(parse: Parse, token: int, person_at: Callable[[int], str | None]) -> bool:
    """Whether a paragraph begins with a sentence of nobody's doing in which only one person stands.

    Words or a pronoun that follow are theirs: "That worries Jones. '…'", "It was denied by a spokesman. He said".
    """
    low, high = parse.sentence_of(token)
    opens = low == 0 or parse.paragraph[low - 1] != parse.paragraph[low]
    goes_on = high < len(parse) and parse.paragraph[high] == parse.paragraph[low]
    if not (opens and goes_on) or parse.dep[token] not in ("dobj", "pobj", "appos", "npadvmod"):
        return False
    if not parse.stand_in[high] and PRONOUN_GENDER.get(parse.lower[high]) is None:
        return False
    top = next((at for at in range(low, high) if parse.dep[at] == "ROOT"), low)
    subjects = parse.children_by(top, *SUBJECTS)
    does = any(parse.lower[at] in _SOMEBODY or parse.tag[at] in PROPER for at in subjects)
    return bool(subjects) and not does and {person_at(at) for at in range(low, high)} <= {None, person_at(token)}


def is_another(parse: Parse, token: int) -> bool:
    """Whether a clause is about one more without a name: "Another, who had left, disagreed"."""
    return parse.lower[token] == "another" and parse.dep[token] == "nsubj" and parse.quote[token] < 0


def is_joint_subject(parse: Parse, token: int) -> bool:
    """Whether somebody is named with a main clause's subject: "Jones and his wife, the singer Jane Brown, left"."""
    joined = False
    for _ in range(_LONGEST_CHAIN):
        joined |= parse.dep[token] == "conj"
        token = parse.head[token] if parse.dep[token] in ("conj", "appos") else token
    return joined and parse.dep[token] in SUBJECTS and parse.dep[parse.head[token]] == "ROOT"


def is_whom_for(parse: Parse, token: int) -> bool:
    """Whether a sentence begins with whom it is about: "And for Jones and the others, that means"."""
    low, _ = parse.sentence_of(token)
    begin = low + (parse.tag[low] == "CC")
    return parse.dep[token] == "pobj" and parse.head[token] == begin and parse.lower[begin] == "for"


def follows_quote(parse: Parse, token: int, verb: int) -> bool:
    """Whether somebody is named right after a quote with a verb of no matter what sound: "…," Jones barked."""
    first = parse.left[token]
    return (
        first > 1
        and parse.stand_in[first - 1]
        and parse.word[first - 2] in (",", "?", "!")
        and parse.quote[first - 1] >= 0
        and token < verb <= token + 2
    )
