"""Find and replace in the fields of notes: asks, says how many notes it would change, does it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from ms2qbank_desktop.features.flashcards.notes.replacing import Replacing
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.widgets.checkrow import CheckRow
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import DropDown, Field
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ms2qbank_desktop.features.flashcards.service.notes import Texts
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

    Change = Callable[[int], Mapping[int, Texts]]
    """Changes notes of a user, and returns what they were."""

_PAUSE_MS = 200
_TAGS = "\0tags"


class ReplaceDialog(Dialog):
    """Looks through the notes of the cards ``ids`` while it is typed. ``do_it``: makes the change
    that is asked for in the end."""

    def __init__(self, ctx: UiContext, ids: Sequence[int], do_it: Callable[[Change], None]) -> None:
        words = f"Find and replace in the notes of {counted(len(ids), 'card')}"
        super().__init__(ctx.window, words, do="Replace")
        self._ctx, self._ids, self._do_it = ctx, ids, do_it
        self._notes = ctx.service(NoteService)
        types = ctx.service(DeckService).note_types(ctx.user_id)
        names = dict.fromkeys(field.name for one in types for field in one.fields)
        self.words, self.into = QLineEdit(), QLineEdit()
        self.where = DropDown("In")
        self.where.addItem("All fields", "")
        for name in names:
            self.where.addItem(name, name)
        self.where.addItem("Tags", _TAGS)
        self.regular = CheckRow("Regular expression")
        self.case = CheckRow("Upper and lower case differ")
        self.hits = Label("", "body", "text-muted")
        self.field = Field("Find", self.words)
        self.body.add(
            self.field,
            Field("Replace by", self.into, "In a regular expression \\1 is its first group."),
            Field("In", self.where),
            column(self.regular, self.case, gap=8),
            self.hits,
        )
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._reading = Reading(self._count, self)
        self._pause.timeout.connect(self._look)
        for line in (self.words, self.into):
            line.textChanged.connect(lambda: self._pause.start())
        for box in (self.regular, self.case):
            box.toggled.connect(self._look)
        self.where.currentIndexChanged.connect(self._look)
        self.do.setEnabled(False)
        self.words.setFocus()
        self.finished.connect(self.deleteLater)

    def accept(self) -> None:
        replacing = self._replacing()
        if replacing is not None and self.do.isEnabled():
            self._do_it(lambda user: self._changed(user, replacing, keep=True))
            super().accept()

    def _replacing(self) -> Replacing | None:
        """Return what is asked for; None, said at the field, if it means nothing."""
        where = self.where.currentData()
        try:
            return Replacing(
                self.words.text(),
                self.into.text(),
                regular=self.regular.isChecked(),
                case=self.case.isChecked(),
                only="" if where == _TAGS else where,
                tags=where == _TAGS,
            )
        except re.error as fault:
            self.field.set_fault(f"This expression has a fault: {fault}.")
            return None

    def _look(self) -> None:
        self._pause.stop()
        self.field.set_fault("")
        self.do.setEnabled(False)
        self.hits.setText("")
        if self.words.text() and self._replacing() is not None:
            self._reading.ask()

    def _count(self) -> Task:
        replacing = self._replacing()

        def done(before: Mapping[int, Texts] | None) -> None:
            if before is None or replacing != self._replacing():
                return
            self.do.setEnabled(bool(before))
            self.hits.setText(
                f"Changes {counted(len(before), 'note')}." if before else "Found in none of them."
            )

        def work(_progress: object) -> Mapping[int, Texts] | None:
            return self._changed(self._ctx.user_id, replacing, keep=False) if replacing else None

        return self._ctx.tasks.run("Looking through notes", work, done=done, owner=self)

    def _changed(self, user_id: int, replacing: Replacing, *, keep: bool) -> Mapping[int, Texts]:
        note_ids = self._notes.note_ids(user_id, self._ids)
        return self._notes.rewrite(user_id, note_ids, replacing.changed, keep=keep)
