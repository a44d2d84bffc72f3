"""Reporting a problem with a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from ms2qbank_desktop.features.annotations.models import QUESTION, Reason, Target
from ms2qbank_desktop.features.practice.ui.problem_dialog import ProblemDialog, report_problem
from ms2qbank_desktop.ui.widgets.toast import Toast
from tests.support.examinee import question
from tests.support.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def reader(qtbot: QtBot, data_dir: Path) -> Iterator[Reader]:  # noqa: ARG001
    reader = Reader(data_dir, [question(1)])
    reader.read(settled=True)
    yield reader
    reader.leave()


@pytest.fixture
def dialog(reader: Reader, qtbot: QtBot) -> ProblemDialog:
    dialog = report_problem(reader.ui, reader.session.item.question_id)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def reports(reader: Reader) -> list[tuple[Target, Reason, str]]:
    listed = reader.service.problem_reports(reader.desk.user_id)
    return [(report.target, report.reason, report.text) for report in listed]


def test_a_report_is_saved_with_its_reason_and_a_toast_says_so(
    reader: Reader, dialog: ProblemDialog, qtbot: QtBot
) -> None:
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Down)
    qtbot.keyClicks(dialog.words, "Which sodium?")
    qtbot.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
    target = Target(QUESTION, reader.session.item.question_id)
    assert reports(reader) == [(target, Reason.UNCLEAR, "Which sodium?")]
    (toast,) = reader.window.findChildren(Toast)
    assert toast.accessibleName().startswith("Saved on this computer")
    toast.end()


def test_something_else_needs_words_and_the_dialog_waits_for_them(
    reader: Reader, dialog: ProblemDialog, qtbot: QtBot
) -> None:
    dialog.reason.setCurrentIndex(dialog.reason.count() - 1)
    qtbot.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    words = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert "Say in a few words what is wrong." in words
    assert QApplication.focusWidget() is dialog.words
    assert reports(reader) == []
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert reports(reader) == []


def test_the_explanation_offers_to_report(reader: Reader, qtbot: QtBot) -> None:
    asked: list[bool] = []
    reader.explanation.report_requested.connect(lambda: asked.append(True))
    qtbot.mouseClick(reader.explanation.report, Qt.MouseButton.LeftButton)
    assert asked == [True]
