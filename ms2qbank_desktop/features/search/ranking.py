"""How well an item answers a search, and the words of it that show so.

A group of words counts as in BM25 (Robertson & Walker 1994): the more, the rarer the word, the
oftener it stands there and the shorter the text; words of a title and a tag count more than those
of a body, words as typed more than what stands for them, and what changed lately a little more.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from .text import places, words
from .wanted import EXACT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .models import Span
    from .wanted import Group, Wanted

_K1, _B, _USUAL = 1.2, 0.5, 600
"""BM25's saturation and share of the length; characters of a usual body."""
_TITLE, _TAGS, _FAR = 2.5, 1.0, 0.02
_TOGETHER, _WHOLE_TITLE = 1.3, 0.6
_LATELY, _HALF_LIFE_MS = 0.1, 30 * 86_400_000
_MANY = 1_000_000
_SPACE = re.compile(r"\s")
_BEFORE, _WIDTH = 40, 170


class _Texts:
    """A text as words in a row, and as a set."""

    __slots__ = ("line", "words")

    def __init__(self, text: str) -> None:
        found = words(text)
        self.words = set(found)
        self.line = f" {' '.join(found)} "


_NOTHING = _Texts("")


class Scale:
    """Weighs items for one search."""

    def __init__(self, wanted: Wanted, frequency: Mapping[str, int], now_ms: int) -> None:
        self._groups = [(group, _rarity(group, frequency)) for group in wanted.groups]
        self._now_ms = now_ms
        typed = wanted.typed()
        self._together = f" {' '.join(typed)} " if typed else ""

    def weigh(self, title: str, body: str, tags: str, length: int, changed_at: int) -> float:
        """Return the score of an item; ``length``: characters of its whole body."""
        heading, text, tagged = (_Texts(one) if one else _NOTHING for one in (title, body, tags))
        norm = _K1 * (1 - _B + _B * length / _USUAL)
        score = in_title = 0.0
        for group, rarity in self._groups:
            head = _strength(group, heading, 0.5 + len(heading.words) / 8)
            told = _strength(group, text, norm) + _TAGS * _strength(group, tagged, 1.0)
            score += rarity * max(told + _TITLE * head, _FAR)
            in_title += min(1.0, head)
        if self._together and (self._together in heading.line or self._together in text.line):
            score *= _TOGETHER
        if heading.words:
            score *= 1 + _WHOLE_TITLE * min(1.0, in_title / len(heading.words))
        age = max(0, self._now_ms - changed_at) / _HALF_LIFE_MS
        return score * (1.0 + _LATELY * math.pow(0.5, age))


def _rarity(group: Group, frequency: Mapping[str, int]) -> float:
    """Return how much a group tells: the more, the fewer items have its typed word, or where
    nothing has that, any of its words; several words tell what each of them does."""
    if group.parts:
        return sum(_rarity(part, frequency) for part in group.parts)
    exact = [frequency.get(word, 0) for word, worth in group.words.items() if worth >= EXACT]
    number = sum(exact) or sum(frequency.get(word, 0) for word in group.worths())
    return math.log(1 + _MANY / (1 + number))


def _strength(group: Group, text: _Texts, norm: float) -> float:
    """Return how strongly a text speaks of a group; what only stands for the typed word counts
    far less than the word itself."""
    best = 0.0
    if not text.words:
        return best
    for word in text.words.intersection(group.words):
        often = text.line.count(f" {word} ")
        best = max(best, group.words[word] ** 3 * often * (_K1 + 1) / (often + norm))
    for phrase, worth in group.phrases.items():
        often = text.line.count(f" {' '.join(phrase)} ") if phrase[0] in text.words else 0
        if often:
            best = max(best, worth**3 * often * (_K1 + 1) / (often + norm))
    if group.parts:
        inner = [_strength(part, text, norm) for part in group.parts]
        best = max(best, sum(inner) / len(inner))
    return best


class Excerpt(NamedTuple):
    """Words around what was found, on one line, where it is marked there, the place in the text
    that was chosen, all that was found in the text, as it is written there, and how much of the
    search the excerpt shows."""

    text: str
    marks: tuple[Span, ...]
    at: int
    words: dict[str, None]
    worth: float


