"""Who speaks by a verb whose subject the parser hung elsewhere: told by where it stands in the sentence."""

from __future__ import annotations

from retrieval.attribution.parse import FINITE, NOUNS, PROPER, Parse, is_passive, weak
from retrieval.lang.en.speech_verbs import NEVER_PASSIVE, SAY, TELLS
from retrieval.lang.en.times import TIMES


def spoken_participle(parse: Parse, verb: int) -> int:
    """The head of "Brock, who leads the party, tweeted" where the verb hangs on the noun; -1 elsewhere."""
    if (
        parse.lower[verb] not in NEVER_PASSIVE
        or parse.dep[verb] not in ("acl", "appos")
        or parse.children_by(verb, "nsubj", "agent")
    ):
        return -1
    head = parse.head[verb]
    while parse.dep[head] == "appos" and parse.head[head] < head:
        head = parse.head[head]
    return head if head < verb and not weak(parse, head) else -1


_FEWEST_TOKENS = 3
_IN_PHRASE = frozenset("DT JJ NN NNS NNP NNPS POS HYPH CD CC PRP$ JJS".split())


def mend_headless(parse: Parse) -> None:
    """Make a clause of "Senga Muir, 58, from Orle, watched it.", whose verb the parser takes for a participle."""
    for low, high in parse.sentences:
        subject = next((t for t in range(low, high) if parse.head[t] == t), low)
        if parse.tag[subject] not in PROPER or parse.word[high - 1] != "." or parse.stand_in[low]:
            continue
        verb = next((t for t in parse.children_by(subject, "acl") if parse.tag[t] in ("VBN", "VBD")), -1)
        if verb <= subject or parse.word[verb - 1] != "," or parse.word[subject + 1] != "," or subject + 2 >= verb - 1:
            continue
        for token in [t for t in parse.children[subject] if t > verb]:
            parse.children[subject].remove(token)
            parse.children[verb].append(token)
            parse.head[token] = verb
        parse.children[subject].remove(verb)
        parse.children[verb].insert(0, subject)
        parse.tag[verb], parse.dep[verb], parse.head[verb] = "VBD", "ROOT", verb
        parse.dep[subject], parse.head[subject] = "nsubj", verb
        parse.left[verb], parse.right[verb] = parse.left[subject], parse.right[subject]
        parse.right[subject] = max([subject, *(parse.right[t] for t in parse.children[subject])])


def mend_nouns(parse: Parse) -> None:
    """Make a clause of "Lennox laughs at that.", whose verb the parser takes for a noun that the name describes.

    Only where nothing else is a verb, and the article has the name within a sentence too.
    """
    names = {parse.word[t] for low, high in parse.sentences for t in range(low + 1, high) if parse.tag[t] in PROPER}
    for low, high in parse.sentences:
        verb = low + 1
        if high - low < _FEWEST_TOKENS or parse.word[low] not in names or parse.head[low] != verb:
            continue
        is_noun = parse.head[verb] == verb and parse.tag[verb] == "NNS" and parse.word[verb].islower()
        goes_on = parse.word[verb + 1] == "." or parse.tag[verb + 1] == "IN"
        if is_noun and goes_on and not any(parse.tag[t] in FINITE for t in range(low, high)):
            parse.tag[low], parse.dep[low] = "NNP", "nsubj"
            parse.tag[verb], parse.dep[verb] = "VBZ", "ROOT"


def mend_adverbs(parse: Parse) -> None:
    """Make a subject of a name that the parser takes for an adverb: "Lully, who leads it, said"."""
    for token in range(len(parse)):
        verb = parse.head[token]
        is_adverb = parse.dep[token] == "advmod" and parse.tag[token] in PROPER and token < verb
        if is_adverb and parse.tag[verb] in FINITE and not parse.children_by(verb, "nsubj", "nsubjpass", "expl"):
            parse.dep[token] = "nsubj"


