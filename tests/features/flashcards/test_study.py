"""What is due, limits, the load of the days, and states that follow from the log."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.progress import Cancelled, Silent
from ms2qbank_desktop.features.flashcards.models import (
    Algorithm,
    CardState,
    Rating,
    ReviewKind,
    ReviewOrder,
    TodayLimit,
)
from ms2qbank_desktop.features.flashcards.queries import studying
from ms2qbank_desktop.features.flashcards.scheduling.limits import remaining_limits
from ms2qbank_desktop.features.flashcards.scheduling.queue import Gathering
from ms2qbank_desktop.features.flashcards.service.statistics import StatisticsService
from tests.support.bank import open_desk
from tests.support.profile import prepared

from .conftest import Shelf

if TYPE_CHECKING:
    from pathlib import Path

NESTED = ("Step 1", "Step 1::Renal", "Step 1::Renal::Drugs", "Step 1::Heart")


def learn(shelf: Shelf, deck: int, number: int) -> None:
    """Graduate ``number`` new cards: due in four days."""
    session = shelf.session(deck)
    for _ in range(number):
        session.answer(Rating.EASY)


def test_the_overview_counts_children_within_the_limits_of_each_deck(shelf: Shelf) -> None:
    top = shelf.deck("Step 1", new_per_day=5)
    child = shelf.deck("Step 1::Renal", new_per_day=20)
    shelf.add(child, 8)
    shelf.add(top, 1)
    counts = {one.deck.name: one for one in shelf.study.overview(shelf.user_id)}
    # As in Anki: each deck as if it were the chosen one.
    assert counts["Step 1::Renal"][1:] == (1, 8, 0, 0, 8, False)
    assert counts["Step 1"][1:] == (0, 5, 0, 0, 9, True)


def test_the_overview_is_what_the_queue_then_holds(shelf: Shelf) -> None:
    top = shelf.deck("Step 1", new_per_day=6, reviews_per_day=7)
    child = shelf.deck("Step 1::Renal", new_per_day=4, reviews_per_day=3)
    shelf.add(child, 9)
    shelf.add(top, 9)
    shelf.save(top, new_today=TodayLimit(12, shelf.today))
    shelf.save(child, new_today=TodayLimit(12, shelf.today))
    learn(shelf, child, 2)
    learn(shelf, top, 5)
    shelf.pass_days(5)
    for deck in (top, child):
        queue = shelf.study.sit(shelf.user_id, deck).queue
        counts = shelf.counts(deck)
        assert queue.counts(0, 0) == (counts.new, counts.learning, counts.review)
    assert shelf.counts(top).review > 3


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with more in four nested decks than a day takes."""
    shelf = Shelf(open_desk(tmp_path_factory.mktemp("crowded") / "profile", 0))
    for name in NESTED:
        ids = [shelf.card(n).id for n in shelf.add(shelf.deck(name), 12, "Basic and reversed")]
        shelf.cards.set_due(shelf.user_id, ids[:9], (0, 8))
    shelf.desk.context.close()
    return shelf.desk.context.paths.database


