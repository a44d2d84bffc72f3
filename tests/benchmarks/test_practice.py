"""How long the steps of a student take, at a bank of real size."""

from __future__ import annotations

import json
import statistics
import time
from typing import TYPE_CHECKING

import pytest

from tests.support.bank import open_desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DURABLE_MS = 8.0
"""Budget of an answer that is on the disk, 95th percentile."""


def p95_ms(step: Callable[[int], object], times: int) -> float:
    """Return the 95th percentile of ``times`` calls, in milliseconds."""
    taken = []
    for number in range(times):
        before = time.perf_counter()
        step(number)
        taken.append(1000 * (time.perf_counter() - before))
    return statistics.quantiles(taken, n=20)[18]


@pytest.mark.benchmark
def test_an_answer_is_on_the_disk_within_its_budget(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = open_desk(data_dir, questions=200)
    session = desk.session(desk.block(100))
    session.choose(0)
    times = {
        "choose": p95_ms(lambda number: session.choose(number % 5), 100),
        "go": p95_ms(lambda number: session.go(number % 100), 100),
        "tick": p95_ms(lambda _: session.tick(), 100),
    }
    desk.context.close()
    with capsys.disabled():
        print(json.dumps({name: round(value, 2) for name, value in times.items()}))
    assert max(times.values()) <= DURABLE_MS
