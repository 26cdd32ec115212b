"""Who speaks by a verb: its subject, wherever the parse has hung it."""

from __future__ import annotations

from retrieval.attribution import parse_repairs
from retrieval.attribution.ner import named_at, presented
from retrieval.attribution.parse import FINITE, NOUNS, PROPER, VERBS, Parse, is_passive, weak
from retrieval.lang.en.function_words import EXPECTED, READY
from retrieval.lang.en.people import MEASURED, can_speak
from retrieval.lang.en.speech_nouns import DEVICES, SPEECH_NOUNS
from retrieval.lang.en.speech_verbs import CUES, MAKES_SAY, OVERHEARD, PASSES_ON, QUOTED_AS_SAYING, QUOTES_SOMEBODY, SAY

# How far up a chain of verbs a subject is looked for; longer chains are parse errors.
_DEEPEST = 5


def subject(parse: Parse, verb: int) -> int:
    """The head token of who speaks by ``verb``; -1 when nobody can be found."""
    best = -1
    for candidate in (_measured(parse, verb, each) for each in _subjects(parse, verb)):
        if best < 0:
            best = candidate
        if candidate >= 0 and not weak(parse, candidate):
            return candidate
    return best


def _measured(parse: Parse, verb: int, noun: int) -> int:
    """The body in "shares in Skarn", which spoke if anything did; -1 where none is named; else the noun itself."""
    if parse.lower[noun] not in MEASURED or parse.head[noun] == verb:  # "prices in Skarn suggest that"
        return noun
    of = (t for preposition in parse.children_by(noun, "prep") for t in parse.children_by(preposition, "pobj"))
    return next((t for t in of if parse.tag[t] in PROPER), -1)


