"""What is told of the sums: weak areas, percentile, coverage, days that begin elsewhere."""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.clock import Clock
from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.analytics.models import EVERYTHING, Dimension, Scope
from ms2qbank_desktop.features.analytics.service.counting import CountingService
from ms2qbank_desktop.features.analytics.service.statistics import StatsService
from ms2qbank_desktop.features.attempts.service import AttemptService
from tests.support.logbook import Line, Logbook, Question

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 4, 2, 12, tzinfo=UTC)
RENAL = Question(1, 1, "Pathology", "Renal", 2)
KIDNEY = Question(2, 1, "Pathology", "Kidney", None)
HEART = Question(3, 2, "Physiology", "Cardiovascular", 3)
NAMELESS = Question(4, 2, "", "", None)


class Still(Clock):
    def now(self) -> datetime:
        return NOW


@pytest.fixture
def book(data_dir: Path) -> Iterator[Logbook]:
    book = Logbook(data_dir, Still())
    for pack in (1, 2):
        book.add_pack(pack)
    book.add_questions([RENAL, KIDNEY, HEART, NAMELESS])
    yield book
    book.close()


@pytest.fixture
def stats(book: Logbook) -> StatsService:
    return book.context.service(StatsService)


def answer(book: Logbook, question: Question, right: int, wrong: int, days_ago: int = 1) -> None:
    at = NOW - timedelta(days=days_ago)
    book.answer(
        *(Line(question, at, "A" if number < right else "B") for number in range(right + wrong))
    )


def test_an_area_is_weak_below_70_per_cent_of_ten_attempts(
    book: Logbook, stats: StatsService
) -> None:
    answer(book, RENAL, 3, 6)
    assert stats.weak_areas(book.user_id) == []
    answer(book, KIDNEY, 4, 7)
    answer(book, HEART, 7, 3)
    answer(book, NAMELESS, 0, 20)
    told = [(one.kind, one.name, one.rank) for one in stats.weak_areas(book.user_id)]
    assert told == [(Dimension.SUBJECT, "Pathology", 1), (Dimension.SYSTEM, "Kidney", 1)]


def test_systems_of_one_meaning_are_one_in_the_outline(book: Logbook, stats: StatsService) -> None:
    answer(book, RENAL, 1, 0)
    answer(book, KIDNEY, 0, 1)
    answer(book, NAMELESS, 1, 1)
    told = {name: tally.attempts for name, tally in stats.by_official(book.user_id).items()}
    assert told == {"Respiratory & Renal/Urinary Systems": 2, "": 2}
    assert set(stats.by(book.user_id, EVERYTHING, Dimension.SYSTEM)) == {"Renal", "Kidney", ""}


def test_who_is_alone_has_no_percentile(book: Logbook, stats: StatsService) -> None:
    answer(book, RENAL, 1, 0)
    assert stats.percentile(book.user_id) is None
    with book.context.store.write() as session:
        sql = "INSERT INTO users (id, name, email, created_at) VALUES (77, 'Other', '', 0)"
        session.connection().exec_driver_sql(sql)
    assert stats.percentile(book.user_id) is None
    book.answer(Line(RENAL, NOW, "B", 90_000), user_id=77)
    assert stats.percentile(book.user_id) == 75.0  # as many attempts, but right and quicker
    assert stats.percentile(77) == 0.0
    assert stats.percentile(78) is None


def test_the_bank_is_told_by_what_is_seen_right_and_held(
    book: Logbook, stats: StatsService
) -> None:
    answer(book, RENAL, 1, 0)
    answer(book, KIDNEY, 0, 1, days_ago=30)
    answer(book, HEART, 1, 0)
    attempts = book.context.service(AttemptService)
    attempts.mend_states()
    attempts.suspend(book.user_id, [HEART.id], suspended=True)
    found = stats.coverage(book.user_id)
    assert found.systems == ("Respiratory & Renal/Urinary Systems", "")
    assert found.subjects == ("Pathology", "")
    renal = found.cells[found.systems[0], "Pathology"]
    assert (renal.questions, renal.seen, renal.correct, renal.secure) == (2, 2, 1, 1)
    assert renal.share == 0.5
    assert found.cells["", ""].seen == 0
    assert stats.coverage(book.user_id, pack_id=2).systems == ("",)


def test_who_travels_has_other_days_once_all_is_counted_anew(
    book: Logbook, stats: StatsService, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.answer(Line(RENAL, datetime(2026, 4, 1, 3, 30, tzinfo=UTC)))
    home = set(stats.days(book.user_id))
    monkeypatch.setenv("TZ", "Pacific/Auckland" if os.environ.get("TZ") != "Asia/Tokyo" else "UTC")
    time.tzset()
    try:
        counting = book.context.service(CountingService)
        assert counting.waiting() == 1
        counting.catch_up(Silent())
        assert counting.waiting() == 0
        assert set(stats.days(book.user_id)) == {date(2026, 4, 1)}
        assert stats.total(book.user_id, Scope(date(2026, 4, 1), date(2026, 4, 1))).attempts == 1
    finally:
        monkeypatch.undo()
        time.tzset()
    counting.catch_up(Silent())
    assert set(stats.days(book.user_id)) == home


def test_a_streak_counts_days_of_questions_and_of_cards(book: Logbook, stats: StatsService) -> None:
    answer(book, RENAL, 1, 0, days_ago=1)
    book.review(9, NOW - timedelta(days=2))
    book.review(9, NOW - timedelta(days=4))
    told = stats.streak(book.user_id)
    assert (told.now, told.best) == (2, 2)
    assert list(told.days.values()) == [1, 1, 1]
    assert stats.streak(book.user_id, forgiving=True).now == 2
