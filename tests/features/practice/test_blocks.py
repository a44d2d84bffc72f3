from dataclasses import replace

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
from ms2qbank_desktop.features.attempts.selection import count
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode, Rules, Spent
from ms2qbank_desktop.features.questions.models import BankFilter
from tests.support.bank import RIGHT, Desk

RENAL = QuestionFilter(BankFilter(systems=frozenset({"Renal"})))


def answer(desk: Desk, block_id: int, given: str) -> None:
    """Answer the items of a block in order with the letters of ``given`` ("-": leave open)."""
    session = desk.session(block_id)
    for position, letter in enumerate(given):
        session.go(position)
        desk.clock.pass_time(10)
        if letter != "-":
            session.choose("ABCDE".index(letter))
    session.end()


def test_a_block_has_the_questions_that_were_asked_for(desk: Desk) -> None:
    block = desk.practice.block(desk.user_id, desk.block(3, wanted=RENAL))
    found = desk.bank.get_many([item.question_id for item in block.items])
    assert [question.system for question in found] == ["Renal"] * 3


def test_a_timed_block_has_90_seconds_an_item_and_a_tutor_block_no_limit(desk: Desk) -> None:
    assert desk.practice.block(desk.user_id, desk.block(4)).limit_ms == 4 * 90_000
    assert desk.practice.block(desk.user_id, desk.block(4, Mode.TUTOR)).limit_ms is None


def custom(desk: Desk, seconds: int | None = None, factor: float = 1.0, **rules: bool) -> int:
    """Make a custom block of four."""
    own = Rules(rules.get("reveals", False), rules.get("pausable", False), seconds)
    request = BlockRequest(QuestionFilter(), Mode.CUSTOM, 4, custom=own, time_factor=factor)
    return desk.practice.create_block(desk.user_id, request)


def test_tutor_blocks_reveal_and_pause_and_timed_ones_do_neither(desk: Desk) -> None:
    tutor = desk.practice.block(desk.user_id, desk.block(2, Mode.TUTOR))
    timed = desk.practice.block(desk.user_id, desk.block(2, Mode.TIMED))
    assert (tutor.reveals, tutor.pausable) == (True, True)
    assert (timed.reveals, timed.pausable) == (False, False)


def test_a_custom_block_has_each_rule_by_itself(desk: Desk) -> None:
    block = desk.practice.block(desk.user_id, custom(desk, 60, pausable=True))
    assert (block.reveals, block.pausable, block.limit_ms) == (False, True, 4 * 60_000)
    block = desk.practice.block(desk.user_id, custom(desk, reveals=True))
    assert (block.reveals, block.pausable, block.limit_ms) == (True, False, None)


def test_more_time_counts_where_there_is_a_limit_and_is_told(desk: Desk) -> None:
    timed = desk.practice.block(desk.user_id, custom(desk, 80, 1.5))
    assert (timed.limit_ms, timed.time_factor) == (4 * 120_000, 1.5)
    endless = desk.practice.block(desk.user_id, custom(desk, None, 1.5))
    assert (endless.limit_ms, endless.time_factor) == (None, 1.0)
    assert [line.time_factor for line in desk.practice.blocks(desk.user_id)] == [1.0, 1.5]


@pytest.mark.parametrize("seconds", [9, 601])
def test_a_time_for_an_item_that_nobody_can_mean_is_refused(desk: Desk, seconds: int) -> None:
    with pytest.raises(UserFault, match="10 to 600 seconds"):
        custom(desk, seconds)


def test_a_time_factor_that_is_not_offered_is_refused(desk: Desk) -> None:
    with pytest.raises(UserFault, match="The time can be"):
        custom(desk, 60, 3.0)


def test_a_block_takes_what_there_is_when_fewer_match(desk: Desk) -> None:
    assert len(desk.practice.block(desk.user_id, desk.block(40, wanted=RENAL)).items) == 4


@pytest.mark.parametrize("size", [0, -1, 201])
def test_a_size_outside_1_to_200_is_refused(desk: Desk, size: int) -> None:
    with pytest.raises(UserFault, match="1 to 200") as caught:
        desk.block(size)
    assert caught.value.field == "size"


