"""Words that attribute, in all their forms, and words that introduce people. Plain data with small helpers."""

from __future__ import annotations

_IRREGULAR = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "think": "thinks thought thinking",
    "feel": "feels felt feeling",
    "see": "sees saw seen seeing",
    "speak": "speaks spoke spoken speaking",
    "swear": "swears swore sworn swearing",
    "know": "knows knew known knowing",
    "read": "reads read reading",
    "find": "finds found finding",
    "go": "goes went gone going",
    "begin": "begins began begun beginning",
    "put": "puts put putting",
    "hold": "holds held holding",
    "deny": "denies denied denying",
    "reply": "replies replied replying",
    "testify": "testifies testified testifying",
    "clarify": "clarifies clarified clarifying",
    "imply": "implies implied implying",
    "cry": "cries cried crying",
    "decry": "decries decried decrying",
    "shoot": "shoots shot shooting",
    "show": "shows showed shown showing",
    "quip": "quips quipped quipping",
    "admit": "admits admitted admitting",
    "rip": "rips ripped ripping",
    "hit": "hits hit hitting",
    "slam": "slams slammed slamming",
    "rebut": "rebuts rebutted rebutting",
    "blurt": "blurts blurted blurting",
    "plan": "plans planned planning",
    "worry": "worries worried worrying",
    "refer": "refers referred referring",
    "chat": "chats chatted chatting",
    "mean": "means meant meaning",
    "dub": "dubs dubbed dubbing",
    "lie": "lies lied lying",
    "break": "breaks broke broken breaking",
    "bet": "bets bet betting",
    "foresee": "foresees foresaw foreseen foreseeing",
    "laugh": "laughs laughed laughing",
    "understand": "understands understood understanding",
    "certify": "certifies certified certifying",
    "fire": "fires fired firing",
    "identify": "identifies identified identifying",
    "vow": "vows vowed vowing",
    "tout": "touts touted touting",
    "repeat": "repeats repeated repeating",
    "plead": "pleads pleaded pled pleading",
    "prefer": "prefers preferred preferring",
    "bring": "brings brought bringing",
    "swing": "swings swung swinging",
}


