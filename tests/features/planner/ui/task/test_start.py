"""Beginning a task opens what it asks for: a block begins at once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.flashcards.ui.study_page import StudyPage
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.planner.models import Task, TaskKind
from ms2qbank_desktop.features.planner.service.finishing import FinishingService
from ms2qbank_desktop.features.planner.ui.task.start import (
    can_change,
    can_start,
    change_first,
    start_task,
)
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.practice.session import BlockSession
from ms2qbank_desktop.features.practice.ui.create_page import CreateBlockPage
from ms2qbank_desktop.features.questions.models import BankFilter
from tests.support.films import film_in
from tests.support.planned import TODAY

if TYPE_CHECKING:
    from tests.support.planned import Planned

HEART, LUNGS = "Cardiovascular System", "Respiratory & Renal/Urinary Systems"


def task(kind: TaskKind, *about: Place, number: int = 0, system: str = "") -> Task:
    return Task(1, TODAY, kind, "Something", 45, about=about, number=number, system=system)


def create_page(planned: Planned) -> CreateBlockPage:
    """Return the page that makes blocks, once all is read."""
    planned.settle()
    page = planned.shell.findChild(CreateBlockPage)
    assert isinstance(page, CreateBlockPage)
    assert page.isVisible()
    return page


def begun(planned: Planned) -> tuple[int, ...]:
    """Return the questions of the block that has the window."""
    planned.wait(lambda: planned.shell.taken_over is not None)
    return tuple(item.question_id for item in planned.exam.session.block.items)


def bank(*systems: str) -> BankFilter:
    """Return what asks for systems of the bank."""
    return BankFilter(systems=frozenset(systems))


def test_a_block_of_the_unseen_of_a_system_begins_at_once(planned: Planned) -> None:
    start_task(planned.ui, task(TaskKind.QUESTIONS, number=10, system=LUNGS))
    asked = begun(planned)
    assert len(asked) == 10
    of_lungs = QuestionFilter(bank("Renal", "Respiratory"))
    attempts = planned.ui.service(AttemptService)
    assert set(asked) <= set(attempts.matching(planned.ui.user_id, of_lungs))
    assert planned.toasted() == ""


def test_a_second_start_makes_no_second_block(planned: Planned) -> None:
    for _ in range(2):
        start_task(planned.ui, task(TaskKind.QUESTIONS, number=10, system=LUNGS))
    begun(planned)
    planned.settle()
    practice = planned.ui.service(PracticeService)
    assert len(practice.blocks(planned.ui.user_id)) == 1


def test_a_block_that_was_left_goes_on_where_it_was(planned: Planned) -> None:
    wanted = task(TaskKind.QUESTIONS, number=10, system=LUNGS)
    start_task(planned.ui, wanted)
    first = begun(planned)
    planned.exam.suspend()
    planned.wait(lambda: planned.shell.taken_over is None)
    start_task(planned.ui, wanted)
    assert begun(planned) == first
    assert planned.toasted() == "Going on with the block begun today"


def test_a_block_of_yesterday_does_not_go_on(planned: Planned) -> None:
    wanted = task(TaskKind.QUESTIONS, number=10, system=LUNGS)
    start_task(planned.ui, wanted)
    begun(planned)
    planned.exam.suspend()
    planned.wait(lambda: planned.shell.taken_over is None)
    planned.clock.pass_time(86_400)
    start_task(planned.ui, wanted)
    begun(planned)
    practice = planned.ui.service(PracticeService)
    assert len(practice.blocks(planned.ui.user_id)) == 2


def test_where_fewer_match_the_block_has_those_and_says_so(planned: Planned) -> None:
    start_task(planned.ui, task(TaskKind.QUESTIONS, number=50, system=HEART))
    asked = begun(planned)
    assert 0 < len(asked) < 50
    assert planned.toasted() == f"{len(asked)} questions instead of 50: the bank has no more"


def test_what_is_unseen_comes_before_what_was_missed_and_that_before_the_rest(
    planned: Planned,
) -> None:
    user_id, attempts = planned.ui.user_id, planned.ui.service(AttemptService)
    practice = planned.ui.service(PracticeService)
    of_heart = attempts.matching(user_id, QuestionFilter(bank("Cardiovascular")))
    unseen, seen = set(of_heart[:4]), of_heart[4:]
    filter_ = QuestionFilter(BankFilter(ids=frozenset(seen)))
    request = BlockRequest(filter_, Mode.TIMED, len(seen), shuffle_questions=False)
    block = practice.create_block(user_id, request)
    session = BlockSession(practice, attempts, planned.clock, user_id, block)
    for place in range(len(seen)):
        session.go(place)
        session.choose(1 if place >= 3 else 0)  # the second one is right
    session.end()
    missed = QuestionFilter(bank("Cardiovascular"), frozenset({Status.INCORRECT}))
    wrong = set(attempts.matching(user_id, missed))
    assert len(wrong) == 3
    start_task(planned.ui, task(TaskKind.QUESTIONS, number=10, system=HEART))
    asked = set(begun(planned))
    assert len(asked) == 10
    assert unseen | wrong <= asked
    assert planned.toasted() == "4 questions not seen yet, 6 seen before"


def test_the_end_of_a_block_shorter_than_asked_ticks_its_task(planned: Planned) -> None:
    add = partial(planned.add, "Questions", TODAY, kind=TaskKind.QUESTIONS)
    planned.ui.settings.set("block_mode", "timed")
    wanted, other = planned.task(add()), planned.task(add())
    start_task(planned.ui, replace(wanted, number=50, system=HEART))
    number = len(begun(planned))
    assert number < 50
    for _ in range(number):
        planned.clock.pass_time(60)
        planned.press("B", "Return")
    planned.press("Ctrl+E", "Ctrl+E")
    planned.settle()
    finishing = planned.ui.service(FinishingService)
    finishing.check(planned.ui.user_id)
    assert planned.task(wanted.id).spent_minutes == number
    assert planned.task(other.id).done_at is None


def test_a_mixed_block_that_was_left_goes_on_too(planned: Planned) -> None:
    of_heart = planned.ui.service(AttemptService).matching(
        planned.ui.user_id, QuestionFilter(bank("Cardiovascular"))
    )
    number = len(of_heart) - 2
    start_task(planned.ui, task(TaskKind.QUESTIONS, number=number, system=HEART))
    begun(planned)
    for _ in range(number):
        planned.press("B", "Return", "Return")
    planned.press("Ctrl+E", "Ctrl+E")
    planned.wait(lambda: planned.shell.taken_over is None)
    wanted = replace(task(TaskKind.QUESTIONS, number=10, system=HEART), id=2)
    start_task(planned.ui, wanted)
    first = begun(planned)
    assert planned.toasted() == "2 questions not seen yet, 8 seen before"
    planned.press("B", "Return")
    planned.exam.suspend()
    planned.wait(lambda: planned.shell.taken_over is None)
    start_task(planned.ui, wanted)
    assert begun(planned) == first
    assert len(planned.ui.service(PracticeService).blocks(planned.ui.user_id)) == 2


def test_a_block_that_was_changed_first_is_still_that_of_its_task(planned: Planned) -> None:
    wanted = task(TaskKind.QUESTIONS, number=10, system=LUNGS)
    change_first(planned.ui, wanted)
    create_page(planned).form.size_field.setValue(4)
    planned.press("Ctrl+Return")
    changed = begun(planned)
    assert len(changed) == 4
    planned.exam.suspend()
    planned.wait(lambda: planned.shell.taken_over is None)
    start_task(planned.ui, wanted)
    assert begun(planned) == changed


def test_a_page_that_was_left_makes_blocks_for_no_task(planned: Planned) -> None:
    wanted = task(TaskKind.QUESTIONS, number=10, system=LUNGS)
    change_first(planned.ui, wanted)
    create_page(planned)
    planned.shell.open("planner", "today")
    planned.shell.open("questions", "create")
    planned.settle()
    planned.press("Ctrl+Return")
    begun(planned)
    assert planned.ui.service(PracticeService).left_open(planned.ui.user_id, wanted.id) is None


def test_of_several_lectures_the_first_that_is_not_finished_opens(planned: Planned) -> None:
    planned.note_requests("open-video")
    store = planned.program.context.store
    about = [
        Place(Kind.VIDEO, film_in(store, planned.ui.user_id, title, done=title == "A"))
        for title in ("A", "B", "C")
    ]
    start_task(planned.ui, task(TaskKind.VIDEO, *about))
    assert planned.requests == [("open-video", about[1])]


def test_a_system_that_the_bank_does_not_have_asks_for_others_and_says_so(
    planned: Planned,
) -> None:
    start_task(planned.ui, task(TaskKind.QUESTIONS, number=5, system="Gastrointestinal System"))
    page = create_page(planned)
    assert page.form.size_field.value() == 5
    assert any("no questions of Gastrointestinal" in one for one in planned.words())


def test_a_block_can_be_changed_before_it_begins(planned: Planned) -> None:
    wanted = task(TaskKind.QUESTIONS, number=10, system=LUNGS)
    assert can_change(wanted)
    change_first(planned.ui, wanted)
    page = create_page(planned)
    assert page.filters.wanted.bank.systems == {"Renal", "Respiratory"}
    assert page.filters.wanted.statuses == {Status.UNUSED}
    assert page.form.size_field.value() == 10
    planned.press("Ctrl+Return")
    assert len(begun(planned)) == 10


def test_a_self_assessment_is_a_timed_block_in_the_shares_of_the_exam(planned: Planned) -> None:
    wanted = replace(task(TaskKind.SELF_ASSESSMENT), minutes=60)
    change_first(planned.ui, wanted)
    form = create_page(planned).form
    assert form.mode.value == Mode.TIMED
    assert form.size_field.value() == 40
    assert form.by_blueprint.isChecked()
    start_task(planned.ui, wanted)
    assert len(begun(planned)) == 40
    assert planned.exam.session.block.mode is Mode.TIMED


def test_a_review_without_a_miss_asks_what_to_go_through_instead(planned: Planned) -> None:
    start_task(planned.ui, task(TaskKind.RETEST))
    page = create_page(planned)
    assert page.filters.wanted == QuestionFilter()
    assert any("none was missed" in one for one in planned.words())


def test_only_blocks_that_are_described_can_be_changed() -> None:
    assert not can_change(task(TaskKind.RETEST, Place(Kind.QUESTION, 9)))
    assert not can_change(task(TaskKind.CARDS))
    assert not can_change(task(TaskKind.VIDEO, Place.in_video(3, 1)))


def test_cards_open_all_that_is_due(planned: Planned) -> None:
    user_id, decks = planned.ui.user_id, planned.ui.service(DeckService)
    deck_id, kind = decks.create_deck(user_id, "Renal"), decks.note_types(user_id)[0]
    planned.ui.service(NoteService).add_note(user_id, deck_id, kind.id, ["Front", "Back"])
    start_task(planned.ui, task(TaskKind.CARDS))
    planned.wait(lambda: planned.shell.taken_over is not None)
    assert isinstance(planned.shell.taken_over, StudyPage)
    assert planned.shell.taken_over.isVisible()


@pytest.mark.parametrize(
    ("kind", "place", "request_"),
    [
        (TaskKind.VIDEO, Place.in_video(3, 250_000), "open-video"),
        (TaskKind.ARTICLE, Place(Kind.ARTICLE, 4), "open-article"),
        (TaskKind.OTHER, Place(Kind.NOTE, 5), "open-note"),
    ],
)
def test_a_thing_opens_at_its_place(
    planned: Planned, kind: TaskKind, place: Place, request_: str
) -> None:
    planned.note_requests("open-video", "open-article", "open-note")
    start_task(planned.ui, task(kind, place))
    assert planned.requests == [(request_, place)]


def test_a_retest_begins_as_a_block_of_its_question(planned: Planned) -> None:
    planned.note_requests("begin-block")
    start_task(planned.ui, task(TaskKind.RETEST, Place(Kind.NOTE, 2), Place(Kind.QUESTION, 9)))
    assert planned.requests == [("begin-block", [9])]


def test_nothing_begins_where_there_is_nothing_to_open(planned: Planned) -> None:
    planned.note_requests("study-cards", "prepare-block", "begin-block")
    for kind in (TaskKind.BREAK, TaskKind.OTHER, TaskKind.VIDEO):
        assert not can_start(task(kind))
        start_task(planned.ui, task(kind))
    planned.settle()
    assert planned.requests == []
