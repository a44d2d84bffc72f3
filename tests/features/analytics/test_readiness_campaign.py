"""The chance of passing against students whose abilities are known.

The priors of ability.py were chosen on the students 1,000,000 and following; these are others.
"""

from __future__ import annotations

import json
import math
import random
from statistics import fmean
from typing import Any, NamedTuple

import pytest

from ms2qbank_desktop.features.analytics.readiness import NotYet, Readiness, readiness
from tests.support.simulated_students import Student, student

FEW, MANY = 300, 900
"""First attempts at which the groups "few", "medium" and "many" meet."""
BINS = 10


class Seen(NamedTuple):
    """A student with a chance, and whether an exam was passed."""

    student: Student
    stated: Readiness
    passed: bool

    @property
    def covered(self) -> bool:
        """The stated band holds the true chance."""
        return self.stated.low <= self.student.chance <= self.stated.high


def everyone(first: int, number: int) -> tuple[list[Seen], list[NotYet]]:
    """Return the students who have a chance stated, and what the others lack."""
    rng = random.Random(f"exams of {first}")
    students = [student(seed) for seed in range(first, first + number)]
    said = [(one, readiness(one.evidence), one.sits(rng)) for one in students]
    seen = [Seen(one, found, passed) for one, found, passed in said if isinstance(found, Readiness)]
    return seen, [found for _, found, _ in said if isinstance(found, NotYet)]


def coverage(seen: list[Seen]) -> float:
    """Return the share of students whose true chance lies in their band."""
    return fmean(one.covered for one in seen)


def groups(seen: list[Seen]) -> dict[str, list[Seen]]:
    """Return the students by the number of their answers."""
    ends = {"few": (0, FEW), "medium": (FEW, MANY), "many": (MANY, math.inf)}
    return {
        name: [one for one in seen if low <= one.stated.answers < high]
        for name, (low, high) in ends.items()
    }


def calibration(seen: list[Seen]) -> list[dict[str, float]]:
    """Return for each tenth of the chances how many students have one there, its mean, the share
    that passed, and the mean of the true chances."""
    rows = []
    for at in range(BINS):
        there = [one for one in seen if min(int(one.stated.chance * BINS), BINS - 1) == at]
        rows.append(
            {
                "from": at / BINS,
                "students": len(there),
                "stated": round(fmean(one.stated.chance for one in there), 4),
                "passed": round(fmean(one.passed for one in there), 4),
                "true": round(fmean(one.student.chance for one in there), 4),
            }
        )
    return rows


def brier(seen: list[Seen]) -> float:
    """Return the mean square of chance minus outcome."""
    return fmean((one.stated.chance - one.passed) ** 2 for one in seen)


def measured(first: int, number: int) -> dict[str, Any]:
    """Return all numbers of a run."""
    seen, lacking = everyone(first, number)
    rows = calibration(seen)
    usual = fmean(one.passed for one in seen)
    apart = sum(row["students"] * abs(row["stated"] - row["passed"]) for row in rows)
    return {
        "students": number,
        "with_chance": len(seen),
        "not_yet": len(lacking),
        "passed": usual,
        "brier": brier(seen),
        "brier_of_the_mean": usual * (1 - usual),
        "brier_of_the_truth": fmean((one.student.chance - one.passed) ** 2 for one in seen),
        "coverage": coverage(seen),
        "coverage_by_answers": {name: coverage(some) for name, some in groups(seen).items()},
        "coverage_of_open_cases": coverage(
            [one for one in seen if 0.05 < one.stated.chance < 0.95]
        ),
        "students_by_answers": {name: len(some) for name, some in groups(seen).items()},
        "calibration_error": apart / len(seen),
        "calibration": rows,
    }


@pytest.fixture(scope="module")
def some() -> list[Seen]:
    """Those of 150 students who have a chance stated."""
    return everyone(50_000, 150)[0]


def test_the_band_of_80_per_cent_holds_most_true_chances(some: list[Seen]) -> None:
    # 0.8 ± three standard errors of a share of 110 students.
    assert 0.68 < coverage(some) < 0.92


def test_the_chance_tells_more_than_the_share_that_pass(some: list[Seen]) -> None:
    usual = fmean(one.passed for one in some)
    assert brier(some) < 0.6 * usual * (1 - usual)


def test_of_those_with_better_chances_more_pass(some: list[Seen]) -> None:
    middle = sorted(some, key=lambda one: one.stated.chance)
    third = len(middle) // 3
    low, high = (fmean(one.passed for one in part) for part in (middle[:third], middle[-third:]))
    assert low < 0.25
    assert high > 0.75


@pytest.mark.campaign
def test_the_chance_and_its_band_hold_for_2000_students() -> None:
    found = measured(0, 2_000)
    print(json.dumps(found, indent=1))
    assert found["with_chance"] > 1_200
    assert found["brier"] < 0.11
    assert found["brier"] < found["brier_of_the_truth"] + 0.06
    assert found["calibration_error"] < 0.03
    assert 0.75 <= found["coverage"] <= 0.85
    for name, share in found["coverage_by_answers"].items():
        assert 0.75 <= share <= 0.85, name
    for row in found["calibration"]:
        # Three standard errors of the share that passes.
        error = 3 * math.sqrt(row["stated"] * (1 - row["stated"]) / row["students"])
        assert abs(row["stated"] - row["passed"]) < error + 0.01, row