def test_a_filter_that_leaves_nothing_is_refused_and_makes_no_block(desk: Desk) -> None:
    nothing = QuestionFilter(statuses=frozenset({Status.MARKED}))
    with pytest.raises(UserFault, match="No question matches"):
        desk.block(5, wanted=nothing)
    assert desk.practice.blocks(desk.user_id) == []


def test_a_block_of_somebody_else_is_unknown(desk: Desk) -> None:
    block_id = desk.block(3)
    with pytest.raises(UserFault, match="no block"):
        desk.practice.block(desk.user_id + 1, block_id)


def test_blocks_are_numbered_and_listed_newest_first(desk: Desk) -> None:
    for size in (2, 3, 4):
        desk.block(size)
    lines = desk.practice.blocks(desk.user_id)
    assert [(line.number, line.size) for line in lines] == [(3, 4), (2, 3), (1, 2)]


def test_a_removed_block_can_be_put_back_and_its_number_is_not_used_again(desk: Desk) -> None:
    block_id = desk.block(2)
    desk.practice.remove_block(desk.user_id, block_id)
    desk.block(2)
    assert [line.number for line in desk.practice.blocks(desk.user_id)] == [2]
    desk.practice.remove_block(desk.user_id, block_id, removed=False)
    assert [line.number for line in desk.practice.blocks(desk.user_id)] == [2, 1]


def test_a_block_that_was_left_is_found_by_its_task_until_it_ends(desk: Desk) -> None:
    request = BlockRequest(QuestionFilter(), Mode.TIMED, 5, False, False)
    desk.practice.create_block(desk.user_id, request)
    assert desk.practice.left_open(desk.user_id, 7) is None
    block_id = desk.practice.create_block(desk.user_id, replace(request, for_task=7))
    assert desk.practice.left_open(desk.user_id, 7) == block_id
    assert desk.practice.left_open(desk.user_id, 8) is None
    assert desk.practice.left_open(desk.user_id + 1, 7) is None
    desk.practice.remove_block(desk.user_id, block_id)
    assert desk.practice.left_open(desk.user_id, 7) is None
    desk.practice.remove_block(desk.user_id, block_id, removed=False)
    desk.practice.end_block(desk.user_id, block_id, Spent(0, 0))
    assert desk.practice.left_open(desk.user_id, 7) is None


def test_a_block_of_the_day_before_is_not_gone_on_with(desk: Desk) -> None:
    request = BlockRequest(QuestionFilter(), Mode.TIMED, 5, False, False, for_task=7)
    desk.practice.create_block(desk.user_id, request)
    desk.clock.pass_time(24 * 3600)
    assert desk.practice.left_open(desk.user_id, 7) is None


def test_a_block_like_the_last_is_for_no_task(desk: Desk) -> None:
    request = BlockRequest(QuestionFilter(), Mode.TIMED, 5, False, False)
    desk.practice.create_block(desk.user_id, replace(request, for_task=7))
    assert desk.practice.last_request(desk.user_id) == request


def test_the_result_equals_the_answers_given(desk: Desk) -> None:
    block_id = desk.block(5)
    answer(desk, block_id, f"{RIGHT}A-{RIGHT}{RIGHT}")
    result = desk.practice.result(desk.user_id, block_id)
    assert [item.given for item in result.items] == ["B", "A", "", "B", "B"]
    assert (result.block.correct, result.block.incorrect, result.block.omitted) == (3, 1, 1)
    assert [item.status for item in result.items] == [
        Status.CORRECT,
        Status.INCORRECT,
        Status.OMITTED,
        Status.CORRECT,
        Status.CORRECT,
    ]
    assert result.percent == pytest.approx(60)
    assert [item.time_ms for item in result.items] == [10_000] * 5
    assert sum(tally.total for tally in result.by_system) == 5
    assert result.items[0].stem == "Stem 1: which of these is right?"


def test_the_log_has_all_that_the_old_one_had(desk: Desk) -> None:
    from sqlalchemy import text

    block_id = desk.block(2)
    answer(desk, block_id, "BA")
    with desk.context.store.read() as session:
        rows = session.execute(
            text(
                "SELECT subject, system, difficulty, answer_given, correct_answer, correct, "
                "omitted, marked, time_ms, mode FROM attempts ORDER BY position"
            )
        ).all()
    assert [tuple(row) for row in rows] == [
        ("Pathology", "Cardiovascular", 1, "B", "B", 1, 0, 0, 10_000, "timed"),
        ("Physiology", "Renal", 2, "A", "B", 0, 0, 0, 10_000, "timed"),
    ]


