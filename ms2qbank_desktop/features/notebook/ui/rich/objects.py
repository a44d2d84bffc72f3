"""What stands in the text as one character: pictures, formulas, signs."""

from __future__ import annotations

import logging
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPyTextObject

from ms2qbank_desktop.features.notebook.markdown.model import What
from ms2qbank_desktop.features.questions.typesetting import Source
from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.tasks import Tasks
from ms2qbank_desktop.ui.theme import current, font, measure, px
from ms2qbank_desktop.ui.widgets.formulas import draw_formula, formula_size
from ms2qbank_desktop.ui.widgets.paint import box
from ms2qbank_desktop.ui.widgets.pictures import Pictures

from . import looks, signs
from .typeset_formulas import TypesetFormulas

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QTextDocument, QTextFormat
    from PySide6.QtWidgets import QTextEdit

    from ms2qbank_desktop.features.questions.typesetting import Formula

    from .reading import Mirror

log = logging.getLogger(__name__)
MEDIA = "media:"


class Objects(QPyTextObject):
    """Measures and draws them. It must not raise: Qt calls it in the middle of laying out.

    Only pictures of the media folder are ever opened; an address of any other kind is shown in
    words.
    """

    def __init__(
        self, text: QTextEdit, mirror: Mirror, media: Callable[[str], Path | None]
    ) -> None:
        super().__init__(text)
        self._text = text
        self._mirror = mirror
        self._media = media
        self._tasks = tasks = Tasks(_tell)
        self._pictures = Pictures(tasks, self)
        self._pictures.arrived.connect(text.viewport().update)
        self._formulas = TypesetFormulas(tasks, self)
        self._formulas.arrived.connect(self._lay_out)
        text.destroyed.connect(tasks.close)
        text.document().documentLayout().registerHandler(looks.OBJECT, self)

    @property
    def busy(self) -> bool:
        """Whether pictures or formulas are still being made ready."""
        return bool(self._tasks.running) or self._formulas.waiting

    def intrinsicSize(self, doc: QTextDocument, _position: int, fmt: QTextFormat) -> QSizeF:
        if fmt.stringProperty(looks.WHAT) == What.PICTURE:
            return self._picture_size(fmt)
        if fmt.stringProperty(looks.WHAT) == What.SIGN:
            return signs.size(fmt.stringProperty(looks.WORDS), fmt.stringProperty(looks.TARGET))
        formula = self._formula(fmt)
        if formula is None:
            metrics = QFontMetricsF(font("mono"))
            words = fmt.stringProperty(looks.TARGET)
            return QSizeF(metrics.horizontalAdvance(words) + px(10), metrics.height() + px(2))
        if fmt.stringProperty(looks.WHAT) == What.DISPLAY:
            return formula_size(doc, formula, display=True) + QSizeF(px(8), px(8))
        return formula_size(doc, formula, display=False) + QSizeF(2, 0)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        position: int,
        fmt: QTextFormat,
    ) -> None:
        place = QRectF(rect)
        if fmt.stringProperty(looks.WHAT) == What.PICTURE:
            self._draw_picture(painter, place, fmt)
            return
        if fmt.stringProperty(looks.WHAT) == What.SIGN:
            words, target = fmt.stringProperty(looks.WORDS), fmt.stringProperty(looks.TARGET)
            signs.draw(painter, place, words, target)
            return
        formula = self._formula(fmt)
        if formula is None:
            ink = "incorrect" if _source(fmt) in self._formulas else "text-muted"
            _draw_words(painter, place, fmt.stringProperty(looks.TARGET), ink)
            return
        display = fmt.stringProperty(looks.WHAT) == What.DISPLAY
        draw_formula(
            painter, place.adjusted(1, px(4), 0, 0), doc, position, formula, display=display
        )

    def file_of(self, address: str) -> Path | None:
        """Return the file of a picture; None for what is not in the media folder."""
        name = address.split()[0].strip("<>") if address.strip() else ""
        if not name.startswith(MEDIA):
            return None
        try:
            return self._media(name.removeprefix(MEDIA))
        except (OSError, ValueError):
            log.info("no picture %s", name)
            return None

    def natural_size(self, address: str) -> QSize:
        """Return the size of a picture in pixels, empty if it is not there."""
        path = self.file_of(address)
        return self._pictures.size(path) if path is not None else QSize()

    def _formula(self, fmt: QTextFormat) -> Formula | None:
        source = _source(fmt)
        return self._formulas.get(source) if source in self._formulas else None

    def _lay_out(self) -> None:
        """Give formulas the room that they are known to need now."""
        document = self._text.document()
        seen = self._text.viewport().rect().contains(self._text.cursorRect().center())
        for number, (block, _key) in self._mirror.all():
            spans = chain(block.spans, *(chain(*row) for row in block.rows))
            if any(span.what in (What.FORMULA, What.DISPLAY) for span in spans):
                first = document.findBlockByNumber(number)
                last = document.findBlockByNumber(number + max(0, sum(map(len, block.rows)) - 1))
                length = last.position() + last.length() - first.position()
                document.markContentsDirty(first.position(), length)
        if seen and not self._text.isReadOnly():
            self._text.ensureCursorVisible()

    def _picture_size(self, fmt: QTextFormat) -> QSizeF:
        size = QSizeF(self.natural_size(fmt.stringProperty(looks.TARGET)))
        if size.isEmpty():
            words = _missing(fmt)
            across = QFontMetricsF(font("caption")).horizontalAdvance(words) + px(44)
            return QSizeF(min(across, self._column()), px(32))
        wanted = px(fmt.intProperty(looks.WIDTH)) or size.width()
        width = min(float(wanted), self._column())
        return size * (width / size.width())

    def _column(self) -> float:
        room = self._text.viewport().width() - 2 * self._text.document().documentMargin()
        return float(max(px(80), min(measure("reading"), room)))

    def _draw_picture(self, painter: QPainter, place: QRectF, fmt: QTextFormat) -> None:
        path = self.file_of(fmt.stringProperty(looks.TARGET))
        if path is None or self._pictures.size(path).isEmpty():
            _draw_missing(painter, place, _missing(fmt))
            return
        width = round(place.width() * self._text.devicePixelRatioF())
        image = self._pictures.image(path, width)
        if image is None or image.isNull():
            painter.fillRect(place, current().color("sunken"))
            return
        if current().dark and image.hasAlphaChannel():
            painter.fillRect(place, Qt.GlobalColor.white)  # drawn for paper
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, image)


