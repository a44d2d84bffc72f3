"""The focus ring: one frame that follows the keyboard focus, 1 px outside the control it marks.

A style of its own sits on this frame only. An application-wide Python style would answer some 25
calls for every widget that is laid out (4 µs each, 10 ms a page) to change nothing but this.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QFocusFrame,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QTextBrowser,
    QWidget,
)

from .theme import current, metrics, signals

_GAP = 1


class _RingStyle(QProxyStyle):
    """Draws the frame as a rounded ring and leaves it unmasked, so that corners stay whole."""

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        if metric in (
            QStyle.PixelMetric.PM_FocusFrameHMargin,
            QStyle.PixelMetric.PM_FocusFrameVMargin,
        ):
            return metrics().border["focus"] + _GAP
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,  # noqa: N803
    ) -> int:
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        if hint == QStyle.StyleHint.SH_FocusFrame_Mask:
            return 0
        return super().styleHint(hint, option, widget, returnData)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element != QStyle.ControlElement.CE_FocusFrame or not isinstance(widget, QFocusFrame):
            super().drawControl(element, option, painter, widget)
            return
        width = metrics().border["focus"]
        radius = getattr(widget.widget(), "ring_radius", metrics().radius["control"])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(current().color("focus-ring"), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = QRectF(widget.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(edge, radius + _GAP + width / 2, radius + _GAP + width / 2)


class FocusRing(QObject):
    """Puts the ring on the widget that got the keyboard focus by other means than the mouse.

    Fields show their focus in their own border and views in the current row. A widget may name
    another to be ringed in its place (``ring_target``) and its corner (``ring_radius``).
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._style = _RingStyle("Fusion")
        self._style.setParent(self)
        self._frame: QFocusFrame | None = None
        app.focusChanged.connect(self._on_focus_changed)
        signals().changed.connect(self._on_theme_changed)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        by_mouse = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if isinstance(new, QAbstractItemView):
            new.setProperty("ring", not by_mouse)
        self._remove()
        target = getattr(new, "ring_target", new)
        if target is None or by_mouse or target.isWindow() or not self._is_ringed(new):
            return
        self._put_around(target)

    def _put_around(self, target: QWidget) -> None:
        self._frame = QFocusFrame()
        self._frame.setStyle(self._style)
        self._frame.destroyed.connect(self._on_frame_destroyed)
        self._frame.setWidget(target)

    def _remove(self) -> None:
        if self._frame is not None:
            frame, self._frame = self._frame, None
            frame.destroyed.disconnect(self._on_frame_destroyed)
            frame.hide()
            frame.deleteLater()

    def _on_theme_changed(self) -> None:
        # A new style sheet of the program takes the frame's own style away.
        if self._frame is not None:
            target = self._frame.widget()
            self._remove()
            self._put_around(target)

    def _on_frame_destroyed(self) -> None:
        self._frame = None  # its window has gone

    @staticmethod
    def _is_ringed(widget: QWidget | None) -> bool:
        own_ring = getattr(widget, "paints_focus", False)
        ringed = isinstance(widget, QAbstractButton | QTextBrowser)
        return not own_ring and (ringed or hasattr(widget, "ring_target"))
