"""What the home screen reads from the logs of all slices."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.statistics import wilson_interval
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.home.models import CHANGE_DAYS, FIRST_DAYS, Day, Figure
from ms2qbank_desktop.features.home.service import HomeService
from ms2qbank_desktop.features.notebook.service.notebooks import NotebooksService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.planner.plan_models import PlanDraft
from ms2qbank_desktop.features.planner.service.plans import PlanService
from ms2qbank_desktop.features.planner.study_models import Activity
from ms2qbank_desktop.features.practice.blueprint import SYSTEMS
from tests.support.at_home import answer, bank
from tests.support.bank import HandClock
from tests.support.logbook import Logbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WEIGHTS = {system.name: system.weight for system in SYSTEMS}
HEAVY, LIGHT = "Respiratory & Renal/Urinary Systems", "Human Development"


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def book(data_dir: Path, clock: HandClock) -> Iterator[Logbook]:
    book = Logbook(data_dir, clock)
    yield book
    book.close()


@pytest.fixture
def home(book: Logbook) -> HomeService:
    return book.context.service(HomeService)


def make_plan(book: Logbook) -> None:
    today = book.context.clock.study_day(book.context.clock.now())
    draft = PlanDraft("Step 1", today, today + timedelta(90), (60,) * 7)
    book.context.service(PlanService).create(book.user_id, draft)


def add_cards(book: Logbook, number: int) -> None:
    decks = book.context.service(DeckService)
    types = {one.name: one.id for one in decks.note_types(book.user_id)}
    deck = decks.create_deck(book.user_id, "Step 1::Renal")
    notes = book.context.service(NoteService)
    for at in range(number):
        notes.add_note(book.user_id, deck, types["Basic"], (f"Front {at}", f"Back {at}"))


def test_someone_new_has_begun_nothing(book: Logbook, home: HomeService) -> None:
    begun = home.begun(book.user_id)
    assert (begun.questions, begun.cards, begun.days) == (0, 0, 0)
    assert begun.fresh
    assert home.day(book.user_id) == Day(0, 0, begun)
    assert not home.figures(book.user_id).any
    assert home.weak(book.user_id) == []
    assert home.lately(book.user_id) == []
    going = home.going(book.user_id)
    assert (going.block, going.video, going.note) == (None, None, None)


def test_each_step_that_was_taken_counts_as_done(book: Logbook, home: HomeService) -> None:
    some = bank(book)
    answer(book, some[:3], right=1)
    begun = home.begun(book.user_id)
    assert (begun.questions, begun.answered, begun.planned, begun.days) == (60, True, False, 1)
    make_plan(book)
    assert home.begun(book.user_id).planned
    assert not home.begun(book.user_id).reviewed
    book.review(9, book.context.clock.now())
    assert home.begun(book.user_id).reviewed


def test_who_has_studied_for_days_is_not_asked_for_cards_and_plans(
    book: Logbook, home: HomeService
) -> None:
    some = bank(book)
    for day in range(FIRST_DAYS + 1):
        answer(book, some[day : day + 1], right=1, days_ago=day)
    add_cards(book, 2)
    begun = home.begun(book.user_id)
    assert begun.done
    assert (begun.days, begun.cards, begun.questions) == (FIRST_DAYS + 1, 0, 60)


def test_what_is_due_are_cards_and_missed_questions(book: Logbook, home: HomeService) -> None:
    some = bank(book)
    add_cards(book, 3)
    answer(book, some[:10], right=6, days_ago=20)
    book.context.service(AttemptService).mend_states()
    day = home.day(book.user_id)
    assert day.cards == 3
    assert day.questions >= 4  # those that were wrong; right ones may be due by then
    assert not day.begun.fresh
    assert home.day(book.user_id, spaced=False).questions == 0


def test_what_there_is_to_study_is_told_as_long_as_nothing_was_done(
    book: Logbook, home: HomeService
) -> None:
    some = bank(book, 12)
    add_cards(book, 2)
    stock = home.stock(book.user_id)
    assert stock is not None
    assert (stock.questions, stock.packs) == (12, ("Own bank",))
    assert (stock.cards, stock.decks, stock.articles, stock.videos, stock.notes) == (2, 1, 0, 0, 0)
    assert not stock.unreviewed
    answer(book, some[:1], right=1)
    assert home.stock(book.user_id) is None


def test_the_note_written_last_is_gone_on_with_whether_another_is_pinned_or_not(
    book: Logbook, home: HomeService, clock: HandClock
) -> None:
    notes = book.context.service(NotebookService)
    books = book.context.service(NotebooksService)
    renal = books.create(book.user_id, "Renal")
    tubule = books.create(book.user_id, "Tubule", renal)
    pinned = notes.add(book.user_id, "Pinned", "one")
    notes.set_flag(book.user_id, [pinned], "pinned", on=True)
    clock.pass_time(60)
    notes.add(book.user_id, "Bartter", "two", notebook_id=tubule)
    going = home.going(book.user_id)
    assert going.note is not None
    assert (going.note.title, going.notebook) == ("Bartter", ("Renal", "Tubule"))
    clock.pass_time(60)
    notes.write(book.user_id, pinned, title="Pinned", body="one more", tags=())
    going = home.going(book.user_id)
    assert going.note is not None
    assert (going.note.title, going.notebook) == ("Pinned", ())


def test_numbers_are_told_of_all_time_of_the_last_days_and_of_the_time_before(
    book: Logbook, home: HomeService
) -> None:
    some = bank(book)
    answer(book, some[:20], right=10, days_ago=CHANGE_DAYS, seconds=80)
    answer(book, some[20:40], right=15, days_ago=CHANGE_DAYS - 1, seconds=60)
    answer(book, some[:5], right=5, seconds=100)  # again: no first attempts
    book.context.service(AttemptService).mend_states()
    found = home.figures(book.user_id)
    assert found.done == Figure(40, 60, 20, 0)
    assert found.right == Figure(25 / 40, 40, 15 / 20, 10 / 20)
    assert found.seconds == pytest.approx((3_300 / 45, 45, 1_700 / 25, 80.0))
    assert found.known == Figure(None, 0, None, None)


def test_what_is_known_of_too_few_is_compared_with_nothing(
    book: Logbook, home: HomeService
) -> None:
    some = bank(book)
    answer(book, some[:9], right=9, days_ago=40)
    answer(book, some[9:20], right=1)
    right = home.figures(book.user_id).right
    assert right == Figure(10 / 20, 20, 1 / 11, None)
    assert right.change is None


def test_weak_systems_come_by_what_could_be_won_in_them(book: Logbook, home: HomeService) -> None:
    some = bank(book, 90, (HEAVY, LIGHT, "Cardiovascular"))
    by_system = {name: [one for one in some if one.system == name] for name in (HEAVY, LIGHT)}
    answer(book, by_system[HEAVY][:20], right=12)
    answer(book, by_system[LIGHT][:20], right=2)
    strong = [one for one in some if one.system == "Cardiovascular"]
    answer(book, strong[:20], right=18)
    heavy, light = home.weak(book.user_id)
    assert (heavy.name, light.name) == (HEAVY, LIGHT)
    assert heavy.gain == pytest.approx(WEIGHTS[HEAVY] * 8 / 20)
    assert light.gain == pytest.approx(WEIGHTS[LIGHT] * 18 / 20)
    assert heavy.range == wilson_interval(12, 20)
    assert (heavy.names, heavy.answers) == (frozenset({HEAVY}), 20)


def test_a_system_of_few_answers_is_not_called_weak(book: Logbook, home: HomeService) -> None:
    some = bank(book, 30, (HEAVY,))
    answer(book, some[:9], right=0)
    assert home.weak(book.user_id) == []
    answer(book, some[9:10], right=0)
    assert [one.name for one in home.weak(book.user_id)] == [HEAVY]


def test_what_was_studied_lately_is_told_from_the_latest_on_as_far_as_a_week_back(
    book: Logbook, home: HomeService
) -> None:
    some = bank(book)
    answer(book, some[:4], right=3, days_ago=7)
    answer(book, some[4:10], right=3, days_ago=2)
    answer(book, some[10:12], right=1)
    book.review(9, book.context.clock.now())
    found = home.lately(book.user_id)
    assert [(one.activity, one.number, one.right) for one in found] == [
        (Activity.CARDS, 1, 1),
        (Activity.QUESTIONS, 2, 1),
        (Activity.QUESTIONS, 6, 3),
    ]


def test_decks_that_only_hold_other_decks_are_not_counted(book: Logbook, home: HomeService) -> None:
    bank(book, 12)
    add_cards(book, 2)  # in Step 1::Renal
    decks = book.context.service(DeckService)
    kind = {one.name: one.id for one in decks.note_types(book.user_id)}["Basic"]
    notes = book.context.service(NoteService)
    for at, name in enumerate(("Step 1::Cardiac", "Step 2", "Step 2::Ethics")):
        deck = decks.create_deck(book.user_id, name)
        notes.add_note(book.user_id, deck, kind, (f"Ask {at}", "Say"))
    decks.create_deck(book.user_id, "Empty")
    stock = home.stock(book.user_id)
    assert stock is not None
    assert (stock.cards, stock.decks) == (5, 4)
