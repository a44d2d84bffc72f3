"""Numbers and their changes in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.home.models import Figure
from ms2qbank_desktop.features.home.ui.progress_card import (
    Change,
    ProgressCard,
    count_change,
    points_change,
    seconds_change,
)
from tests.support.at_home import answer, bank

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.at_home import AtHome
    from tests.support.logbook import Logbook


@pytest.mark.parametrize(
    ("lately", "before", "change"),
    [
        (0.67, 0.62, Change("+5 points", gain=True)),
        (0.61, 0.62, Change("−1 point")),
        (0.62, 0.62, Change("no change")),
        (None, 0.62, Change("")),
    ],
)
def test_shares_change_by_points(lately: float | None, before: float, change: Change) -> None:
    assert points_change(Figure(0.64, 100, lately, before)) == change


def test_to_be_quicker_is_a_gain() -> None:
    assert seconds_change(Figure(78, 100, 71, 80)) == Change("−9 s", gain=True)
    assert seconds_change(Figure(78, 100, 80, 71)) == Change("+9 s")


def test_questions_done_only_grow() -> None:
    assert count_change(Figure(1_500, 2_000, 1_212, 0)) == Change("+1,212", gain=True)
    assert count_change(Figure(3, 2_000, 0, 0)) == Change("none")


def test_it_shows_what_is_known_and_leaves_out_what_is_not(seat: Callable[..., AtHome]) -> None:
    def fill(book: Logbook) -> None:
        some = bank(book)
        answer(book, some[:20], right=10, days_ago=40, seconds=80)
        answer(book, some[20:40], right=15, seconds=60)

    card = seat(fill).card(ProgressCard)
    assert card.isVisible()
    assert (card.done.value.text(), card.done.change.text()) == ("40", "+20")
    assert (card.right.value.text(), card.right.change.text()) == ("62 %", "+25 points")
    assert card.right.change.toolTip() == ("+25 points in 30 days: 75 % since then, 50 % before")
    assert card.right.change.property("ink") == "correct"
    assert (card.seconds.value.text(), card.seconds.change.text()) == ("70 s", "−20 s")
    assert not card.known.isVisible()


def test_it_hides_where_nothing_was_answered(at_home: AtHome) -> None:
    assert not at_home.card(ProgressCard).isVisible()
