"""Tasks that are done by what was studied."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.planner.models import Task, TaskKind
from ms2qbank_desktop.features.planner.ticking import Answer, Studied, Ticked, finished, unanswered

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
    assert finished([block], Studied(answers(5, 9))) == [(1, 5)]


def test_an_answer_counts_for_one_block_only() -> None:
    blocks = [task(at, TaskKind.QUESTIONS, number=5, system="Renal") for at in (1, 2)]
    assert finished(blocks, Studied(answers(9))) == [(1, 5)]
    assert finished(blocks, Studied(answers(10))) == [(1, 5), (2, 5)]


def test_a_block_that_is_ticked_has_used_its_answers() -> None:
    ticked = task(1, TaskKind.QUESTIONS, number=5, system="Renal", done_at=NOW)
    block = task(2, TaskKind.QUESTIONS, number=5, system="Renal")
    assert finished([block, ticked], Studied(answers(9))) == []
    assert finished([block, ticked], Studied(answers(10))) == [(2, 5)]


def test_a_mixed_block_takes_what_the_others_leave() -> None:
    mixed = task(1, TaskKind.QUESTIONS, number=6)
    block = task(2, TaskKind.QUESTIONS, number=5, system="Renal")
    assert finished([mixed, block], Studied(answers(5, 5))) == [(2, 5)]
    assert finished([mixed, block], Studied(answers(5, 6))) == [(2, 5), (1, 6)]


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
    assert finished([task(1, TaskKind.CARDS, number=30)], studied) == [(1, spent)]


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
    part = task(1, TaskKind.VIDEO, about=(Place(Kind.VIDEO, 7),), until=600_000)
    assert finished([part], Studied(watched=watched)) == ([(1, None)] if done else [])


def test_an_article_is_done_when_it_was_read() -> None:
    article = task(1, TaskKind.ARTICLE, about=(Place(Kind.ARTICLE, 3),))
    assert finished([article], Studied(read={3: 0.9})) == []
    assert finished([article], Studied(read={3: 0.95})) == [(1, None)]


def test_a_retest_is_done_by_answering_its_question() -> None:
    retest = task(1, TaskKind.RETEST, about=(Place(Kind.QUESTION, 3),))
    assert finished([retest], Studied(answers(3))) == []
    assert finished([retest], Studied(answers(4))) == [(1, None)]


def test_what_the_user_alone_can_tell_stays_open() -> None:
    assert finished([task(1, TaskKind.OTHER)], Studied(answers(50), 50, 50)) == []


def by_hand(key: int, day: int, number: int = 20, system: str = "Renal") -> Ticked:
    return Ticked(key, DAY + timedelta(day), system, number, by_hand=True)


def by_answers(day: int, number: int = 20, system: str = "Renal") -> Ticked:
    return Ticked(99, DAY + timedelta(day), system, number, by_hand=False)


def on(day: int, number: int, system: str = "Renal") -> dict[tuple[date, str], int]:
    return {(DAY + timedelta(day), system): number}


@pytest.mark.parametrize(
    ("ticked", "answers", "left"),
    [
        ([by_hand(1, 0)], {}, {1: 20}),
        ([by_hand(1, 0)], on(0, 20), {1: 0}),
        ([by_hand(1, 0)], on(0, 15), {1: 5}),
        ([by_hand(1, 0)], on(3, 12) | on(5, 30), {1: 0}),
        ([by_hand(1, 1)], on(0, 20), {1: 20}),
        ([by_hand(1, 0)], on(0, 20, "Heart"), {1: 20}),
        ([by_hand(1, 0), by_answers(1)], on(1, 20), {1: 20}),
        ([by_hand(1, 0), by_answers(1)], on(1, 50), {1: 0}),
        ([by_hand(1, 0), by_answers(1)], on(2, 20), {1: 0}),
        ([by_hand(1, 0), by_hand(2, 2)], on(1, 20), {1: 0, 2: 20}),
        ([by_hand(1, 0), by_hand(2, 2)], on(2, 20), {1: 20, 2: 0}),
    ],
)
def test_an_answer_stands_for_one_question_of_one_block_ticked_by_hand(
    ticked: list[Ticked], answers: dict[tuple[date, str], int], left: dict[int, int]
) -> None:
    assert unanswered(ticked, answers) == left
