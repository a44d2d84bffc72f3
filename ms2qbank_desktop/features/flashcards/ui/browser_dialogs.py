"""What the card browser asks before it does something with cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget
from shiboken6 import isValid

from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import Field, NumberField
from ms2qbank_desktop.ui.widgets.layouts import row
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.ui.context import UiContext


class TagCompleter(QCompleter):
    """Completes the last tag of a line; any part of a known one may be typed. The tags are read
    on a worker: a large collection has thousands."""

    def __init__(self, ctx: UiContext, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        self._known = QStringListModel(self)
        self.setModel(self._known)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setMaxVisibleItems(10)

        ctx.tasks.run(
            "Reading tags",
            lambda _progress: [tag for tag, _ in ctx.service(NoteService).tags(ctx.user_id)],
            done=self._on_read,
        )
        line.setCompleter(self)

    def _on_read(self, tags: list[str]) -> None:
        if isValid(self):
            self._known.setStringList(tags)

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(" ")[2]]

    def pathFromIndex(self, index: object) -> str:
        before, blank, _ = self._line.text().rpartition(" ")
        return before + blank + str(self.model().data(index)) + " "  # type: ignore[arg-type]


class DeckDialog(Dialog):
    """Asks for a deck; a new name makes a new one."""

    def __init__(self, parent: QWidget, number: int, names: Sequence[str]) -> None:
        super().__init__(parent, f"Move {counted(number, 'card')}", do="Move")
        self.line = QLineEdit()
        completer = QCompleter(list(names), self.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.line.setCompleter(completer)
        self.field = Field("To the deck", self.line, "A name that is new makes a deck.")
        self.body.add(self.field)
        self.line.textEdited.connect(lambda: self.field.set_fault(""))
        self.line.setFocus()
        self.finished.connect(self.deleteLater)

    @property
    def name(self) -> str:
        """The path of the deck that was typed."""
        return self.line.text().strip()

    def accept(self) -> None:
        if all(part.strip() for part in self.name.split("::")):
            super().accept()
        else:
            self.field.set_fault("Write the name of a deck, such as Step 1::Renal.")


class TagsDialog(Dialog):
    """Asks for tags to add and tags to take away."""

    def __init__(self, ctx: UiContext, number: int) -> None:
        super().__init__(ctx.window, f"Tags of {counted(number, 'card')}", do="Change tags")
        self.add_line, self.remove_line = QLineEdit(), QLineEdit()
        for line in (self.add_line, self.remove_line):
            TagCompleter(ctx, line)
        self.field = Field("Add", self.add_line, "Several with blanks between them.")
        self.body.add(self.field, Field("Remove", self.remove_line))
        self.add_line.textEdited.connect(lambda: self.field.set_fault(""))
        self.add_line.setFocus()
        self.finished.connect(self.deleteLater)

    @property
    def added(self) -> list[str]:
        return self.add_line.text().split()

    @property
    def removed(self) -> list[str]:
        return self.remove_line.text().split()

    def accept(self) -> None:
        if self.added or self.removed:
            super().accept()
        else:
            self.field.set_fault("Write a tag to add, or one to remove.")


class PositionDialog(Dialog):
    """Asks for the places of new cards."""

    def __init__(self, parent: QWidget, number: int) -> None:
        super().__init__(parent, f"Place {counted(number, 'card')} among the new", do="Reposition")
        self.start, self.step = NumberField(0, 9_999_999), NumberField(1, 1000)
        self.start.setValue(1)
        fields = row(gap=12)
        fields.addWidget(Field("First place", self.start), 1)
        fields.addWidget(Field("Step", self.step), 1)
        self.body.addLayout(fields)
        self.start.setFocus()
        self.finished.connect(self.deleteLater)
