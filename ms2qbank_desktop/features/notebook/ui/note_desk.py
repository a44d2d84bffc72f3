"""What stands in the middle of the notebook: the note that is open, one from the trash, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.layouts import ground

from .note_trash_view import TrashView

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext

    from .editor import NoteEditor
    from .notebook_panes import NotebookPanes


class NoteDesk(QObject):
    """Opens notes in the one editor, which is built for the first of them, beside the panel of
    what belongs to it. ``tag_chosen``: a tag of the note was clicked."""

    tag_chosen = Signal(str)

    def __init__(self, ctx: UiContext, panes: NotebookPanes) -> None:
        super().__init__(panes)
        self._ctx = ctx
        self._panes = panes
        self.editor: NoteEditor | None = None
        self._coming: tuple[int, str, tuple[str, ...], str] | None = None
        """What will be open as soon as there is an editor."""
        self._next_turn = QTimer(self)
        self._next_turn.setSingleShot(True)
        self._next_turn.setInterval(0)
        self._next_turn.timeout.connect(self._open_now)
        self.trash = TrashView()
        self.panel_button = IconButton("columns", "What belongs to the note", checkable=True)
        self.panel_button.setParent(panes)
        self.panel_button.hide()
        self._nothing = EmptyState(
            "note-pencil", "No note is open", "Choose one in the list, or press N for a new one."
        )
        ground(self._nothing, "surface")
        panes.centre.addWidget(self.trash)
        panes.show_note(self._nothing)
        self.panel_button.clicked.connect(panes.toggle_panel)
        panes.arranged.connect(lambda: self.panel_button.setChecked(panes.panel_shown))

    @property
    def note_id(self) -> int | None:
        """The note that is shown, or about to be, from the trash or not."""
        if self._coming is not None:
            return self._coming[0]
        at, editor = self._panes.centre.currentIndex(), self.editor
        if at == self._panes.centre.indexOf(self.trash):
            return self.trash.note_id
        return editor.note_id if editor and at == self._panes.centre.indexOf(editor) else None

    def open(
        self, note_id: int, spot: str = "", words: tuple[str, ...] = (), *, keyboard: str = ""
    ) -> None:
        """Open a note at a heading, or with words marked. ``keyboard``: goes into its "text", or
        into the "title" of one that is to be named; "" leaves it where it is."""
        waits = self._coming is not None
        self._coming = (note_id, spot, words, keyboard)
        if waits:
            return
        if self.editor is not None:
            self._open_now()
        else:  # what the first note needs takes a tenth of a second to import
            self._ctx.tasks.run(
                "Loading the editor",
                lambda _progress: _load(),
                done=lambda _none: self._build(),
            )

    def _build(self) -> None:
        """Build the editor in a turn of its own: it takes half of a frame."""
        if self._coming is not None:
            self._built()
            self._next_turn.start()

    def _open_now(self) -> None:
        coming, self._coming = self._coming, None
        if coming is None:  # another place was chosen meanwhile
            return
        note_id, spot, words, keyboard = coming
        editor = self._built()
        try:
            opened = editor.open(note_id, spot, words)
        except Fault as fault:
            self._ctx.messages.show(fault)
            self._panes.show_note(self._nothing)
            return
        if not opened:  # the one before cannot be saved, and says so
            return
        self._panes.show_note(editor, has_panel=True)
        if keyboard == "title":
            editor.name_it()
        elif keyboard:
            editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_gone(self, note_id: int) -> None:
        """Show a note of the trash."""
        try:
            note = self._ctx.service(NotebookService).note(
                self._ctx.user_id, note_id, in_trash=True
            )
        except Fault:  # put back a moment ago: the list will say so
            return
        self._close()
        self.trash.show_note(note)
        self._panes.show_note(self.trash)

    def show_none(self) -> None:
        """Show that no note is open."""
        self._close()
        self._panes.show_note(self._nothing)

    def take_keyboard(self) -> None:
        """Put the keyboard into what is shown."""
        shown = self._panes.centre.currentWidget()
        if self._coming is not None:
            self._coming = (*self._coming[:3], "text")
        elif shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_history(self, note_id: int) -> None:
        from .history_dialog import HistoryDialog

        HistoryDialog(self._ctx, note_id).open()

    def _close(self) -> None:
        self._coming = None
        if self.editor is not None:
            self.editor.close_note()

    def _built(self) -> NoteEditor:
        if self.editor is None:
            from .editor import NoteEditor
            from .note_panel import NotePanel

            self.editor = NoteEditor(self._ctx)
            self.editor.add_tool(self.panel_button)
            self.panel_button.show()
            self.editor.tag_chosen.connect(self.tag_chosen)
            self.editor.history_requested.connect(self._show_history)
            self._panes.centre.addWidget(self.editor)
            self._panes.add_panel(NotePanel(self._ctx, self.editor), below=self.editor.toolbar)
        return self.editor


def _load() -> None:
    from . import editor, note_panel  # noqa: F401 - for whoever builds them next
