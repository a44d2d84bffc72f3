"""Phosphor icons, drawn from the font file that qtawesome ships, in the colour of a role.

qtawesome itself is never imported: that costs 120–180 ms and loads thirteen fonts.
"""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QIcon,
    QIconEngine,
    QPainter,
    QPainterPath,
    QPixmap,
    QRawFont,
    QTransform,
)

from ms2qbank_desktop.core import paths

from .theme import current

_FONT = "phosphor-1.3.0.ttf"
_NAMES = "phosphor-charmap-1.3.0.json"
_EM = 256.0


def _folder() -> Path:
    """Return the folder of the two files: a frozen build keeps them with our own icons."""
    shipped = paths.resources() / "icons"
    if (shipped / _FONT).is_file():
        return shipped
    spec = importlib.util.find_spec("qtawesome")
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise FileNotFoundError(_FONT)
    return Path(places[0]) / "fonts"


@cache
def _font() -> QRawFont:
    file = str(_folder() / _FONT)
    return QRawFont(file, _EM, QFont.HintingPreference.PreferNoHinting)


@cache
def _code_points() -> dict[str, str]:
    names: dict[str, str] = json.loads((_folder() / _NAMES).read_text(encoding="utf-8"))
    return names


@cache
def _outline(name: str) -> QPainterPath:
    """Return the outline of an icon in a square of edge 1 from (0, 0); KeyError if unknown."""
    glyph = _font().glyphIndexesForString(chr(int(_code_points()[name], 16)))[0]
    path = _font().pathForGlyph(glyph)
    to_unit = QTransform.fromScale(1 / _EM, 1 / _EM).translate(0, _font().ascent())
    return to_unit.map(path)


def is_icon(name: str) -> bool:
    """Say whether Phosphor has an icon of this name."""
    return name in _code_points()


def paint_icon(painter: QPainter, rect: QRect | QRectF, name: str, color: QColor) -> None:
    """Paint an icon as the largest square in the middle of ``rect``."""
    area = QRectF(rect)
    edge = min(area.width(), area.height())
    corner = area.center() - QPointF(edge / 2, edge / 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(corner)
    painter.scale(edge, edge)
    painter.fillPath(_outline(name), color)
    painter.restore()


class _Engine(QIconEngine):
    """Paints in the colour the role has at the moment of painting."""

    def __init__(self, name: str, role: str, size: int) -> None:
        super().__init__()
        self._name = name
        self._role = role
        self._size = size

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        role = "text-disabled" if mode == QIcon.Mode.Disabled else self._role
        paint_icon(painter, rect, self._name, current().color(role))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def actualSize(self, size: QSize, _mode: QIcon.Mode, _state: QIcon.State) -> QSize:
        return QSize(min(size.width(), self._size), min(size.height(), self._size))

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._role, self._size)


def icon(name: str, role: str = "text", size: int = 18) -> QIcon:
    """Return a Phosphor icon in the colour of ``role``, at most ``size`` pixels.

    It follows the theme by itself. Names are Phosphor's, filled ones end in ``-fill``; KeyError
    for an unknown name.
    """
    _outline(name)
    return QIcon(_Engine(name, role, size))
