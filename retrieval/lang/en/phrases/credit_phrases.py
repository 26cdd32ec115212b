"""What outlets are called, and how credits and bylines name them: words and regular expressions."""

from __future__ import annotations

import re

from retrieval.lang.en.people import PARTICLES
from retrieval.lang.en.phrases.time_phrases import FULL_DATE
from retrieval.lang.en.places import LANGUAGES
from retrieval.lang.en.times import MONTH_NUMBERS, PARTS_OF_DAY, WEEKDAY_ABBREVIATIONS, WEEKDAYS
from retrieval.lang.patterns import any_of

AGENCIES = frozenset(
    "reuters ap afp upi dpa bbc cnn npr pbs abc cbs nbc itv rfe/rl rferl rfi ansa efe pti ani ians tass xinhua kyodo"
    " yonhap interfax anadolu ukrinform unian bloomberg politico axios aljazeera voa belga apa bns bta cna".split()
) | {"associated press", "agence france-presse", "al jazeera", "voice of america", "usa today"}
OUTLET_WORD = re.compile(
    r"\b(?:news|newspapers?|times|post|herald|press|agency|tribune|journal|daily|weekly|wire|review|gazette"
    r"|guardian|radio|television|tv|magazine|today|chronicle|observer|independent|telegraph|broadcasting"
    r"|media|reuters|courier|dispatch|inquirer|examiner|bulletin|register|monitor|standard|zeitung|le monde"
    r"|el país|presse)\b",
    re.IGNORECASE,
)
NO_OUTLET_WORD = re.compile(
    r"\b(?:photos?|images?|pictures|staff|contributors?|correspondents?|getty|shutterstock)\b", re.IGNORECASE
)
NO_OUTLET = frozenset((*MONTH_NUMBERS, *WEEKDAYS, *LANGUAGES)) | frozenset(
    "today yesterday it he she they we i this that these those here there page print".split()
)
"""What follows "published in" and isn't an outlet: a month, a day, a language, a place in the paper, a pronoun."""

PAPER_PARTS = frozenset(("print", "page", "issue", "edition", "version", "section"))
ARTICLES = frozenset(("the", "la", "le", "les", "die", "der", "das", "el"))
JOINING = ARTICLES | frozenset("of and for de del des du di da do y e et und on in & - – | !".split())
"""Words that may be small in an outlet's name."""

NAME_ENDS = re.compile(
    r"[,;:(\[—–]|[ ]-|[*_\])]|[ ]+https?:|[ ]+(?:originally|earlier|yesterday)\b"
    r"|[ ]+(?:and|which|who|under|with|as|where|via|but|by|is|was|has|through|to|from)[ ]+(?=[a-z])"
    r"|[ ]+(?:on|in|at|under|with)[ ]+(?=[a-z0-9]|Creative\b"
    rf"|{any_of(word.capitalize() for word in (*MONTH_NUMBERS, *WEEKDAYS, *WEEKDAY_ABBREVIATIONS))}[a-z.]*\b)"
)
"""Where an outlet's name ends: before what is said about a reprint, a date, a link, or a remark."""

