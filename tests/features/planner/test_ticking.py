"""Tasks that are done by what was studied."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.planner.models import Task, TaskKind
from ms2qbank_desktop.features.planner.ticking import (
    Answer,
    Done,
    EndedBlock,
    Studied,
    Ticked,
    finished,
    first_open,
    unanswered,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def task(key: int, kind: TaskKind, **more: object) -> Task:
    return Task(key, DAY, kind, "x", 20, **more)  # type: ignore[arg-type]


def answers(renal: int = 0, heart: int = 0) -> list[Answer]:
    systems = ["Renal"] * renal + ["Heart"] * heart
    return [Answer(at, system, 60_000) for at, system in enumerate(systems)]


def test_a_block_is_done_by_as_many_answers_of_its_system() -> None:
    block = task(1, TaskKind.QUESTIONS, number=5, system="Renal")
    assert finished([block], Studied(answers(4, 9))) == []
    assert finished([block], Studied(answers(5, 9))) == [Done(1, 5, 5)]


def test_an_answer_counts_for_one_block_only() -> None:
    blocks = [task(at, TaskKind.QUESTIONS, number=5, system="Renal") for at in (1, 2)]
    assert finished(blocks, Studied(answers(9))) == [Done(1, 5, 5)]
    assert finished(blocks, Studied(answers(10))) == [Done(1, 5, 5), Done(2, 5, 5)]


def test_a_block_that_is_ticked_has_used_its_answers() -> None:
    ticked = task(1, TaskKind.QUESTIONS, number=5, system="Renal", done_at=NOW)
    block = task(2, TaskKind.QUESTIONS, number=5, system="Renal")
    assert finished([block, ticked], Studied(answers(9))) == []
    assert finished([block, ticked], Studied(answers(10))) == [Done(2, 5, 5)]


def test_a_mixed_block_takes_what_the_others_leave() -> None:
    mixed = task(1, TaskKind.QUESTIONS, number=6)
    block = task(2, TaskKind.QUESTIONS, number=5, system="Renal")
    assert finished([mixed, block], Studied(answers(5, 5))) == [Done(2, 5, 5)]
    assert finished([mixed, block], Studied(answers(5, 6))) == [Done(2, 5, 5), Done(1, 6, 6)]


@pytest.mark.parametrize(
    ("studied", "spent"),
    [
        (Studied(cards=30, cards_ms=300_000, cards_left=9), 5),
        (Studied(cards=3, cards_ms=10_000, cards_left=0), 1),
    ],
)
def test_card_reviews_are_done_by_number_or_when_nothing_is_due(
    studied: Studied, spent: int
) -> None:
    assert finished([task(1, TaskKind.CARDS, number=30)], studied) == [Done(1, spent)]


def test_card_reviews_are_not_done_before_a_card_was_answered() -> None:
    cards = task(1, TaskKind.CARDS, number=30)
    assert finished([cards], Studied(cards_left=0)) == []
    assert finished([cards], Studied(cards=29, cards_ms=1, cards_left=1)) == []


@pytest.mark.parametrize(
    ("watched", "done"),
    [
        ({7: (590_000, False)}, True),
        ({7: (580_000, False)}, False),
        ({7: (5, True)}, True),
        ({8: (900_000, True)}, False),
    ],
)
def test_a_part_of_a_lecture_is_done_at_its_end(
    watched: Mapping[int, tuple[int, bool]], *, done: bool
) -> None:
    part = task(1, TaskKind.VIDEO, about=(Place(Kind.VIDEO, 7),), until=600_000, plan_id=4)
    assert finished([part], Studied(watched=watched)) == ([Done(1, None)] if done else [])


def test_an_article_is_done_when_it_was_read() -> None:
    article = task(1, TaskKind.ARTICLE, about=(Place(Kind.ARTICLE, 3),), plan_id=4)
    assert finished([article], Studied(read={3: 0.9})) == []
    assert finished([article], Studied(read={3: 0.95})) == [Done(1, None)]


def test_a_retest_is_done_by_answering_its_question() -> None:
    retest = task(1, TaskKind.RETEST, about=(Place(Kind.QUESTION, 3),))
    assert finished([retest], Studied(answers(3))) == []
    assert finished([retest], Studied(answers(4))) == [Done(1, 1)]


def test_what_the_user_alone_can_tell_stays_open() -> None:
    assert finished([task(1, TaskKind.OTHER)], Studied(answers(50), cards=50, cards_ms=50)) == []


def test_the_end_of_the_block_begun_for_a_task_ends_it_however_short_it_was() -> None:
    block = task(1, TaskKind.QUESTIONS, number=20, system="Renal")
    own = [Answer(at, "Renal", 60_000, 1) for at in range(7)]
    assert finished([block], Studied(own)) == []
    ended = [EndedBlock(1, NOW, 540_000, 7)]
    assert finished([block], Studied(own, ended)) == [Done(1, 9, 7)]
    nothing = [EndedBlock(1, NOW, 540_000, 0)]
    assert finished([block], Studied((), nothing)) == []


@pytest.mark.parametrize("kind", [TaskKind.SELF_ASSESSMENT, TaskKind.RETEST, TaskKind.QUESTIONS])
def test_blocks_without_a_number_are_done_by_their_end(kind: TaskKind) -> None:
    ended = [EndedBlock(1, NOW, 540_000, 7), EndedBlock(1, NOW, 60_000, 2)]
    assert finished([task(1, kind)], Studied(answers(50), ended)) == [Done(1, 10, 9)]


def test_an_answer_given_for_one_task_does_not_end_another() -> None:
    first = task(1, TaskKind.QUESTIONS, number=20, system="Renal")
    second = task(2, TaskKind.QUESTIONS, number=5, system="Renal")
    own = [Answer(at, "Renal", 60_000, 1) for at in range(7)]
    ended = [EndedBlock(1, NOW, 420_000, 7)]
    assert finished([second, first], Studied(own)) == []
    assert finished([second, first], Studied(own, ended)) == [Done(1, 7, 7)]
    assert finished([second], Studied(own)) == [Done(2, 5, 5)]  # the other is of another day


def test_what_was_opened_again_is_done_by_a_block_of_its_own_only() -> None:
    block = task(1, TaskKind.QUESTIONS, number=5, system="Renal", reopened_at=NOW)
    assert finished([block], Studied(answers(9))) == []
    before, after = NOW - timedelta(minutes=1), NOW + timedelta(minutes=1)
    assert finished([block], Studied((), [EndedBlock(1, before, 60_000, 5)])) == []
    ended = [EndedBlock(1, before, 60_000, 5), EndedBlock(1, after, 120_000, 3)]
    assert finished([block], Studied((), ended)) == [Done(1, 2, 3)]
    lecture = task(2, TaskKind.VIDEO, about=(Place(Kind.VIDEO, 7),), plan_id=4, reopened_at=NOW)
    assert finished([lecture], Studied(watched={7: (5, True)})) == []


def test_a_task_about_several_lectures_is_done_when_each_was_watched() -> None:
    lectures = (Place(Kind.VIDEO, 7), Place(Kind.VIDEO, 8), Place(Kind.NOTE, 1))
    both = task(1, TaskKind.VIDEO, about=lectures)
    today, ended = {(Kind.VIDEO, 8): 90_000.0}, {(Kind.VIDEO, 8): 99}
    first = Studied(watched={7: (5, True), 8: (9, False)}, spent=today, reached=ended)
    assert finished([both], first) == []
    assert first_open(both, first) == lectures[1]
    every = Studied(watched={7: (5, True), 8: (9, True)}, spent=today, reached=ended)
    assert finished([both], every) == [Done(1, 2)]
    assert first_open(task(1, TaskKind.VIDEO, about=lectures[:2]), every) == lectures[0]
    assert first_open(both, Studied()) == lectures[0]


def test_what_the_user_wants_to_watch_once_more_is_not_done_before_that() -> None:
    again = task(1, TaskKind.VIDEO, about=(Place(Kind.VIDEO, 7),))
    seen = {7: (5, True)}
    assert finished([again], Studied(watched=seen)) == []
    assert finished([again], Studied(watched=seen, reached={(Kind.VIDEO, 7): 1})) == []
    spent = {(Kind.VIDEO, 7): 6e5}
    since = Studied(watched=seen, spent=spent, reached={(Kind.VIDEO, 7): 2})
    assert finished([again], since) == [Done(1, 10)]


def test_a_task_about_several_questions_is_done_when_each_was_answered() -> None:
    both = task(1, TaskKind.QUESTIONS, about=(Place(Kind.QUESTION, 0), Place(Kind.QUESTION, 3)))
    assert finished([both], Studied(answers(3))) == []
    assert finished([both], Studied(answers(4))) == [Done(1, 2)]


def by_hand(key: int, number: int = 20, system: str = "Renal") -> Ticked:
    return Ticked(key, system, number, by_hand=True)


def by_answers(number: int = 20, system: str = "Renal") -> Ticked:
    return Ticked(99, system, number, by_hand=False)


@pytest.mark.parametrize(
    ("ticked", "answers", "left"),
    [
        ([by_hand(1)], {}, {1: 20}),
        ([by_hand(1)], {"Renal": 20}, {1: 0}),
        ([by_hand(1)], {"Renal": 15}, {1: 5}),
        ([by_hand(1)], {"Renal": 42}, {1: 0}),
        ([by_hand(1)], {"Heart": 20}, {1: 20}),
        ([by_hand(1), by_answers()], {"Renal": 20}, {1: 20}),
        ([by_hand(1), by_answers()], {"Renal": 50}, {1: 0}),
        ([by_hand(1), by_answers(7)], {"Renal": 20}, {1: 7}),
        ([by_answers(30), by_hand(1)], {"Renal": 20}, {1: 20}),
        ([by_hand(1), by_hand(2)], {"Renal": 20}, {1: 0, 2: 20}),
        ([by_hand(1), by_hand(2)], {"Renal": 30}, {1: 0, 2: 10}),
    ],
)
def test_an_answer_stands_for_one_question_of_one_block_ticked_by_hand(
    ticked: list[Ticked], answers: dict[str, int], left: dict[int, int]
) -> None:
    assert unanswered(ticked, answers) == left
