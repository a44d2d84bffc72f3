"""What was reached, against the logs gone through day by day."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.core.clock import Clock, from_ms, to_ms
from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.accounts.tables import UserRow
from ms2qbank_desktop.features.analytics.achievements import (
    LEAST_PACK,
    NEEDED,
    Achievement,
    Counted,
    Kind,
    Pack,
    achievements,
    nearest,
    reached,
)
from ms2qbank_desktop.features.analytics.service.achievements import AchievementService
from ms2qbank_desktop.features.analytics.service.counting import CountingService
from ms2qbank_desktop.features.practice.blueprint import SYSTEMS, official
from tests.support.logbook import Line, Logbook, Question

from .brute import Brute

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

NOW = datetime(2026, 4, 2, 12, tzinfo=UTC)
TODAY = NOW.date()
NAMES = [system.name for system in SYSTEMS]
QUESTIONS = [
    Question(number, 1 if number <= 45 else 2, "Pathology", NAMES[number % 11], 1)
    for number in range(1, 106)
]
EMPTY = Counted((), {}, {}, {}, {}, {}, (), ())


class Still(Clock):
    def now(self) -> datetime:
        return NOW


@pytest.fixture
def book(data_dir: Path) -> Iterator[Logbook]:
    """Two packs: 45 questions, and 60."""
    book = Logbook(data_dir, Still())
    book.add_pack(1)
    book.add_pack(2)
    book.add_questions(QUESTIONS)
    yield book
    book.close()


def told(book: Logbook, *, forgiving: bool = False) -> dict[str, Achievement]:
    book.context.service(CountingService).catch_up(Silent())
    service = book.context.service(AchievementService)
    found = service.achievements(book.user_id, forgiving=forgiving)
    return {one.key: one for one in found}


def block(book: Logbook, number: int, at: datetime, size: int, elapsed_s: int) -> list[Line]:
    """End a timed block of 90 s an item, each of them answered."""
    asked = QUESTIONS[:size]
    book.add_block(number, asked, "timed")
    with book.context.store.write() as session:
        connection = session.connection()
        connection.exec_driver_sql(
            "UPDATE blocks SET limit_ms = ?, elapsed_ms = ?, ended_at = ? WHERE id = ?",
            (size * 90_000, elapsed_s * 1000, to_ms(at), number),
        )
        connection.exec_driver_sql(
            "UPDATE block_items SET answer = 'A' WHERE block_id = ?", (number,)
        )
    return [Line(one, at, "A", 60_000, "timed", number, place) for place, one in enumerate(asked)]


def test_every_number_and_day_is_what_the_logs_say(book: Logbook) -> None:
    chance = random.Random(7)
    days = sorted(chance.sample(range(2, 160), 110))
    lines = []
    for ago in days:
        for number in range(chance.randrange(1, 14)):
            at = NOW - timedelta(days=ago) + timedelta(minutes=number)
            asked = chance.choice(QUESTIONS if ago < 60 else QUESTIONS[:50])
            given = chance.choice(("A", "A", "B", ""))
            lines.append(Line(asked, at, given, chance.randrange(90_000) * 14))
    book.answer(*lines)
    with book.context.store.write() as session:
        book.write_reviews(
            session,
            [
                (chance.randrange(900, 950), NOW - timedelta(days=at // 12), 3, "review", 20_000)
                for at in range(1_300)
            ],
        )
    found = told(book)
    brute = Brute(book, Still())
    answered = [one["day"] for one in brute.attempts if not one["omitted"]]
    cards = sorted(one["day"] for one in brute.answers)
    mended = [
        one["day"]
        for one in brute.attempts
        if one["correct"] and one["before"] is not None and not one["before"]["correct"]
    ]
    for kind, counted in ((Kind.QUESTIONS, answered), (Kind.CARDS, cards), (Kind.MENDED, mended)):
        for needed in NEEDED[kind]:
            one = found[f"{kind} {needed}"]
            assert one.have == len(counted)
            assert one.day == (counted[needed - 1] if len(counted) >= needed else None)
    assert found["questions 500"].day
    assert not found["questions 1000"].day
    assert found["mended 100"].day
    studied = {*answered, *cards, *(one["day"] for one in brute.attempts)}
    spent: dict[date, float] = {}
    for row in (*brute.attempts, *brute.answers):
        spent[row["day"]] = spent.get(row["day"], 0.0) + row["time_ms"] / 3_600_000
    assert found["hours 100"].have == int(sum(spent.values()))
    hours = (day for day in sorted(spent) if sum(spent[at] for at in spent if at <= day) >= 100)
    assert found["hours 100"].day == next(hours, None) is not None
    for needed in NEEDED[Kind.STREAK]:
        ends = (day for day in sorted(studied) if _row(studied, day) >= needed)
        assert found[f"streak {needed}"].day == next(ends, None)
    firsts: dict[str, date] = {}
    for row in brute.attempts:
        firsts.setdefault(official(row["system"]) or "", row["day"])
    assert found["systems 11"].have == len(firsts) == 11
    assert found["systems 11"].day == max(firsts.values())
    seen = {one["question_id"]: one["day"] for one in brute.attempts if one["before"] is None}
    first = [seen.get(one.id) for one in QUESTIONS if one.pack_id == 1]
    assert found["pack"].needed == 45
    assert found["pack"].day == max(day for day in first if day)


def _row(days: set[date], last: date) -> int:
    length = 0
    while last - timedelta(length) in days:
        length += 1
    return length


def test_a_block_counts_that_was_answered_whole_before_its_time_was_over(book: Logbook) -> None:
    book.answer(*block(book, 1, NOW - timedelta(days=9), 45, 45 * 90))  # the time ended it
    book.answer(*block(book, 2, NOW - timedelta(days=8), 39, 60))
    short = block(book, 3, NOW - timedelta(days=7), 44, 60)
    book.answer(*short)
    with book.context.store.write() as session:
        session.connection().exec_driver_sql(
            "UPDATE block_items SET answer = '' WHERE block_id = 3 AND position = 5"
        )
    assert (told(book)["block 40"].have, told(book)["block 40"].day) == (39, None)
    book.answer(*block(book, 4, NOW - timedelta(days=6), 40, 40 * 90 - 1))
    book.answer(*block(book, 5, NOW - timedelta(days=2), 42, 60))
    assert told(book)["block 40"].day == TODAY - timedelta(6)


def test_a_pack_is_through_when_each_of_its_questions_was_seen(book: Logbook) -> None:
    assert told(book)["pack"].have == 0
    every = [Line(one, NOW - timedelta(days=50 - one.id)) for one in QUESTIONS[:45]]
    book.answer(*every[:-1])
    assert (told(book)["pack"].have, told(book)["pack"].day) == (44, None)
    book.answer(every[-1], replace(every[-1], at=NOW))
    assert told(book)["pack"].day == TODAY - timedelta(5)
    with book.context.store.write() as session:
        session.connection().exec_driver_sql("UPDATE questions SET deleted_at = 1 WHERE id < 12")
    # What is left of it is no bank; the other one is.
    assert (told(book)["pack"].needed, told(book)["pack"].day) == (60, None)


def test_answers_of_somebody_else_count_for_nothing(book: Logbook) -> None:
    with book.context.store.write() as session:
        session.add(UserRow(id=77, name="Other", email="other@example.org", created_at=NOW))
    book.answer(*(Line(one, NOW) for one in QUESTIONS), user_id=77)
    assert all(one.have == 0 and one.day is None for one in told(book).values())


def test_without_a_bank_there_is_nothing_about_packs() -> None:
    small = replace(EMPTY, packs=[Pack(LEAST_PACK - 1, 5, 9)])
    assert Kind.PACK not in {one.kind for one in achievements(small, 1_000)}
    assert len(achievements(EMPTY, 1_000)) == 13


def test_the_first_bank_that_was_through_counts() -> None:
    packs = [Pack(50, 49, 30), Pack(60, 60, 20), Pack(70, 70, 10)]
    (found,) = [
        one for one in achievements(replace(EMPTY, packs=packs), 99) if one.kind is Kind.PACK
    ]
    assert (found.needed, found.day) == (70, date.fromordinal(10))


def test_a_row_that_ended_stays_reached_and_the_next_begins_anew() -> None:
    days = [*range(100, 110), 120, 121]
    found = {one.key: one for one in achievements(replace(EMPTY, days=days), 121)}
    assert found["streak 7"].day == date.fromordinal(106)
    assert (found["streak 30"].have, found["streak 30"].day) == (2, None)


def test_a_missed_day_is_forgiven_to_who_wants_that() -> None:
    counted = replace(EMPTY, days=[100, 101, 102, 104, 105, 106, 107])
    strict = {one.key: one for one in achievements(counted, 107)}
    kind = {one.key: one for one in achievements(counted, 107, forgiving=True)}
    assert strict["streak 7"].day is None
    assert kind["streak 7"].day == date.fromordinal(107)


sums = st.dictionaries(st.integers(700, 760), st.integers(0, 400), max_size=30)


@given(sums, sums, st.integers(745, 760))
def test_a_thing_is_reached_on_the_first_day_that_has_enough(
    questions: dict[int, int], cards: dict[int, int], today: int
) -> None:
    counted = replace(EMPTY, days={*questions, *cards}, questions=questions, cards=cards)
    found = achievements(counted, today)
    for kind, days in ((Kind.QUESTIONS, questions), (Kind.CARDS, cards)):
        for one in (one for one in found if one.kind is kind):
            by_day = {day: sum(days[at] for at in days if at <= day) for day in days}
            enough = [day for day, sum_ in by_day.items() if sum_ >= one.needed]
            assert one.day == (date.fromordinal(min(enough)) if enough else None)
            assert one.have == sum(days.values())
            assert 0 <= one.share <= 1


def keys(found: Iterable[Achievement]) -> list[str]:
    return [one.key for one in found]


def test_the_newest_stand_first_and_the_nearest_are_next_one_of_a_kind() -> None:
    found = [
        Achievement(Kind.QUESTIONS, 100, 600, date(2026, 3, 1)),
        Achievement(Kind.QUESTIONS, 500, 600, date(2026, 3, 9)),
        Achievement(Kind.QUESTIONS, 1_000, 600, None),
        Achievement(Kind.QUESTIONS, 2_500, 600, None),
        Achievement(Kind.STREAK, 7, 2, date(2026, 3, 1)),
        Achievement(Kind.STREAK, 30, 29, None),
        Achievement(Kind.PACK, 132, 60, None),
    ]
    assert keys(reached(found)) == ["questions 500", "questions 100", "streak 7"]
    assert keys(nearest(found)) == ["streak 30", "questions 1000"]
    assert keys(nearest(found, 9)) == ["streak 30", "questions 1000", "pack"]


def test_days_are_study_days(book: Logbook) -> None:
    night = from_ms(to_ms(datetime(2026, 3, 20, 1, tzinfo=UTC)))
    book.answer(*(Line(QUESTIONS[at], night + timedelta(seconds=at)) for at in range(100)))
    assert told(book)["questions 100"].day == Still().study_day(night)
