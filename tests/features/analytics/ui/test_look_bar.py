"""The header that all pages of the tab share."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from ms2qbank_desktop.features.analytics.models import Scope
from ms2qbank_desktop.features.analytics.service.statistics import StatsService
from ms2qbank_desktop.features.analytics.ui.looking import look_state
from ms2qbank_desktop.features.analytics.ui.overview_page import OverviewPage
from ms2qbank_desktop.features.analytics.ui.period_dialog import PeriodDialog
from ms2qbank_desktop.features.analytics.ui.questions_page import QuestionsPage
from ms2qbank_desktop.features.analytics.ui.totals_card import TotalsCard

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.ui.widgets.buttons import Button
    from tests.support.measured import Measured

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", "raise()", extend=True)  # offscreen
TODAY = date(2026, 3, 30)


def button(measured: Measured, at: int) -> Button:
    return look_state(measured.ui).header[at]  # type: ignore[return-value]


def unfold(measured: Measured, at: int) -> dict[str, Callable[[], None]]:
    """Click a button of the header and return what can be chosen."""
    QTest.mouseClick(button(measured, at), Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    found = {action.text(): action.trigger for action in menu.actions()}

    def choose(words: str) -> Callable[[], None]:
        def do() -> None:
            menu.hide()
            found[words]()
            measured.settle()

        return do

    return {words: choose(words) for words in found}


def attempts(measured: Measured) -> str:
    (totals,) = measured.shell.findChildren(TotalsCard)
    return totals.numbers["Attempts"].text()


def total(measured: Measured, scope: Scope) -> str:
    stats = measured.program.context.service(StatsService)
    return f"{stats.total(measured.user_id, scope).attempts:,}"


def test_another_period_changes_every_number(measured: Measured) -> None:
    measured.turn_to("questions", QuestionsPage)
    assert attempts(measured) == total(measured, Scope(TODAY - timedelta(89), TODAY))
    unfold(measured, 0)["Last 7 days"]()
    assert button(measured, 0).text() == "Last 7 days"
    assert attempts(measured) == total(measured, Scope(TODAY - timedelta(6), TODAY))
    assert attempts(measured) != "240"
    unfold(measured, 0)["All time"]()
    assert attempts(measured) == "240"


def test_pack_and_mode_narrow_what_is_counted(measured: Measured) -> None:
    measured.turn_to("questions", QuestionsPage)
    unfold(measured, 0)["All time"]()
    choices = unfold(measured, 1)
    assert list(choices) == ["All packs", "Physician's first pack", "Second pack"]
    choices["Second pack"]()
    assert attempts(measured) == total(measured, Scope(pack_id=2))
    unfold(measured, 2)["Timed"]()
    assert attempts(measured) == total(measured, Scope(pack_id=2, mode="timed"))
    assert button(measured, 1).text() == "Second pack"
    assert button(measured, 2).text() == "Timed"


def test_the_choice_is_kept_from_page_to_page(measured: Measured) -> None:
    measured.turn_to("overview", OverviewPage)
    unfold(measured, 0)["All time"]()
    measured.turn_to("questions", QuestionsPage)
    assert attempts(measured) == "240"
    unfold(measured, 0)["Last 30 days"]()
    overview = measured.turn_to("overview", OverviewPage)
    assert overview.isVisible()
    assert button(measured, 0).isVisible()
    assert button(measured, 0).text() == "Last 30 days"


def test_two_periods_stand_beside_each_other(measured: Measured) -> None:
    page = measured.turn_to("questions", QuestionsPage)
    unfold(measured, 0)["Last 30 days"]()
    unfold(measured, 3)["With the same length before"]()
    assert button(measured, 3).text() == "Against 30 days before"
    assert button(measured, 3).isChecked()
    (totals,) = page.findChildren(TotalsCard)
    assert "points (" in totals.below["Right"].text()
    assert totals.below["Attempts"].text().endswith("against before")
    unfold(measured, 3)["Do not compare"]()
    assert button(measured, 3).text() == "Compare"
    assert not button(measured, 3).isChecked()
    assert totals.below["Right"].text().startswith("95 % range ")


def test_all_time_is_compared_with_other_days_only(measured: Measured) -> None:
    measured.turn_to("questions", QuestionsPage)
    unfold(measured, 3)["With the same length before"]()
    unfold(measured, 0)["All time"]()
    assert look_state(measured.ui).choice.compare is None
    assert list(unfold(measured, 3)) == ["With other days…"]


def test_own_days_are_typed(measured: Measured) -> None:
    measured.turn_to("questions", QuestionsPage)

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PeriodDialog)
        dialog.first.set_day(date(2026, 2, 1))
        dialog.last.set_day(date(2026, 2, 20))
        dialog.do.click()

    QTimer.singleShot(0, answer)
    unfold(measured, 0)["Own days…"]()
    assert button(measured, 0).text() == "Sun 1 Feb to Fri 20 Feb"
    assert attempts(measured) == total(measured, Scope(date(2026, 2, 1), date(2026, 2, 20)))


def test_days_in_the_wrong_order_are_not_taken(measured: Measured) -> None:
    dialog = PeriodDialog(measured.shell, "Which days?", date(2026, 2, 1), date(2026, 2, 20))
    assert dialog.do.isEnabled()
    dialog.last.set_day(date(2026, 1, 20))
    assert not dialog.do.isEnabled()
    dialog.first.set_day(date(2026, 1, 20))
    assert dialog.do.isEnabled()
    assert dialog.days == (date(2026, 1, 20), date(2026, 1, 20))
    dialog.deleteLater()
