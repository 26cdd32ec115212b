"""What a site's robots.txt lets us fetch, by RFC 9309: the longest rule that fits decides, and a tie allows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

TOKEN = "VerbatimBot"  # noqa: S105 - the name by which a site's rules mean us
LONGEST = 500 * 1024
"""Bytes that are read at least, says the RFC; we read no more."""

_LONGEST_DELAY = 30.0
_MOST_RULES = 5_000


@dataclass(frozen=True)
class Robots:
    """The rules of one site that are meant for us.

    Args:
        rules: (pattern, whether it allows), as written.
        delay: seconds between two requests that the site asks for.
    """

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0

    def allows(self, url: str) -> bool:
        """Whether this address of the site may be fetched."""
        parts = urlsplit(url)
        path = _literal(_normal((parts.path or "/") + (f"?{parts.query}" if parts.query else "")))
        best, allowed = -1, True
        for pattern, allow in self.rules:
            if (len(pattern) > best or (len(pattern) == best and allow)) and _fits(pattern, path):
                best, allowed = len(pattern), allow
        return allowed


ALLOW_ALL = Robots()


def parse(text: str) -> Robots:
    """The rules of the groups that name us; without one, of those for everybody."""
    groups: dict[str, list[tuple[str, bool]]] = {}
    delays: dict[str, float] = {}
    agents: list[str] = []
    in_rules = False
    for line in text.lstrip("\ufeff").splitlines():
        key, colon, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        key = key.lower()
        if not colon:
            continue
        if key == "user-agent":
            if in_rules:
                agents, in_rules = [], False
            name = re.match(r"[a-z_-]+|\*", value.lower())
            agents += [name[0]] if name else []
            for agent in agents:
                groups.setdefault(agent, [])
        elif key in {"allow", "disallow"}:
            in_rules = True
            for agent in agents if value else ():
                if len(groups[agent]) < _MOST_RULES:
                    pattern = _normal(value)
                    groups[agent].append((pattern[:-1].replace("$", "%24") + pattern[-1:], key == "allow"))
        elif key == "crawl-delay":
            in_rules = True
            if re.fullmatch(r"\d{1,6}(?:\.\d{1,6})?", value):
                delays.update((agent, min(float(value), _LONGEST_DELAY)) for agent in agents)
    ours = TOKEN.lower() if TOKEN.lower() in groups else "*"
    return Robots(tuple(groups.get(ours, ())), delays.get(ours, 0.0))


def _normal(path: str) -> str:
    """The path in the one spelling that its escapes allow; an escaped wild card doesn't become a wild card."""
    kept = re.sub(r"%(2a|24)", lambda match: f"%25{match[1].upper()}", path, flags=re.IGNORECASE)
    return quote(unquote(kept, errors="surrogateescape"), safe="/?=&*$:@!',;+()~-._%", errors="surrogateescape")


def _literal(path: str) -> str:
    """An address's path, which holds no wild cards."""
    return path.replace("*", "%2A").replace("$", "%24")


def _fits(pattern: str, path: str) -> bool:
    """Whether a pattern with ``*`` for anything and ``$`` for the end fits, in time that grows with the path only."""
    anchored = pattern.endswith("$")
    first, *parts = (pattern[:-1] if anchored else pattern).split("*")
    if not path.startswith(first):
        return False
    if not parts:
        return not anchored or path == first
    at = len(first)
    for part in parts[:-1]:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if anchored:
        return len(path) - len(parts[-1]) >= at and path.endswith(parts[-1])
    return path.find(parts[-1], at) >= 0
