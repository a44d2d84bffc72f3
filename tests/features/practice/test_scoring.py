import pytest

from ms2qbank_desktop.core.statistics import wilson_interval
from ms2qbank_desktop.features.attempts.models import Status, letters, places, verdict


@pytest.mark.parametrize(
    ("given", "right", "status"),
    [
        ("B", "B", Status.CORRECT),
        ("A", "B", Status.INCORRECT),
        ("", "B", Status.OMITTED),
        ("AC", "AC", Status.CORRECT),
        ("A", "AC", Status.INCORRECT),
        ("ABC", "AC", Status.INCORRECT),
    ],
)
def test_an_answer_is_right_only_when_it_is_all_of_the_key(
    given: str, right: str, status: Status
) -> None:
    assert verdict(given, right) is status


def test_letters_and_places_are_each_others_inverse() -> None:
    assert letters(frozenset({3, 0})) == "AD"
    assert places("AD") == frozenset({0, 3})
    assert letters(frozenset()) == ""


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [(14, 20, 0.481, 0.855), (3, 4, 0.301, 0.954), (0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0)],
)
def test_the_wilson_interval_has_its_known_values(
    right: int, total: int, low: float, high: float
) -> None:
    assert wilson_interval(right, total) == pytest.approx((low, high), abs=0.001)


def test_of_no_answers_nothing_is_known() -> None:
    assert wilson_interval(0, 0) == (0.0, 1.0)
