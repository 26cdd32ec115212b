"""Whom "he" and "she" stand for: by the sentence's own syntax, else by who stands out before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from retrieval.attribution.coref.antecedent_odds import NOBODY, Antecedents
from retrieval.attribution.coref.name_book import NameBook
from retrieval.attribution.coref.noun_phrases import Voice, description, is_one_who, loosely_below, phrase
from retrieval.attribution.coref.roles import bearer_of
from retrieval.attribution.coref.salience import DOING, SPEAKING, Salience, Weights, clear_best, lead
from retrieval.attribution.cues.cues import Frame
from retrieval.attribution.ner import named_at
from retrieval.attribution.parse import NOUNS, SUBJECTS, VERBS, Parse, weak
from retrieval.attribution.quote_masking import Quote
from retrieval.lang.en.function_words import INDEFINITE, OF_MYSELF, PRONOUN_GENDER, READY_TO_SPEAK
from retrieval.lang.en.people import BODY_WORDS, GENDERED
from retrieval.lang.en.speech_verbs import ASKS, CUES

# "Jones is usually right," she said: seldom Jones herself.
_NAMES_ITSELF = 2.5
# Of an article, in which an obituary says who has died.
_FIRST_PARAGRAPHS = 4
# How likely somebody must be to be meant though another one stands out, or nobody does; and who stands out to be meant.
_SURE_AGAINST, _SURE_ALONE, _LEAST_LIKELY = 0.9, 0.7, 0.1
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


@dataclass(frozen=True, slots=True)
class SpokenOf:
    """Of whom each quote, by index, speaks: ``names`` are its words in capitals.

    ``others`` are the genders of a "he" or "she" where no "me" is: of somebody else than who says the words.
    """

    others: tuple[frozenset[str], ...] = ()
    names: tuple[frozenset[str], ...] = ()


def spoken_of(text: str, quotes: Sequence[Quote]) -> SpokenOf:
    """Of whom an article's quotes speak."""
    others, names = [], []
    for quote in quotes:
        said = [re.split("['’]", word)[0] for word in _WORD.findall(text[quote.inner_start : quote.inner_end])]
        names.append(frozenset(word for word in said if word[0].isupper()))
        spoken = {word.lower() for word in said}
        told = {PRONOUN_GENDER[word] for word in spoken & PRONOUN_GENDER.keys()}
        others.append(frozenset() if spoken & OF_MYSELF else frozenset(told))
    return SpokenOf(tuple(others), tuple(names))


