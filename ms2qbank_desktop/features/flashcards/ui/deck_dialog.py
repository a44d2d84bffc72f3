"""The name of a deck."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.flashcards.models import DECK_SEPARATOR
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


class DeckNameDialog(Dialog):
    """Asks for a name and saves it with ``save``, whose UserFault is shown at the field."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        do: str,
        name: str,
        save: Callable[[str], object],
    ) -> None:
        super().__init__(parent, title, do=do)
        self._save = save
        self.line = QLineEdit(name)
        if name.endswith(DECK_SEPARATOR):
            self.line.setCursorPosition(len(name))
        else:
            self.line.selectAll()
        help_ = f"Two colons put it into another deck: Step 1{DECK_SEPARATOR}Renal"
        self.field = Field("Name", self.line, help_)
        self.body.add(self.field)
        self.line.setFocus()

    def accept(self) -> None:
        try:
            self._save(self.line.text().strip().removesuffix(DECK_SEPARATOR))
        except UserFault as fault:
            self.field.set_fault(str(fault))
            return
        super().accept()
