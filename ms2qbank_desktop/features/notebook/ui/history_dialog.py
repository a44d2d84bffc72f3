"""What a note was like before: compared with what it is now, copied from, restored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from shiboken6 import isValid

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.notebook import wiki
from ms2qbank_desktop.features.notebook.differences import Side, changed, differences
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.ui.theme import current, font, px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.widgets.segmented import Segmented
from ms2qbank_desktop.ui.widgets.twolines import TwoLineList
from ms2qbank_desktop.ui.words import counted, short_when

if TYPE_CHECKING:
    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.notebook.differences import Piece
    from ms2qbank_desktop.features.notebook.models import Note, NoteVersion
    from ms2qbank_desktop.ui.context import UiContext

_WIDTH, _HEIGHT, _LIST = 900, 600, 220
"""In pixels at 100 % text."""


class HistoryDialog(Dialog):
    """Versions at the left, the newest first; at the right what differs, or the whole text.

    Whoever shows the note saves it before: what is compared with is what lies on the disk.
    UserFault if the user has no such note.
    """

    def __init__(self, ctx: UiContext, note_id: int) -> None:
        super().__init__(ctx.window, "Versions of the note", do="Restore this version")
        self._ctx = ctx
        self._notes = ctx.service(NotebookService)
        self._note: Note = self._notes.note(ctx.user_id, note_id)
        self.versions = self._notes.versions(ctx.user_id, note_id)
        self._pieces: list[Piece] = []
        self.list = TwoLineList("Versions")
        self.list.setFixedWidth(px(_LIST))
        self.views = Segmented([("differences", "Differences"), ("text", "Whole text")], "Show")
        self.fact = Label("", "caption", "text-muted")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("The version")
        self.copy = Button("Copy", "secondary", "copy")
        self.copy.setToolTip("What is selected, or all of the version")
        self._lay_out()
        self.list.currentRowChanged.connect(self._on_chosen)
        self.views.chosen.connect(self._show)
        self.copy.clicked.connect(self._copy)
        self.accepted.connect(self._restore)
        signals().changed.connect(self._show)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._on_chosen()
        self.list.setFocus()

    @property
    def version(self) -> NoteVersion | None:
        """The version that is shown."""
        at = self.list.currentRow()
        return self.versions[at] if 0 <= at < len(self.versions) else None

    def _lay_out(self) -> None:
        room = self._ctx.window.size()
        self.resize(min(px(_WIDTH), room.width()), min(px(_HEIGHT), room.height()))
        now = self._ctx.clock.now()
        self.list.show_lines(
            ("", short_when(one.at, now), counted(wiki.words(one.body), "word"))
            for one in self.versions
        )
        right = column(row(self.views, None, self.fact, self.copy), gap=8)
        right.addWidget(self.text, 1)
        across = row(self.list, gap=16)
        across.addLayout(right, 1)
        content = QWidget(self)  # which takes it along, shown or not
        content.setLayout(across)
        if self.versions:
            self.body.addWidget(content, 1)
            return
        content.hide()
        words = "One is kept each ten minutes while you write, and before each import."
        self.body.addWidget(EmptyState("clock", "No versions yet", words), 1)
        self.do.hide()
        self.keep.setText("Close")

    def _on_chosen(self) -> None:
        version, note = self.version, self._note
        self.do.setEnabled(version is not None)
        if version is None:
            return

        def work(_progress: Progress) -> list[Piece]:
            return differences(_whole(version.title, version.body), _whole(note.title, note.body))

        def done(pieces: list[Piece]) -> None:
            if isValid(self) and version is self.version:
                self._pieces = pieces
                self._show()

        self._ctx.tasks.run("Comparing versions", work, done=done)

    def _show(self) -> None:
        version = self.version
        if version is None:
            return
        gone, new = changed(self._pieces)
        told = [f"{gone:,} only then"] if gone else []
        told += [f"{new:,} only now"] if new else []
        self.fact.setText("Words: " + ", ".join(told) if told else "The same words")
        self.text.clear()
        self.text.document().setDefaultFont(font("body"))
        self.text.document().setDocumentMargin(px(12))
        cursor = self.text.textCursor()
        if self.views.value == "text":
            cursor.insertText(_whole(version.title, version.body), _looks(Side.BOTH))
        first = -1
        for piece in self._pieces if self.views.value == "differences" else ():
            if piece.side is not Side.BOTH and first < 0:
                first = cursor.position()
            cursor.insertText(piece.text, _looks(piece.side))
        cursor.setPosition(max(0, first))
        self.text.setTextCursor(cursor)
        self.text.ensureCursorVisible()

    def _copy(self) -> None:
        cursor, version = self.text.textCursor(), self.version
        words = cursor.selection().toPlainText() if cursor.hasSelection() else ""
        if version is not None:
            QGuiApplication.clipboard().setText(words or version.body)
            self._ctx.messages.toast("Copied")

    def _restore(self) -> None:
        version, note, user_id = self.version, self._note, self._ctx.user_id
        if version is None:
            return
        try:
            self._notes.restore_version(user_id, note.id, version.id)
        except Fault as fault:
            self._ctx.messages.show(fault)
            return

        def undo() -> None:
            self._notes.write(user_id, note.id, note.title, note.body, note.tags)

        when = short_when(version.at, self._ctx.clock.now())
        self._ctx.messages.toast(f"The note is as it was {when}", undo)


def _whole(title: str, body: str) -> str:
    return f"{title}\n\n{body}" if title else body


def _looks(side: Side) -> QTextCharFormat:
    """Return how words of a side are shown; never by colour alone."""
    theme, looks = current(), QTextCharFormat()
    looks.setForeground(theme.color("text"))
    if side is Side.FIRST:
        looks.setForeground(theme.color("correct"))
        looks.setBackground(theme.color("correct-subtle"))
        looks.setFontUnderline(True)
    elif side is Side.SECOND:
        looks.setForeground(theme.color("incorrect"))
        looks.setBackground(theme.color("incorrect-subtle"))
        looks.setFontStrikeOut(True)
    return looks
