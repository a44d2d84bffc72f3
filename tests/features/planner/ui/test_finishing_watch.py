"""Tasks that get done by themselves are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.planner.models import Task, TaskKind
from ms2qbank_desktop.features.planner.ui.finishing_watch import FinishingWatch, done_words

if TYPE_CHECKING:
    from tests.support.daily import Daily

TASK = Task(1, date(2026, 3, 2), TaskKind.QUESTIONS, "20 questions, Renal", 36, spent_minutes=38)


def test_what_got_done_is_said_with_its_minutes() -> None:
    assert done_words([TASK]) == "Done: 20 questions, Renal (38 min)"
    assert done_words([replace(TASK, spent_minutes=None)]) == "Done: 20 questions, Renal"
    assert done_words([TASK, TASK]) == "2 tasks done (76 min)"
    assert done_words([TASK, replace(TASK, spent_minutes=None)]) == "2 tasks done"


def test_a_retest_that_was_answered_is_ticked_and_told_after_the_exam(daily: Daily) -> None:
    watch = daily.shell.findChild(FinishingWatch) or FinishingWatch(daily.ui)
    assert watch is not None
    block = daily.begin(12)
    question = daily.exam.session.block.items[0].question_id
    from ms2qbank_desktop.features.links.models import Kind, Place

    task_id = daily.tasks.add(
        daily.user_id,
        date(2026, 3, 2),
        "Retest Q1",
        3,
        kind=TaskKind.RETEST,
        about=[Place(Kind.QUESTION, question)],
    )
    daily.press("A")
    daily.press("Ctrl+E", "Ctrl+E")
    daily.wait(lambda: daily.practice.has_ended(daily.user_id, block))
    daily.wait(lambda: daily.tasks.task(daily.user_id, task_id).done_at is not None)
    daily.wait(lambda: any("Retest Q1" in words for words in daily.toasts()))
    assert daily.shell.taken_over is None
