"""Whom a question means by a description: "the ferryman's wife", "the union boss", "the dad who brought the card"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, partial

from bot.answering.query.described.nouns import ANOTHER_NAME, ANYBODYS, Noun
from retrieval.lang.en.first_names import GENDER
from retrieval.lang.en.function_words import PRONOUNS
from retrieval.lang.en.people import ADDRESS_GENDER, KIN
from retrieval.lang.en.phrases import question_phrases as phrases
from retrieval.lang.sentences import spans
from retrieval.lang.tokens import terms, words
from retrieval.model import Article, Introduction, Speaker, SpeakerType, Statement
from retrieval.search.retriever import Retriever
from retrieval.search.topic import told_in

READ = 12
"""Statements of each bearer in which is looked how the article calls them."""

MOST_READ = 400
"""Statements, or passages, of a story that are read for how the article calls their speakers."""

SEARCHED, MOST_STORIES = 6, 10
"""Passages of a plain search whose articles may tell of who is meant, and articles that are read for it."""

NEAR_BY, IN_ARTICLE = 0.6, 0.35
"""What a word of a description counts that stands in the paragraph, or the article, where somebody speaks."""

OWNED_AFTER = 250
"""Code points before "his lawyer" in which it is told whose."""

UNSEEN = 0.3
"""What a word counts that no article has."""

TOPIC = 0.5
"""What the topic counts beside the description."""

NEARLY = 0.1
"""How much less somebody may fit who may be meant as well."""

BESIDE_A_NOUN, BESIDE_ANYBODY, BESIDE_ANOTHER = 0.15, 0.4, 0.8
"""Share of the words beside a noun that must be told of somebody; more where the noun says nothing, or others stand
beside it."""


@dataclass(frozen=True)
class Reading:
    """Whom a description means.

    ``rows``: the speakers; several for a body and those who speak for it. ``articles``: ids of the articles that call
    them so. ``is_body``: they are a body or speak for one. ``others``: those whom it fits as well.
    """

    rows: tuple[int, ...]
    articles: tuple[str, ...]
    is_body: bool
    others: tuple[int, ...] = ()


@dataclass(frozen=True)
class Bearer:
    """Somebody who speaks in an article and may be meant: with how well a description fits."""

    row: int
    article: Article
    level: float
    share: float
    topic: float
    in_story: float
    has_more: bool
    has_story: bool

    @property
    def score(self) -> float:
        """How well the description fits them."""
        return self.level + self.share + TOPIC * self.topic + self.in_story

    @property
    def is_sure(self) -> bool:
        """Whether it is said well enough that this is who is meant."""
        if self.has_story and not self.in_story and self.level < ANOTHER_NAME:
            return False
        if self.level < ANYBODYS:
            return self.share >= BESIDE_ANOTHER
        least = BESIDE_ANYBODY if self.level == ANYBODYS else BESIDE_A_NOUN if self.has_more else 0.0
        return self.level > 0 and self.share >= least


def meant(text: str, topic: str, known: Retriever, *, asked: str = "") -> Reading | None:
    """Whom a description means, by how articles call their speakers and by what is told around them.

    The noun must be among the words by which an article calls somebody, or in the sentence that first names them. Of
    all whom it fits, the words beside it and those of the topic choose, weighted by how rare they are. None where it
    fits nobody well enough.

    Args:
        text: the description with what follows it: "widow in the Halvorsen case".
        topic: what they are asked about; empty for nothing.
        known: the articles.
        asked: the whole question, by which articles are searched.
    """
    noun = Noun.of(text)
    if noun is None:
        return None
    found = bearers(noun, topic, asked or f"{text} {topic}", known)
    best = max(found, key=lambda each: each.score, default=None)
    if best is None or not best.is_sure:
        return None
    near = [each for each in found if each.score >= best.score - NEARLY]
    if noun.is_body:
        same = [each for each in near if each.article.id == best.article.id]
        rows = (each.row for each in sorted(same, key=lambda each: -each.score))
        return Reading(tuple(dict.fromkeys(rows)), (best.article.id,), is_body=True)
    articles = tuple(dict.fromkeys(each.article.id for each in near if each.row == best.row))
    others = tuple(dict.fromkeys(each.row for each in near if each.row != best.row))
    return Reading((best.row,), articles, is_body=False, others=others)


def called_so(kind: str, article: Article, known: Retriever) -> dict[str, float]:
    """By the name of each who speaks in an article and whom it may call a ``kind``, how surely it does, 0 to 1."""
    noun = Noun.of(kind)
    if noun is None:
        return {}
    weights = {stems: _weight(stems, known) for stems in noun.beside}
    found = _in(article, noun, frozenset(), weights, known)
    return {known.speakers[each.row].name: each.level for each in found}


def bearers(noun: Noun, topic: str, asked: str, known: Retriever) -> list[Bearer]:
    """Those who speak in the articles at hand and whom a description may mean."""
    about = frozenset(frozenset({term}) for term in terms(topic))
    weights = {stems: _weight(stems, known) for stems in noun.beside | about}
    return [each for story in _stories(noun, asked, known) for each in _in(story, noun, about, weights, known)]


def _weight(stems: Set[str], known: Retriever) -> float:
    """How telling a word is; less where no article has it."""
    seen = [known.weight(stem) for stem in stems if known.passages_holding(stem)]
    return max(seen) if seen else UNSEEN * max(map(known.weight, stems))


def _stories(noun: Noun, asked: str, known: Retriever) -> list[Article]:
    """The articles that a search for the whole question brings, and those that have the noun and most of the rest."""
    found = {each.article.id: each.article for each in known.passages(asked, SEARCHED)}
    if not noun.is_anybody:
        homes = sorted({row for each in noun.names for row in known.passages_holding(" ".join(each.role))})
        for each in known.best_passages(homes[:MOST_READ], asked, None):
            found.setdefault(each.article.id, each.article)
            if len(found) >= MOST_STORIES:
                break
    return list(found.values())


def _in(
    article: Article, noun: Noun, about: Set[frozenset[str]], weights: Mapping[frozenset[str], float], known: Retriever
) -> Iterator[Bearer]:
    """Those who speak in an article and whom a description may mean."""
    homes = [_Home(home.start, home.end, frozenset(words(home.text))) for home in known.passages_of(article.id)]
    held = frozenset(words(article.title)).union(*(home.words for home in homes))
    if not noun.may_be_in(held):
        return
    said: dict[str, list[Statement]] = {}
    speakers: dict[str, Speaker] = {}
    for each in known.statements_in(article.id):
        if each.speaker is not None:
            speakers[each.speaker.name] = each.speaker
            said.setdefault(each.speaker.name, []).append(each.item)
    in_article = told_in(article)
    in_story = _share(noun.beside | about, ((in_article, 1.0),), weights)
    for name, statements in said.items():
        introduced = [each for each in speakers[name].introductions if each.article_id == article.id]
        told = {*(each.mention or "" for each in statements), name, *(each.text for each in introduced)}
        named_in = _named_in(name, homes)
        told = {phrases.OF_AN_ORDER.sub("", text) for text in told}
        called_by = {word for text in told for word in words(text)}
        if not noun.may_be_in(called_by.union(*(each.words for each in named_in))):
            continue
        if (row := known.names.row_of(name)) is None:
            continue
        if not noun.is_body and all(each.speaker_type is SpeakerType.BODY for each in statements):
            continue  # the council isn't its chairman
        naming = cache(partial(_naming, name, named_in, article))
        level = noun.level(told, naming, name if known.names.goes_by_name(row) else "")
        tells_gender = noun.is_anybody or any(each.role[-1] in KIN for each in noun.names)
        is_another = noun.gender and tells_gender and (gender(row, known) or noun.gender) != noun.gender
        if not level or is_another:
            continue
        # "The guy who ran it" is no wife of his.
        owned = [each for each in introduced if not noun.is_anybody and phrases.ITS_OWNER.match(each.text)]
        owners = (_before(article, each) for each in owned)
        called = set(terms(" ".join([*told, naming(), *owners])))
        starts = [each.start for each in statements]
        around = (home.words for home in homes if any(home.start <= at < home.end for at in starts))
        near = set(terms(" ".join(frozenset[str]().union(*around))))
        own = {term for each in statements for term in terms(each.text)}
        share = _share(noun.beside, ((called, 1.0), (near, NEAR_BY), (in_article, IN_ARTICLE)), weights)
        topic = _share(about, ((own | called, 1.0), (near, NEAR_BY), (in_article, IN_ARTICLE)), weights)
        yield Bearer(row, article, level, share, topic, in_story, bool(noun.beside), bool(noun.beside | about))


def _before(article: Article, introduced: Introduction) -> str:
    """What stands before "his lawyer" in its paragraph, where it is told whose."""
    return article.text[max(0, introduced.start - OWNED_AFTER) : introduced.start].rsplit("\n", 1)[-1]


@dataclass(frozen=True)
class _Home:
    """A passage: where it stands, and its words."""

    start: int
    end: int
    words: frozenset[str]


def _named_in(name: str, homes: Sequence[_Home]) -> list[_Home]:
    """The first passages that have somebody's name, and the end of it."""
    firsts = (next((each for each in homes if wanted.issubset(each.words)), None) for wanted in _wanted(name))
    return [each for each in firsts if each is not None]


