"""The frame of every page: nothing from elsewhere, no script, text that stays text, colours that can be read."""

from __future__ import annotations

import re

import lxml.html
import pytest

from bot.pages.document import STYLE_SHEET, document, element, link

EVIL = "<script>alert(1)</script>\" onload='x' \x00\x1b \ud800 & é"


def test_text_stays_text() -> None:
    """Whatever a title, a text, an attribute or a link's words hold."""
    page = document(EVIL, element("p", EVIL, title=EVIL), link(EVIL, "https://example.org/?a=1&b=2"))
    read = lxml.html.fromstring(page)
    assert not read.xpath("//script | //@onload | //*[@*[starts-with(name(), 'on')]]")
    shown = "<script>alert(1)</script>\" onload='x' \ufffd\ufffd \ufffd & é"
    assert read.findtext(".//title") == shown == read.findtext(".//p") == read.findtext(".//a")
    page.encode()


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://a b/", "//x", "", None]
)
def test_only_addresses_of_the_web_become_links(address: str | None) -> None:
    assert link("here", address).tag == "span"


def test_a_page_loads_nothing_from_elsewhere() -> None:
    page = document("Ice", element("p", "x"))
    policy = lxml.html.fromstring(page).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'")
    assert not re.search(r"@import|url\(|<link|<img|src=", page.replace("default-src=", ""))


def test_texts_keep_their_contrast_in_both_colour_schemes() -> None:
    """At least 4.5 : 1 (WCAG 2.2, 1.4.3) of each text colour to what it stands on."""
    light, dark = (dict(re.findall(r"--([\w-]+): #(\w{6})", part)) for part in STYLE_SHEET.split("@media (", 1))
    assert light.keys() == dark.keys()
    for colours in (light, dark):
        for name in ("text", "quiet", "link", "good", "doubtful", "bad"):
            assert _contrast(colours[name], colours["page"]) >= 4.5, name
            assert _contrast(colours[name], colours["raised"]) >= 4.5, name
        assert _contrast(colours["on-mark"], colours["mark"]) >= 4.5


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
