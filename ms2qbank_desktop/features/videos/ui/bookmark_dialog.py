"""All of a bookmark in a form: note, colour, tags."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.videos.service.bookmarks import BookmarkService
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import Field
from ms2qbank_desktop.ui.widgets.segmented import Segmented
from ms2qbank_desktop.ui.words import clock_time

if TYPE_CHECKING:
    from ms2qbank_desktop.features.videos.models import Bookmark
    from ms2qbank_desktop.ui.context import UiContext

COLOURS = (("", "None"), ("yellow", "Yellow"), ("green", "Green"), ("blue", "Blue"))


class BookmarkDialog(Dialog):
    """Saves the bookmark when it is accepted."""

    def __init__(self, ctx: UiContext, bookmark: Bookmark) -> None:
        super().__init__(ctx.window, f"Bookmark at {clock_time(bookmark.at_ms)}", do="Save")
        self._ctx = ctx
        self._bookmark = bookmark
        self.note = QPlainTextEdit(bookmark.note)
        self.note.setTabChangesFocus(True)
        self.note.setMinimumHeight(px(96))
        self.colour = Segmented(COLOURS, "Colour")
        self.colour.set_value(bookmark.colour)
        self.tags = QLineEdit(" ".join(bookmark.tags))
        self.note_field = Field("Note", self.note)
        self.body.add(
            self.note_field,
            Field("Colour", self.colour),
            Field("Tags", self.tags, "Separated by blanks"),
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.note.setFocus()

    def accept(self) -> None:
        changed = replace(
            self._bookmark,
            note=self.note.toPlainText(),
            colour=self.colour.value,
            tags=tuple(self.tags.text().split()),
        )
        try:
            self._ctx.service(BookmarkService).save(self._ctx.user_id, changed)
        except UserFault as fault:
            self._ctx.messages.show(fault, field=self.note_field)
            return
        super().accept()
