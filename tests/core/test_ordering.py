"""The order of titles."""

from __future__ import annotations

from ms2qbank_desktop.core.ordering import natural

TITLES = ["2024", "lecture 2", "Lecture 2b", "Lecture 10", "Ménière", "Meninges", "Zinc", ""]


def test_titles_stand_as_people_count_and_spell() -> None:
    assert sorted([*TITLES[4:], *TITLES[:4]], key=natural) == TITLES


def test_a_number_too_long_to_be_one_is_sorted_all_the_same() -> None:
    long = "9" * 5_000
    assert sorted([f"Lecture {long}", "Lecture 3"], key=natural) == ["Lecture 3", f"Lecture {long}"]
