"""What a plan promises as pieces of work, what of it comes first, and what is there already.

Pure; :mod:`planning` puts the pieces on days.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from itertools import chain
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from . import demand, even
from .demand import BLOCKS, MISSES, Pace, Piece, Reading
from .models import TaskKind
from .schedule import FULL, Day, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from .plan_models import PlanDraft

READING_SHARE = 0.4
"""Of the time that lectures and articles keep where the bank would need all of it."""
MIXED = "Mixed"
"""Title of the blocks of the last week."""


@dataclass(frozen=True, slots=True)
class Supply:
    """What there is to do, and how this user does it. By official system: ``questions`` of the
    bank, ``unseen`` of them, ``answers`` as (correct, all). ``due`` and ``new``: cards by day.
    ``weights``: of the blueprint."""

    questions: Mapping[str, int] = field(default_factory=dict)
    unseen: Mapping[str, int] = field(default_factory=dict)
    answers: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    due: Mapping[date, int] = field(default_factory=dict)
    new: Mapping[date, int] = field(default_factory=dict)
    videos: Sequence[Reading] = ()
    articles: Sequence[Reading] = ()
    pace: Pace = field(default_factory=Pace)


@dataclass(frozen=True, slots=True)
class Standing:
    """A task that is there. ``key``: of its unit, "" for one that the plan did not make (its
    minutes are taken from its day). ``number``: of questions, ``on_trust`` of them done without an
    answer that the bank knows of. ``chosen``: the user put it on its day; ``said``: and said how
    long it takes; ``dropped``: and took it away."""

    key: str
    day: date
    minutes: int
    done: bool = False
    chosen: bool = False
    number: int = 0
    said: bool = False
    dropped: bool = False
    on_trust: int = 0


class Behind(NamedTuple):
    """Of one pass, by system: questions ``done`` by blocks, those of them done ``on_trust``, those
    ``dropped``; and how many reviews of misses were done."""

    done: Counter[str]
    on_trust: Counter[str]
    dropped: Counter[str]
    reviewed: int


def promised_pieces(
    plan: PlanDraft,
    supply: Supply,
    days: Sequence[Day],
    whole: Sequence[Day],
    today: date,
    standing: Sequence[Standing],
) -> Iterable[Piece]:
    """Return what is promised; ``whole``: the days before anything was taken from them."""
    pace, goals = supply.pace, plan.goals
    usual = [day.minutes for day in days if not day.buffer]
    longest = int(median(usual)) if usual else 0
    size = goals.block or demand.block_size(usual, pace)
    forms = list(_assessments(plan, today, standing))
    fixed = [*forms, *_cards(supply, days, whole, forms)] if goals.cards else forms
    readings = [
        *(demand.lectures(supply.videos, pace, longest) if goals.videos else ()),
        *(demand.articles(supply.articles, pace) if goals.articles else ()),
    ]
    closing = [day for day in days if day.closing]
    room = sum(day.minutes for day in days if not day.buffer and not day.closing) * FULL
    last = {day.date for day in closing}
    room -= sum(piece.unit.minutes for piece in fixed if piece.unit.day not in last)
    weights = _weights(plan, supply)
    review = demand.review_minutes(_missed(supply), pace) if goals.reviews else 0
    blocks = sum(
        math.ceil(number / size) for name, number in supply.unseen.items() if weights.get(name)
    )
    needed = blocks * _with_review(pace, size, review) * min(1, goals.passes)
    readings = list(demand.in_room(readings, max(room - needed, room * READING_SHARE)))
    room -= sum(piece.unit.minutes for piece in readings if piece.unit.order < 1)
    return [
        *fixed,
        *readings,
        *_passes(plan, supply, size, int(room), standing),
        *_mixed(closing, fixed, min(size, sum(supply.questions.values())), pace),
    ]


def _cards(
    supply: Supply, days: Sequence[Day], whole: Sequence[Day], forms: Sequence[Piece]
) -> Iterable[Piece]:
    taken: dict[date | None, int] = defaultdict(int)
    for piece in forms:
        taken[piece.unit.day] += piece.unit.minutes
    left = {day.date: day.minutes for day in days}
    for day, minutes in left.items():
        if taken[day] <= minutes:  # else the form has no place on this day
            left[day] -= taken[day]
    total = {day.date: day.minutes for day in whole}
    return demand.card_reviews(supply.due, left, supply.pace, total, supply.new)


def _passes(
    plan: PlanDraft, supply: Supply, size: int, room: int, standing: Sequence[Standing]
) -> Iterable[Piece]:
    """Yield the blocks and reviews of each pass through the bank; ``room``: minutes for them.

    What the user took away is not promised any more. Of the first pass the bank knows what was
    done, but for what the user alone can tell; of others the tasks.
    """
    goals, pace = plan.goals, supply.pace
    weights = _weights(plan, supply)
    review = demand.review_minutes(_missed(supply), pace) if goals.reviews else 0
    for turn in range(1, goals.passes + 1):
        past = behind(standing, turn)
        amounts = supply.unseen if turn == 1 else supply.questions
        gone = past.dropped + (past.on_trust if turn == 1 else past.done)
        wanted = {
            name: max(0, number - gone[name])
            for name, number in amounts.items()
            if weights.get(name, 0) > 0
        }
        for_blocks = int(max(0, room) * pace.minutes(size) / _with_review(pace, size, review))
        made = list(demand.question_blocks(wanted, weights, size, pace, for_blocks, str(turn)))
        fitting = sum(piece.number for piece in made if piece.unit.order < 1)
        reviews = []
        if review:
            answered = past.done.total()
            reviews = list(demand.miss_reviews(answered, fitting, past.reviewed, review, str(turn)))
        for piece in chain(made, reviews):
            order = (piece.unit.order + turn - 1) / goals.passes
            if piece.unit.order >= 1:
                order = piece.unit.order + turn - 1
            yield replace(piece, unit=replace(piece.unit, order=order))
        room -= sum(one.unit.minutes for one in chain(made, reviews) if one.unit.order < 1)


def _with_review(pace: Pace, size: int, review: int) -> float:
    """Return the minutes of a block and of its part in a review of misses."""
    return pace.minutes(size) + review * size / demand.REVIEW_EVERY


def behind(standing: Iterable[Standing], turn: int) -> Behind:
    """Return what of a pass through the bank lies behind one."""
    found = Behind(Counter(), Counter(), Counter(), 0)
    blocks, misses = f"{BLOCKS}{turn}/", f"{MISSES}{turn}/"
    reviewed = 0
    for task in standing:
        if not task.done:
            continue
        if task.key.startswith(misses):
            reviewed += 1
        elif task.key.startswith(blocks):
            system = family(task.key).removeprefix(blocks)
            (found.dropped if task.dropped else found.done)[system] += task.number
            found.on_trust[system] += task.on_trust
    return found._replace(reviewed=reviewed)


def _assessments(plan: PlanDraft, today: date, standing: Sequence[Standing]) -> Iterable[Piece]:
    """Yield the forms on their days; one that was missed goes to another day."""
    missed = {task.key for task in standing if not task.done}
    for day in plan.goals.assessments:
        key, minutes = f"assessment/{day}", plan.goals.assessment_minutes
        if day >= today:
            yield Piece(Unit(key, minutes, 0.0, day=day), TaskKind.SELF_ASSESSMENT)
        elif key in missed:
            yield Piece(Unit(key, minutes, 0.0, closes=True), TaskKind.SELF_ASSESSMENT)


def _mixed(
    closing: Sequence[Day], other: Sequence[Piece], size: int, pace: Pace
) -> Iterable[Piece]:
    """Yield blocks of ``size`` over all systems for the last week: as many as fit half of each
    day, none of an empty bank."""
    if not size:
        return
    taken: dict[date, int] = defaultdict(int)
    for piece in other:
        if piece.unit.day is not None:
            taken[piece.unit.day] += piece.unit.minutes
    for day in closing:
        for at in range((day.minutes - taken[day.date]) // (2 * pace.minutes(size))):
            unit = Unit(f"mixed/{day.date}/{at}", pace.minutes(size), 1.0, day=day.date)
            yield Piece(unit, TaskKind.QUESTIONS, size, title=MIXED)


def even_pieces(plan: PlanDraft, days: Sequence[Day]) -> Iterable[tuple[Piece, date]]:
    """Yield what the old rule plans on ``days``, with the day of each piece."""
    usual = [(day.date, day.minutes) for day in days if not day.buffer]
    for at, one in enumerate(even.over(usual, plan.subjects) if usual else ()):
        unit = Unit(f"even/{at}", max(1, one.minutes), at / 10_000, one.subject, closes=True)
        yield Piece(unit, TaskKind.OTHER, title=one.subject), one.day


def _weights(plan: PlanDraft, supply: Supply) -> dict[str, float]:
    found = {}
    for name in supply.questions:
        weak = demand.weakness(*supply.answers.get(name, (0, 0)))
        found[name] = supply.weights.get(name, 1.0) * weak * plan.priorities.get(name, 1.0)
    return found


def _missed(supply: Supply) -> float:
    correct = sum(one for one, _ in supply.answers.values())
    answered = sum(one for _, one in supply.answers.values())
    prior = demand.PRIOR_ANSWERS
    return 1 - (correct + demand.PRIOR_ACCURACY * prior) / (answered + prior)


def family(key: str) -> str:
    """Return the name that pieces share which are only numbered apart."""
    return key.rpartition("/")[0]
