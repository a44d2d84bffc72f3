"""The states of questions are the fold of the log: however it came about, and whenever."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.attempts.models import (
    Answered,
    BankRow,
    Confidence,
    QuestionFilter,
    Status,
)
from ms2qbank_desktop.features.attempts.queries import log
from ms2qbank_desktop.features.attempts.spacing import Memory, remembered
from ms2qbank_desktop.features.attempts.tables import QuestionStateRow
from ms2qbank_desktop.features.practice.models import Mode
from tests.support.bank import open_desk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.bank import Desk

RIGHT, WRONG, NOTHING = "B", "C", ""
EVERY = QuestionFilter(statuses=frozenset(Status))


def answer(desk: Desk, question: int, given_letters: str, stands_for: int | None = None) -> int:
    """Answer a question as the only item of a block, and return the block."""
    desk.clock.pass_time(3600)
    block = desk.block(1)
    with desk.context.store.write() as session:
        answered = Answered(question, 0, given_letters, 30_000, stands_for=stands_for)
        log.record(session, desk.user_id, block, Mode.TIMED, [answered], desk.clock.now())
    return block


def line(desk: Desk, question: int) -> BankRow:
    (found,) = desk.attempts.browse_rows(desk.user_id, [question])
    return found


def wanted(desk: Desk, *statuses: Status) -> list[int]:
    return desk.attempts.matching(desk.user_id, QuestionFilter(statuses=frozenset(statuses)))


def test_a_missed_question_is_due_again_and_a_known_one_is_not(desk: Desk) -> None:
    missed, known, *_ = wanted(desk, Status.UNUSED)
    answer(desk, missed, WRONG)
    answer(desk, known, RIGHT)
    due_at = line(desk, missed).due_at
    assert due_at is not None
    assert desk.clock.now() < due_at
    assert line(desk, known).due_at is None
    assert wanted(desk, Status.DUE) == []
    desk.clock.pass_time((due_at - desk.clock.now()).total_seconds())
    assert wanted(desk, Status.DUE) == [missed]


def test_a_question_is_due_from_the_morning_of_its_day(desk: Desk) -> None:
    (missed, *_) = wanted(desk, Status.UNUSED)
    answer(desk, missed, WRONG)
    due_at = line(desk, missed).due_at
    assert due_at is not None
    morning = desk.clock.day_start(desk.clock.study_day(due_at))
    desk.clock.pass_time((morning - desk.clock.now()).total_seconds() - 1)
    assert wanted(desk, Status.DUE) == []
    desk.clock.pass_time(1)
    assert wanted(desk, Status.DUE) == [missed]


def test_a_guess_rated_later_brings_the_question_into_the_schedule(desk: Desk) -> None:
    (question, *_) = wanted(desk, Status.UNUSED)
    block = answer(desk, question, RIGHT)
    assert line(desk, question).due_at is None
    desk.attempts.rate(desk.user_id, question, block, 0, Confidence.GUESS)
    assert line(desk, question).due_at is not None
    desk.attempts.rate(desk.user_id, question, block, 0, Confidence.SURE)
    assert line(desk, question).due_at is None
    assert desk.attempts.confidences(block) == {0: Confidence.SURE}


def test_an_omitted_question_keeps_its_memory(desk: Desk) -> None:
    (question, *_) = wanted(desk, Status.UNUSED)
    answer(desk, question, WRONG)
    before = line(desk, question).due_at
    answer(desk, question, NOTHING)
    assert (line(desk, question).status, line(desk, question).due_at) == (Status.OMITTED, before)


def test_an_answer_to_another_question_of_the_topic_counts_for_the_due_one(desk: Desk) -> None:
    due, other, *_ = wanted(desk, Status.UNUSED)
    answer(desk, due, WRONG)
    before = line(desk, due).due_at
    assert before is not None
    desk.clock.pass_time(5 * 86_400)
    block = answer(desk, other, RIGHT, stands_for=due)
    after = line(desk, due).due_at
    assert after is not None
    assert after > before
    assert (line(desk, due).seen, line(desk, due).status) == (1, Status.INCORRECT)
    assert (line(desk, other).seen, line(desk, other).due_at) == (1, None)
    desk.attempts.rate(desk.user_id, other, block, 0, Confidence.SURE)
    sure = line(desk, due).due_at
    assert sure is not None
    assert sure > after


def test_a_reset_question_is_unused_and_its_history_stays(desk: Desk) -> None:
    first, second, *_ = wanted(desk, Status.UNUSED)
    answer(desk, first, WRONG)
    answer(desk, second, RIGHT)
    desk.clock.pass_time(60)
    assert desk.attempts.reset(desk.user_id, [first]) == [first]
    assert (line(desk, first).status, line(desk, first).due_at) == (Status.UNUSED, None)
    assert line(desk, second).status is Status.CORRECT
    assert [past.given for past in desk.attempts.past_attempts(desk.user_id, first)] == [WRONG]
    answer(desk, first, RIGHT)
    assert (line(desk, first).status, line(desk, first).seen) == (Status.CORRECT, 1)
    assert desk.attempts.mend_states() == []


def test_a_reset_that_is_taken_back_leaves_all_as_it_was(desk: Desk) -> None:
    (question, *_) = wanted(desk, Status.UNUSED)
    answer(desk, question, WRONG)
    desk.attempts.reset(desk.user_id, [question])
    answer(desk, question, RIGHT)
    once = line(desk, question)
    assert desk.attempts.reset(desk.user_id, [question]) == [question]
    desk.attempts.unreset(desk.user_id, [question], Silent())
    assert line(desk, question) == once


def test_of_questions_never_tried_there_is_nothing_to_reset(desk: Desk) -> None:
    ids = wanted(desk, Status.UNUSED)
    answer(desk, ids[0], RIGHT)
    assert desk.attempts.reset(desk.user_id, ids) == ids[:1]
    assert desk.attempts.reset(desk.user_id, ids) == []


def test_the_mean_time_is_that_of_answered_items(desk: Desk) -> None:
    (question, *_) = wanted(desk, Status.UNUSED)
    assert desk.attempts.mean_time_ms(desk.user_id) is None
    answer(desk, question, RIGHT)
    answer(desk, question, NOTHING)
    assert desk.attempts.mean_time_ms(desk.user_id) == 30_000


@pytest.mark.parametrize(
    "spoil", ["DELETE FROM question_states", "UPDATE question_states SET due_at = 1"]
)
def test_spoilt_states_are_found_and_mended(desk: Desk, spoil: str) -> None:
    first, second, *_ = wanted(desk, Status.UNUSED)
    answer(desk, first, WRONG)
    answer(desk, second, WRONG)
    rows = desk.attempts.browse_rows(desk.user_id, [first, second])
    with desk.context.store.write() as session:
        session.connection().exec_driver_sql(spoil)
    assert desk.attempts.mend_states() == ["the status of 2 questions, from the log of attempts"]
    assert desk.attempts.browse_rows(desk.user_id, [first, second]) == rows
    assert desk.attempts.mend_states() == []


def test_states_that_a_migration_emptied_are_folded_at_the_next_opening(
    desk: Desk, data_dir: Path
) -> None:
    (question, *_) = wanted(desk, Status.UNUSED)
    answer(desk, question, WRONG)
    before = line(desk, question)
    with desk.context.store.write() as session:
        session.connection().exec_driver_sql("DELETE FROM question_states")
    desk.context.close()
    again = open_desk(data_dir, questions=0)
    assert line(again, question) == before
    again.context.close()


QUESTIONS = st.integers(0, 2)
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("answer"),
            QUESTIONS,
            st.sampled_from([RIGHT, WRONG, NOTHING]),
            st.one_of(st.none(), QUESTIONS),
        ),
        st.tuples(st.just("rate"), st.integers(0, 9), st.sampled_from(list(Confidence))),
        st.tuples(st.just("reset"), QUESTIONS),
        st.tuples(st.just("unreset"), QUESTIONS),
        st.tuples(st.just("wait"), st.integers(0, 40)),
    ),
    max_size=14,
)


class Model:
    """What the states must be, kept the slow and plain way: every entry of the log anew."""

    def __init__(self) -> None:
        self.log: list[dict[str, Any]] = []
        self.since: list[list[int]] = [[0], [0], [0]]
        """Of each question, how long the log was when it began, the last one deciding."""

    def state(self, question: int) -> tuple[str, int, int, Memory | None] | None:
        status, seen, correct = "", 0, 0
        memory: Memory | None = None
        for entry in self.log[self.since[question][-1] :]:
            if question not in (entry["question"], entry["stands_for"]):
                continue
            verdict = {RIGHT: Status.CORRECT, WRONG: Status.INCORRECT}.get(
                entry["given"], Status.OMITTED
            )
            if seen or question == entry["question"]:
                memory = remembered(memory, verdict, entry["rating"], entry["at"])
            if question == entry["question"]:
                status, seen, correct = verdict, seen + 1, correct + (verdict is Status.CORRECT)
        return (status, seen, correct, memory) if seen else None


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_states_kept_step_by_step_are_those_of_the_whole_log(desk: Desk, steps: list[Any]) -> None:
    ids = desk.attempts.matching(desk.user_id, EVERY)[:3]
    desk.clock.pass_time(1)
    desk.attempts.reset(desk.user_id, ids)
    model = Model()
    blocks: list[int] = []
    for step in steps:
        match step:
            case "answer", question, letters, other:
                stands_for = None if other is None or other == question else ids[other]
                blocks.append(answer(desk, ids[question], letters, stands_for))
                entry = {"question": question, "given": letters, "rating": None}
                entry["stands_for"] = None if stands_for is None else other
                model.log.append(entry | {"at": desk.clock.now()})
            case "rate", place, rating if place < len(blocks):
                question = model.log[place]["question"]
                desk.attempts.rate(desk.user_id, ids[question], blocks[place], 0, rating)
                model.log[place]["rating"] = rating
            case "reset", question:
                desk.clock.pass_time(1)
                if desk.attempts.reset(desk.user_id, [ids[question]]):
                    model.since[question].append(len(model.log))
            case "unreset", question if len(model.since[question]) > 1:
                desk.attempts.unreset(desk.user_id, [ids[question]], Silent())
                model.since[question].append(model.since[question][-2])
            case "wait", days:
                desk.clock.pass_time(timedelta(days=days).total_seconds())
    with desk.context.store.read() as session:
        kept = {
            row.question_id: row
            for row in (session.get(QuestionStateRow, (desk.user_id, one)) for one in ids)
            if row is not None
        }
        assert log.wrong_states(session) == set()
    for place, question in enumerate(ids):
        state, row = model.state(place), kept.get(question)
        assert (state is None) == (row is None)
        if state is not None and row is not None:
            status, seen, correct, memory = state
            assert (row.status, row.attempts, row.correct) == (status, seen, correct)
            assert row.due_at == (memory.due_at if memory else None)