def _forms(lemma: str) -> list[str]:
    if lemma in _IRREGULAR:
        return [lemma, *_IRREGULAR[lemma].split()]
    if lemma.endswith("e"):
        return [lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"]
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return [lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"]
    if lemma.endswith(("s", "sh", "ch", "x")):
        return [lemma, lemma + "es", lemma + "ed", lemma + "ing"]
    return [lemma, lemma + "s", lemma + "ed", lemma + "ing"]


def _bare_and_participle(lemmas: str) -> list[str]:
    """The forms behind "did" and "has"."""
    return [form for lemma in lemmas.split() for form in (lemma, _forms(lemma)[-2])]


def _table(lemmas: str) -> dict[str, str]:
    return {form: lemma for lemma in lemmas.split() for form in _forms(lemma)}


# Verbs whose object is what was said: a clause, a quote.
SAY = _table(
    "say tell add ask announce argue claim explain note state insist declare respond reply suggest acknowledge "
    "admit "
    "concede contend assert maintain observe remark report reveal confirm allege caution warn predict stress "
    "emphasize "
    "emphasise underscore write tweet retweet post joke quip lament complain recall recount boast brag shout yell "
    "scream whisper mutter murmur exclaim proclaim counter retort conclude opine muse wonder question inquire "
    "query "
    "plead advise promise pledge vow swear testify indicate signal imply hint disclose relate comment "
    "elaborate clarify reiterate repeat echo propose recommend estimate speculate forecast "
    "assure remind notify inform charge deadpan gush fume thunder intone crow interject blurt cry concur "
    "profess attest certify deny reason surmise theorize posit guess stipulate pronounce cheer laugh "
    "sigh chant text email fret gripe grumble rant rave plead protest object volunteer summarize summarise tease "
    "reckon answer warn urge vent narrate affirm reaffirm point react remember marvel bluster"
)
# Verbs that report an opinion or an act of speech about something, with an object that need not be a clause.
ACT = _table(
    "call describe label dub brand characterize characterise criticize criticise slam blast rip attack mock praise "
    "hail laud tout applaud condemn denounce decry deride defend dispute reject dismiss refute rebut accuse blame "
    "demand threaten request cite mention discuss disavow rebuke ridicule bemoan bash lambaste chide scold "
    "challenge urge implore beg encourage instruct order apologize apologise disagree agree refer liken compare "
    "depict portray refuse decline endorse disparage berate assail belittle voice express vouch"
)
# What the article reports of somebody's mind.
MIND = _table(
    "believe think feel expect hope want wish fear worry doubt consider view regard favor favour support oppose "
    "prefer foresee envision anticipate suspect plan intend seek desire see understand know"
)
# Verbs of speech only with a quote beside them.
WITH_QUOTE = _table(
    "continue go begin read put fire shoot hit conclude offer open start end close finish sing snap break chime "
    "pipe "
    "deliver speak talk mean urge smile nod laugh press warn joke shrug sum introduce greet accuse bellow cite "
    "quote implore chide "
    "sign caption title wrap identify acknowledge"
)
# Verbs with which things speak for people: polls, statements, papers.
SHOW = _table("show find suggest indicate reveal read state")

ASKED = "say said tell told think comment talk speak write tweet post state claim announce".split()
"""Verbs in "what did X say"; none that things do too ("how did the markets react")."""

SPOKEN = _bare_and_participle("say tell comment talk speak mention respond react tweet post write")
"""Verbs in "did X say" and "has X said" that ask for words, and not whether X did something."""

CLAIMED = _bare_and_participle("say tell state claim tweet write")
"""Verbs in "did X say that"."""

_GROUPS = (("say", SAY), ("act", ACT), ("mind", MIND), ("show", SHOW), ("quote", WITH_QUOTE))
# Every form of a cue, with its lemma and class.
CUES = {form: (table[form], name) for name, table in reversed(_GROUPS) for form in table}

SPEECH_NOUNS = frozenset(
    "response answer question reply view words argument claim warning call demand note sign signs letters "
    "statements tweets "
    "statement interview speech tweet post letter email memo remark remarks comment comments message release "
    "briefing conference testimony address essay column op-ed article report book memoir".split()
)

TITLES = frozenset(
    "mr mrs ms miss dr sir dame lord lady president vice vice-president prime minister secretary senator sen sens "
    "representative rep reps congressman congresswoman governor gov govs mayor judge justice chief general gen col "
    "colonel lt maj major capt captain sgt sergeant adm admiral ambassador chancellor king queen prince princess "
    "pope rev reverend father pastor bishop archbishop cardinal rabbi imam prof professor sheriff attorney atty "
    "chairman chairwoman chair speaker leader director commissioner councilman councilwoman delegate deputy "
    "spokesman spokeswoman spokesperson candidate nominee frontrunner front-runner rival hopeful contender host "
    "anchor moderator billionaire businessman mogul democrat republican democratic gop libertarian first lady "
    "foreign defense defence treasury state interior press correspondent reporter strategist pollster adviser "
    "advisor "
    "consultant manager aide analyst economist historian author actor actress singer comedian rapper officer coach "
    "star u.s us then-president ex-president former "
    "russian ukrainian american british french german chinese israeli iranian kyiv republican".split()
)
SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])
# Titles that one person at a time bears in an article, so that "the senator" can be told.
POSITIONS = frozenset(
    "president chancellor senator governor mayor judge ambassador congressman congresswoman general colonel "
    "pope king "
    "queen prince princess bishop archbishop cardinal sheriff premier commissioner justice professor minister "
    "secretary chairman chairwoman speaker pontiff".split()
)

