"""A card: the white sheet with a title that pages of cards are made of."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.ui.theme import control, current, metrics

from . import paint
from .labels import Elided, Label
from .layouts import Box, column, line, row


class Card(QWidget):
    """Title, muted fact and actions above a ``body`` (a column to add to).

    ``flush`` is for a card that is a table or list: no padding, a line under the header. With
    ``outset`` the body begins that many pixels left of the title: room for the focus rings of rows
    that scroll, when the rows themselves stand in by as much.
    """

    def __init__(
        self,
        title: str = "",
        fact: str = "",
        *,
        flush: bool = False,
        outset: int = 0,
        tall: bool = False,
    ) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._title = Label(title, "heading3")
        self._fact = Elided(fact, "caption", "text-muted")
        self._fact.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._actions: Box = row(gap=8)
        self.body: Box = column(gap=0 if flush else 8, margins=(1, 0, 1, 4) if flush else 0)
        """Add the content here."""
        header = QWidget()
        sides = (16, 8, 16, 8) if flush else (outset, 0, outset, 0)
        across = row(row(self._title, _Strut(), gap=0) if tall else self._title, margins=sides)
        across.addWidget(self._fact, 1)
        across.addLayout(self._actions)
        header.setLayout(across)
        outer = column(header, gap=0 if flush else 12, margins=0)
        if not flush:
            outer.set_margins((16 - outset, 16, 16 - outset, 16))
        elif title or fact:
            outer.add(line())
        outer.setAlignment(header, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(self.body, 1)
        self.setLayout(outer)
        header.setVisible(bool(title or fact))
        self._show_fact()

    def add_action(self, button: QWidget) -> None:
        """Put a button or control at the right end of the header."""
        self._actions.addWidget(button)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)

    def set_fact(self, fact: str) -> None:
        """Change the muted fact beside the title."""
        self._fact.setText(fact)
        self._show_fact()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        paint.box(
            QPainter(self),
            self.rect(),
            theme.color("surface"),
            theme.color("border"),
            metrics().radius["card"],
        )

    def _show_fact(self) -> None:
        self._fact.setVisible(bool(self._fact.text()))


class _Strut(QWidget):
    """Keeps a header as high as a button."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, control("button"))
