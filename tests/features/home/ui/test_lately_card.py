"""What was studied last, and tips."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from ms2qbank_desktop.features.analytics.tips import Tip
from ms2qbank_desktop.features.home.ui.lately_card import Lately, LatelyCard, TipBox, when
from ms2qbank_desktop.features.planner.study_models import Activity, Sitting
from tests.support.at_home import answer, bank
from tests.support.bank import HandClock

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.at_home import AtHome

TIP = Tip("Retest them when they are due.", "practise", ("all",))


def test_sittings_are_told_with_hour_or_day(seat: Callable[..., AtHome]) -> None:
    at_home = seat(lambda book: answer(book, bank(book)[:4], right=3))
    card = at_home.card(LatelyCard)
    assert card.isVisible()
    assert at_home.sees("4 questions, 75 % right")
    began = at_home.clock.now() - timedelta(days=2)
    old = Sitting(Activity.VIDEO, began, began, 600, "Renal 3")
    card.show_found(Lately([old], []))
    at_home.settle()
    assert at_home.sees("Renal 3")
    assert at_home.sees("Sat")
    assert not at_home.sees("4 questions, 75 % right")


def test_the_study_day_counts_after_midnight_too() -> None:
    clock = HandClock()
    evening = clock.now().astimezone().replace(hour=21, minute=40)
    sitting = Sitting(Activity.CARDS, evening, evening, 600)
    clock.pass_time((evening - clock.now()).total_seconds() + 4 * 3_600)
    assert when(sitting, clock) == "21:40"
    clock.pass_time(86_400)
    assert when(sitting, clock) == "Mon"


def test_a_tip_offers_what_can_be_done_about_it(at_home: AtHome) -> None:
    at_home.note_requests("practise")
    card = at_home.card(LatelyCard)
    assert not card.isVisible()
    card.show_found(Lately([], [TIP, Tip("Your first choice is worth trusting.")]))
    at_home.settle()
    assert card.isVisible()
    assert at_home.sees("What stands out")
    first, second = card.findChildren(TipBox)
    (button,) = first.findChildren(QAbstractButton)
    button.click()
    assert at_home.requests == [("practise", "all")]
    assert second.findChildren(QAbstractButton) == []


def test_lines_without_room_as_a_whole_are_left_out_and_tips_never(at_home: AtHome) -> None:
    card = at_home.card(LatelyCard)
    now = at_home.clock.now()
    many = [Sitting(Activity.VIDEO, now, now, 600, f"Renal {one}") for one in range(20)]
    card.show_found(Lately(many, [TIP]))
    at_home.settle()
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    lines = card.lines.findChildren(QWidget, options=direct)
    shown = [line for line in lines if line.isVisible()]
    assert 3 <= len(shown) < len(many)
    assert at_home.sees("Renal 2")
    assert all(card.lines.rect().contains(line.geometry()) for line in shown)
    (tip,) = card.findChildren(TipBox)
    assert card.rect().contains(QRect(tip.mapTo(card, tip.rect().topLeft()), tip.size()))
