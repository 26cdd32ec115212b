"""Names in an article: what a noun phrase names, and the fullest form that the article gives for it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from retrieval.attribution.parse import VERBS, Parse
from retrieval.lang.en import people
from retrieval.lang.en.first_names import GENDER, GIVEN, is_first_name
from retrieval.lang.en.people import BODY_WORDS, GENDERED, PERSON_NOUNS, POSITIONS, ROLES, TITLES
from retrieval.lang.en.places import NATIONALITIES
from retrieval.lang.en.times import BEFORE_A_MONTH, MONTHS, UNMISTAKABLE_MONTHS, WEEKDAYS
from retrieval.lang.tokens import fold
from retrieval.lang.word_meaning import is_common_word, is_known_word

_PROPER = ("NNP", "NNPS")
_POSSESSIVE = re.compile(r"['’]s?$")


def key(word: str) -> str:
    """A word as it is compared: lower case, without full stops and a possessive ending."""
    return (word if word.isalpha() else _POSSESSIVE.sub("", word).replace(".", "")).lower()


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
        step = 2 if first - 2 >= low and _is_hyphen(parse, first - 1) else 1
        if not _joins(parse, first - step, first, step):
            break
        first -= step
    while last + 1 < high:
        step = 2 if last + 2 < high and _is_hyphen(parse, last + 1) else 1
        if last + step >= high or not _joins(parse, last, last + step, step):
            break
        last += step
    return first, last


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


def _joins(parse: Parse, left: int, right: int, step: int) -> bool:
    """Whether two neighbours (or two with a hyphen between) belong to one name."""
    if parse.quote[left] != parse.quote[right]:
        return False
    for at in (left, right):
        particle = parse.lower[at] in people.CASED_PARTICLES
        if parse.tag[at] not in _PROPER and not particle and not _is_initial(parse.word[at]):
            return False
        if not (parse.word[at][0].isupper() or particle or parse.word[at][0].isdigit()):
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


_OF = ("of", "for", "on")


def named_at(parse: Parse, token: int) -> Named | None:
    """The name whose run covers ``token``, titles taken off; None where there is none."""
    if (borne := _borne(parse, token)) >= 0:
        token = borne
    if parse.tag[token] not in _PROPER or not parse.word[token][0].isupper() or parse.lower[token] in WEEKDAYS:
        return None
    first, last = proper_run(parse, token)
    while first < last and (parse.word[first] in people.CASED_PARTICLES or _is_hyphen(parse, first)):
        first += 1
    begin, title = _behind_titles(parse, first, last)
    if first > 0 and not title and key(parse.word[first - 1]) in TITLES:
        title.append(key(parse.word[first - 1]))
    if (given := _given_after_office(parse, first, last)) > first:
        begin = given
        title = title or [key(parse.word[_office_before(parse, first)])]
    words: list[str] = []
    for at in range(begin, last + 1):
        if words and parse.start[at] == parse.end[at - 1]:
            words[-1] += parse.word[at]
        else:
            words.append(parse.word[at])
    bare = (*words[:-1], _POSSESSIVE.sub("", words[-1]))
    if not bare or not bare[0]:
        return None
    if len(bare) > 2 and _is_post_nominal(bare[-1]) and not bare[0].isupper():
        title.append(key(bare[-1]))
        bare = bare[:-1]
    if (end := _body_end(parse, begin, last)) > last:
        if (inner := _behind_an_office(parse, begin, end)) > begin:
            return named_at(parse, inner)
        return Named((*bare, *parse.word[last + 1 : end + 1]), begin, end, False)
    return Named(bare, begin, last, _reads_as_person(bare, " ".join(title)), " ".join(title))


def _behind_titles(parse: Parse, first: int, last: int) -> tuple[int, list[str]]:
    """Where the name begins in "Labour MP Diana Abbey", and the words before it that name a title, trade or office."""
    begin, title = first, list[str]()
    for at in range(first, last):
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
        letters = parse.word[at].isupper() and 2 <= len(word) <= _LONGEST_LETTERS and not parse.word[at + 1].isupper()
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


_LONGEST_LETTERS = 5
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
    while at < end and parse.tag[at] in _IN_OFFICE:
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
    while at > low and parse.tag[at] in _IN_OFFICE:
        at -= 1
    if at <= low or parse.lower[at] not in _OFFICE_OF:
        return -1
    return at - 1 if key(parse.word[at - 1]) in people.PERSON_NOUNS_AND_TITLES else -1


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
    if not body or at + 1 >= high or parse.lower[at] not in _OF or parse.head[at] != last:
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


def _reads_as_person(words: tuple[str, ...], title: str) -> bool:
    # "Kim Jong Un" isn't the UN.
    keys = [key(word) if word.isupper() or len(word) > len("UN") else word for word in words]
    if "&" in words or keys[-1] in BODY_WORDS or (any(k in BODY_WORDS for k in keys) and keys[0] not in GENDER):
        return False
    if title:
        return True
    if len(words) == 1:
        return False
    initials = sum(map(_is_initial, words[:-1]))
    if initials > 1:
        return True
    # "S. Yallappa Naik" is somebody, "S. Korea" isn't.
    own = [w for w in words if not _is_lettered(w)] if len(words) > 2 else words
    return keys[0] in GENDER or (len(words) <= 4 and all(w[0].isupper() and not w.isupper() for w in own))


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


def mend(parse: Parse) -> None:
    """Make proper nouns of words that the tagger missed, though they are somebody's name, and a noun of an age."""
    known = set()
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
        opens = (
            key(parse.word[token]) in GIVEN and parse.dep[token] == "compound" and parse.tag[parse.head[token]] == "NNP"
        )
        opens = opens and parse.head[token] == token + 1  # "Iain Petrie", at the head of a sentence
        # "asked 16-year-old Tyrell Banks"
        inside = parse.tag[token] in ("NN", "NNS") and token > 1 and parse.tag[token - 1] == "NNP"
        inside = inside and parse.dep[token - 1] == "compound" and parse.head[token - 1] == token
        begins = begins or (inside and not is_common_word(fold(first)) and parse.word[token - 2].islower())
        if parse.word[token] in known or opens or (begins and not parse.word[token].isupper()):
            parse.tag[token] = "NNP"