# Credits and bylines.
_WORK = r"(?:article|story|report|piece|post|column|essay|interview|commentary|analysis|item|dispatch)"
_LANGUAGE = any_of(language.capitalize() for language in LANGUAGES)
_FIRST = r"(?:originally|first|previously|initially)"
_APPEARED = r"(?:published|posted|printed|appeared|ran|aired)"
_BY = rf"(?:in[ ]+{_LANGUAGE}[ ]+)?(?:on[ ]+{FULL_DATE},?[ ]+)?(?P<by>by|in|on|at)"
REPRINT = re.compile(
    # At a line's start or after a sentence, with or without a space; not inside quotation marks.
    r"(?:^|(?<=[.!?”\")\]*_])[ ]+|(?<=[.!?]))[*_(\[]{0,3}(?:"
    rf"This[ ]+{_WORK}[ ]+(?:(?:was|is)[ ]+|has[ ]+been[ ]+)?{_FIRST}[ ]+{_APPEARED}[ ]+{_BY}"
    r"|This[ ]+(?:article|story|piece|column)[ ]+(?:was|is|has[ ]+been)[ ]+(?:re)?published[ ]+by"
    rf"|This[ ]+{_WORK}[ ]+(?:is[ ]+)?(?:republished|reprinted|reproduced)[ ]+"
    r"(?:with[ ]+permission[ ]+)?(?:of|from|by)"
    rf"|(?:Originally|First)[ ]+(?:published|appeared|posted)[ ]+{_BY.replace('<by>', '<by_alone>')}"
    r"|(?:Republished|Reprinted|Reproduced)[ ]+(?:(?:with|by)[ ]+(?:kind[ ]+)?permission[ ]+)?(?:of|from)"
    r")[ ]+(?P<name>[^\n]{2,200})",
    re.IGNORECASE,
)
SOURCE_LINE = re.compile(
    r"[*_\[(]{0,3}(?:Source|Publisher|Outlet)[*_]{0,2}:[*_]{0,2}[ ]*(?P<name>[^\n]{2,80})", re.IGNORECASE
)
COPYRIGHT = re.compile(
    r"(?:^|(?<=[.!?][ ]))(?:Copyright[ ]*)?(?:©|\([cC]\)|Copyright)[ ]*(?:Copyright[ ]*)?"
    r"(?:[0-9]{4}(?:[–-][0-9]{4})?,?[ ]+)?(?:by[ ]+)?(?P<name>[^\n]{2,120})"
)
CORPORATE_FORM = re.compile(r",?[ ](?:Inc|LLC|Ltd|Limited|Corp|Corporation|GmbH|plc|PLC|B\.V)\.?(?=[ .,]|\Z)")
DESK_LINE = re.compile(r"(?:From[ ])?[^\n.]{0,40}\b(?:wire reports|staff reports|staff report)")
"""Names nobody, and isn't a headline: "From staff and wire reports"."""

NAME_PARTICLE = any_of(PARTICLES)
WRITES_FOR_A_LIVING = re.compile(
    r"is (?:an?|the|our)\b[^\n.]{0,80}"
    r"\b(?:reporter|correspondent|editor|writer|columnist|journalist|critic|contributor)\b"
    r"|(?:covers|has covered|writes (?:about|on|for)|reports (?:on|for)|has been (?:an? )?(?:reporting|writing))\b"
)
NO_BYLINE = (
    JOINING
    | NO_OUTLET
    | PARTS_OF_DAY
    | frozenset("a an to or by at as with from popular noon midnight week year".split())
)
"""Words of headlines, not of names: "By Popular Demand", "By Tuesday Evening"."""

FIRST_NAMES = frozenset("des di april june jan".split())
"""Of these, the words that are somebody's, too: a byline with a surname behind one names a person."""

# Heads of plain texts: lines above an article as newspapers and agencies print them.
BY = re.compile(
    r"(?:(?:words|story|text|report(?:ing)?|reported|written|analysis|opinion|comment(?:ary)?|review|interview|feature"
    r"|column|essay|exclusive|posted|published|compiled|submitted|additional reporting)[ ]+)?by\b:?[ ]+",
    re.IGNORECASE,
)
BY_ELSEWHERE = re.compile(r"\A(?:Von|Par|Por|Door|Av|Af|Autor|Texte? ?:) (?=\w+ \w)")
"""How other languages begin a byline."""

ARCHIVES = frozenset(("archive.ph", "archive.today", "archive.is", "wayback machine", "internet archive"))
"""What keeps copies of pages, and publishes none."""

BEHIND_NAMES = re.compile(
    r"[,/|(;]|[ ]+(?i:[\w ]{0,30}(?:reporter|correspondent|editor|writer))\Z|[ ](?:in|at|for|and|from|with|of|on)\b"
)
FOR = re.compile(r",?[ ](?:special[ ]+)?(?:for|to)[ ](?:the[ ])?(?=[A-Z])", re.IGNORECASE)
UPDATED_LINE = re.compile(
    r"[|(,;·• ]*(?:last[ ]+)?(?:updated?|modified|edited|revised|amended|accessed|retrieved|downloaded|printed)"
    r"\b:?",
    re.IGNORECASE,
)
"""Opens a line with a day that isn't the one of publication."""

