"""The quick note below the transcript: typed while the video plays, linked to its second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QPlainTextEdit, QWidget

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.links.models import Place
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.ui.theme import font, px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.chip import Chip
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.keycap import KeyCap
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row
from ms2qbank_desktop.ui.words import clock_time

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QResizeEvent

    from ms2qbank_desktop.features.notebook.models import Note
    from ms2qbank_desktop.features.videos.models import Video
    from ms2qbank_desktop.ui.context import UiContext

_PAUSE_MS = 500
"""So long after the last key a note is saved."""


class _Editor(QPlainTextEdit):
    """``left``: Esc. ``finished``: Ctrl+Enter. ``begun``: it has got the keyboard."""

    left = Signal()
    finished = Signal()
    begun = Signal()

    def event(self, event: QEvent) -> bool:
        own = isinstance(event, QKeyEvent) and _own(event)
        if own and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _own(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            self.finished.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.begun.emit()


def _own(event: QKeyEvent) -> bool:
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return event.key() == Qt.Key.Key_Escape or (enter and control)


class QuickNote(QWidget):
    """One note at a time. It is in the notebook half a second after the last key, and the next
    one begins with Ctrl+Enter.

    ``closed``: the keyboard may go back to the player. ``typing_changed``: somebody writes, or
    does no more. ``begin_requested``: the editor was entered without a moment, the owner gives one.
    """

    closed = Signal()
    typing_changed = Signal(bool)
    begin_requested = Signal()
    card_requested = Signal(int, str)
    attach_requested = Signal(int)

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._notes = ctx.service(NotebookService)
        self._video: Video | None = None
        self._note_id: int | None = None
        self._title = ""
        self._on_disk = ""
        self._tags: tuple[str, ...] = ()
        self.at_ms: int | None = None
        self.editor = _Editor()
        self.editor.setAccessibleName("Quick note")
        self.editor.setPlaceholderText("Write while it plays. The note opens at this second again.")
        self.editor.setTabChangesFocus(True)
        self.time = Chip("", "chosen")
        self.state = Label("", "caption", "text-muted")
        self.card = Button("Card with snapshot", "secondary", "cards", size="small")
        self.attach = Button("Attach to question", "quiet", "question", size="small")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._hint = (KeyCap("Ctrl Enter"), Label("done", "caption", "text-muted"))
        ground(self, "raised")
        head = row(
            Glyph("note-pencil", "accent"),
            Label("Quick note", "heading3"),
            self.time,
            None,
            *self._hint,
        )
        self._deeds = row(self.card, self.attach, None, self.state)
        sheet = column(head, self.editor, self._deeds, gap=8, margins=(16, 10, 16, 12))
        self.setLayout(column(line(), sheet, gap=0))
        self.setFocusProxy(self.editor)
        self.editor.textChanged.connect(self._on_typed)
        self.editor.begun.connect(self._on_begun)
        self.editor.left.connect(self._on_left)
        self.editor.finished.connect(self.finish)
        self._pause.timeout.connect(self.save)
        self.card.clicked.connect(self._on_card)
        self.attach.clicked.connect(self._on_attach)
        signals().changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self._show_time(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def show_video(self, video: Video) -> None:
        """Write about another video from here on; what was typed is saved first."""
        self.finish(stay=True)
        self._video = video

    def begin(self, at_ms: int) -> None:
        """Take a moment for the note, unless one is being written; then take the keyboard."""
        if self.at_ms is None or not self.editor.toPlainText().strip():
            self._show_time(at_ms)
        if not self.editor.hasFocus():
            self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def write(self, at_ms: int, text: str) -> None:
        """Put words of the video into the note and take the keyboard."""
        self.begin(at_ms)
        written = self.editor.toPlainText()
        self.editor.appendPlainText(text if not written.strip() else f"\n{text}")

    def open_note(self, note: Note, at_ms: int) -> None:
        """Write on with a note of this video."""
        self.finish(stay=True)
        self._note_id, self._on_disk, self._tags = note.id, note.body, note.tags
        self._title = note.title
        self._show_time(at_ms)
        self.editor.blockSignals(True)
        self.editor.setPlainText(note.body)
        self.editor.blockSignals(False)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Put what was typed into the notebook now."""
        self._pause.stop()
        text = self.editor.toPlainText()
        if text == self._on_disk or self._video is None or self.at_ms is None:
            return
        user_id = self._ctx.user_id
        try:
            if self._note_id is not None:
                self._notes.write(user_id, self._note_id, self._title, text, self._tags)
            elif text.strip():
                place = Place.in_video(self._video.id, self.at_ms)
                self._title = f"{self._video.about.title} at {clock_time(self.at_ms)}"
                self._note_id = self._notes.add(user_id, self._title, text, places=[place])
        except Fault as fault:
            self._say("Not saved", "incorrect")
            self._ctx.messages.show(fault)
            return
        self._on_disk = text
        self._say("Saved" if text.strip() else "")

    def finish(self, *, stay: bool = False) -> None:
        """Save the note and empty the sheet; an emptied note is removed. ``stay``: the keyboard
        stays where it is."""
        self.save()
        if self._note_id is not None and not self.editor.toPlainText().strip():
            self._notes.remove(self._ctx.user_id, self._note_id)
        self._note_id, self._on_disk, self._tags = None, "", ()
        self.editor.blockSignals(True)
        self.editor.clear()
        self.editor.blockSignals(False)
        self._show_time(None)
        self._say("")
        if not stay:
            self._on_left()

    @property
    def text(self) -> str:
        """What is written."""
        return self.editor.toPlainText().strip()

    def _on_begun(self) -> None:
        if self.at_ms is None:
            self.begin_requested.emit()
        self.typing_changed.emit(True)

    def _on_left(self) -> None:
        self.save()
        self.typing_changed.emit(False)
        self.closed.emit()

    def _on_typed(self) -> None:
        if self.at_ms is None:
            self.begin_requested.emit()
        self._say("Saved when you pause")
        self._pause.start()

    def _on_card(self) -> None:
        if self.at_ms is None:
            self.begin_requested.emit()
        if self.at_ms is not None:
            self.save()
            self.card_requested.emit(self.at_ms, self.text)

    def _on_attach(self) -> None:
        if self.at_ms is None:
            self.begin_requested.emit()
        if self.at_ms is not None:
            self.attach_requested.emit(self.at_ms)

    def _show_time(self, at_ms: int | None) -> None:
        self.at_ms = at_ms
        self.time.set_words("" if at_ms is None else clock_time(at_ms))
        self.time.setVisible(at_ms is not None)

    def _say(self, text: str, ink: str = "text-muted") -> None:
        self.state.setText(text)
        self.state.set_ink(ink)
        self.state.setVisible(bool(text))

    def _fold(self) -> None:
        """Put the buttons below each other where both have no room beside the other."""
        wanted = self.card.sizeHint().width() + self.attach.sizeHint().width() + px(90)
        narrow, direction = self.width() < wanted, QBoxLayout.Direction
        self._deeds.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        for part in self._hint:
            part.setVisible(not narrow)

    def _on_theme_changed(self) -> None:
        self._fold()
        for part in (self.editor, self.editor.viewport()):  # the latter paints the placeholder
            part.setFont(font("body"))
        self.editor.document().setDefaultFont(font("body"))
        self.editor.setFixedHeight(px(84))
