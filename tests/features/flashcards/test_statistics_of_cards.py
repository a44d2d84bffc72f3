"""The statistics of cards as they are now, of all decks or of one."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.flashcards.models import FSRS6_DEFAULTS, Algorithm, Rating
from ms2qbank_desktop.features.flashcards.scheduling.fsrs_memory import curve_of
from ms2qbank_desktop.features.flashcards.service.statistics import StatisticsService
from ms2qbank_desktop.features.flashcards.statistics import CardClass
from ms2qbank_desktop.storage.engine import connect

if TYPE_CHECKING:
    from .conftest import Shelf


def test_cards_are_counted_by_what_they_are(shelf: Shelf) -> None:
    deck, other = shelf.deck("Renal"), shelf.deck("Heart")
    inner = shelf.deck("Renal::Tubules")
    draw = Random(11)
    today = shelf.today
    notes = [(home, note) for home in (deck, inner, other) for note in shelf.add(home, 40)]
    database = connect(shelf.desk.context.store.paths.database)
    expected: dict[int | None, list[tuple[int, int, int, int | None]]] = {None: [], deck: []}
    for home, note in notes:
        state = draw.choice(("new", "learning", "review", "review", "review", "relearning"))
        days = draw.randrange(1, 60) if state != "new" else 0
        suspended, buried = draw.random() < 0.1, draw.random() < 0.1
        due = today + draw.randrange(-5, 40) if state in ("review", "relearning") else None
        database.execute(
            "UPDATE cards SET state = ?, interval_days = ?, suspended = ?, buried_until = ?, "
            "due_day = ?, due_at = ?, ease = ? WHERE note_id = ?",
            (
                *(state, days, suspended, today + 1 if buried else None, due),
                *(1 if state == "learning" else None, 2500, note),
            ),
        )
        kind = {"new": 0, "learning": 1, "relearning": 2}.get(state, 4 if days >= 21 else 3)
        kind = 6 if suspended else 5 if buried else kind
        learned = days if state in ("review", "relearning") and not suspended else -1
        stands = None if suspended or state == "new" else today if due is None else due
        line = (kind, learned, int(state == "review" and days >= 21), stands)
        expected[None].append(line)
        if home != other:
            expected[deck].append(line)
    database.close()
    service = StatisticsService(shelf.desk.context.store, shelf.desk.clock)
    for scope, lines in expected.items():
        cards = service.statistics(shelf.user_id, 30, scope).cards
        assert cards.total == len(lines)
        assert cards.classes == Counter(CardClass(line[0]) for line in lines)
        assert cards.intervals == Counter(line[1] for line in lines if line[1] >= 0)
        assert cards.due == Counter(
            (line[3], bool(line[2])) for line in lines if line[3] is not None
        )
        assert cards.added == {today: len(lines)}


def test_a_deck_counts_its_own_answers_and_those_of_decks_below(shelf: Shelf) -> None:
    top, inner, other = (shelf.deck(name) for name in ("Renal", "Renal::Tubules", "Heart"))
    for deck, answers in ((top, 1), (inner, 2), (other, 4)):
        shelf.add(deck, answers)
        session = shelf.session(deck)
        for _ in range(answers):
            session.reveal()
            session.answer(Rating.EASY)
            shelf.desk.clock.pass_time(5)
            if deck == top:
                break
    service = StatisticsService(shelf.desk.context.store, shelf.desk.clock)
    found = [service.statistics(shelf.user_id, 7, deck).reviews.answers for deck in (inner, other)]
    assert found == [shelf_answers(shelf, inner), shelf_answers(shelf, other)]
    assert service.statistics(shelf.user_id).reviews.answers == 7
    assert service.statistics(shelf.user_id, 7, top).reviews.answers == 3
    with pytest.raises(UserFault):
        service.statistics(shelf.user_id, 7, 12345)


def shelf_answers(shelf: Shelf, deck_id: int) -> int:
    database = connect(shelf.desk.context.store.paths.database)
    (number,) = database.execute(
        "SELECT count(*) FROM card_reviews WHERE rating > 0 AND card_id IN "
        "(SELECT id FROM cards WHERE deck_id = ?)",
        (deck_id,),
    ).fetchone()
    database.close()
    return int(number)


def test_memory_is_counted_where_a_deck_uses_fsrs(shelf: Shelf) -> None:
    deck = shelf.deck("Renal", algorithm=Algorithm.FSRS)
    shelf.add(deck, 3)
    session = shelf.session(deck)
    for _ in range(3):
        session.reveal()
        session.answer(Rating.EASY)
    service = StatisticsService(shelf.desk.context.store, shelf.desk.clock)
    cards = service.statistics(shelf.user_id).cards
    assert cards.mean_recall == 1.0
    assert cards.recall == {100: 3}
    assert cards.stabilities.total() == cards.difficulties.total() == 3
    shelf.pass_days(30)
    later = service.statistics(shelf.user_id).cards
    assert later.mean_recall is not None
    assert 0.5 < later.mean_recall < 0.95


def test_each_deck_forgets_by_its_own_curve(shelf: Shelf) -> None:
    """Against the curve itself, and Python's rounding: to the even one of two."""
    parameters = (0.3, 1.5, 4.0, 12.0, *FSRS6_DEFAULTS[4:20], 0.35)
    usual, inner = shelf.deck("Renal"), shelf.deck("Renal::Tubules")
    own = shelf.deck("Heart", fsrs_parameters=parameters)
    draw = Random(31)
    notes = [(deck, note) for deck in (usual, inner, own) for note in shelf.add(deck, 30)]
    memories: list[tuple[int, float, float, int]] = []
    database = connect(shelf.desk.context.store.paths.database)
    for deck, note in notes:
        memory = (round(draw.uniform(0.5, 400), 4), draw.randrange(20, 200) / 20)
        days = draw.randrange(0, 300)
        database.execute(
            "UPDATE cards SET state = 'review', interval_days = 9, due_day = ?, stability = ?, "
            "difficulty = ?, last_review_day = ? WHERE note_id = ?",
            (shelf.today, *memory, shelf.today - days, note),
        )
        memories.append((deck, *memory, days))
    # One waits in another deck for a while: its home's curve is its own.
    database.execute(
        "UPDATE cards SET home_deck_id = deck_id, deck_id = ? WHERE note_id = ?",
        (usual, notes[-1][1]),
    )
    database.close()
    curves = {deck: curve_of(parameters if deck == own else ()) for deck in (usual, inner, own)}
    service = StatisticsService(shelf.desk.context.store, shelf.desk.clock)
    for scope, inside in ((None, (usual, inner, own)), (usual, (usual, inner)), (own, (own,))):
        lines = [line for line in memories if line[0] in inside]
        shares = [curves[deck].recall(stability, days) for deck, stability, _, days in lines]
        cards = service.statistics(shelf.user_id, 30, scope).cards
        assert cards.recall == Counter(round(share * 100) for share in shares)
        assert cards.mean_recall == pytest.approx(sum(shares) / len(shares), rel=1e-14)
        assert cards.stabilities == Counter(int(line[1]) for line in lines)
        assert cards.difficulties == Counter(round(line[2] * 10) for line in lines)
