"""The chance of passing if the exam were this week, and what it hangs on: pure functions."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.practice.blueprint import SYSTEMS, shares

from .ability import OLDEST, Z_80, abilities, expected_share

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .ability import Abilities, Evidence

FORM_ITEMS = 280
"""Items of an exam (2026)."""
PASS_SHARE = 0.6
"""Share of its items to be right. USMLE, "Scoring & Score Reporting" and Bulletin of Information:
examinees typically must answer about 60 per cent of the items correctly; it differs by form."""
ANSWERS_NEEDED, SYSTEMS_NEEDED, ANSWERS_OF_SYSTEM = 120, 6, 5
"""First attempts of the last year from which a chance is given, and in how many systems; a system
counts from its so many answers. Fewer say less than that most students pass."""
FORGOTTEN_ON_TIME = 0.05
"""Share of learned things that one cannot recall although each is reviewed when its recall has
fallen to 90 %: the mean over the time between two reviews."""
MOST_DRIVERS, SMALLEST_POINTS = 3, 0.5


class DriverKind(StrEnum):
    """What a chance hangs on."""

    SYSTEM = "system"
    UNSEEN = "unseen"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True, slots=True)
class Driver:
    """An influence on the chance. ``system``: its official name, "" for the other kinds; ``value``:
    expected share right in the system, share of the bank not seen, or share of learned things
    forgotten, 0–1; ``points``: per cent of chance that it brings or costs."""

    kind: DriverKind
    system: str
    value: float
    points: float


@dataclass(frozen=True, slots=True)
class Readiness:
    """``chance`` of passing, 0–1, ``low`` … ``high`` its 80 % band: so surely does the chance that
    the student's true abilities give lie there. ``share``: right on the exam, as expected;
    ``spread``: standard deviation of the share that one form gives, luck included; ``answers``: on
    which this rests; ``drivers``: the largest first."""

    chance: float
    low: float
    high: float
    share: float
    spread: float
    answers: int
    drivers: tuple[Driver, ...]


@dataclass(frozen=True, slots=True)
class NotYet:
    """Too few answers for a chance: first attempts of the last year, and the systems that have
    enough of them; each beside what is needed."""

    answers: int
    systems: int
    answers_needed: int = ANSWERS_NEEDED
    systems_needed: int = SYSTEMS_NEEDED


def readiness(
    evidence: Sequence[Evidence], unseen: float = 0.0, forgotten: float = 0.0
) -> Readiness | NotYet:
    """Return the chance of passing an exam of FORM_ITEMS this week, or what is missing for one.

    ``unseen``: share of the bank without an attempt; ``forgotten``: share of what was learned that
    would not be recalled now; both 0–1.

    With abilities known, the number of right items is a sum of independent answers, Σ n_s of them
    by the blueprint, each right with p_s: nearly normal with mean Σ n_s p_s and variance
    Σ n_s p_s (1 − p_s). What is not known of the abilities is normal too (ability.py), so the
    chance is one normal integral with both variances, and its band follows from that of the
    expected share, for the one rises with the other.
    """
    counted = [one for one in evidence if one.days_ago <= OLDEST]
    answers = sum(one.total for one in counted)
    known = abilities(counted)
    enough = [one for one in known.systems.values() if one.answers >= ANSWERS_OF_SYSTEM]
    if answers < ANSWERS_NEEDED or len(enough) < SYSTEMS_NEEDED:
        return NotYet(answers, len(enough))
    now = _Outlook(known.share, known.share_sd, _form_sd(known))
    drivers = [
        *_of_systems(known, now),
        *_of_unseen(known, now, unseen),
        *_of_forgotten(now, unseen, forgotten),
    ]
    drivers = [one for one in drivers if abs(one.points) >= SMALLEST_POINTS]
    drivers.sort(key=lambda one: (-abs(one.points), one.system))
    low, high = (
        now._replace(share=now.share + z * now.share_sd, share_sd=0.0).chance for z in (-Z_80, Z_80)
    )
    # Beside 0 or 1 the mean of all that may be can lie outside of the middle 80 % of it.
    low, high = min(low, now.chance), max(high, now.chance)
    best = tuple(drivers[:MOST_DRIVERS])
    return Readiness(now.chance, low, high, now.share, now.spread, answers, best)


def chance_of(share: float, spread: float, items: int) -> float:
    """Return the chance that so many of the FORM_ITEMS or more are right, where ``share`` of them
    is expected with a standard deviation of ``spread``; half an item is the correction for counts.
    """
    return NormalDist().cdf((share - (items - 0.5) / FORM_ITEMS) / spread)


class _Outlook(NamedTuple):
    """The share right that is expected, what is not known of it, and what the draw of a form's
    items and luck add: standard deviations."""

    share: float
    share_sd: float
    form_sd: float

    @property
    def chance(self) -> float:
        """Of PASS_SHARE of the items or more."""
        return chance_of(self.share, self.spread, math.ceil(PASS_SHARE * FORM_ITEMS))

    @property
    def spread(self) -> float:
        return math.hypot(self.share_sd, self.form_sd)

    def points_against(self, other: _Outlook) -> float:
        """Return by how many per cent this chance is above the other."""
        return 100 * (self.chance - other.chance)


_FORM = shares(FORM_ITEMS, [system.name for system in SYSTEMS])


def _form_sd(known: Abilities) -> float:
    expected = [(items, known.systems[name].expected) for name, items in _FORM.items()]
    return math.sqrt(sum(items * share * (1 - share) for items, share in expected)) / FORM_ITEMS


def _of_systems(known: Abilities, now: _Outlook) -> Iterator[Driver]:
    """Yield what each system brings or costs against one in which the student is as able as on
    the whole."""
    usual = expected_share(known.overall.mean)
    for name, items in _FORM.items():
        expected = known.systems[name].expected
        if known.systems[name].answers:
            other = now._replace(share=now.share + items / FORM_ITEMS * (usual - expected))
            yield Driver(DriverKind.SYSTEM, name, expected, now.points_against(other))


def _of_unseen(known: Abilities, now: _Outlook, unseen: float) -> Iterator[Driver]:
    """Yield what it costs not to know more: against the chance if, by the answers still to be
    given, the variance were less by the same share, down to what no answers can take away. Below
    the mark uncertainty is what the chance lives on, and nothing to be named."""
    removable = now.share_sd**2 - known.least_sd**2
    other = now._replace(share_sd=math.sqrt(now.share_sd**2 - unseen * removable))
    if (points := now.points_against(other)) < 0:
        yield Driver(DriverKind.UNSEEN, "", unseen, points)


def _of_forgotten(now: _Outlook, unseen: float, forgotten: float) -> Iterator[Driver]:
    """Yield what is lost against reviews on time. An item that is not known is taken to be one of
    the forgotten things as often as any: in the share of the bank that was seen, times what is
    forgotten of it beyond FORGOTTEN_ON_TIME."""
    late = max(0.0, forgotten - FORGOTTEN_ON_TIME)
    other = now._replace(share=now.share + (1 - now.share) * (1 - unseen) * late)
    yield Driver(DriverKind.FORGOTTEN, "", forgotten, now.points_against(other))
