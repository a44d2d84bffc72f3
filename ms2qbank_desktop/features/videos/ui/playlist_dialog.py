"""Name and description of a playlist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import Field
from ms2qbank_desktop.ui.widgets.labels import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


class PlaylistDialog(Dialog):
    """Asks for both and saves them with ``save``, whose UserFault is shown at the name."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        do: str,
        save: Callable[[str, str], object],
        *,
        name: str = "",
        description: str = "",
        fact: str = "",
    ) -> None:
        """``fact``: one line about what it will hold."""
        super().__init__(parent, title, do=do)
        self._save = save
        self.line = QLineEdit(name)
        self.line.selectAll()
        self.description = QLineEdit(description)
        self.field = Field("Name", self.line)
        if fact:
            self.body.add(Label(fact, "body", "text-muted", wrap=True))
        self.body.add(self.field, Field("Description", self.description, "May be left empty"))
        self.line.setFocus()

    def accept(self) -> None:
        try:
            self._save(self.line.text(), self.description.text())
        except UserFault as fault:
            self.field.set_fault(str(fault))
            return
        super().accept()
