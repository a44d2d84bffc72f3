"""A segmented control: two to five exclusive views or values, one of them chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from ms2qbank_desktop.ui.theme import control, current, font, metrics, px

from . import paint

if TYPE_CHECKING:
    from collections.abc import Sequence


class _Segment(QRadioButton):
    """One value; a radio button to the keyboard and to screen readers."""

    def __init__(self, owner: Segmented, name: str, *, small: bool) -> None:
        super().__init__(owner)
        self.ring_target = owner
        self._small = small
        self.set_words(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str) -> None:
        self._words = words
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.updateGeometry()

    def hitButton(self, point: QPoint) -> bool:
        return self.rect().contains(point)

    def sizeHint(self) -> QSize:
        # The width of the chosen weight is reserved, so that choosing moves nothing.
        face = font("caption" if self._small else "body", weight=600)
        width = QFontMetrics(face).horizontalAdvance(self._words) + 2 * px(9 if self._small else 12)
        return QSize(width, control("button_small" if self._small else "segmented"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        role = "accent" if self.isChecked() else "text" if self.underMouse() else "text-muted"
        face = font("caption" if self._small else "body", weight=600 if self.isChecked() else 500)
        painter = QPainter(self)
        painter.setFont(face)
        painter.setPen(theme.color(role if self.isEnabled() else "text-disabled"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)


class Segmented(QWidget):
    """Shows ``options`` as (id, label); ``chosen`` tells the id the user chose.

    Arrows move the choice, Tab goes to the chosen segment only. ``name`` is what screen readers
    call the whole. ``size`` is normal or small.
    """

    chosen = Signal(str)

    def __init__(
        self, options: Sequence[tuple[str, str]], name: str = "", *, size: str = "normal"
    ) -> None:
        super().__init__()
        self.ring_radius = metrics().radius["control"]
        self._segments: dict[str, _Segment] = {}
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for key, label in options:
            segment = _Segment(self, label, small=size == "small")
            segment.setChecked(not self._segments)
            segment.toggled.connect(self._on_toggled)
            layout.addWidget(segment)
            self._segments[key] = segment
        self._current = options[0][0]
        self.setFocusProxy(self._segments[self._current])

    @property
    def value(self) -> str:
        """The id of the chosen segment, "" if none is."""
        return self._current

    def set_value(self, key: str) -> None:
        """Choose a segment, or none with "", without telling ``chosen``; KeyError if unknown."""
        before, self._current = self._current, key
        if key:
            self._segments[key].setChecked(True)
            self.setFocusProxy(self._segments[key])
            for name, segment in self._segments.items():  # Qt does so when the user chooses
                policy = Qt.FocusPolicy.StrongFocus if name == key else Qt.FocusPolicy.ClickFocus
                segment.setFocusPolicy(policy)
        elif before:
            segment = self._segments[before]
            segment.setAutoExclusive(False)  # an exclusive button refuses to be unchecked
            segment.setChecked(False)
            segment.setAutoExclusive(True)
        self.update()

    def set_label(self, key: str, label: str) -> None:
        """Change the words of a segment, for example when its count changes."""
        self._segments[key].set_words(label)

    def set_option_enabled(self, key: str, *, enabled: bool, why: str = "") -> None:
        """Switch a segment on or off; ``why`` is its tool tip while it is off."""
        self._segments[key].setEnabled(enabled)
        self._segments[key].setToolTip("" if enabled else why)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        radius = metrics().radius["control"]
        paint.box(painter, self.rect(), theme.color("surface"), None, radius)
        painter.save()
        frame = QPainterPath()
        frame.addRoundedRect(self.rect(), radius, radius)
        painter.setClipPath(frame)
        shown = list(self._segments.values())
        for left, segment in zip([None, *shown], shown, strict=False):
            paint.row_ground(painter, segment.geometry(), selected=segment.isChecked())
            if left is not None:
                edge = QRect(segment.x(), 0, 1, self.height())
                painter.fillRect(edge, theme.color("border"))
        painter.restore()
        edge_role = "border-strong" if self.isEnabled() else "border"
        paint.box(painter, self.rect(), None, theme.color(edge_role), radius)

    def _on_toggled(self, on: bool) -> None:
        key = next((key for key, part in self._segments.items() if part.isChecked()), "")
        if not on or key in ("", self._current):
            return
        self._current = key
        self.setFocusProxy(self._segments[key])
        self.update()
        self.chosen.emit(key)
