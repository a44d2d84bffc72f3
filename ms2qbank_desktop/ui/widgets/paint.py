"""The few shapes that several widgets paint: box, check box, radio, key cap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen

from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, font, metrics, px

if TYPE_CHECKING:
    from collections.abc import Sequence


def box(
    painter: QPainter,
    rect: QRect | QRectF,
    ground: QColor | None,
    border: QColor | None,
    radius: float,
) -> None:
    """Paint a rounded box with a crisp hairline inside ``rect``; None leaves a part out."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = QRectF(rect)
    if border is not None:
        area.adjust(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(border, metrics().border["hairline"]))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground if ground is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area, radius, radius)


def row_ground(
    painter: QPainter, area: QRect, *, selected: bool, hovered: bool = False, radius: int = 0
) -> None:
    """Paint what lies behind a row that is selected or pointed at.

    Themes of high contrast frame a selected one, too: without corners by a line above and below,
    for its cells may be painted one by one.
    """
    if not selected and not hovered:
        return
    theme, wide = current(), metrics().border["frame"]
    ground, edge = theme.color("selected" if selected else "hover"), theme.color("accent")
    if radius:
        box(painter, area, ground, edge if selected and wide else None, radius)
        return
    painter.fillRect(area, ground)
    if selected and wide:
        painter.fillRect(area.left(), area.top(), area.width(), wide, edge)
        painter.fillRect(area.left(), area.bottom() + 1 - wide, area.width(), wide, edge)


def heat_cell(painter: QPainter, cell: QRect | QRectF, step: int) -> None:
    """Paint a cell of a heat map at a step of the theme's ``heat``."""
    edge = current().color("border") if metrics().border["frame"] else None
    box(painter, cell, current().heat[step], edge, 2)


def check_mark(painter: QPainter, rect: QRect, state: Qt.CheckState, *, enabled: bool) -> None:
    """Paint a check box that fills ``rect``."""
    theme = current()
    if state == Qt.CheckState.Unchecked:
        edge = theme.color("border-strong" if enabled else "border")
        box(painter, rect, theme.color("surface"), edge, 3)
        return
    fill = theme.color("accent" if enabled else "text-disabled")
    box(painter, rect, fill, None, 3)
    gap = max(1, rect.width() // 8)
    name = "check-bold" if state == Qt.CheckState.Checked else "minus-bold"
    paint_icon(painter, rect.adjusted(gap, gap, -gap, -gap), name, theme.color("text-on-accent"))


def radio_mark(painter: QPainter, rect: QRect, look: str, ink: QColor) -> None:
    """Paint a radio mark that fills ``rect``; ``look`` is empty, filled or dashed."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    width = rect.width() * 0.3 if look == "filled" else 1.5
    pen = QPen(ink, width)
    if look == "dashed":
        pen.setDashPattern([2.2, 1.8])
    painter.setPen(pen)
    half = (rect.width() - width) / 2
    painter.drawEllipse(QPointF(QRectF(rect).center()), half, half)
    painter.restore()


def key_cap_width(text: str) -> int:
    """Return the width of a key cap with ``text``."""
    return max(
        QFontMetrics(font("micro")).horizontalAdvance(text) + 2 * px(5),
        key_cap_height(),
    )


def key_cap_height() -> int:
    """Return the height of a key cap."""
    return px(18)


def key_cap(
    painter: QPainter, rect: QRect, text: str, ink: QColor, ground: QColor | None, border: QColor
) -> None:
    """Paint a key cap that fills ``rect``."""
    box(painter, rect, ground, border, metrics().radius["small"])
    painter.setFont(font("micro"))
    painter.setPen(ink)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def split_bar(
    painter: QPainter, rect: QRect, parts: Sequence[tuple[float, str]], total: float | None = None
) -> None:
    """Paint parts (value, role) of ``total`` beside each other; None: they fill the bar."""
    theme = current()
    whole = sum(value for value, _ in parts) if total is None else total
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame = QPainterPath()
    frame.addRoundedRect(QRectF(rect), rect.height() / 2, rect.height() / 2)
    painter.setClipPath(frame)
    painter.fillRect(rect, theme.color("sunken"))
    left = float(rect.left())
    for value, role in parts:
        if value > 0 and whole > 0:
            width = rect.width() * value / whole
            painter.fillRect(QRectF(left, rect.top(), width, rect.height()), theme.color(role))
            left += width
    painter.restore()
