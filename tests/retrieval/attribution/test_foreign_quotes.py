"""Quotations in other languages are somebody's where the name stands right beside them; others have no speaker."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retrieval.model import Kind, Statement

Found = Callable[[str], list[Statement]]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "Berlin. „Das ist falsch“, kritisierte Ministerin Hanna Vogel den Kollegen Max Brandt. „Wir zahlen das "
            "nicht.“ „Niemand glaubt das“, hieß es aus der Partei. Brandt entgegnete: „Das ist alles Unsinn.“",
            ["Hanna Vogel", "Hanna Vogel", None, "Max Brandt"],
        ),
        (
            "Die Bürgermeisterin von Ulm, Petra Stein, sagte: „Wir warten jetzt ab.“ Der Sprecher von Petra Stein "
            "sagte: „Wir haben noch Zeit.“ „Es war ein langer Tag“, sagte der Gesandte Wassili Petrow.",
            ["Petra Stein", None, "Wassili Petrow"],
        ),
        (
            "Moscou. «Nous avons besoin de tout le monde», a souligné M. Petrov, en affirmant que tout est prêt. "
            "«C’est une honte», a déclaré le porte-parole du ministère des Affaires étrangères, Jean Dumas. "
            "«On verra bien»",
            ["Petrov", "Jean Dumas", None],
        ),
        (
            "Una reunión sobre el puerto está en marcha según la radio. "
            'La alcaldesa, Carmen Ruiz, dijo: "No habrá más recortes". "Es mentira todo esto", ironizó Luis '
            'Gómez. "Se acabó la fiesta", espetó el portavoz a Carmen Ruiz. "Nadie lo cree", confesó.',
            ["Carmen Ruiz", "Luis Gómez", None, None],
        ),
        (
            "Київ. «Ми не віддамо нічого», — сказав президент Петро Коваленко. Люди сказали: «Ні, не так».",
            ["Петро Коваленко", None],
        ),
    ],
)
def test_the_name_beside_it(text: str, speakers: list[str | None], statements: Found) -> None:
    """Behind the verb, at the end of a role, or before a colon; not the one who is spoken to, nor their spokesman."""
    assert [each.speaker for each in statements(text)] == speakers


def test_the_fullest_name(statements: Found) -> None:
    """A surname is whose first name the article tells."""
    text = "Adrian Holm ist Historiker und lebt in Bern. „Die Lage ist sehr ernst“, sagte Holm der Zeitung."
    (found,) = statements(text)
    assert (found.speaker, found.mention, found.cue, found.kind) == ("Adrian Holm", "Holm", "sagte", Kind.DIRECT)
