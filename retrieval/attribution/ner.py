"""Names in an article: what a noun phrase names, and the fullest form that the article gives for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from retrieval.attribution.parse import SUBJECTS, VERBS, Parse
from retrieval.lang.en import people
from retrieval.lang.en.first_names import GENDER, GIVEN
from retrieval.lang.en.people import BODY_WORDS, PERSON_NOUNS, POSITIONS, ROLES, TITLES
from retrieval.lang.en.places import NATIONALITIES
from retrieval.lang.en.times import BEFORE_A_MONTH, MONTHS, UNMISTAKABLE_MONTHS, WEEKDAYS
from retrieval.lang.tokens import fold
from retrieval.lang.word_meaning import is_common_word, is_known_word

_PROPER = ("NNP", "NNPS")
_ARTICLE = re.compile(r"^[ae]l-(?=\w)")
_POSSESSIVE = re.compile(r"['’]s?$")


@lru_cache(50_000)
def key(word: str) -> str:
    """A word as it is compared: folded, without full stops, a possessive ending and the article of "al-Sharaa"."""
    word = fold(word)
    return word if word.isalpha() else _ARTICLE.sub("", _POSSESSIVE.sub("", word).replace(".", ""))


@dataclass(frozen=True, slots=True)
class Named:
    """A proper name at some tokens: ``words`` without titles, its span, and whether it reads as a person's."""

    words: tuple[str, ...]
    first: int
    last: int
    person: bool
    title: str = ""

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(self.words)


def proper_run(parse: Parse, token: int) -> tuple[int, int]:
    """First and last token of the run of proper nouns around ``token`` in its own sentence."""
    low, high = parse.sentence_of(token)
    first = last = token
    while first > low:
        if (before := _nickname(parse, first - 1, -1)) >= low:
            first = before
            continue
        step = 2 if first - 2 >= low and _is_hyphen(parse, first - 1) else 1
        if not _joins(parse, first - step, first, step):
            break
        first -= step
    while last + 1 < high:
        if last < (behind := _nickname(parse, last + 1, 1)) < high:
            last = behind
            continue
        step = 2 if last + 2 < high and _is_hyphen(parse, last + 1) else 1
        if last + step >= high or not _joins(parse, last, last + step, step):
            break
        last += step
    return first, last


_AROUND_NICKNAMES = {"“": "”", '"': '"', "‘": "’", "'": "'", "(": ")"}
_LONGEST_NICKNAME = 3


def _nickname(parse: Parse, mark: int, step: int) -> int:
    """The word of a name beyond a nickname that is set into it, from a mark of that on; -1 where there is none.

    In "Robert “Bob” Jones" from the first mark with a step of 1 to "Jones", from the second with -1 to "Robert".
    """
    if parse.word[mark] not in (_AROUND_NICKNAMES if step > 0 else _AROUND_NICKNAMES.values()):
        return -1
    for other in range(mark + 2 * step, mark + (_LONGEST_NICKNAME + 2) * step, step):
        first, last = min(mark, other), max(mark, other)
        if first < 1 or last + 1 >= len(parse):
            return -1
        if _AROUND_NICKNAMES.get(parse.word[first]) == parse.word[last]:
            return other + step if _is_set_into_a_name(parse, first, last) else -1
    return -1


def _is_set_into_a_name(parse: Parse, first: int, last: int) -> bool:
    """Whether words in marks stand between a first name and a surname."""
    given, family = first - 1, last + 1
    if not all(parse.tag[at] in _PROPER and parse.word[at].istitle() for at in (given, family)):
        return False
    named = key(parse.word[given]) in GIVEN or (parse.word[first] != "(" and not is_common_word(key(parse.word[given])))
    beside = parse.start[first] - parse.end[given] == 1 == parse.start[family] - parse.end[last]
    return named and beside and parse.word[first + 1][0].isupper() and parse.lower[family] not in WEEKDAYS


def nickname(parse: Parse, named: Named) -> tuple[str, ...]:
    """The words of a nickname that is set into a name; empty where there is none."""
    inset = _inset(parse, named.first, named.last)
    return tuple(parse.word[inset.start + 1 : inset.stop - 1])


def _inset(parse: Parse, first: int, last: int) -> range:
    """The tokens of a nickname in a run, its marks too; empty where there is none."""
    return next((range(at, end) for at in range(first, last) if (end := _nickname(parse, at, 1)) > at), range(0))


