"""The dialog that asks for a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtTest import QTest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.ui.widgets.namedialog import NameDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def test_a_name_that_is_refused_is_told_at_the_field_until_another_is_typed(
    qapp: QApplication,  # noqa: ARG001
) -> None:
    taken: list[str] = []

    def take(name: str) -> None:
        if name == "Renal":
            raise UserFault("There is one called Renal already.")
        taken.append(name)

    dialog = NameDialog(None, "New deck", "Create", take, "Renal")
    assert dialog.line.selectedText() == "Renal"
    dialog.accept()
    assert dialog.field.fault == "There is one called Renal already."
    assert dialog.result() == 0
    QTest.keyClicks(dialog.line, "Heart")
    assert dialog.field.fault == ""
    dialog.accept()
    assert (dialog.result(), taken) == (1, ["Heart"])
    dialog.deleteLater()
