"""How well a concept is mastered, from its questions and its cards together: a pure function."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

USUAL, PRIOR = 0.5, 4.0
"""Share known before anything is seen, and how many questions it counts as."""
RIGHT_AGAIN = 0.7
"""Share of a right answer that one counts for which was missed before: one remembers the question
as well as the concept."""
CARD, MOST_CARDS = 0.5, 20.0
"""A card counts as so much of a question, for it asks one thing and gives away its place; all
cards of a concept together as at most so many."""
WEAK, STRONG = 0.6, 0.7
"""Weak is a concept whose band lies below the first, strong one whose band lies above the last."""
SURE = 0.25
"""Width of a band from which nothing can be said."""
Z_80 = 1.2816
"""Standard deviations on each side of the middle 80 % of a normal distribution."""


class Level(StrEnum):
    """What can be said of a concept. UNSURE: seen, and too little to say more."""

    UNSEEN = "unseen"
    UNSURE = "unsure"
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Concept:
    """What is known of a topic or system. Of its ``questions`` the latest answer is right to
    ``right_first`` (never missed) and ``right_again`` (missed before), wrong or omitted to
    ``wrong``. Of its ``cards`` ``cards_seen`` were learned; ``recall_sum``: the sum of their
    probabilities (0–1) to be recalled now."""

    name: str
    questions: int = 0
    right_first: int = 0
    right_again: int = 0
    wrong: int = 0
    cards: int = 0
    cards_seen: int = 0
    recall_sum: float = 0.0


@dataclass(frozen=True, slots=True)
class Mastery:
    """``share`` of a concept that is known, 0–1, and its 80 % band. ``seen``: share of its
    questions and cards; ``from_…``: how much each source weighs, together 1."""

    name: str
    share: float
    low: float
    high: float
    level: Level
    seen: float
    from_questions: float
    from_cards: float
    from_prior: float


def mastery(concept: Concept) -> Mastery:
    """Return how well a concept is mastered.

    share = (USUAL · PRIOR + f + RIGHT_AGAIN · a + k · recall) / (PRIOR + f + a + w + k · cards):
    f, a, w questions right at first, right again, wrong; recall the sum over learned cards; each
    counts k = min(CARD, MOST_CARDS / cards). This is the mean of a beta posterior whose prior is
    worth PRIOR questions (Gelman et al., Bayesian Data Analysis, 3rd ed., 2.4). Its band is the
    score interval (Wilson 1927, J. Am. Stat. Assoc. 22:209) of as many answers with that share.
    More right answers, or more recall, never lower share or band.
    """
    answered = concept.right_first + concept.right_again + concept.wrong
    right = concept.right_first + RIGHT_AGAIN * concept.right_again
    each = min(CARD, MOST_CARDS / concept.cards_seen) if concept.cards_seen else 0.0
    cards = each * concept.cards_seen
    total = PRIOR + answered + cards
    share = (USUAL * PRIOR + right + each * concept.recall_sum) / total
    low, high = _band(share, total)
    there = concept.questions + concept.cards
    seen = (answered + concept.cards_seen) / there if there else 0.0
    from_prior = PRIOR / total
    return Mastery(
        concept.name,
        share,
        low,
        high,
        _level(low, high, from_prior),
        min(1.0, seen),
        answered / total,
        cards / total,
        from_prior,
    )


def _level(low: float, high: float, from_prior: float) -> Level:
    """Nothing is said while the prior weighs more than what was seen."""
    if from_prior == 1:
        return Level.UNSEEN
    if from_prior > 0.5:
        return Level.UNSURE
    if low >= STRONG:
        return Level.STRONG
    if high <= WEAK:
        return Level.WEAK
    return Level.FAIR if high - low <= SURE else Level.UNSURE


def _band(share: float, total: float) -> tuple[float, float]:
    scale = 1 + Z_80**2 / total
    middle = (share + Z_80**2 / (2 * total)) / scale
    half = Z_80 / scale * math.sqrt(share * (1 - share) / total + (Z_80 / (2 * total)) ** 2)
    return max(0.0, middle - half), min(1.0, middle + half)
