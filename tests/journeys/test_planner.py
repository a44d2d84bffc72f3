"""A plan from its first minute to the exam, with everything that goes wrong between."""

from __future__ import annotations

import math
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.plan_models import Mood
from ms2qbank_desktop.features.planner.ui.day_watch import DayWatch
from ms2qbank_desktop.features.planner.ui.finishing_watch import FinishingWatch
from ms2qbank_desktop.features.planner.ui.today.page import TodayPage
from ms2qbank_desktop.features.planner.ui.wizard.dialog import PlanWizard
from ms2qbank_desktop.features.practice.blueprint import official
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.practice.session import BlockSession
from ms2qbank_desktop.features.questions.models import BankFilter
from tests.support.bank import SYSTEMS
from tests.support.planned import TODAY, Planned

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from ms2qbank_desktop.features.planner.models import Task

QUESTIONS = 1080
EXAM = date(2026, 4, 10)
DAY_S = 24 * 3600


class Candidate(Planned):
    """Has an exam in five weeks and a bank of 1,080 questions."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir, QUESTIONS)
        self.attempts = self.ui.service(AttemptService)
        self.practice = self.ui.service(PracticeService)

    @property
    def today(self) -> date:
        return self.clock.study_day(self.clock.now())

    def planned(self, first: date = TODAY, last: date = EXAM) -> list[Task]:
        return self.tasks.tasks(self.ui.user_id, first, last)

    def open_ones(self, first: date = TODAY, last: date = EXAM) -> dict[int, date]:
        found = self.planned(first, last)
        return {task.id: task.day for task in found if task.done_at is None}

    def loads(self) -> Counter[date]:
        found: Counter[date] = Counter()
        for task in self.planned(self.today):
            found[task.day] += task.minutes if task.done_at is None else 0
        return found

    def promised(self) -> int:
        """Return how many questions are done or planned, but for the mixed ones."""
        unseen = QuestionFilter(BankFilter(), frozenset({Status.UNUSED}))
        done = QUESTIONS - len(self.attempts.matching(self.ui.user_id, unseen))
        return done + sum(
            task.number for task in self.planned() if task.system and task.done_at is None
        )

    def answer(self, task: Task) -> None:
        """Do the block of a task."""
        names = frozenset(name for name in SYSTEMS if official(name) == task.system)
        wanted = QuestionFilter(BankFilter(systems=names), frozenset({Status.UNUSED}))
        request = BlockRequest(wanted, Mode.TIMED, task.number, False, False)
        block = self.practice.create_block(self.ui.user_id, request, seed=3)
        session = BlockSession(self.practice, self.attempts, self.clock, self.ui.user_id, block)
        for place in range(task.number):
            session.go(place)
            self.clock.pass_time(80)
            session.choose(1)
        session.end()

    def sleep(self, days: int) -> None:
        """Let days pass, and sit down again."""
        self.clock.pass_time(days * DAY_S)
        watch = self.shell.findChild(DayWatch)
        assert isinstance(watch, DayWatch)
        watch.look()
        self.settle()
        self.state.ask()
        self.settle()


@pytest.fixture
def candidate(qapp: QApplication, data_dir: Path) -> Iterator[Candidate]:  # noqa: ARG001
    candidate = Candidate(data_dir)
    yield candidate
    candidate.settle()
    candidate.leave()


def test_a_plan_survives_bad_days_until_the_exam(candidate: Candidate) -> None:
    _make_plan_with_the_keyboard(candidate)
    candidate.shell.open("planner", "today")
    candidate.settle()
    assert isinstance(candidate.shell.findChild(TodayPage), TodayPage)
    _do_half_of_the_day(candidate)
    _skip_three_days(candidate)
    _have_a_bad_day(candidate)
    _reach_the_exam(candidate)


def _make_plan_with_the_keyboard(candidate: Candidate) -> None:
    candidate.shell.open("planner", "today")
    candidate.settle()
    candidate.wait(lambda: candidate.sees("No plan yet"))
    candidate.click("Make a plan")
    (wizard,) = [one for one in candidate.shell.findChildren(PlanWizard) if one.isVisible()]
    assert wizard.exam.exam.hasFocus()
    QTest.keyClicks(wizard.exam.exam, "10 Apr 2026")
    candidate.press("Return")
    assert wizard.draft.exam == EXAM
    candidate.wait(lambda: wizard.outlook.head.text() == f"{QUESTIONS:,}")
    candidate.press("Return", "Return")
    assert wizard.at == 3
    candidate.press("Return")
    candidate.wait(lambda: candidate.planned())
    candidate.settle()
    assert candidate.promised() == QUESTIONS
    assert max(candidate.open_ones().values()) < EXAM
    assert max(candidate.loads().values()) <= 180


def _do_half_of_the_day(candidate: Candidate) -> None:
    candidate.begin_later()
    assert candidate.shell.findChild(FinishingWatch) is not None
    blocks = [task for task in candidate.planned(TODAY, TODAY) if task.kind is TaskKind.QUESTIONS]
    assert len(blocks) >= 2
    candidate.shell.activateWindow()
    candidate.wait(candidate.shell.isActiveWindow)
    candidate.press("Return")  # the next task has the keyboard: its block begins at once
    candidate.wait(lambda: candidate.shell.taken_over is not None)
    assert len(candidate.exam.session.block.items) == blocks[0].number
    for _ in range(blocks[0].number):
        candidate.clock.pass_time(80)
        candidate.press("B", "Return", "Return")
    candidate.press("Ctrl+E", "Ctrl+E")
    candidate.wait(lambda: candidate.task(blocks[0].id).done_at is not None)  # by itself
    candidate.settle()
    candidate.shell.open("planner", "today")
    candidate.settle()
    assert candidate.task(blocks[0].id).spent_minutes == math.ceil(blocks[0].number * 80 / 60)
    assert candidate.task(blocks[1].id).done_at is None
    assert candidate.promised() == QUESTIONS


def _skip_three_days(candidate: Candidate) -> None:
    before = candidate.open_ones()
    candidate.sleep(3)
    after = candidate.open_ones()
    missed = {one for one, day in before.items() if day < candidate.today}
    assert missed
    assert all(after[one] >= candidate.today for one in missed if one in after)
    kept = [one for one, day in before.items() if one not in missed and after.get(one) == day]
    assert len(kept) >= 0.75 * (len(before) - len(missed))
    assert len({after[one] for one in missed if one in after}) > 2  # not all on one day
    assert max(candidate.loads().values()) <= 180
    assert candidate.promised() == QUESTIONS
    assert candidate.state.shown is not None
    assert candidate.state.shown.change is not None
    assert candidate.state.shown.change.reason == "day"


def _have_a_bad_day(candidate: Candidate) -> None:
    today = candidate.today
    before = candidate.open_ones(today)
    candidate.click("Bad")
    candidate.settle()
    assert candidate.plans.moods(candidate.ui.user_id) == {today: Mood.BAD}
    usual = candidate.plans.plans(candidate.ui.user_id)[0].draft.week[today.weekday()]
    assert candidate.loads()[today] <= 0.4 * usual
    after = candidate.open_ones(today)
    moved = [one for one, day in before.items() if after.get(one) not in {day, None}]
    assert moved
    assert {before[one] for one in moved} == {today}
    assert candidate.promised() == QUESTIONS
    candidate.undo()
    assert candidate.plans.moods(candidate.ui.user_id) == {}
    assert candidate.open_ones(today) == before


def _reach_the_exam(candidate: Candidate) -> None:
    for _ in range(4):
        for task in candidate.planned(candidate.today, candidate.today):
            if task.kind is TaskKind.QUESTIONS and task.system and task.done_at is None:
                candidate.answer(task)
        candidate.settle()
        candidate.sleep(1)
    assert candidate.promised() == QUESTIONS
    assert max(candidate.loads().values()) <= 180
    plan = candidate.plans.plans(candidate.ui.user_id)[0]
    done = candidate.planning.outlook(candidate.ui.user_id, plan.id).done
    candidate.sleep((EXAM - candidate.today).days)
    assert candidate.today == EXAM
    assert candidate.open_ones(EXAM, EXAM + timedelta(30)) == {}
    assert candidate.sees("Plan “Step 1”, the exam is today")
    outlook = candidate.planning.outlook(candidate.ui.user_id, plan.id)
    assert outlook.done == done  # what was not done is said, and nothing is planned any more
    assert outlook.coverage == pytest.approx(done / QUESTIONS)
    assert outlook.unplaced
