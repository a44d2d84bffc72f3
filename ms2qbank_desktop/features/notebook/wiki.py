"""Reading the Markdown of a note: its wiki links, tags, headings, first words.

A wiki link is ``[[Name]]``, ``[[Name|words shown]]``, ``[[Name#heading]]`` or, for the moment of a
video, ``[[Name@12:34]]``; in front of the name may stand what kind of thing it is:
``[[video:Renal 2@12:34]]``. What stands in code is no link and no tag.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.links.models import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ms2qbank_desktop.features.links.models import Place

_LINK = re.compile(r"\[\[([^\[\]\n|]{1,300})(?:\|([^\[\]\n]{0,300}))?\]\]")
_MOMENT = re.compile(r"^(.*?)@(?:(\d{1,2}):)?(\d{1,3}):(\d{2})$", re.DOTALL)
_CODE = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}|~{3,}).*?(?:^[ \t>]*(?P=fence)[`~]*\s*$|\Z)"
    r"|(?P<ticks>`+)[^\n]+?(?P=ticks)",
    re.MULTILINE | re.DOTALL,
)
_TAG = re.compile(r"#(?<![^\s(]#)([^\W\d_][\w/-]{0,60})")  # the sign first: quick to find
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LEADS = re.compile(r"^[>#\-+ \t]+", re.MULTILINE)
_MARKS = re.compile(r"[*_~`](?:(?<!\w[*_~`])[*_~`]*|[*_~`]*(?!\w))")
"""Not between two letters."""
_LABELS = re.compile(r"^\[!\w+\][+-]?[ \t]*|\[\^[^\]\s]{1,60}\](?::[ \t]*)?", re.MULTILINE)
"""Of callouts and footnotes; behind what leads a line."""
_ADDRESS = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_RULES = re.compile(r"^[ \t]*\|?[ \t:|-]*-{3,}[ \t:|-]*$", re.MULTILINE)
"""Below the head of a table, and between paragraphs."""
_CELLS = re.compile(r"(?:[ \t]*\|[ \t\n]*)+")
_FORMULA = re.compile(r"(?<![\\$])\$\$?(?=[^\s$])([^$\n]{1,300}?)(?<=\S)\$\$?(?![\d$])")
_FRACTION = re.compile(r"\\[dt]?frac ?\{([^{}]*)\} ?\{([^{}]*)\}")
_GROUP = re.compile(r"(?:\\(?:mathrm|text|mathbf|ce) ?|[\^_])\{([^{}]*)\}")
_DEEPEST = 8
"""Groups of a formula in one another that are read."""
_COMMAND = re.compile(r"\\([a-zA-Z]+)( ?)")
_GREEK = ("alpha", "beta", "gamma", "delta", "Delta", "lambda", "mu", "pi", "sigma", "chi", "omega")
_SIGNS = {
    **dict(zip(_GREEK, "αβγδΔλμπσχω", strict=True)),
    **dict.fromkeys(("le", "leq"), "≤ "),
    **dict.fromkeys(("ge", "geq"), "≥ "),
    **dict.fromkeys(("to", "rightarrow"), "→ "),
    **dict.fromkeys(("left", "right", "mathrm", "text", "mathbf", "ce", "dot"), ""),
    **dict.fromkeys(("quad", "qquad"), " "),
    "times": "× ",
    "cdot": "·",
    "pm": "± ",
    "approx": "≈ ",
    "infty": "∞",
}
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
OPENING = 160
"""Characters of a note that a list shows."""


@dataclass(frozen=True, slots=True)
class WikiLink:
    """[start, end) of the body, brackets included. ``spot``: a heading, or milliseconds."""

    start: int
    end: int
    name: str
    shown: str
    kind: Kind | None = None
    spot: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str
    start: int


def wiki_links(body: str) -> list[WikiLink]:
    """Return the wiki links of a body in order."""
    return [_link(found) for found in outside_code(_LINK, body)]


def targets(body: str) -> dict[str, WikiLink]:
    """Return the wiki links of a body by what stands in their brackets before a bar."""
    return {
        body[link.start + 2 : link.end - 2].partition("|")[0].rstrip("\\"): link
        for link in wiki_links(body)
    }


def tags(body: str) -> list[str]:
    """Return the #tags of a body in order, each once."""
    return list(dict.fromkeys(found[1] for found in outside_code(_TAG, body)))


def tag_places(text: str) -> list[tuple[int, int]]:
    """Return where tags stand in words that hold no code, as [start, end)."""
    return [found.span() for found in _TAG.finditer(text)]


def own_tags(given: Iterable[str], body: str) -> tuple[str, ...]:
    """Return the tags of a note that it has beside those of its text, which go with the words."""
    from_text = set(tags(body))
    return tuple(tag for tag in given if tag not in from_text)


def tags_within(tag: str, known: Iterable[str]) -> frozenset[str]:
    """Return a tag and those of the known ones that are the same or below it: "renal" holds
    "Renal" and "renal/tubule"."""
    same = tag.casefold()
    return frozenset({tag, *(one for one in known if f"{one.casefold()}/".startswith(f"{same}/"))})


