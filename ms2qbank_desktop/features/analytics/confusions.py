"""Pairs of answers that a user takes for each other: pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

TWICE = 2
"""Times from which a pair is confused: once is a slip."""
_LONGEST = 60
"""Characters of a choice that is a name, not a sentence."""
_ARTICLE = re.compile(r"^(?:an?|the)\s+")
_ENDS = " \t.,;:!?\"'“”‘’"
_DASHES = re.compile(r"[\u2010-\u2015\u2212-]+")
_NUMBER = re.compile(r"^[\W_]*\d+(?:[.,:/-]+\d+)*(?:[\s%°]|$)|^[\W\d_]*$|^[^\W\d_]$")
"""A number with or without its unit ("21-hydroxylase" is a name), no word, or a letter."""
_MEASURE = re.compile(
    r"[↑↓]|\b(?:increas(?:e[ds]?|ing)|decreas(?:e[ds]?|ing)|elevated|reduced|unchanged|no change)\b"
)
_MEASURES = frozenset(("normal", "low", "high", "lower", "higher", "yes", "no", "true", "false"))
_OTHERS = re.compile(
    r"\bof the (?:above|below|following|other|answers|choices|options)"
    r"|^(?:all|none|both|neither)(?: of (?:them|these))?$"
    r"|\b[a-h] (?:and|or|nor) [a-h]\b|^(?:choice|option|answer|figure|image) [a-h\d]$"
)
"""What speaks of the other choices."""


class Mistake(NamedTuple):
    """A wrong answer: the texts of the right and of the chosen choice, plain, and its study day."""

    question_id: int
    right: str
    chosen: str
    day: date


@dataclass(frozen=True, slots=True)
class Confusion:
    """Two answers taken for each other, in the direction in which it happened most. ``times``: in
    both directions together; ``question_ids``: where, the latest first; ``last``: its study day."""

    right: str
    chosen: str
    times: int
    question_ids: tuple[int, ...]
    last: date

    @property
    def name(self) -> str:
        """The pair in words; what both end with is said once: "Bartter or Gitelman syndrome"."""
        one, other = self.right.split(), self.chosen.split()
        same = 0
        while same < min(len(one), len(other)) - 1 and (
            one[-1 - same].casefold() == other[-1 - same].casefold()
        ):
            same += 1
        return f"{' '.join(one[: len(one) - same])} or {self.chosen}"


def confusions(mistakes: Iterable[Mistake]) -> list[Confusion]:
    """Return the pairs that were confused at least TWICE, the most frequent first, of equal ones
    the latest.

    ``mistakes``: the latest first. Case, articles and punctuation make no other answer; choices
    that are sentences, numbers, directions or speak of the other choices make no pair.
    """
    of_pair: dict[frozenset[str], list[Mistake]] = {}
    for mistake in mistakes:
        right, chosen = answer_key(mistake.right), answer_key(mistake.chosen)
        if right != chosen and right and chosen:
            of_pair.setdefault(frozenset((right, chosen)), []).append(mistake)
    found = [_confusion(alike) for alike in of_pair.values() if len(alike) >= TWICE]
    return sorted(found, key=lambda one: (one.times, one.last), reverse=True)


def answer_key(text: str) -> str:
    """Return what makes a choice the same answer as another; "" for one that makes no pair."""
    line = " ".join(text.split())
    key = _ARTICLE.sub("", _DASHES.sub("-", line).strip(_ENDS).casefold())
    if len(line) > _LONGEST or key in _MEASURES:
        return ""
    return "" if any(one.search(key) for one in (_NUMBER, _MEASURE, _OTHERS)) else key


def _confusion(alike: list[Mistake]) -> Confusion:
    """Return a pair; the direction of the latest mistake where both were as frequent."""
    keys = [answer_key(mistake.right) for mistake in alike]
    usual = alike[keys.index(max(keys, key=keys.count))]
    return Confusion(
        _shown(usual.right),
        _shown(usual.chosen),
        len(alike),
        tuple(dict.fromkeys(mistake.question_id for mistake in alike)),
        alike[0].day,
    )


def _shown(text: str) -> str:
    return " ".join(text.split()).rstrip(" .,;:")
