"""The moments of a day as sittings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ms2qbank_desktop.features.planner.sittings import Moment, sittings, unbroken
from ms2qbank_desktop.features.planner.study_models import Activity

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def answer(minute: float, seconds: float = 60, title: str = "Renal", **more: bool) -> Moment:
    return Moment(Activity.QUESTIONS, NINE + timedelta(minutes=minute), seconds, title, **more)


def test_answers_one_after_the_other_are_one_sitting() -> None:
    (one,) = sittings([answer(1, right=True), answer(3, right=False), answer(9, right=True)])
    assert (one.began, one.ended) == (NINE, NINE + timedelta(minutes=9))
    assert (one.number, one.right, one.seconds, one.title) == (3, 2, 180, "Renal")


def test_a_long_pause_ends_a_sitting() -> None:
    found = sittings([answer(1), answer(30)])
    assert [one.number for one in found] == [1, 1]
    assert found[1].began == NINE + timedelta(minutes=29)


def test_a_pause_is_counted_to_where_the_next_answer_began() -> None:
    (one,) = sittings([answer(1), answer(14, seconds=300)])
    assert one.number == 2


def test_answers_written_together_began_before_all_of_them() -> None:
    (one,) = sittings([answer(40, seconds=90) for _ in range(20)])
    assert one.began == NINE + timedelta(minutes=10)
    assert one.seconds == 1800


def test_a_sitting_over_several_systems_names_none() -> None:
    (one,) = sittings([answer(1, title="Renal"), answer(2, title="Cardiovascular")])
    assert one.title == ""


def test_two_lectures_are_two_sittings_though_they_were_watched_in_turn() -> None:
    moments = [
        Moment(Activity.VIDEO, NINE + timedelta(minutes=at), 60, f"Lecture {at % 2}", at % 2)
        for at in range(1, 5)
    ]
    found = sittings(moments)
    assert sorted((one.title, one.seconds, one.number) for one in found) == [
        ("Lecture 0", 120, 0),
        ("Lecture 1", 120, 0),
    ]


def test_sittings_come_in_the_order_in_which_they_began() -> None:
    cards = Moment(Activity.CARDS, NINE + timedelta(minutes=50), 10)
    found = sittings([cards, answer(2), answer(45)])
    assert [one.activity.value for one in found] == ["questions", "questions", "cards"]
    assert sittings([]) == []


def test_study_is_unbroken_since_the_last_pause_of_more_than_ten_minutes() -> None:
    found = sittings([answer(1), answer(30), answer(38), answer(47)])
    at = NINE + timedelta(minutes=50)
    assert unbroken(found, at) == NINE + timedelta(minutes=29)
    assert unbroken(found, at + timedelta(minutes=10)) is None
    assert unbroken([], at) is None


def test_a_lecture_beside_questions_makes_no_break() -> None:
    lecture = Moment(Activity.VIDEO, NINE + timedelta(minutes=40), 2400)
    found = sittings([answer(45), lecture])
    assert unbroken(found, NINE + timedelta(minutes=46)) == NINE
