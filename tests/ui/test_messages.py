"""Faults are presented in one place, each kind in its own way."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ms2qbank_desktop.core.errors import EnvironmentFault, UserFault
from ms2qbank_desktop.ui.messages import Messages
from ms2qbank_desktop.ui.widgets.banner import Banner, BannerArea
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import Field
from ms2qbank_desktop.ui.widgets.layouts import column
from ms2qbank_desktop.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


class Desk:
    """A window with a place for banners and a field."""

    def __init__(self, qtbot: QtBot, reports: Path) -> None:
        self.window = QWidget()
        self.area = BannerArea()
        self.field = Field("Question ids", QLineEdit())
        self.window.setLayout(column(self.area, self.field, None))
        self.window.resize(800, 600)
        qtbot.addWidget(self.window)
        self.window.show()
        self.reports = reports
        self.messages = Messages(self.window, reports)
        self.messages.set_area(self.area)

    def banners(self) -> list[str]:
        return [b.accessibleName() for b in self.area.findChildren(Banner) if not b.isHidden()]

    def dialogs(self) -> list[Dialog]:
        return [d for d in self.window.findChildren(Dialog) if d.isVisible()]


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    return Desk(qtbot, tmp_path / "logs")


def broken() -> None:
    raise ZeroDivisionError


def caught(work: object) -> BaseException:
    try:
        work()  # type: ignore[operator]
    except Exception as error:
        return error
    raise AssertionError


def test_a_user_fault_is_shown_beside_its_field(desk: Desk) -> None:
    desk.messages.show(UserFault("“2041x” is not an id."), field=desk.field)
    assert desk.field.fault == "“2041x” is not an id."
    assert desk.banners() == []


def test_faults_without_a_field_become_a_banner_with_the_advice(desk: Desk) -> None:
    desk.messages.show(UserFault("This file holds no questions."))
    desk.messages.show(EnvironmentFault("The disk is full.", advice="Free some space."))
    assert desk.banners() == [
        "This file holds no questions.",
        "The disk is full. Free some space.",
    ]
    assert desk.dialogs() == []


@pytest.mark.expects_log("unexpected ZeroDivisionError")
def test_a_bug_is_reported_to_a_file_and_told_once(desk: Desk) -> None:
    desk.messages.show(caught(broken))
    assert len(desk.dialogs()) == 1
    desk.dialogs()[0].keep.click()
    desk.messages.show(caught(broken))
    assert desk.dialogs() == []
    reports = list(desk.reports.glob("crash-*.txt"))
    assert len(reports) == 2
    assert "ZeroDivisionError" in reports[0].read_text(encoding="utf-8")


@pytest.mark.expects_log("unexpected", "no crash report")
def test_a_bug_is_told_even_when_no_report_can_be_written(desk: Desk) -> None:
    desk.reports.write_text("a file where the folder should be")
    desk.messages.show(caught(broken))
    assert len(desk.dialogs()) == 1
    desk.dialogs()[0].keep.click()


def test_a_fault_of_another_thread_is_presented_on_the_thread_of_the_window(
    desk: Desk, qtbot: QtBot
) -> None:
    fault = EnvironmentFault("The disk is full.")
    worker = threading.Thread(target=desk.messages.show, args=(fault,))
    worker.start()
    worker.join()
    assert desk.banners() == []
    qtbot.waitUntil(lambda: desk.banners() == ["The disk is full."])


def test_undo_in_a_toast_takes_it_back_once(desk: Desk, qtbot: QtBot) -> None:
    undone: list[str] = []
    desk.messages.toast("3 cards deleted", lambda: undone.append("cards"))
    toast = desk.window.findChild(Toast)
    assert toast is not None
    words = {child.accessibleName(): child for child in toast.findChildren(QWidget)}
    qtbot.mouseClick(words["Undo"], Qt.MouseButton.LeftButton)
    assert undone == ["cards"]
    assert not toast.isVisible()


def test_a_new_toast_takes_the_place_of_the_old_one(desk: Desk) -> None:
    opened: list[str] = []
    desk.messages.toast("3 cards deleted", lambda: opened.append("undone"))
    desk.messages.toast("44 questions imported", action=("Details", lambda: opened.append("log")))
    QApplication.processEvents()
    seen = [t for t in desk.window.findChildren(Toast) if t.isVisible()]
    assert [t.accessibleName() for t in seen] == ["44 questions imported"]
    bottom = seen[0].geometry()
    assert bottom.center().x() == pytest.approx(400, abs=1)
    assert bottom.bottom() < 600
    words = {child.accessibleName(): child for child in seen[0].findChildren(QWidget)}
    words["Details"].click()  # type: ignore[attr-defined]
    assert opened == ["log"]
