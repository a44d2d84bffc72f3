"""The pages of a PDF book as pictures, in front of the words of an article.

The words stay below: what is selected, marked, found and where one reads is theirs. Pages show it,
and turn points of the paper into places of the words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette, QTextCursor
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from ms2qbank_desktop.features.library.page_words import PageWords, section_at
from ms2qbank_desktop.ui.theme import current, px, signals
from ms2qbank_desktop.ui.theme.theme import load

from .page_pictures import PagePictures
from .page_stack import PageStack

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtCore import QObject
    from PySide6.QtGui import (
        QContextMenuEvent,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QResizeEvent,
    )

    from ms2qbank_desktop.features.library.page_words import Box
    from ms2qbank_desktop.ui.context import UiContext

    from .article_view import ArticleView

_GAP, _WIDEST = 14, 880
"""Between pages, and of a page at 100 % text, in pixels."""
_PASSED = 1 / 3
"""Of the view: a page that fills less of it at the top has been read."""
_STEP = 48
_AHEAD = 1
"""Pages that are painted before and behind those that can be seen."""
_ON_PAPER = {"accent": "selection"}
"""What print can be read through, in place of a role for light letters; it is framed."""
_LEFT = Qt.MouseButton.LeftButton


class PagesView(QAbstractScrollArea):
    """Lies over ``words`` and takes the place of its scrolling while it is shown."""

    def __init__(self, ctx: UiContext, words: ArticleView) -> None:
        super().__init__(words.parentWidget())
        self._words = words
        self.pictures = PagePictures(ctx, self)
        self._stack = PageStack(px(_GAP))
        self._shown: list[tuple[int, int, str]] | None = None
        self._zoom = 100
        self._place: int | None = None
        self._known: dict[int, PageWords] = {}
        self._anchor = self._brought = -1
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Pages")
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)  # else the bars of the words shine through
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.viewport().setMouseTracking(True)
        self.pictures.sized.connect(self._lay_out)
        self.pictures.arrived.connect(self._on_arrived)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        words.selectionChanged.connect(lambda: self.viewport().update())
        signals().changed.connect(self._on_theme_changed)
        words.installEventFilter(self)

    def show_pages(self, path: Path, first: int, number: int) -> None:
        """Show other pages, from their start."""
        self._stack, self._place = PageStack(px(_GAP)), None
        self._known.clear()
        self.verticalScrollBar().setRange(0, 0)
        self.pictures.open(path, first, number)
        self.viewport().update()

    def set_zoom(self, zoom: int) -> None:
        """Show the pages in a size in per cent; what is read stays in sight."""
        if zoom != self._zoom:
            self._zoom = zoom
            self._lay_out()

    # What the words ask for

    def top(self) -> int:
        """Return the place of the words that is at the top."""
        if not self._has_pages:
            return self._place or 0
        page, share = self._stack.share_above(self._scrolled())
        start, end = self._section(page)
        left = self._stack.top(page) + self._stack.height(page) - self._scrolled()
        if page + 1 < len(self._stack) and left < _PASSED * self._height():
            return end
        return start + round(share * max(0, end - start - 1))

    def share_seen(self) -> float:
        """Return how much of the pages stands above the lower edge, 0–1; 0 before they are known:
        what was not seen is not read."""
        if not len(self._stack):
            return 0.0
        return min(1.0, (self._scrolled() + self._height()) / self._stack.whole)

    def go_to(self, position: int) -> None:
        """Bring a place of the words to the top."""
        self._place = None if self._has_pages else position
        self._brought = -1
        if self._has_pages:
            page = section_at(self._starts, position)
            start, end = self._section(page)
            share = max(0.0, (position - start) / max(1, end - start - 1))
            self.verticalScrollBar().setValue(self._stack.y_of(page, share))

    def bring(self, position: int) -> None:
        """Scroll as far as is needed to see a place of the words."""
        self._brought = position
        if not self._has_pages:
            self._place = position
            return
        page = section_at(self._starts, position)
        boxes = self._boxes(page, position, position + 1)
        if not boxes:  # its letters are not read yet, or it stands in the heading
            if page not in self._seen():
                self.verticalScrollBar().setValue(self._stack.y_of(page, 0.0))
            return
        line = _scaled(boxes[0], self._page_rect(page))
        seen = self.viewport().rect().adjusted(0, px(_STEP), 0, -px(_STEP))
        if not seen.contains(line.center().toPoint()):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + round(line.top()) - self._height() // 3)
        self._brought = -1

    def update_marks(self) -> None:
        """Paint the marks of the words as they are now."""
        self._shown = None
        self.viewport().update()

    def position_at(self, point: QPoint) -> int:
        """Return the place of the words that is nearest to a point of the view."""
        page = self._stack.page_at(self._scrolled() + point.y())
        if page >= len(self._stack):
            return 0
        words, start = self._page_words(page), self._section(page)[0]
        return start if words is None else start + max(0, words.at(*self._on_paper(page, point)))

    def take_key(self, event: QKeyEvent) -> bool:
        """Scroll by a key; False if it is none for that."""
        bar, page = self.verticalScrollBar(), self._height() - px(_STEP)
        across = self.horizontalScrollBar()
        steps = {
            Qt.Key.Key_Up: (bar, bar.value() - px(_STEP)),
            Qt.Key.Key_Down: (bar, bar.value() + px(_STEP)),
            Qt.Key.Key_PageUp: (bar, bar.value() - page),
            Qt.Key.Key_PageDown: (bar, bar.value() + page),
            Qt.Key.Key_Home: (bar, bar.minimum()),
            Qt.Key.Key_End: (bar, bar.maximum()),
            Qt.Key.Key_Left: (across, across.value() - px(_STEP)),
            Qt.Key.Key_Right: (across, across.value() + px(_STEP)),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        step[0].setValue(step[1])
        return True

    # Where pages lie

    @property
    def _has_pages(self) -> bool:
        return len(self._stack) > 0 and len(self._words.headings) == len(self._stack)

    @property
    def _starts(self) -> list[int]:
        return [one.position for one in self._words.headings]

    def _scrolled(self) -> int:
        return self.verticalScrollBar().value()

    def _height(self) -> int:
        return self.viewport().height()

    def _page_rect(self, page: int) -> QRectF:
        """Return where a page lies in the view."""
        stack = self._stack
        spare = max(px(_GAP), (self.viewport().width() - stack.width) // 2)
        left = spare - self.horizontalScrollBar().value()
        return QRectF(left, stack.top(page) - self._scrolled(), stack.width, stack.height(page))

    def _on_paper(self, page: int, point: QPoint) -> tuple[float, float]:
        """Return a point of the view as shares of a page."""
        area = self._page_rect(page)
        return (point.x() - area.x()) / area.width(), (point.y() - area.y()) / area.height()

    def _section(self, page: int) -> tuple[int, int]:
        """Return where the words of a page begin and end, its heading included."""
        headings = self._words.headings
        if page >= len(headings):
            return 0, 0
        if page + 1 < len(headings):
            return headings[page].position, headings[page + 1].position
        return headings[page].position, self._words.document().characterCount()

    def _lay_out(self) -> None:
        """Place the pages; what is at the top stays there."""
        page, share = self._stack.share_above(self._scrolled())
        room = min(self.viewport().width() - 2 * px(_GAP), px(_WIDEST))
        width = max(px(120), round(room * self._zoom / 100))
        self._stack.lay_out(self.pictures.sizes, width)
        bar, across_bar = self.verticalScrollBar(), self.horizontalScrollBar()
        bar.setRange(0, max(0, self._stack.whole - self._height()))
        bar.setPageStep(self._height())
        bar.setSingleStep(px(_STEP))
        across_bar.setRange(0, max(0, width + 2 * px(_GAP) - self.viewport().width()))
        across_bar.setPageStep(self.viewport().width())
        if page < len(self._stack):
            bar.setValue(self._stack.y_of(page, share))
        self.follow_words()
        self._ask()
        self.viewport().update()

    def follow_words(self) -> None:
        """Go to the place that was asked for before words and pages were there."""
        self._known.clear()
        if self._place is not None:
            self.go_to(self._place)

    def _seen(self) -> range:
        return self._stack.pages(self._scrolled(), self._scrolled() + self._height())

    def _ask(self) -> None:
        """Have the pages painted that can be seen, then those around them."""
        if seen := self._seen():
            around = (*range(seen[-1] + 1, seen[-1] + 1 + _AHEAD), seen[0] - _AHEAD)
            near = [at for at in around if 0 <= at < len(self._stack)]
            width = round(self._stack.width * self.devicePixelRatioF())
            self.pictures.want([*seen, *near], width)

    # Words of a page

    def _page_words(self, page: int) -> PageWords | None:
        """Return the letters of a page beside its words; None while they are not read."""
        letters = self.pictures.letters(page)
        if letters is None or not self._has_pages:
            return None
        if page not in self._known:
            start, end = self._section(page)
            heading = len(self._words.headings[page].text)
            cursor = QTextCursor(self._words.document())
            cursor.setPosition(start + heading)
            cursor.setPosition(max(start + heading, end - 1), QTextCursor.MoveMode.KeepAnchor)
            self._known[page] = PageWords(letters, " " * heading + cursor.selectedText())
        return self._known[page]

    def _boxes(self, page: int, start: int, end: int) -> list[Box]:
        words, first = self._page_words(page), self._section(page)[0]
        return words.boxes(start - first, end - first) if words else []

    def _marked(self) -> Iterator[tuple[int, int, str]]:
        if self._shown is None:
            self._shown = self._words.shown_marks()
        yield from self._shown
        cursor = self._words.textCursor()
        if cursor.hasSelection():
            yield cursor.selectionStart(), cursor.selectionEnd(), "selection"

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current(), QPainter(self.viewport())
        paper = load("light") if theme.dark else theme  # marks lie on paper, which stays light
        painter.fillRect(event.rect(), theme.color("surface"))
        marked = list(self._marked())
        for page in self._seen():
            area = self._page_rect(page).toRect()
            if not area.intersects(event.rect()):
                continue
            self._paint_page(painter, page, area)
            painter.setPen(theme.color("border"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(-1, -1, 0, 0))
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            first, last = self._section(page)
            for start, end, role in marked:
                if start < last and end > first:
                    painter.setBrush(paper.color(_ON_PAPER.get(role, role)))
                    painter.setPen(paper.color(role) if role in _ON_PAPER else Qt.PenStyle.NoPen)
                    boxes = self._boxes(page, start, end)
                    painter.drawRects([_scaled(box, QRectF(area)) for box in boxes])
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def _paint_page(self, painter: QPainter, page: int, area: QRect) -> None:
        ratio = self.devicePixelRatioF()
        picture = self.pictures.picture(page, round(self._stack.width * ratio))
        if picture is None:
            painter.fillRect(area, current().color("surface"))
            painter.setPen(current().color("text-muted"))
            name = self._words.headings[page].text if self._has_pages else ""
            painter.drawText(area.adjusted(0, px(_STEP), 0, 0), Qt.AlignmentFlag.AlignHCenter, name)
        elif picture.width() == round(area.width() * ratio):
            picture.setDevicePixelRatio(ratio)
            painter.drawImage(area.topLeft(), picture)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(area, picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != _LEFT:
            self._words.mousePressEvent(event)
            return
        self._words.setFocus(Qt.FocusReason.MouseFocusReason)
        self._anchor = self.position_at(event.position().toPoint())
        self._select(self._anchor, self._anchor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._anchor < 0 or not event.buttons() & _LEFT:
            event.ignore()
            return
        point, bar = event.position().toPoint(), self.verticalScrollBar()
        beyond = min(0, point.y()) + max(0, point.y() - self._height())
        bar.setValue(bar.value() + beyond)
        self._select(self._anchor, self.position_at(point))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._anchor >= 0 and event.button() == _LEFT:
            self._anchor = -1
        else:
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == _LEFT:
            cursor = self._words.cursorForPosition(event.position().toPoint())
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
            self._words.setTextCursor(cursor)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._words.customContextMenuRequested.emit(event.pos())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._words and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self.setGeometry(self._words.geometry())
        return super().eventFilter(watched, event)

    def _select(self, anchor: int, position: int) -> None:
        cursor = QTextCursor(self._words.document())
        cursor.setPosition(anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        self._words.setTextCursor(cursor)

    def _on_scrolled(self) -> None:
        self._ask()
        self.viewport().update()
        self._words.moved.emit()

    def _on_arrived(self, page: int) -> None:
        if self._brought >= 0 and page == section_at(self._starts, self._brought):
            self.bring(self._brought)
            self._brought = -1
        self.viewport().update()

    def _on_theme_changed(self) -> None:
        self.pictures.forget()
        self._lay_out()


def _scaled(box: Box, area: QRectF) -> QRectF:
    return QRectF(
        area.left() + box.left * area.width(),
        area.top() + box.top * area.height(),
        (box.right - box.left) * area.width(),
        (box.bottom - box.top) * area.height(),
    )