def closing(parse: Parse, verb: int, own: list[int]) -> int:
    """The subject in "The park is shut, two aides say", which the parser hung before the comma; -1 elsewhere."""
    low, _ = parse.sentence_of(verb)
    if verb == low or parse.lower[verb] not in SAY or parse.tag[verb] not in ("VBD", "VBP", "VBZ"):
        return -1
    if any(t > verb for t in parse.children_by(verb, "ccomp")):
        return -1
    last = verb - 1 - (parse.tag[verb - 1] == "RB")
    first = last + 1
    while first > low and parse.tag[first - 1] in _IN_PHRASE and not parse.stand_in[first - 1]:
        first -= 1
    if first > last or first == low or parse.word[first - 1] != "," or parse.tag[last] not in NOUNS:
        return -1
    if any(t >= first for t in own) or not any(parse.tag[t] in FINITE for t in range(low, first)):
        return -1
    head = last
    while first <= parse.head[head] <= last and parse.head[head] != head:
        head = parse.head[head]
    listed = parse.dep[head] == "conj" and parse.head[head] in own
    return -1 if listed or weak(parse, head) or parse.tag[head] not in NOUNS else head


def inverted(parse: Parse, verb: int) -> int:
    """The subject in "The park is shut, argue Jones and Brown", which the parser takes for an object; -1 elsewhere."""
    low, _ = parse.sentence_of(verb)
    if verb == low or parse.lower[verb] not in SAY or parse.tag[verb] not in ("VBD", "VBP", "VBZ"):
        return -1
    if parse.word[verb - 1] != "," or parse.lower[verb] in TELLS:
        return -1
    objects = parse.children_by(verb, "dobj")
    named = len(objects) == 1 and parse.tag[objects[0]] == "NNP" and parse.left[objects[0]] == verb + 1
    return objects[0] if named else -1


def swapped(parse: Parse, verb: int) -> int:
    """The subject in "Jones came late, then says that", where the parser made the first verb hang on the second."""
    low, _ = parse.sentence_of(verb)
    if verb == low or parse.tag[verb] in ("VB", "VBG", "VBN"):
        return -1
    for child in parse.children_by(verb, "ccomp"):
        if child < verb and not parse.stand_in[child]:
            for other in parse.children_by(child, "nsubj"):
                if not weak(parse, other) and parse.lower[verb - 1] in ("then", "later", "and", "also"):
                    return other
    return -1


_TAKEN_FOR_VERBS = ("VB", "VBG", "VBN")
_NO_NAME = frozenset("IN CC DT RB VBG VBN WRB PRP$ TO JJ".split())


def beside(parse: Parse, verb: int) -> int:
    """A name right beside the verb which the parser hung elsewhere: "said David Brock", "Brock said"."""
    low, high = parse.sentence_of(verb)
    if parse.tag[verb] == "VBG":
        return -1
    after_quote = verb > low and parse.stand_in[verb - 1]
    at = verb + 1
    if after_quote and at + 1 < high and parse.tag[at] in _TAKEN_FOR_VERBS and parse.tag[at + 1] in NOUNS:
        at += 1  # "…," says lead author Jane Brown
    while (
        at < high
        and parse.tag[at] in ("DT", "JJ", "NN", "NNP", "NNPS", "POS", "HYPH", "PRP$", "CD")
        and not parse.stand_in[at]
    ):
        at += 1
    right = at - 1
    if right > verb and after_quote and parse.tag[right] in NOUNS:
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
        and parse.tag[left] not in _NO_NAME
        and parse.lower[left] not in TIMES
    ):
        return left
    return -1


def cut_off(parse: Parse, verb: int) -> int:
    """The name between a comma or dash and a verb: "At his house in Palm Beach - Jones continued to"; -1 elsewhere."""
    if parse.tag[verb] not in ("VBD", "VBZ", "VBP") or parse.tag[verb - 1] != "NNP":
        return -1
    first = verb - 1
    low, _ = parse.sentence_of(verb)
    while first > low and parse.tag[first - 1] == "NNP":
        first -= 1
    return verb - 1 if first > low and parse.word[first - 1] in (",", "-", "–", "—") else -1