# Words that end the names of bodies, not of people.
BODY_WORDS = frozenset(
    "house department ministry committee council agency bureau office court party campaign university college "
    "institute "
    "center centre foundation association union group company corp inc llc ltd bank news times post journal "
    "guardian "
    "press tv radio network media magazine commission congress senate parliament government administration army "
    "navy "
    "police force forces team league club church school kremlin pentagon state states nations organization "
    "organisation fund society board coalition pac poll survey report street journal herald tribune today daily "
    "gazette chronicle democrats republicans voters supporters officials embassy endowment authority service "
    "services conference convention kremlin fbi cia nbc cnn abc cbs msnbc npr nato un eu dnc rnc gop politico reuters "
    "bloomberg "
    "breitbart buzzfeed vox slate salon usa hospital clinic airlines partners records files".split()
)
_MALE = (
    "abdullah abe abraham ahmed akbar aleksandr alejandro alfonso ali alistair allan alvin amos andre "
    "andres angus angelo "
    "archie ari armando ash asa avi barney barry bashar bert blake bret burt byron cameron carter cecil "
    "chad clay clayton "
    "clint clyde colby cornell craig cyrus damon darren darryl declan denis derrick desmond devin dexter "
    "diego dirk dmitri "
    "dominic donnie doyle drew duane dustin earl edgar eduardo edwin eli elias elliot elliott elmer elvis "
    "emmett enrique "
    "erik ernie ezra felipe felix fernando fidel floyd forrest francisco frankie freddie gareth garrett garry gerard "
    "gilbert giovanni giorgio grover gunnar gus hal hamid hank hans harrison harvey hassan heath hector "
    "helmut hillel "
    "ibrahim imran ira irving isaac ismail ivo jan javad jerald jimmie joaquin johann jonah jorgen josef juergen "
    "jurgen kareem karim kelvin kendrick khalid kirk klaus konstantin lamar lars leonid leroy lester levi "
    "lewis lionel "
    "logan lucas lyle lyndon mack malcolm manny marlon mason mateo mauricio maurice mehmet micah micheal "
    "mickey miles "
    "milo milton mohamed mohammad monty morgan morris moses mustafa narendra nelson nicolas nikolai noah noel omari "
    "osama otto owen pablo pascal percy perry pierre pierce quentin quincy raheem rahul ramon randall "
    "rashid ravi reed "
    "reggie rene rhett rick rishi robbie rodney rolf roman rowan rufus sadiq salman salvador sanjay "
    "santiago saul sebastian "
    "sid sidney simone solomon sonny stefan stefano stephan sterling stu sylvester tariq ted teddy "
    "terence terrence thad "
    "theo tobias tristan tyrone uri vance vaughn viktor vince vinny virgil vito vlad wade wallace walt "
    "ward wendell wilbur "
    "wiley wilson woody yasser yusuf zane "
    "aaron adam alan albert alex alexander alexei alfred allen andrei andrew andriy anthony antonio arnold arthur "
    "austin barack ben benjamin bernard bernie bill billy bob bobby boris brad bradley brandon brendan brent brett "
    "brian bruce bryan carl carlos charles charlie chris christopher chuck clarence clark cliff colin corey "
    "cory craig "
    "curt dale dan daniel darrell dave david dean dennis derek dick dmitry dmytro don donald doug douglas "
    "duncan dwight "
    "ed eddie edward emmanuel eric ernest eugene evan frank franklin fred gabrielius gabriel gary gavin gene geoff "
    "george gerald glenn gordon graham grant greg gregory harold harry harvey henry herbert herman howard hugh "
    "hugo "
    "ian igor ivan jack jacob jake james jamie jared jason javier jay jd jeb jeff jeffrey jeremy jerome jerry "
    "jesse jim "
    "jimmy joe joel john johnny jon jonathan jordan jorge jose joseph josh joshua juan julian justin karl keith "
    "ken "
    "kenneth kevin kim kurt kyle lance larry lawrence lee leo leon leonard lincoln lindsey lloyd louis luis luke "
    "manuel marc marco marcus mario mark martin marvin matt matthew max maxim mel michael miguel mike mikhail "
    "mitch "
    "mitt mohammed muhammad nathan neal ned neil newt nicholas nick nigel norman oleg oliver omar oscar patrick "
    "paul "
    "pedro pete peter phil philip phillip preston rafael ralph rand randy ray raymond reince rex ricardo "
    "richard rick "
    "ricky rob robert roberto robby rod rodrigo roger roland ron ronald ross roy rudy rudolph rupert russ "
    "russell ryan "
    "sam samuel scott sean sebastian sergei sergey seth shane shaun simon spencer stan stanley stephen steve "
    "steven "
    "stuart ted terry theodore thomas tim timothy toby todd tom tommy tony travis trent trey trevor troy tucker "
    "tyler "
    "vernon victor vincent vitaly vladimir volodymyr walter warren wayne wesley will william willie winston "
    "wolf xavier "
    "xi yuri zach zachary khizr emin recep benjamin jorge julio raul fidel"
)
_FEMALE = (
    "carole roseann lorna marsha maxine nikita kay kristi kirsty alexandra alexandria ayanna deanna delia "
    "edith ella elsa "
    "emilia eunice geraldine ginny grainne harriet ilhan irma jacinda jasmine jeannette jenni jolene "
    "josephine juanita "
    "karin kathie katharine kerry kitty lara larissa leila leonora lois lorena louisa luisa madison mae "
    "marcy margarita "
    "margot maryam mercedes meryl mildred minnie muriel nadia nell nellie nettie noor oprah paige patti "
    "pauline pearl "
    "petra polly rashida reba roxanne ruby sasha selena serena shonda sinead siobhan sofia stella tatiana "
    "thelma trish "
    "trudy una vera violet viola virginie wilma winifred xenia yvette zara cecelia cecilia "
    "abigail adele adriana alice alicia alison alison allison amanda amber amy ana andrea angela angie anita "
    "ann anna "
    "anne annie april ashley barbara becky bernadette beth betsy betty beverly bonnie brenda brooke candice "
    "carla carly "
    "carol caroline carolyn carrie catherine cathy charlotte chelsea cheryl christiane christie christina "
    "christine "
    "cindy claire claudia condoleezza connie constance crystal cynthia danielle dana dawn deb debbie deborah debra "
    "denise diana diane dianne dina donna doris dorothy eileen elaine eleanor elena elise elizabeth ellen emily "
    "emma "
    "erica erin esther eva evelyn faith felicia fiona florence frances gail geraldine gina glenda gloria grace "
    "greta "
    "gretchen gwen hannah harriet heather heidi helen hillary holly hope huma ingrid irene irina isabel ivanka "
    "jackie "
    "jacqueline jan jane janet janice jean jeanne jen jenna jennifer jenny jessica jill joan joanna joanne "
    "jocelyn jodi "
    "joni joyce judith judy julia juliana julianne julie june kamala karen karine kate katherine kathleen "
    "kathryn kathy "
    "katie katrina katy kayla kayleigh kellyanne kelly kimberly kirsten kirstjen kris kristen kristin laura "
    "lauren leah "
    "leslie lena liana lily linda lindsay lisa liz loretta lori lorraine louise lucy lydia lynn madeleine madeline "
    "maggie marcia margaret maria marie marilyn marina marine marjorie martha mary maureen maya megan megyn "
    "melania "
    "melissa melinda meredith mia michele michelle mika mindy miriam molly monica nancy naomi natalia natalie "
    "natasha "
    "nicole nikki nina nora norma olena olga olivia pam pamela patricia patty paula peggy penny phyllis priscilla "
    "rachel rebecca regina renee rhonda rita roberta robin rosa rose rosemary ruth sabrina sally samantha "
    "sandra sara "
    "sarah savannah shannon sharon sheila shelley shirley sonia sophia sophie stacey stacy stephanie sue susan "
    "susana "
    "suzanne sylvia tamara tammy tanya tara teresa theresa tiffany tina tonya tracy tulsi ursula valerie vanessa "
    "veronica vicki victoria virginia vivian wanda wendy whoopi yelena yolanda yvonne zoe"
)
GENDER = {**dict.fromkeys(_MALE.split(), "m"), **dict.fromkeys(_FEMALE.split(), "f")}
GENDERED = {
    **dict.fromkeys(
        "mr sir king prince congressman spokesman chairman businessman father son husband brother man uncle "
        "grandfather "
        "actor councilman pope bishop pastor boy".split(), "m"),
    **dict.fromkeys(
        "mrs ms miss dame lady queen princess congresswoman spokeswoman chairwoman businesswoman mother "
        "daughter wife "
        "sister woman aunt grandmother actress councilwoman girl widow".split(), "f"),
}  # fmt: skip
# Nouns for people in a role: "the former ambassador", "a campaign spokesman".
ROLES = frozenset(
    "president senator governor mayor secretary minister ambassador chancellor congressman congresswoman "
    "representative "
    "lawmaker legislator spokesman spokeswoman spokesperson chairman chairwoman chair director leader official "
    "adviser "
    "advisor aide strategist consultant manager candidate nominee frontrunner front-runner rival hopeful contender "
    "professor historian economist analyst expert scholar fellow author writer journalist reporter correspondent "
    "columnist host anchor moderator billionaire businessman businesswoman mogul tycoon executive founder owner "
    "lawyer "
    "attorney judge justice prosecutor sheriff officer general colonel commander captain veteran pastor bishop "
    "democrat republican libertarian conservative liberal socialist activist organizer organiser pollster delegate "
    "commissioner councilman councilwoman diplomat negotiator envoy politician scientist researcher doctor nurse "
    "teacher student farmer worker resident voter supporter critic opponent surrogate donor insider operative "
    "veteran "
    "man woman mother father son daughter wife husband brother sister friend actor actress singer star comedian "
    "player coach victim witness survivor neighbor neighbour king queen prince princess pope premier deputy "
    "head member boss ceo chief editor publisher producer filmmaker artist musician champion".split()
)

