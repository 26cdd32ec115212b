"""Words that news texts shorten, and letters that an apostrophe stands for."""

from __future__ import annotations

from retrieval.lang.en.times import MONTH_ABBREVIATIONS, WEEKDAY_ABBREVIATIONS

SHORT_FIRST_NAMES = frozenset("benj chas danl edw fredk geo jas jno richd robt saml thos wm".split())
"""How first names were shortened in print, before a full stop: "Wm. Brown"."""

ABBREVIATIONS = (SHORT_FIRST_NAMES | MONTH_ABBREVIATIONS | WEEKDAY_ABBREVIATIONS - {"sun"}) | frozenset(
    "mr mrs ms mx dr prof rev fr hon pres sen sens rep reps gov govs gen lt col sgt capt cpt maj adm cmdr cpl pvt brig"
    " pte det coun smt"
    " dir sec amb st ste mt ft jr sr inc corp co ltd bros vs nos no dept univ assn est approx"
    " ave blvd ph al fig engr barr alh surv supt insp cllr ald atty messrs mme"
    " asst dep flt ldr lcpl msgr msgt ofc pfc ptl sfc spc sqn ssgt trpr wg cmdr cdr rt".split()
)
"""Before a full stop that needn't end a sentence; without those that are common words, as "sun" is."""

ELIDED = tuple("em til tis twas cause n round bout ll re ve s d m t".split())
"""What may stand behind an apostrophe that opens no quote: "'em", "'tis"."""
