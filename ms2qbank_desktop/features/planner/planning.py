"""A plan as tasks on days: what is promised and not yet done, put where it stood or anew.

Pure: the same plan, supply, standing tasks and day give the same result.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain, islice
from typing import TYPE_CHECKING

from .demand import BLOCKS, MISSES
from .plan_models import Mood, PlanMode
from .promise import Standing, Supply, even_pieces, family, promised_pieces
from .schedule import Day, schedule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .demand import Piece
    from .plan_models import PlanDraft

__all__ = ["Made", "Standing", "Supply", "make", "minutes_of", "outlived", "study_days"]

LAST_WEEK = 7
"""Days before the exam in which nothing new begins, a quarter of a plan of less than four weeks."""
BAD_SHARE, GOOD_SHARE = 0.4, 1.3
"""Of a day's minutes on a bad and on a good day."""


@dataclass(frozen=True, slots=True)
class Made:
    """``placed``: pieces with their day; ``left``: those without one; ``days``: of study."""

    placed: tuple[tuple[Piece, date], ...]
    left: tuple[tuple[Piece, str], ...]
    days: tuple[Day, ...]


def make(
    plan: PlanDraft,
    supply: Supply,
    today: date,
    standing: Sequence[Standing] = (),
    moods: Mapping[date, Mood] | None = None,
) -> Made:
    """Put what ``plan`` promises on the days from ``today`` on."""
    moods = moods or {}
    pinned = _pinned(plan, standing, moods, today)
    taken: dict[date, int] = defaultdict(int)
    for task in standing:
        theirs = not task.key and plan.mode is not PlanMode.EVEN
        outlives = task.chosen and not task.done and outlived(task.key, today)
        if task.done or theirs or outlives or task.key in pinned:
            taken[task.day] += task.minutes
    whole = [_under(day, moods.get(day.date)) for day in study_days(plan, today)]
    days = [replace(day, minutes=max(0, day.minutes - taken[day.date])) for day in whole]
    by_rule: list[tuple[Piece, date]] = []
    if plan.mode is PlanMode.EVEN:
        by_rule = list(even_pieces(plan, study_days(plan, plan.start)))
        promised: Iterable[Piece] = [piece for piece, _ in by_rule]
    else:
        promised = promised_pieces(plan, supply, days, whole, today, standing)
    pieces = list(_named(promised, standing))
    standing_open = {task.key: task for task in standing if task.key and not task.done}
    pieces = [_as_said(piece, standing_open.get(piece.unit.key), today) for piece in pieces]
    before = {piece.unit.key: day for piece, day in by_rule}
    before |= {key: task.day for key, task in standing_open.items()}
    loose = [piece for piece in pieces if piece.unit.key not in pinned]
    if moods.get(today) is Mood.GOOD and days and days[0].date == today:
        before = _pulled(before, loose, today, days[0].minutes)
    units = [piece.unit for piece in loose]
    found = schedule(days, units, before)
    chosen = {key for key, task in standing_open.items() if task.chosen}
    if lost := {one.unit.key for one in found.left} & chosen:  # better elsewhere
        units = [replace(unit, day=None) if unit.key in lost else unit for unit in units]
        found = schedule(days, units, before)
    reasons = {one.unit.key: one.reason for one in found.left}
    placed = _in_order(
        [piece for piece in loose if piece.unit.key not in before], found.days, reasons
    )
    return _made(pieces, placed | pinned, reasons, days)


def outlived(key: str, today: date) -> bool:
    """Say whether a task belonged to a day that has passed: the reviews of cards of that day, a
    mixed block. It is not planned any more; put on a later day by the user, it stays there."""
    kind, _, rest = key.partition("/")
    return kind in {"cards", "mixed"} and rest[:10] < today.isoformat()


def _pinned(
    plan: PlanDraft, standing: Sequence[Standing], moods: Mapping[date, Mood], today: date
) -> dict[str, date]:
    """Return the days that the user chose, even full ones and days off; not those of which they
    said afterwards that they go wrong."""
    wrong = {day for day, mood in moods.items() if mood in {Mood.BAD, Mood.OFF}}
    return {
        task.key: task.day
        for task in standing
        if task.chosen and task.key and not task.done and not outlived(task.key, today)
        if today <= task.day < plan.exam and task.day not in wrong
    }


def study_days(plan: PlanDraft, today: date) -> list[Day]:
    """Return the days of study from ``today`` (or the start) to the day before the exam."""
    first = max(plan.start, today)
    last_week = closing_days(plan)
    dates = [first + timedelta(at) for at in range((plan.exam - first).days)]
    found = []
    every = plan.goals.buffer_every
    for day in dates:
        if minutes := minutes_of(plan, day):
            closing = plan.goals.last_week and (plan.exam - day).days <= last_week
            buffer = every > 0 and not closing and _turn(plan, day) % every == 0
            found.append(Day(day, minutes, buffer, closing))
    return found


