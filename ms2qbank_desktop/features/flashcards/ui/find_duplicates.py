"""Notes that say the same in a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import DropDown, Field
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import row
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

    Found = list[tuple[str, list[int]]]

_SHOWN = 500
"""Groups listed; the first ones are cleared up before the others."""


class DuplicatesDialog(Dialog):
    """Lists texts that a field has more than once. ``search``: the notes of the chosen one, or of
    all, for the browser."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.window, "Find duplicates", do="Show in the browser", keep="Close")
        self.search = ""
        self._ctx = ctx
        self._notes = ctx.service(NoteService)
        self._types = ctx.service(DeckService).note_types(ctx.user_id)
        self.note_type, self.where = DropDown("Note type"), DropDown("Field")
        for one in self._types:
            self.note_type.addItem(one.name)
        self.found = QListWidget()
        self.found.setAccessibleName("Texts that stand in more than one note")
        self.found.setMinimumHeight(px(220))
        self.words = Label("", "body", "text-muted")
        fields = row(gap=12)
        fields.addWidget(Field("Note type", self.note_type), 1)
        fields.addWidget(Field("Field", self.where), 1)
        self.body.addLayout(fields)
        self.body.add(self.words, self.found)
        self._all: Found = []
        self._reading = Reading(self._read, self)
        self.note_type.currentIndexChanged.connect(self._fill_fields)
        self.where.currentIndexChanged.connect(lambda: self._reading.ask())
        self.found.itemDoubleClicked.connect(self.accept)
        self._fill_fields()
        self.finished.connect(self.deleteLater)

    def accept(self) -> None:
        chosen = self.found.currentItem()
        groups = (
            [chosen.data(Qt.ItemDataRole.UserRole)] if chosen else [ids for _, ids in self._all]
        )
        if groups:
            self.search = "nid:" + ",".join(str(note) for group in groups for note in group)
            super().accept()

    def _fill_fields(self) -> None:
        self.where.blockSignals(True)
        self.where.clear()
        for one in self._types[self.note_type.currentIndex()].fields:
            self.where.addItem(one.name)
        self.where.blockSignals(False)
        self._reading.ask()

    def _read(self) -> Task:
        note_type = self._types[self.note_type.currentIndex()]
        field = max(0, self.where.currentIndex())

        def done(found: Found) -> None:
            self._all = found
            self.found.clear()
            for text, ids in found[:_SHOWN]:
                item = QListWidgetItem(f"{len(ids)} ×  {text}", self.found)
                item.setData(Qt.ItemDataRole.UserRole, ids)
            more = f", the first {_SHOWN:,} listed" if len(found) > _SHOWN else ""
            words = f"{counted(len(found), 'text')} in more than one note{more}."
            self.words.setText(words if found else "No two notes say the same there.")
            self.do.setEnabled(bool(found))

        return self._ctx.tasks.run(
            "Looking for duplicates",
            lambda _progress: self._notes.same_field(self._ctx.user_id, note_type.id, field),
            done=done,
            owner=self,
        )