def _source(fmt: QTextFormat) -> Source:
    display = fmt.stringProperty(looks.WHAT) == What.DISPLAY
    return Source(fmt.stringProperty(looks.TARGET), display)


def _missing(fmt: QTextFormat) -> str:
    words = fmt.stringProperty(looks.WORDS)
    if not fmt.stringProperty(looks.TARGET).lstrip("<").startswith(MEDIA):
        return f"Picture not in the notebook{': ' if words else ''}{words}"
    return f"Picture missing{': ' if words else ''}{words}"


def _draw_missing(painter: QPainter, place: QRectF, words: str) -> None:
    painter.save()
    box(painter, place, current().color("raised"), current().color("border"), px(6))
    muted, edge = current().color("text-muted"), px(16)
    middle = place.center().y() - edge / 2
    paint_icon(painter, QRectF(place.left() + px(8), middle, edge, edge), "image-square", muted)
    _draw_words(painter, place.adjusted(px(32), 0, -px(6), 0), words, "text-muted", "caption")
    painter.restore()


def _draw_words(painter: QPainter, place: QRectF, words: str, ink: str, face: str = "mono") -> None:
    painter.save()
    painter.setFont(font(face))
    painter.setPen(current().color(ink))
    shown = QFontMetricsF(font(face)).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), shown)
    painter.restore()


def _tell(error: BaseException) -> None:
    log.info("a picture cannot be opened: %s", error)
