"""Classic is the old system's SM-2 to the digit: its measured vectors."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ms2qbank_desktop.features.flashcards.models import (
    Algorithm,
    CardState,
    Moment,
    Preset,
    Rating,
    Review,
    ReviewKind,
    Schedule,
)
from ms2qbank_desktop.features.flashcards.scheduling import classic
from ms2qbank_desktop.features.flashcards.scheduling.answering import answered, intervals
from ms2qbank_desktop.features.flashcards.scheduling.folding import folded

NOW = Moment(datetime(2026, 3, 1, 12, tzinfo=UTC), 739_676, 57_600)
CLASSIC = Preset(algorithm=Algorithm.CLASSIC)
VECTORS = {
    "444444": "2.5,1,1,1 2.5,6,2,2 2.5,15,3,3 2.5,38,4,4 2.5,95,5,5 2.5,238,6,6",
    "555555": "2.6,1,1,1 2.7,6,2,2 2.8,16,3,3 2.9,45,4,4 3.0,130,5,5 3.1,390,6,6",
    "333333333333": (
        "2.36,1,1,1 2.22,6,2,2 2.08,13,3,3 1.94,27,4,4 1.8,52,5,5 1.66,94,6,6 "
        "1.52,156,7,7 1.38,237,8,8 1.3,327,9,9 1.3,425,10,10 1.3,552,11,11 1.3,718,12,12"
    ),
    "4441444": ("2.5,1,1,1 2.5,6,2,2 2.5,15,3,3 1.96,1,0,0 1.96,1,1,1 1.96,6,2,2 1.96,12,3,3"),
    "50": "2.6,1,1,1 1.8,1,0,0",
    "0000": "1.7,1,0,0 1.3,1,0,0 1.3,1,0,0 1.3,1,0,0",
    "2354": "2.18,1,0,0 2.04,1,1,1 2.14,6,2,2 2.14,13,3,3",
    "555255": "2.6,1,1,1 2.7,6,2,2 2.8,16,3,3 2.48,1,0,0 2.58,1,1,1 2.68,6,2,2",
}


def numbers(schedule: Schedule) -> str:
    ease, days = schedule.ease, schedule.interval_days
    return f"{ease},{days},{schedule.repetitions},{schedule.streak}"


@pytest.mark.parametrize("qualities", VECTORS)
def test_answers_go_as_in_the_old_system(qualities: str) -> None:
    schedule = Schedule()
    found = []
    for quality in qualities:
        schedule = classic.reviewed(schedule, int(quality), NOW)
        found.append(numbers(schedule))
    assert found == VECTORS[qualities].split()


@pytest.mark.parametrize(("days", "next_days"), [(1, 2), (3, 8), (5, 12), (7, 18), (9, 22)])
def test_a_half_day_is_rounded_to_the_even_one(days: int, next_days: int) -> None:
    schedule = Schedule(CardState.REVIEW, ease=2.5, repetitions=3, interval_days=days)
    assert classic.interval_after(schedule, 4) == next_days


def test_a_quality_of_6_is_refused() -> None:
    with pytest.raises(ValueError, match="6 is not 0–5"):
        classic.reviewed(Schedule(), 6, NOW)


def test_the_four_buttons_are_the_qualities_1_3_4_and_5() -> None:
    schedule = Schedule(
        CardState.REVIEW, ease=2.5, repetitions=3, interval_days=15, due_day=NOW.day
    )
    given = intervals(schedule, CLASSIC, NOW)
    eases = [
        answered(
            schedule, rating, given, CLASSIC, NOW, review_id=1, card_id=1, time_ms=0
        ).schedule.ease
        for rating in Rating
    ]
    assert given == (1, 38, 38, 38)
    assert eases == [1.96, 2.36, 2.5, 2.6]


def test_a_review_is_due_so_many_days_after_the_day_of_the_answer() -> None:
    schedule = classic.reviewed(Schedule(), 4, NOW)
    assert schedule.due_day == NOW.day + 1
    assert schedule.due_at is None


def test_right_answers_are_those_of_quality_3_and_more() -> None:
    schedule = Schedule()
    for quality in (5, 3, 2, 0, 4):
        schedule = classic.reviewed(schedule, quality, NOW)
    assert (schedule.reviews, schedule.correct, schedule.streak) == (5, 3, 1)


def test_the_fold_goes_on_from_what_the_old_system_left() -> None:
    left = Schedule(
        CardState.REVIEW, due_day=NOW.day, interval_days=15, ease=2.5, repetitions=3, streak=3
    )
    log = [
        Review(1, 7, NOW.at, None, ReviewKind.IMPORTED, interval=15, carried=left),
        Review(2, 7, NOW.at, Rating.GOOD, ReviewKind.REVIEW, interval=38, last_interval=15),
    ]
    after = folded(log, CLASSIC, lambda _: NOW)
    assert numbers(after) == "2.5,38,4,4"
    assert after == replace(classic.reviewed(left, 4, NOW), last_rating=Rating.GOOD)
