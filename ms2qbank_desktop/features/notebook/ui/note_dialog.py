"""A note in a dialog: read, written on, and followed to what it is about."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import Field
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.words import clock_time

if TYPE_CHECKING:
    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.ui.context import UiContext

_PAUSE_MS = 500
"""So long after the last key a note is saved."""
_ICONS = {
    Kind.QUESTION: "question",
    Kind.CARD: "cards",
    Kind.VIDEO: "monitor-play",
    Kind.ARTICLE: "books",
    Kind.NOTE: "notebook",
    Kind.TASK: "calendar-check",
}


class NoteDialog(Dialog):
    """Title, text and tags, saved as they are typed; below, what the note is linked to.

    UserFault if the user has no such note.
    """

    def __init__(self, ctx: UiContext, note_id: int) -> None:
        super().__init__(ctx.window, "Note", do="Done", keep="Delete")
        self._ctx = ctx
        self._notes = ctx.service(NotebookService)
        self._note_id = note_id
        note = self._notes.note(ctx.user_id, note_id)
        self.name = QLineEdit(note.title)
        self.text = QPlainTextEdit(note.body)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(px(280))
        self.setMinimumWidth(px(640))
        self.tags = QLineEdit(" ".join(note.tags))
        self.field = Field("Text", self.text)
        self.state = Label("", "caption", "text-muted")
        self.links: list[Button] = []
        self._links = column(gap=4)
        self.body.add(
            Field("Title", self.name),
            self.field,
            Field("Tags", self.tags, "Separated by blanks"),
            self._links,
            self.state,
        )
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.save)
        for edit in (self.name.textChanged, self.text.textChanged, self.tags.textChanged):
            edit.connect(self._on_typed)
        self.keep.clicked.disconnect()
        self.keep.clicked.connect(self._delete)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._show_links()
        self.text.setFocus()

    def save(self) -> bool:
        """Put what was typed on the disk now; False if that cannot be done."""
        self._pause.stop()
        words = self.name.text(), self.text.toPlainText(), self.tags.text().split()
        try:
            self._notes.write(self._ctx.user_id, self._note_id, *words)
        except Fault as fault:
            self._ctx.messages.show(fault, field=self.field)
            return False
        self.state.setText("Saved")
        return True

    def done(self, result: int) -> None:
        if not self._pause.isActive() or self.save():
            super().done(result)

    def _on_typed(self) -> None:
        self.state.setText("Saved when you pause")
        self._pause.start()

    def _delete(self) -> None:
        self._pause.stop()
        remove = partial(self._notes.remove, self._ctx.user_id, self._note_id)
        remove()
        self._ctx.messages.toast("Note deleted", partial(remove, removed=False))
        self.reject()

    def _show_links(self) -> None:
        service, user_id = self._ctx.service(LinkService), self._ctx.user_id
        found = service.of(user_id, Kind.NOTE, self._note_id)
        places = list(dict.fromkeys(link.other(Kind.NOTE, self._note_id) for link in found))
        told = service.described(user_id, places)
        for place in places:
            if place in told and not told[place].gone:
                moment = f"{clock_time(place.ms)} of " if place.kind is Kind.VIDEO else ""
                words = f"{moment}{told[place].title}"
                button = Button(words, "link", _ICONS[place.kind], size="small")
                button.clicked.connect(partial(self._follow, place))
                self.links.append(button)
                self._links.add(row(button, None))

    def _follow(self, place: Place, *_checked: bool) -> None:
        self.accept()
        self._ctx.commands.request(f"open-{place.kind}", place)
