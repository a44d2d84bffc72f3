"""The Markdown of an article: its pictures, its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable

MEDIA, MISSING = "media:", "missing:"
_PICTURE = re.compile(
    r"!\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\(\s*<?([^\s()<>]*(?:\([^()]*\))?[^\s()<>]*)>?((?:\s+\"[^\"]*\")?)\s*\)"
)
_MARKS = re.compile(
    r"<[^>\n]{1,200}>|!?\[([^\[\]]*)\]\([^)\n]{0,2000}\)|\[\[(?:[^\[\]|\n]*\|)?([^\[\]|\n]*)\]\]"
    r"|^[>#|:\-+ \t]+|[*_`|$]+",
    re.MULTILINE,
)
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_COMPARED = 8_000
"""Characters of a body that are compared with another."""
_TELLING, _ALIKE = 12, 0.25
"""Long words that a body must have to be compared, and the share of them in a mended one."""
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")


def with_pictures(body: str, stored: Callable[[str], str | None]) -> tuple[str, int, int]:
    """Return ``body`` with the addresses of its pictures replaced, how many are there, and how
    many are missing. ``stored`` gives the name in the media folder for an address, None if it was
    not supplied."""
    there = missing = 0

    def replaced(found: re.Match[str]) -> str:
        nonlocal there, missing
        alt, address, title = found[1], unquote(found[2]), found[3]
        if address.startswith((MEDIA, MISSING)):
            return found[0]
        name = stored(address)
        if name is None:
            missing += 1
            return f"![{alt}](<{MISSING}{address}>{title})"
        there += 1
        return f"![{alt}]({MEDIA}{name}{title})"

    return _PICTURE.sub(replaced, body), there, missing


def picture_addresses(body: str) -> list[str]:
    """Return the addresses of the pictures of a body, in order, each once."""
    return list(dict.fromkeys(unquote(found[2]) for found in _PICTURE.finditer(body)))


def plain(body: str) -> str:
    """Return the words of a body without its marks and addresses: what a search should find."""
    bare = _PICTURE.sub(r" \1 ", body)
    return _MARKS.sub(lambda found: f" {found[1] or found[2] or ''} ", bare)


def words(body: str) -> int:
    """Return how many words a body has, those under pictures left out."""
    return sum(1 for _ in _WORD.finditer(plain(_PICTURE.sub(" ", body))))


def is_another(before: str, now: str) -> bool:
    """Say whether two bodies have so few words in common that none was made of the other. Of
    bodies that are too short to tell, none is another."""
    first, second = (set(_LONG_WORD.findall(one[:_COMPARED].lower())) for one in (before, now))
    fewest = min(len(first), len(second))
    return fewest >= _TELLING and len(first & second) < _ALIKE * fewest
