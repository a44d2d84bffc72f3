"""The text of an article. It is put in piece by piece, so that the window never waits for it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor

from ms2qbank_desktop.features.questions.typesetting import SCHEME
from ms2qbank_desktop.ui.theme import current, font, line_height, px
from ms2qbank_desktop.ui.widgets.marks import units
from ms2qbank_desktop.ui.widgets.textview import TextView

from .article_objects import ArticleObjects
from .article_text import TERM

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.ui.widgets.document import MediaLoader

    from .article_text import ArticleText

_LETTERS = re.compile(r"\w+")
_SIDE_BUTTONS = {Qt.MouseButton.BackButton: -1, Qt.MouseButton.ForwardButton: 1}
_OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
_Proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
_Move, _Keep = QTextCursor.MoveOperation, QTextCursor.MoveMode.KeepAnchor


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the article, and where in the document it begins."""

    text: str
    level: int
    position: int


class Front(Protocol):
    """What lies over the words and shows them otherwise: where one reads is its affair then."""

    def top(self) -> int: ...

    def share_seen(self) -> float: ...

    def go_to(self, position: int) -> None: ...

    def bring(self, position: int) -> None: ...

    def position_at(self, point: QPoint) -> int: ...

    def take_key(self, event: QKeyEvent) -> bool: ...

    def update_marks(self) -> None: ...