# Nouns, beside roles and bodies, for people who can be said to say something.
_PEOPLE = frozenset(
    "people person americans officials insiders economists lawmakers protesters protestors parents students "
    "residents "
    "families workers employees members allies leaders men women half third quarter percent majority most many "
    "some "
    "others authorities prosecutors investigators researchers scientists lawyers attorneys aides advisers advisors "
    "reporters journalists activists advocates veterans colleagues friends clerics experts strategists campaign "
    "side "
    "team crowd audience country nation public community industry sources source analysts critics white whites "
    "blacks "
    "latinos hispanics muslims evangelicals conservatives liberals millennials respondents delegates governors "
    "senators "
    "mayors diplomats generals doctors nurses farmers attendees fans followers users readers viewers watchers "
    "article story book documents document report reports study survey poll polls headline ad ads law bill "
    "order memo "
    "email emails transcript video indictment complaint filing lawsuit suit opinion ruling release account "
    "accounts "
    "newspaper magazine website site outlet paper network program show column columnists editors board panel bank "
    "ministry kingdom city police ex-president loyalists faithful skeptics detractors backers boosters regulators "
    "kids children ally allies counsel figures associates companies mogul slate leadership partisans faction "
    "rivals heirs brass girl boy girls boys guy guys teenager lady ladies gentleman couple neighbor neighbors".split()
)

