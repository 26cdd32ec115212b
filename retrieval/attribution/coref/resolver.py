"""Who a noun phrase stands for: a name made full, a pronoun resolved, or a description kept as it is."""

from __future__ import annotations

from dataclasses import replace

from retrieval.attribution.coref.definite_descriptions import Descriptions
from retrieval.attribution.coref.delayed_names import kept_for_later
from retrieval.attribution.coref.name_book import NameBook
from retrieval.attribution.coref.noun_phrases import (
    Voice,
    description,
    follows_quote,
    is_another,
    is_brought_in,
    is_joint_subject,
    is_led_up_to,
    is_one_who,
    is_whom_for,
    phrase,
)
from retrieval.attribution.coref.pronouns import Pronouns, SpokenOf
from retrieval.attribution.coref.roles import Roles, apposed_name, bearer_of
from retrieval.attribution.coref.salience import SPEAKING, Salience, Seen, clear_best
from retrieval.attribution.cues.cues import Frame
from retrieval.attribution.cues.givers import issuer
from retrieval.attribution.ner import Named, key, named_at, presented
from retrieval.attribution.parse import NOUNS, PROPER, SUBJECTS, Parse, weak
from retrieval.lang.en.first_names import GIVEN, is_first_name
from retrieval.lang.en.function_words import COPULAS, INDEFINITE, NOBODYS_NAME, PRONOUN_GENDER, SOME_OF
from retrieval.lang.en.people import (
    BEFORE_ONE_OFFICE,
    BODY_WORDS,
    GENDERED,
    NAME_TITLES,
    PERSON_NOUNS,
    POSITIONS,
    ROLES,
    SEATS,
    SEVERAL,
    TITLES,
)
from retrieval.lang.en.places import NATIONALITIES
from retrieval.lang.en.speech_nouns import DOCUMENTS, SPEECH_NOUNS
from retrieval.lang.en.speech_verbs import ASKS, QUESTIONED, REACHED

_LONGEST_CHAIN = 6
_PLACES = frozenset(["nsubj", "nsubjpass", "poss", "dobj", "pobj", "appos", "conj", "attr", "npadvmod"])


# What it adds to somebody's standing that the article gives him the very role. Tuned as the weights of salience are.
_BEARS = 0.8


