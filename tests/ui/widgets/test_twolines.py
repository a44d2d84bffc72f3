"""Lists of two-line rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ms2qbank_desktop.ui.widgets.twolines import TwoLineList

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def test_lines_are_shown_the_first_chosen_and_read_out_whole(
    qapp: QApplication,  # noqa: ARG001
) -> None:
    shown = TwoLineList("Found")
    shown.show_lines([("notebook", "Tubule", "note"), ("", "Stones", "today")])
    assert shown.currentRow() == 0
    assert [shown.item(row).text() for row in range(shown.count())] == ["Tubule", "Stones"]
    assert shown.detail(1) == "today"
    role = Qt.ItemDataRole.AccessibleTextRole
    assert shown.item(0).data(role) == "Tubule, note"
    shown.resize(300, 200)
    assert shown.sizeHintForRow(0) == shown.sizeHintForRow(1) > 40
    assert not shown.grab().isNull()
    shown.show_lines([])
    assert shown.currentRow() == -1
