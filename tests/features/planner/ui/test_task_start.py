"""Beginning a task opens what it asks for, prepared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.attempts.models import Status
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.flashcards.ui.study_page import StudyPage
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.planner.models import Task, TaskKind
from ms2qbank_desktop.features.planner.ui.task_start import can_start, start_task
from ms2qbank_desktop.features.practice.models import Mode
from ms2qbank_desktop.features.practice.ui.create_page import CreateBlockPage
from ms2qbank_desktop.features.questions.models import BankFilter
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


def test_questions_open_the_page_that_makes_blocks_with_the_unseen_of_a_system(
    planned: Planned,
) -> None:
    start_task(planned.ui, task(TaskKind.QUESTIONS, number=10, system=LUNGS))
    page = create_page(planned)
    assert page.filters.wanted.bank.systems == {"Renal", "Respiratory"}
    assert page.filters.wanted.statuses == {Status.UNUSED}
    assert page.form.size_field.value() == 10
    planned.press("Ctrl+Return")
    planned.wait(lambda: planned.shell.taken_over is not None)
    assert len(planned.exam.session.block.items) == 10


def test_a_block_of_more_than_is_unseen_takes_what_was_seen(planned: Planned) -> None:
    start_task(planned.ui, task(TaskKind.QUESTIONS, number=50, system=HEART))
    page = create_page(planned)
    assert page.filters.wanted.statuses == frozenset()
    assert page.filters.wanted.bank.systems == {"Cardiovascular"}


def test_a_system_that_the_bank_does_not_have_says_so(planned: Planned) -> None:
    planned.shell.open("planner", "week")
    start_task(planned.ui, task(TaskKind.QUESTIONS, number=5, system="Gastrointestinal System"))
    planned.settle()
    assert any("no questions of Gastrointestinal" in one for one in planned.words())


def test_a_self_assessment_is_a_timed_block_in_the_shares_of_the_exam(planned: Planned) -> None:
    start_task(planned.ui, replace(task(TaskKind.SELF_ASSESSMENT), minutes=60))
    form = create_page(planned).form
    assert form.mode.value == Mode.TIMED
    assert form.size_field.value() == 40
    assert form.by_blueprint.isChecked()


def test_a_review_asks_for_what_was_missed(planned: Planned) -> None:
    planned.note_requests("prepare-block")
    start_task(planned.ui, task(TaskKind.RETEST))
    planned.settle()
    ((_, request),) = planned.requests
    assert request.wanted.statuses == frozenset()  # nothing was missed yet
    assert request.wanted.bank == BankFilter()


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
    planned.note_requests("study-cards", "prepare-block")
    for kind in (TaskKind.BREAK, TaskKind.OTHER, TaskKind.VIDEO):
        assert not can_start(task(kind))
        start_task(planned.ui, task(kind))
    planned.settle()
    assert planned.requests == []
