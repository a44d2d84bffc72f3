"""Rows and columns whose gaps and margins follow the text zoom."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QLayout, QScrollArea, QSizePolicy, QWidget

from ms2qbank_desktop.ui.theme import px, signals

Item = QWidget | QLayout | None
Margins = int | tuple[int, int, int, int]


class Box(QBoxLayout):
    """A row or column; gap and margins are given in pixels at 100 % text."""

    def __init__(self, direction: QBoxLayout.Direction, gap: int, margins: Margins) -> None:
        super().__init__(direction)
        self._gap = gap
        self.set_margins(margins)
        signals().changed.connect(self._on_theme_changed)

    def add(self, *items: Item) -> None:
        """Append widgets and layouts; None is a stretch."""
        for item in items:
            if item is None:
                self.addStretch(1)
            elif isinstance(item, QLayout):
                self.addLayout(item)
            else:
                self.addWidget(item)

    def set_margins(self, margins: Margins) -> None:
        """Change the margins: one for all sides, or left, top, right, bottom."""
        self._margins = (margins,) * 4 if isinstance(margins, int) else margins
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        self.setSpacing(px(self._gap))
        self.setContentsMargins(*(px(side) for side in self._margins))


def row(*items: Item, gap: int = 8, margins: Margins = 0) -> Box:
    """Return a row of widgets and layouts, left to right; None is a stretch."""
    layout = Box(QBoxLayout.Direction.LeftToRight, gap, margins)
    layout.add(*items)
    return layout


def column(*items: Item, gap: int = 8, margins: Margins = 0) -> Box:
    """Return a column of widgets and layouts, top to bottom; None is a stretch."""
    layout = Box(QBoxLayout.Direction.TopToBottom, gap, margins)
    layout.add(*items)
    return layout


def line(*, vertical: bool = False) -> QFrame:
    """Return a hairline."""
    frame = QFrame()
    frame.setProperty("kind", "line")
    if vertical:
        frame.setFixedWidth(1)
    else:
        frame.setFixedHeight(1)
    return frame


def below_line(pane: QWidget) -> QWidget:
    """Return a pane on a surface, below a hairline."""
    around = QWidget()
    ground(around, "surface")
    inner = column(gap=0)
    inner.addWidget(line(), 0, Qt.AlignmentFlag.AlignTop)
    inner.addWidget(pane, 1)
    around.setLayout(inner)
    return around


def ground(widget: QWidget, role: str) -> None:
    """Fill a plain widget with ``window``, ``surface`` or ``raised``."""
    widget.setProperty("ground", role)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


def scrolled(content: QWidget, name: str) -> QScrollArea:
    """Return a frameless area that scrolls ``content`` up and down and lets it have its width.

    The keyboard can be in it: ``name`` is what a screen reader says then.
    """
    area = QScrollArea()
    area.setAccessibleName(name)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    content.setProperty("ground", content.property("ground") or "none")
    area.setWidget(content)
    area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return area
