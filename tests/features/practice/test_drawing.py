"""What is asked in place of a due question, and case series that stay together."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.features.practice.selection import with_series
from ms2qbank_desktop.features.questions.models import BankFilter
from tests.support.bank import Desk, open_desk
from tests.support.examinee import add_questions, question

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DUE = QuestionFilter(statuses=frozenset({Status.DUE}))


@pytest.fixture
def desk(data_dir: Path) -> Iterator[Desk]:
    """A profile without questions."""
    desk = open_desk(data_dir, 0)
    yield desk
    desk.context.close()


def fill(desk: Desk, *topics: str, system: str = "Renal") -> dict[str, int]:
    """Add a question for each topic; return their ids by "Q1", "Q2" …"""
    add_questions(
        desk,
        [question(at, topic=topic, system=system) for at, topic in enumerate(topics, 1)],
    )
    ids = desk.attempts.matching(desk.user_id, QuestionFilter())
    return {desk.bank.get(one).external_id: one for one in ids}


def block_of(desk: Desk, question_id: int) -> int:
    return desk.block(1, wanted=QuestionFilter(BankFilter(ids=frozenset({question_id}))))


def miss(desk: Desk, question_id: int) -> None:
    """Answer a question wrong, so that it is due a while later."""
    session = desk.session(block_of(desk, question_id))
    session.choose(0)
    session.end()


def due_block(desk: Desk, *, vary: bool = True) -> list[tuple[int, int | None]]:
    """Make a block of what is due; return (asked, in place of) of its items."""
    request = BlockRequest(DUE, Mode.TUTOR, 10, False, vary=vary)
    block_id = desk.practice.create_block(desk.user_id, request)
    items = desk.practice.block(desk.user_id, block_id).items
    return [(item.question_id, item.stands_for) for item in items]


def wait(desk: Desk, days: float = 30) -> None:
    desk.clock.pass_time(timedelta(days=days).total_seconds())


def test_an_unused_question_of_the_topic_is_asked_in_place_of_a_due_one(desk: Desk) -> None:
    ids = fill(desk, "Stones", "Stones", "Cysts")
    miss(desk, ids["Q1"])
    wait(desk)
    assert due_block(desk) == [(ids["Q2"], ids["Q1"])]


def test_without_the_wish_for_another_one_the_due_question_itself_is_asked(desk: Desk) -> None:
    ids = fill(desk, "Stones", "Stones")
    miss(desk, ids["Q1"])
    wait(desk)
    assert due_block(desk, vary=False) == [(ids["Q1"], None)]


def test_a_due_question_is_asked_itself_if_its_topic_has_no_other(desk: Desk) -> None:
    ids = fill(desk, "Stones", "Cysts", "")
    miss(desk, ids["Q1"])
    miss(desk, ids["Q3"])
    wait(desk)
    assert due_block(desk) == [(ids["Q1"], None), (ids["Q3"], None)]


def test_the_longest_unseen_one_is_taken_if_none_is_unused(desk: Desk) -> None:
    ids = fill(desk, "Stones", "Stones", "Stones")
    for name in ("Q3", "Q2"):
        session = desk.session(block_of(desk, ids[name]))
        session.choose(1)
        session.end()
        wait(desk, 1)
    miss(desk, ids["Q1"])
    wait(desk)
    assert due_block(desk) == [(ids["Q3"], ids["Q1"])]


def test_suspended_and_due_questions_stand_for_no_other(desk: Desk) -> None:
    ids = fill(desk, "Stones", "Stones", "Stones")
    miss(desk, ids["Q1"])
    miss(desk, ids["Q2"])
    desk.attempts.suspend(desk.user_id, [ids["Q3"]], suspended=True)
    wait(desk)
    assert due_block(desk) == [(ids["Q1"], None), (ids["Q2"], None)]


def test_one_question_stands_for_one_due_question_only(desk: Desk) -> None:
    ids = fill(desk, "Stones", "Stones", "Stones")
    miss(desk, ids["Q1"])
    miss(desk, ids["Q2"])
    wait(desk)
    assert due_block(desk) == [(ids["Q3"], ids["Q1"]), (ids["Q2"], None)]


def test_a_right_answer_to_the_other_question_lets_the_due_one_wait(desk: Desk) -> None:
    ids = fill(desk, "Stones", "Stones")
    miss(desk, ids["Q1"])
    wait(desk)
    request = BlockRequest(DUE, Mode.TUTOR, 10, vary=True)
    session = desk.session(desk.practice.create_block(desk.user_id, request))
    session.choose(1)
    session.submit()
    assert desk.attempts.matching(desk.user_id, DUE) == []
    assert desk.attempts.statuses(desk.user_id, list(ids.values())) == {
        ids["Q1"]: Status.INCORRECT,
        ids["Q2"]: Status.CORRECT,
    }


def series(desk: Desk, *cases: str) -> None:
    """Add questions in this order, each of a case ("": of none)."""
    of_case = {case: {"case": {"id": case, "vignette": f"Case {case}"}} for case in cases if case}
    add_questions(
        desk,
        [question(at) | of_case.get(case, {}) for at, case in enumerate(cases, 1)],
    )


@pytest.mark.parametrize("seed", range(8))
def test_a_series_stays_together_and_in_order_whatever_is_drawn(desk: Desk, seed: int) -> None:
    series(desk, "", "x", "x", "x", "", "", "", "", "")
    request = BlockRequest(QuestionFilter(), Mode.TUTOR, 5, shuffle_questions=True)
    block = desk.practice.block(
        desk.user_id, desk.practice.create_block(desk.user_id, request, seed)
    )
    assert len(block.items) == 5
    names = [desk.bank.get(item.question_id).external_id for item in block.items]
    assert len(set(names)) == 5
    if {"Q2", "Q3", "Q4"} & set(names):
        at = names.index("Q2")
        assert names[at : at + 3] == ["Q2", "Q3", "Q4"]
        assert [item.part for item in block.items[at : at + 3]] == [(1, 3), (2, 3), (3, 3)]
    assert {item.part for item in block.items} - {None, (1, 3), (2, 3), (3, 3)} == set()


def test_the_last_questions_of_no_series_give_way() -> None:
    assert with_series([1, 2, 3, 9], {3: (3, 4, 5)}) == [1, 3, 4, 5]


def test_a_member_brings_the_members_before_it() -> None:
    assert with_series([5, 1, 2], {5: (4, 5)}) == [4, 5, 1]


def test_two_series_too_long_for_the_block_are_cut_at_its_end() -> None:
    assert with_series([1, 5], {1: (1, 2), 5: (5, 6)}) == [1, 2]
    assert with_series([1, 5, 9], {1: (1, 2), 5: (5, 6)}) == [1, 2, 5]


def test_a_series_longer_than_the_block_is_asked_from_its_beginning() -> None:
    assert with_series([3, 1], {1: (1, 2, 3), 3: (1, 2, 3)}) == [1, 2]


def test_without_series_the_draw_stays_as_it_is() -> None:
    assert with_series([3, 1, 2], {}) == [3, 1, 2]
