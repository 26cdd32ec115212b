"""Families of words by which a question says what it wants."""

from __future__ import annotations

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

QUESTION_WORDS = frozenset(
    "who what when where why how which whose is are was were does did do can could will has have had".split()
)
