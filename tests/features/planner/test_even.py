"""The old system's rule, by the tasks that it made."""

from __future__ import annotations

from datetime import date, timedelta

from ms2qbank_desktop.features.planner.even import over


def told(exam: str, minutes: int, *priorities: tuple[str, int]) -> list[tuple[int, str, int]]:
    start = date.fromisoformat(f"2026-{exam[:2]}-01")
    number = (date.fromisoformat(f"2026-{exam}") - start).days
    made = over([(start + timedelta(at), minutes) for at in range(number)], priorities)
    return [((one.day - start).days, one.subject, one.minutes) for one in made]


def test_the_subject_of_the_highest_priority_is_done_first_and_whole() -> None:
    assert told("01-06", 180, ("Cardiology", 3), ("Neurology", 1)) == [
        (0, "Cardiology", 180),
        (1, "Cardiology", 180),
        (2, "Cardiology", 180),
        (3, "Cardiology", 135),
        (3, "Neurology", 45),
        (4, "Neurology", 180),
    ]


def test_the_day_of_the_exam_is_not_planned() -> None:
    made = told("06-10", 240, ("Micro", 2), ("Biochem", 1))
    assert [subject for _, subject, _ in made] == ["Micro"] * 6 + ["Biochem"] * 3
    assert made[-1][0] == 8


def test_equal_priorities_keep_their_order() -> None:
    assert told("01-03", 60, ("A", 1), ("B", 1), ("C", 1)) == [
        (0, "A", 40),
        (0, "B", 20),
        (1, "B", 20),
        (1, "C", 40),
    ]


def test_halves_are_rounded_to_even() -> None:
    assert told("01-02", 5, ("A", 1), ("B", 1)) == [(0, "A", 2), (0, "B", 3)]


def test_a_subject_for_which_nothing_is_left_is_named() -> None:
    assert told("01-02", 1, ("A", 1), ("B", 1)) == [(0, "A", 1), (0, "B", 0)]


def test_a_higher_number_is_a_higher_priority() -> None:
    assert told("01-03", 60, ("low", 1), ("high", 5)) == [
        (0, "high", 60),
        (1, "high", 40),
        (1, "low", 20),
    ]