def closing_days(plan: PlanDraft) -> int:
    """Return how many days before the exam nothing new begins, if that is wanted."""
    return min(LAST_WEEK, (plan.exam - plan.start).days // 4)


def minutes_of(plan: PlanDraft, day: date) -> int:
    """Return how long one studies on a day by the plan, 0 for a day off."""
    if day in plan.off:
        return 0
    return plan.special.get(day, plan.week[day.weekday()])


def _turn(plan: PlanDraft, day: date) -> int:
    """Number a day of study from the start of the plan, so that buffers stay where they are."""
    whole, rest = divmod((day - plan.start).days, 7)
    week = sum(minutes > 0 for minutes in plan.week)
    part = sum(plan.week[(plan.start + timedelta(at)).weekday()] > 0 for at in range(rest + 1))
    return whole * week + part


def _under(day: Day, mood: Mood | None) -> Day:
    share = {Mood.BAD: BAD_SHARE, Mood.GOOD: GOOD_SHARE, Mood.OFF: 0.0}.get(mood or Mood.NORMAL, 1)
    return replace(day, minutes=int(day.minutes * share))


def _named(pieces: Iterable[Piece], standing: Sequence[Standing]) -> Iterable[Piece]:
    """Yield the pieces under the keys of the tasks that already stand for them.

    A block done makes the others of its system fewer: those that stand keep their keys, the
    earliest first, and none has the key of one that is done.
    """
    done = {task.key for task in standing if task.done}
    stands: dict[str, list[Standing]] = defaultdict(list)
    for task in sorted(standing, key=lambda one: (one.day, one.key)):
        if task.key and not task.done:
            stands[family(task.key)].append(task)
    families: dict[str, list[Piece]] = defaultdict(list)
    for piece in sorted(pieces, key=lambda one: (one.unit.order, one.unit.key)):
        if _counted(piece.unit.key):
            families[family(piece.unit.key)].append(piece)
        elif piece.unit.key not in done:
            yield piece
    for name, alike in families.items():
        used = done | {task.key for task in stands[name]}
        fresh = (key for at in range(10**6) if (key := f"{name}/{at}") not in used)
        for piece, key in zip(*_matched(alike, stands[name], fresh), strict=True):
            yield replace(piece, unit=replace(piece.unit, key=key))


def _matched(
    pieces: Sequence[Piece], standing: Sequence[Standing], fresh: Iterable[str]
) -> tuple[list[Piece], list[str]]:
    """Return the pieces and the keys they get: of a standing task of as many questions if there is
    one, of any other, a fresh one."""
    waiting = list(pieces)
    taken: list[Piece] = []
    keys: list[str] = []
    others = []
    for task in standing:
        same = next((one for one in waiting if one.number == task.number), None)
        if same is None:
            others.append(task.key)
        else:
            waiting.remove(same)
            taken.append(same)
            keys.append(task.key)
    more = islice(chain(others, fresh), len(waiting))
    return [*taken, *waiting], [*keys, *more]


def _counted(key: str) -> bool:
    """Say whether the last part of a key only numbers what is alike."""
    return key.startswith((BLOCKS, MISSES))


def _in_order(
    fresh: Sequence[Piece], days: Mapping[str, date], reasons: dict[str, str]
) -> dict[str, date]:
    """Return ``days`` with the first of alike pieces on the first of their days, and let the last
    be those without one: planned again they get the same names."""
    found = dict(days)
    groups: dict[tuple[str, int], list[str]] = defaultdict(list)
    for piece in sorted(fresh, key=lambda one: (one.unit.order, one.unit.key)):
        if _counted(piece.unit.key):
            groups[family(piece.unit.key), piece.number].append(piece.unit.key)
    for keys in groups.values():
        there = sorted(found.pop(key) for key in keys if key in found)
        why = [reasons.pop(key) for key in keys if key in reasons]
        found.update(zip(keys, there, strict=False))
        reasons.update(zip(keys[len(there) :], why, strict=True))
    return found


def _as_said(piece: Piece, task: Standing | None, today: date) -> Piece:
    """Return a piece on the day and as long as the user said."""
    if task is None:
        return piece
    unit = piece.unit
    if task.chosen and task.day >= today:
        unit = replace(unit, day=task.day)
    if task.said:
        unit = replace(unit, minutes=task.minutes)
    return replace(piece, unit=unit)


def _pulled(
    before: dict[str, date], pieces: Sequence[Piece], today: date, minutes: int
) -> dict[str, date]:
    """Let a good day of ``minutes`` take what stands next and fits."""
    lengths = {piece.unit.key: piece.unit.minutes for piece in pieces}
    fixed = {piece.unit.key: piece.unit.day for piece in pieces if piece.unit.day is not None}
    here = {key for key, day in chain(before.items(), fixed.items()) if day == today}
    free = minutes - sum(lengths.get(key, 0) for key in here)
    found = dict(before)
    for _, key in sorted((day, key) for key, day in before.items() if day > today):
        if key in lengths and key not in fixed and lengths[key] <= free:
            found[key] = today
            free -= lengths[key]
    return found


def _made(
    pieces: Sequence[Piece],
    placed: Mapping[str, date],
    reasons: Mapping[str, str],
    days: Sequence[Day],
) -> Made:
    return Made(
        tuple((one, placed[one.unit.key]) for one in pieces if one.unit.key in placed),
        tuple((one, reasons[one.unit.key]) for one in pieces if one.unit.key in reasons),
        tuple(days),
    )