DAY_LABEL = re.compile(
    r"(?:(?:(?:first|originally)[ ]+)?(?:published|posted|printed|issued|released|aired|dated?|publication[ ]+date"
    r"|created)\b[ ]*:?[ ]*)?(?:\bon\b)?\Z|(?:[ ,]+(?:on|published|posted|dated))+\Z",
    re.IGNORECASE,
)
BEFORE_OUTLET = re.compile(
    r"\A(?:(?:(?:first|originally)[ ]+)?(?:published|posted|printed|appeared)[ ]+(?:in|by|on|at)[ ]+"
    r"|special[ ]+(?:to|for)[ ]+|(?:from|for|in|at|of|via|source:?)[ ]+(?=the\b|[A-Z]))",
    re.IGNORECASE,
)
_MORE_TITLES = any_of(
    "advertiser advocate argus banner beacon bee broadcast chronicle citizen democrat digest echo enterprise express"
    " gleaner globe insider irishman leader ledger mail mercury messenger mirror nation newsletter newsroom pioneer"
    " reporter reformer republic republican scotsman sentinel spectator star statesman sun telegram transcript union"
    " vanguard voice world".split()
)
_NO_PAPERS = "Hague|Bronx|Bahamas|Gambia|Netherlands|Philippines|Vatican|Maldives"
_PAPER_NAME = r"[A-Z][\w.'’&-]+"
LIKE_AN_OUTLET = re.compile(
    rf"(?:The )?(?:Daily|Evening|Morning|Sunday|Weekly|Saturday) {_PAPER_NAME}(?: {_PAPER_NAME})?"
    rf"|(?:(?:The )?{_PAPER_NAME} (?:(?:{_PAPER_NAME}|and|of|&) ){{0,3}})?(?i:{_MORE_TITLES}|press-\w+)(?: Online)?"
    rf"|The (?!(?:{_NO_PAPERS})\b){_PAPER_NAME}(?: {_PAPER_NAME})?"
)
"""What titles of papers look like whose words have other uses, too: in a head beside a day or a byline they are one."""

PLACE_OPENS = frozenset(
    "new north south east west northern southern eastern western central great greater upper lower lake river port cape"
    " fort mount saint st st. san santa santo los las la el le hong kuala buenos rio tel abu addis dar ho mexico"
    " united costa sierra ivory saudi sri news breaking world".split()
)
"""First words of places and of sections, which stand before an outlet's name as people's do."""

DESK_END = re.compile(
    r"(?i:\b(?:bureau|desk|agencies|agency reports|staff|reporters?|correspondents?|network|team|service))\Z"
)
NOBODY = re.compile(
    r"(?i:\b(?:our|staff|special|own|agenc(?:y|ies)|reporters?|correspondents?|editors?|newsroom|desk|bureau|team)\b)"
)
"""A byline with one of these and no name names nobody."""

ROLE = re.compile(
    r"(?i:(?:[\w'’&-]+ ){0,4}(?:reporters?|correspondents?|editors?|writers?|columnists?|journalists?|contributors?"
    r"|critics?|producers?|analysts?))"
)
_PICTURES = (
    r"(?:photo(?:s|graphs?|graphy)?|foto(?:s|grafie)?|pictures?|images?|video|illustrations?|graphics?|bild(?:er)?)"
)
PICTURE_CREDIT = re.compile(
    rf"(?:\A|[ ]{{0,3}}[|,;/(.•·–—-]{{1,3}}[ ]{{0,3}}|[ ]{{1,3}})(?:(?:and|with)[ ])?{_PICTURES}(?:[ ]credits?)?"
    r"(?:[ ]?:|[ ]by\b).*",
    re.IGNORECASE | re.DOTALL,
)
"""Whose pictures stand in an article, behind who wrote it or alone."""

PICTURES_OF_ONE = re.compile(
    rf"(?:(?:[,;]|[ ]and|[ ]&)[ ]|\A)(?:(?!\b(?:and|by)\b)[^,;()&]){{2,40}}"
    rf"(?:[(]{_PICTURES}[)]|/[^,;/]{{0,20}}\b(?:images?|getty|shutterstock)\b)",
    re.IGNORECASE,
)
"""One of several names, with what tells that they took pictures: "Per Ek (photos)", "Per Ek/Getty Images"."""

WORDS_OF = re.compile(r"(?:words|text)[ ]?:[ ]*", re.IGNORECASE)
NO_WRITER = frozenset("admin administrator webmaster root user unknown none null n/a".split())
"""What systems call who put an article in."""

