"""How much of what a question asks a text speaks of.

A question is its telling words. A word tells the more, the rarer it is (inverse document frequency,
Spärck Jones 1972) and the more of the question's own names, its topic, tags, objective and right
choice, have it. A section of an article speaks of the question by the share of that weight whose
words it has; a word counts in full in its title, in a long text less unless it stands there often
(BM25's saturation). Below three tenths there is too little to say so: of what passes for the
starter questions 19 in 20 are right, judged by hand (tests/features/search/test_relating.py).
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from .forms import inflections, spellings
from .text import words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

ENOUGH = 0.3
"""Share from which on a text speaks of it."""
NEAR = 0.6
"""Of the best share: what has less is left out beside it."""
TELLING, _AT_LEAST = 20, 2
"""Words that a question is known by, and those of them that a text has to have."""
_MOST, _FEW = 0.05, 3
"""Share of all items that a word may stand in and still tell; in a small index so many items."""
_SHORTEST, _ASKED = 3, 80
"""Letters of a word, and words whose frequency is looked up."""
_K1, _B, _USUAL = 1.2, 0.5, 600
"""BM25's saturation and share of the length; characters of a usual section."""

Parts = list[tuple[str, float]]
"""Texts, each with what it weighs."""
Weighted = dict[str, float]
"""Words with what they weigh."""


def weighted(parts: Parts) -> Weighted:
    """Return the words of some texts, with the sum of what the texts weigh that have them: those
    that weigh most, the longest of them."""
    found: Weighted = {}
    for text, weight in parts:
        for word in set(words(text)):
            if len(word) >= _SHORTEST and not word.isdecimal():
                found[word] = found.get(word, 0.0) + weight
    best = sorted(found, key=lambda word: (found[word], len(word), word), reverse=True)[:_ASKED]
    return {word: found[word] for word in best}


def telling(asked: Weighted, frequency: Mapping[str, int], items: int, most: int) -> Weighted:
    """Return the words that tell most of what a thing is about, at most so many; ``frequency``:
    how many of all ``items`` have a word."""
    often = max(_FEW, items * _MOST)
    found = {
        word: weight * math.log(1 + items / (1 + frequency.get(word, 0)))
        for word, weight in asked.items()
        if frequency.get(word, 0) <= often
    }
    best = sorted(found, key=lambda word: (-found[word], word))[:most]
    return {word: found[word] for word in best}


def ways(word: str) -> set[str]:
    """Return a word, its plural or singular, and its other spellings."""
    return {word, *inflections(word), *spellings(word)}


class Texts:
    """Sections of articles, by the words they have."""

    def __init__(self) -> None:
        self._having: dict[str, list[tuple[int, float]]] = {}
        self.number = 0

    def add(self, title: str, body: str, length: int) -> None:
        """Add a section; ``length``: the characters of its whole body."""
        norm = _K1 * (1 - _B + _B * length / _USUAL)
        strength = {
            word: min(1.0, often * (_K1 + 1) / (often + norm))
            for word, often in Counter(words(body)).items()
        }
        strength.update(dict.fromkeys(words(title), 1.0))
        for word, worth in strength.items():
            self._having.setdefault(word, []).append((self.number, worth))
        self.number += 1

    def shares(self, about: Weighted) -> dict[int, float]:
        """Return how much of it the sections speak of, by their number: those that do at all."""
        told = self._told(about, {word: (word,) for word in about})
        # Other forms take long to think of: where the words themselves say next to nothing, they
        # would not say enough.
        if max(told.values(), default=0.0) < ENOUGH / 2:
            return told
        return self._told(about, {word: ways(word) for word in about})

    def _told(self, about: Weighted, forms: Mapping[str, Collection[str]]) -> dict[int, float]:
        shares: dict[int, float] = {}
        met: Counter[int] = Counter()
        for word, weight in about.items():
            best: dict[int, float] = {}
            for form in forms[word]:
                for number, worth in self._having.get(form, ()):
                    best[number] = max(worth, best.get(number, 0.0))
            met.update(best.keys())
            for number, worth in best.items():
                shares[number] = shares.get(number, 0.0) + weight * worth
        whole = sum(about.values())
        return {at: share / whole for at, share in shares.items() if met[at] >= _AT_LEAST}
