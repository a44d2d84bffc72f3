"""Answers to cards are counted under the system of their card, also once it is another one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.analytics.queries import soundness
from ms2qbank_desktop.features.analytics.service.counting import CountingService
from ms2qbank_desktop.features.analytics.service.following import AT_ONCE
from ms2qbank_desktop.features.analytics.service.statistics import StatsService
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from tests.support.logbook import Line, Logbook, Question

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RENAL = "Respiratory & Renal/Urinary Systems"
HEART = "Cardiovascular System"
NOW = datetime(2026, 4, 2, 12, tzinfo=UTC)


@pytest.fixture
def book(data_dir: Path) -> Iterator[Logbook]:
    book = Logbook(data_dir)
    yield book
    book.close()


def answers(book: Logbook) -> dict[str, int]:
    told = book.context.service(StatsService).cards_by_system(book.user_id)
    return {system: tally.answers for system, tally in told.items()}


def card(book: Logbook, deck: str, *tags: str) -> tuple[int, int]:
    """Return ids of a new card and of its deck."""
    service, user = book.context.service, book.user_id
    decks = service(DeckService)
    deck_id = decks.create_deck(user, deck)
    basic = next(one for one in decks.note_types(user) if one.name == "Basic")
    note = service(NoteService).add_note(user, deck_id, basic.id, ("Front", "Back"), tags)
    (made,) = service(NoteService).cards(user, note)
    return made.id, deck_id


def test_a_card_counts_for_the_system_that_its_deck_names(book: Logbook) -> None:
    renal, _ = card(book, "Step 1::Kidney")
    plain, _ = card(book, "Everything")
    for one in (renal, renal, plain):
        book.review(one, NOW)
    assert answers(book) == {RENAL: 2, "": 1}


def test_a_tag_tells_more_than_the_deck(book: Logbook) -> None:
    tagged, _ = card(book, "Kidney", "#Step1::10_Cardiology::Murmurs")
    book.review(tagged, NOW)
    assert answers(book) == {HEART: 1}


def test_a_card_whose_deck_is_renamed_takes_its_answers_along(book: Logbook) -> None:
    moved, deck = card(book, "Kidney")
    book.review(moved, NOW)
    book.review(moved, NOW - timedelta(days=40))
    book.context.service(DeckService).rename_deck(book.user_id, deck, "Heart")
    assert answers(book) == {HEART: 2}
    assert book.context.service(CountingService).mend(Silent()) == []


def test_an_answer_that_is_taken_back_counts_no_more(book: Logbook) -> None:
    kept, _ = card(book, "Kidney")
    review = book.review(kept, NOW)
    book.review(kept, NOW)
    book.take_back(review, NOW)
    assert answers(book) == {RENAL: 1}


def test_an_answer_taken_back_before_it_came_is_never_counted(book: Logbook) -> None:
    review = book.review(7, NOW) + 1
    book.take_back(review, NOW)  # the log of another computer came in another order
    assert answers(book) == {"": 1}
    assert book.new_id(NOW) == review
    with book.context.store.write() as session:
        sql = (
            "INSERT INTO card_reviews (id, card_id, rating, kind, interval, last_interval, "
            "ease_permille, time_ms, user_id) VALUES (?, 7, 3, 'review', 5, 3, 2500, 9, ?)"
        )
        session.connection().exec_driver_sql(sql, (review, book.user_id))
    assert answers(book) == {"": 1}


def test_a_large_write_is_counted_after_it_and_says_so_meanwhile(book: Logbook) -> None:
    many = [(7, NOW + timedelta(seconds=at), 3, "review", 5) for at in range(AT_ONCE + 1)]
    stats = book.context.service(StatsService)
    with book.context.store.write() as session:
        book.write_reviews(session, many)
    assert not stats.ready()
    assert book.context.service(CountingService).catch_up(Silent()) == AT_ONCE + 1
    assert stats.ready()
    assert answers(book) == {"": AT_ONCE + 1}


def test_sums_that_went_astray_are_counted_anew(book: Logbook) -> None:
    question = Question(1, 1, "Pathology", "Renal", 2)
    book.add_pack(1)
    book.add_questions([question])
    book.answer(Line(question, NOW), Line(question, NOW + timedelta(days=1), "B"))
    counting = book.context.service(CountingService)
    assert counting.mend(Silent()) == []
    with book.context.store.write() as session:
        sql = "UPDATE tallies SET correct = correct + 1 WHERE dimension = 'system'"
        session.connection().exec_driver_sql(sql + " AND grain = 'month'")
    assert counting.mend(Silent()) == ["the sums over 2 answers"]
    assert book.context.service(StatsService).total(book.user_id).correct == 1
    with book.context.store.read() as session:
        assert soundness.is_sound(session)
