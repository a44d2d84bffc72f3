"""What is painted under the text: grounds of code and chips, bars of quotations, marks of lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from ms2qbank_desktop.features.notebook.markdown.model import (
    ITEMS,
    OBJECTS,
    Block,
    Kind,
    Mark,
    What,
)
from ms2qbank_desktop.features.notebook.wiki import tag_places
from ms2qbank_desktop.ui.theme import current, font, px
from ms2qbank_desktop.ui.widgets.marks import units
from ms2qbank_desktop.ui.widgets.paint import check_mark

from . import editing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtGui import QMouseEvent, QTextBlock, QTextLayout
    from PySide6.QtWidgets import QTextEdit

    from .reading import Mirror

Chip = tuple[int, int, str]


def paint_under(
    text: QTextEdit, mirror: Mirror, painter: QPainter, unknown: frozenset[str]
) -> None:
    """Paint what stands under and beside the letters that can be seen. ``unknown``: links that
    lead nowhere yet."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    numbers: dict[int, int] = {}
    for block, area in visible(text):
        entry = mirror.entry(block.blockNumber())[0]
        if entry.quote:
            after = block.next()
            deep = mirror.entry(after.blockNumber())[0].quote if after.isValid() else 0
            _quotation(painter, entry, deep, area, block)
        if entry.kind in (Kind.CODE, Kind.RAW):
            _code(painter, entry, area, text)
        elif entry.kind is Kind.RULE:
            middle = area.center().y()
            painter.setPen(QPen(current().color("border-strong"), 1))
            painter.drawLine(QPointF(area.left(), middle), QPointF(area.right(), middle))
        elif entry.kind in ITEMS:
            number = 0
            if entry.kind is Kind.NUMBER:
                number = number_of(mirror, block.blockNumber(), numbers)
            _mark(painter, text, block, entry, area, number)
        if chips := list(chips_of(entry)):
            _chips(painter, block.layout(), chips, area, unknown)


def visible(text: QTextEdit) -> Iterator[tuple[QTextBlock, QRectF]]:
    """Yield the blocks that can be seen, with where they stand in the viewport."""
    layout, height = text.document().documentLayout(), text.viewport().height()
    scrolled = QPointF(text.horizontalScrollBar().value(), text.verticalScrollBar().value())
    block = text.cursorForPosition(QPoint(0, 0)).block()
    while block.isValid():
        area = layout.blockBoundingRect(block).translated(-scrolled)
        if area.top() > height:
            break
        yield block, area
        block = block.next()


def box_of(block: QTextBlock, area: QRectF) -> QRect:
    """Return where the box of a task stands."""
    line = block.layout().lineAt(0)
    edge = px(16)
    top = area.top() + line.y() + line.ascent() - px(13)
    return QRect(round(area.left() + line.x() - px(25)), round(top), edge, edge)


def press(text: QTextEdit, mirror: Mirror, event: QMouseEvent) -> bool:
    """Tick or untick the task whose box is under the mouse; say whether there is one."""
    if event.button() != Qt.MouseButton.LeftButton or text.isReadOnly():
        return False
    place = event.position().toPoint()
    block = text.cursorForPosition(place).block()
    if mirror.entry(block.blockNumber())[0].kind is not Kind.TASK:
        return False
    for shown, area in visible(text):
        if shown == block and box_of(block, area).adjusted(-4, -4, 4, 4).contains(place):
            editing.tick(text, block)
            return True
    return False


def _quotation(painter: QPainter, entry: Block, deep: int, area: QRectF, block: QTextBlock) -> None:
    """Paint the bars, down to the next block as far as that is as ``deep`` in the quotation."""
    below = block.blockFormat().bottomMargin() + px(6)
    for level in range(entry.quote):
        left = block.document().documentMargin() + level * px(18)
        height = area.height() + (below if level < deep else 0)
        painter.fillRect(QRectF(left, area.top(), px(3), height), current().color("accent-border"))