def _is_hyphen(parse: Parse, token: int) -> bool:
    """Whether a hyphen stands inside a name; so do the apostrophe of "Growers' Association" and "&"."""
    if parse.word[token] == "&":
        return True
    if parse.word[token] in ("'", "’") and token + 1 < len(parse):
        return parse.end[token - 1] == parse.start[token] and key(parse.word[token + 1]) in BODY_WORDS
    return (
        parse.word[token] == "-"
        and token + 1 < len(parse)
        and parse.start[token + 1] == parse.end[token]
        and parse.end[token - 1] == parse.start[token]
    )


def _is_tail(parse: Parse, token: int) -> bool:
    """Whether a small word is the end of a name behind a hyphen: "Tsai Ing-wen", "Ban Ki-moon"."""
    before = parse.word[token - 2] if token > 1 else ""
    return (
        before[:1].isupper()
        and not before.isupper()
        and key(before) not in people.PERSON_NOUNS_AND_TITLES  # "the President-elect"
        and parse.word[token].islower()
        and parse.word[token].isalpha()
        and parse.tag[token] in _PROPER
        and _is_hyphen(parse, token - 1)
        and parse.tag[token - 2] in _PROPER
    )


def _joins(parse: Parse, left: int, right: int, step: int) -> bool:
    """Whether two neighbours (or two with a hyphen between) belong to one name."""
    if parse.quote[left] != parse.quote[right]:
        return False
    for at in (left, right):
        particle = parse.lower[at] in people.CASED_PARTICLES
        if parse.tag[at] not in _PROPER and not particle and not _is_initial(parse.word[at]):
            return False
        capital = parse.word[at][0].isupper() or parse.word[at][0].isdigit()
        if not (capital or particle or _is_tail(parse, at)):
            return False
        if parse.lower[at] in WEEKDAYS:
            return False
    if left and parse.lower[left] in MONTHS and parse.lower[left - 1] in BEFORE_A_MONTH:
        return False  # "in May Thomas Berg left"
    return parse.start[right] - parse.end[left] <= step or (step > 1 and parse.word[left + 1] == "&")


def _is_lettered(word: str) -> bool:
    """Whether a word is an initial with its full stop."""
    return len(word) == 2 and word[0].isupper() and word[1] == "."


def _is_initial(word: str) -> bool:
    """Whether a word is a letter as in "R K Nambiar"; "A" and "I" are words of their own."""
    return len(word) == 1 and word.isupper() and word not in "AI"


OF = ("of", "for", "on")


def named_at(parse: Parse, token: int) -> Named | None:
    """The name whose run covers ``token``, titles taken off; None where there is none."""
    if token not in parse.names:  # asked for again and again
        parse.names[token] = _named_at(parse, token)
    found: Named | None = parse.names[token]
    return found


def _named_at(parse: Parse, token: int) -> Named | None:
    if (borne := _borne(parse, token)) >= 0:
        token = borne
    token -= 2 * _is_tail(parse, token)
    if parse.tag[token] not in _PROPER or not parse.word[token][0].isupper() or parse.lower[token] in WEEKDAYS:
        return None
    first, last = proper_run(parse, token)
    while first < last and (parse.word[first] in people.CASED_PARTICLES or _is_hyphen(parse, first)):
        first += 1
    begin, title = _behind_titles(parse, first, last)
    inset = _inset(parse, first, last)
    begin = min(begin, inset.start - 1) if inset else begin
    before = key(parse.word[first - 1]) if first > 0 and not title else ""
    if before in TITLES or (before in PERSON_NOUNS and _is_lettered(parse.word[first])):  # "his brother N. Mallesh"
        title.append(before)
    if (given := _given_after_office(parse, first, last)) > first:
        begin = given
        title = title or [key(parse.word[_office_before(parse, first)])]
    words: list[str] = []
    for at in range(begin, last + 1):
        if at in inset:
            continue
        if words and parse.start[at] == parse.end[at - 1]:
            words[-1] += parse.word[at]
        else:
            words.append(parse.word[at])
    bare = (*words[:-1], _POSSESSIVE.sub("", words[-1]))
    if not bare or not bare[0]:
        return None
    if _ends_in_s(parse, last):
        return Named((*bare[:-1], bare[-1] + parse.word[last + 1]), begin, last, False)
    if len(bare) > 2 and _is_post_nominal(bare[-1]) and not bare[0].isupper():
        title.append(key(bare[-1]))
        bare = bare[:-1]
    if (end := _body_end(parse, begin, last)) > last:
        if (inner := _behind_an_office(parse, begin, end)) > begin:
            return named_at(parse, inner)
        return Named((*bare, *parse.word[last + 1 : end + 1]), begin, end, False)
    return Named(bare, begin, last, reads_as_person(bare, " ".join(title)), " ".join(title))


