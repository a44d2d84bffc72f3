"""The way of the keyboard over the home screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from ms2qbank_desktop.features.home.ui.tab_order import set_tab_order
from ms2qbank_desktop.features.home.ui.today_card import TodayCard
from ms2qbank_desktop.features.home.ui.weak_card import WeakCard
from ms2qbank_desktop.features.planner.service.tasks import TaskService
from ms2qbank_desktop.ui.widgets.layouts import column, row, scrolled
from tests.support.at_home import answer, bank

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.support.at_home import AtHome


def test_tab_follows_the_layouts_also_into_what_scrolls(qtbot: QtBot) -> None:
    buttons = [QPushButton(name) for name in "dbca"]
    last, second, third, first = buttons
    inner = QWidget()
    inner.setLayout(column(second, third))
    whole = QWidget()
    whole.setLayout(column(row(first), scrolled(inner, "Middle"), last))
    qtbot.addWidget(whole)
    set_tab_order([whole])
    chain: list[str] = []
    at: QWidget = first
    for _ in range(12):
        if isinstance(at, QPushButton):
            chain.append(at.text())
        following = at.nextInFocusChain()
        assert following is not None
        at = following
    assert "".join(chain)[:4] == "abcd"


def test_tab_goes_from_the_tasks_of_today_to_what_is_due_and_on_to_weak_areas(
    seat: Callable[..., AtHome],
) -> None:
    at_home = seat(lambda book: answer(book, bank(book, 160)[:150], right=10, days_ago=20))
    card, weak = at_home.card(TodayCard), at_home.card(WeakCard)
    today = at_home.clock.study_day(at_home.clock.now())
    task = at_home.ui.service(TaskService).add(at_home.user_id, today, "Walk", 20)
    at_home.settle()
    way: list[QWidget] = [card.add, card.planner, card.list.rows[task].check, card.questions.button]
    way += [weak.test, weak.chart]
    way[0].setFocus()
    for stop in way[1:]:
        at_home.press("Tab")
        assert at_home.app.focusWidget() is stop