def _subjects(parse: Parse, verb: int) -> list[int]:
    """Candidates for the speaker, the nearest by syntax first."""
    found: list[int] = []
    current = verb
    for _ in range(_DEEPEST):
        dep, head = parse.dep[current], parse.head[current]
        if current == verb and (spoken := parse_repairs.spoken_participle(parse, verb)) >= 0:
            return [spoken]
        if is_passive(parse, current) and current == verb:
            agent = _agent(parse, current)
            return [agent] if agent >= 0 else _quoted_as(parse, current)
        if current == verb and (quoted := _quoted_by(parse, verb)) >= 0:
            return [quoted]
        if current == verb and (together := _together_with(parse, verb)) >= 0:
            return [together]
        own = [
            t
            for t in parse.children_by(current, "nsubj", "nsubjpass")
            if not parse.stand_in[t] and parse.quote[t] in (-1, parse.quote[verb]) and not _labels(parse, t, current)
        ]
        if current != verb and own and dep == "ccomp" and _loose_participle(parse, verb, current):
            return found + _main_subject(parse, current)
        if current != verb and own and (shown := _shown_doing(parse, current, verb)) >= 0:
            return [*found, shown]
        if current == verb and (inserted := parse_repairs.inserted(parse, verb)) >= 0:
            return [inserted]
        if current == verb and (closing := parse_repairs.closing(parse, verb, own)) >= 0:
            return [closing]
        if own and dep == "relcl" and _of_whom(parse, own[0]):
            return [*found, head]
        if own:
            chosen = _nearer(parse, current, own) if current != verb or dep != "relcl" else own[0]
            if parse.lower[chosen] in ("who", "which", "that") and dep == "relcl":
                chosen = head if current != verb else _antecedent(parse, head)
                if chosen != head:
                    return found + _bearer(parse, chosen)
            chosen = parse_repairs.next_clauses(parse, verb, chosen) if current == verb else chosen
            if current != verb and parse.tag[verb] == "VBG" and is_passive(parse, current):
                agent = _agent(parse, current)
                if agent >= 0 and not weak(parse, agent) and weak(parse, chosen):
                    return [*found, agent]  # "The plan was attacked by Jones, saying"
            chosen = _behind_outlet(parse, _behind_participle(parse, chosen))
            officer = _presented_before(parse, verb) if current == verb else -1
            if officer > chosen and parse.tag[officer - 1] == "POS":
                chosen = officer  # "The Union of Boats and Harbours's director, Jane Brown, said"
            found.append(chosen)
            if _is_dangling(parse, verb, current, chosen):
                found.pop()
                current = head
                continue
            if current == verb or not weak(parse, chosen):
                break
        elif current == verb and (teller := _teller(parse, verb)) is not None:
            if teller < 0:
                break
            current = teller
            continue
        else:
            repairs = (
                (current == verb, _presented_before),
                (current == verb, _behind_place),
                (current == verb, parse_repairs.inverted),
                (current == verb or parse.lower[current] in SAY, parse_repairs.beside),
                (parse.dep[verb] == "xcomp" and current == parse.head[verb], parse_repairs.cut_off),
                (current == verb, parse_repairs.swapped),
                (True, parse_repairs.joined),
                (True, parse_repairs.apart),
            )
            repaired = (repair(parse, current) for applies, repair in repairs if applies)
            if (source := next((token for token in repaired if token >= 0), -1)) >= 0:
                return [*found, source]
        if head == current:
            break
        if dep in ("conj", "advcl") and (joined := _joined_before(parse, current)) >= 0:
            return [*found, joined]
        if current == verb and (caused := _caused(parse, verb)) >= 0:
            return [caused]
        if dep == "acl" and (heard := _heard(parse, current)) >= 0:
            return [heard]
        if dep == "acl":
            return found + (_main_subject(parse, current) if _is_loose(parse, current) else _bearer(parse, head))
        if current == verb and (taken_up := _criticised_for(parse, verb)) >= 0:
            quoted = any(parse.quote[t] >= 0 for t in range(verb, parse.right[verb] + 1))
            spoken = CUES.get(parse.lower[verb], ("", ""))[1] in ("say", "act")
            return [taken_up] if quoted and spoken else []  # "… for backing the plan" tells no words of his
        if dep == "pcomp" or (dep == "prep" and parse.tag[current] == "VBG"):
            head = parse.head[head] if dep == "pcomp" else head
        if parse.tag[head] in NOUNS and dep in ("pcomp", "prep"):
            return found + _bearer(parse, head)
        if (
            parse.tag[head] not in VERBS
            and parse.tag[head] != "MD"
            and not (dep == "xcomp" and parse.lower[head] in READY | EXPECTED)
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


def _labels(parse: Parse, noun: int, verb: int) -> bool:
    """Whether a noun is the label of a quote before a verb: "The mood in the room: “It works,” recalled Jane Brown"."""
    return any(parse.word[at] == ":" and any(parse.stand_in[at + 1 : at + 3]) for at in range(noun, verb))


def _behind_participle(parse: Parse, chosen: int) -> int:
    """The subject in "Reacting, the mayor said", where the parser takes the participle for it and joins the mayor."""
    if parse.tag[chosen] != "VBG" or parse.word[chosen + 1] != ",":
        return chosen
    return next((t for t in parse.children_by(chosen, "conj", "appos") if parse.tag[t] in NOUNS), chosen)


def _behind_outlet(parse: Parse, chosen: int) -> int:
    """The subject in "According to the Post, the judge, Jane Brown, said", which the parser makes an apposition."""
    low, _ = parse.sentence_of(chosen)
    if parse.lower[low : low + 2] != ["according", "to"] or any(parse.word[t] == "," for t in range(low, chosen)):
        return chosen
    return next((t for t in parse.children_by(chosen, "appos") if t > chosen and parse.word[chosen + 1] == ","), chosen)


def _presented_before(parse: Parse, verb: int) -> int:
    """The office in "the head of the Union for Small Boats, Jane Brown, said", where the parser gives no subject."""
    low, _ = parse.sentence_of(verb)
    if parse.tag[verb] not in FINITE:
        return -1
    for token in range(verb - 4, low - 1, -1):
        if (named := presented(parse, token)) is not None and named.last == verb - 2:
            return token
    return -1


def _behind_place(parse: Parse, verb: int) -> int:
    """The name in "Outside the court, Jones, who is 26, said", which the parser makes an apposition; -1 elsewhere."""
    low, _ = parse.sentence_of(verb)
    if parse.tag[low] != "IN" or parse.tag[verb] not in FINITE or parse.word[verb - 1] != ",":
        return -1
    begin = next((t + 1 for t in range(low, verb - 1) if parse.word[t] == ","), verb)
    named = named_at(parse, begin) if parse.tag[begin] in PROPER else None
    apposed = named is not None and parse.dep[named.last] == "appos" and parse.head[named.last] < begin
    return named.last if named is not None and apposed and parse.word[named.last + 1] == "," else -1


def _is_dangling(parse: Parse, verb: int, above: int, chosen: int) -> bool:
    """Whether a participle goes with a clause further up: "went to defend his vote saying", "said they won, adding"."""
    if parse.tag[verb] != "VBG" or parse.children_by(verb, "aux") or parse.head[above] == above:
        return False
    if above == verb:
        return chosen == verb - 1 and weak(parse, chosen) and parse.dep[verb] == "ccomp"
    return parse.lower[chosen] in ("they", "it") and parse.dep[above] == "ccomp"


def _antecedent(parse: Parse, noun: int) -> int:
    """What "that says" goes with in "sent a note soon after the verdict that says": the note; else ``noun``."""
    if can_speak(parse.lower[noun]) or parse.tag[noun] not in ("NN", "NNS") or not weak(parse, noun):
        return noun
    low, _ = parse.sentence_of(noun)
    return next(
        (t for t in range(noun - 1, low, -1) if parse.lower[t] in SPEECH_NOUNS and parse.dep[t] == "dobj"), noun
    )


def bearer(parse: Parse, noun: int) -> int:
    """Who speaks by "a statement": its owner, or who issued it; -1 when that isn't told."""
    return next((token for token in _bearer(parse, noun) if token != noun), -1)


def _loose_participle(parse: Parse, verb: int, above: int) -> bool:
    """Whether a participle behind a clause goes with who wants or says what stands in it.

    "A campaign to get the bureau to act while requesting", "Jones said Brown had left, adding".
    """
    if parse.tag[verb] != "VBG" or parse.dep[verb] != "advcl":
        return False
    if parse.tag[above] == "VB" and any(parse.lower[t] == "to" for t in parse.children_by(above, "aux")):
        return True
    teller = parse.head[above]
    speaks = CUES.get(parse.lower[above], ("", ""))[1] in ("say", "act")  # "said Brown criticised it, saying"
    reported = parse.lower[teller] in SAY and teller < above and not speaks
    return reported and parse.word[verb - 1] == "," and not parse.children_by(verb, "aux")


def _shown_doing(parse: Parse, above: int, verb: int) -> int:
    """Who speaks in "a clip shows Jones leaving, saying": the one who is shown; -1 elsewhere."""
    if parse.tag[verb] != "VBG" or CUES.get(parse.lower[above], ("", ""))[1] != "show":
        return -1
    shown = [t for t in parse.children_by(above, "ccomp") if parse.tag[t] == "VBG" and above < t < verb]
    return next((t for c in shown for t in parse.children_by(c, "nsubj") if not weak(parse, t)), -1)


def _teller(parse: Parse, verb: int) -> int | None:
    """The verb whose subject speaks in "Jones said Brown should go and accused him"; None where the parse is right.

    The parser joins such a verb to the clause of Brown. A past tense beside "should go" or "is late" is Jones's; beside
    another past it may be either's: -1.
    """
    if parse.tag[verb] not in ("VBD", "VBN") or parse.dep[verb] != "conj" or parse.children_by(verb, "aux", "auxpass"):
        return None
    clause = inner = parse.head[verb]
    while parse.dep[clause] in ("conj", "xcomp"):
        clause = parse.head[clause]
    told = parse.head[clause]
    while parse.tag[told] not in VERBS and parse.head[told] != told:
        told = parse.head[told]
    subjects = parse.children_by(clause, "nsubj", "nsubjpass")
    named = any(parse.tag[t] in NOUNS and not parse.stand_in[t] for t in subjects)
    if parse.dep[clause] != "ccomp" or not named or told > clause or parse.tag[told] not in ("VBD", "VBN"):
        return None
    if (
        CUES.get(parse.lower[verb], ("", ""))[1] not in ("say", "act")
        or parse.word[parse.left[subjects[-1]] - 1] == ","
    ):
        return None
    certain = parse.tag[inner] in ("VB", "VBZ", "VBP") or all(weak(parse, t) for t in subjects)
    return told if certain else -1


def _nearer(parse: Parse, verb: int, own: list[int]) -> int:
    """Which of several subjects is the verb's: the parser makes some of what was said hang on it too."""
    if parse.stand_in[verb - 1] and own[-1] > verb:
        return own[-1]  # "(Harbour Post) “…,” commented Jones"
    before = [t for t in own if t < verb]
    # "Officers with experience chafed": what stands right behind a preposition hangs on it.
    before = [t for t in before if parse.tag[parse.left[t] - 1] != "IN"] or before
    if len(before) > 1 and parse.tag[before[0]] in PROPER and parse.lower[before[0] + 1] in ("of", "from", "at"):
        return before[0]  # "Jane Brown of the charity Safe Roofs told"
    return before[-1] if before and parse.word[verb - 1] != "," else own[-1]


def _together_with(parse: Parse, verb: int) -> int:
    """Who speaks in "it ended with Jones asking": the name between "with" and the participle; -1 elsewhere."""
    name = verb - 1
    if parse.tag[verb] != "VBG" or name < 1 or parse.tag[name] not in PROPER or parse.dep[name] != "pobj":
        return -1
    return name if parse.lower[parse.head[name]] == "with" and parse.left[name] == parse.head[name] + 1 else -1


def _joined_before(parse: Parse, verb: int) -> int:
    """The subject of the clause before: "the rabbis left, and the league stayed and said"; -1 where none is nearer."""
    head = parse.head[verb]
    for clause in reversed(parse.children_by(head, "conj")):
        if head < clause < verb and parse.tag[clause] in VERBS:
            subjects = [t for t in parse.children_by(clause, "nsubj") if t < clause]
            if subjects:
                return subjects[-1]
    return -1


def _caused(parse: Parse, verb: int) -> int:
    """Who speaks in "it led Jones to say": the object of what led to it; -1 elsewhere."""
    head = parse.head[verb]
    if parse.dep[verb] != "xcomp" or parse.lower[head] not in MAKES_SAY:
        return -1
    return next((t for t in parse.children_by(head, "dobj") if head < t < verb), -1)


def _of_whom(parse: Parse, part: int) -> bool:
    """Whether "many" is "many of whom"."""
    return any(
        parse.lower[o] in ("whom", "which")
        for p in parse.children_by(part, "prep")
        for o in parse.children_by(p, "pobj")
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
    if parse.lower[verb] not in QUOTED_AS_SAYING:
        return []
    _, high = parse.sentence_of(verb)
    if "saying" not in parse.lower[verb : min(high, verb + 4)]:
        return []
    return parse.children_by(verb, "nsubjpass", "nsubj")


def _quoted_by(parse: Parse, verb: int) -> int:
    """Who speaks in "the paper quotes Jones as saying": Jones, not the paper; -1 elsewhere."""
    link = parse.head[verb]
    quoting = parse.head[link]
    if parse.dep[verb] != "pcomp" or parse.lower[link] != "as" or parse.lower[quoting] not in QUOTES_SOMEBODY:
        return -1
    return next((t for t in reversed(parse.children_by(quoting, "dobj", "nsubj")) if quoting < t < link), -1)


def quoted_by(parse: Parse, verb: int, source: int) -> int:
    """Who passes words on: "the Post quoted Jones as saying", "Jones, as quoted by the Post, said"; -1 elsewhere.

    Args:
        parse: the article's tokens.
        verb: the cue.
        source: who speaks by it.
    """
    quoting = parse.head[parse.head[verb]] if parse.lower[parse.head[verb]] == "as" else parse.head[verb]
    beside = [
        quoting,
        *parse.children_by(verb, "advcl", "prep"),
        *parse.children_by(source, "advcl", "acl", "amod", "prep"),
    ]
    for at in beside:
        if parse.lower[at] not in PASSES_ON or parse.quote[at] >= 0:
            continue
        agents = [t for by in parse.children_by(at, "agent") for t in parse.children_by(by, "pobj")]
        subjects = parse.children_by(at, "nsubj") if at == quoting and parse.lower[at] in QUOTES_SOMEBODY else []
        if others := [t for t in agents + subjects if t != source]:
            return others[0]
    return -1


def _criticised_for(parse: Parse, verb: int) -> int:
    """Who speaks in "Jones criticised Brown for calling": Brown, the object; -1 elsewhere."""
    link = parse.head[verb]
    above = parse.head[link]
    if parse.dep[verb] != "pcomp" or parse.lower[link] not in ("for", "of") or parse.tag[verb] != "VBG":
        return -1
    if CUES.get(parse.lower[above], ("", ""))[1] != "act":
        return -1
    return next((t for t in parse.children_by(above, "dobj") if above < t < link and not weak(parse, t)), -1)


def _heard(parse: Parse, participle: int) -> int:
    """Who speaks in "Jones was heard on a microphone telling": the one who was heard; -1 elsewhere."""
    above = parse.head[participle]
    if parse.lower[above] not in DEVICES or parse.tag[participle] != "VBG":
        return -1
    for _ in range(3):
        above = parse.head[above]
        if parse.lower[above] in OVERHEARD and (heard := parse.children_by(above, "nsubjpass")):
            return heard[0]
    return -1


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