class ArticleView(TextView):
    """Shows an article under its title. ``filled``: all of it is in; ``moved``: another part of it
    can be seen; ``travelled``: −1 back, 1 forward, by the side buttons of the mouse. Links are
    told by ``link_clicked``, those under the mouse or with the focus by ``highlighted``.
    ``ring_target`` is what the focus ring stands around, ``front`` what lies over the words."""

    ring_target: QWidget
    gap = 16
    filled = Signal()
    moved = Signal()
    travelled = Signal(int)
    front: Front | None = None
    _pieces: tuple[str, ...] = ()  # asked for while Qt builds the view
    _next = 0
    _kept_place = -1

    def __init__(self, media: MediaLoader) -> None:
        super().__init__(media=media, fit_height=False)
        self.setAccessibleName("Article")
        self.headings: list[Heading] = []
        self._objects = ArticleObjects(self.document(), self)
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._put_in)
        self.verticalScrollBar().valueChanged.connect(self.moved)

    @property
    def is_filled(self) -> bool:
        """Whether all of the article is in."""
        return bool(self._pieces) and self._next >= len(self._pieces)

    def show_text(
        self,
        title: str,
        summary: str,
        text: ArticleText,
        pictures: Mapping[tuple[str, int], QImage],
    ) -> None:
        """Show another article from its start; ``pictures`` as keep_pictures wants them."""
        lead = f"<h1>{html.escape(title)}</h1>"
        if summary:
            lead += f"<p>{html.escape(summary)}</p>"
        self._pieces = (lead + "".join(text.pieces[:1]), *text.pieces[1:])
        self.keep_pictures(pictures)
        self._kept_place = -1
        self.set_html(self._pieces[0])
        self._begin(has_summary=bool(summary))

    def set_zoom(self, zoom: int | None) -> None:
        if zoom == self._document.zoom:
            return
        self._keep_place()
        super().set_zoom(zoom)
        self._begin_again()

    def top(self) -> int:
        """Return the place in the document at the top of what can be seen."""
        if self.front is not None:
            return self.front.top()
        return self.cursorForPosition(QPoint(px(4), px(12))).position()

    def share_seen(self) -> float:
        """Return how much of the article stands above the lower edge, 0–1."""
        bar = self.verticalScrollBar()
        if not self.is_filled:
            return 0.0
        if self.front is not None:
            return self.front.share_seen()
        if bar.value() >= bar.maximum():
            return 1.0
        corner = self.viewport().rect().bottomRight()
        return self.cursorForPosition(corner).position() / max(1, self.document().characterCount())

    def go_to(self, position: int) -> None:
        """Bring a place of the document to the top."""
        if self.front is not None:
            self.front.go_to(position)
            return
        block = self.document().findBlock(position)
        top = self.document().documentLayout().blockBoundingRect(block).top()
        layout = block.layout()
        if layout is not None and layout.lineCount():
            line = layout.lineForTextPosition(max(0, position - block.position()))
            top += line.y() if line.isValid() else 0
        wanted, bar = round(top) - px(8) if position else 0, self.verticalScrollBar()
        if bar.maximum() < wanted:  # Qt lays out what can be seen first, and the rest when it likes
            self._lay_out_all()
        bar.setValue(wanted)

    def bring(self, position: int) -> None:
        """Scroll as far as is needed to see a place of the document with lines around it."""
        cursor = self.textCursor()
        cursor.setPosition(position)
        self.setTextCursor(cursor)
        if self.front is not None:
            self.front.bring(position)
            return
        rect, around = self.cursorRect(cursor), px(48)
        if not self.viewport().rect().adjusted(0, around, 0, -around).contains(rect.center()):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + rect.top() - self.viewport().height() // 3)

    def cursorForPosition(self, pos: QPoint) -> QTextCursor:
        if self.front is None:
            return super().cursorForPosition(pos)
        at = self.front.position_at(pos)
        return self._document.span(at, at)

    def shown_marks(self) -> list[tuple[int, int, str]]:
        """Return the marks on the text: begin and end in the document, and the role of their
        ground."""
        shown = self._document.shown_marks()
        text = self.shown_text() if shown else ""
        if len(text) == self.document().characterCount() - 1:  # no letter takes two places
            return [(one.start, one.end, one.ground) for one in shown]
        return [(units(text, one.start), units(text, one.end), one.ground) for one in shown]

    def heading_at(self, position: int) -> int:
        """Return the number of the heading that a place stands under; −1 above the first."""
        before = [at for at, one in enumerate(self.headings) if one.position <= position]
        return before[-1] if before else -1

    def heading_named(self, name: str) -> int:
        """Return the number of the first heading of that name, as it is written or as web pages
        address it ("is-there-a-gap"); −1 if there is none."""
        names = [one.text.casefold() for one in self.headings]
        if name.casefold() in names:
            return names.index(name.casefold())
        slugs = [_slug(one) for one in names]
        return slugs.index(_slug(name)) if _slug(name) in slugs else -1

    def position_of(self, label: str) -> int:
        """Return where the figure or table of a label ("Figure 2") begins: its picture, which
        stands above the words for it; −1 if there is none."""
        block = self.document().firstBlock()
        while block.isValid():
            if block.text().startswith(f"{label}."):
                before = block.previous()
                return (before if _OBJECT in before.text() else block).position()
            block = block.next()
        return -1

    def position_behind(self, heading: str, behind: int) -> int:
        """Return the place ``behind`` characters after the first heading of that name, or after
        the start; 0 if there is no such heading any more."""
        at = self.heading_named(heading) if heading else -1
        if heading and at < 0:
            return 0
        start = self.headings[at].position if at >= 0 else 0
        return min(start + behind, self.document().characterCount() - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.front is None or not self.front.take_key(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        by = _SIDE_BUTTONS.get(event.button())
        if by is None:
            super().mousePressEvent(event)
        else:
            self.travelled.emit(by)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._in_place(lambda: super(ArticleView, self).resizeEvent(event))

    def changeEvent(self, event: QEvent) -> None:
        # Qt gives the document another font before we hear of another theme or zoom.
        self._in_place(lambda: super(ArticleView, self).changeEvent(event))

    def _paint_marks(self) -> None:
        super()._paint_marks()
        if self.front is not None:
            self.front.update_marks()

    def _on_theme_changed(self) -> None:
        self._keep_place()
        super()._on_theme_changed()
        self._begin_again()

    def _in_place(self, change: Callable[[], None]) -> None:
        """Do what lays the text out anew; the same line stays at the top."""
        if not self.is_filled or self._kept_place >= 0:
            change()
            return
        self._keep_place()
        change()
        self.go_to(self._kept_place)
        self._kept_place = -1

    def _keep_place(self) -> None:
        if self._pieces and self._kept_place < 0:
            self._kept_place = self.top()

    def _begin_again(self) -> None:
        """Go on after the document has filled itself anew, with the first piece."""
        if self._pieces:
            self._begin(has_summary=self._has_summary)

    def _begin(self, *, has_summary: bool) -> None:
        self._has_summary = has_summary
        self.headings = []
        self._next = 1
        first = self.document().begin()
        self._dress(0)
        cursor = QTextCursor(first)
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        large = QTextCharFormat()
        large.setFontPointSize(font("heading1", at_zoom=self._document.zoom).pointSizeF())
        cursor.mergeCharFormat(large)
        if has_summary:
            muted = QTextCharFormat()
            muted.setForeground(current().color("text-muted"))
            cursor = QTextCursor(first.next())
            cursor.movePosition(_Move.EndOfBlock, _Keep)
            cursor.mergeCharFormat(muted)
        self._turn.start()

    def _put_in(self) -> None:
        if self._next < len(self._pieces):
            self._append(self._pieces[self._next])
            self._next += 1
            if self._next < len(self._pieces):
                return
        self._turn.stop()
        if self._kept_place >= 0:
            self.go_to(self._kept_place)
        self._kept_place = -1
        self._paint_marks()
        self.filled.emit()
        self.moved.emit()

    def _append(self, piece: str) -> None:
        document = self.document()
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        cursor.movePosition(_Move.End)
        start = cursor.position()
        # The first block that is put in joins the last one that is there, and loses its format.
        cursor.insertHtml(f"<p>x</p>{piece}")
        cursor.setPosition(start)
        cursor.deleteChar()
        cursor.movePosition(_Move.NextBlock)
        start = cursor.position()
        cursor.movePosition(_Move.End, _Keep)
        spacing = QTextBlockFormat()
        spacing.setLineHeight(line_height("reading"), _Proportional)
        cursor.mergeBlockFormat(spacing)
        self._dress(start)
        cursor.endEditBlock()
        self._lay_out_all()

    def _lay_out_all(self) -> None:
        self.document().documentLayout().blockBoundingRect(self.document().lastBlock())

    def _dress(self, start: int) -> None:
        """Note the headings from a place on, give terms their look and pictures their room."""
        block = self.document().findBlock(start)
        terms: list[tuple[int, int]] = []
        while block.isValid():
            level = block.blockFormat().headingLevel()
            if level and block.position() and block.text().strip():
                self.headings.append(Heading(block.text().strip(), level, block.position()))
            terms += _terms(block)
            if _OBJECT in block.text() and _has_picture(block):
                close = QTextBlockFormat()
                close.setLineHeight(100, _Proportional)
                QTextCursor(block).mergeBlockFormat(close)
            block = block.next()
        look = QTextCharFormat()
        look.setForeground(current().color("text"))
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        look.setUnderlineColor(current().color("text-muted"))
        for begin, end in terms:
            self._document.span(begin, end).mergeCharFormat(look)


def _slug(name: str) -> str:
    return "-".join(_LETTERS.findall(name.casefold()))


def _terms(block: QTextBlock) -> list[tuple[int, int]]:
    found = []
    places = block.begin()
    while not places.atEnd():
        fragment = places.fragment()
        if fragment.charFormat().anchorHref().startswith(TERM):
            found.append((fragment.position(), fragment.position() + fragment.length()))
        places += 1
    return found


def _has_picture(block: QTextBlock) -> bool:
    places = block.begin()
    names = []
    while not places.atEnd():
        look = places.fragment().charFormat()
        if look.isImageFormat():
            names.append(look.toImageFormat().name())
        places += 1
    return any(not name.startswith(f"{SCHEME}i") for name in names)
