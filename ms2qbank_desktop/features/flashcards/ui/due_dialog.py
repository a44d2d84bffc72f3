"""When a card is to come next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import Field

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_DAYS = re.compile(r"\s*(\d{1,5})\s*(?:[-–]\s*(\d{1,5})\s*)?")


class DueDialog(Dialog):
    """Asks for a number of days, or for a range of which one is drawn; ``days`` has both ends."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, "When is the card to come next?", do="Set due")
        self.days = (1, 1)
        self.line = QLineEdit("1")
        self.line.selectAll()
        self.field = Field("Days from today", self.line, "0 is today; 3-7 draws a day of these.")
        self.body.add(self.field)
        self.line.setFocus()

    def accept(self) -> None:
        found = _DAYS.fullmatch(self.line.text())
        if found is None:
            self.field.set_fault("Write a number of days such as 5, or two such as 3-7.")
            return
        first, last = int(found[1]), int(found[2] or found[1])
        self.days = min(first, last), max(first, last)
        super().accept()
