"""Students whose abilities are known: what they answered, and how they would do in the exam.

They are unlike what the program assumes of students, in ways that real ones may be: they learn
unevenly and forget, practise system by system or what they like, in banks that are easier or harder
than the exam, whose labels of difficulty are off or missing and whose items differ in how well they
tell students apart and how far they can be guessed.
"""

from __future__ import annotations

import bisect
import math
import random
from collections import Counter
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist
from typing import NamedTuple

from ms2qbank_desktop.features.analytics.ability import Evidence
from ms2qbank_desktop.features.practice.blueprint import SYSTEMS, shares

NAMES = [system.name for system in SYSTEMS]
FORM = shares(280, NAMES)
TO_PASS = 168
LEVEL_ENDS = (0.2, 0.5, 0.8, 0.95)
"""Shares of the items, easiest first, at which difficulties 1–4 end."""
SLOPE_SD = 0.2
FLOORS = (0.14, 0.17, 0.2, 0.2, 0.25)
LABEL_NOISE, MISLABELLED = 0.5, 0.06
WEEKS, WEEK, MONTH = 8, 7, 31
"""Cells of time as service/readiness.py makes them: so many weeks, and months before."""
_STEP, _EDGE = 0.05, 6.0


class Item(NamedTuple):
    """A question: answered right with floor + (1 − floor) / (1 + exp(−slope (θ − logit)))."""

    logit: float
    slope: float
    floor: float
    label: int | None

    def share(self, ability: float) -> float:
        """Return the probability that it is answered right."""
        known = 1 / (1 + math.exp(-self.slope * (ability - self.logit)))
        return self.floor + (1 - self.floor) * known


@dataclass(frozen=True)
class Student:
    """``abilities``: true ones of today, in logits, by official system; ``share``: right of an
    exam drawn for them, ``chance``: of passing it."""

    evidence: list[Evidence]
    abilities: dict[str, float]
    share: float
    chance: float

    @property
    def answers(self) -> int:
        """First attempts, of any age."""
        return sum(cell.total for cell in self.evidence)

    def sits(self, rng: random.Random) -> bool:
        """Take an exam of 280 new items; return whether it was passed."""
        right = 0
        for name, number in FORM.items():
            ability = self.abilities[name]
            right += sum(rng.random() < new_item(rng).share(ability) for _ in range(number))
        return right >= TO_PASS


def new_item(rng: random.Random, label: int | None = None) -> Item:
    """Return an item as the exam and the average bank have them."""
    slope = math.exp(rng.gauss(0, SLOPE_SD))
    return Item(rng.gauss(0, 1), slope, rng.choice(FLOORS), label)


@cache
def bank() -> dict[int | None, list[Item]]:
    """Return 4,000 items by their labels; those under None are all of them, unlabelled."""
    rng = random.Random(4)
    items = [new_item(rng) for _ in range(4_000)]
    seen = [item.logit + rng.gauss(0, LABEL_NOISE) for item in items]
    order = sorted(seen)
    ends = [order[int(end * len(order))] for end in LEVEL_ENDS]
    labelled: dict[int | None, list[Item]] = {level: [] for level in range(1, 6)}
    for item, looks in zip(items, seen, strict=True):
        slip = rng.random() < MISLABELLED
        level = rng.randint(1, 5) if slip else 1 + bisect.bisect(ends, looks)
        labelled[level].append(item._replace(label=level))
    return {**labelled, None: items}


@cache
def _expected() -> list[float]:
    """Return the share right of the exam's items at each step of ability."""
    floor = sum(FLOORS) / len(FLOORS)
    ranks = [(at + 0.5) / 60 for at in range(60)]
    logits = [NormalDist().inv_cdf(rank) for rank in ranks]
    slopes = [math.exp(SLOPE_SD * NormalDist().inv_cdf((at + 0.5) / 9)) for at in range(9)]
    items = [Item(logit, slope, floor, None) for logit in logits for slope in slopes]
    steps = range(int(2 * _EDGE / _STEP) + 1)
    return [sum(item.share(at * _STEP - _EDGE) for item in items) / len(items) for at in steps]


def expected(ability: float) -> float:
    """Return the share right of the exam's items, between two steps by a straight line."""
    place = (min(max(ability, -_EDGE), _EDGE - _STEP) + _EDGE) / _STEP
    at = int(place)
    table = _expected()
    return table[at] + (place - at) * (table[at + 1] - table[at])


