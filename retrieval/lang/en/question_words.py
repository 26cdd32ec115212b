"""Families of words by which a question says what it wants."""

from __future__ import annotations

SPEECH = frozenset(
    "say says said saying tell tells told telling speak speaks spoke spoken talk talks talked comment comments"
    " commented remark remarks remarked quote quotes quoted quotation quotations statement statements state stated"
    " states word words opinion opinions view views position positions think thinks thought believe believes claim"
    " claims claimed argue argues argued respond responds responded response reaction react reacts reacted reply"
    " replied answer answered ask asked asks call calls called warn warns warned warning explain explained explains"
    " describe described describes suggest suggested suggests tweet tweets tweeted post posts posted write writes"
    " wrote announce announced promise promised promises deny denied denies criticise criticised criticize"
    " criticized praise praised demand demanded mention mentioned mentions according stance take point insist"
    " insisted insists admit admitted".split()
)
"""Words that ask for somebody's words."""

FRAME = frozenset(
    "anything something everything any all some latest new recent recently exactly actually ever please give show find"
    " get list me us tell know let hear hey hi has have had did does do is was were are be been what whats who whose"
    " which how when where why from by of to in at the a an and or for with about on regarding concerning re over"
    " toward towards against as his her their its he she they it that this there so far now today news article"
    " articles still again also ok okay well just then only want wants need full everyone anyone anybody"
    " somebody someone people else got need asap lately most thing things whom compare compared between difference"
    " both even versus vs i you we can could would will shall may might must really wat"
    " wht abt bout pls plz exact".split()
)
"""Words that frame a question and say nothing about its topic."""

STANCE: dict[str, frozenset[str]] = {
    "criticised": frozenset(
        "criticise criticize criticised criticized criticises criticizes blast blasted slam slammed slams condemn"
        " condemned condemns denounce denounced denounces attack attacked attacks mock mocked questioned"
        " accuse accused accuses rebuke rebuked blame blamed blames oppose opposed opposes".split()
    ),
    "welcomed": frozenset(
        "welcome welcomed welcomes praise praised praises applaud applauded hail hailed support supported supports"
        " endorse endorsed endorses back backed backs defend defended defends thank thanked".split()
    ),
    "denied": frozenset(
        "deny denied denies reject rejected rejects dismiss dismissed dismisses refuse refused refuses dispute disputed"
        " refute refuted".split()
    ),
    "warned": frozenset("warn warned warns caution cautioned cautions threaten threatened alarmed".split()),
}
"""What somebody may have done about a topic: the words of the question and the cues of the articles alike."""

QUESTION_WORDS = frozenset(
    "who what when where why how which whose is are was were does did do can could will has have had".split()
)
