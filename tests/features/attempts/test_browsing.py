from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.attempts.models import BankOrder, QuestionFilter, SortKey, Status
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.features.questions.models import BankFilter, ImportRequest
from tests.support.bank import SUBJECTS, SYSTEMS, Desk

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def answered(desk: Desk) -> Desk:
    """Of twelve questions the first five are tried: right, wrong, omitted, right, wrong; the
    second one is wrong once more."""
    for block in (["B", "A", "", "B", "A"], ["", "A"]):
        session = desk.session(desk.block(len(block)))
        for position, letter in enumerate(block):
            session.go(position)
            desk.clock.pass_time(30)
            if letter:
                session.choose("ABCDE".index(letter))
        session.end()
        desk.clock.pass_time(3600)
    return desk


def browse(desk: Desk, order: BankOrder | None = None, **bank: object) -> list[int]:
    wanted = QuestionFilter(BankFilter(**bank))  # type: ignore[arg-type]
    return desk.attempts.browse(desk.user_id, wanted, order)


def numbers(desk: Desk, ids: list[int]) -> list[int]:
    return [row.number for row in desk.attempts.browse_rows(desk.user_id, ids)]


def test_the_bank_is_browsed_in_the_order_of_its_files(desk: Desk) -> None:
    assert numbers(desk, browse(desk)) == list(range(1, 13))
    assert numbers(desk, browse(desk, BankOrder(descending=True))) == list(range(12, 0, -1))


def test_a_row_says_what_is_known_of_a_question(answered: Desk) -> None:
    ids = browse(answered)
    answered.attempts.mark(answered.user_id, [ids[1]], marked=True)
    first, second, *_, last = answered.attempts.browse_rows(answered.user_id, ids)
    assert first.stem == "Stem 1: which of these is right?"
    assert (first.pack, first.system, first.subject) == ("Small bank", SYSTEMS[0], SUBJECTS[0])
    assert first.difficulty == 1
    assert (second.status, second.marked) == (Status.INCORRECT, True)
    assert (second.seen, second.correct) == (2, 0)
    assert second.last_at is not None
    assert first.last_at is not None
    assert (last.status, last.marked, last.seen, last.last_at) == (Status.UNUSED, False, 0, None)


def test_the_latest_attempt_decides_the_status_that_is_asked_for(answered: Desk) -> None:
    def asked(*statuses: Status) -> list[int]:
        wanted = QuestionFilter(statuses=frozenset(statuses))
        return numbers(answered, answered.attempts.browse(answered.user_id, wanted))

    assert asked(Status.CORRECT) == [4]
    assert asked(Status.INCORRECT) == [2, 5]
    assert asked(Status.OMITTED) == [1, 3]
    assert asked(Status.UNUSED) == list(range(6, 13))
    answered.attempts.mark(answered.user_id, [browse(answered)[7]], marked=True)
    assert asked(Status.MARKED, Status.CORRECT) == [4, 8]


@pytest.mark.parametrize(
    ("key", "up"),
    [
        (SortKey.QUESTION, [10, 11, 12, 1, 2]),
        (SortKey.SYSTEM, [1, 4, 7, 10, 2]),
        (SortKey.SUBJECT, [1, 3, 5, 7, 9]),
        (SortKey.DIFFICULTY, [1, 6, 11, 2, 7]),
        (SortKey.STATUS, [6, 7, 8, 9, 10]),
        (SortKey.SEEN, [6, 7, 8, 9, 10]),
        (SortKey.CORRECT, [2, 3, 5, 1, 4]),
        (SortKey.LAST, [3, 4, 5, 1, 2]),
        (SortKey.PACK, [1, 2, 3, 4, 5]),
        (SortKey.TOPIC, [1, 2, 3, 4, 5]),
    ],
)
def test_each_column_sorts_and_equal_ones_keep_the_order_of_the_bank(
    answered: Desk, key: SortKey, up: list[int]
) -> None:
    assert numbers(answered, browse(answered, BankOrder(key)))[:5] == up


