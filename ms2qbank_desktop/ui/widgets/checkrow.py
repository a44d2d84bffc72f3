"""Check boxes: a row of a filter with its count, and its smaller kin without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from ms2qbank_desktop.ui.theme import control, current, font, metrics, px

from . import paint

if TYPE_CHECKING:
    from collections.abc import Iterable


class CheckRow(QCheckBox):
    """Check box, label and right-aligned count; the whole row can be clicked.

    A count of 0 mutes the row but leaves it clickable. ``strong`` is for the parent of other rows
    ("All systems"); see :class:`CheckGroup`.
    """

    def __init__(self, label: str, count: int | None = None, *, strong: bool = False) -> None:
        super().__init__(label.replace("&", "&&"))
        self.ring_radius = metrics().radius["small"]
        self._label = label
        self._strong = strong
        self._count = count
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._describe()

    @property
    def count(self) -> int | None:
        """How many things the row stands for; None if that is not shown."""
        return self._count

    def set_count(self, count: int | None) -> None:
        """Show another count."""
        if count != self._count:
            self._count = count
            self._describe()
            self.update()

    def hitButton(self, point: QPoint) -> bool:
        return self.rect().contains(point)

    def nextCheckState(self) -> None:
        # A click on a half-checked parent checks all; nobody can choose "half".
        checked = self.checkState() == Qt.CheckState.Checked
        self.setCheckState(Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self._face()).horizontalAdvance(self._label)
        count = QFontMetrics(self._face()).horizontalAdvance(self._figure())
        gaps = px(10) + (px(12) if count else 0)
        return QSize(control("checkbox") + words + count + gaps, control("tree_row"))

    def minimumSizeHint(self) -> QSize:
        count = QFontMetrics(self._face()).horizontalAdvance(self._figure())
        return QSize(control("checkbox") + px(60) + count, control("tree_row"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        edge = control("checkbox")
        mark = QRect(0, (self.height() - edge) // 2, edge, edge)
        paint.check_mark(painter, mark, self.checkState(), enabled=self.isEnabled())
        painter.setFont(self._face())
        metric = QFontMetrics(self._face())
        figure = self._figure()
        count = metric.horizontalAdvance(figure)
        left = edge + px(10)
        room = QRect(left, 0, self.width() - left - (count + px(12) if count else 0), self.height())
        muted = self._count == 0 and not self.isChecked()
        ink = "text-muted" if muted else "text"
        painter.setPen(theme.color(ink if self.isEnabled() else "text-disabled"))
        words = metric.elidedText(self._label, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        if figure:
            painter.setPen(theme.color("text" if self._strong else "text-muted"))
            painter.drawText(
                self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, figure
            )
        if self.underMouse() and words != self._label:
            self.setToolTip(self._label)

    def _face(self) -> QFont:
        return font("strong" if self._strong else "body")

    def _figure(self) -> str:
        return "" if self._count is None else f"{self._count:,}"

    def _describe(self) -> None:
        figure = self._figure()
        self.setAccessibleName(f"{self._label}, {figure}" if figure else self._label)


class CheckGroup:
    """Ties a parent row to its children: half checked while only some of them are."""

    def __init__(self, parent: CheckRow, children: Iterable[CheckRow]) -> None:
        self._parent = parent
        self._children = list(children)
        self._parent.setTristate(True)
        self._parent.clicked.connect(self._on_parent_clicked)
        for child in self._children:
            child.toggled.connect(self._on_child_toggled)
        self._on_child_toggled()

    def _on_parent_clicked(self) -> None:
        on = self._parent.checkState() == Qt.CheckState.Checked
        for child in self._children:
            child.setChecked(on)

    def _on_child_toggled(self) -> None:
        on = sum(child.isChecked() for child in self._children)
        state = Qt.CheckState.PartiallyChecked
        if on in (0, len(self._children)):
            state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        self._parent.setCheckState(state)
