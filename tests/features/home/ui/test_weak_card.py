"""Weak systems and the test of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ms2qbank_desktop.features.attempts.models import Status
from ms2qbank_desktop.features.home.ui.weak_card import WeakCard
from ms2qbank_desktop.features.practice.models import BlockRequest
from ms2qbank_desktop.ui.theme import px
from tests.support.at_home import answer, bank

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.at_home import AtHome
    from tests.support.logbook import Logbook

NAMES = ("Renal", "Cardiovascular", "Human Development", "Gastrointestinal")


def fill(book: Logbook) -> None:
    some = bank(book, 100, NAMES)
    for name, right in zip(NAMES, (12, 12, 2, 19), strict=True):
        answer(book, [one for one in some if one.system == name][:20], right=right)


def test_rows_come_by_gain_with_their_ranges(seat: Callable[..., AtHome]) -> None:
    card = seat(fill).card(WeakCard)
    assert card.isVisible()
    plot = card.chart.plot
    assert plot is not None
    assert plot.places == ("Respiratory & Renal", "Cardiovascular", "Human Development")
    assert plot.said(0) == "Respiratory & Renal: 60 % (39 % to 78 %), 13 % of exam"


def test_the_button_describes_a_test_of_what_was_not_seen_or_got_wrong(
    seat: Callable[..., AtHome],
) -> None:
    at_home = seat(fill)
    at_home.note_requests("prepare-block")
    card = at_home.card(WeakCard)
    card.test.click()
    ((_, request),) = at_home.requests
    assert isinstance(request, BlockRequest)
    assert request.wanted.bank.systems == frozenset(NAMES[:3])
    assert request.wanted.statuses == frozenset({Status.UNUSED, Status.INCORRECT})


def test_enter_on_a_row_describes_a_test_of_that_system(seat: Callable[..., AtHome]) -> None:
    at_home = seat(fill)
    at_home.note_requests("prepare-block")
    card = at_home.card(WeakCard)
    card.chart.setFocus(Qt.FocusReason.TabFocusReason)
    at_home.press("Down", "Return")
    ((_, request),) = at_home.requests
    assert request.wanted.bank.systems == frozenset({"Cardiovascular"})


def test_the_test_is_described_on_the_page_that_makes_blocks(seat: Callable[..., AtHome]) -> None:
    at_home = seat(fill)
    at_home.card(WeakCard).test.click()
    at_home.settle()
    assert at_home.shell.tab == "questions"


def test_it_hides_where_no_system_is_weak(at_home: AtHome) -> None:
    assert not at_home.card(WeakCard).isVisible()


def test_the_keyboard_scrolls_to_the_row_it_goes_to(seat: Callable[..., AtHome]) -> None:
    def weak_everywhere(book: Logbook) -> None:
        answer(book, bank(book, 300), right=30)

    at_home = seat(weak_everywhere)
    card = at_home.card(WeakCard)
    card.area.setFixedHeight(px(84))
    at_home.settle()
    bar = card.area.verticalScrollBar()
    card.chart.setFocus(Qt.FocusReason.TabFocusReason)
    at_home.wait(card.chart.hasFocus)
    bar.setValue(0)
    at_home.press("End")
    assert bar.value() > 0
    at_home.press("Home")
    assert bar.value() == 0
