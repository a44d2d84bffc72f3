"""Ability, readiness and mastery as they are told from real logs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.clock import Clock
from ms2qbank_desktop.features.analytics.readiness import NotYet, Readiness
from ms2qbank_desktop.features.analytics.service.readiness import ReadinessService
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.practice.blueprint import SYSTEMS
from tests.support.logbook import Line, Logbook, Question

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 4, 2, 12, tzinfo=UTC)
NAMES = [system.name for system in SYSTEMS]
RENAL = "Respiratory & Renal/Urinary Systems"


class Still(Clock):
    def now(self) -> datetime:
        return NOW


@pytest.fixture
def book(data_dir: Path) -> Iterator[Logbook]:
    """Twenty questions of each system, two topics in each."""
    book = Logbook(data_dir, Still())
    book.add_pack(1)
    book.add_questions(
        [
            Question(
                number, 1, "Pathology", NAMES[number % 11], 1 + number % 5, f"Topic {number % 2}"
            )
            for number in range(1, 221)
        ]
    )
    yield book
    book.close()


def question(number: int) -> Question:
    return Question(
        number, 1, "Pathology", NAMES[number % 11], 1 + number % 5, f"Topic {number % 2}"
    )


def answer(book: Logbook, numbers: range, right: int, days_ago: int = 3) -> None:
    """Answer questions, ``right`` of each ten right."""
    book.answer(
        *(
            Line(
                question(number),
                NOW - timedelta(days=days_ago, minutes=number),
                "A" if number * 7 % 10 < right else "B",
            )
            for number in numbers
        )
    )
    book.context.service(AttemptService).mend_states()


def test_no_chance_is_told_before_there_are_enough_answers(book: Logbook) -> None:
    answer(book, range(1, 60), 8)
    told = book.context.service(ReadinessService).readiness(book.user_id)
    assert isinstance(told, NotYet)
    assert told.answers == 59


def test_who_answers_more_right_has_the_better_chance(book: Logbook) -> None:
    service = book.context.service(ReadinessService)
    answer(book, range(1, 160), 5, days_ago=40)
    poor = service.readiness(book.user_id)
    answer(book, range(160, 221), 10)
    better = service.readiness(book.user_id)
    assert isinstance(poor, Readiness)
    assert isinstance(better, Readiness)
    assert poor.chance < better.chance
    assert poor.answers == 159
    assert better.low <= better.chance <= better.high


def test_only_first_attempts_say_what_one_is_able_to(book: Logbook) -> None:
    service = book.context.service(ReadinessService)
    answer(book, range(1, 150), 5)
    once = service.abilities(book.user_id)
    answer(book, range(1, 150), 10, days_ago=1)
    assert service.abilities(book.user_id) == once


def test_topics_are_told_the_weakest_first_with_their_cards(book: Logbook) -> None:
    service = book.context.service(ReadinessService)
    of_renal = [number for number in range(1, 221) if NAMES[number % 11] == RENAL]
    for number in of_renal:
        given = "A" if number % 2 else "B"
        book.answer(Line(question(number), NOW - timedelta(days=2), given))
    book.context.service(AttemptService).mend_states()
    decks = book.context.service(DeckService)
    deck = decks.create_deck(book.user_id, "Mixed")
    basic = next(one for one in decks.note_types(book.user_id) if one.name == "Basic")
    add = book.context.service(NoteService).add_note
    add(book.user_id, deck, basic.id, ("a", "b"), (), Place(Kind.QUESTION, of_renal[0]))
    add(book.user_id, deck, basic.id, ("c", "d"), ("Kidney::Topic_1",))
    weak, strong = service.mastery(book.user_id, RENAL)
    assert (weak.name, strong.name) == ("Topic 0", "Topic 1")
    assert weak.share < 0.4 < 0.6 < strong.share
    assert weak.seen + strong.seen < 2.0  # cards that were never seen
    told = {one.name: one for one in service.mastery(book.user_id)}
    assert list(told) == NAMES
    assert told[RENAL].seen == pytest.approx(20 / 22)
