"""How long the steps of a student take, at a bank of real size."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.measuring import quantiles, tell, worked
from tests.support.bank import open_desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.benchmarks.measuring import Figures, Pace

DURABLE_MS = 8.0
"""Of the thread for an answer that is on the disk, 95th percentile; the disk itself is as fast as
it is, so what is waited for is printed only."""
ROUNDS, TIMES = 5, 100


def measured(step: Callable[[int], object]) -> dict[str, Figures]:
    """Return the 95th percentiles of some rounds: of what the thread works, and of the wait."""
    rounds: dict[str, list[float]] = {"work": [], "wait": []}
    for _ in range(ROUNDS):
        work, wait = [], []
        for number in range(TIMES):
            began = time.perf_counter()
            work.append(worked(partial(step, number)))
            wait.append(1000 * (time.perf_counter() - began))
        rounds["work"].append(quantiles(work)["p95"])
        rounds["wait"].append(quantiles(wait)["p95"])
    return {name: quantiles(some) for name, some in rounds.items()}


@pytest.mark.benchmark
def test_an_answer_is_on_the_disk_within_its_budget(
    data_dir: Path, pace: Pace, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = open_desk(data_dir, questions=200)
    session = desk.session(desk.block(100))
    session.choose(0)
    found = {
        "choose": measured(lambda number: session.choose(number % 5)),
        "go": measured(lambda number: session.go(number % 100)),
        "tick": measured(lambda _: session.tick()),
    }
    desk.context.close()
    tell(capsys, {"slack": pace.slack, **found})
    assert max(one["work"]["median"] for one in found.values()) <= pace.slack * DURABLE_MS