class Voices:
    """Resolves the heads of noun phrases in one article, in reading order."""

    def __init__(self, parse: Parse, book: NameBook, frames: list[Frame], spoken_of: SpokenOf) -> None:
        self._parse = parse
        self._book = book
        self._known: dict[int, Voice | None] = {}
        self._spoken: set[str] = set()
        self._salience = Salience(parse, self._spoken)
        self.roles = Roles(parse, book)
        self._sources = {
            f.source: f
            for f in frames
            if f.source >= 0 and f.group in ("say", "act", "according") and parse.quote[f.verb] < 0
        }
        self.delayed = kept_for_later(parse, book, self.roles, self._sources)
        for token, name in self.delayed.items():
            self.roles.give(token, name)
        self._verb_frames = {f.verb: f for f in frames if f.source >= 0}
        self._pronouns = Pronouns(parse, book, self._salience, self._verb_frames, self._known, self.at, spoken_of)
        self._descriptions = Descriptions(parse, book, self._salience, self.roles, self._known)
        self._note_genders()
        self._resolve_all()

    def _note_genders(self) -> None:
        """What relative clauses tell: "Jones, who spoke in his office" is a man."""
        parse = self._parse
        for verb in range(len(parse)):
            if parse.dep[verb] != "relcl":
                continue
            if not any(parse.lower[t] == "who" for t in parse.children_by(verb, "nsubj", "nsubjpass")):
                continue
            named = bearer_of(parse, parse.head[verb])
            clause = range(verb, parse.right[verb] + 1)
            if named is None or any(parse.quote[t] >= 0 or self._person_at(t) is not None for t in clause):
                continue
            # "Jones, who came after her": of somebody else.
            own = [t for t in clause if parse.dep[t] in (*SUBJECTS, "poss") and parse.lower[t] in PRONOUN_GENDER]
            told = {PRONOUN_GENDER[parse.lower[t]] for t in own}
            if len(told) == 1 and self._book.is_person(named):
                self._book.note_gender(named.words, told.pop())

    def _person_at(self, token: int) -> str | None:
        named = named_at(self._parse, token) if self._parse.tag[token] in PROPER else None
        return self._book.fullest(named) if named is not None and self._book.is_person(named) else None

    def at(self, token: int) -> Voice | None:
        """The voice of the noun phrase headed by ``token``; None where it can't speak."""
        if token not in self._known:
            self._known[token] = self._voice(token)
        return self._known[token]

    def joint(self, token: int) -> list[Voice]:
        """The others who are named to speak with the one at ``token``: "Jones and Brown said"."""
        first = self.at(token)
        if first is None or first.name is None or not first.person:
            return []
        found: list[Voice] = []
        at = token
        while (others := self._parse.children_by(at, "conj")) and self._adds(at):
            at = others[0]
            named = named_at(self._parse, at) if first.first <= at <= first.last else None
            if named is None or not self._book.is_person(named):
                return []  # "Marks and Spencer" is one body
            name = self._book.fullest(named)
            found.append(replace(first, name=name, gender=self._book.gender_of(name)))
        return [each for each in found if each.name != first.name]

    def _adds(self, token: int) -> bool:
        """Whether what is joined to a noun is added to it: by "and", and not by "and not", "or", "neither … nor"."""
        parse = self._parse
        joints = [parse.lower[t] for t in parse.children_by(token, "cc", "preconj", "neg")]
        others = parse.children_by(token, "conj")
        denied = any(parse.lower[t] == "not" for other in others for t in range(token + 1, other))
        return not denied and not set(joints) - {"and", "&", "both"}

    def _is_one_of(self, first: int, last: int) -> bool:
        """ "Either Jones or Brown", "neither Jones nor Brown": nobody certain."""
        parse = self._parse
        return parse.lower[first] in ("either", "neither") or any(
            parse.lower[t] in ("or", "nor") and parse.tag[t - 1] in PROPER and parse.tag[t + 1] in PROPER
            for t in range(first + 1, last)
        )

    def _resolve_all(self) -> None:
        parse = self._parse
        for token in self._sources:
            if parse.lower[token] not in PRONOUN_GENDER:
                voice = self._voice(token)
                if voice is not None and voice.name and voice.person:
                    self._spoken.add(voice.name)
        met: set[str | None] = set()
        for token in range(len(parse)):
            if parse.stand_in[token]:
                continue
            dep = parse.dep[token]
            if token not in self._sources and dep not in _PLACES and dep != "dative":
                continue
            asked = self._is_asked_him(token)
            brought_in = parse.lower[token] in PERSON_NOUNS and is_brought_in(parse, token, self._person_at)
            if (
                not (asked or brought_in)
                and dep in ("dative", "dobj", "pobj", "appos", "conj", "attr", "npadvmod")
                and parse.tag[token] != "NNP"
            ):
                continue
            if dep == "poss" and parse.tag[token] not in ("NNP", "PRP$", "NN"):
                continue
            voice = self._voice(token)
            self._known[token] = voice
            named_here = self._salience.at_home(token, voice.gender) if voice is not None and voice.pronoun else set()
            if voice is not None and dep == "nsubj" and voice.name and voice.gender and named_here == {voice.name}:
                # "Lockyer said …, she added": whose first name tells nothing is a woman from there on.
                self._book.gender.setdefault(voice.name, voice.gender)
            named = voice is not None and voice.name is not None and voice.person and parse.quote[token] < 0
            unknown = token in self._pronouns.unnamed and dep in SUBJECTS and parse.quote[token] < 0
            is_somebody = token in self.delayed or (voice is not None and self._is_somebody(token, voice))
            if voice is not None and dep in SUBJECTS and is_somebody:
                named, unknown = False, True  # a pronoun beside one whom only a later paragraph names may be another's
            if voice is not None and dep in SUBJECTS and self._is_by_trade(token, voice):
                # "The goalkeeper blamed himself": he may well speak next
                unknown = brought_in or self._blocks(token, voice)
            if voice is not None and is_another(parse, token):
                voice, unknown = replace(voice, pronoun=False), True
            if voice is None or not (named or unknown):
                continue
            name = voice.name if named else None
            if named and self._is_mere_role(token, voice):
                if not self._blocks(token, voice):
                    continue
                name = None
            # "Jones's mum, Denise, was": about Denise.
            owns = dep == "poss" and parse.dep[parse.head[token]] in SUBJECTS
            owns = owns and parse.tag[parse.head[token]] != "NNP" and apposed_name(parse, parse.head[token]) is None
            gives = self._gives_words(token)
            led_to = is_whom_for(parse, token) or is_brought_in(parse, token, self._person_at)
            rank = max(self._rank(token), 3 if gives else 2 if led_to else 0)
            low, _ = parse.sentence_of(token)
            first = low == 0 or parse.paragraph[low - 1] != parse.paragraph[low]
            opens = first and (voice.first == low or (rank >= 2 and not parse.stand_in[low]))
            opens = opens or gives or (first and name is None and owns and self._follows_adverb(voice.first, low))
            fresh = rank >= 2 and name not in met and self._book.is_full(name or "")
            if opens and owns and name is None:
                rank, owns, fresh = 2, False, True
            fresh = fresh or (opens and rank == 2 and bool(parse.children_by(parse.head[token], "acomp")))
            met.add(name)
            known = (
                voice.gender is not None or name is None or name in self._spoken or bool(self.roles.of(name) & ROLES)
            )
            first_name = key((name or "?").split()[0])
            known = known or is_first_name(first_name) or (self._book.is_full(name or "") and first_name in GIVEN)
            self._salience.add(Seen(token, name, voice.gender, voice.pronoun, rank, owns, opens, fresh, known))

    def _is_somebody(self, token: int, voice: Voice) -> bool:
        """ "A yam seller told us": somebody without a name, by any noun that isn't known for something else."""
        parse = self._parse
        noun = parse.lower[token]
        described = voice.name is not None and voice.name[0].islower() and not voice.person and not voice.pronoun
        told = token in self._sources and self._sources[token].group == "say" and parse.quote[token] < 0
        told = told and not parse.children_by(token, "conj")
        other = SEVERAL | BODY_WORDS | SPEECH_NOUNS | DOCUMENTS
        return (
            described
            and told
            and parse.tag[token] == "NN"
            and noun not in other
            and (not weak(parse, token) or is_one_who(parse, token))
        )

    def _is_by_trade(self, token: int, voice: Voice) -> bool:
        """Whether one without a name is told of by what they do or are to somebody: "the goalkeeper", "a neighbour"."""
        parse = self._parse
        unnamed = voice.name is not None and voice.name[0].islower() and not voice.person and not voice.pronoun
        one = parse.tag[token] == "NN" and parse.lower[token] in PERSON_NOUNS and not parse.children_by(token, "conj")
        one = one or (parse.lower[token] == "one" and bool(parse.children_by(token, "prep")))  # "one of the girls"
        return unnamed and one and parse.quote[token] < 0

    def _blocks(self, token: int, voice: Voice) -> bool:
        """Whether an unnamed person is what a clause is about, so that a pronoun after it may well be theirs."""
        parse = self._parse
        # "The nominee's support is new": about the nominee.
        subject = parse.head[token] if parse.dep[token] == "poss" else token
        return (
            parse.dep[subject] == "nsubj"
            and parse.dep[parse.head[subject]] in ("ROOT", "conj")
            and parse.lower[voice.first] in ("the", "a", "an", "one")
        )

    def _follows_adverb(self, token: int, low: int) -> bool:
        """Whether only "Meanwhile," or "But" stands before a token in its sentence."""
        parse = self._parse
        return all(parse.tag[t] in ("RB", "CC", ",") for t in range(low, token))

    def _gives_words(self, token: int) -> bool:
        """Whether the words of the next sentence are said to come from somebody: "a note from Jones. '…'"."""
        parse = self._parse
        _, high = parse.sentence_of(token)
        if high == len(parse) or not parse.stand_in[high]:
            return False
        giver = parse.head[token] if parse.dep[token] in ("conj", "appos") else token
        source = parse.head[giver]
        told = parse.lower[source - 1 : source + 1]
        return parse.dep[giver] == "pobj" and len(told) == 2 and told[0] in SPEECH_NOUNS and told[1] == "from"

    def _is_mere_role(self, token: int, voice: Voice) -> bool:
        """ "The senator", "a conservative": somebody else's description, unless nobody but the text names them."""
        if self._parse.tag[token] in ("NNP", "NNPS", "PRP", "PRP$") or self._book.is_full(voice.name or ""):
            return False
        if (voice.name or "") in self._parse.word[voice.first : voice.last + 1]:
            return False  # "his daughter Louise"
        return token not in self._sources or self._parse.lower[voice.first] == "the"

    def _rank(self, token: int) -> int:
        parse = self._parse
        above = parse.head[token]
        if parse.dep[token] == "appos" and parse.dep[above] == "ROOT" and parse.children_by(above, "acl"):
            return 2  # "The firm's engineer, Jones, accepted that": a clause that the parser takes for a noun phrase
        if self._is_presented(token) or is_led_up_to(parse, token):
            return 2
        if self._is_asked_him(token):
            return 3
        if parse.dep[token] not in SUBJECTS and token not in self._sources:
            return 2 if is_joint_subject(parse, token) else 0
        verb = parse.head[token]
        if self._is_asked(token, verb) or follows_quote(parse, token, verb):
            return 3
        top = parse.dep[verb] in ("ROOT", "conj") or (token in self._sources and not self._inside_report(token))
        if token in self._sources:
            cue = self._sources[token].verb
            if parse.dep[cue] in ("relcl", "acl") and parse.tag[cue] != "VBG":
                # "Rivals such as Jones, who say": told in passing, unless the clause itself is about them.
                agent = parse.dep[token] == "pobj" and parse.dep[verb] == "agent"
                main = parse.dep[token] in SUBJECTS and parse.dep[verb] == "ROOT"
                return 2 if agent or main or self._is_alone(cue) else 1
            # Who asks isn't who answers.
            return 3 if top and self._sources[token].lemma != "ask" else 1
        return 2 if top or self._is_alone(verb) else 1

    def _is_asked_him(self, token: int) -> bool:
        """Whether a pronoun stands for whom somebody asks, who will answer: "Khan asked him how many".

        Who is asked to do something may as well not.
        """
        parse = self._parse
        asks = parse.head[token]
        hearer = parse.lower[token] in ("him", "her") and parse.dep[token] in ("dobj", "dative")
        return hearer and parse.lower[asks] in ASKS and "to" not in parse.lower[token + 1 : token + 2]

    def _is_presented(self, token: int) -> bool:
        """Whether a sentence says who somebody or something is: "The first on the scene was Jones"."""
        parse = self._parse
        for _ in range(_LONGEST_CHAIN):
            token = parse.head[token] if parse.dep[token] == "appos" else token  # "her flatmate, the oboist Jones"
        verb = parse.head[token]
        if (
            token < verb
            or parse.dep[token] not in ("attr", "dep")
            or parse.dep[verb] != "ROOT"
            or parse.lower[verb] not in {*COPULAS, "be"}
        ):
            return False
        subjects = [self._known.get(t) for t in parse.children_by(verb, "nsubj")]
        return not any(v is not None and v.person and v.name for v in subjects)

    def _is_alone(self, verb: int) -> bool:
        """Whether a subordinate clause tells of somebody, and its main clause of a thing: "It ended when Jones …"."""
        parse = self._parse
        above = parse.head[verb]
        if parse.dep[verb] == "relcl" and any(parse.lower[t] == "when" for t in parse.children_by(verb, "advmod")):
            for _ in range(_LONGEST_CHAIN):  # "It is far from last summer, when Jones"
                nominal = parse.tag[above] in NOUNS or parse.dep[above] in ("prep", "advmod")
                above = parse.head[above] if nominal else above
        elif parse.dep[verb] != "advcl":
            return False
        if parse.dep[above] != "ROOT":
            return False
        return all(weak(parse, subject) for subject in parse.children_by(above, *SUBJECTS))

    def _is_asked(self, token: int, verb: int) -> bool:
        """Whether somebody is asked, or the text's own question is about him: an answer is his."""
        parse = self._parse
        if parse.dep[token] == "nsubjpass" and parse.lower[verb] in QUESTIONED:
            return True
        _, high = parse.sentence_of(token)
        for clause in parse.children_by(verb, "advcl"):
            if clause < token and parse.lower[clause] in REACHED:
                return True
        return parse.word[high - 1] == "?" and parse.dep[token] == "nsubj" and parse.head[verb] == verb

    def _inside_report(self, token: int) -> bool:
        """Whether a subject stands inside what another one is reported to say."""
        parse = self._parse
        current = self._sources[token].verb if token in self._sources else token
        for _ in range(6):
            above = parse.head[current]
            if above == current:
                return False
            frame = self._verb_frames.get(above)
            if frame is not None and parse.dep[current] in ("ccomp", "xcomp") and frame.source != token:
                return True
            current = above
        return False

    def _voice(self, token: int) -> Voice | None:
        parse = self._parse
        lower = parse.lower[token]
        if parse.stand_in[token] or parse.dep[token] == "expl":
            return None
        if lower in PRONOUN_GENDER:
            return self._pronouns.voice(token, PRONOUN_GENDER[lower])
        if lower == "one":  # "one of the 19 signatories, Jane Brown, disowned it"
            apposed = (named_at(parse, t) for t in parse.children_by(token, "appos"))
            if (bearer := next((each for each in apposed if each is not None and each.person), None)) is not None:
                full = self._book.fullest(bearer)
                return Voice(full, bearer.first, bearer.last, True, self._book.gender_of(full))
        in_capitals = parse.word[token] == "US" or (parse.word[token] == "WHO" and parse.tag[token] in PROPER)
        if not in_capitals and (lower in NOBODYS_NAME or parse.tag[token] in ("PRP", "WP", "WDT", "DT", "EX")):
            return self._vague(token)
        first, last = phrase(parse, token)
        named = self._named(token, first, last)
        if named is not None and self._is_numbered(first, named):
            return Voice(description(parse, first, last), first, last, False)
        if named is not None and self._is_mere_description(token, first, named):
            name = self._descriptions.person(
                token if key(parse.word[token]) in SEATS | POSITIONS else named.first, first
            )
            called = name or description(parse, first, last)
            gender = self._book.gender_of(name) if name is not None else None
            return Voice(called, first, last, True, gender, link="description" if name is not None else "")
        if named is not None:
            name = self._book.fullest(named)
            if any(parse.tag[at] in ("VBD", "VBZ", "VBP", "MD") for at in range(first, last + 1)):
                first, last = named.first, named.last
            certain = None if self._is_one_of(first, last) else name
            return Voice(certain, first, last, self._book.is_person(named), self._book.gender_of(name))
        if lower in SPEECH_NOUNS:
            giving = (t for t in parse.children_by(token, "prep") if parse.lower[t] == "from")
            givers = (t for preposition in giving for t in parse.children_by(preposition, "pobj"))
            for owner in (*parse.children_by(token, "poss"), *givers):
                voice = self._voice(owner)
                if voice is not None and voice.name:
                    return Voice(voice.name, voice.first, voice.last, voice.person, voice.gender)
            whose = issuer(parse, token)
            voice = self.at(whose) if whose >= 0 else None
            if voice is not None and voice.name and voice.name[0].isupper():
                return Voice(voice.name, first, last, voice.person, voice.gender, link="document")
        if parse.tag[token] in ("NN", "NNS", "NNP", "NNPS", "JJ", "CD", "JJS", "JJR", "VBN", "VBG", "RB", "FW"):
            return self._described(token, first, last)
        return None

    def _is_numbered(self, first: int, named: Named) -> bool:
        """ "The 14th Amendment": a word with an ordinal before it is one of several, and not a name alone."""
        before = self._parse.lower[named.first - 1] if named.first > first else ""
        ordinal = before[:1].isdigit() and before.endswith(("st", "nd", "rd", "th"))
        return ordinal and len(named.words) == 1 and not named.title

    def _is_mere_description(self, token: int, first: int, named: Named) -> bool:
        """ "The Norwegian", "the Member for Northport", "the Longmoor MP": capitals that only say what somebody is."""
        of_office = key(named.words[-1]).split("-")[-1] in POSITIONS and named.last > named.first
        of_office = of_office and not named.person and not {"of", "for"} & {*named.words}
        if of_office and self._parse.lower[first] == "the":
            return True  # "the Conservative Party Co-Chairman"
        if self._parse.lower[first] != "the" or named.first != first + 1:
            return False
        if key(named.words[-1]) in SEATS and named.words[-1].isupper() and len(named.words) > 1:
            return True
        if named.person:
            return False
        noun = key(named.words[0])
        return (len(named.words) == 1 and noun in NATIONALITIES) or (
            named.words[1:2] in (("for",), ("of",)) and noun in PERSON_NOUNS
        )

    def _vague(self, token: int) -> Voice:
        """ "Many Republicans", "some in the crowd" keep their words; a bare "they" names nobody."""
        first, last = phrase(self._parse, token)
        if last > token and self._parse.lower[token] in SOME_OF:
            return Voice(description(self._parse, first, last), first, last, False)
        return Voice(None, token, token, False, pronoun=True)

    def _described(self, token: int, first: int, last: int) -> Voice:
        parse = self._parse
        lower = parse.lower[token]
        bearer = bearer_of(parse, token) if parse.lower[first] in INDEFINITE and parse.tag[token] == "NN" else None
        if bearer is not None and bearer.person and bearer.last < first and parse.word[bearer.last + 1] == ",":
            borne = self._book.fullest(bearer)  # "Jones, a member who had said"
            return Voice(borne, bearer.first, bearer.last, True, self._book.gender_of(borne))
        if (name := self.delayed.get(token)) is not None:
            return Voice(name, first, last, True, self._book.gender_of(name), link="description")
        gender = GENDERED.get(lower)
        role = lower in PERSON_NOUNS or self.roles.borne_by_any(self.roles.role_at(token), token)
        if role and parse.lower[first] == "the" and last == token and parse.tag[token] not in ("NNS", "NNPS"):
            name = self._bearer(token, first)
            if name is not None and name not in self._pronouns.named_below(token):
                return Voice(name, first, last, True, self._book.gender_of(name), link="role")
        name = self._descriptions.person(token, first)
        if name is not None and name not in self._pronouns.named_below(token):  # "The general is suing Jones"
            return Voice(name, first, last, True, self._book.gender_of(name), link="description")
        if (name := self._descriptions.body(token, first, last)) is not None:
            return Voice(name, first, last, False, link="described body")
        one = parse.tag[token] not in ("NNS", "NNPS") and not parse.children_by(token, "conj")
        return Voice(description(parse, first, last), first, last, one and lower in ROLES, gender)

    def _bearer(self, token: int, first: int) -> str | None:
        """Who is meant by "the mayor": who bears the role by the article so far, unless another one stands out."""
        parse = self._parse
        role = self.roles.role_at(token)
        plain = first == token - 1 or (first == token - 2 and parse.lower[first + 1] in BEFORE_ONE_OFFICE)
        plain = plain or (role not in POSITIONS and self.roles.is_coloured(first, token))
        scores = self._salience.scores(token, GENDERED.get(parse.lower[token]), SPEAKING)
        beside = self.roles.beside(first, token)
        bearers = self.roles.bearers(role, token, beside)
        told_apart = beside and self.roles.told_apart(role, token, beside)
        if not bearers and self.roles.borne_by_any(role, token):
            return None
        hinted = self.roles.hinted(role, token) if plain and not bearers else set()
        if len(hinted) == 1:
            return hinted.pop()
        scores.pop(None, None)
        best = clear_best(scores)
        if bearers:
            if best is not None and best in bearers:
                return best
            if len(bearers) == 1 and (plain or told_apart):
                return next(iter(bearers))
            named: dict[str | None, float] = {name: score for name, score in scores.items() if name in bearers}
            most = max(named.values(), default=-9.0) + _BEARS
            rivals = [n for n, score in scores.items() if n is not None and score > most]
            if not plain or role not in POSITIONS or any(not self.roles.of(n) for n in rivals):
                return None
            return next(iter(bearers)) if len(bearers) == 1 else clear_best(named)
        # Nobody bears it by the text: only the one person whom the article has named so far.
        alone = self._salience.names_before(token)
        met = self._descriptions.met_as_another(parse.lower[token], token)
        if (
            plain
            and role in POSITIONS
            and not any(parse.lower[t] in ("him", "her") for t in parse.children[parse.head[token]])
            and len(alone) == 1
            and best in alone
            and not met
            and not self.roles.of(best or "")
        ):
            return best
        # Else the only one to whom the article gives it, further on.
        later = self.roles.bearers(role, len(parse), beside)
        one = role in POSITIONS and len(later) == 1 and len({given.name for given in self.roles.given(role)}) == 1
        known = plain or self.roles.told_apart(role, len(parse), beside)
        return later.pop() if one and known and not met and best is None else None

    def _is_in_a_mood(self, named: Named | None, first: int) -> bool:
        """Whether "an angry Jones" is the one whom the article gives in full."""
        if named is None or first + 1 >= named.first:
            return False
        moods = all(self._parse.tag[t] in ("JJ", "VBN") for t in range(first + 1, named.first))
        return moods and self._book.is_full(self._book.fullest(named))

    def _of_two_offices(self, token: int, first: int) -> Named | None:
        """Who bears both in "Bank President and CEO Roger Dow", where the parser takes the first for somebody else."""
        parse = self._parse
        office = key(parse.word[token]) in POSITIONS
        if not (office or key(parse.word[token]) in PERSON_NOUNS) or parse.lower[first] in ("a", "an"):
            return None
        if office and parse.lower[first] == "the":
            return None  # "the president and Prime Minister Jane Brown" are two
        for other in parse.children_by(token, "conj"):
            named = named_at(parse, other)
            between = [key(parse.word[t]) for t in range(token + 2, named.first)] if named is not None else []
            joined = parse.lower[token + 1] in ("and", "&") and between
            if (
                named is not None
                and named.person
                and joined
                and between[-1] in TITLES | ROLES | PERSON_NOUNS | {"executive"}
            ):
                return named
        return None

    def _of_unknown_office(self, named: Named, token: int) -> Named | None:
        """Who is named in "the Iyaloja of the market, Chief (Mrs.) Jane Brown, said": any word may be an office."""
        parse = self._parse
        office = len(named.words) == 1 and parse.lower[named.first - 1] == "the" and named.first == token
        if not office or key(named.words[0]) in BODY_WORDS or named.words[0].isupper():
            return None
        for child in parse.children_by(token, "appos") if office else ():
            bearer = named_at(parse, child) if child > token else None
            if bearer is not None and bearer.person and len(bearer.words) > 1:
                return bearer
        return None

    def _is_of_another(self, token: int) -> bool:
        """Whether a name behind a noun is that of somebody else: "the family of one patient, Jones", "Jones's fans"."""
        parse = self._parse
        bound = parse.children_by(token, "det", "poss")  # "outside court, Detective Ian Wray" isn't "the court, …"
        if parse.tag[token] == "NNS" or (
            bound and parse.tag[token] == "NN" and parse.lower[token] in SEVERAL | BODY_WORDS
        ):
            return True
        gender = GENDERED.get(parse.lower[token])
        for preposition in parse.children_by(token, "prep"):
            for other in parse.children_by(preposition, "pobj"):
                named = named_at(parse, parse.right[other]) if gender else None
                if named is not None and gender != self._book.gender_of(named.text) is not None:
                    return True
                if any(parse.lower[t] in ("one", "another") for t in parse.children_by(other, "nummod", "det")):
                    return True
        return False

    def _named(self, token: int, first: int, last: int) -> Named | None:
        parse = self._parse
        if (borne := self._of_two_offices(token, first)) is not None:
            return borne
        of_another = self._is_of_another(token)
        if not of_another and (office := presented(parse, token)) is not None:
            return office
        named = named_at(parse, token)
        if named is not None and not of_another and (bearer := self._of_unknown_office(named, token)) is not None:
            return bearer
        bare = False
        if parse.lower[first] == "the" and named is not None and len(named.words) == 1:
            letters = key(named.words[0])
            if named.words[0].isupper() and (letters in SEATS or self.roles.bearers(letters, token)):
                return None  # "the CS", of whom the article has told that she is the Cabinet Secretary
        compound = first + 1 < token and parse.tag[first + 1] == "HYPH"  # "two-goal striker Kofi Mensah"
        if parse.lower[first] in INDEFINITE and first < token and not compound and not self._is_in_a_mood(named, first):
            named = None
        if named is not None:
            # "King said" names a King whom the article has in full; "the King said" doesn't.
            sort = key(named.words[0])
            bare = sort in ROLES or (parse.lower[first] == "the" and sort in PERSON_NOUNS | NAME_TITLES)
            bare = bare and named.first == named.last
            if not bare or (
                first == last and parse.tag[token] == "NNP" and self._book.is_full(self._book.fullest(named))
            ):
                return named
        if named is None and not of_another and (beside := apposed_name(parse, token)) is not None:
            return beside
        for child in parse.children_by(token, "appos") if not of_another else ():
            if first <= child <= last:
                apposed = named_at(parse, child)
                if apposed is not None and apposed.person:
                    return apposed
        if named is not None and bare and (parse.lower[first] == "the" or parse.children_by(token, "poss")):
            # "The President" is the person who bears the role.
            return None
        return named
