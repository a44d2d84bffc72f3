"""The pane at the right of an article: what belongs to it, a quick note, what was highlighted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ms2qbank_desktop.ui.theme import length, px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import Box, column, ground, line, row, scrolled

from .side_row import SideRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.annotations.models import Span

    from .beside import Beside, Section

_TITLES = {
    "questions": "Questions",
    "cards": "Cards",
    "videos": "Videos",
    "notes": "Your notes",
    "links": "Links",
    "highlights": "Highlights",
}
"""The parts of the pane in their order."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NoteField(QPlainTextEdit):
    """``finished``: Ctrl+Enter; ``left``: Esc."""

    finished = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Quick note")
        self.setPlaceholderText("A note at this place. Ctrl Enter keeps it.")
        self.setTabChangesFocus(True)
        self.setFixedHeight(px(96))

    def event(self, event: QEvent) -> bool:
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and self._own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._own(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            self.finished.emit()

    @staticmethod
    def _own(event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        return event.key() == Qt.Key.Key_Escape or (event.key() in _ENTER and control)


class BesidePanel(QWidget):
    """``opened`` carries the Place of a line, ``practise_wanted`` nothing, ``note_written`` what
    was written, ``shown_span`` a highlight that was clicked."""

    opened = Signal(object)
    practise_wanted = Signal()
    note_written = Signal(str)
    shown_span = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        ground(self, "surface")
        self.note = NoteField()
        self.note.hide()
        self.note.setParent(self)
        self.add_note = IconButton("plus", "Quick note", size="small", role="accent")
        self.add_note.clicked.connect(self.begin_note)
        self.note.finished.connect(self._on_finished)
        self.note.left.connect(self._end_note)
        self._lists: dict[str, Box] = {}
        self._facts: dict[str, Elided] = {}
        self._parts: dict[str, QWidget] = {}
        self.practise = Button("", "secondary", "play-fill")
        self.practise.setParent(self)
        self.practise.hide()
        self.practise.clicked.connect(self.practise_wanted)
        self._sheet = column(gap=0, margins=(8, 8, 8, 16))
        self._sheet.addStretch(1)
        self._add_part("notes")
        content = QWidget()
        content.setLayout(self._sheet)
        area = scrolled(content)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across = row(line(vertical=True), gap=0)
        across.addWidget(area, 1)
        self.setLayout(across)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def show_beside(self, beside: Beside) -> None:
        """Show what belongs to the article."""
        for key in ("questions", "cards", "videos", "notes", "links"):
            self._show_section(key, getattr(beside, key))
        unseen = beside.unseen
        self.practise.setText(f"Block of {unseen:,} unseen")
        if "questions" in self._parts:
            self.practise.setVisible(unseen > 0)

    def show_highlights(self, spans: Sequence[tuple[Span, str]]) -> None:
        """Show what is highlighted, with its words."""
        rows: list[QWidget] = []
        for span, words in spans:
            one = SideRow("", " ".join(words.split()), ground=f"highlight-{span.colour}")
            one.clicked.connect(partial(self.shown_span.emit, span))
            rows.append(one)
        self._fill("highlights", rows, str(len(rows)) if rows else "")

    def begin_note(self) -> None:
        """Open the field for a quick note."""
        self.note.show()
        self.note.setFocus()

    def _end_note(self) -> None:
        self.note.clear()
        self.note.hide()
        self.add_note.setFocus()

    def _on_finished(self) -> None:
        text = self.note.toPlainText().strip()
        self._end_note()
        if text:
            self.note_written.emit(text)

    def _add_part(self, key: str) -> None:
        """Build a part in its place; most articles have few of them."""
        place = sum(list(_TITLES).index(one) < list(_TITLES).index(key) for one in self._parts)
        self._sheet.insertWidget(place, self._part(key, _TITLES[key]))

    def _part(self, key: str, title: str) -> QWidget:
        fact = Elided("", "caption", "text-muted")
        fact.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = row(Label(title, "strong"), gap=8, margins=(8, 0, 8, 0))
        head.addWidget(fact, 1)
        if key == "notes":
            head.add(self.add_note)
        lines = column(gap=0)
        body = column(head, lines, gap=6, margins=(0, 10, 0, 10))
        if key == "questions":
            body.add(row(self.practise, gap=0, margins=(8, 0, 8, 0)))
        if key == "notes":
            body.add(row(self.note, gap=0, margins=(8, 0, 8, 0)))
        whole = column(body, gap=0)
        if key != "highlights":
            whole.add(line())
        part = QWidget()
        part.setLayout(whole)
        self._lists[key], self._facts[key], self._parts[key] = lines, fact, part
        return part

    def _show_section(self, key: str, section: Section) -> None:
        rows: list[QWidget] = []
        for one in section.lines:
            shown = SideRow(one.icon, one.title, one.detail)
            shown.clicked.connect(partial(self.opened.emit, one.place))
            rows.append(shown)
        self._fill(key, rows, section.fact)

    def _fill(self, key: str, rows: list[QWidget], fact: str) -> None:
        if key not in self._parts:
            if not rows:
                return
            self._add_part(key)
        lines = self._lists[key]
        while (item := lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        lines.add(*rows)
        self._facts[key].setText(fact)
        self._parts[key].setVisible(bool(rows) or key == "notes")

    def _on_theme_changed(self) -> None:
        self.setFixedWidth(length("side_panel") - px(24))