class NameBook:
    """The names of one article, and which fuller name a short one stands for."""

    def __init__(self, parse: Parse) -> None:
        self._paragraph = parse.paragraph
        self._stands: dict[tuple[str, ...], list[int]] = {}
        self.full: Counter[tuple[str, ...]] = Counter()
        self.first_seen: dict[tuple[str, ...], int] = {}
        self._by_last: dict[str, list[tuple[str, ...]]] = {}
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        self._titles: dict[tuple[str, ...], set[str]] = {}
        self._addressed: dict[str, list[str]] = {}
        self.gender: dict[str, str] = {}
        self._bodies: set[str] = set()
        token = 0
        while token < len(parse):
            if parse.tag[token] in _PROPER and not parse.stand_in[token] and parse.word[token][0].isupper():
                named = named_at(parse, token)
                if named is not None:
                    self._note(named)
                    token = max(token, named.last)
            token += 1
        for words in self.full:
            if len(words) < 2:
                continue
            self._by_last.setdefault(surname(words), []).append(words)
            self._by_first.setdefault(key(words[0]), []).append(words)
        for words, titles in self._titles.items():
            sexes = {GENDERED[t] for t in titles if t in GENDERED}
            if len(sexes) == 1:
                self.note_gender(words, sexes.pop())

        self._note_bodies(parse)

    def _note_bodies(self, parse: Parse) -> None:
        """Note names that the article calls "it": "Skerry Lines sold its ships"."""
        for token in range(len(parse)):
            if parse.lower[token] != "its" or parse.quote[token] >= 0:
                continue
            verb = parse.head[token]
            while parse.tag[verb] not in VERBS and parse.head[verb] != verb:
                verb = parse.head[verb]
            for subject in parse.children_by(verb, "nsubj", "nsubjpass"):
                named = named_at(parse, subject) if subject < token else None
                if named is not None and not named.title and key(named.words[0]) not in GIVEN:
                    self._bodies.add(named.text)

    def note_gender(self, words: tuple[str, ...], gender: str) -> None:
        """Note what a title or a role beside a name tells; a surname's says nothing against a known first name."""
        name = self.fullest(Named(words, 0, 0, True))
        known = GENDER.get(key(name.split()[0])) if len(words) < len(name.split()) else None
        if known in (None, gender):
            self.gender.setdefault(name, gender)

    def _gender_of(self, words: tuple[str, ...]) -> str | None:
        sexes = {GENDERED[t] for t in self._titles.get(words, ()) if t in GENDERED}
        return sexes.pop() if len(sexes) == 1 else GENDER.get(key(words[0]))

    def gender_of(self, name: str) -> str | None:
        """``m`` or ``f`` by how the article titles the bearer, else by a first name; None when it can't be told."""
        words = name.split()
        return self.gender.get(name) or (GENDER.get(key(words[0])) if len(words) > 1 else None)

    def is_full(self, name: str) -> bool:
        """Whether these words stand in the article as a name of more than one word."""
        words = tuple(name.split())
        return len(words) > 1 and words in self.full

    def is_person(self, named: Named) -> bool:
        """Whether the name reads as a person's, by its own words or by those of its fullest form."""
        if named.person:
            return named.text not in self._bodies or bool(named.title)
        if len(named.words) == 1 and key(named.words[0]) not in BODY_WORDS and not named.words[0].isupper():
            full = tuple(self.fullest(named).split())
            given = key(named.words[0]) in GENDER and key(named.words[0]) not in people.NAMES_LIKE_PLACES
            return len(full) > 1 or given or bool(self._titles.get(named.words)) or named.words[0] in self.gender
        lettered = len(named.words) == 2 and named.words[0].isupper()  # "PS Brandt"
        return lettered and not self.fullest(named).startswith(named.words[0])

    def people(self) -> list[tuple[str, ...]]:
        """The names of more than one word that read as a person's, the most frequent first."""
        named = [words for words, _ in self.full.most_common() if len(words) > 1]
        return [words for words in named if _reads_as_person(words, " ".join(self._titles.get(words, ())))]

    def places(self, words: tuple[str, ...]) -> list[int]:
        """The tokens where a name begins, in order."""
        return self._stands.get(words, [])

    def bearers(self, title: str) -> set[str]:
        """The full names that the article gives this title to."""
        return {self.fullest(Named(w, 0, 0, True)) for w, titles in self._titles.items() if title in titles}

    def _note(self, named: Named) -> None:
        self.full[named.words] += 1
        self.first_seen.setdefault(named.words, named.first)
        self._stands.setdefault(named.words, []).append(named.first)
        if named.title:
            self._titles.setdefault(named.words, set()).update(named.title.split())
            told = [GENDERED[title] for title in named.title.split() if title in GENDERED and len(named.words) == 1]
            self._addressed.setdefault(key(named.words[0]), []).extend(told)

    def fullest(self, named: Named) -> str:
        """The fullest name the article gives for the bearer of this one."""
        words = self._own(named.words)
        options: list[tuple[str, ...]] = [
            w for w in self._by_last.get(surname(words), ()) if len(w) > len(words) and _covers(w, words)
        ]
        options = [w for w in options if _reads_as_person(w, "x") and not _is_couple(w) and self._own(w) == w]
        if not options and len(words) == 2 and words[0].isupper() and 1 < len(words[0]) <= _LONGEST_LETTERS:
            # "PS Brandt": letters of an office before the surname of somebody whom the article gives in full.
            bearers = [w for w in self._by_last.get(surname(words), ()) if key(w[0]) != key(words[0])]
            options = [w for w in bearers if not words[1].isupper() and _reads_as_person(w, "x") and not _is_couple(w)]
        gender = next((GENDERED[t] for t in named.title.split() if t in GENDERED), None)
        if gender is not None:
            addressed = self._addressed.get(key(words[-1]), [])  # "Mr Jones" first, and then "Mrs Jones": another one
            untold = None if len(set(addressed)) < 2 or addressed[0] == gender else gender
            options = [w for w in options if self._gender_of(w) in (untold, gender)]
        if len(words) == 1 and not options and is_first_name(key(words[0])):
            options = [w for w in self._by_first.get(key(words[0]), ()) if _reads_as_person(w, "")]
        if len(words) == 1 and not options:
            # "Kim" is leader Kim Jong Un: a family's name that stands first.
            options = [
                w for w in self._by_first.get(key(words[0]), ()) if self._titles.get(w) and key(w[0]) not in GIVEN
            ]
            options = options if len(options) == 1 and _reads_as_person(options[0], "x") else []
        given = key(words[0]) in GIVEN and key(words[0]) not in people.NAMES_LIKE_PLACES
        if len(words) == 1 and not options and (given or named.title in people.HONORIFICS):
            # "Dr Tan" is Tan Mei Ling, "Arjun" Arjun Sethi.
            options = [w for w in self._by_first.get(key(words[0]), ()) if _reads_as_person(w, "x")]
            options = options if len(options) == 1 else []
        if len(words) == 1 and words[0].isupper() and len(words[0]) > 1:
            options = []
        if len(words) == 1 and key(words[0]) in BODY_WORDS:
            # "The Department" is the one whose name the article gives in full.
            options = [w for w in self._by_first.get(key(words[0]), ()) if w[1] in _OF]
            options = options if len(options) == 1 else []
        if not options:
            return " ".join(words)

        if len(words) == 1 and (near := self._named_just_before(named, options)) is not None:
            return " ".join(near)
        if len(words) == 1:  # people whom the article names later in full aren't meant yet
            options = [w for w in options if self.first_seen[w] < named.first] or options
        # A known first name tells a full name from words of a headline that happen to precede a surname.
        weights = [(key(w[0]) in GENDER, self.full[w], -self.first_seen[w], n) for n, w in enumerate(options)]
        best = options[max(weights)[-1]]
        earliest = min(options, key=self.first_seen.__getitem__)
        rivals = len(words) == 1 and key(best[0]) != key(earliest[0]) and key(earliest[0]) in GENDER
        if rivals and self.full[best] < 2 * self.full[earliest]:
            # Two of a family, one first and one more often: the surname alone could be either.
            return " ".join(words)
        return " ".join(best)

    def _own(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """A name without what a headline or a nickname glues to it, where the article has it alone as often.

        "Crooked Hillary Clinton" is Hillary Clinton, and "Sanders Burns Clinton", with first names, the first of them.
        """
        begins, ends = words[:2], words[-2:]
        are_two = len(words) > 3 and begins != ends and {key(begins[0]), key(ends[0])} <= GIVEN
        if are_two and begins in self.full and ends in self.full:
            return begins
        own = words[1:]
        if len(own) > 1 and key(words[0]) not in GIVEN and key(own[0]) in GIVEN and not BODY_WORDS & {*map(key, words)}:
            return own if self.full[own] >= max(1, self.full[words]) else words
        return words

    def _named_just_before(self, named: Named, options: list[tuple[str, ...]]) -> tuple[str, ...] | None:
        """The only one of several bearers of a surname whom its paragraph names before, else the last one before it."""
        families = {key(words[0]) for words in options}
        if len(families) < 2:
            return None
        home = self._paragraph[named.first]
        bare = min((at for at in self._stands.get(named.words, ()) if self._paragraph[at] == home), default=named.first)
        near = {
            words for words in options if any(self._paragraph[at] == home and at < bare for at in self._stands[words])
        }
        before = [(at, words) for words in options for at in self._stands[words] if self._paragraph[at] == home - 1]
        return near.pop() if len(near) == 1 else max(before)[1] if before and not near else None


def surname(words: tuple[str, ...]) -> str:
    """The last word of a name as a key; ``Jr.`` and the like don't count."""
    keys = [key(word) for word in words]
    while len(keys) > 1 and keys[-1] in people.NAME_SUFFIXES:
        keys.pop()
    return keys[-1]


def _covers(full: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Whether the words of ``short`` stand in ``full`` in order (an initial stands for its name)."""
    rest = iter([key(w) for w in full])
    return all(any(k == w or (len(k) == 1 and w.startswith(k)) for w in rest) for k in map(key, short))


def _is_couple(words: tuple[str, ...]) -> bool:
    return any(key(w) in ("and", "&") for w in words)