def _ends_in_s(parse: Parse, last: int) -> bool:
    """Whether "'s" is the end of a name that does something, as in "Sainsbury's said"; no possessive."""
    ends = last + 1 < len(parse) and parse.lower[last + 1] in ("'s", "’s") and parse.dep[last + 1] == "case"
    return ends and parse.dep[last] in SUBJECTS and parse.tag[parse.head[last]] in VERBS


def _behind_titles(parse: Parse, first: int, last: int) -> tuple[int, list[str]]:
    """Where the name begins in "Labour MP Diana Abbey", and the words before it that name a title, trade or office."""
    begin, title = first, list[str]()
    surname = last - (last - first > 1 and key(parse.word[last]) in people.NAME_SUFFIXES)  # "Jane King III"
    for at in range(first, surname):
        word = key(parse.word[at])
        # "Managing Editor Jane Brown": what is a title only before a first name is none in "the Editor Group".
        is_title = word in TITLES or (word in ROLES and at + 1 < last and key(parse.word[at + 1]) in GENDER)
        # "Del. Jane Brown", "Supt. Jane Brown": a word that is cut short before a first name.
        is_short = parse.word[at].endswith(".") and len(word) > 1 and "." not in parse.word[at][:-1]
        is_title = is_title or (
            is_short and at + 1 < last and key(parse.word[at + 1]) in GIVEN and word not in people.PLACE_PREFIXES
        )
        if is_title and not _is_hyphen(parse, at + 1):
            begin = at + 1
            title.append(word)
    if key(parse.word[last]) in BODY_WORDS:
        return begin, title
    if (inner := _behind_an_office(parse, begin, last)) > begin:
        title += [key(parse.word[at]) for at in range(begin, inner)]
        begin = inner
    for at in range(begin, last - 1):
        word = key(parse.word[at])
        is_double = _is_hyphen(parse, at + 2)  # a surname's in "Taylor Kilroy-Silk", not in "Trustee Mei-Lin Castro"
        if word in GIVEN or _is_hyphen(parse, at + 1) or (is_double and at + 4 > last):
            break
        letters = parse.word[at].isupper() and 2 <= len(word) <= LONGEST_LETTERS and not parse.word[at + 1].isupper()
        given = key(parse.word[at + 1]) in GIVEN
        trade = word in PERSON_NOUNS or (
            word in people.ALSO_PERSON_NOUNS and (given or at > first or _opens_sentence(parse, at))
        )
        trade = trade or (word in NATIONALITIES and given)
        if letters or (trade and key(parse.word[at + 1]) not in PERSON_NOUNS - GIVEN):
            begin = at + 1
            title.append(word)
    return begin, title


_OF_WHO_DOES = ("er", "ian", "ist")
"""Ends of nouns for people that no list knows: "Famer", "Vermonter", "Councilmember"."""


def _behind_an_office(parse: Parse, first: int, last: int) -> int:
    """Where a name begins behind other words in capitals; ``first`` where there are none.

    "Jackson Public Schools Superintendent Errick Greene", "Courtesy Matt Stoll": a first name, or words that no
    dictionary has, behind a noun for people or a word that isn't like a name.
    """
    begin = first
    for at in range(first, last - 1):
        word, following = fold(key(parse.word[at])), key(parse.word[at + 1])
        if _is_hyphen(parse, at + 1) or word in GIVEN or word in people.PLACE_PREFIXES or len(word) < _SHORTEST_WORD:
            continue
        given = following in GIVEN or fold(following) in GIVEN
        rest = [fold(key(parse.word[t])) for t in range(at + 1, last + 1)]
        names = given or (len(rest) <= _LONGEST_BARE and not any(map(is_common_word, rest)))
        known = word in people.PERSON_NOUNS_AND_TITLES
        agent = given and word.endswith(_OF_WHO_DOES) and not is_known_word(word)
        common = (
            begin == at and given and (following in GENDER or not is_common_word(rest[-1])) and is_common_word(word)
        )
        if (known and names) or agent or common:
            begin = at + 1
    return begin


