"""Every sum is what the rows of the logs say, however and whenever they came."""

from __future__ import annotations

import os
import random
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ms2qbank_desktop.core.clock import Clock
from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.analytics.models import EVERYTHING, Dimension, Scope
from ms2qbank_desktop.features.analytics.service.counting import CountingService
from ms2qbank_desktop.features.analytics.service.statistics import StatsService
from tests.support.logbook import Line, Logbook, Question

from .brute import VALUES, Brute, summed

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 4, 2, 12, tzinfo=UTC)
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
SYSTEMS = ("Renal", "Cardiovascular", "", "Old part")
SUBJECTS = ("Pathology", "Physiology")
MODES = ("tutor", "timed", "custom")
QUESTIONS = [
    Question(
        id=number,
        pack_id=1 + number % 2,
        subject=SUBJECTS[number % 2],
        system=SYSTEMS[number % 4],
        difficulty=(None, 1, 2, 5)[number % 4],
    )
    for number in range(1, 10)
]
CARDS = range(900, 904)


class Still(Clock):
    """Stands at one instant."""

    def now(self) -> datetime:
        return NOW


@contextmanager
def zone(name: str) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = name
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()


@contextmanager
def opened() -> Iterator[Logbook]:
    with tempfile.TemporaryDirectory() as folder:
        book = Logbook(Path(folder) / "profile", Still())
        for pack in (1, 2):
            book.add_pack(pack)
        book.add_questions(QUESTIONS)
        yield book
        book.close()


def live(book: Logbook, chance: random.Random, deeds: int) -> None:
    """Write a random history: blocks, late lines, ratings, changes, cards, all in small writes."""
    blocks = 0
    reviews: list[int] = []
    for _ in range(deeds):
        at = NOW - timedelta(minutes=chance.randrange(60 * 24 * 90))
        deed = chance.choice(("block", "line", "line", "review", "review", "void", "changed"))
        if deed == "block":
            blocks += 1
            asked = chance.sample(QUESTIONS, chance.randint(1, 7))
            mode = chance.choice(MODES)
            book.add_block(blocks, asked, mode)
            lines = [
                Line(
                    question,
                    at + timedelta(seconds=place),
                    chance.choice(("A", "A", "B", "C", "")),
                    chance.choice((0, 39_999, 40_000, 75_000, 200_000)),
                    mode,
                    blocks,
                    place,
                )
                for place, question in enumerate(asked)
            ]
            for line in lines:
                if chance.random() < 0.3:
                    book.change(line, chance.choice("ABD"), at)
            book.answer(*lines)
            for line in lines:
                for _ in range(chance.choice((0, 0, 1, 2))):
                    book.rate(line, chance.randint(1, 3), at + timedelta(hours=1))
        elif deed == "line":
            question = chance.choice(QUESTIONS)
            book.answer(
                Line(question, at, chance.choice(("A", "B", "")), mode=chance.choice(MODES))
            )
        elif deed == "review":
            kind = chance.choice(("learn", "review", "relearn"))
            card = chance.choice(CARDS)
            reviews.append(
                book.review(card, at, chance.randint(1, 4), kind, chance.randrange(9_000))
            )
        elif deed == "void" and reviews:
            book.take_back(reviews.pop(chance.randrange(len(reviews))), at)


def scopes(chance: random.Random) -> list[Scope]:
    some = [EVERYTHING]
    for _ in range(4):
        days = sorted(NOW.date() - timedelta(days=chance.randrange(95)) for _ in range(2))
        first, last = chance.choice(((days[0], days[1]), (None, days[1]), (days[0], None)))
        pack = chance.choice((None, 1, 2))
        some.append(Scope(first, last, pack, chance.choice(("", *MODES))))
    return some


def compare(book: Logbook, chance: random.Random) -> None:
    """Hold all that is told against the rows."""
    clock = Still()
    stats = book.context.service(StatsService)
    brute = Brute(book, clock)
    assert stats.ready()
    for scope in scopes(chance):
        asked = (scope.first, scope.last, scope.pack_id, scope.mode)
        for dimension in Dimension:
            told = {
                name: tuple(one) for name, one in stats.by(book.user_id, scope, dimension).items()
            }
            assert told == summed(brute.within(*asked), VALUES[dimension.value]), dimension
        days = {day: tuple(one) for day, one in stats.days(book.user_id, scope).items()}
        assert days == summed(brute.within(*asked), lambda one: one["day"])
        answers = [
            one
            for one in brute.answers
            if (scope.first or date.min) <= one["day"] <= (scope.last or date.max)
        ]
        due = [one for one in answers if one["kind"] == "review"]
        cards = stats.cards(book.user_id, scope)
        assert cards.answers == len(answers)
        assert cards.asked == len(due)
        assert cards.known == len([one for one in due if one["rating"] > 1])
        assert cards.time_ms == sum(one["time_ms"] for one in answers)
    by_mode = {name: tuple(one) for name, one in stats.by_mode(book.user_id).items()}
    everything = (None, None, None, "")
    assert by_mode == summed(brute.within(*everything), lambda one: one["mode"])
    by_pack = {pack: tuple(one) for pack, one in stats.by_pack(book.user_id).items()}
    assert by_pack == summed(brute.within(*everything), lambda one: one["pack_id"])
    studied = {one["day"] for one in (*brute.attempts, *brute.answers)}
    assert set(stats.streak(book.user_id).days) == studied


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10**9), deeds=st.integers(0, 25), where=st.sampled_from(ZONES))
def test_every_number_is_that_of_the_rows_before_and_after_all_is_counted_anew(
    seed: int, deeds: int, where: str
) -> None:
    with zone(where), opened() as book:
        live(book, random.Random(seed), deeds)
        compare(book, random.Random(seed))
        counting = book.context.service(CountingService)
        assert counting.mend(Silent()) == []
        counting.rebuild(Silent())
        compare(book, random.Random(seed))


@pytest.mark.campaign
@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 10**9), deeds=st.integers(0, 60), where=st.sampled_from(ZONES))
def test_every_number_of_200_histories_is_that_of_the_rows(
    seed: int, deeds: int, where: str
) -> None:
    with zone(where), opened() as book:
        live(book, random.Random(seed), deeds)
        compare(book, random.Random(seed))
        book.context.service(CountingService).rebuild(Silent())
        compare(book, random.Random(seed))