# More people, by whom a verb's subject isn't told from other nouns near it.
_MORE_PEOPLE = frozenset(
    "adult agent agents agnostic airman alderman alumna alumni alumnus anchorman anchorwoman architect associate "
    "astronaut athlete attache aunt ayatollah bailiff baker baron bodyguard boxer boyfriend buddy caller captive "
    "carer catholic celebrity chaplain chef child citizen classmate clerk client colleague confidante constable "
    "consul cop counterpart countess cousin crewman czar dad dancer deacon dean detective dissident duchess duke "
    "elder emir entrepreneur ex-husband ex-wife family fan feds fiance fisherman folk folks freshman fugitive "
    "girlfriend golfer graduate grandchild grandchildren grandma grandpa grandparent grandson granny guest gunman "
    "guru hacker heavyweight heir heiress hindu hostage imam incumbent independent individual infantryman inmate "
    "insurgent intern jew jock jockey juror jury killer liaison local lookalike lutheran magistrate magnate "
    "marine marshal mechanic medic midwife military millionaire miner mom monarch monk mum muslim nanny native "
    "nephew niece nun ombudsman pair pal paramedic parent passerby peer personality pilot plaintiff playwright "
    "poet priest principal proponent provost pundit quarterback rabbi rapper rebel relative relatives rep reps "
    "roommate runner sailor sceptic seaman senior sheikh sibling sikh skater skeptic skier sophomore spouse "
    "spouses spy strongman sultan superdelegate surgeon suspect teammate teen tenant tutor twin umpire uncle "
    "undecided user vet vicar waiter waitress warden warlord widow winner".split()
)
# Texts, figures, and bodies called by what they do or where they are.
_TELLING = frozenset(
    "academy accord advisory affidavit agreement airline airport alert alike alliance almanac amendment analyses "
    "analysis appraisal assembly audit autobiography average averages band banner bible biography bloc blog brand "
    "brief brochure business cabinet cable camp caption card casino census chain charity clause clip conglomerate "
    "consortium constitution consulate contract cooperative counterproposal county crew data dataset decision "
    "defense deposition desk diary dictionary directive disclosure disclosures dissent district division "
    "documentary duo edition editorial electorate encyclopedia estimate estimates examination exit faculty "
    "federation festival film findings firm flyer footage forecast generation giant guidance guidelines homepage "
    "hotline index inquiry inscription investigation judgment lab label laboratory leaflet legislature library "
    "line listing lobby log maker management manifesto minutes missive monarchy motion movement movie "
    "municipality museum newsroom nonprofit notice obituary ordinance outfit page palace pamphlet paperwork park "
    "passage personnel petition pharmacy piece pitch placard plan platform playbook polling posting probe "
    "projection projections proposal prosecution province publication quran readout recording regime region "
    "regulation regulations republic research resolution resort results review rules script scripture squad staff "
    "startup station statistics statute store studio subpoena subsidiary summary tabloid tank tape task text "
    "textbook town treaty tribe tribunal trio unit update utility verdict village voice watchdog webpage "
    "workforce zoo".split()
)


def can_tell(noun: str) -> bool:
    """Whether a common noun in lower case can be said to tell something, though it may seldom do: "data", "a firm"."""
    forms = {noun, noun.removesuffix("s"), noun.removesuffix("es"), noun.removesuffix("ies") + "y"}
    return any(n in _MORE_PEOPLE or n in _TELLING or can_speak(n) or n.endswith(("man", "woman")) for n in forms)


def can_speak(noun: str) -> bool:
    """Whether a common noun in lower case stands for people, a body or a text that can be said to speak."""
    singular = noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun
    return any(n in ROLES or n in BODY_WORDS or n in _PEOPLE or n in SPEECH_NOUNS for n in (noun, singular)) or (
        noun.endswith(("men", "women", "people", "ists", "ees", "ians", "ors", "ers", "ist", "ee", "ian"))
        or (singular.endswith(("er", "or", "ant")) and len(singular) > 6)
    )
