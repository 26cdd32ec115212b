"""Attribution frames: a cue ("said", "according to"), the head of who spoke, and what hangs on the cue."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.statements.lexicon import ACT, MIND, ROLES, SAY, SHOW, SPEECH_NOUNS, WITH_QUOTE, can_speak
from retrieval.statements.parse import Parse

_GROUPS = (("say", SAY), ("act", ACT), ("mind", MIND), ("show", SHOW), ("quote", WITH_QUOTE))
# Every form of a cue, with its lemma and class.
CUES = {form: (table[form], name) for name, table in reversed(_GROUPS) for form in table}
VERBS = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")
_NOUNS = ("NN", "NNS", "NNP", "NNPS")
# How far up a chain of verbs a subject is looked for; longer chains are parse errors.
_DEEPEST = 5


@dataclass(slots=True)
class Frame:
    """One attribution in the text.

    ``verb`` and ``source`` are tokens (the source's head; -1: none found). ``group`` is the class of the cue: say,
    act, mind, show, noun ("his claim that"), quote (a verb of speech only beside a quote), according, colon.
    """

    verb: int
    lemma: str
    group: str
    source: int
    content: list[int]


def frames(parse: Parse) -> list[Frame]:
    """All attribution frames of an article in order of their cue."""
    found: list[Frame] = []
    for token in range(len(parse)):
        if parse.stand_in[token]:
            continue
        word = parse.lower[token]
        if word in _WORDS_OF and (source := _owner_of_words(parse, token)) >= 0:
            found.append(Frame(token, f"in somebody's {word}", "according", source, []))
        elif word == "according":
            source = _object_of_to(parse, token)
            if source >= 0:
                found.append(Frame(token, "according to", "according", source, []))
        elif (
            word in _NOUN_CUES
            and parse.tag[token] in ("NN", "NNS")
            and (frame := _noun_frame(parse, token)) is not None
        ):
            found.append(frame)
        elif word in CUES and _is_verb(parse, token):
            lemma, group = CUES[word]
            if lemma == "point" and "out" not in parse.lower[token + 1 : token + 3]:
                continue
            found.append(Frame(token, lemma, group, subject(parse, token), contents(parse, token)))
    return found


_NOUN_CUES = frozenset(
    "claim claims promise promises pledge pledges assertion assertions suggestion suggestions warning warnings "
    "prediction predictions contention argument vow accusation accusations allegation allegations denial belief "
    "statement statements insistence complaint complaints view declaration announcement".split()
)


def _noun_frame(parse: Parse, token: int) -> Frame | None:
    """The frame of "Jones's claim that …"; None where the noun has no owner or no clause."""
    owners = parse.children_by(token, "poss")
    clauses = [
        t
        for t in parse.children_by(token, "acl", "ccomp", "relcl")
        if parse.lower[parse.left[t]] == "that"
        and parse.children_by(t, "nsubj", "nsubjpass", "expl")
        and parse.lower[parse.children_by(t, "nsubj", "nsubjpass", "expl")[0]] != "that"
    ]
    if not owners or not clauses:
        return None
    return Frame(token, parse.lower[token], "noun", owners[-1], clauses)


_WORDS_OF = frozenset("words view opinion telling estimation account".split())


def _owner_of_words(parse: Parse, token: int) -> int:
    """The owner in "in Jones's words" or "in his view"; -1 elsewhere."""
    owners = parse.children_by(token, "poss")
    head = parse.head[token]
    if not owners or parse.dep[token] != "pobj" or parse.lower[head] not in ("in", "by"):
        return -1
    low, high = parse.sentence_of(token)
    closed = token + 1 >= high or parse.word[token + 1] in (",", ".") or parse.stand_in[token + 1]
    opened = (
        head == low or parse.word[head - 1] in (",", "“") or parse.lower[head - 1] in ("because", "that", "and", "but")
    )
    return owners[0] if closed and opened else -1


def _is_verb(parse: Parse, token: int) -> bool:
    if parse.tag[token] in VERBS:
        return True
    if parse.tag[token] not in ("NNS", "NN"):
        return False
    if parse.children_by(token, "nsubj", "ccomp"):
        return True
    # "Trump claims he is": a verb after a name that the tagger took for a noun.
    low, high = parse.sentence_of(token)
    after_name = token > low and parse.tag[token - 1] == "NNP" and parse.word[token][0].islower()
    begins = after_name and proper_start(parse, token - 1) == low
    if not begins or token + 2 >= high:
        return False
    return parse.tag[token + 1] in ("PRP", "DT", "NNP", "PRP$") or parse.lower[token + 1] == "that"


def proper_start(parse: Parse, token: int) -> int:
    """The first token of the proper nouns in a row that end at ``token``."""
    while token > 0 and parse.tag[token - 1] == "NNP" and parse.sentence[token - 1] == parse.sentence[token]:
        token -= 1
    return token


def _object_of_to(parse: Parse, token: int) -> int:
    for child in parse.children[token]:
        if parse.lower[child] == "to":
            objects = parse.children_by(child, "pobj")
            if objects:
                return objects[0]
    return -1


# "was more likely to say", "is ready to ask".
_READY = frozenset("likely unlikely willing unwilling ready eager reluctant quick slow happy able careful free".split())


def subject(parse: Parse, verb: int) -> int:
    """The head token of who speaks by ``verb``; -1 when nobody can be found."""
    best = -1
    for candidate in _subjects(parse, verb):
        if best < 0:
            best = candidate
        if not weak(parse, candidate):
            return candidate
    return best


def weak(parse: Parse, token: int) -> bool:
    """Whether a noun phrase with this head seldom speaks: "it", "a deal"."""
    if parse.tag[token] in ("NNP", "NNPS"):
        return False
    if parse.lower[token] in ("he", "she", "they", "i", "we", "you", "who"):
        return False
    return not can_speak(parse.lower[token])


def _subjects(parse: Parse, verb: int) -> list[int]:
    """Candidates for the speaker, the nearest by syntax first."""
    found: list[int] = []
    current = verb
    for _ in range(_DEEPEST):
        dep, head = parse.dep[current], parse.head[current]
        if current == verb and (spoken := _spoken_participle(parse, verb)) >= 0:
            return [spoken]
        if is_passive(parse, current) and current == verb:
            agent = _agent(parse, current)
            return [agent] if agent >= 0 else _quoted_as(parse, current)
        own = [
            t
            for t in parse.children_by(current, "nsubj", "nsubjpass")
            if not parse.stand_in[t] and parse.quote[t] in (-1, parse.quote[verb])
        ]
        if own:
            chosen = own[-1] if current != verb or dep != "relcl" else own[0]
            if parse.lower[chosen] in ("who", "which", "that") and dep == "relcl":
                chosen = head
            found.append(chosen)
            if current == verb or not weak(parse, chosen):
                break
        elif (current == verb or parse.lower[current] in SAY) and (beside := _beside(parse, current)) >= 0:
            found.append(beside)
            break
        elif current == verb and (swapped := _swapped(parse, verb)) >= 0:
            found.append(swapped)
            break
        if head == current:
            break
        if dep == "acl":
            found.extend(_bearer(parse, head) if not _is_loose(parse, current) else _main_subject(parse, current))
            break
        if dep == "pcomp" or (dep == "prep" and parse.tag[current] == "VBG"):
            head = parse.head[head] if dep == "pcomp" else head
        if parse.tag[head] in _NOUNS and dep in ("pcomp", "prep"):
            found.extend(_bearer(parse, head))
            break
        if (
            parse.tag[head] not in VERBS
            and parse.tag[head] != "MD"
            and not (dep == "xcomp" and parse.tag[head] == "JJ")
        ):
            break
        if (dep == "relcl" and own) or (dep == "ccomp" and parse.tag[verb] != "VBG" and parse.lower[verb] not in SAY):
            break
        if current == verb and dep == "conj" and parse.dep[head] in ("relcl", "acl") and parse.lower[head] not in CUES:
            outer = _cue_above(parse, head)
            if outer >= 0:
                current = outer
                continue
        current = head
    return found


# Forms that the tagger takes for a passive after a long subject ("Brock, who leads …, tweeted"), but never are one.
_ACTIVE = frozenset(
    "tweeted said added argued noted wrote joked replied responded insisted posted countered quipped".split()
)


def _spoken_participle(parse: Parse, verb: int) -> int:
    """The head of "Brock, who leads the party, tweeted" where the verb hangs on the noun; -1 elsewhere."""
    if (
        parse.lower[verb] not in _ACTIVE
        or parse.dep[verb] not in ("acl", "appos")
        or parse.children_by(verb, "nsubj", "agent")
    ):
        return -1
    head = parse.head[verb]
    while parse.dep[head] == "appos" and parse.head[head] < head:
        head = parse.head[head]
    return head if head < verb and not weak(parse, head) else -1


def _swapped(parse: Parse, verb: int) -> int:
    """The subject in "Jones came late, then says that", where the parser made the first verb hang on the second."""
    if parse.tag[verb] in ("VB", "VBG", "VBN"):
        return -1
    for child in parse.children_by(verb, "ccomp"):
        if child < verb and not parse.stand_in[child]:
            for other in parse.children_by(child, "nsubj"):
                if not weak(parse, other) and parse.lower[verb - 1] in ("then", "later", "and", "also"):
                    return other
    return -1


def is_passive(parse: Parse, verb: int) -> bool:
    """Whether ``verb`` is a passive, with or without its auxiliary ("when asked")."""
    if parse.children_by(verb, "auxpass"):
        return True
    if parse.tag[verb] != "VBN" or parse.children_by(verb, "nsubj"):
        return bool(parse.children_by(verb, "nsubjpass"))
    helped = [parse.lower[t] for t in parse.children_by(verb, "aux")]
    return parse.dep[verb] in ("acl", "advcl", "prep") and not any(
        h in ("have", "has", "had", "having", "'s", "'ve") for h in helped
    )


def _agent(parse: Parse, verb: int) -> int:
    for child in parse.children[verb]:
        if parse.dep[child] == "agent" or (parse.lower[child] == "by" and parse.dep[child] == "prep"):
            objects = parse.children_by(child, "pobj")
            if objects:
                return objects[0]
    return -1


def _quoted_as(parse: Parse, verb: int) -> list[int]:
    """The subject of "was quoted as saying"; nobody for other passives, whose subject is spoken to or about."""
    if parse.lower[verb] not in ("quoted", "cited", "heard", "reported"):
        return []
    _, high = parse.sentence_of(verb)
    if "saying" not in parse.lower[verb : min(high, verb + 4)]:
        return []
    return parse.children_by(verb, "nsubjpass", "nsubj")


def _cue_above(parse: Parse, token: int) -> int:
    """The nearest verb of speech above ``token``; -1 when there is none."""
    for _ in range(8):
        above = parse.head[token]
        if above == token:
            return -1
        token = above
        if parse.tag[token] in VERBS and parse.lower[token] in CUES:
            return token
    return -1


def _is_loose(parse: Parse, verb: int) -> bool:
    """Whether a participle hangs on a noun only for the parser: "made a pitch to voters, saying"."""
    head = parse.head[verb]
    if parse.tag[verb] != "VBG" or parse.dep[head] not in ("dobj", "pobj") or parse.lower[head] in SPEECH_NOUNS:
        return False
    return parse.word[verb - 1] == "," or (parse.dep[head] == "pobj" and parse.lower[parse.head[head]] == "to")


def _main_subject(parse: Parse, verb: int) -> list[int]:
    """The subject of the clause that a participle stands in."""
    above = parse.head[verb]
    for _ in range(_DEEPEST):
        above = parse.head[above]
        if parse.tag[above] in VERBS:
            return _subjects(parse, above)
    return []


def _bearer(parse: Parse, noun: int) -> list[int]:
    """Who speaks in "a statement saying": the owner or author of the statement, else the noun itself."""
    if parse.lower[noun] in SPEECH_NOUNS or not can_speak(parse.lower[noun]):
        owners = parse.children_by(noun, "poss")
        if owners:
            return owners
        above = parse.head[noun]
        if parse.dep[noun] == "pobj":
            above = parse.head[above]
        if parse.dep[noun] not in ("nsubj", "nsubjpass") and above != noun and parse.tag[above] in VERBS:
            for candidate in _subjects(parse, above):
                if not weak(parse, candidate):
                    return [candidate]
    return [noun]


def _beside(parse: Parse, verb: int) -> int:
    """A name right beside the verb which the parser hung elsewhere: "said David Brock", "Brock said"."""
    low, high = parse.sentence_of(verb)
    if parse.tag[verb] == "VBG":
        return -1
    at = verb + 1
    while (
        at < high
        and parse.tag[at] in ("DT", "JJ", "NN", "NNP", "NNPS", "POS", "HYPH", "PRP$", "CD")
        and not parse.stand_in[at]
    ):
        at += 1
    right = at - 1
    after_quote = verb > low and parse.stand_in[verb - 1]
    if right > verb and after_quote and parse.tag[right] in _NOUNS:
        return right
    if right > verb and after_quote and parse.word[right][0].isupper():
        return right
    left = verb - 1
    if left >= low and parse.tag[left] in ("RB", "MD", "VBD", "VBZ", "VBP") and parse.word[left][0].islower():
        left -= 1
    if (
        left >= low
        and not parse.stand_in[left]
        and parse.word[left][0].isupper()
        and parse.tag[left]
        not in (
            "IN",
            "CC",
            "DT",
            "RB",
            "VBG",
            "VBN",
            "WRB",
            "PRP$",
            "TO",
            "JJ",
        )
        and parse.lower[left] not in _TIMES
    ):
        return left
    return -1


def contents(parse: Parse, verb: int) -> list[int]:
    """The children of ``verb`` that can hold what was said."""
    found = parse.children_by(verb, "ccomp", "xcomp", "dobj", "prep", "parataxis", "oprd", "attr", "acomp", "dative")
    for child in parse.children_by(verb, "advcl"):
        if child > verb and parse.lower[parse.left[child]] in ("for", "that", "whether", "if", "as"):
            found.append(child)
    return sorted(found)


_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december week month year night morning afternoon evening today yesterday "
    "tomorrow".split()
)


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
    while first < head and (not parse.word[first][0].isalnum() or parse.lower[first] in _TIMES):
        first += 1
    while last > head and (
        (not parse.word[last][-1].isalnum() and parse.word[last][-1] != ".")
        or parse.tag[last] in ("DT", "IN", "CC", "TO", "PRP$", "WDT", "WP")
    ):
        last -= 1
    return first, _with_complement(parse, head, last, high)


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
        if any(parse.lower[t] in _TIMES for t in parse.children_by(child, "pobj")):
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
        and not any(parse.lower[t] in _TIMES for t in parse.children_by(following, "pobj"))
        and parse.right[following] - following < 12
    ):
        return parse.right[following]
    return last