def _naming(name: str, homes: Sequence[_Home], article: Article) -> str:
    """The sentence of some passages that gives somebody's name, or the end of it; empty where none does."""
    for wanted in _wanted(name):
        for home in homes:
            sentences = (article.text[a:b] for a, b in spans(article.text, home.start, home.end))
            if found := next((each for each in sentences if wanted.issubset(words(each))), ""):
                return found
    return ""


def _wanted(name: str) -> list[frozenset[str]]:
    """A name's words, and its last one."""
    called = words(name)
    return [each for each in dict.fromkeys((frozenset(called), frozenset(called[-1:]))) if each]


def _share(
    wanted: Set[frozenset[str]],
    places: Sequence[tuple[Set[str], float]],
    weights: Mapping[frozenset[str], float],
) -> float:
    """The share of some words, by weight, that stands in places that count less and less; 0 to 1."""
    whole = sum(weights[stems] for stems in wanted)
    held = sum(
        weights[stems] * next((worth for place, worth in places if not stems.isdisjoint(place)), 0.0)
        for stems in wanted
    )
    return held / whole if whole else 0.0


def gender(row: int, retriever: Retriever) -> str | None:
    """How the articles call a speaker: "m" where it is "he" and "Mr."; None where they don't tell."""
    mentions = (words(retriever.statement(each).item.mention or "") for each in retriever.rows_of([row])[:READ])
    firsts = (each[0] for each in mentions if each and not (len(each) > 1 and each[0] in PRONOUNS))  # not "his party"
    called = Counter(ADDRESS_GENDER[first] for first in firsts if first in ADDRESS_GENDER)
    if called:
        return called.most_common(1)[0][0]
    return GENDER.get(words(retriever.speakers[row].name)[0])
