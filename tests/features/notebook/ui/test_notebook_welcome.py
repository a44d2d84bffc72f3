"""What the notebook says before there is a note in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLabel

from ms2qbank_desktop.features.notebook.ui.notebook_welcome import NotebookWelcome

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_its_lines_break_where_there_is_little_room(qtbot: QtBot) -> None:
    welcome = NotebookWelcome()
    qtbot.addWidget(welcome)
    welcome.resize(420, 600)
    welcome.show()
    QApplication.processEvents()
    labels = [one for one in welcome.findChildren(QLabel) if one.text()]
    assert len(labels) == 4
    for one in labels:
        assert one.mapTo(welcome, one.rect().topRight()).x() < welcome.width() == 420
        assert one.height() >= one.heightForWidth(one.width())
