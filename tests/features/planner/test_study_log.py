"""The log of a study day, told by the logs of all slices."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.core.ids import new_id
from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.flashcards.tables import CardReviewRow, VoidRow
from ms2qbank_desktop.features.library.tables import ReadEventRow
from ms2qbank_desktop.features.planner.focus_timer import Phase
from ms2qbank_desktop.features.planner.models import TaskKind
from ms2qbank_desktop.features.planner.service.focus import FocusService
from ms2qbank_desktop.features.planner.service.study_log import StudyLogService
from ms2qbank_desktop.features.planner.service.tasks import TaskService
from ms2qbank_desktop.features.planner.study_models import Activity
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.features.videos.tables import WatchEventRow

if TYPE_CHECKING:
    from sqlmodel import SQLModel

    from ms2qbank_desktop.features.planner.study_models import Sitting
    from tests.support.bank import Desk

MONDAY = date(2026, 3, 2)


def log_of(desk: Desk, day: date = MONDAY) -> list[Sitting]:
    return desk.context.service(StudyLogService).day(desk.user_id, day)


def write(desk: Desk, *rows: SQLModel) -> None:
    with desk.context.store.write() as session:
        session.add_all(rows)


def next_id(desk: Desk) -> int:
    return new_id(to_ms(desk.clock.now()))


def review(desk: Desk, rating: int) -> CardReviewRow:
    return CardReviewRow(
        id=next_id(desk),
        card_id=1,
        rating=rating,
        kind="review",
        interval=3,
        last_interval=1,
        ease_permille=2500,
        time_ms=9_000,
        user_id=desk.user_id,
    )


def answer_three(desk: Desk) -> None:
    wanted = QuestionFilter(BankFilter(systems=frozenset({"Cardiovascular"})))
    session = desk.session(desk.block(3, wanted=wanted))
    for place in range(3):
        session.go(place)
        desk.clock.pass_time(60)
        session.choose(1 if place else 0)
    session.end()


def test_a_timed_block_is_a_sitting_from_its_first_question_on(desk: Desk) -> None:
    nine = desk.clock.now()
    answer_three(desk)
    (one,) = log_of(desk)
    assert (one.activity, one.title) == (Activity.QUESTIONS, "Cardiovascular")
    assert (one.number, one.right, one.seconds) == (3, 2, 180)
    assert (one.began, one.ended) == (nine, nine + timedelta(minutes=3))


def test_answers_of_cards_count_unless_they_were_taken_back(desk: Desk) -> None:
    rows = [review(desk, rating) for rating in (1, 3, 4)]
    write(desk, *rows, VoidRow(id=rows[2].id, at=desk.clock.now()))
    (one,) = log_of(desk)
    assert (one.activity, one.number, one.right, one.seconds) == (Activity.CARDS, 2, 1, 18)


def test_what_was_watched_counts_at_its_speed(desk: Desk) -> None:
    event = WatchEventRow(
        id=next_id(desk),
        user_id=desk.user_id,
        video_id=5,
        kind="paused",
        start_ms=0,
        end_ms=600_000,
        position_ms=600_000,
        speed_percent=200,
    )
    write(desk, event)
    (one,) = log_of(desk)
    assert (one.activity, one.seconds, one.title) == (Activity.VIDEO, 300, "A lecture")


def test_what_was_read_is_told(desk: Desk) -> None:
    event = ReadEventRow(
        id=next_id(desk), user_id=desk.user_id, article_id=5, time_ms=120_000, share=0.5
    )
    write(desk, event)
    (one,) = log_of(desk)
    assert (one.activity, one.seconds, one.title) == (Activity.ARTICLE, 120, "An article")


def test_the_focus_timer_is_told_with_its_task(desk: Desk) -> None:
    task_id = desk.context.service(TaskService).add(desk.user_id, MONDAY, "Draw the nephron", 25)
    focus, began = desk.context.service(FocusService), desk.clock.now()
    desk.clock.pass_time(1500)
    assert focus.record(desk.user_id, Phase.FOCUS, began, 1500, task_id)
    assert focus.record(desk.user_id, Phase.BREAK, began, 300)
    (one,) = log_of(desk)
    assert (one.activity, one.title, one.seconds) == (Activity.FOCUS, "Draw the nephron", 1500)
    assert one.began == began


def test_a_minute_that_was_not_whole_is_not_kept(desk: Desk) -> None:
    focus = desk.context.service(FocusService)
    assert not focus.record(desk.user_id, Phase.FOCUS, desk.clock.now(), 59)
    assert log_of(desk) == []


def test_spans_cannot_be_changed(desk: Desk) -> None:
    desk.context.service(FocusService).record(desk.user_id, Phase.FOCUS, desk.clock.now(), 60)
    with (
        pytest.raises(Exception, match="append-only"),
        desk.context.store.write() as session,
    ):
        session.connection().execute(text("UPDATE study_spans SET seconds = 1"))


def test_a_ticked_task_without_another_trace_is_told(desk: Desk) -> None:
    tasks = desk.context.service(TaskService)
    own = tasks.add(desk.user_id, MONDAY, "Call the group", 20)
    cards = tasks.add(desk.user_id, MONDAY, "Cards", 20, kind=TaskKind.CARDS)
    for task_id in (own, cards):
        tasks.tick(desk.user_id, task_id, spent_minutes=18)
    (one,) = log_of(desk)
    assert (one.activity, one.title, one.seconds) == (Activity.TASK, "Call the group", 1080)


def test_a_study_day_ends_at_four_in_the_morning(desk: Desk) -> None:
    desk.clock.pass_time(18 * 3600)  # three o'clock in the night after Monday
    answer_three(desk)
    assert [one.number for one in log_of(desk)] == [3]
    desk.clock.pass_time(2 * 3600)
    answer_three(desk)
    assert len(log_of(desk)) == 1
    assert len(log_of(desk, MONDAY + timedelta(1))) == 1


def test_what_is_studied_beside_answers_is_summed_by_day(desk: Desk) -> None:
    tuesday = MONDAY + timedelta(1)
    for _ in range(2):
        write(
            desk,
            ReadEventRow(
                id=next_id(desk), user_id=desk.user_id, article_id=5, time_ms=120_000, share=0.5
            ),
        )
        desk.clock.pass_time(86_400)
    answer_three(desk)
    tasks = desk.context.service(TaskService)
    task_id = tasks.add(desk.user_id, tuesday, "Call the group", 20)
    tasks.tick(desk.user_id, task_id, spent_minutes=18)
    found = desk.context.service(StudyLogService).beside_answers(desk.user_id, MONDAY, tuesday)
    assert found == {MONDAY: {Activity.ARTICLE: 120.0}, tuesday: {Activity.ARTICLE: 120.0}}
    wednesday = tuesday + timedelta(1)
    found = desk.context.service(StudyLogService).beside_answers(desk.user_id, wednesday, wednesday)
    assert found == {wednesday: {Activity.TASK: 1080.0}}
