"""Each step is begun by the one request that it names, at the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.analytics.next_steps import Step, StepKind
from ms2qbank_desktop.features.analytics.service.advice import AdviceService
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.flashcards.ui.study_page import StudyPage
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.service.tasks import TaskService
from ms2qbank_desktop.features.practice.ui.exam_page import ExamPage
from tests.support.counselled import RENAL, TODAY, Counselled, Still, answers, days_ago
from tests.support.student import Student

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def student(
    qapp: QApplication,  # noqa: ARG001
    data_dir: Path,
) -> Iterator[Student]:
    """A student to whom every kind of step but lectures and articles is offered."""
    book = Counselled(data_dir)
    kidneys = book.bank(RENAL, 1, 60)
    book.answer(*answers(kidneys[:10], 4, at=days_ago(9)))
    book.pair()
    decks, notes = book.context.service(DeckService), book.context.service(NoteService)
    deck_id = decks.create_deck(book.user_id, "Pairs")
    basic = next(one.id for one in decks.note_types(book.user_id) if one.name == "Basic")
    place = Place(Kind.QUESTION, 900)
    notes.add_note(book.user_id, deck_id, basic, ("Front", "Back"), source=place)
    tasks = book.context.service(TaskService)
    about = (Place(Kind.QUESTION, 5),)
    tasks.add(book.user_id, TODAY, "My retest", 9, kind=TaskKind.RETEST, about=about)
    book.close()
    student = Student(data_dir, Still())
    yield student
    student.leave()
    assert student.flashes.seen == []


def offered(student: Student, title: str) -> Step:
    """Return the step of that title."""
    assert student.program.ui is not None
    advice, user_id = student.program.ui.service(AdviceService), student.program.ui.user_id
    return next(one for one in advice.next_steps(user_id, 9) if one.title == title)


def begin(student: Student, step: Step) -> None:
    """Do what a click on its button does."""
    assert student.program.ui is not None
    student.program.ui.commands.request(step.request, *step.args)
    student.wait(lambda: student.shell.taken_over is not None)


def asked(student: Student) -> set[int]:
    """Return the questions of the block on the screen."""
    page = student.shell.taken_over
    assert isinstance(page, ExamPage)
    return {item.question_id for item in page.session.block.items}


def test_a_block_of_unseen_questions_begins(student: Student) -> None:
    begin(student, offered(student, "20 questions, Respiratory & Renal"))
    assert len(asked(student)) == 20
    assert asked(student) <= set(range(11, 61))


def test_the_retest_of_what_is_due_begins(student: Student) -> None:
    begin(student, offered(student, "Retest 8 missed questions"))
    assert asked(student) == {5, 6, 7, 8, 9, 10, 900, 901}


def test_the_cards_of_a_pair_are_studied_though_they_are_not_due(student: Student) -> None:
    step = offered(student, "Cards: Bartter or Gitelman syndrome")
    begin(student, step)
    assert isinstance(student.shell.taken_over, StudyPage)
    student.wait(lambda: student.sees("Selected cards"))


@pytest.mark.parametrize("request_name", ["study-cards", "open-video", "open-article"])
def test_somebody_serves_the_other_requests(student: Student, request_name: str) -> None:
    assert student.program.ui is not None
    assert student.program.ui.commands.serves(request_name)


def test_a_task_of_the_plan_is_started(student: Student) -> None:
    assert student.program.ui is not None
    tasks = student.program.ui.service(TaskService)
    (task,) = tasks.tasks(student.program.ui.user_id, TODAY, TODAY)
    begin(student, Step(StepKind.TASK, task.title, "", 0.0, "start-task", (task,)))
    assert asked(student) == {5}
