"""Studying a deck card by card: what comes next, what an answer does, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.flashcards.models import Algorithm, CardState, LeechAction, Rating

if TYPE_CHECKING:
    from ms2qbank_desktop.features.flashcards.session import StudySession

    from .conftest import Shelf


def front(session: StudySession) -> str:
    return session.current.note.fields[0] if session.current else ""


def test_new_cards_come_in_their_order_and_a_failed_one_comes_again(shelf: Shelf) -> None:
    deck = shelf.deck()
    shelf.add(deck, 3)
    session = shelf.session(deck)
    assert front(session) == "front 1"
    assert session.counts == (3, 0, 0)
    session.answer(Rating.AGAIN)
    assert front(session) == "front 2"
    assert session.counts == (2, 1, 0)
    shelf.desk.clock.pass_time(61)
    session.answer(Rating.EASY)
    assert front(session) == "front 1"  # its minute is over
    assert session.current is not None
    assert session.current.kind == "learning"


def test_the_buttons_say_what_the_answer_then_does(shelf: Shelf) -> None:
    deck = shelf.deck()
    (note,) = shelf.add(deck)
    session = shelf.session(deck)
    assert session.current is not None
    assert session.current.intervals == (-60, -330, -600, 4)
    session.answer(Rating.EASY)
    schedule = shelf.card(note).schedule
    assert schedule.state is CardState.REVIEW
    assert schedule.due_day == shelf.today + 4


def test_a_deck_that_is_done_says_how_it_stands(shelf: Shelf) -> None:
    deck = shelf.deck(new_per_day=2, learning_steps=(3600,))
    shelf.add(deck, 5)
    session = shelf.session(deck)
    session.answer(Rating.EASY)
    session.answer(Rating.AGAIN)
    assert session.current is None
    facts = session.finished()
    assert facts.more_new == 3
    assert facts.next_learning_at is not None
    wait = (facts.next_learning_at - shelf.desk.clock.now()).total_seconds()
    assert 3500 < wait <= 3600


def test_a_learning_card_comes_when_it_is_due(shelf: Shelf) -> None:
    deck = shelf.deck(learning_steps=(3600,))
    shelf.add(deck)
    session = shelf.session(deck)
    session.answer(Rating.AGAIN)
    assert session.current is None
    shelf.desk.clock.pass_time(3600)
    session.advance()
    assert front(session) == "front 1"


def test_undo_brings_the_card_back_as_it_was(shelf: Shelf) -> None:
    deck = shelf.deck()
    first, _ = shelf.add(deck, 2)
    before = shelf.card(first)
    session = shelf.session(deck)
    session.answer(Rating.GOOD)
    after = shelf.card(first)
    assert session.undo_title == "Answer"
    assert session.undo() == "Answer"
    assert front(session) == "front 1"
    assert shelf.card(first) == before
    assert session.counts == (2, 0, 0)
    assert shelf.study.history(shelf.user_id, first_card(shelf, first)) == []
    assert session.redo() == "Answer"
    assert front(session) == "front 2"
    assert shelf.card(first) == after
    assert len(shelf.study.history(shelf.user_id, first_card(shelf, first))) == 1


def first_card(shelf: Shelf, note: int) -> int:
    return shelf.card(note).id


def test_thirty_steps_can_be_undone_and_no_more(shelf: Shelf) -> None:
    deck = shelf.deck(new_per_day=100)
    shelf.add(deck, 35)
    session = shelf.session(deck)
    for _ in range(32):
        session.answer(Rating.EASY)
    undone = 0
    while session.undo():
        undone += 1
    assert undone == 30
    assert front(session) == "front 3"
    assert session.done == 2


def test_a_new_answer_ends_what_could_be_redone(shelf: Shelf) -> None:
    deck = shelf.deck()
    shelf.add(deck, 2)
    session = shelf.session(deck)
    session.answer(Rating.GOOD)
    session.undo()
    session.answer(Rating.EASY)
    assert not session.can_redo
    assert session.redo() is None


def test_siblings_are_put_off_until_tomorrow(shelf: Shelf) -> None:
    deck = shelf.deck(bury_new=True)
    shelf.add(deck, 1, "Basic and reversed")
    session = shelf.session(deck)
    assert session.counts == (1, 0, 0)  # the sibling is not gathered
    session.answer(Rating.EASY)
    assert session.current is None
    assert len(shelf.find("is:buried-sibling")) == 1
    session.undo()
    assert shelf.find("is:buried") == []
    session.redo()
    shelf.pass_days(1)
    session.advance()
    assert session.current is not None
    assert session.current.card.ordinal == 1


def test_a_leech_is_tagged_and_suspended_and_undo_takes_that_back(shelf: Shelf) -> None:
    deck = shelf.deck(leech_threshold=1, leech_action=LeechAction.SUSPEND)
    (note,) = shelf.add(deck)
    shelf.cards.set_due(shelf.user_id, [shelf.card(note).id], (0, 0))
    session = shelf.session(deck)
    assert session.answer(Rating.AGAIN)
    card = shelf.card(note)
    assert (card.leech, card.suspended) == (True, True)
    assert shelf.notes.note(shelf.user_id, note).tags == ("leech",)
    assert session.current is None
    session.undo()
    card = shelf.card(note)
    assert (card.leech, card.suspended) == (False, False)
    assert shelf.find("tag:leech") == []
    assert session.current is not None


def test_cards_can_be_set_aside_flagged_marked_and_that_be_undone(shelf: Shelf) -> None:
    deck = shelf.deck()
    notes = shelf.add(deck, 4)
    session = shelf.session(deck)
    session.flag(2)
    session.mark()
    assert session.current is not None
    assert session.current.card.flag == 2
    assert session.current.marked
    session.bury()
    session.suspend()
    session.set_due(3)
    session.remove_note()
    assert session.current is None
    assert [shelf.find(f"is:{state}") for state in ("buried", "suspended")] == [
        [shelf.card(notes[0]).id],
        [shelf.card(notes[1]).id],
    ]
    assert shelf.card(notes[2]).schedule.due_day == shelf.today + 3
    assert shelf.find("front 4") == []
    titles = []
    while title := session.undo():
        titles.append(title)
    assert titles == ["Delete", "Set due", "Suspend", "Bury", "Mark", "Flag"]
    assert session.counts == (4, 0, 0)
    assert shelf.find("flag:2 or tag:marked or is:buried or is:suspended or is:review") == []
    assert len(shelf.find("front")) == 4


def test_the_time_on_a_card_is_capped_and_logged(shelf: Shelf) -> None:
    deck = shelf.deck(answer_cap=30)
    first, second = shelf.add(deck, 2)
    session = shelf.session(deck)
    shelf.desk.clock.pass_time(12)
    session.answer(Rating.EASY)
    shelf.desk.clock.pass_time(300)
    session.answer(Rating.EASY)
    times = [shelf.study.history(shelf.user_id, first_card(shelf, n))[0] for n in (first, second)]
    assert [review.time_ms for review in times] == [12_000, 30_000]


def test_at_four_in_the_morning_a_new_day_is_gathered(shelf: Shelf) -> None:
    deck = shelf.deck(new_per_day=1)
    shelf.add(deck, 2)
    session = shelf.session(deck)
    session.answer(Rating.EASY)
    assert session.current is None
    shelf.pass_days(1)
    session.advance()
    assert front(session) == "front 2"


def test_an_answer_to_a_card_that_was_changed_elsewhere_is_refused(shelf: Shelf) -> None:
    deck = shelf.deck()
    shelf.add(deck)
    session, other = shelf.session(deck), shelf.session(deck)
    other.answer(Rating.EASY)
    with pytest.raises(UserFault):
        session.answer(Rating.GOOD)
    session.refresh()
    assert session.current is None


def test_the_next_card_is_known_before_the_answer(shelf: Shelf) -> None:
    deck = shelf.deck()
    shelf.add(deck, 2)
    session = shelf.session(deck)
    following = session.following()
    assert following is not None
    session.answer(Rating.EASY)
    assert session.current == following


_ANSWERS = st.sampled_from([*Rating, *Rating, *Rating])
_OTHERS = st.sampled_from(
    ["undo", "undo", "redo", "bury", "suspend", "set_due", "forget", "flag", "mark"]
)
_WAITS = st.one_of(st.integers(1, 4000), st.integers(40_000, 40 * 86_400), st.integers(-5000, -1))


@given(
    algorithm=st.sampled_from(Algorithm),
    fuzz=st.booleans(),
    steps=st.lists(st.one_of(_ANSWERS, _OTHERS, _WAITS), min_size=3, max_size=40),
)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_is_done_the_states_are_the_fold_of_the_log(
    shelf: Shelf, algorithm: Algorithm, fuzz: bool, steps: list[object]
) -> None:
    name = f"Deck {shelf.desk.clock.now().timestamp()}"
    options = {"bury_new": True, "bury_reviews": True, "leech_threshold": 2}
    deck = shelf.deck(name, algorithm=algorithm, fuzz=fuzz, **options)
    notes = shelf.add(deck, 3, "Basic and reversed")
    untouched = [shelf.notes.cards(shelf.user_id, note) for note in notes]
    session = shelf.session(deck)
    for step in steps:
        if isinstance(step, Rating):
            session.answer(step)
        elif isinstance(step, int):
            shelf.desk.clock.pass_time(step)
            session.advance()
        elif step == "flag":
            session.flag(3)
        elif step == "set_due":
            session.set_due(0, 2)
        else:
            getattr(session, str(step))()
        assert session.done >= 0
    assert shelf.cards.wrong_states(shelf.user_id) == set()
    count = 0
    while session.undo():
        count += 1
    assert shelf.cards.wrong_states(shelf.user_id) == set()
    if count < 30:
        assert [shelf.notes.cards(shelf.user_id, note) for note in notes] == untouched
