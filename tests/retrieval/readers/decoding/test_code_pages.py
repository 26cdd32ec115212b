"""Which code page a text was written in, told by its words."""

from __future__ import annotations

import pytest

from retrieval.errors import UnreadableArticle
from tests.retrieval.readers.conftest import Read

LONG = {
    "cp1252": "Le président l’a déclaré à l’Élysée : « Jamais », a-t-il répété. Les négociations reprendront. " * 4,
    "latin-1": "El ministro señaló que la situación mejoró. ¿Qué pasará mañana? «No lo sé», respondió. " * 4,
    "cp1250": "Předseda vlády řekl, že situace je vážná a že Česko bude dál pomáhat. Ústupky nejsou možné. " * 4,
    "iso8859_2": "Prezydent powiedział, że Polska będzie wspierać sąsiadów. Żadne ustępstwa nie są możliwe. " * 4,
    "cp1251": "Президент заявил, что переговоры продолжатся. «Мы готовы», — сказал он журналистам. " * 4,
    "koi8_r": "Президент заявил, что переговоры продолжатся. Мы готовы, сказал он журналистам. " * 4,
    "cp1253": "Ο πρόεδρος δήλωσε ότι οι συνομιλίες θα συνεχιστούν την επόμενη εβδομάδα στην Αθήνα. " * 4,
    "shift_jis": "大統領は月曜日に会談が来週も続くと述べた。「用意がある」と彼は語った。" * 4,
    "gb18030": "总统星期一表示，会谈将于下周继续。“我们准备好了，”他对记者说。" * 4,
}


@pytest.mark.parametrize("encoding", LONG)
def test_a_code_page_is_told_by_its_text(read: Read, encoding: str) -> None:
    """Western text is Windows-1252; other scripts and central European letters are told by what they spell."""
    assert read(LONG[encoding].encode(encoding)).text == LONG[encoding].strip()


@pytest.mark.parametrize(
    "text",
    [
        "Das macht „Spaß“, sagte er.",  # a sharp s before a quotation mark is UTF-8 by chance, as are the next
        "AU CAFÉ” ET “À CÔTÉ",
        "Il l’a répété… “jamais”, disait-il à l’Élysée. LIBERTÉ, ÉGALITÉ. La 1ère et la 2ème voiture.",
        "¿Qué pasará? ¡Ánimo!, dijo él: 30 °C, 5 €, 1º y 2ª, © 2025 EFE.",
        "SÃO PAULO – A situação é má, disse João: “NÃO”.",
        "The naïve café owner’s résumé – all 31½ years of it… costs £5, €6 or 7¢.",
        "Prime Minister Þorgerður Gunnarsdóttir of Ísland met Ó Briain, Øystein Ås and Çelik.",
        "It´s an apostrophe of its own kind.",
    ],
)
def test_windows_1252_stays_what_it_is(read: Read, text: str) -> None:
    """What looks like broken UTF-8 to a careless eye."""
    assert read(text.encode("cp1252")).text == text


@pytest.mark.parametrize("encoding", ["mac_roman", "gb18030"])
def test_english_with_marks_of_another_machine_is_right(read: Read, encoding: str) -> None:
    """Few characters of such a text aren't ASCII; read as another code page they would stand where no word has them."""
    text = "“I don’t know,” said the mayor — and smiled. “We’ll see.”"
    assert read(text.encode(encoding)).text == text


def test_what_cannot_be_told_is_refused(read: Read) -> None:
    """One byte that makes no word in Windows-1252 speaks for no other code page either."""
    with pytest.raises(UnreadableArticle, match=r"line 2: its encoding can't be told behind 'I don'"):
        read("Asked again, he said:\nI don’t know.".encode("mac_roman"))
