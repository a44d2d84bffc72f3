"""Answers that are taken for each other make a pair; slips, numbers and sentences make none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.analytics.confusions import Confusion, Mistake, confusions

DAY = date(2026, 3, 17)


def mistakes(*pairs: tuple[str, str]) -> list[Mistake]:
    """Return (right, chosen) as mistakes at questions 1, 2 …, a day each, the latest first."""
    return [
        Mistake(number, right, chosen, DAY - timedelta(days=number - 1))
        for number, (right, chosen) in enumerate(pairs, start=1)
    ]


def test_both_directions_are_one_pair_said_in_the_more_frequent_one() -> None:
    found = confusions(
        mistakes(
            ("Gitelman syndrome", "Bartter syndrome"),
            ("Bartter syndrome", "Gitelman syndrome"),
            ("Bartter syndrome", "Gitelman syndrome"),
        )
    )
    assert found == [Confusion("Bartter syndrome", "Gitelman syndrome", 3, (1, 2, 3), DAY)]


def test_one_slip_is_no_confusion() -> None:
    assert not confusions(mistakes(("Measles", "Rubella"), ("Mumps", "Rubella")))


def test_the_same_question_missed_twice_is_named_once() -> None:
    twice = [Mistake(5, "Measles", "Rubella", DAY), Mistake(5, "Measles", "Rubella", DAY)]
    (pair,) = confusions(twice)
    assert (pair.times, pair.question_ids) == (2, (5,))


def test_case_articles_dashes_and_full_stops_make_no_other_answer() -> None:
    (pair,) = confusions(
        mistakes(
            ("The  Beta\N{NON-BREAKING HYPHEN}blocker.", "an ACE inhibitor"),
        )
        + mistakes(("beta-blocker", "ACE inhibitor."))
    )
    assert (pair.right, pair.chosen, pair.times) == (
        "The Beta\N{NON-BREAKING HYPHEN}blocker",
        "an ACE inhibitor",
        2,
    )


@pytest.mark.parametrize(
    ("right", "chosen"),
    [
        ("45%", "60%"),
        ("0.5 mg/dL", "1.5 mg/dL"),
        ("1 in 4", "1 in 2"),
        ("10-15 days", "3 weeks"),
        ("-2", "+2"),
        ("A", "C"),
        ("Increased preload", "Decreased preload"),
        ("\N{UPWARDS ARROW} calcium", "\N{DOWNWARDS ARROW} calcium"),
        ("Low", "High"),
        ("Normal", "Elevated TSH"),
        ("All of the above", "Measles"),
        ("Both A and B", "Measles"),
        ("None", "Measles"),
        ("Measles", "measles."),
        ("Measles", "A rash that began on the face, spread down the trunk and spared the palms"),
        ("Measles", "  "),
    ],
)
def test_what_is_no_name_makes_no_pair(right: str, chosen: str) -> None:
    assert not confusions(mistakes((right, chosen), (right, chosen), (chosen, right)))


@pytest.mark.parametrize(
    ("right", "chosen"),
    [
        ("Normal pressure hydrocephalus", "Alzheimer disease"),
        ("Vitamin B12", "Folate"),
        ("Low-molecular-weight heparin", "Warfarin"),
        ("C3", "C5a"),
        ("21-Hydroxylase deficiency", "11\N{GREEK SMALL LETTER BETA}-Hydroxylase deficiency"),
        ("46,XX", "45,X"),
        ("1,25-Dihydroxyvitamin D", "3rd pharyngeal arch"),
        ("Both-bone fracture", "Greenstick fracture"),
        ("Noneczematous dermatitis", "Eczema"),
    ],
)
def test_names_with_numbers_or_measures_in_them_do(right: str, chosen: str) -> None:
    (pair,) = confusions(mistakes((right, chosen), (chosen, right)))
    assert (pair.right, pair.chosen) == (right, chosen)


def test_the_most_frequent_pair_comes_first_and_of_equal_ones_the_latest() -> None:
    found = confusions(
        mistakes(
            ("Mumps", "Rubella"),
            ("Measles", "Roseola"),
            ("Measles", "Roseola"),
            ("Mumps", "Rubella"),
            ("Warfarin", "Heparin"),
            ("Heparin", "Warfarin"),
            ("Heparin", "Warfarin"),
        )
    )
    assert [(pair.right, pair.times) for pair in found] == [
        ("Heparin", 3),
        ("Mumps", 2),
        ("Measles", 2),
    ]
    assert found[1].last == DAY


@pytest.mark.parametrize(
    ("right", "chosen", "name"),
    [
        ("Bartter syndrome", "Gitelman syndrome", "Bartter or Gitelman syndrome"),
        ("Measles", "Rubella", "Measles or Rubella"),
        ("Type I RTA", "Type IV RTA", "Type I or Type IV RTA"),
        ("Syndrome", "Nephrotic syndrome", "Syndrome or Nephrotic syndrome"),
    ],
)
def test_a_pair_says_once_what_both_end_with(right: str, chosen: str, name: str) -> None:
    assert Confusion(right, chosen, 2, (1,), DAY).name == name


@given(st.lists(st.tuples(st.text(max_size=70), st.text(max_size=70)), max_size=12))
def test_any_texts_can_be_read(texts: list[tuple[str, str]]) -> None:
    for pair in confusions(mistakes(*texts, *texts)):
        assert pair.times >= 2
        assert pair.right
        assert pair.chosen


NAMES = ("Measles", "the measles", "Rubella", "rubella.", "Roseola", "Increased", "45 %")
SAME = {"the measles": "measles", "rubella.": "rubella"}


@given(
    st.lists(
        st.tuples(st.integers(1, 5), st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=40
    )
)
def test_pairs_are_what_counting_by_hand_finds(drawn: list[tuple[int, str, str]]) -> None:
    made = [
        Mistake(question, right, chosen, DAY - timedelta(days=place // 3))
        for place, (question, right, chosen) in enumerate(drawn)
    ]
    by_hand: dict[tuple[str, ...], list[Mistake]] = {}
    for one in made:
        pair = tuple(sorted({SAME.get(x, x.casefold()) for x in (one.right, one.chosen)}))
        if len(pair) == 2 and not {"increased", "45 %"} & set(pair):
            by_hand.setdefault(pair, []).append(one)
    wanted = {pair: alike for pair, alike in by_hand.items() if len(alike) >= 2}
    found = confusions(made)
    assert len(found) == len(wanted)
    for pair_found in found:
        names = (pair_found.right, pair_found.chosen)
        alike = wanted[tuple(sorted(SAME.get(x.casefold(), x.casefold()) for x in names))]
        assert pair_found.times == len(alike)
        assert {*pair_found.question_ids} == {mistake.question_id for mistake in alike}
        assert pair_found.last == max(mistake.day for mistake in alike)
    ranks = [(one.times, one.last) for one in found]
    assert ranks == sorted(ranks, reverse=True)
