"""One field of a note: its name, its rich text or the source of it, and a pin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ms2qbank_desktop.features.flashcards.text.field_html import is_simple
from ms2qbank_desktop.ui.theme import font, px, signals
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, row

from .editor_text import FieldText

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ms2qbank_desktop.features.flashcards.models import NoteField


class FieldEditor(QWidget):
    """``changed``: by the user. What rich text cannot hold is edited as source, and a field that
    is not touched keeps its HTML to the letter."""

    changed = Signal()

    def __init__(self, field: NoteField, path_of: Callable[[str], Path | None]) -> None:
        super().__init__()
        self.name = field.name
        self._html = ""
        self.text = FieldText(field.name, path_of)
        self.text.setPlaceholderText(field.description)
        self.source = QPlainTextEdit()
        self.source.setTabChangesFocus(True)
        self.source.setAccessibleName(f"Source of {field.name}")
        self.pin = IconButton("push-pin", "Keep for the next note", checkable=True, size="small")
        self.pin.setChecked(field.sticky)
        self.as_source = IconButton("code", "Source (HTML)", checkable=True, size="small")
        self._note = Label("", "caption", "text-muted", wrap=True)
        self._fault = Label("", "caption", "incorrect", wrap=True)
        for label in (self._note, self._fault):
            label.hide()
        head = row(Label(field.name, weight=500), None, self.pin, self.as_source, gap=4)
        self.setLayout(column(head, self.text, self.source, self._note, self._fault, gap=4))
        self.source.hide()
        self.setFocusProxy(self.text)
        self.text.textChanged.connect(self._on_text_changed)
        self.source.textChanged.connect(self._on_source_changed)
        self.as_source.toggled.connect(self._on_toggled)
        self._filling = False
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    @property
    def html(self) -> str:
        """The HTML of the field."""
        return self._html

    def show_html(self, html: str) -> None:
        """Show another text."""
        self._html = html
        simple = is_simple(html)
        self._filling = True
        self.text.show_html(html if simple else "")
        self.source.setPlainText("" if simple else html)
        self._filling = False
        self.as_source.setChecked(not simple)
        self._note.setText("" if simple else "Its markup is more than rich text: edited as source.")
        self._note.setVisible(not simple)

    def set_fault(self, words: str) -> None:
        """Say what is wrong with the field; "" takes it back."""
        self._fault.setText(words)
        self._fault.setVisible(bool(words))

    def _on_text_changed(self) -> None:
        if not self._filling:
            self._html = self.text.html()
            self.changed.emit()

    def _on_source_changed(self) -> None:
        if not self._filling:
            self._html = self.source.toPlainText()
            self.changed.emit()

    def _on_toggled(self, as_source: bool) -> None:
        had_focus = self.text.hasFocus() or self.source.hasFocus() or self.as_source.hasFocus()
        self._filling = True
        if as_source:
            self.source.setPlainText(self._html)
        else:
            self.text.show_html(self._html)
        self._filling = False
        if not as_source and not is_simple(self._html):
            # Rich text would lose something of it; it goes only when the user goes on.
            self._note.setText("Some of its markup is not shown, and goes when you write here.")
        self._note.setVisible(bool(self._note.text()) and not is_simple(self._html))
        self.source.setVisible(as_source)
        self.text.setVisible(not as_source)
        shown = self.source if as_source else self.text
        self.setFocusProxy(shown)
        if had_focus:
            shown.setFocus()

    def _on_theme_changed(self) -> None:
        self.source.setFont(font("mono"))
        self.source.setFixedHeight(px(110))