def inserted(parse: Parse, verb: int) -> int:
    """The subject in "The contrast, said Jones, a friend, would be clear", which breaks into a clause; -1 elsewhere."""
    low, high = parse.sentence_of(verb)
    if parse.lower[verb] not in SAY or parse.tag[verb] not in ("VBD", "VBP", "VBZ"):
        return -1
    if verb - low < 2 or parse.word[verb - 1] != "," or parse.stand_in[verb - 2]:
        return -1
    if any(parse.tag[t] in FINITE for t in range(low, verb)):
        return -1
    last = verb
    while last + 1 < high and parse.tag[last + 1] in _IN_PHRASE and not parse.stand_in[last + 1]:
        last += 1
    joint = next((t for t in range(verb + 1, last + 1) if parse.tag[t] == "CC"), last + 1)
    head = joint - 1
    if head <= verb or parse.tag[head] not in NOUNS or weak(parse, head):
        return -1
    # Behind the last comma the clause that was broken into goes on.
    for comma in range(last + 1, high - 2):
        if parse.word[comma] == "," and parse.tag[comma + 1 + (parse.tag[comma + 1] == "RB")] in FINITE:
            return head
    return -1


def next_clauses(parse: Parse, verb: int, chosen: int) -> int:
    """The subject of a verb whose parse took the name right before it for an apposition: "It may be Jones, Brown says".

    An apposition is closed by a comma; what stands between a comma and the verb speaks by it.
    """
    low, _ = parse.sentence_of(chosen)
    if parse.tag[chosen] not in PROPER:
        return chosen
    clause = any(parse.tag[t] in FINITE or parse.stand_in[t] for t in range(low, verb))
    if parse.lower[chosen + 1 : chosen + 2] in (["of"], ["from"], ["at"]) and not clause:
        return chosen  # "Jane Brown of Westmark, Port Linden rejected it"
    listed = bool(parse.children_by(chosen, "cc"))
    for name in parse.children_by(chosen, "appos", *(() if listed else ("conj",))):
        first = parse.left[name]
        direct = name == verb - 1 or (name == verb - 2 and parse.tag[verb - 1] in ("RB", "MD"))
        if chosen < first and direct and parse.tag[name] == "NNP" and parse.word[first - 1] in (",", "-", "–", "—"):
            return name
    return chosen


def joined(parse: Parse, verb: int) -> int:
    """The name that the parser joined to the clause before: "charged him and Jones fired him"; -1 elsewhere."""
    low, _ = parse.sentence_of(verb)
    name = verb - 1
    if name < low or parse.dep[verb] != "conj" or parse.tag[name] != "NNP" or parse.dep[name] != "conj":
        return -1
    first = parse.left[name]
    return name if first > low and parse.tag[first - 1] == "CC" else -1


_OPENS_CLAUSE = frozenset([",", "after", "that", "when", "and", "but", "as"])


def apart(parse: Parse, verb: int) -> int:
    """The name whose apposition stands before the verb: "On Friday, Ann Jones, who leads it, said"; -1 elsewhere."""
    low, _ = parse.sentence_of(verb)
    if parse.tag[verb] not in ("VBD", "VBZ", "VBP", "VBN") or is_passive(parse, verb) or verb - low < 2:
        return -1
    closing = verb - 1 - (parse.lower[verb - 1] in ("had", "has"))
    if parse.word[closing] != ",":
        return -1
    for name in range(closing - 2, low, -1):
        ends = parse.word[name + 1] == "," or parse.lower[name + 1] in ("of", "from", "at")
        if parse.tag[name] == "NNP" and ends and parse.tag[name - 1] in ("NNP", "HYPH"):
            begin = name
            while begin > low and parse.tag[begin - 1] == "NNP":
                begin -= 1
            if begin > low and parse.word[begin - 1].isalpha() and parse.word[begin - 1].islower():
                begin -= (
                    parse.lower[begin - 1] not in _OPENS_CLAUSE
                )  # "But irrigator Ann Jones, who grows grapes, said"
            if begin == low or parse.lower[begin - 1] in _OPENS_CLAUSE:
                return name
        if parse.tag[name] in FINITE and parse.dep[name] not in ("relcl", "acl", "advcl"):
            return -1
    return -1
