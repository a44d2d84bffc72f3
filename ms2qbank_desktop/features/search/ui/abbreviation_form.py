"""The form of one abbreviation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from ms2qbank_desktop.features.search.models import Abbreviation
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import Field

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class AbbreviationForm(Dialog):
    """``given``: the Abbreviation as it was written; its owner accepts it or says what is wrong."""

    given = Signal(object)

    def __init__(self, parent: QWidget, entry: Abbreviation | None) -> None:
        title = "Add an abbreviation" if entry is None else f"Abbreviation {entry.short}"
        super().__init__(parent, title, do="Add" if entry is None else "Save")
        self._entry = entry or Abbreviation("", ())
        self.short = QLineEdit(self._entry.short)
        self.short.setReadOnly(entry is not None)
        self.meanings = QPlainTextEdit("\n".join(self._entry.meanings))
        self.meanings.setTabChangesFocus(True)
        self.meanings.setFixedHeight(px(120))
        self.fields = {
            "short": Field("Short form", self.short, "As it is written: MI, HbA1c, t.i.d."),
            "meanings": Field(
                "Stands for", self.meanings, "One meaning a line, the commonest first."
            ),
        }
        self.body.add(*self.fields.values())
        self.fields["short"].setVisible(entry is None)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        (self.short if entry is None else self.meanings).setFocus()
        self.do.clicked.disconnect()
        self.do.clicked.connect(self._give)

    def show_fault(self, field: str, words: str) -> None:
        """Say what is wrong with a field."""
        for name, one in self.fields.items():
            one.set_fault(words if name == field else "")

    def _give(self) -> None:
        lines = (line.strip() for line in self.meanings.toPlainText().splitlines())
        meanings = tuple(dict.fromkeys(line for line in lines if line))
        self.given.emit(replace(self._entry, short=self.short.text().strip(), meanings=meanings))
