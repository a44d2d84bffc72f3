"""Bars: how far something is, and how a whole splits into parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.ui import words
from ms2qbank_desktop.ui.theme import px

from . import paint

if TYPE_CHECKING:
    from collections.abc import Sequence

Part = tuple[float, str]
"""A value and the role of its colour."""


class SplitBar(QWidget):
    """Parts of a whole beside each other, such as correct and incorrect.

    The numbers stand beside the bar in words; ``set_parts`` also takes the sentence that screen
    readers say. ``thin`` is for rows.
    """

    def __init__(
        self, parts: Sequence[Part] = (), total: float | None = None, *, thin: bool = False
    ) -> None:
        super().__init__()
        self._thin = thin
        self._parts: tuple[Part, ...] = ()
        self._total = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_parts(parts, total)

    def set_parts(
        self, parts: Sequence[Part], total: float | None = None, sentence: str = ""
    ) -> None:
        """Show other parts; ``total`` None means the parts fill the bar."""
        self._parts = tuple(parts)
        self._total = sum(value for value, _ in parts) if total is None else total
        self.setAccessibleName(sentence)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(120), px(4 if self._thin else 6))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(24), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.split_bar(QPainter(self), self.rect(), self._parts, self._total)


class ProgressBar(SplitBar):
    """How much of a whole is done, in accent."""

    def __init__(self, name: str = "", *, thin: bool = False) -> None:
        super().__init__(thin=thin)
        self._name = name

    def set_share(self, share: float) -> None:
        """Show ``share``, 0–1."""
        self.set_parts([(share, "accent")], 1.0, f"{self._name} {words.share(share)}".strip())