_SHORTEST_WORD = 3
_LONGEST_BARE = 3
"""Words of a name that no first name begins."""


def _opens_sentence(parse: Parse, token: int) -> bool:
    return token == parse.sentence_of(token)[0]


LONGEST_LETTERS = 5
"""Letters of an office that stands in capitals before a name: "MSP", "CEO"."""


def _is_post_nominal(word: str) -> bool:
    """Whether a word behind a name isn't part of it: "KC", "PhD"."""
    bare = word.replace(".", "")
    letters = bare.isupper() and bare.isalpha() and 2 <= len(bare) <= 4 and key(word) not in people.NAME_SUFFIXES
    return letters or key(word) in people.POST_NOMINALS


_WIDEST_OFFICE = 9
"""Tokens of "of the Teachers' Union" between an office and a name."""
_OFFICE_OF = ("of", "for")
_IN_OFFICE = frozenset("DT JJ NN NNS NNP NNPS POS HYPH".split())


def _borne(parse: Parse, office: int) -> int:
    """The name at the end of "Mayor of London Jane Brown", from the office; -1 elsewhere."""
    at = office + 1
    _, high = parse.sentence_of(office)
    if (
        (key(parse.word[office]) not in people.PERSON_NOUNS_AND_TITLES and parse.tag[office] not in _PROPER)
        or at + 1 >= high
        or parse.lower[at] not in _OFFICE_OF
    ):
        return -1
    end = min(high, at + _WIDEST_OFFICE)
    at += 1
    while at < end and (parse.tag[at] in _IN_OFFICE or parse.lower[at] in _OFFICE_OF):  # "of State for the Sea"
        if parse.tag[at] in _PROPER and parse.word[at][0].isupper():
            first, last = proper_run(parse, at)
            # "Hall of Famer Jane Brown"
            if _given_after_office(parse, first, last) > first or _behind_an_office(parse, first, last) > first:
                return last
            at = last
        at += 1
    return -1


def _office_before(parse: Parse, first: int) -> int:
    """The office in "Speaker of the House" and "President of the Teachers' Union" before a run of names; else -1."""
    at = first - 1
    low = max(parse.sentence_of(first)[0], first - _WIDEST_OFFICE)
    while at > low:
        while at > low and parse.tag[at] in _IN_OFFICE:
            at -= 1
        if at <= low or parse.lower[at] not in _OFFICE_OF:
            return -1
        at -= 1
        if key(parse.word[at]) in people.PERSON_NOUNS_AND_TITLES:
            return at
    return -1


def _given_after_office(parse: Parse, first: int, last: int) -> int:
    """Where the name begins in "Speaker of the House Jane Brown" and "Mayor of London Jane Brown"; else ``first``."""
    if last - first < 2 or key(parse.word[last]) in BODY_WORDS or _office_before(parse, first) < 0:
        return first
    given = next((t for t in range(first + 1, last) if key(parse.word[t]) in GIVEN), first)
    folded = [fold(key(parse.word[t])) for t in range(first, last + 1)]
    if given == first and is_common_word(folded[0]) and not any(map(is_common_word, folded[1:])):
        return first + 1  # "Director of Health Joneigh Khaldun"
    if given == first and _is_lettered(parse.word[first + 1]):
        return first + 1  # "Leader of the Opposition R. Ashwath Kamath"
    if (
        given > first
        or key(parse.word[first]) in GIVEN
        or key(parse.word[_office_before(parse, first)]) not in POSITIONS
    ):
        return given
    # "Chief Minister of Kalinpur Prakash Rao Naidu": an office of a place, whose name is one word, or two.
    place = 1 + (key(parse.word[first]) in people.PLACE_PREFIXES)
    words = [key(parse.word[t]) for t in range(first, last + 1)]
    return first + place if len(words) - place >= 2 and not BODY_WORDS & set(words) else first