def test_what_has_no_value_stands_last_upwards_and_downwards(answered: Desk) -> None:
    for descending in (False, True):
        found = numbers(answered, browse(answered, BankOrder(SortKey.LAST, descending=descending)))
        assert found[5:] == list(range(6, 13))
    down = numbers(answered, browse(answered, BankOrder(SortKey.LAST, descending=True)))
    assert down[:2] == [1, 2]


def test_ids_and_names_narrow_the_bank(desk: Desk) -> None:
    ids = browse(desk)
    assert browse(desk, ids=frozenset({ids[4], ids[2]})) == [ids[2], ids[4]]
    assert numbers(desk, browse(desk, names=frozenset({"Q3", str(ids[8])}))) == [3, 9]
    assert browse(desk, names=frozenset({"Q99"})) == []


def test_a_block_can_be_made_of_exactly_the_questions_wanted(desk: Desk) -> None:
    ids = browse(desk)
    wanted = QuestionFilter(BankFilter(ids=frozenset({ids[9], ids[1]})))
    block = desk.practice.create_block(desk.user_id, BlockRequest(wanted, Mode.TUTOR, 2))
    items = desk.practice.block(desk.user_id, block).items
    assert {item.question_id for item in items} == {ids[9], ids[1]}


def test_the_questions_of_a_series_are_told_apart_by_their_own_stems(
    desk: Desk, tmp_path: Path
) -> None:
    series = [
        {
            "id": f"S{number}",
            "stem": f"Question {number} of the series?",
            "choices": [{"text": "a", "correct": True}, {"text": "b"}],
            "case": {"id": "K", "vignette": "A man comes to the physician."},
        }
        for number in (1, 2)
    ]
    file = tmp_path / "series.json"
    pack = {"title": "Series"}
    whole = {"format": "ms2qbank-questions", "version": 1, "pack": pack, "questions": series}
    file.write_text(json.dumps(whole), encoding="utf-8")
    report = desk.bank.import_files(ImportRequest((file,)), Silent())
    assert report.added == 2, report.problems
    found = browse(desk, names=frozenset({"S1", "S2"}))
    stems = [row.stem for row in desk.attempts.browse_rows(desk.user_id, found)]
    assert stems == ["Question 1 of the series?", "Question 2 of the series?"]


def test_marks_are_set_in_bulk_and_told_apart_from_those_there_were(desk: Desk) -> None:
    ids = browse(desk)
    desk.attempts.mark(desk.user_id, [ids[1]], marked=True)
    changed = desk.attempts.mark(desk.user_id, ids[:3], marked=True)
    assert changed == [ids[0], ids[2]]
    assert desk.attempts.marked(desk.user_id, ids) == set(ids[:3])
    desk.attempts.mark(desk.user_id, changed, marked=False)
    assert desk.attempts.marked(desk.user_id, ids) == {ids[1]}
    assert desk.attempts.mark(desk.user_id, ids[1:2], marked=True) == []


def test_the_vocabulary_has_the_names_that_the_bank_uses(desk: Desk) -> None:
    vocabulary = desk.attempts.vocabulary(desk.user_id)
    assert vocabulary.systems == tuple(sorted(SYSTEMS))
    assert vocabulary.subjects == tuple(sorted(SUBJECTS))
    assert [title for _, title in vocabulary.packs] == ["Small bank"]
    desk.bank.remove_pack(vocabulary.packs[0][0])
    assert desk.attempts.vocabulary(desk.user_id).systems == ()
    assert desk.attempts.vocabulary(desk.user_id).packs == ()


def test_past_attempts_come_newest_first(answered: Desk) -> None:
    first = browse(answered)[0]
    past = answered.attempts.past_attempts(answered.user_id, first)
    assert [(one.given, one.status) for one in past] == [
        ("", Status.OMITTED),
        ("B", Status.CORRECT),
    ]
    assert past[1].time_ms == 30_000
    assert past[0].at > past[1].at
