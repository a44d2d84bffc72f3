"""Wiki links and addresses in the text: typed, completed, opened for editing, followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QTextCursor

from ms2qbank_desktop.features.notebook.markdown import inline
from ms2qbank_desktop.features.notebook.markdown.model import Kind, Span, What
from ms2qbank_desktop.features.notebook.wiki import wiki_links
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.marks import characters, units

from . import looks
from .editing import insert_spans, one_step
from .painting import chips_of
from .reading import fragments, read_block

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QTextEdit

_CONTROL = Qt.KeyboardModifier.ControlModifier
_LONGEST = 200


class Links(QObject):
    """``open_at``: where in the document an open "[[" begins, −1 if the caret is behind none.

    ``wiki_typed``, ``wiki_left``, ``link_clicked``: as those of the text.
    """

    wiki_typed = Signal(str, QRect)
    wiki_left = Signal()
    link_clicked = Signal(object)

    def __init__(self, text: QTextEdit) -> None:
        super().__init__(text)
        self._text = text
        self.open_at = -1

    def look(self) -> None:
        """See whether the caret stands behind an open "[[", and tell."""
        found = self._opening()
        if found is None:
            if self.open_at >= 0:
                self.open_at = -1
                self.wiki_left.emit()
            return
        self.open_at, words = found
        self.wiki_typed.emit(words, self._text.cursorRect())

    def complete(self, target: str) -> None:
        """Put a chip in the place of the open "[[" and what was typed after it."""
        cursor = self._text.textCursor()
        if self.open_at < 0 or cursor.position() < self.open_at:
            return
        end = cursor.position()
        if self._text.document().characterAt(end) == "]":  # what a bracket may have been typed for
            end += 2 if self._text.document().characterAt(end + 1) == "]" else 0
        cursor.setPosition(self.open_at)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self._text.setTextCursor(cursor)
        insert_spans(self._text, inline.parse(f"[[{target}]]"))

    def pressed(self, event: QKeyEvent) -> bool:
        """Follow with Ctrl+Enter, open a chip with Backspace; say whether that was done."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & _CONTROL:
            return self.follow(self._before_caret())
        if event.key() == Qt.Key.Key_Backspace and not event.modifiers():
            return self._open()
        return False

    def clicked(self, event: QMouseEvent) -> None:
        """Follow a chip that was clicked, an address or tag with Ctrl or where nothing is
        written."""
        span = self._under(event.position())
        may = bool(event.modifiers() & _CONTROL) or self._text.isReadOnly()
        if span is not None and (may or span.what is What.WIKI):
            self.follow(span)
        elif span is None and may and (tag := self._tag_under(event.position())):
            self.link_clicked.emit(tag)

    def hovered(self, event: QMouseEvent) -> None:
        """Show a hand where a click follows."""
        span = self._under(event.position())
        follows = span is not None and (span.what is What.WIKI or self._text.isReadOnly())
        shape = Qt.CursorShape.PointingHandCursor if follows else Qt.CursorShape.IBeamCursor
        if self._text.viewport().cursor().shape() != shape:
            self._text.viewport().setCursor(shape)

    def at_caret(self) -> Span | None:
        """Return the link or chip that the caret stands in or behind."""
        span = self._before_caret()
        return span if span.what is What.WIKI or span.link else None

    def _opening(self) -> tuple[int, str] | None:
        cursor = self._text.textCursor()
        if cursor.hasSelection() or self._text.isReadOnly():
            return None
        block = cursor.block()
        line = block.text()
        before = line[: characters(line, cursor.positionInBlock())][-_LONGEST:]
        at = before.rfind("[[")
        if at < 0 or "]" in before[at:] or "\u2028" in before[at:]:
            return None
        if read_block(block)[0].kind in (Kind.CODE, Kind.RAW):
            return None
        words = before[at + 2 :]
        start = cursor.position() - units(words, len(words)) - 2
        return start, words

    def _open(self) -> bool:
        """Write the chip before the caret out as it was typed."""
        cursor = self._text.textCursor()
        if cursor.hasSelection() or cursor.atBlockStart():
            return False
        span = self._before_caret()
        if span.what is not What.WIKI:
            return False
        for fragment in fragments(cursor.block()):
            end = fragment.position() + fragment.length()
            if (
                end == cursor.position()
                and looks.span_of(fragment.charFormat()).group == span.group
            ):
                base = fragment.charFormat().stringProperty(looks.BASE)
                with one_step(cursor):
                    cursor.setPosition(fragment.position())
                    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                    plain = looks.char_format(Span("", span.marks), base)
                    cursor.insertText(f"[[{span.target}", plain)
                self._text.setTextCursor(cursor)
                self._text.setCurrentCharFormat(plain)
                return True
        return False

    def _before_caret(self) -> Span:
        """Return what stands before the caret; what is typed next may be of another format."""
        at = QTextCursor(self._text.document())
        at.setPosition(self._text.textCursor().position())
        return looks.span_of(at.charFormat())

    def _under(self, place: QPointF) -> Span | None:
        at = self._text.cursorForPosition(place.toPoint())
        rect = self._text.cursorRect(at)
        if place.x() > rect.left() and not at.atBlockEnd():
            at.movePosition(QTextCursor.MoveOperation.NextCharacter)
        span = looks.span_of(at.charFormat())
        if abs(place.y() - rect.center().y()) > rect.height() or not (span.group or span.link):
            return None
        return span if span.what is What.WIKI or span.link else None

    def _tag_under(self, place: QPointF) -> str:
        """Return the tag at a place with its sign, "" if there is none."""
        at = self._text.cursorForPosition(place.toPoint())
        here, block, rect = at.positionInBlock(), at.block(), self._text.cursorRect(at)
        if not rect.adjusted(-px(12), 0, px(12), 0).contains(place.toPoint()):
            return ""  # beside the words
        for start, end, target in chips_of(read_block(block)[0]):
            if not target and start <= here <= end:
                text = block.text()
                return text[characters(text, start) : characters(text, end)]
        return ""

    def follow(self, span: Span) -> bool:
        """Tell where a link leads; say whether it is one."""
        if span.what is What.WIKI:
            self.link_clicked.emit(wiki_links(f"[[{span.target}]]")[0])
        elif span.link:
            self.link_clicked.emit(span.link.split()[0].strip("<>"))
        else:
            return False
        return True