def _body_end(parse: Parse, first: int, last: int) -> int:
    """The last token of a body's name that goes on: "Department of Justice", "Council on Foreign Relations"."""
    _, high = parse.sentence_of(last)
    body = key(parse.word[last]) in BODY_WORDS
    body = body or (first == last and parse.lower[first - 1 : first] == ["the"] and key(parse.word[last]) not in TITLES)
    at = last + 1
    if not body or at + 1 >= high or parse.lower[at] not in OF or parse.head[at] != last:
        return last
    at += parse.lower[at + 1] == "the"
    end = last
    while at + 1 < high and parse.tag[at + 1] in _PROPER and parse.word[at + 1][0].isupper():
        if parse.lower[at + 1] in WEEKDAYS or parse.lower[at + 1] in UNMISTAKABLE_MONTHS:
            break
        at = end = proper_run(parse, at + 1)[1]
        goes_on = at + 2 < high and parse.lower[at + 1] in ("and", "of", "at") and parse.left[at + 2] == at + 2
        at += goes_on and _hangs_on(parse, at + 2, last)
    return end


def _hangs_on(parse: Parse, token: int, head: int) -> bool:
    """Whether a token hangs, by at most six steps, on ``head``."""
    for _ in range(6):
        if token == head:
            return True
        token = parse.head[token]
    return False


_COMPASS = "NSEW"
"""Initials that stand for a part of a place as well."""


@lru_cache(10_000)
def reads_as_person(words: tuple[str, ...], title: str) -> bool:
    """Whether the words of a name, and the title before it, read as a person's."""
    # "Kim Jong Un" isn't the UN.
    keys = [key(word) if word.isupper() or len(word) > len("UN") else word for word in words]
    if len(words) > 1 and keys[0] in people.NAMED_PLACES and keys[1] not in GENDER:
        return False
    if "&" in words or keys[-1] in BODY_WORDS or (any(k in BODY_WORDS for k in keys) and keys[0] not in GENDER):
        return False
    if title:
        return True
    if len(words) == 1:
        return False
    initials = sum(map(_is_initial, words[:-1]))
    if initials > 1:
        return True
    # "R. Sugden" and "S. Yallappa Naik" are somebody, "S. Korea" isn't.
    lettered = len(words) > 2 or words[0][0] not in _COMPASS
    particles = people.PARTICLES if keys[0] in GIVEN else people.PARTICLES_OF_PEOPLE
    own = [w for w in words if not (lettered and _is_lettered(w)) and w not in particles]
    capitals = all(_ARTICLE.sub("", w)[0].isupper() and not w.isupper() for w in own)
    return keys[0] in GENDER or (0 < len(own) <= len(words) <= 4 and capitals)


_LONGEST_OFFICE = 14
"""Tokens of "of the Regional Union for the Protection of Small Fishermen" between a role and a comma."""
_JOINS_OFFICE = frozenset("of for in at to on and".split())


def presented(parse: Parse, token: int) -> Named | None:
    """The person between commas behind an office: "the head of the Union for Small Fishermen, Jane Brown, said".

    Told by where it stands, as the parser often hangs the name on the last word of the office.
    """
    if key(parse.word[token]) not in people.PERSON_NOUNS_AND_TITLES or parse.tag[token] not in ("NN", "NNP"):
        return None
    _, high = parse.sentence_of(token)
    at = token + 1
    end = min(high - 2, token + _LONGEST_OFFICE)
    if at < end and parse.lower[at] in _JOINS_OFFICE:
        while at < end and (parse.tag[at] in (*_IN_OFFICE, "CD", "PRP$") or parse.lower[at] in _JOINS_OFFICE):
            at += 1
    if at >= end or parse.word[at] != "," or parse.stand_in[at + 1]:
        return None
    named = named_at(parse, at + 1)
    if named is None or not named.person or len(named.words) < 2 or named.last < at + 1 or named.first > at + 4:
        return None
    after = named.last + 1
    closed = after < high and parse.word[after] in (",", "(", "–", "—")
    listed = after + 1 < high and (parse.tag[after + 1] == "CC" or parse.tag[after + 1] in ("NNP", "NNPS"))
    return named if closed and not (listed and not _is_post_nominal(parse.word[after + 1])) else None


