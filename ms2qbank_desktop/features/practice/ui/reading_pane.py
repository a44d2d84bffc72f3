"""A column of running text in a pane that scrolls alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.ui.theme import measure, signals
from ms2qbank_desktop.ui.widgets.layouts import column, ground, row, scrolled

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.widgets.layouts import Box, Margins


class ReadingPane(QWidget):
    """Shows its ``body`` at the left, as wide as there is room but no wider than running text.

    ``name``: what a screen reader calls it.
    """

    def __init__(self, name: str, gap: int, margins: Margins) -> None:
        super().__init__()
        self.text_zoom: int | None = None
        """Text zoom of the exam in per cent; None: that of the program."""
        self.body: Box = column(gap=gap)
        """Add the content here."""
        ground(self, "surface")
        self._column = QWidget()
        self._column.setLayout(self.body)
        self._column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._across = row(gap=0, margins=margins)
        self._across.addWidget(self._column, 1, Qt.AlignmentFlag.AlignTop)
        self._across.addStretch(0)
        sheet = QWidget()
        sheet.setLayout(self._across)
        self.area = scrolled(sheet, name)
        self.setLayout(column(self.area, gap=0))
        self.setFocusProxy(self.area)
        self.limit_width()
        signals().changed.connect(self.limit_width)

    def limit_width(self) -> None:
        """Keep lines readable."""
        self._column.setMaximumWidth(self.widest())

    def widest(self) -> int:
        """Return how wide the text may be, in pixels."""
        return measure("reading", self.text_zoom)

    def settle(self) -> None:
        """Lay everything out now: what is painted next is final, no line is seen to move."""
        self.body.activate()
        self._across.activate()
        QCoreApplication.sendEvent(self.area, QEvent(QEvent.Type.LayoutRequest))

    def to_top(self) -> None:
        """Scroll to the beginning."""
        self.area.verticalScrollBar().setValue(0)
