"""What a user's habits cost or bring: said only where chance alone does not explain it. Pure
functions.

Two shares differ if the two-proportion z test (pooled variance) says so at the 99 % level; where
several are looked at, at the level that each of them needs so that all keep it (Bonferroni).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.attempts.models import Confidence, QuestionFilter, Status
from ms2qbank_desktop.ui.words import counted, share

from .models import DELAYS, SPEEDS, ChangeKind, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

TIP_DAYS, CHANGE_DAYS = 90, 30
"""Study days back from which habits are told, and changed answers."""
CHANGES = 10
"""Changed answers from which they are spoken of."""
USUAL_SPOILED = 1 / 3
"""Of changes between right and wrong those that spoil an answer: changing mends twice as often as
it spoils (Kruger, Wirtz, Miller 2005, J Pers Soc Psychol 88:725)."""
SURE_WRONG = 0.15
"""Of answers one is sure of so many may be wrong."""
LEAST = 30
"""Answers from which a share is compared with another."""
SLOW, EARLY = len(SPEEDS), DELAYS.index(7) + 1
"""The bin of answers without an end, and the number of those of retests within a week."""
LEECHES, BACKLOG_DAYS = 3, 2
"""Cards, and days of the user's own pace, from which they are spoken of."""
_CHANCE = 0.01


@dataclass(frozen=True, slots=True)
class Tip:
    """``request`` with ``args`` does something about it (ui.commands); "" if nothing is to be
    begun."""

    text: str
    request: str = ""
    args: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Habits:
    """Tallies by the values of a dimension: ``changes`` of the last CHANGE_DAYS, the others of the
    last TIP_DAYS. ``overdue``: cards that were due before today; ``cards_a_day``: answered on a
    day of study; ``leeches``: cards forgotten again and again, suspended ones left out."""

    changes: Mapping[str, Tally] = field(default_factory=dict)
    speeds: Mapping[str, Tally] = field(default_factory=dict)
    halves: Mapping[str, Tally] = field(default_factory=dict)
    hours: Mapping[str, Tally] = field(default_factory=dict)
    confidence: Mapping[str, Tally] = field(default_factory=dict)
    retests: Mapping[str, Tally] = field(default_factory=dict)
    overdue: int = 0
    cards_a_day: float = 0.0
    leeches: int = 0


class Share(NamedTuple):
    """``right`` of ``total``, left out items not counted."""

    right: int
    total: int

    @property
    def words(self) -> str:
        return share(self.right / self.total)


class _Found(NamedTuple):
    """``strength``: a z, or for what is no chance how often the threshold is met."""

    strength: float
    tip: Tip


def tips(habits: Habits) -> list[Tip]:
    """Return what is to be said, the surest first, at most one tip of each theme; [] if nothing
    stands out."""
    themes = _changes, _speed, _stamina, _hour, _confidence, _retests, _cards
    found = [max(theme(habits), default=None, key=lambda one: one.strength) for theme in themes]
    told = [one for one in found if one is not None]
    return [one.tip for one in sorted(told, key=lambda one: -one.strength)]


def critical(comparisons: int = 1) -> float:
    """Return the z that a difference must exceed, of so many that are looked at."""
    return NormalDist().inv_cdf(1 - _CHANCE / 2 / comparisons)


def z_of(one: Share, other: Share) -> float:
    """Return the z of the difference of two shares, above 0 if the first is the larger; 0 where one
    has fewer than LEAST."""
    if min(one.total, other.total) < LEAST:
        return 0.0
    pooled = (one.right + other.right) / (one.total + other.total)
    spread = math.sqrt(pooled * (1 - pooled) * (1 / one.total + 1 / other.total))
    return (one.right / one.total - other.right / other.total) / spread if spread else 0.0


def _z_against(one: Share, usual: float) -> float:
    """Return the z of a share against one that is known."""
    return (one.right / one.total - usual) / math.sqrt(usual * (1 - usual) / one.total)


def _answered(tallies: Iterable[Tally]) -> Share:
    whole = sum_of(tallies)
    return Share(whole.correct, whole.attempts - whole.omitted)


def sum_of(tallies: Iterable[Tally]) -> Tally:
    """Return tallies together."""
    whole = Tally()
    for one in tallies:
        whole = whole.plus(one)
    return whole


def _of(tallies: Mapping[str, Tally], values: Iterable[object]) -> Share:
    return _answered(tallies[str(value)] for value in values if str(value) in tallies)


# Themes: each yields what could be said, the surest of it is