@pytest.mark.parametrize(
    ("order", "bury"),
    [
        (ReviewOrder.DUE_THEN_RANDOM, False),
        (ReviewOrder.DUE_THEN_RANDOM, True),
        (ReviewOrder.RANDOM, False),
    ],
)
@pytest.mark.parametrize("limits", [(4, 9, 2, 9), (30, 3, 2, 1), (0, 5, 5, 5)])
def test_what_is_left_unread_would_not_have_been_gathered(
    data_dir: Path, crowded: Path, limits: tuple[int, ...], order: ReviewOrder, bury: bool
) -> None:
    shelf = Shelf(open_desk(prepared(data_dir, crowded), 0))
    options = {"review_order": order, "bury_new": bury, "bury_reviews": bury}
    decks = [shelf.own(name).id for name in NESTED]
    for deck, limit in zip(decks, limits, strict=True):
        usual = shelf.preset(deck)
        preset = replace(usual, reviews_per_day=limit, new_per_day=limit // 2, **options)  # type: ignore[arg-type]
        shelf.decks.save_preset(shelf.user_id, preset)
    shelf.pass_days(9)
    user, today = shelf.user_id, shelf.today
    tree = shelf.decks.decks(user)
    presets = {one.id: one for one in shelf.decks.presets(user)}
    left = remaining_limits(tree, presets, shelf.own("Step 1"), {}, today)
    of_deck = {deck.id: presets[deck.preset_id] for deck in tree}
    with shelf.desk.context.store.read() as session:
        found = studying.candidates(session, user, tree, today)
    gathering = Gathering(of_deck[decks[0]], of_deck, left, today)
    whole = gathering.queue(found.learning, found.interday, found.reviews, found.new)
    sitting = shelf.study.sit(user, decks[0])
    assert (sitting.queue.main, sitting.queue.learning) == (whole.main, whole.learning)
    reviews = sum(card.state is CardState.REVIEW for card in whole.main)
    if not bury:
        assert sitting.more_reviews == len(found.reviews) - reviews
        assert sitting.more_new == len(found.new) - (len(whole.main) - reviews)
    shelf.desk.context.close()


def test_what_was_studied_today_counts_against_the_limits(shelf: Shelf) -> None:
    deck = shelf.deck(new_per_day=3)
    shelf.add(deck, 5)
    assert shelf.counts(deck).new == 3
    session = shelf.session(deck)
    session.answer(Rating.EASY)
    assert shelf.counts(deck).new == 2
    session.undo()
    assert shelf.counts(deck).new == 3
    shelf.session(deck).answer(Rating.EASY)
    shelf.pass_days(1)
    assert shelf.counts(deck).new == 3


def test_a_limit_for_today_only_holds_today_only(shelf: Shelf) -> None:
    deck = shelf.deck(new_per_day=1)
    shelf.add(deck, 5)
    shelf.save(deck, new_today=TodayLimit(4, shelf.today))
    assert shelf.counts(deck).new == 4
    shelf.pass_days(1)
    assert shelf.counts(deck).new == 1


def test_suspended_buried_and_removed_cards_are_not_due(shelf: Shelf) -> None:
    deck = shelf.deck()
    one, two, three, _ = shelf.add(deck, 4)
    shelf.cards.suspend(shelf.user_id, [shelf.card(one).id])
    shelf.cards.bury(shelf.user_id, [shelf.card(two).id])
    shelf.cards.remove_notes(shelf.user_id, [three])
    counts = shelf.counts(deck)
    assert (counts.new, counts.total) == (1, 3)
    shelf.cards.unbury_deck(shelf.user_id, deck)
    assert shelf.counts(deck).new == 2


def test_buried_cards_come_back_the_next_day(shelf: Shelf) -> None:
    deck = shelf.deck()
    (note,) = shelf.add(deck)
    shelf.cards.bury(shelf.user_id, [shelf.card(note).id])
    assert shelf.counts(deck).new == 0
    shelf.pass_days(1)
    assert shelf.counts(deck).new == 1


def test_decks_and_cards_of_another_user_are_unknown(shelf: Shelf) -> None:
    deck = shelf.deck()
    (note,) = shelf.add(deck)
    stranger = shelf.user_id + 1
    card = shelf.card(note).id
    assert shelf.study.overview(stranger) == []
    assert shelf.search.find(stranger, "front") == []
    assert shelf.search.find(stranger, "") == []
    with pytest.raises(UserFault):
        shelf.study.sit(stranger, deck)
    assert shelf.cards.suspend(stranger, [card]).edits == ()
    assert shelf.cards.set_due(stranger, [card], (1, 1)).reviews == ()
    assert not shelf.card(note).suspended


def test_todays_numbers_are_those_of_the_log(shelf: Shelf) -> None:
    deck = shelf.deck(relearning_steps=())
    shelf.add(deck, 3)
    learn(shelf, deck, 3)
    today = shelf.study.today(shelf.user_id)
    assert (today.answers, today.learn, today.retention, today.streak) == (3, 3, None, 1)
    shelf.pass_days(1)
    assert shelf.study.today(shelf.user_id).streak == 1  # yesterday still counts
    shelf.pass_days(3)
    session = shelf.session(deck)
    shelf.desk.clock.pass_time(5)
    session.answer(Rating.GOOD)
    session.answer(Rating.AGAIN)
    session.answer(Rating.GOOD)
    session.undo()
    today = shelf.study.today(shelf.user_id)
    assert (today.answers, today.review, today.again, today.time_ms) == (2, 2, 1, 5000)
    assert today.retention == 0.5
    days = StatisticsService(shelf.desk.context.store, shelf.desk.clock)
    assert days.answers(shelf.user_id, shelf.today - 10) == {shelf.today - 4: 3, shelf.today: 2}
    assert days.answers(shelf.user_id, shelf.today) == {shelf.today: 2}


def test_a_streak_of_many_days_is_counted_to_its_beginning(shelf: Shelf) -> None:
    deck = shelf.deck(learning_steps=(), graduating_days=1, maximum_days=1)
    shelf.add(deck)
    for _ in range(105):
        shelf.session(deck).answer(Rating.GOOD)
        shelf.pass_days(1)
    assert shelf.study.today(shelf.user_id).streak == 105


def test_the_forecast_holds_what_is_due_on_each_day(shelf: Shelf) -> None:
    deck = shelf.deck()
    ids = [shelf.card(note).id for note in shelf.add(deck, 4)]
    shelf.cards.set_due(shelf.user_id, ids[:1], (0, 0))
    shelf.cards.set_due(shelf.user_id, ids[1:3], (2, 2))
    shelf.cards.set_due(shelf.user_id, ids[3:], (9, 9))
    ahead = shelf.study.forecast(shelf.user_id, 4)
    assert (ahead.overdue, ahead.by_day, ahead.later) == (0, (1, 0, 2, 0), 1)
    shelf.pass_days(1)
    ahead = shelf.study.forecast(shelf.user_id, 2, deck)
    assert (ahead.overdue, ahead.by_day, ahead.later) == (1, (0, 2), 1)


def test_a_decks_own_retention_shows_on_its_buttons(shelf: Shelf) -> None:
    deck = shelf.deck(algorithm=Algorithm.FSRS)
    shelf.add(deck)
    usual = shelf.session(deck).current
    shelf.save(deck, desired_retention=0.8)
    longer = shelf.session(deck).current
    assert usual is not None
    assert longer is not None
    assert longer.intervals[3] > usual.intervals[3]


def test_balancing_takes_the_quieter_days(shelf: Shelf) -> None:
    def crowding(deck: int) -> int:
        """Return how unevenly 40 cards come to lie; chance decides where none is balanced."""
        shelf.add(deck, 40)
        learn(shelf, deck, 40)
        return sum(number**2 for number in shelf.study.forecast(shelf.user_id, 40, deck).by_day)

    deck = shelf.deck(fuzz=True, new_per_day=500, easy_days_after_learning=20)
    balanced = crowding(deck)
    preset = shelf.preset(deck)
    shelf.decks.save_preset(shelf.user_id, replace(preset, load_balance=False))
    others = [shelf.decks.create_deck(shelf.user_id, f"Other {number}") for number in range(4)]
    for other in others:
        shelf.save(other, preset_id=preset.id)
    assert balanced < sum(crowding(other) for other in others) / len(others)


def test_forgetting_makes_a_card_new_and_undo_gives_its_schedule_back(shelf: Shelf) -> None:
    deck = shelf.deck()
    (note,) = shelf.add(deck)
    learn(shelf, deck, 1)
    before = shelf.card(note)
    change = shelf.cards.forget(shelf.user_id, [before.id])
    after = shelf.card(note)
    assert after.schedule.state is CardState.NEW
    assert after.schedule.position > before.schedule.position
    assert after.schedule.repetitions == 0
    shelf.study.undo(shelf.user_id, change)
    assert shelf.card(note) == before
    shelf.study.redo(shelf.user_id, change)
    assert shelf.card(note) == after


def test_due_days_are_drawn_from_their_range_and_logged(shelf: Shelf) -> None:
    deck = shelf.deck()
    ids = [shelf.card(note).id for note in shelf.add(deck, 30)]
    shelf.cards.set_due(shelf.user_id, ids, (2, 4))
    days = {shelf.notes.cards(shelf.user_id, n)[0].schedule.due_day for n in notes_of(shelf)}
    assert days == {shelf.today + 2, shelf.today + 3, shelf.today + 4}
    (line,) = shelf.study.history(shelf.user_id, ids[0])
    assert line.kind is ReviewKind.MANUAL
    with pytest.raises(UserFault):
        shelf.cards.set_due(shelf.user_id, ids, (4, 2))


def notes_of(shelf: Shelf) -> list[int]:
    lines = shelf.search.lines(shelf.user_id, shelf.find(""))
    return [line.note_id for line in lines]


def test_new_cards_get_the_positions_they_are_given(shelf: Shelf) -> None:
    deck = shelf.deck()
    one, two = shelf.add(deck, 2)
    cards = [shelf.card(two).id, shelf.card(one).id]
    change = shelf.cards.reposition(shelf.user_id, cards, 10)
    session = shelf.session(deck)
    assert session.current is not None
    assert session.current.note.id == two
    assert shelf.cards.wrong_states(shelf.user_id) == set()
    shelf.study.undo(shelf.user_id, change)
    assert shelf.card(one).schedule.position < shelf.card(two).schedule.position


def test_another_algorithm_folds_the_same_log_anew(shelf: Shelf) -> None:
    deck = shelf.deck()
    (note,) = shelf.add(deck)
    learn(shelf, deck, 1)
    shelf.pass_days(5)
    shelf.session(deck).answer(Rating.GOOD)
    before = shelf.card(note).schedule
    preset = shelf.preset(deck)
    shelf.decks.save_preset(shelf.user_id, replace(preset, algorithm=Algorithm.FSRS))
    assert shelf.cards.wrong_states(shelf.user_id) == {shelf.card(note).id}
    assert shelf.cards.recompute(shelf.user_id, preset.id, Silent()) == 1
    after = shelf.card(note).schedule
    assert after.stability is not None
    assert after.due_day == before.due_day  # days stay where the log put them
    assert shelf.cards.recompute(shelf.user_id, preset.id, Silent()) == 0
    shelf.decks.save_preset(shelf.user_id, preset)
    shelf.cards.recompute(shelf.user_id, preset.id, Silent())
    assert shelf.card(note).schedule == before


def test_rescheduling_gives_reviews_the_interval_of_their_memory(shelf: Shelf) -> None:
    deck = shelf.deck(algorithm=Algorithm.FSRS)
    (note,) = shelf.add(deck)
    learn(shelf, deck, 1)
    preset = shelf.preset(deck)
    shelf.decks.save_preset(shelf.user_id, replace(preset, desired_retention=0.75))
    before = shelf.card(note).schedule
    shelf.cards.recompute(shelf.user_id, preset.id, Silent(), reschedule=True)
    after = shelf.card(note).schedule
    assert after.interval_days > before.interval_days
    assert after.stability == before.stability
    assert shelf.cards.wrong_states(shelf.user_id) == set()


class _Impatient:
    def report(self, done: int, _total: int | None, _note: str = "") -> None:
        if done:
            raise Cancelled


def test_folding_anew_can_be_cancelled(shelf: Shelf) -> None:
    deck = shelf.deck()
    shelf.add(deck)
    with pytest.raises(Cancelled):
        shelf.cards.recompute(shelf.user_id, shelf.preset(deck).id, _Impatient())


def test_a_state_that_is_not_what_the_log_says_is_found_and_mended(shelf: Shelf) -> None:
    deck = shelf.deck()
    (note,) = shelf.add(deck)
    learn(shelf, deck, 1)
    right = shelf.card(note)
    with shelf.desk.context.store.write() as session:
        session.connection().exec_driver_sql("UPDATE cards SET interval_days = 99, due_day = 1")
    assert shelf.cards.wrong_states(shelf.user_id) == {right.id}
    assert shelf.cards.mend_states(shelf.user_id, Silent()) == 1
    assert shelf.card(note) == right


def test_a_backlog_is_spread_over_the_days_and_that_can_be_undone(shelf: Shelf) -> None:
    deck = shelf.deck(new_per_day=100)
    notes = shelf.add(deck, 12)
    learn(shelf, deck, 12)
    shelf.pass_days(10)
    assert shelf.study.forecast(shelf.user_id, 3).overdue == 12
    before = [shelf.card(note) for note in notes]
    change = shelf.cards.spread_backlog(shelf.user_id, 4, deck)
    ahead = shelf.study.forecast(shelf.user_id, 4)
    assert (ahead.overdue, ahead.by_day) == (0, (3, 3, 3, 3))
    assert [shelf.card(note).schedule.interval_days for note in notes] == [4] * 12
    assert shelf.cards.wrong_states(shelf.user_id) == set()
    shelf.study.undo(shelf.user_id, change)
    assert [shelf.card(note) for note in notes] == before


def test_answers_after_the_clock_was_set_back_stay_in_their_order(shelf: Shelf) -> None:
    deck = shelf.deck()
    (note,) = shelf.add(deck)
    session = shelf.session(deck)
    session.answer(Rating.GOOD)
    shelf.desk.clock.pass_time(-7200)
    session.refresh()
    session.answer(Rating.GOOD)
    log = shelf.study.history(shelf.user_id, shelf.card(note).id)
    assert log[0].at < log[1].at
    assert shelf.card(note).schedule.state is CardState.REVIEW
    assert shelf.cards.wrong_states(shelf.user_id) == set()