_PICTURES_BY = r"(?:photos?|pictures?|images?|video|illustrations?|graphics?) by:? .{2,60}"
HEAD_NOISE = re.compile(
    r"(?i:(?:[0-9]{1,3}[-–])?[0-9]{1,3}[ -]?min(?:ute)?s?(?: read| ago)?"
    r"|reading time:? .{1,20}|share(?: (?:this|on) ?\w*)?|print|save"
    rf"|comments?(?: \([0-9]+\))?|no comments|listen|{_PICTURES_BY}|[0-9,.]{{1,7}} words|all rights reserved"
    r"|(?:uk|us|local|national|international|world|regional|foreign)(?: news)?|news|politics|business|sports?|opinion"
    r"|comment|analysis|features?|culture|education|health|science|technology|environment|climate|economy"
    r"|obituar(?:y|ies)|editorial|letters?|exclusive|breaking(?: news)?|live|updated|premium|subscribers? only|home"
    r"|money|travel|lifestyle|crime|courts?)"
)
"""Lines beside a byline that tell nothing of the article but the section it stood in."""

FIELDS_ELSEWHERE = {
    "text": "Volltext,Text,Inhalt,Artikeltext,texte,contenu,texto,contenido,cuerpo,testo,tekst".split(","),
    "title": "Überschrift,Titel,Schlagzeile,titre,título,titulo,titular,titolo".split(","),
    "published": "Datum,Erscheinungsdatum,Veröffentlichungsdatum,Erschienen am,Veröffentlicht am,fecha,dato,data,"
    "Date de parution,Date de publication,Fecha de publicación,Data di pubblicazione,Data de publicação".split(","),
    "author": "Autor,Autorin,Verfasser,auteur,autore".split(","),
    "publisher": "Quelle,Zeitung,Medium,fuente,medio,média,journal,testata".split(","),
}
"""What the fields of articles are called in other languages."""

AROUND_FIELDS = frozenset(
    "story article art news post item document field text name time raw clean full at dc og".split()
)
"""Words of a field's name that tell nothing of it: "author_name", "art_text", "field_byline", "published_time"."""

# Header blocks.
HEADER_KEYS = {
    key: field
    for field, keys in {
        "title": "title,headline,subject,article title,head",
        "author": "author,authors,byline,author/byline,by,writer,reporter,written by,journalist,correspondent",
        "published": "date,published,publication date,date published,published on,published date,posted,pubdate,"
        "pub date,day,load date,published at,issue date,sent",
        "publisher": "publisher,source,outlet,publication,newspaper,site,paper,publication title,website,media",
        "url": "url,link,source url,original url,web link,permalink,address,article url",
        "other": "section,category,categories,tags,keywords,language,length,edition,page,pages,word count,words,id,"
        "type,country,region,copyright,dateline,updated,last updated,retrieved,accessed,scraped,crawled,topic,topics,"
        "created,created time,last edited,last edited time,clipped,saved,archived,modified,"
        "subjects,summary,description,rights,version,highlight,graphic,document type,status,collection,volume,issue,"
        "record,record number,slug,accession number,database,editor,edited by,editing,photographer,photo,"
        "from,to,cc,bcc,importance,attachments",
    }.items()
    for key in (*keys.split(","), *(name.lower() for name in FIELDS_ELSEWHERE.get(field, ())))
}
"""What scripts and databases write before a colon above an article, to the particular that it is."""

NO_FACT = frozenset(
    "tel telephone phone call fax mobile published updated posted date page photo image isbn issn".split()
)
"""Words of labels before figures that tell nothing of the news."""

HEADER_TEXT_KEYS = frozenset(
    ("text", "body", "content", "article", "full text", "story", "article text", "maintext")
) | frozenset(name.lower() for name in FIELDS_ELSEWHERE["text"])
"""What stands before a colon where the text itself begins."""

LABELS_OF_DATABASES = {
    key: field
    for field, keys in {
        "title": "title",
        "author": "author,authors,byline,author(s)",
        "publisher": "publication title,from",
        "published": "publication date,date",
        "other": "publication info,proquest document link,proquest document id,abstract,abstract (summary),links,"
        "subject,location,"
        "company / organization,people,first page,pages,publication year,publication subject,section,publisher,source,"
        "place of publication,country of publication,source type,language of publication,document type,copyright,"
        "last updated,database,details,source citation,gale document number,issn,volume,issue,length,word count,"
        "business indexing term,identifier / keyword,contact proquest,credit,illustration,column,dateline,url",
    }.items()
    for key in keys.split(",")
}
"""How ProQuest and Gale label what stands around a text."""

EDITION_LINE = re.compile(
    r"[\w ,-]{0,40}\bedition(?: [-–] [\w ]{1,20})?|correction appended|[\w ]{1,20} correction", re.IGNORECASE
)
"""A line between the day and the headline in a news database's head."""