def _changes(habits: Habits) -> Iterator[_Found]:
    numbers = {kind: habits.changes.get(kind, Tally()).attempts for kind in ChangeKind}
    spoiled, mended = numbers[ChangeKind.SPOILED], numbers[ChangeKind.MENDED]
    if sum(numbers.values()) < CHANGES or not spoiled + mended:
        return
    of = Share(spoiled, spoiled + mended)
    if spoiled > mended and (z := _z_against(of, USUAL_SPOILED)) > critical():
        yield _Found(
            z,
            Tip(
                f"You changed {counted(spoiled, 'right answer')} to wrong ones this month and "
                f"{mended} the other way. Your first choice is worth trusting."
            ),
        )
    elif (z := _z_against(of, 1 / 2)) < -critical():
        yield _Found(
            -z,
            Tip(
                f"You changed {counted(mended, 'wrong answer')} to right ones this month and "
                f"{spoiled} the other way. A second look pays: change when you see a reason."
            ),
        )


def _speed(habits: Habits) -> Iterator[_Found]:
    slow, others = _of(habits.speeds, [SLOW]), _of(habits.speeds, range(SLOW))
    if (z := z_of(others, slow)) > critical(2):
        yield _Found(
            z,
            Tip(
                f"Answers after {SPEEDS[-1]} s are right in {slow.words}, quicker ones in "
                f"{others.words}. When the time is up, decide and go on."
            ),
        )
    quick, others = _of(habits.speeds, [0]), _of(habits.speeds, range(1, SLOW + 1))
    if (z := z_of(others, quick)) > critical(2):
        yield _Found(
            z,
            Tip(
                f"Answers within {SPEEDS[0]} s are right in {quick.words}, slower ones in "
                f"{others.words}. Read the last line of the stem once more."
            ),
        )


def _stamina(habits: Habits) -> Iterator[_Found]:
    first, second = _of(habits.halves, [1]), _of(habits.halves, [2])
    if (z := z_of(first, second)) > critical():
        yield _Found(
            z,
            Tip(
                f"In the second half of your blocks {second.words} are right, in the first "
                f"{first.words}. Look away for a moment at the middle of a block."
            ),
        )


def _hour(habits: Habits) -> Iterator[_Found]:
    usual = [int(hour) for hour, tally in habits.hours.items() if _answered([tally]).total >= LEAST]
    for hour in usual:
        here = _of(habits.hours, [hour])
        elsewhere = _of(habits.hours, [one for one in usual if one != hour])
        if (z := z_of(elsewhere, here)) > critical(len(usual)):
            yield _Found(
                z,
                Tip(
                    f"From {hour:02}:00 to {(hour + 1) % 24:02}:00 {here.words} of your answers "
                    f"are right, at other hours {elsewhere.words}. Keep this hour for cards."
                ),
            )


def _confidence(habits: Habits) -> Iterator[_Found]:
    right = _of(habits.confidence, [Confidence.SURE.value])
    wrong = Share(right.total - right.right, right.total)
    if wrong.total >= LEAST and (z := _z_against(wrong, SURE_WRONG)) > critical():
        yield _Found(
            z,
            Tip(
                f"Of {right.total:,} answers you were sure of, {wrong.right:,} were wrong "
                f"({wrong.words}). Before you say sure, name what speaks against the others."
            ),
        )


def _retests(habits: Habits) -> Iterator[_Found]:
    early = _of(habits.retests, range(EARLY))
    late = _of(habits.retests, range(EARLY, len(DELAYS) + 1))
    if (z := z_of(early, late)) > critical():
        due = QuestionFilter(statuses=frozenset({Status.DUE}))
        yield _Found(
            z,
            Tip(
                f"Missed questions asked again within {DELAYS[EARLY - 1]} days are right in "
                f"{early.words}, later ones in {late.words}. Retest them when they are due.",
                "practise",
                (due,),
            ),
        )


def _cards(habits: Habits) -> Iterator[_Found]:
    """What is no chance: counts."""
    pace = habits.cards_a_day
    if pace and habits.overdue > BACKLOG_DAYS * pace:
        yield _Found(
            habits.overdue / (BACKLOG_DAYS * pace),
            Tip(
                f"{counted(habits.overdue, 'card')} are overdue, and you answer {pace:.0f} on a "
                "day of study. Spread them over some days on the page Decks."
            ),
        )
    if habits.leeches >= LEECHES:
        yield _Found(
            habits.leeches / LEECHES,
            Tip(
                f"{counted(habits.leeches, 'card')} are forgotten again and again. Write them "
                "anew, in smaller pieces, or suspend them."
            ),
        )
