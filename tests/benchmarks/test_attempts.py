"""What the bank knows of a user, at a bank of real size: folding, counting, finding, resetting.

The short form runs with the other benchmarks; ``-m campaign`` grows 100,000 questions with
1,000,000 attempts.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.attempts.models import BankOrder, QuestionFilter, Status
from ms2qbank_desktop.features.attempts.search_language import parse
from ms2qbank_desktop.features.attempts.selection import count
from ms2qbank_desktop.features.questions.models import BankFilter
from tests.benchmarks.bank import grow
from tests.benchmarks.measuring import quantiles, tell, worked
from tests.benchmarks.test_browser import SEARCHES
from tests.support.bank import open_desk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.benchmarks.measuring import Pace
    from tests.support.bank import Desk

TICK_MS = 16.0
SEARCH_MS, LIKE_MS = 15.0, 15.0
"""Of a worker."""
_SCREEN = 64
_TIMES = 50
_ROUNDS = 5


def p95(steps: Sequence[Callable[[], object]]) -> float:
    """Return the 95th percentile of what the steps take, of the median of some rounds."""
    rounds = [quantiles([worked(step) for step in steps]) for _ in range(_ROUNDS)]
    return quantiles([one["p95"] for one in rounds])["median"]


def ticks(desk: Desk) -> list[Callable[[], object]]:
    """Return counts after ticks of all kinds."""
    cube = desk.attempts.cube(desk.user_id, BankFilter())
    chance = random.Random(1)
    cells = sorted(cube)
    wanted = []
    for number in range(_TIMES):
        cell = chance.choice(cells)
        bank = BankFilter(
            systems=frozenset({cell.system}),
            subjects=frozenset({cell.subject} if number % 2 else ()),
        )
        statuses = frozenset(chance.sample(list(Status), number % 4))
        wanted.append(QuestionFilter(bank, statuses))
    return [lambda one=one: count(cube, one) for one in wanted]  # type: ignore[misc]


def searches(desk: Desk) -> list[Callable[[], object]]:
    """Return searches for the first screen, its lines included."""
    attempts, user = desk.attempts, desk.user_id
    vocabulary = attempts.vocabulary(user)

    def screen(text: str) -> None:
        wanted = parse(text, vocabulary).wanted
        ids = attempts.browse_first(user, wanted, BankOrder(), _SCREEN)
        attempts.browse_rows(user, ids[:_SCREEN])

    return [lambda text=text: screen(text) for text in SEARCHES * 4]  # type: ignore[misc]


def measured(data_dir: Path, questions: int, attempts: int) -> dict[str, Any]:
    """Grow a bank and return what each thing takes, in milliseconds."""
    desk = open_desk(data_dir, questions=0)
    ids = grow(desk.context.paths.database, desk.user_id, questions, attempts)
    service, user = desk.attempts, desk.user_id
    found: dict[str, Any] = {"fill states": worked(service.fill_states)}
    found["check states"] = worked(service.mend_states)
    found["count after a tick, p95"] = p95(ticks(desk))
    found["first screen of a search, p95"] = p95(searches(desk))
    some = random.Random(2).sample(ids, _TIMES)
    like = [lambda one=one: desk.bank.like(one) for one in some]
    found["more like this, p95"] = p95(like)
    found["tag all"] = worked(lambda: service.tag(user, ids, "hard", on=True))
    found["suspend all"] = worked(lambda: service.suspend(user, ids, suspended=True))
    found["reset all"] = worked(lambda: service.reset(user, ids))
    found["take that back"] = worked(lambda: service.unreset(user, ids, Silent()))
    assert service.mend_states() == []
    desk.context.close()
    return {name: round(taken, 1) for name, taken in found.items()}


@pytest.mark.benchmark
@pytest.mark.parametrize(
    ("questions", "attempts"),
    [
        pytest.param(5_000, 20_000, id="short"),
        pytest.param(100_000, 1_000_000, id="large", marks=pytest.mark.campaign),
    ],
)
def test_a_long_history_is_folded_counted_and_searched_within_budgets(
    data_dir: Path, pace: Pace, capsys: pytest.CaptureFixture[str], questions: int, attempts: int
) -> None:
    found = measured(data_dir, questions, attempts)
    tell(capsys, {"slack": pace.slack, "questions": questions, "attempts": attempts, **found})
    assert found["count after a tick, p95"] <= pace.slack * TICK_MS
    assert found["first screen of a search, p95"] <= pace.slack * SEARCH_MS
    assert found["more like this, p95"] <= pace.slack * LIKE_MS
