"""How long the steps of a student take, at a bank of real size."""

from __future__ import annotations

import json
import statistics
import time
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.storage.engine import connect
from tests.support.bank import open_desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DURABLE_MS = 8.0
"""Budget of an answer that is on the disk, 95th percentile."""
COMMITS = 12
"""On a machine too busy for the budget: an answer may take as long as so many bare commits."""


ROUNDS = 5


def p95_ms(step: Callable[[int], object], times: int) -> list[float]:
    """Return the 95th percentile of ``times`` calls in milliseconds, of each of five rounds."""
    rounds = []
    for _ in range(ROUNDS):
        taken = []
        for number in range(times):
            before = time.perf_counter()
            step(number)
            taken.append(1000 * (time.perf_counter() - before))
        rounds.append(statistics.quantiles(taken, n=20)[18])
    return rounds


@pytest.mark.benchmark
def test_an_answer_is_on_the_disk_within_its_budget(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = open_desk(data_dir, questions=200)
    session = desk.session(desk.block(100))
    session.choose(0)
    bare = connect(data_dir / "bare.db")
    bare.execute("CREATE TABLE t(x)")
    commit = min(p95_ms(lambda number: bare.execute("INSERT INTO t VALUES (?)", (number,)), 100))
    bare.close()
    times = {
        "choose": p95_ms(lambda number: session.choose(number % 5), 100),
        "go": p95_ms(lambda number: session.go(number % 100), 100),
        "tick": p95_ms(lambda _: session.tick(), 100),
    }
    desk.context.close()
    with capsys.disabled():
        medians = {name: round(statistics.median(rounds), 2) for name, rounds in times.items()}
        print(json.dumps({**medians, "bare commit": round(commit, 2)}))
    # A shared machine only adds to a time: the best round is the nearest to ours.
    best = max(min(rounds) for rounds in times.values())
    assert best <= max(DURABLE_MS, COMMITS * commit)
