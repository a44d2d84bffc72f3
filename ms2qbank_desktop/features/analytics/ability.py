"""How able a student is in each system, adjusted for the difficulty of what was answered.

Pure functions; :mod:`readiness` turns abilities into a chance.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.practice.blueprint import SYSTEMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

GUESSING = 0.2
"""Share right of what is not known at all: one of five choices."""
LEVEL_LOGITS = (-1.19, -0.34, 0.34, 1.0, 1.75)
"""Item logits of difficulty 1–5. Items are N(0, 1); the levels are ranks (20, 30, 30, 15, 5 %),
so these are the means of those slices of the normal curve, −1.40 … 2.06, times 0.85 because a
label is not quite the rank."""
LEVEL_SPREAD, ITEM_SPREAD = 0.34, 1.0
"""Variances of item logits within a level, and of items about whose difficulty nothing is known."""
HALF_LIFE = 90.0
"""Days after which an answer counts half: the gain below is not the same all the time. This and
the priors were chosen on simulated students (tests/support/simulated_students.py)."""
OLDEST = 365.0
"""Days; older answers are left out."""
START_MEAN, START_SD = 0.05, 0.65
"""Logits of a student before the first answer; 0 is about the pass mark of the exam."""
SYSTEM_SD = 0.5
"""Logits by which systems differ within a student."""
GAIN, GAIN_SD = 0.004, 0.0035
"""Logits a day by which a student who practises learns."""
IDLE_GAIN, IDLE_VARIANCE = -0.0025, 0.0004
"""Logits a day without practice, and the variance that each such day adds."""
BANK_SD = 0.1
"""Logits by which a bank may be easier or harder than the exam: no number of answers says."""
Z_80 = 1.2816
"""Standard deviations on each side of the middle 80 % of a normal distribution."""
_LARGEST_STEP, _TOLERANCE, _MOST_STEPS = 1.0, 1e-5, 25


class Evidence(NamedTuple):
    """First attempts of one system, difficulty (1 easiest … 5, None unknown) and time. ``system``:
    its official name; any other counts towards the student as a whole only."""

    system: str
    difficulty: int | None
    days_ago: float
    right: int
    total: int


@dataclass(frozen=True, slots=True)
class Ability:
    """``mean`` and ``sd`` in logits, 0 being an item of average difficulty; ``expected``: share
    right (0–1) on items as the exam has them, ``low`` … ``high`` its 80 % band; ``answers``: on
    which it rests."""

    mean: float
    sd: float
    expected: float
    low: float
    high: float
    answers: int


@dataclass(frozen=True, slots=True)
class Abilities:
    """``systems``: all of them, by official name in the outline's order; ``overall``: weighted as
    the exam is. ``share``: right on an exam (0–1), ``share_sd``: how far it is not known,
    ``least_sd``: how far it would not be after any number of answers."""

    systems: dict[str, Ability]
    overall: Ability
    share: float
    share_sd: float
    least_sd: float


def expected_share(logit: float) -> float:
    """Return the share right (0–1) of exam-like items, difficulty N(0, 1), at an ability."""
    return _curve(logit, 0.0, _EXAM_SLOPE)[0]


def abilities(evidence: Iterable[Evidence]) -> Abilities:
    """Estimate the present abilities of one student.

    An item of logit b is answered right with P = c + (1 − c) / (1 + exp(−k (θ − b))): the Rasch
    model (Rasch 1960) with a fixed guessing floor c (the three-parameter model of Birnbaum 1968
    with one slope); k = (1 + π v / 8)^−½ averages it over items whose logits vary by v (MacKay
    1992, Neural Computation 4:720). The ability in system s, a days before the last answer,
    is θ = μ + δ_s − γ a, with normal priors on the student's level μ, the system's deviation δ_s
    (which draws systems of few answers towards μ) and the gain γ a day. Answers count 2^(−age /
    HALF_LIFE). Mode and covariance by Fisher scoring; as all systems meet only in (μ, γ), each step
    solves two equations after the systems were eliminated from them. Days without practice since
    the last answer, and the difference between bank and exam, widen what is not known of μ.
    """
    counted = [one for one in evidence if one.total > 0 and one.days_ago <= OLDEST]
    idle = max(0.0, min((one.days_ago for one in counted), default=0.0))
    answers: defaultdict[str, int] = defaultdict(int)
    for one in counted:
        answers[one.system] += one.total
    return _today(_fitted(_collapsed(counted, idle)), idle, answers)


@dataclass(slots=True)
class _Cell:
    """Discounted sums over the answers of one system and difficulty; ``…_age`` times days."""

    logit: float
    slope: float
    total: float = 0.0
    right: float = 0.0
    total_age: float = 0.0
    right_age: float = 0.0
    total_age2: float = 0.0


@dataclass(slots=True)
class _System:
    """A system's deviation δ with the variance of its prior (0: the answers are of no system), and
    what its answers say at the present fit: first derivatives of their log likelihood by ability
    and by gain, and their expected information."""

    variance: float
    cells: dict[int | None, _Cell]
    deviation: float = 0.0
    by_ability: float = 0.0
    by_gain: float = 0.0
    information: float = 0.0
    mixed: float = 0.0
    gain_information: float = 0.0

    @property
    def kept(self) -> float:
        """Share of a change of the level μ that is left in this system after δ has answered it."""
        return 1 / (1 + self.information * self.variance)

    def look(self, level: float, gain: float) -> None:
        """Take the derivatives at a fit. Within a cell the curve is a line over the ages."""
        score = gain_score = information = mixed = gain_information = 0.0
        for cell in self.cells.values():
            age = cell.total_age / cell.total
            share, steepness = _curve(level + self.deviation - gain * age, cell.logit, cell.slope)
            pull = steepness / (share * (1 - share))
            score += pull * (cell.right - cell.total * share)
            spread = cell.total_age2 - cell.total_age * age
            gain_score -= pull * (
                cell.right_age - cell.total_age * share + gain * steepness * spread
            )
            weight = pull * steepness
            information += weight * cell.total
            mixed -= weight * cell.total_age
            gain_information += weight * cell.total_age2
        self.by_ability, self.by_gain = score, gain_score
        self.information, self.mixed = information, mixed
        self.gain_information = gain_information


class _Fit(NamedTuple):
    """The level μ at the last answer, the covariance of (μ, γ), the systems that have answers."""

    level: float
    level_variance: float
    covariance: float
    gain_variance: float
    systems: dict[str, _System]


def _slope(spread: float) -> float:
    return 1 / math.sqrt(1 + math.pi * spread / 8)


def _curve(ability: float, logit: float, slope: float) -> tuple[float, float]:
    """Return the share right and its derivative by the ability."""
    known = 1 / (1 + math.exp(-slope * (ability - logit)))
    return GUESSING + (1 - GUESSING) * known, (1 - GUESSING) * slope * known * (1 - known)


_EXAM_SLOPE, _LEVEL_SLOPE = _slope(ITEM_SPREAD), _slope(LEVEL_SPREAD)
_WEIGHTS = {one.name: one.weight / sum(each.weight for each in SYSTEMS) for one in SYSTEMS}


def _cell(difficulty: int | None) -> _Cell:
    if difficulty is None:
        return _Cell(0.0, _EXAM_SLOPE)
    return _Cell(LEVEL_LOGITS[difficulty - 1], _LEVEL_SLOPE)


def _collapsed(evidence: Iterable[Evidence], idle: float) -> dict[str, _System]:
    """Sum the evidence over time, by system and difficulty."""
    systems: dict[str, _System] = {}
    for name, difficulty, days_ago, right, total in evidence:
        known = name if name in _WEIGHTS else ""
        system = systems.get(known)
        if system is None:
            system = systems[known] = _System(SYSTEM_SD**2 if known else 0.0, {})
        cell = system.cells.get(difficulty)
        if cell is None:
            cell = system.cells[difficulty] = _cell(difficulty)
        age = days_ago - idle
        weight = 2.0 ** (-age / HALF_LIFE)
        weighted, hits = weight * total, weight * right
        cell.total += weighted
        cell.right += hits
        cell.total_age += weighted * age
        cell.right_age += hits * age
        cell.total_age2 += weighted * age * age
    return systems


def _fitted(systems: dict[str, _System]) -> _Fit:
    """Climb to the mode; steps are cut, for below the guessing floor the likelihood is flat."""
    level, gain = START_MEAN, GAIN
    for _ in range(_MOST_STEPS):
        h_level, h_mixed, h_gain = START_SD**-2, 0.0, GAIN_SD**-2
        r_level, r_gain = (START_MEAN - level) * h_level, (GAIN - gain) * h_gain
        for one in systems.values():
            one.look(level, gain)
            kept, inner = one.kept, one.variance * one.by_ability - one.deviation
            h_level += one.information * kept
            h_mixed += one.mixed * kept
            h_gain += one.gain_information - one.mixed**2 * one.variance * kept
            r_level += kept * (one.by_ability + one.information * one.deviation)
            r_gain += one.by_gain - one.mixed * kept * inner
        whole = h_level * h_gain - h_mixed**2
        step = (h_gain * r_level - h_mixed * r_gain) / whole
        gain_step = (h_level * r_gain - h_mixed * r_level) / whole
        cut = min(1.0, _LARGEST_STEP / max(abs(step), _TOLERANCE))
        for one in systems.values():
            inner = one.variance * one.by_ability - one.deviation
            inner -= one.variance * (one.information * step + one.mixed * gain_step)
            one.deviation += cut * one.kept * inner
        level, gain = level + cut * step, gain + cut * gain_step
        if abs(step) < _TOLERANCE:
            break
    return _Fit(level, h_gain / whole, -h_mixed / whole, h_level / whole, systems)


def _today(fit: _Fit, idle: float, answers: Mapping[str, int]) -> Abilities:
    """Return the abilities ``idle`` days after the last answer, where the fit stands."""
    level = fit.level + IDLE_GAIN * idle
    shift = BANK_SD**2 + IDLE_VARIANCE * idle
    found: dict[str, Ability] = {}
    share, steepness = 0.0, {}
    for name, weight in _WEIGHTS.items():
        mean = level + (fit.systems[name].deviation if name in fit.systems else 0.0)
        found[name] = _ability(mean, _sd(fit, {name: 1.0}, shift), answers.get(name, 0))
        share += weight * found[name].expected
        steepness[name] = weight * _curve(mean, 0.0, _EXAM_SLOPE)[1]
    mean = sum(weight * found[name].mean for name, weight in _WEIGHTS.items())
    overall = _ability(mean, _sd(fit, _WEIGHTS, shift), sum(answers.values()))
    least = math.sqrt(shift) * sum(steepness.values())
    return Abilities(found, overall, share, _sd(fit, steepness, shift), least)


def _ability(mean: float, sd: float, answers: int) -> Ability:
    low, expected, high = (expected_share(mean + z * sd) for z in (-Z_80, 0.0, Z_80))
    return Ability(mean, sd, expected, low, high, answers)


def _sd(fit: _Fit, coefficients: Mapping[str, float], shift: float) -> float:
    """Return the standard deviation of a weighted sum of abilities; ``shift``: the variance of
    what moves all of them alike."""
    by_level = by_gain = own = 0.0
    for name, coefficient in coefficients.items():
        one = fit.systems.get(name) or _System(SYSTEM_SD**2, {})
        left = one.variance * one.kept
        by_level += coefficient * one.kept
        by_gain -= coefficient * one.mixed * left
        own += coefficient**2 * left
    return math.sqrt(
        by_level**2 * fit.level_variance
        + 2 * by_level * by_gain * fit.covariance
        + by_gain**2 * fit.gain_variance
        + own
        + sum(coefficients.values()) ** 2 * shift
    )
