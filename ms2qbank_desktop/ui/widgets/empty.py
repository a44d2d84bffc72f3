"""What a place says while it has no content: what is missing and how it fills."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.theme import px, signals

from .glyph import Glyph
from .labels import Label
from .layouts import column, row


class EmptyState(QWidget):
    """Icon, what is missing, one sentence, and at most one button, in the middle of its place.
    ``width``: of the words, in pixels at 100 % text."""

    def __init__(
        self,
        icon: str,
        title: str,
        text: str,
        button: QWidget | None = None,
        *,
        width: int = 300,
    ) -> None:
        super().__init__()
        self._width = width
        self._title = Label(title, "strong", wrap=True)
        self._text = Label(text, "body", "text-muted", wrap=True)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = column(None, gap=8, margins=16)
        layout.add(row(None, Glyph(icon, "text-muted", "empty_state"), None))
        layout.add(row(None, self._title, None), row(None, self._text, None))
        if button is not None:
            layout.add(row(None, button, None, margins=(0, 8, 0, 0)))
        layout.addStretch(1)
        self.setLayout(layout)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def set_words(self, title: str, text: str) -> None:
        """Say something else, for example that a filter finds nothing."""
        self._title.setText(title)
        self._text.setText(text)

    def _on_theme_changed(self) -> None:
        for label in (self._title, self._text):
            label.setFixedWidth(px(self._width))