def target(place: Place, title: str) -> str:
    """Return what stands between the brackets of a link to a place that is called ``title``:
    questions and cards go by their id, all else by its name."""
    name = " ".join(re.sub(r"[\[\]|#]", " ", title).split())
    spot = f"#{place.part}" if place.part and place.kind in (Kind.NOTE, Kind.ARTICLE) else ""
    if place.kind is Kind.NOTE:
        return f"{name}{spot}"
    if place.kind in (Kind.QUESTION, Kind.CARD):
        return f"{place.kind}:{place.id}|{name}"
    if place.kind is Kind.VIDEO and place.spot:
        minutes, seconds = divmod(place.ms // 1000, 60)
        hours, minutes = divmod(minutes, 60)
        moment = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
        return f"{place.kind}:{name}@{moment}|{name}, at {moment}"
    return f"{place.kind}:{name}{spot}|{name}"


def headings(body: str) -> list[Heading]:
    """Return the headings of a body: its outline."""
    return [
        Heading(len(found[1]), plain(found[2]), found.start())
        for found in outside_code(_HEADING, body)
    ]


def words(body: str) -> int:
    """Return how many words a body has."""
    return len(_WORD.findall(plain(body)))


def opening(body: str) -> str:
    """Return the first words of a body on one line, headings included."""
    begin = spoken(body[: OPENING * 8])
    text = " ".join(_CELLS.sub(", ", _RULES.sub("", plain(begin))).split())
    text = text.strip(" ,")
    return text if len(text) <= OPENING else f"{text[:OPENING].rsplit(' ', 1)[0]}…"


def spoken(body: str) -> str:
    """Return a body with its formulas on a line each, as far as letters can say them."""
    return _FORMULA.sub(lambda found: _spoken(found[1]), body) if "$" in body else body


def indexed(body: str) -> str:
    """Return what a search should find in a body: its words, and the names behind its links."""
    names = {link.name for link in wiki_links(body) if link.shown.strip() != link.name}
    return "\n".join((plain(body), *sorted(names)))


def plain(body: str) -> str:
    """Return the words of a body without its marks."""
    text = _LINK.sub(lambda found: found[2] or _link(found).name, _PICTURE.sub("", body))
    return _MARKS.sub("", _LABELS.sub("", _LEADS.sub("", _ADDRESS.sub(r"\1", text))))


def mentions(body: str, name: str) -> list[tuple[int, int]]:
    """Return where a body has ``name`` as whole words without linking it, as [start, end)."""
    if len(name.strip()) < 3:  # shorter names would be found everywhere
        return []
    taken = [(link.start, link.end) for link in wiki_links(body)]
    taken += [found.span() for found in _CODE.finditer(body)]
    pattern = re.compile(rf"(?<!\w){re.escape(name.strip())}(?!\w)", re.IGNORECASE)
    return [
        found.span()
        for found in pattern.finditer(body)
        if not any(start < found.end() and found.start() < end for start, end in taken)
    ]


def linked(body: str, places: Iterable[tuple[int, int]], name: str) -> str:
    """Return ``body`` with mentions made links to ``name``; the words shown stay as they are."""
    for start, end in sorted(places, reverse=True):
        words_there = body[start:end]
        link = f"[[{name}]]" if words_there == name else f"[[{name}|{words_there}]]"
        body = body[:start] + link + body[end:]
    return body


def renamed(body: str, old: str, new: str) -> str:
    """Return ``body`` with its links to ``old`` going to ``new``."""
    for link in reversed(wiki_links(body)):
        if link.name.casefold() == old.casefold():
            text = body[link.start : link.end]
            at = text.casefold().index(old.casefold())
            body = body[: link.start] + text[:at] + new + text[at + len(old) :] + body[link.end :]
    return body


def _spoken(tex: str) -> str:
    """Return a formula on one line, as far as letters can say it: C = U × V / P."""
    tex = tex.replace("\\ ", " ")
    for _ in range(_DEEPEST):  # a group may stand in another, the innermost comes first
        tex, groups = _GROUP.subn(r"\1", tex)
        tex, fractions = _FRACTION.subn(lambda found: "/".join(map(_side, found.groups())), tex)
        if not groups + fractions:
            break
    tex = _COMMAND.sub(lambda found: _SIGNS.get(found[1], found[1] + found[2]), tex)
    return re.sub(r"[{}^_]|\\[,;!]|\\(?=%)", "", tex)


def _side(tex: str) -> str:
    return f"({tex})" if " " in tex.strip() else tex


def _link(found: re.Match[str]) -> WikiLink:
    target, kind, spot = found[1].rstrip("\\").strip(), None, ""  # in a table: \\|
    before, colon, after = target.partition(":")
    if colon and before.strip().lower() in set(Kind):
        kind, target = Kind(before.strip().lower()), after.strip()
    moment = _MOMENT.match(target)
    if moment:
        hours, minutes, seconds = (int(moment[part] or 0) for part in (2, 3, 4))
        target, spot = moment[1].strip(), str(((hours * 60 + minutes) * 60 + seconds) * 1000)
    elif "#" in target:
        target, _, spot = (part.strip() for part in target.partition("#"))
    return WikiLink(found.start(), found.end(), target, found[2] or found[1], kind, spot)


def outside_code(pattern: re.Pattern[str], body: str) -> Iterator[re.Match[str]]:
    """Yield what a pattern finds in a body but for what begins in code."""
    code = [found.span() for found in _CODE.finditer(body)] if "`" in body or "~~~" in body else []
    for found in pattern.finditer(body):
        if not any(start <= found.start() < end for start, end in code):
            yield found
