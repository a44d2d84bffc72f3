"""Signs of other programs for notes, as they are shown: numbers of footnotes, kinds of callouts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from ms2qbank_desktop.ui.theme import current, font, px
from ms2qbank_desktop.ui.widgets.paint import box

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

_INKS = {
    **dict.fromkeys(("warning", "caution", "attention"), "warning"),
    **dict.fromkeys(("danger", "error", "bug", "failure", "fail", "missing"), "incorrect"),
    **dict.fromkeys(("success", "check", "done", "tip", "hint"), "correct"),
}
"""Of callouts by their kind in small letters; others have the ink of links."""


def size(words: str, target: str) -> QSizeF:
    """Return the room that a sign takes: as high as the line that it stands in."""
    across = QFontMetricsF(_face(target)).horizontalAdvance(words)
    room = 1 if _is_footnote(target) else px(14)
    return QSizeF(across + room, QFontMetricsF(font("reading")).height())


def draw(painter: QPainter, place: QRectF, words: str, target: str) -> None:
    """Draw a sign: a number high up, a kind in a box of its colour."""
    painter.save()
    painter.setFont(_face(target))
    at = Qt.AlignmentFlag.AlignHCenter
    if _is_footnote(target):
        ink = current().color("link")
        at |= Qt.AlignmentFlag.AlignTop
    else:
        ink = current().color(_INKS.get(words.lower(), "link"))
        box(painter, place.adjusted(0, 1, 0, -1), current().color("raised"), ink, px(4))
        at |= Qt.AlignmentFlag.AlignVCenter
    painter.setPen(ink)
    painter.drawText(place, int(at), words)
    painter.restore()


def _is_footnote(target: str) -> bool:
    return target.startswith("[^")


def _face(target: str) -> QFont:
    face = QFont(font("caption"))
    if _is_footnote(target):
        face.setPointSizeF(face.pointSizeF() * 0.85)
    else:
        face.setWeight(QFont.Weight.DemiBold)
    return face
