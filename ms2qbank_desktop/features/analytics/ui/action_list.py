"""Rows of a card that lead on: an icon, two lines, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, line, row

from .wording import kept_together

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class Line:
    """``does``: words and deeds of its buttons; ``primary``: the first of them is the next step."""

    icon: str
    title: str
    below: str
    does: tuple[tuple[str, Callable[[], object]], ...] = ()
    primary: bool = False


class ActionList(QWidget):
    """Lines with hairlines between them."""

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[Button] = []
        self._rows: list[QWidget] = []
        self._column = column(None, gap=8)
        self.setLayout(self._column)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        for old in self._rows:
            old.hide()
            old.deleteLater()
        self._rows, self.buttons = [], []
        for at, one in enumerate(lines):
            if at:
                self._add(line())
            self._add(self._row(one))

    def _add(self, widget: QWidget) -> None:
        self._rows.append(widget)
        self._column.insertWidget(self._column.count() - 1, widget)

    def _row(self, one: Line) -> QWidget:
        across = row(Glyph(one.icon, "accent"), gap=12)
        title = Label(one.title, "body", weight=500, wrap=True)
        words = column(
            title, Label(kept_together(one.below), "caption", "text-muted", wrap=True), gap=0
        )
        across.addLayout(words, 1)
        for at, (word, do) in enumerate(one.does):
            button = Button(
                word, "primary" if one.primary and not at else "secondary", size="small"
            )
            button.setAccessibleName(f"{word}: {one.title}")
            button.clicked.connect(lambda _on=False, run=do: run())
            across.addWidget(button)
            self.buttons.append(button)
        around = QWidget()
        around.setLayout(across)
        return around
