"""The dock of notes at the right edge of the exam: one note a question, saved as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.annotations.models import QUESTION, Target
from ms2qbank_desktop.features.annotations.service import AnnotationService
from ms2qbank_desktop.ui.theme import font, length, signals
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from ms2qbank_desktop.ui.context import UiContext

_PAUSE_MS = 500
"""So long after the last key a note is saved."""
_EMPTY = "Saved as you type"
_MOST = 0.38
"""Part of the window that the dock takes at the most."""


class _Editor(QPlainTextEdit):
    """Keeps Esc from the exam; the other keys that write it has already."""

    close_requested = Signal()

    def event(self, event: QEvent) -> bool:
        own = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if own and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_requested.emit()
        else:
            super().keyPressEvent(event)


class NotesPanel(QWidget):
    """The user's note at the open question, as plain text.

    ``saved`` tells the question and the text that is on the disk now; ``close_requested`` that the
    panel is to be closed (Esc, cross). Hiding it saves.
    """

    saved = Signal(object, str)
    """The id as an object: it has 63 bits, and Qt's int 32."""
    close_requested = Signal()

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._service = ctx.service(AnnotationService)
        self._messages = ctx.messages
        self._user_id = ctx.user_id
        self._question_id = 0
        self._on_disk = ""
        self._window = 0
        self._unsaved = ""
        self.editor = _Editor()
        self.editor.setTabChangesFocus(True)
        self.editor.setPlaceholderText(
            "What do you want to remember about this question? "
            "You will see it again with the explanation."
        )
        self._title = Label("", "caption", "text-muted")
        self.state = Label("", "caption", "text-muted")
        self._close = IconButton("x", "Close notes", "Esc", size="small")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        ground(self, "surface")
        self.setAccessibleName("Notes")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFocusProxy(self.editor)
        self._lay_out()
        self.editor.textChanged.connect(self._on_typed)
        self.editor.close_requested.connect(self.close_requested)
        self._close.clicked.connect(self.close_requested)
        self._pause.timeout.connect(self.save)
        signals().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_question(self, question_id: int, title: str) -> None:
        """Open the note of a question; what was typed for the one before is saved first.

        ``title`` says which it is, "Item 7".
        """
        self._title.setText(title)
        self.editor.setAccessibleName(f"Note to {title}")
        if question_id == self._question_id:
            return
        self.save()
        self._question_id = question_id
        self._on_disk = self._read()
        self.editor.blockSignals(True)
        self.editor.setPlainText(self._on_disk)
        self.editor.blockSignals(False)
        self._say("Saved" if self._on_disk else _EMPTY)

    def save(self) -> None:
        """Put what was typed on the disk now."""
        self._pause.stop()
        text = self.editor.toPlainText()
        if text == self._on_disk:
            return
        try:
            self._service.write_note(self._user_id, Target(QUESTION, self._question_id), text)
        except Fault as fault:
            self._say("Not saved", "incorrect")
            if str(fault) != self._unsaved:  # said once, not after each pause
                self._messages.show(fault)
            self._unsaved = str(fault)
            return
        self._on_disk, self._unsaved = text, ""
        self._say("Saved" if text.strip() else _EMPTY)
        self.saved.emit(self._question_id, text)

    def limit_width(self, window: int) -> None:
        """Take the usual width, but leave most of the ``window`` pixels to the question."""
        self._window = window
        self._on_theme_changed()

    def hideEvent(self, event: QHideEvent) -> None:
        self.save()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        head = row(Glyph("note-pencil"), Label("Notes", "heading3"), self._title, None, self._close)
        head.set_margins((16, 9, 12, 9))
        foot = QWidget()
        ground(foot, "raised")
        foot.setLayout(row(self.state, None, margins=(16, 6, 16, 6)))
        page = column(margins=16)
        page.addWidget(self.editor, 1)
        layout = column(head, line(), gap=0)
        layout.addLayout(page, 1)
        layout.add(line(), foot)
        self.setLayout(row(line(vertical=True), layout, gap=0))

    def _read(self) -> str:
        try:
            return self._service.note(self._user_id, Target(QUESTION, self._question_id))
        except Fault as fault:
            self._messages.show(fault)
            return ""

    def _say(self, text: str, ink: str = "text-muted") -> None:
        self.state.setText(text)
        self.state.set_ink(ink)

    def _on_typed(self) -> None:
        self._say("Saved when you pause")
        self._pause.start()

    def _on_theme_changed(self) -> None:
        usual = length("labs_dock")
        self.setFixedWidth(min(usual, round(self._window * _MOST)) if self._window else usual)
        self.editor.setFont(font("reading"))
