"""Numbers and differences in words."""

from __future__ import annotations

import random

import pytest

from ms2qbank_desktop.features.analytics.ui import wording


def test_few_answers_are_called_few() -> None:
    assert wording.number_note(4) == "4, few"
    assert wording.number_note(9, "attempts") == "9 attempts, few"
    assert wording.number_note(1204) == "1,204"


def test_a_difference_is_said_in_points_with_its_range() -> None:
    found = wording.difference((30, 40), (20, 40))
    assert wording.difference_words(found) == "+25 points (+4 to +43)"
    assert wording.difference_words(wording.difference((3, 4), (0, 0))) == "nothing to compare with"
    assert wording.points(-0.031) == "−3"
    assert wording.points(0.001) == "0"


def test_newcombes_example_is_met() -> None:
    """Newcombe 1998, Stat. Med. 17:873, table II, case (a), method 10: 56/70 − 48/80."""
    found = wording.difference((56, 70), (48, 80))
    assert found == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


def test_the_range_of_a_difference_holds_the_truth_19_times_of_20() -> None:
    chance = random.Random(5)
    held, rounds = 0, 2_000
    for _ in range(rounds):
        one, two = chance.uniform(0.3, 0.9), chance.uniform(0.3, 0.9)
        right = [sum(chance.random() < share for _ in range(40)) for share in (one, two)]
        found = wording.difference((right[0], 40), (right[1], 40))
        assert found is not None
        held += found[1] <= one - two <= found[2]
    assert 0.93 <= held / rounds <= 0.975


def test_signs_and_dashes() -> None:
    assert wording.signed(-3, lambda value: f"{value:.0f} s") == "−3 s"
    assert wording.signed(3, lambda value: f"{value:.0f} s") == "+3 s"
    assert wording.percent_or_dash(None) == "–"
    assert wording.seconds_words(61.6) == "62 s"
    assert wording.mode_words("tutor") == "Tutor"


def test_a_number_stays_with_its_sign() -> None:
    assert wording.kept_together("54 % right") == "54\N{NO-BREAK SPACE}% right"
