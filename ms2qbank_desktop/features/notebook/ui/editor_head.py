"""Above the text of a note: its title, its tags, and what is known of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from ms2qbank_desktop.features.notebook import wiki
from ms2qbank_desktop.ui.theme import measure, px, signals
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.chip import Chip
from ms2qbank_desktop.ui.widgets.flow import Flow
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from ms2qbank_desktop.features.notebook.models import Note

MARGIN = 40


class EditorHead(QWidget):
    """``edited``: title or tags, by the user. ``title_finished``: the title stands as it is to
    stay. ``left``: on into the text. ``tag_chosen``: a chip was clicked.

    ``known_tags`` is asked for what to complete when a tag is begun.
    """

    edited = Signal()
    title_finished = Signal()
    left = Signal()
    tag_chosen = Signal(str)

    def __init__(self, known_tags: Callable[[], Iterable[str]]) -> None:
        super().__init__()
        ground(self, "surface")
        self._known_tags = known_tags
        self.tags: tuple[str, ...] = ()
        """Those that do not stand in the text."""
        self._from_text: tuple[str, ...] = ()
        self.title = _Title()
        self.chips: list[Chip] = []
        self.add = IconButton("tag", "Add a tag", size="small")
        self.tag_line = _TagLine()
        self.facts = Label("", "caption", "text-muted")
        self._flow = Flow(6)
        self._column = column(self.title, self._flow, gap=2, margins=(MARGIN, 20, 16, 10))
        self.setLayout(self._column)
        self.title.textEdited.connect(lambda: self.edited.emit())
        self.title.editingFinished.connect(self.title_finished)
        self.title.returnPressed.connect(self.left)
        self.title.down.connect(self.left)
        self.add.clicked.connect(self.begin_tag)
        self.tag_line.given.connect(self._on_tag_given)
        self.tag_line.editingFinished.connect(self._end_tag)
        self._naming_tag = False
        self._rows: QWidget | None = None
        self._show_tags()
        self._set_width()
        signals().changed.connect(self._set_width)

    def show_note(self, note: Note) -> None:
        """Show another note, or what became of this one."""
        if self.title.text() != note.title:
            self.title.setText(note.title)
        self.set_tags(wiki.own_tags(note.tags, note.body), tuple(wiki.tags(note.body)))

    def set_tags(self, own: tuple[str, ...], from_text: tuple[str, ...]) -> None:
        """Show tags; those of the text go only with its words."""
        if (own, from_text) != (self.tags, self._from_text):
            self.tags, self._from_text = own, from_text
            self._show_tags()

    def set_facts(self, words: str, *, fault: bool = False) -> None:
        """Say when it was edited, how long it is, or that it is not saved."""
        if self.facts.text() != words:
            self.facts.setText(words)
            self.facts.set_ink("incorrect" if fault else "text-muted")

    def show_rows(self, rows: QWidget | None) -> None:
        """Put something between tags and text in place of what stands there."""
        if self._rows is not None:
            self._column.removeWidget(self._rows)
            self._rows.hide()
            self._rows.deleteLater()
        self._rows = rows
        if rows is not None:
            rows.setContentsMargins(0, px(8), 0, 0)
            self._column.addWidget(rows)

    def begin_tag(self) -> None:
        """Let a tag be written."""
        self._naming_tag = True
        completer = QCompleter(sorted(set(self._known_tags()) - {*self.tags, *self._from_text}))
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setParent(self.tag_line)
        self.tag_line.setCompleter(completer)
        self.tag_line.clear()
        self._show_tags()
        self.tag_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_width()

    def _set_width(self) -> None:
        """Be as wide as the text below."""
        self.tag_line.setFixedWidth(px(140))
        left = px(MARGIN)
        right = max(px(16), self.width() - left - measure())
        self._column.setContentsMargins(left, px(20), right, px(10))

    def _on_tag_given(self, words: str) -> None:
        new = [word.strip("#") for word in words.replace(",", " ").split()]
        tags = tuple(dict.fromkeys([*self.tags, *filter(None, new)]))
        self._naming_tag = False
        if tags != self.tags:
            self.tags = tuple(tag for tag in tags if tag not in self._from_text)
            self.edited.emit()
        self._show_tags()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_tag(self) -> None:
        if self._naming_tag and not self.tag_line.hasFocus():
            self._naming_tag = False
            self._show_tags()

    def _remove(self, tag: str) -> None:
        self.tags = tuple(one for one in self.tags if one != tag)
        self._show_tags()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _show_tags(self) -> None:
        self.chips = []
        for tag in (*self.tags, *self._from_text):
            own = tag in self.tags
            chip = Chip(f"#{tag}", "tag", removable=own)
            if own:
                chip.remove_requested.connect(partial(self._remove, tag))
            else:
                chip.setToolTip("Stands in the text")
            chip.clicked.connect(partial(self._on_chip, tag))
            self.chips.append(chip)
        self._flow.show_widgets([*self.chips, self.add, self.tag_line, self.facts])
        self.tag_line.setVisible(self._naming_tag)
        self.add.setVisible(not self._naming_tag)

    def _on_chip(self, tag: str, *_checked: bool) -> None:
        self.tag_chosen.emit(tag)


class _Title(QLineEdit):
    """``down``: the arrow was pressed."""

    down = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "title")
        self.setPlaceholderText("Untitled")
        self.setTextMargins(-2, 0, 0, 0)  # Qt's own: the title begins where the text does
        self.setAccessibleName("Title of the note")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)


class _TagLine(QLineEdit):
    """``given``: a tag was written and Enter, comma or blank pressed; "" takes it back."""

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("New tag")
        self.setPlaceholderText("tag")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Comma, Qt.Key.Key_Space):
            self.given.emit(self.text())
        elif event.key() == Qt.Key.Key_Escape:
            self.given.emit("")
        else:
            super().keyPressEvent(event)