def _mend_age(parse: Parse, token: int) -> None:
    """Make a noun phrase of "the 19-year-old" before a verb, which the parser hangs on the verb word by word."""
    verb = parse.head[token]
    low, _ = parse.sentence_of(token)
    article = next((t for t in range(token - 1, max(low, token - 6) - 1, -1) if parse.lower[t] == "the"), -1)
    if article < 0 or verb <= token or parse.tag[verb] not in VERBS:
        return
    parse.tag[token], parse.dep[token], parse.left[token] = "NN", "nsubj", article
    if article in parse.children[verb]:
        parse.children[verb].remove(article)
        parse.children[token].insert(0, article)
        parse.head[article] = token


_LONGEST_TAIL = 6
"""Letters of the second part of a given name: "seok", "hsiung"."""


def _mend_tails(parse: Parse) -> None:
    """Make proper nouns of a given name in two parts behind a family's, wherever an article has it: "Han Soon-ok"."""
    found = set[tuple[str, str]]()
    places = []
    for token in range(3, len(parse)):
        tail, given, family = parse.word[token], parse.word[token - 2], parse.word[token - 3]
        if not _is_hyphen(parse, token - 1) or not (given.istitle() and family.istitle()):
            continue
        if not (tail.islower() and tail.isalpha() and len(tail) <= _LONGEST_TAIL):
            continue
        places.append(token)
        if parse.tag[token - 3] not in _PROPER or key(given) in people.PERSON_NOUNS_AND_TITLES:
            continue
        is_named = parse.tag[token] in _PROPER
        is_rare = parse.tag[token - 2] in _PROPER and parse.tag[token] not in VERBS
        if is_named or (is_rare and not is_common_word(key(given)) and not is_common_word(tail)):
            found.add((given, tail))
    for token in places:
        if (parse.word[token - 2], parse.word[token]) in found:
            parse.tag[token - 2] = parse.tag[token] = "NNP"
            parse.tag[token - 1] = "HYPH"


def mend(parse: Parse) -> None:
    """Make proper nouns of words that the tagger missed, though they are somebody's name, and a noun of an age."""
    known = set()
    _mend_tails(parse)
    for token in range(1, len(parse) - 1 if "WHO" in parse.word else 0):
        if parse.word[token] == "WHO" and not (parse.word[token - 1].isupper() or parse.word[token + 1].isupper()):
            parse.tag[token] = "NNP"  # the World Health Organization
    for token in range(4, len(parse) - 1):
        if parse.lower[token] == people.AGE and parse.dep[token] == "amod" and parse.tag[token + 1] in VERBS:
            _mend_age(parse, token)
    for token in range(len(parse)):
        if parse.tag[token] == "NNP" and not parse.stand_in[token]:
            before = token > 0 and parse.tag[token - 1] == "NNP" and parse.head[token - 1] == token
            if before and parse.word[token][0].isupper() and not parse.word[token].isupper():
                known.add(parse.word[token])
    for token in range(len(parse)):
        if parse.tag[token] in _PROPER or parse.stand_in[token] or not parse.word[token][0].isupper():
            continue
        first = parse.word[token - 1] if token else ""
        after_given = token > 0 and parse.tag[token - 1] == "NNP" and bool({key(first), fold(first)} & GIVEN)
        begins = parse.dep[token - 1] == "compound" and parse.head[token - 1] == token if after_given else False
        # "Pádraig Feehily told", whose surname looks like an adverb
        begins = begins or (after_given and parse.tag[token] == "RB" and parse.head[token] == token - 1)
        may_be_first = key(parse.word[token]) in GIVEN or not is_known_word(fold(parse.word[token]))
        opens = may_be_first and parse.dep[token] == "compound" and parse.tag[parse.head[token]] == "NNP"
        opens = opens and parse.head[token] == token + 1  # "Iain Petrie", at the head of a sentence
        # "asked 16-year-old Tyrell Banks"
        inside = parse.tag[token] in ("NN", "NNS") and token > 1 and parse.tag[token - 1] == "NNP"
        inside = inside and parse.dep[token - 1] == "compound" and parse.head[token - 1] == token
        begins = begins or (inside and not is_common_word(fold(first)) and parse.word[token - 2].islower())
        if parse.word[token] in known or opens or (begins and not parse.word[token].isupper()):
            parse.tag[token] = "NNP"
    parse.names.clear()
