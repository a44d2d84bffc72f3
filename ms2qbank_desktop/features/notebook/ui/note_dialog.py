"""A note beside what one is doing: written in a dialog over it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.layouts import row

from .editor import NoteEditor

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ms2qbank_desktop.ui.context import UiContext

_WIDTH, _HEIGHT = 760, 480


class NoteDialog(Dialog):
    """One note in an editor of its own, saved as it is typed; a link in it closes the dialog.

    UserFault if the user has no such note.
    """

    def __init__(
        self, ctx: UiContext, note_id: int, spot: str = "", words: tuple[str, ...] = ()
    ) -> None:
        super().__init__(ctx.window, "Note", do="Done", keep="Delete")
        self._ctx = ctx
        self._note_id = note_id
        self.editor = NoteEditor(ctx)
        self.editor.setMinimumSize(px(_WIDTH), px(_HEIGHT))
        self.editor.link_followed.connect(self.accept)
        self.body.addWidget(self.editor, 1)
        self.to_tab = Button("Open in the notebook", "secondary", "notebook")
        self.to_tab.clicked.connect(self._open_in_tab)
        self.body.add(row(self.to_tab, None))
        self.keep.clicked.disconnect()
        self.keep.clicked.connect(self._delete)
        self.do.setDefault(False)  # Enter belongs to the text
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.editor.open(note_id, spot, words)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self, result: int) -> None:
        if self.editor.close_note():
            super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _open_in_tab(self) -> None:
        self.accept()
        self._ctx.commands.request("open-note", Place(Kind.NOTE, self._note_id))

    def _delete(self) -> None:
        remove = partial(
            self._ctx.service(NotebookService).remove, self._ctx.user_id, self._note_id
        )
        self.reject()
        remove()
        self._ctx.messages.toast("Note deleted", partial(remove, removed=False))
