"""Where the words of an article stand on the page that they were read from.

The two differ in lines, hyphens, headers and spaces, but not in the order of their letters: both
are compared by letters and digits alone.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ms2qbank_desktop.features.library.pdf_file import Letters

_LIGATURES = range(0xFB00, 0xFB07)
_BESIDE = 0.3
"""Of the width: so far from the end of its line a point is still on that line."""
_NEAR = 0.6
"""Share of their height by which boxes must overlap to be on one line."""


class Box(NamedTuple):
    """A part of a page: its edges as shares of the width and of the height."""

    left: float
    top: float
    right: float
    bottom: float


class PageWords:
    """The letters of a page, and the words of its section in the article."""

    def __init__(self, letters: Letters, words: str) -> None:
        """``words``: the section; its places are counted as Qt counts them, in UTF-16 units."""
        self._letters = letters
        on_page, self._places = _stream(letters.text, units=False)
        in_words, self._units = _stream(words, units=True)
        self._shift = on_page.find(in_words) if in_words else -1
        self._size = len(in_words)

    @property
    def is_known(self) -> bool:
        """Whether the words are those of the page."""
        return self._shift >= 0

    def boxes(self, start: int, end: int) -> list[Box]:
        """Return where the words [start, end) of the section stand, a box for each line."""
        first, last = bisect_left(self._units, start), bisect_left(self._units, end) - 1
        if not self.is_known or last < first:
            return []
        return self._around(self._places[self._shift + first], self._places[self._shift + last])

    def at(self, x: float, y: float) -> int:
        """Return the place in the section that is nearest to a point of the page, −1 if the page
        has no words of it."""
        nearest, least = -1, float("inf")
        if not self.is_known:
            return -1
        boxes = self._letters.boxes
        for number in range(self._size):
            at = 4 * self._places[self._shift + number]
            left, top, right, bottom = boxes[at : at + 4]
            away_y = max(top - y, 0.0, y - bottom)
            away_x = max(left - x, 0.0, x - right)
            away = away_x if not away_y else _BESIDE + 4 * away_y + away_x
            if away < least:
                nearest, least = number, away
                behind = x > (left + right) / 2
        if nearest < 0:
            return -1
        return self._units[nearest] + behind

    def _around(self, first: int, last: int) -> list[Box]:
        found: list[Box] = []
        boxes = self._letters.boxes
        for place in range(first, last + 1):
            left, top, right, bottom = boxes[4 * place : 4 * place + 4]
            if right <= left or bottom <= top:
                continue
            box = found[-1] if found else None
            if box is not None:
                shared = min(box.bottom, bottom) - max(box.top, top)
                low = min(box.bottom - box.top, bottom - top)
                near = left - box.right < 3 * (bottom - top) and left >= box.left
                if shared > _NEAR * low and near:
                    found[-1] = Box(
                        box.left, min(box.top, top), max(box.right, right), max(box.bottom, bottom)
                    )
                    continue
            found.append(Box(left, top, right, bottom))
        return found


def _stream(text: str, *, units: bool) -> tuple[str, list[int]]:
    """Return the letters and digits of a text, and the place of each in it."""
    letters: list[str] = []
    places: list[int] = []
    at = 0
    for sign in text:
        spelled = unicodedata.normalize("NFKC", sign) if ord(sign) in _LIGATURES else sign
        for one in spelled:
            if one.isalnum():
                letters.append(one)
                places.append(at)
        at += 2 if units and ord(sign) > 0xFFFF else 1
    return "".join(letters), places


def section_at(starts: list[int], position: int) -> int:
    """Return which section a place of the article is in, by where each begins; the first for what
    is before it."""
    return max(0, bisect_right(starts, position) - 1)