class Marker:
    """Finds the words of a search in texts that are shown."""

    def __init__(self, wanted: Wanted) -> None:
        self._worth: dict[str, tuple[int, float]] = {}
        for place, group in enumerate(wanted.groups):
            for word, worth in group.worths().items():
                if worth > self._worth.get(word, (0, 0.0))[1]:
                    self._worth[word] = (place, worth)

    def spans(self, text: str) -> tuple[Span, ...]:
        """Return where words of the search stand."""
        return tuple((start, end) for _, start, end in places(text, self._worth))

    def excerpt(self, body: str, begin: int = 0, parts: Sequence[int] = ()) -> Excerpt:
        """Return the words around the place from ``begin`` on where most of the search stands
        together; ``parts``: where parts of the body begin, an excerpt is of one of them."""
        there = places(body, self._worth)
        found = [(start, end, *self._worth[word]) for word, start, end in there if start >= begin]
        at = found[0][0] if found else min(begin, len(body))
        best, most = 0.0, _worth((group, worth) for _, _, group, worth in found)
        for place, (start, *_) in enumerate(found):
            if best >= most:
                break
            # An excerpt is of one part, what stands in the next one does not count for it.
            end = min((part for part in parts if part > start), default=len(body))
            last = min(end, start + _WIDTH - _BEFORE)
            near = [one for one in found[place : place + 24] if one[1] <= last]
            worth = _worth((group, worth) for _, _, group, worth in near)
            if worth > best + 1e-9:
                best, at = worth, start
        start, end = _window(body, at, at - _BEFORE if found else at, parts)
        before = "…" * (start > 0 and start not in parts)
        after = "…" * any(one.isalnum() for one in body[end : _next(parts, start, len(body))])
        moved = len(before) - start
        marks = ((a + moved, b + moved) for _, a, b in there if start <= a and b <= end)
        words = dict.fromkeys(body[a:b] for a, b in self._nearest(there))
        line = _SPACE.sub(" ", body[start:end])
        return Excerpt(f"{before}{line}{after}", tuple(marks), at, words, best)

    def _nearest(self, there: Sequence[tuple[str, int, int]]) -> Iterable[Span]:
        """Yield the places of the words that come nearest to what was typed, group by group: where
        the very word stands, one that only resembles it is not meant."""
        best: dict[int, float] = {}
        for word, _, _ in there:
            group, worth = self._worth[word]
            best[group] = max(worth, best.get(group, 0.0))
        for word, start, end in there:
            group, worth = self._worth[word]
            if worth >= best[group]:
                yield start, end

    def worth(self, text: str) -> float:
        """Return how much of the search a text shows."""
        return _worth(self._worth[word] for word, _, _ in places(text, self._worth))


def _window(body: str, at: int, start: int, parts: Sequence[int]) -> Span:
    """Return what is shown of a body around a place, from about ``start`` on."""
    floor = max((one for one in parts if one <= at), default=0)
    ceiling = _next(parts, at, len(body))
    start = max(floor, start)
    if start > floor:
        blank = _SPACE.search(body, start, at)
        start = blank.end() if blank else start
    end = min(ceiling, start + _WIDTH)
    if end < ceiling:
        end = max(body.rfind(" ", at + 1, end), body.rfind("\n", at + 1, end), at + 1)
    text = body[start:end]
    return start + len(text) - len(text.lstrip()), start + len(text.rstrip())


def _next(parts: Sequence[int], at: int, last: int) -> int:
    """Return where the part after the one at a place begins."""
    return min((one for one in parts if one > at), default=last)


def _worth(found: Iterable[tuple[int, float]]) -> float:
    """Return the sum of the best worth of each group."""
    best: dict[int, float] = {}
    for group, worth in found:
        best[group] = max(worth, best.get(group, 0.0))
    return sum(best.values())


def opening(text: str, longest: int) -> str:
    """Return the first words of a text on one line."""
    line = " ".join(text[: longest * 2].split())
    return line if len(line) <= longest else f"{line[:longest].rsplit(' ', 1)[0]}…"
