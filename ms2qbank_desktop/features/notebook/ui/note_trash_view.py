"""A note in the trash: to be read, and to be put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ms2qbank_desktop.ui.theme import font, measure, px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row

from .note_list_model import UNTITLED

if TYPE_CHECKING:
    from ms2qbank_desktop.features.notebook.models import Note


class TrashView(QWidget):
    """``restore_wanted``: of the note that is shown; ``empty_wanted``: all for good."""

    restore_wanted = Signal()
    empty_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        ground(self, "surface")
        self.note_id: int | None = None
        self._title = Label("", "heading1", wrap=True)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setProperty("kind", "page")
        self._text.setAccessibleName("Text of the note")
        self._text.setTabChangesFocus(True)
        self._text.document().setDocumentMargin(0)  # it begins where the title does
        restore = Button("Put back", "secondary", "arrow-counter-clockwise")
        restore.clicked.connect(self.restore_wanted)
        empty = Button("Empty the trash…", "danger", "trash")
        empty.clicked.connect(self.empty_wanted)
        words = Elided("In the trash. Links to it wait until it is put back.", ink="text-muted")
        bar = row(gap=8, margins=(16, 8, 16, 8))
        bar.addWidget(words, 1)
        bar.add(restore, empty)
        sheet = column(bar, line(), gap=0)
        inner = column(self._title, gap=12, margins=(40, 24, 40, 24))
        inner.addWidget(self._text, 1)
        sheet.addLayout(inner, 1)
        self.setLayout(sheet)
        self.setFocusProxy(self._text)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def show_note(self, note: Note) -> None:
        """Show a note that was deleted."""
        self.note_id = note.id
        self._title.setText(note.title or UNTITLED)
        self._text.setPlainText(note.body)

    def _on_theme_changed(self) -> None:
        self._text.setFont(font("reading"))
        self._text.setMaximumWidth(measure("reading") + px(24))