def test_the_result_of_an_open_block_is_refused(desk: Desk) -> None:
    with pytest.raises(UserFault, match="not ended"):
        desk.practice.result(desk.user_id, desk.block(2))


def test_ending_twice_logs_each_item_once(desk: Desk) -> None:
    block_id = desk.block(3)
    answer(desk, block_id, "BBB")
    desk.practice.end_block(desk.user_id, block_id, Spent(0, 0))
    assert len(desk.practice.result(desk.user_id, block_id).items) == 3


def test_an_ended_block_takes_no_more_answers(desk: Desk) -> None:
    block_id = desk.block(3)
    answer(desk, block_id, "BBB")
    with pytest.raises(UserFault, match="has ended"):
        desk.practice.choose(desk.user_id, block_id, frozenset({0}), Spent(0, 0))


def test_changes_of_answer_are_logged_in_order(desk: Desk) -> None:
    block_id = desk.block(1)
    session = desk.session(block_id)
    for place in (0, 1, 1, 3):
        desk.clock.pass_time(1)
        session.choose(place)
    session.end()
    (item,) = desk.practice.result(desk.user_id, block_id).items
    assert item.changes == (("A", "B"), ("B", "D"))


def test_the_latest_attempt_decides_the_status(desk: Desk) -> None:
    for given, status in (("A", Status.INCORRECT), ("B", Status.CORRECT), ("-", Status.OMITTED)):
        block_id = desk.block(1)
        answer(desk, block_id, given)
        (item,) = desk.practice.result(desk.user_id, block_id).items
        assert desk.attempts.statuses(desk.user_id, [item.question_id]) == {
            item.question_id: status
        }


def test_statuses_filter_as_a_union_and_marks_are_independent(desk: Desk) -> None:
    block_id = desk.block(4)
    answer(desk, block_id, "BA--")
    ids = [item.question_id for item in desk.practice.block(desk.user_id, block_id).items]
    desk.attempts.mark(desk.user_id, [ids[0]], marked=True)

    def found(*statuses: Status) -> list[int]:
        wanted = QuestionFilter(statuses=frozenset(statuses))
        return desk.attempts.matching(desk.user_id, wanted)

    assert found(Status.CORRECT) == ids[:1] == found(Status.MARKED)
    assert found(Status.INCORRECT, Status.OMITTED) == ids[1:]
    assert found(Status.MARKED, Status.INCORRECT) == ids[:2]
    assert len(found(Status.UNUSED)) == 8
    desk.attempts.mark(desk.user_id, [ids[0]], marked=False)
    assert found(Status.MARKED) == []


def test_the_counts_equal_what_the_filter_finds(desk: Desk) -> None:
    answer(desk, desk.block(6), "BA-BA-")
    cube = desk.attempts.cube(desk.user_id, BankFilter())
    for status in (Status.UNUSED, Status.CORRECT, Status.INCORRECT, Status.OMITTED):
        wanted = QuestionFilter(RENAL.bank, frozenset({status}))
        assert count(cube, wanted).total == len(desk.attempts.matching(desk.user_id, wanted))


def test_a_text_narrows_cube_and_choice_alike(desk: Desk) -> None:
    bank = BankFilter(text='"stem 7"')
    cube = desk.attempts.cube(desk.user_id, bank)
    assert count(cube, QuestionFilter()).total == 1
    assert len(desk.attempts.matching(desk.user_id, QuestionFilter(bank))) == 1


def test_states_that_went_astray_are_rebuilt_from_the_log(desk: Desk) -> None:
    from sqlalchemy import text

    answer(desk, desk.block(4), "BA-B")
    assert desk.attempts.mend_states() == []
    with desk.context.store.write() as session:
        session.execute(text("UPDATE question_states SET status = 'correct', attempts = 9"))
    assert desk.attempts.mend_states() == ["the status of 4 questions, from the log of attempts"]
    found = desk.attempts.matching(
        desk.user_id, QuestionFilter(statuses=frozenset({Status.CORRECT}))
    )
    assert len(found) == 2
