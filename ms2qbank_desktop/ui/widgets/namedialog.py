"""The dialog that asks for a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from ms2qbank_desktop.core.errors import UserFault

from .dialog import Dialog
from .field import Field
from .labels import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


class NameDialog(Dialog):
    """Stays open until ``take`` accepts the name; its UserFault is shown at the field.

    ``fact``: a line about what is named; ``help``: one about names.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        do: str,
        take: Callable[[str], object],
        name: str = "",
        *,
        fact: str = "",
        help: str = "",
    ) -> None:
        super().__init__(parent, title, do=do)
        self._take = take
        self.line = QLineEdit(name)
        self.line.selectAll()
        self.field = Field("Name", self.line, help)
        self.line.textEdited.connect(lambda: self.field.set_fault(""))
        if fact:
            self.body.add(Label(fact, "body", "text-muted", wrap=True))
        self.body.add(self.field)
        self.line.setFocus()

    def accept(self) -> None:
        try:
            self._take(self.line.text())
        except UserFault as fault:
            self.field.set_fault(str(fault))
        else:
            super().accept()