class Pronouns:
    """Resolves the pronouns of one article.

    Args:
        parse: its tokens.
        book: its names.
        salience: those whom it has named so far.
        frames: its attributions, by the token of the cue.
        known: the voices found so far, by token; it grows in reading order.
        at: the voice of any noun phrase, by the token of its head.
        spoken_of: of whom its quotes speak.
    """

    def __init__(
        self,
        parse: Parse,
        book: NameBook,
        salience: Salience,
        frames: Mapping[int, Frame],
        known: Mapping[int, Voice | None],
        at: Callable[[int], Voice | None],
        spoken_of: SpokenOf,
    ) -> None:
        self._parse = parse
        self._book = book
        self._salience = salience
        self._verb_frames = frames
        self._known = known
        self._at = at
        self._spoken_of = spoken_of
        self._antecedents = Antecedents(parse, book, frames, known)
        self.unnamed: set[int] = set()

    def voice(self, token: int, gender: str) -> Voice:
        """Whom "he" stands for: who speaks around it, else the most prominent one before it of that gender."""
        nobody = Voice(None, token, token, True, gender, pronoun=True)
        for rule in (self._as_for, self._last_who_told, self._own_subject, self._told_of):
            if (name := rule(token, gender)) is not None:
                return replace(nobody, name=name, link=rule.__name__.strip("_"))
        if (name := self._who_led_in(token, gender)) is not None:
            return replace(nobody, name=name, link="led in")
        governing = self._governing(token, gender)
        if governing is not None:
            if self._names_another(token, gender, governing):
                return nobody
            return replace(nobody, name=governing.name, link="governing")
        if (name := self._in_the_clause_before(token, gender)) is not None:
            return replace(nobody, name=name, link="clause before")
        if (name := self._of_the_clause_ahead(token, gender)) is not None:
            return replace(nobody, name=name, link="clause before")
        if (beside := self._salience.pronoun_beside(token, gender)) is not None:
            return replace(nobody, name=beside.name, link="pronoun beside")
        if (name := self._of_own_mind(token, gender)) is not None:
            return replace(nobody, name=name, link="own mind")
        barred = self.named_below(token) | self._reported_on(token)
        weights = self._weights_for(token)
        if weights is DOING and (name := self._mourned(token, gender)) is not None:
            return replace(nobody, name=name, link="mourned")
        quote = self._quote_beside(token)
        wide = (
            weights is DOING or self._reports_before(token) or (quote >= 0 and gender in self._spoken_of.others[quote])
        )
        if self._salience.unnamed_just_before(token):
            return self._described(nobody)
        scores = self._salience.scores(token, gender, weights, barred, wide=wide)
        standing_out = self._standing_out(nobody, scores, quote)
        likely = self._antecedents.likely(token, gender, scores) if weights is SPEAKING else {}
        likeliest = max(likely, key=likely.__getitem__, default=NOBODY)
        here = self._parse.paragraph[token]
        told_of = any(self._salience.is_told_of(likeliest, paragraph) for paragraph in (here - 1, here))
        if likeliest in (NOBODY, standing_out.name) or (standing_out.name and told_of):
            return standing_out
        described = max(scores, key=scores.__getitem__, default="") is None and likeliest[0].isupper()
        least = _SURE_AGAINST if standing_out.name or described else _SURE_ALONE
        if likely[likeliest] >= least:
            return self._called(nobody, likeliest)
        return standing_out if likely.get(standing_out.name or NOBODY, 1.0) >= _LEAST_LIKELY else nobody

    def _standing_out(self, nobody: Voice, scores: dict[str | None, float], quote: int) -> Voice:
        """The voice of a pronoun beside a ``quote`` by who stands out clearly."""
        if quote >= 0:
            told = self._spoken_of.names[quote]
            scores = {n: score - _NAMES_ITSELF * bool(n and told & {*n.split()}) for n, score in scores.items()}
        best = clear_best(scores)
        if best is None and None in scores and clear_best({**scores, None: scores[None] + 0.7}) is None:
            return self._described(nobody)
        return replace(nobody, name=best, link=f"ahead by {lead(scores)}" if best is not None else "")

    def _called(self, nobody: Voice, name: str) -> Voice:
        """The voice of a pronoun that stands for somebody of that name, or that is only described so."""
        if name[0].islower():
            self.unnamed.add(nobody.first)
            return replace(nobody, name=name, person=False, link="unnamed")
        return replace(nobody, name=name, link="likely")

    def _described(self, nobody: Voice) -> Voice:
        """The voice of a pronoun for somebody without a name: as "a young apprentice" is called who spoke before."""
        parse, token = self._parse, nobody.first
        self.unnamed.add(token)
        if (at := self._salience.last_unnamed(token)) is None or parse.tag[at] != "NN":
            return nobody
        first, last = phrase(parse, at)
        is_one = parse.lower[first] in INDEFINITE and GENDERED.get(parse.lower[at]) in (None, nobody.gender)
        called = description(parse, first, last)
        return replace(nobody, name=called, person=False, link="unnamed") if is_one else nobody

    def _mourned(self, token: int, gender: str) -> str | None:
        """Whose life a paragraph of an obituary goes on with: "In 1961 he moved"."""
        low, _ = self._parse.sentence_of(token)
        opens = low == 0 or self._parse.paragraph[low - 1] != self._parse.paragraph[low]
        if not opens or self._late is None or any(self._parse.stand_in[low:token]):
            return None
        named = any(v is not None and v.name and v.person for t in range(low, token) if (v := self._known.get(t)))
        return self._late if not named and self._book.gender_of(self._late) in (None, gender) else None

    @cached_property
    def _late(self) -> str | None:
        """Who "has died", by one of the first paragraphs: of whom an obituary tells."""
        parse = self._parse
        for verb in range(bisect_left(parse.paragraph, _FIRST_PARAGRAPHS)):
            if parse.lower[verb] != "died" or not any(parse.lower[t] == "has" for t in parse.children_by(verb, "aux")):
                continue
            who = parse.head[verb] if parse.dep[verb] == "relcl" else next(iter(parse.children_by(verb, "nsubj")), verb)
            named = bearer_of(parse, who)
            if named is not None and self._book.is_person(named):
                return self._book.fullest(named)
        return None

    def _reports_before(self, token: int) -> bool:
        """Whether a pronoun's sentence tells of somebody before it: "Jones has failed, he claimed" isn't Jones."""
        clauses = self._parse.children_by(self._parse.head[token], "ccomp", "parataxis")
        return any(clause < token and not self._parse.stand_in[clause] for clause in clauses)

    def _quote_beside(self, token: int) -> int:
        """The quote that a pronoun stands behind, else the one that its sentence leads in; -1 where there is none."""
        parse = self._parse
        _, high = parse.sentence_of(token)
        ahead = (t for t in range(token, min(high + 1, len(parse))) if parse.stand_in[t])
        if token and parse.stand_in[token - 1]:
            return parse.quote[token - 1]
        return next((parse.quote[t] for t in ahead), -1)

    def _in_the_clause_before(self, token: int, gender: str) -> str | None:
        """The subject of the clause that a clause is joined to: "Jones was ill, and he stayed"."""
        parse = self._parse
        verb = parse.head[token]
        above = parse.head[verb]
        if parse.dep[token] != "nsubj" or parse.dep[verb] != "conj" or above >= token:
            return None
        return self._named_by(parse.children_by(above, "nsubj", "nsubjpass"), gender)

    def _of_the_clause_ahead(self, token: int, gender: str) -> str | None:
        """The only person in the clause that a sentence begins with: "When I put this to Jones, he shrugged".

        It tells its own subject: "Asked by Jones, he smiled" is of somebody before.
        """
        parse = self._parse
        low, _ = parse.sentence_of(token)
        ahead = [t for t in parse.children_by(parse.head[token], "advcl") if t < token]
        if parse.dep[token] != "nsubj" or len(ahead) != 1 or parse.left[ahead[0]] != low:
            return None
        if parse.tag[low] not in ("WRB", "IN") or not parse.children_by(ahead[0], *SUBJECTS):
            return None
        voices = [v for t in range(low, token) if (v := self._known.get(t)) is not None and v.person and not v.pronoun]
        names = {voice.name for voice in voices if voice.name}
        return names.pop() if len(names) == 1 and voices[0].gender in (None, gender) else None

    def _own_subject(self, token: int, gender: str) -> str | None:
        """The subject of the clause in which something is said to be "his": "Jones won applause with his claim"."""
        parse = self._parse
        if parse.dep[token] != "poss":
            return None
        verb = token
        while parse.tag[verb] not in VERBS and parse.head[verb] != verb:
            verb = parse.head[verb]
        owner = self._named_by([t for t in parse.children_by(verb, "nsubj", "nsubjpass") if t < token], gender)
        above = parse.head[verb]
        leads_on = parse.dep[verb] == "ccomp" and any(t > above for t in parse.children_by(above, "ccomp"))
        if owner is not None and (leads_on or parse.dep[verb] == "advcl"):
            self._salience.aside.add(token)
        return owner

    def _told_of(self, token: int, gender: str) -> str | None:
        """Whom a relative clause tells of: "Jones, who fished since he was ten", "Jones, a man who lost his land"."""
        parse = self._parse
        if parse.dep[token] not in ("nsubj", "nsubjpass", "poss"):
            return None
        clause = token
        while parse.dep[clause] != "relcl" and parse.head[clause] != clause:
            clause = parse.head[clause]
        who = any(parse.lower[t] == "who" for t in parse.children_by(clause, "nsubj", "nsubjpass"))
        named = bearer_of(parse, parse.head[clause]) if parse.dep[clause] == "relcl" and who else None
        if named is None or not self._book.is_person(named):
            return None
        between = (self._known.get(t) for t in range(named.last + 1, token))
        name = self._book.fullest(named)
        others = {v.name for v in between if v is not None and v.name and v.person} - {name}
        return name if not others and self._book.gender_of(name) in (None, gender) else None

    def _names_another(self, token: int, gender: str, speaker: Voice) -> bool:
        """Whether words that somebody reports name another one before "his": "Jones said of Brown that his claim"."""
        if self._parse.dep[token] != "poss":
            return False
        others = [self._known.get(t) for t in range(speaker.last + 1, token)]
        return any(
            v is not None and v.name and v.person and v.name != speaker.name and v.gender == gender for v in others
        )

    def _last_who_told(self, token: int, gender: str) -> str | None:
        """Who spoke last before "though he": "It came after Jones said …, though he didn't know"."""
        parse = self._parse
        verb = parse.head[token]
        if parse.dep[token] != "nsubj" or parse.lower[parse.left[verb]] not in ("though", "although"):
            return None
        low, _ = parse.sentence_of(token)
        told = [f.source for f in self._verb_frames.values() if f.group == "say" and low <= f.source < f.verb < token]
        return self._named_by(told[-1:], gender)

    def _who_led_in(self, token: int, gender: str) -> str | None:
        """Who led in the quote that a pronoun stands behind: "Jones fired back: '…,' he wrote, '…'"."""
        parse = self._parse
        if not token or not parse.stand_in[token - 1]:
            return None
        first, _ = parse.quote_tokens[parse.quote[token - 1]]
        if first == 0 or parse.word[first - 1] != ":" or parse.paragraph[first - 1] != parse.paragraph[token]:
            return None
        low, _ = parse.sentence_of(first - 1)
        cues = [f.source for at, f in self._verb_frames.items() if low <= at < first and f.source < at]
        return self._named_by(cues[-1:], gender)

    def _named_by(self, tokens: Sequence[int], gender: str) -> str | None:
        """The first of some noun phrases that names a person of that gender."""
        for token in tokens:
            voice = self._known.get(token)
            if voice is not None and voice.name and voice.person and voice.gender == gender:
                return voice.name
        return None

    def _as_for(self, token: int, gender: str) -> str | None:
        """Whom a sentence that begins so is about: "As for Jones, he said"."""
        low, _ = self._parse.sentence_of(token)
        if self._parse.lower[low : low + 2] != ["as", "for"] or low + 2 >= token:
            return None
        named = next((n for t in range(low + 2, token) if (n := named_at(self._parse, t)) is not None), None)
        if named is None or not self._book.is_person(named) or self._parse.word[named.last + 1] != ",":
            return None
        name = self._book.fullest(named)
        return name if self._book.gender_of(name) in (None, gender) else None

    def _of_own_mind(self, token: int, gender: str) -> str | None:
        """Who says what only he can know, in "Jones is willing to sign, he said"."""
        parse = self._parse
        verb = parse.head[token]
        if parse.dep[token] != "nsubj" or verb not in self._verb_frames:
            return None
        for clause in parse.children_by(verb, "ccomp"):
            minded = CUES.get(parse.lower[clause], ("", ""))[1] == "mind"
            minded = minded or any(parse.lower[t] in READY_TO_SPEAK for t in parse.children_by(clause, "acomp"))
            for other in parse.children_by(clause, "nsubj") if minded and clause < token else ():
                voice = self._known.get(other)
                if voice is not None and voice.name and voice.person and voice.gender in (None, gender):
                    return voice.name
        return None

    def named_below(self, token: int) -> set[str]:
        """Whom the clause of a subject names after it: "she asked whether Jones …" isn't Jones asking."""
        parse = self._parse
        if parse.dep[token] not in ("nsubj", "nsubjpass"):
            return set()
        verb = parse.head[token]
        found = set()
        for at in range(token + 1, parse.right[verb] + 1):
            if parse.tag[at] == "NNP" and parse.quote[at] < 0 and parse.dep[at] != "compound":
                if loosely_below(parse, at, verb):
                    continue
                named = named_at(parse, at)
                if named is not None and self._book.is_person(named):
                    found.add(self._book.fullest(named))
        return found

    def _reported_on(self, token: int) -> set[str]:
        """Whom the words around "he said" tell of: "Jones failed, he said", "Jones, he said, failed"."""
        parse = self._parse
        verb = parse.head[token]
        clauses = [t for t in parse.children_by(verb, "ccomp", "parataxis") if t < token and not parse.stand_in[t]]
        broken = parse.dep[verb] in ("parataxis", "ccomp") and parse.word[token - 1] == "," and parse.head[verb] > verb
        clauses += [parse.head[verb]] if broken else []
        if parse.dep[token] != "nsubj" or verb not in self._verb_frames:
            return set()
        clauses = [t for t in clauses if t not in self._verb_frames]  # "Jones said, he stressed that": Jones himself
        told = [t for clause in clauses for t in parse.children_by(clause, "nsubj", "nsubjpass") if t < token]
        voices = [self._known.get(t) for t in told if parse.tag[t] != "PRP"]
        return {voice.name for voice in voices if voice is not None and voice.name is not None}

    def _weights_for(self, token: int) -> Weights:
        """Whether the pronoun's own verb speaks in the article's voice, or tells what somebody did."""
        verb = self._parse.head[token]
        frame = self._verb_frames.get(verb)
        speaks = frame is not None and frame.group in ("say", "quote") and self._parse.dep[verb] != "relcl"
        return SPEAKING if speaks else DOING

    def _governing(self, token: int, gender: str) -> Voice | None:
        """The speaker in whose reported words the pronoun stands: "Jones said that he believes"."""
        parse = self._parse
        current = token
        for _ in range(8):
            above = parse.head[current]
            if above == current:
                return None
            if parse.lower[above] in ASKS and parse.dep[current] in ("ccomp", "xcomp"):
                for asked in parse.children_by(above, "dobj", "dative"):
                    # "Jones asked Hahn why he sold it": Hahn sold it; or nobody whom we can name did.
                    voice = self._at(asked) if asked < token and parse.tag[asked] in NOUNS else None
                    if voice is not None and (voice.person or parse.tag[asked] in ("NN", "NNS")):
                        fits = voice.person and voice.gender in (None, gender)
                        return voice if fits else Voice(None, asked, asked, True, gender)
            if parse.tag[above] in VERBS and parse.dep[current] in ("ccomp", "advcl", "xcomp", "relcl"):
                for other in parse.children_by(above, "nsubj") or self._who_tells(above):
                    if other < token and other in self._known:
                        voice = self._known[other]
                        if voice is None or not voice.name or voice.gender not in (None, gender):
                            continue
                        one = parse.lower[voice.first] in ("a", "an", "another", "one") and voice.name[0].islower()
                        if voice.person and not one:
                            return voice
                        if one and above in self._verb_frames and not self._is_body(other):
                            # "An aide said she": the aide herself, or whom she speaks of.
                            return Voice(None, other, other, True, gender)
            outer = self._outer_subject(current, above, gender)
            if outer is not None:
                return outer
            if parse.dep[current] == "acl":
                for owner in parse.children_by(above, "poss"):
                    voice = self._known.get(owner)
                    if voice is not None and voice.name and voice.person and voice.gender in (None, gender):
                        return voice
            current = above
        return None

    def _who_tells(self, participle: int) -> list[int]:
        """Who speaks by a verb that has no subject of its own: "Jones welcomed it, suggesting he might go"."""
        frame = self._verb_frames.get(participle)
        tells = frame is not None and frame.group == "say" and self._parse.tag[participle] in ("VBG", "VBD")
        return [frame.source] if frame is not None and tells else []

    def _is_body(self, token: int) -> bool:
        lower = self._parse.lower[token]
        return lower in BODY_WORDS or (weak(self._parse, token) and not is_one_who(self._parse, token))

    def _outer_subject(self, current: int, above: int, gender: str) -> Voice | None:
        """Who "he" is in "Jones held a meeting at which he" and in "a clip of Jones saying that he"."""
        parse = self._parse
        others: list[int] = []
        if parse.dep[current] == "relcl" and parse.tag[above] in ("NN", "NNS"):
            for _ in range(4):
                if parse.tag[above] in VERBS or parse.head[above] == above:
                    break
                above = parse.head[above]
            others = parse.children_by(above, "nsubj") if parse.tag[above] in VERBS else []
        elif parse.dep[current] == "ccomp" and parse.dep[above] == "acl" and parse.tag[above] == "VBG":
            others = [parse.head[above]] if parse.tag[parse.head[above]] == "NNP" else []
        for other in others:
            voice = self._known.get(other)
            if other < current and voice is not None and voice.name and voice.person and voice.gender in (None, gender):
                return voice
        return None
