"""What an hour of study is expected to bring in the exam: pure functions.

A point is one per cent of the items of the exam. In a system of weight w (per cent of the items,
practice.blueprint) of which a student gets the share p right, w × (1 − p) points are still to be
had. GROUND says how much there is to learn behind them:

- A block of k questions not seen yet brings w × (1 − p) × u × (1 − exp(−k / GROUND)). u, the share
  of the system's questions not seen yet, is the part that is still new: what was seen comes back as
  retests. The last factor is the share of a ground that k draws from it touch (Poisson).
- A retest brings one piece of the ground, w / GROUND points, with the chance that retests are right
  so far; where the question was right the last time, only what is forgotten until it is due.
- A card that is due brings CARD_WORTH of a piece, where it would be forgotten.
- A lecture or an article counts as the questions that could be answered in its time, PASSIVE times
  as effective, whatever was seen of the bank.

This ranks what can be done next; it is no promise. One pass through the whole ground, some 2,750
questions, brings about half of what is to be had.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.planner.demand import PRIOR_ACCURACY, PRIOR_ANSWERS, Pace
from ms2qbank_desktop.features.practice.blueprint import SYSTEMS

from .models import CardTally, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ms2qbank_desktop.features.planner.demand import Reading
    from ms2qbank_desktop.features.planner.models import Task

GROUND = 250
"""Pieces of knowledge behind a system, each as much as a question teaches: 2,750 in eleven systems,
which is about the size of the large banks for Step 1. Equal for all: a heavier system has more
items of the exam for each piece."""
CARD_WORTH = 0.25
"""Of a question: 445 questions and 1,750 cards went with the same gain (Deng, Gluckstein, Larsen
2015, Perspect Med Educ 4:308)."""
PASSIVE = 0.75
"""Of what was read twice 42 % was known a week later, of what was read and recalled 56 % (Roediger,
Karpicke 2006, Psychol Sci 17:249, experiment 1)."""
FORGOTTEN = 0.1
"""Of what is due: questions and cards are asked again when 90 % are expected to be known."""
_WEIGHTS = {system.name: system.weight for system in SYSTEMS}
_MEAN_WEIGHT = sum(_WEIGHTS.values()) / len(_WEIGHTS)
"""Of what tells no system."""


@dataclass(frozen=True, slots=True)
class SystemState:
    """A system of the outline in the bank; "" for questions that tell none, which weigh as the mean
    of all. ``names``: as the bank writes it. ``expected``: share of
    exam-like items right now, 0–1, drawn towards the student's mean where answers are few
    (ability.Ability)."""

    name: str
    names: frozenset[str]
    questions: int
    unseen: int
    expected: float
    tally: Tally = field(default_factory=Tally)


@dataclass(frozen=True, slots=True)
class DueQuestion:
    """A question to be asked again. ``missed``: the last time; ``system``: official, or ""."""

    id: int
    system: str
    missed: bool


@dataclass(frozen=True, slots=True)
class ConfusedPair:
    """A pair some of whose questions are still missed: these, with their official systems, and
    the cards that were made of them."""

    name: str
    questions: Mapping[int, str]
    cards: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a student stands. ``begun``: there are answers to reason from. ``due``: questions, the
    longest due first; ``retests``: of missed questions so far; ``pairs``: the most frequent first;
    ``cards``: answers of the last weeks, ``cards_by_system`` by official system; ``tasks``: the
    open ones of today."""

    begun: bool = False
    systems: Sequence[SystemState] = ()
    due: Sequence[DueQuestion] = ()
    retests: Tally = field(default_factory=Tally)
    pairs: Sequence[ConfusedPair] = ()
    cards_due: int = 0
    cards: CardTally = field(default_factory=CardTally)
    cards_by_system: Mapping[str, CardTally] = field(default_factory=dict)
    videos: Sequence[Reading] = ()
    articles: Sequence[Reading] = ()
    tasks: Sequence[Task] = ()
    pace: Pace = field(default_factory=Pace)


def of_block(system: SystemState, size: float) -> float:
    """Return the points that ``size`` questions not seen yet bring, or as many as there are."""
    unseen = system.unseen / max(1, system.questions)
    return _to_be_had(system) * unseen * _touched(min(size, system.unseen))


def of_mixed_block(systems: Sequence[SystemState], size: int) -> float:
    """Return the points of a block drawn from all that was not seen yet."""
    unseen = sum(one.unseen for one in systems)
    return sum(of_block(one, size * one.unseen / unseen) for one in systems) if unseen else 0.0


def of_retests(situation: Situation, asked: Iterable[DueQuestion]) -> float:
    """Return the points that asking questions again brings."""
    past, prior = situation.retests, PRIOR_ACCURACY * PRIOR_ANSWERS
    again = (past.correct + prior) / (past.attempts + PRIOR_ANSWERS)
    return sum(_piece(one.system) * (again if one.missed else FORGOTTEN) for one in asked)


def of_cards(situation: Situation) -> float:
    """Return the points that reviewing the cards that are due brings."""
    past = situation.cards
    lost = past.asked - past.known + FORGOTTEN * PRIOR_ANSWERS
    forgotten = lost / (past.asked + PRIOR_ANSWERS)
    return situation.cards_due * forgotten * CARD_WORTH * _MEAN_WEIGHT / GROUND


def of_reading(system: SystemState, minutes: int, pace: Pace) -> float:
    """Return the points that so many minutes of a lecture or an article bring."""
    questions = minutes * 60 / pace.question_seconds
    return _to_be_had(system) * _touched(questions * PASSIVE)


def _to_be_had(system: SystemState) -> float:
    return _WEIGHTS.get(system.name, _MEAN_WEIGHT) * (1 - system.expected)


def _piece(system: str) -> float:
    return _WEIGHTS.get(system, _MEAN_WEIGHT) / GROUND


def _touched(pieces: float) -> float:
    return 1 - math.exp(-pieces / GROUND)
