"""When a missed question comes back: FSRS-6 over the answers to it, a pure function.

A question enters the schedule when it is missed or guessed, and then stays in it. Each later
answer is a review: wrong is "again", a guess "hard", right "good", right and sure "easy".
Questions are asked once a day at most, so there are no learning steps. Source: fsrs 6
(github.com/open-spaced-repetition/py-fsrs), its default parameters, retention 90 %.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fsrs import Card, Rating, Scheduler, State

from .models import Confidence, Status

if TYPE_CHECKING:
    from datetime import datetime

_LONGEST_DAYS = 180
"""A question comes back at least twice a year: nobody studies for Step 1 longer than that."""

_scheduler = Scheduler(
    desired_retention=0.9,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=_LONGEST_DAYS,
    enable_fuzzing=False,
)


@dataclass(frozen=True, slots=True)
class Memory:
    """``stability`` in days, ``difficulty`` 1–10, as FSRS defines them."""

    stability: float
    difficulty: float
    due_at: datetime
    last_at: datetime


def remembered(
    memory: Memory | None, status: Status, confidence: Confidence | None, at: datetime
) -> Memory | None:
    """Return the memory of a question after an answer to it; None while it was never missed.

    An omitted question was not answered: it leaves the memory as it was.
    """
    rating = _rating(status, confidence)
    if rating is None or (memory is None and rating in (Rating.Good, Rating.Easy)):
        return memory
    card, _ = _scheduler.review_card(_card(memory, at), rating, at)
    if card.stability is None or card.difficulty is None:
        raise ValueError(card)
    return Memory(card.stability, card.difficulty, card.due, at)


def _rating(status: Status, confidence: Confidence | None) -> Rating | None:
    if status is Status.OMITTED:
        return None
    if status is not Status.CORRECT:
        return Rating.Again
    if confidence is Confidence.GUESS:
        return Rating.Hard
    return Rating.Easy if confidence is Confidence.SURE else Rating.Good


def _card(memory: Memory | None, at: datetime) -> Card:
    if memory is None:
        return Card(card_id=0, state=State.Learning, step=0, due=at)
    return Card(
        card_id=0,
        state=State.Review,
        step=None,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due_at,
        last_review=memory.last_at,
    )
