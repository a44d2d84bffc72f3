"""How long the sums over the logs take: counted at once, counted behind an import, read.

The short form runs with the other benchmarks; ``-m campaign`` grows 100,000 questions with
1,000,000 attempts.
"""

from __future__ import annotations

import random
import statistics
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.analytics.models import Dimension, Scope
from ms2qbank_desktop.features.analytics.service.counting import CountingService
from ms2qbank_desktop.features.analytics.service.statistics import StatsService
from tests.benchmarks.measuring import quantiles, tell, worked
from tests.support.logbook import Line, Logbook, Question

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ms2qbank_desktop.features.analytics.service.statistics import StatsService as Stats
    from tests.benchmarks.measuring import Pace

DATA_MS = 16.0
"""Of the processor, for what one change of a filter reads."""
ANSWER_MS = 4.0
"""Of the processor, for an attempt and all its sums."""
RATE = 1_500
"""Attempts counted a second behind an import, of the processor."""
DAYS, PORTION = 1_000, 20_000
SYSTEMS = (
    *("Renal", "Cardiovascular", "Respiratory", "Endocrine", "Reproductive", "Nervous"),
    *("Gastrointestinal", "Hematologic", "Musculoskeletal", "Skin", "Multisystem"),
)
SUBJECTS = (
    *("Pathology", "Physiology", "Pharmacology", "Anatomy", "Biochemistry", "Microbiology"),
    *("Immunology", "Behavioral Science", "Genetics", "Histology"),
)


def grow(book: Logbook, attempts: int) -> list[Question]:
    """Write attempts over 1,000 days, ten a question, in one import; return the questions."""
    chance = random.Random(3)
    asked = [
        Question(
            number,
            1 + number % 4,
            SUBJECTS[number * 7 % len(SUBJECTS)],
            SYSTEMS[number // 3 % len(SYSTEMS)],
            1 + number % 5,
        )
        for number in range(1, attempts // 10 + 1)
    ]
    for pack in range(1, 5):
        book.add_pack(pack)
    book.add_questions(asked)
    start = datetime.now(UTC) - timedelta(days=DAYS)
    with book.context.store.write() as session:
        for begin in range(0, attempts, PORTION):
            lines = [
                Line(
                    chance.choice(asked),
                    start + timedelta(days=DAYS * number / attempts),
                    chance.choice("AAB"),
                    chance.randrange(20_000, 150_000),
                    chance.choice(("tutor", "timed", "custom")),
                )
                for number in range(begin, min(attempts, begin + PORTION))
            ]
            book.write_answers(session, lines)
    return asked


def scopes() -> list[Scope]:
    today = datetime.now(UTC).date()
    starts = [None, *(today - timedelta(days=days) for days in (7, 30, 90, 365, 777))]
    return [
        Scope(first, today, pack, mode)
        for first in starts
        for pack, mode in ((None, ""), (2, ""), (None, "timed"))
    ]


def views(stats: Stats, user: int) -> dict[str, Callable[[Scope], object]]:
    """Return what pages read at once; levels are read for the readiness, on a worker."""
    found: dict[str, Callable[[Scope], object]] = {
        one.value: partial(_by, stats, user, one) for one in Dimension if one is not Dimension.LEVEL
    }
    return {
        **found,
        "days": lambda scope: stats.days(user, scope),
        "modes": lambda scope: stats.by_mode(user, scope),
        "weak areas": lambda scope: stats.weak_areas(user, scope),
        "cards by system": lambda scope: stats.cards_by_system(user, scope),
    }


def _by(stats: Stats, user: int, dimension: Dimension, scope: Scope) -> object:
    return stats.by(user, scope, dimension)


@pytest.mark.benchmark
@pytest.mark.parametrize(
    "attempts", [20_000, pytest.param(1_000_000, marks=pytest.mark.campaign)], ids=str
)
def test_sums_are_counted_and_read_in_time(
    attempts: int, data_dir: Path, pace: Pace, capsys: pytest.CaptureFixture[str]
) -> None:
    book = Logbook(data_dir)
    asked = grow(book, attempts)
    counting, stats = book.context.service(CountingService), book.context.service(StatsService)
    took = worked(lambda: counting.catch_up(Silent()))
    assert stats.total(book.user_id).attempts == attempts
    read = {
        name: [worked(partial(view, scope)) for scope in scopes() for _ in range(5)]
        for name, view in views(stats, book.user_id).items()
    }
    chance = random.Random(1)

    def answer(number: int) -> float:
        lines = [Line(chance.choice(asked), datetime.now(UTC)) for _ in range(number)]
        return worked(lambda: book.answer(*lines))

    one = [answer(1) for _ in range(40)]
    block = [answer(40) for _ in range(9)]
    streak = [worked(lambda: stats.streak(book.user_id)) for _ in range(9)]
    coverage = [worked(lambda: stats.coverage(book.user_id)) for _ in range(5)]
    sound = worked(lambda: counting.mend(Silent()))
    book.close()
    told = {
        "slack": pace.slack,
        "attempts": attempts,
        "counted a second": round(1000 * attempts / took),
        "an answer": round(statistics.median(one), 2),
        "a block of 40": round(statistics.median(block), 2),
        "read, p95": {name: quantiles(times)["p95"] for name, times in read.items()},
        "streak": round(statistics.median(streak), 2),
        "coverage": round(statistics.median(coverage), 2),
        "held against the logs": round(sound, 1),
    }
    tell(capsys, told)
    assert max(quantiles(times)["p95"] for times in read.values()) <= pace.slack * DATA_MS
    assert statistics.median(one) <= pace.slack * ANSWER_MS
    assert 1000 * attempts / took >= RATE / pace.slack
    assert statistics.median(streak) <= pace.slack * DATA_MS
