"""What is painted onto a text without touching it: highlights, underlined phrases.

Places are counted in characters of the plain text, as Python counts them; Qt counts those beyond
the Basic Multilingual Plane twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCharFormat

from ms2qbank_desktop.ui.theme import current

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch [start, end) of a text with roles for its ground, ink and underline ("": none)."""

    start: int
    end: int
    ground: str = ""
    ink: str = ""
    underline: str = ""

    def format(self) -> QTextCharFormat:
        """Return how Qt paints it in the present theme."""
        look, theme = QTextCharFormat(), current()
        if self.ground:
            look.setBackground(theme.color(self.ground))
        if self.ink:
            look.setForeground(theme.color(self.ink))
        if self.underline:
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
            look.setUnderlineColor(theme.color(self.underline))
        return look


def flattened(marks: Sequence[Mark]) -> list[Mark]:
    """Return marks that never overlap, each with the roles of all that lay over its place.

    Qt paints letters once for every mark over them, which makes them look bold.
    """
    edges = sorted({edge for mark in marks for edge in (mark.start, mark.end)})
    flat = []
    for start, end in pairwise(edges):
        over = [mark for mark in marks if mark.start <= start and end <= mark.end]
        if over:
            ground = _last(mark.ground for mark in over)
            ink = _last(mark.ink for mark in over)
            flat.append(Mark(start, end, ground, ink, _last(mark.underline for mark in over)))
    return flat


def units(text: str, characters: int) -> int:
    """Return Qt's place (UTF-16 units) of a place in ``text``."""
    return len(text[:characters].encode("utf-16-le")) // 2


def characters(text: str, units: int) -> int:
    """Return the place in ``text`` of Qt's place, the inverse of :func:`units`."""
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))


def _last(roles: Iterable[str]) -> str:
    return next((role for role in reversed(list(roles)) if role), "")