def true_chance(abilities: dict[str, float]) -> tuple[float, float]:
    """Return the expected share right and the chance of passing. Items are drawn anew for each
    exam, so answers are independent given the abilities; 280 of them are near enough to normal
    (test_readiness compares with the exact distribution)."""
    means = [(number, expected(abilities[name])) for name, number in FORM.items()]
    mean = sum(number * share for number, share in means)
    sd = math.sqrt(sum(number * share * (1 - share) for number, share in means))
    return mean / sum(FORM.values()), NormalDist().cdf((mean - TO_PASS + 0.5) / sd)


def _log_uniform(rng: random.Random, low: float, high: float) -> float:
    return math.exp(rng.uniform(math.log(low), math.log(high)))


def _paths(rng: random.Random, weeks: int, idle: int) -> list[dict[str, float]]:
    """Return the abilities of each week, and at last those of today."""
    start, deviations = rng.gauss(-0.4, 0.55), {name: rng.gauss(0, 0.38) for name in NAMES}
    gain, tiring = rng.gauss(0.04, 0.025), rng.uniform(0, 0.06)
    paces = {name: max(0.0, rng.gauss(1, 0.5)) for name in NAMES}
    levels = {name: start + deviations[name] for name in NAMES}
    path = []
    for week in range(weeks):
        path.append(dict(levels))
        shock, learnt = rng.gauss(0, 0.04), gain * math.exp(-tiring * week)
        for name in NAMES:
            levels[name] += learnt * paces[name] + shock + rng.gauss(0, 0.04)
    forgetting = idle * max(0.0, rng.gauss(0.003, 0.003))
    path.append({name: level - forgetting for name, level in levels.items()})
    return path


def _practice(rng: random.Random) -> dict[str, float]:
    """Return how much of each system is practised: unequal, and some leave systems out."""
    unequal = rng.uniform(0.2, 1.1)
    weights = {one.name: one.weight * math.exp(rng.gauss(0, unequal)) for one in SYSTEMS}
    if rng.random() < 0.3:
        for name in rng.sample(NAMES, rng.randint(1, 5)):
            weights[name] = 0.0
    return weights


def _labels(rng: random.Random) -> list[int | None]:
    """Return the labels whose items are practised, as often as the bank has them."""
    style = rng.random()
    if style < 0.15:
        return [None]
    wanted = range(1, 4) if style < 0.22 else range(3, 6) if style < 0.29 else range(1, 6)
    return [item.label for level in wanted for item in bank()[level]]


def student(seed: int) -> Student:
    """Return the student of a seed."""
    rng = random.Random(f"student {seed}")
    weeks = round(_log_uniform(rng, 3, 45))
    idle = rng.randint(5, 60) if rng.random() < 0.3 else rng.randint(0, 3)
    answers = round(_log_uniform(rng, 40, 3_000))
    path, weights, labels = _paths(rng, weeks, idle), _practice(rng), _labels(rng)
    harder = rng.gauss(0, 0.1)
    crowding = rng.uniform(0.6, 1.4)
    in_turn = rng.random() < 0.35
    names = rng.choices(NAMES, [weights[name] for name in NAMES], k=answers)
    if in_turn:
        turns = rng.sample(NAMES, len(NAMES))
        names.sort(key=turns.index)
    right: Counter[tuple[str, int | None, int]] = Counter()
    total: Counter[tuple[str, int | None, int]] = Counter()
    for at, name in enumerate(names):
        passed = ((at + rng.random()) / answers) ** crowding * weeks
        item = rng.choice(bank()[rng.choice(labels)])
        label = item.label if rng.random() > 0.05 else None
        days_ago = (weeks - passed) * 7 + idle
        key = name, label, _middle(int(days_ago))
        total[key] += 1
        ability = path[min(int(passed), weeks - 1)][name] - harder
        right[key] += rng.random() < item.share(ability)
    evidence = [
        Evidence(name, label, float(middle), right[name, label, middle], number)
        for (name, label, middle), number in total.items()
    ]
    return Student(evidence, path[-1], *true_chance(path[-1]))


def _middle(days_ago: int) -> int:
    """Return how many days ago the middle of the cell was in which a day lies."""
    weeks = WEEKS * WEEK
    if days_ago < weeks:
        return days_ago // WEEK * WEEK + WEEK // 2
    return weeks + (days_ago - weeks) // MONTH * MONTH + MONTH // 2
