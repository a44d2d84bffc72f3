"""The calendar as the chart of a card: a table behind it, and files of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal

from ms2qbank_desktop.ui.theme import px

from .calendar import Calendar

if TYPE_CHECKING:
    from collections.abc import Callable

    from .plot import Plot


class DayChart(Calendar):
    """Shows its days (``show_days``); ``plot`` holds the same for table and files."""

    place_shown = Signal(str)

    def __init__(self, name: str, words: Callable[[int, int], str]) -> None:
        super().__init__(name, words)
        self.plot: Plot | None = None
        self.day_shown.connect(self.place_shown)

    def show_plot(self, plot: Plot | None) -> None:
        """Keep what the table and files say."""
        self.plot = plot

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(0, px(4))
