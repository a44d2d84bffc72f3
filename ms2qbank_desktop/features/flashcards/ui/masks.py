"""Image occlusion: the shapes that lie over a picture, in the colours of the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform

from ms2qbank_desktop.features.flashcards.text.occlusion import Cover, Outline
from ms2qbank_desktop.ui.theme import current, font, px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.flashcards.text.occlusion import Mask, Shape


def paint_masks(painter: QPainter, picture: QRectF, masks: Sequence[Mask]) -> None:
    """Paint masks over the place of a picture.

    What is asked is filled with the accent and bears a question mark; other hidden parts are
    grey; what was asked is only framed.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(picture)
    theme = current()
    for mask in masks:
        if mask.cover is Cover.LABEL:
            _paint_label(painter, picture, mask.shape)
            continue
        path = _path(mask.shape, picture)
        if mask.cover is Cover.REVEALED:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            # Two lines: one of them is seen on any picture.
            for role, width in (("surface", px(4)), ("accent", px(2))):
                painter.setPen(QPen(theme.color(role), width))
                painter.drawPath(path)
            continue
        asked = mask.cover is Cover.ASKED
        painter.setBrush(theme.color("accent" if asked else "sunken"))
        painter.setPen(QPen(theme.color("surface" if asked else "border-strong"), px(1)))
        painter.drawPath(path)
        if asked:
            painter.setFont(font("strong"))
            painter.setPen(theme.color("text-on-accent"))
            painter.drawText(path.boundingRect(), Qt.AlignmentFlag.AlignCenter, "?")
    painter.restore()


def _path(shape: Shape, picture: QRectF) -> QPainterPath:
    width, height = picture.width(), picture.height()
    box = QRectF(
        picture.left() + shape.left * width,
        picture.top() + shape.top * height,
        shape.width * width,
        shape.height * height,
    )
    path = QPainterPath()
    if shape.outline is Outline.RECTANGLE:
        path.addRect(box)
    elif shape.outline is Outline.ELLIPSE:
        path.addEllipse(box)
    else:
        corners = [
            QPointF(picture.left() + x * width, picture.top() + y * height) for x, y in shape.points
        ]
        path.moveTo(corners[0])
        for corner in corners[1:]:
            path.lineTo(corner)
        path.closeSubpath()
    if not shape.angle:
        return path
    middle = path.boundingRect().center()
    turn = QTransform().translate(middle.x(), middle.y()).rotate(shape.angle)
    return turn.translate(-middle.x(), -middle.y()).map(path)


def _paint_label(painter: QPainter, picture: QRectF, shape: Shape) -> None:
    face = font("body")
    face.setPixelSize(max(6, round(shape.font_size * shape.scale * picture.height())))
    painter.setFont(face)
    corner = QPointF(
        picture.left() + shape.left * picture.width(), picture.top() + shape.top * picture.height()
    )
    room = painter.boundingRect(QRectF(corner, picture.size()), 0, shape.text)
    # Text of the author's picture: black on a light ground in every theme, as the picture is.
    painter.fillRect(room.adjusted(-2, 0, 2, 0), QColor(255, 255, 255, 200))
    painter.setPen(QColor(Qt.GlobalColor.black))
    painter.drawText(room, 0, shape.text)