def _code(painter: QPainter, entry: Block, area: QRectF, text: QTextEdit) -> None:
    left = text.document().documentMargin() + entry.quote * px(18) + entry.depth * px(26)
    right = text.viewport().width() - text.document().documentMargin()
    inner = QRectF(left, area.top() - px(6), right - left, area.height() + px(12))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(current().color("sunken" if entry.kind is Kind.CODE else "raised"))
    painter.drawRoundedRect(inner, px(6), px(6))


def _mark(
    painter: QPainter,
    text: QTextEdit,
    block: QTextBlock,
    entry: Block,
    area: QRectF,
    number: int,
) -> None:
    line = block.layout().lineAt(0)
    if not line.isValid():
        return
    if entry.kind is Kind.TASK:
        state = Qt.CheckState.Checked if entry.done else Qt.CheckState.Unchecked
        check_mark(painter, box_of(block, area), state, enabled=not text.isReadOnly())
        return
    base = area.top() + line.y() + line.ascent()
    left = area.left() + line.x()
    if entry.kind is Kind.BULLET:
        metrics = QFontMetricsF(font("reading"))
        size = px(5)
        middle = QPointF(left - px(14), base - metrics.xHeight() / 2)
        painter.setBrush(current().color("text") if entry.level % 2 else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(current().color("text"), 1))
        painter.drawEllipse(middle, size / 2, size / 2)
        return
    face = font("reading")
    painter.setFont(face)
    painter.setPen(current().color("text"))
    words = f"{number}{entry.mark[-1:] or '.'}"
    across = QFontMetricsF(face).horizontalAdvance(words)
    painter.drawText(QPointF(left - px(8) - across, base), words)


def number_of(mirror: Mirror, at: int, known: dict[int, int]) -> int:
    """Return the number of an item: from the first of its list on, one by one.

    ``known``: those of items above; this one is added.
    """
    entry, steps, here = mirror.entry(at)[0], 0, at
    first = entry
    while at:
        at -= 1
        before = mirror.entry(at)[0]
        if before.depth < entry.level or before.quote != entry.quote:
            break
        if before.kind in ITEMS and before.level == entry.level:
            if before.kind is not Kind.NUMBER:
                break
            first = before
            steps += 1
            if at in known:
                known[here] = known[at] + steps
                return known[here]
    start = int(first.mark[:-1] or 1) if first.mark[:1].isdigit() else 1
    known[here] = start + steps
    return known[here]


def chips_of(entry: Block) -> Iterator[Chip]:
    """Yield where in its block each wiki link and tag stands, as [start, end) of Qt's places, and
    what stands in the brackets of a link."""
    at = 0
    for span in entry.spans:
        length = 1 if span.what in OBJECTS else units(span.text, len(span.text))
        if span.what is What.WIKI:
            yield at, at + length, span.target
        elif span.what is What.TEXT and "#" in span.text and not span.marks & Mark.CODE:
            for start, end in tag_places(span.text):
                yield at + units(span.text, start), at + units(span.text, end), ""
        at += length


def _chips(
    painter: QPainter,
    layout: QTextLayout,
    chips: Iterable[Chip],
    area: QRectF,
    unknown: frozenset[str],
) -> None:
    metrics = QFontMetricsF(font("reading"))
    for first, last, target in chips:
        if target in unknown:
            painter.setPen(QPen(current().color("border-strong"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(current().color("accent-subtle"))
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            start = max(first, line.textStart())
            end = min(last, line.textStart() + line.textLength())
            if start < end:
                left, right = _x(line, start), _x(line, end)
                top = line.y() + line.ascent() - metrics.ascent()
                chip = QRectF(left - px(2), top, right - left + 2 * px(2), metrics.height())
                painter.drawRoundedRect(chip.translated(area.topLeft()), px(4), px(4))


def _x(line: object, place: int) -> float:
    found = line.cursorToX(place)  # type: ignore[attr-defined]
    return float(found[0] if isinstance(found, tuple) else found)
