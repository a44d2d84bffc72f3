"""The quick note: written beside whatever one studies, and linked to where it was made."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.links.ui.following import follow
from ms2qbank_desktop.features.links.ui.kinds import icon_of, title_of
from ms2qbank_desktop.features.links.ui.link_picker import LinkPicker
from ms2qbank_desktop.features.notebook.models import NoteKind
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.ui.theme import font, px, signals
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.chip import Chip
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.keycap import KeyCap
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.words import clock_time

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QResizeEvent

    from ms2qbank_desktop.features.links.models import Excerpt
    from ms2qbank_desktop.features.notebook.models import Note
    from ms2qbank_desktop.ui.context import UiContext

_PAUSE_MS = 500
"""So long after the last key a note is saved."""
_LONGEST = 34
"""Letters of a place on its chip."""
_HINT_FROM, _HINT_FROM_HOSTED = 300, 420
"""Width in pixels at 100 % text from which there is room for the key of "done"."""


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
    one begins with Ctrl+Enter; one that was emptied is removed.

    ``closed``: the keyboard may go back to what is studied. ``typing_changed``: somebody writes,
    or does no more. ``begin_requested``: the editor was entered without a place, the owner gives
    one. ``deeds``: a row below the text for buttons of the owner. ``hosted``: it stands beside the
    thing it is about, so that a moment alone says where it was made.
    """

    closed = Signal()
    typing_changed = Signal(bool)
    begin_requested = Signal()

    def __init__(self, ctx: UiContext, *, hosted: bool = False) -> None:
        super().__init__()
        self._ctx = ctx
        self._notes = ctx.service(NotebookService)
        self._links = ctx.service(LinkService)
        self._hosted = hosted
        self.note_id: int | None = None
        self.excerpt: Excerpt | None = None
        self._title = ""
        self._on_disk = ""
        self._tags: tuple[str, ...] = ()
        self._more: list[Place] = []
        self.editor = _Editor()
        self.editor.setAccessibleName("Quick note")
        self.editor.setPlaceholderText("Saved as you write, and linked to this place.")
        self.editor.setTabChangesFocus(True)
        self.place = Chip("", "chosen")
        self.chips: list[Chip] = []
        self.add_link = IconButton("link", "Link it to more", size="small")
        self.open = IconButton("arrow-square-out", "Open in the notebook", size="small")
        self.state = Label("", "caption", "text-muted")
        self._hint = (KeyCap("Ctrl Enter"), Label("done", "caption", "text-muted"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self.head = row(Glyph("note-pencil", "accent"), Label("Quick note", "heading3"), gap=8)
        self._chips = column(gap=4)
        self.deeds = row(gap=4)
        facts = row(*self._hint, None, self.state, self.add_link, self.open, gap=6)
        sheet = column(self.head, self._chips, gap=8)
        sheet.addWidget(self.editor, 1)
        if hosted:
            self.head.add(self.place)
            self.head.addLayout(facts, 1)
            sheet.add(self.deeds)
        else:
            self.head.add(None)
            self._chips.add(row(self.place, None))
            sheet.add(facts)
        self.setLayout(sheet)
        self.setFocusProxy(self.editor)
        self.editor.textChanged.connect(self._on_typed)
        self.editor.begun.connect(self._on_begun)
        self.editor.left.connect(self.leave)
        self.editor.finished.connect(self.finish)
        self._pause.timeout.connect(self.save)
        self.add_link.clicked.connect(self._pick)
        self.open.clicked.connect(self._open)
        signals().changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self._show_place()

    @property
    def text(self) -> str:
        """What is written."""
        return self.editor.toPlainText().strip()

    def begin(self, excerpt: Excerpt | None) -> None:
        """Take a place for the note and the keyboard; its words are quoted.

        What is being written about the same thing goes on, at the place where it was begun;
        None: a note about nothing in particular.
        """
        if not self.text or not _same(excerpt, self.excerpt):
            if self.text or self.note_id is not None:
                self.finish(stay=True)
            self.excerpt = excerpt
            self._show_place()
        if excerpt is not None and excerpt.text.strip():
            quoted = (f"> {line}".rstrip() for line in excerpt.text.strip().splitlines())
            self._append("\n".join(quoted) + "\n\n")
        if not self.editor.hasFocus():
            self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def write(self, excerpt: Excerpt, text: str) -> None:
        """Put Markdown into the note of a place and take the keyboard."""
        self.begin(excerpt)
        self._append(text)

    def open_note(self, note: Note, excerpt: Excerpt) -> None:
        """Write on with a note that was made at a place."""
        self.finish(stay=True)
        self.note_id, self._on_disk, self._tags = note.id, note.body, note.tags
        self._title, self.excerpt = note.title, excerpt
        self._show_place()
        self.editor.blockSignals(True)
        self.editor.setPlainText(note.body)
        self.editor.blockSignals(False)
        self._show_buttons()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Put what was typed into the notebook now."""
        self._pause.stop()
        text, user_id = self.editor.toPlainText(), self._ctx.user_id
        if text == self._on_disk:
            return
        try:
            if self.note_id is not None:
                self._notes.write(user_id, self.note_id, self._title, text, self._tags)
            elif text.strip():
                self._add(text)
        except Fault as fault:
            self._say("Not saved", "incorrect")
            self._ctx.messages.show(fault)
            return
        self._on_disk = text
        self._say("Saved" if text.strip() else "")
        self._show_buttons()

    def finish(self, *, stay: bool = False) -> None:
        """Save the note and empty the sheet; an emptied note is removed. ``stay``: the keyboard
        stays where it is."""
        self.save()
        if self.note_id is not None and not self.text:
            self._notes.remove(self._ctx.user_id, self.note_id)
        self.note_id, self._on_disk, self._tags = None, "", ()
        self.editor.blockSignals(True)
        self.editor.clear()
        self.editor.blockSignals(False)
        self.excerpt, self._more = None, []
        self._show_place()
        self._show_more()
        self._say("")
        if not stay:
            self.leave()

    def leave(self) -> None:
        """Save the note and let the keyboard go; the note stays in the sheet."""
        self.save()
        self.typing_changed.emit(False)
        self.closed.emit()

    def set_alone(self, *, alone: bool) -> None:
        """Offer no way to other things: an exam that is open shows nothing of them."""
        for button in (self.add_link, self.open):
            button.setVisible(not alone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        least = px(_HINT_FROM_HOSTED if self._hosted else _HINT_FROM)
        for part in self._hint:
            part.setVisible(self.width() >= least)

    def _add(self, text: str) -> None:
        excerpt = self.excerpt
        self._title, places = "", list(self._more)
        if excerpt is not None:
            # Not the bare name of the thing: a link to that name would lead to the note.
            self._title = excerpt.title or f"{excerpt.source}, note"
            places.insert(0, excerpt.place)
        self.note_id = self._notes.add(
            self._ctx.user_id, self._title, text, places=places, kind=NoteKind.QUICK
        )

    def _append(self, text: str) -> None:
        written = self.editor.toPlainText()
        cursor = self.editor.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        gap = "" if not written.strip() else "\n" if written.endswith("\n") else "\n\n"
        cursor.insertText(gap + text)
        self.editor.setTextCursor(cursor)

    def _on_begun(self) -> None:
        if self.excerpt is None:
            self.begin_requested.emit()
        self.typing_changed.emit(True)

    def _on_typed(self) -> None:
        if self.excerpt is None:
            self.begin_requested.emit()
        self._say("Saved when you pause")
        self._pause.start()

    # What else it is linked to

    def _pick(self) -> None:
        without = list(self._more)
        if self.note_id is not None:
            without.append(Place(Kind.NOTE, self.note_id))
        if self.excerpt is not None:
            without.append(self.excerpt.place)
        LinkPicker(self._ctx, "Link the note to", self._link, without=without).open()

    def _link(self, place: Place) -> None:
        self._more.append(place)
        if self.note_id is not None:
            self._links.link(self._ctx.user_id, Place(Kind.NOTE, self.note_id), place)
        self._show_more()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unlink(self, place: Place) -> None:
        self._more.remove(place)
        if self.note_id is not None:
            user_id = self._ctx.user_id
            for link in self._links.of(user_id, Kind.NOTE, self.note_id):
                if link.other(Kind.NOTE, self.note_id) == place:
                    self._links.unlink(user_id, link.id)
        self._show_more()

    def _show_more(self) -> None:
        for chip in self.chips:
            self._chips.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        told = self._links.described(self._ctx.user_id, self._more) if self._more else {}
        self.chips = []
        for place in self._more:
            words = title_of(place, told[place]) if place in told else "removed"
            chip = Chip(_short(words), "tag", icon_of(place), removable=True)
            chip.setToolTip(words)
            chip.remove_requested.connect(partial(self._unlink, place))
            self.chips.append(chip)
            self._chips.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)

    def _open(self) -> None:
        self.save()
        note_id = self.note_id
        if note_id is not None:
            self.finish()
            follow(self._ctx, Place(Kind.NOTE, note_id))

    # Showing

    def _show_place(self) -> None:
        place = self.excerpt.place if self.excerpt is not None else None
        words = self.excerpt.source if self.excerpt is not None else ""
        if place is not None and self._hosted and place.kind is Kind.VIDEO:
            words = clock_time(place.ms)
        self.place.set_words(_short(words))
        self.place.setToolTip(words)
        self.place.setVisible(bool(words))
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.open.setEnabled(self.note_id is not None)

    def _say(self, text: str, ink: str = "text-muted") -> None:
        self.state.setText(text)
        self.state.set_ink(ink)

    def _on_theme_changed(self) -> None:
        for part in (self.editor, self.editor.viewport()):  # the latter paints the placeholder
            part.setFont(font("body"))
        self.editor.document().setDefaultFont(font("body"))
        self.editor.setMinimumHeight(px(84))


def _same(one: Excerpt | None, other: Excerpt | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.place.kind, one.place.id) == (other.place.kind, other.place.id)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
