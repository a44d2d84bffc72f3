"""A note as its Markdown, written as plain text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QRect, Qt, Signal
from PySide6.QtGui import QFont, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from ms2qbank_desktop.features.notebook.wiki import wiki_links
from ms2qbank_desktop.ui.theme import font, measure, px, signals
from ms2qbank_desktop.ui.theme.typography import points
from ms2qbank_desktop.ui.widgets.foundwords import word_marks
from ms2qbank_desktop.ui.widgets.marks import characters, units

from . import source_format as markdown
from .attached_files import documents
from .source_colours import MarkdownColours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QResizeEvent

    from ms2qbank_desktop.ui.widgets.marks import Mark

    from .rich.state import FormatState

_OPEN = re.compile(r"\[\[([^\[\]\n]*)$")
_WEB = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)[^)\n]*\)")
_PICTURE = re.compile(r"!\[[^\]\n]*\]\(([^)\s]+)\)")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_MARGIN = 36
"""With the four of the document: where the title begins."""
_MARKED = 200
"""Words of a search that are marked at the most: each mark takes time."""
_Keep, _Move = QTextCursor.MoveMode.KeepAnchor, QTextCursor.MoveOperation


class SourceText(QPlainTextEdit):
    """The pane of the mode Source; what it offers is what RichText offers.

    ``picture_given``: a picture was pasted or dropped, as QImage or as the path of a file;
    ``files_given``: documents, as paths.
    ``moved``: another part of it can be seen.
    """

    edited = Signal()
    wiki_typed = Signal(str, QRect)
    wiki_left = Signal()
    link_clicked = Signal(object)
    picture_given = Signal(object)
    files_given = Signal(object)
    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._revision = 0
        self._naming: str | None = None
        self.setProperty("kind", "page")
        self.setAccessibleName("Text of the note, as Markdown")
        self.setTabChangesFocus(True)
        self.setCenterOnScroll(False)
        self._colours = MarkdownColours(self.document())
        self.textChanged.connect(self._on_changed)
        self.cursorPositionChanged.connect(self._on_changed)
        self.verticalScrollBar().valueChanged.connect(self.moved)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    # The text

    def set_markdown(self, body: str) -> None:
        """Show another text; nothing of the old one can be undone."""
        self.blockSignals(True)
        self._colours.setDocument(None)
        self.setPlainText(body)
        self._colours.setDocument(self.document())  # in the next turn: it takes as long as the text
        self.blockSignals(False)
        self._revision = self.document().revision()
        self._leave_wiki()

    def update_markdown(self, body: str) -> None:
        """Change the text to ``body`` where it differs, by one step that can be undone."""
        self._replace(0, self.markdown(), body)

    def markdown(self) -> str:
        """Return the text; Qt's own plain text would make blanks of those that do not break."""
        raw = self.document().toRawText()
        return raw.replace("\N{PARAGRAPH SEPARATOR}", "\n").replace("\N{LINE SEPARATOR}", "\n")

    def place(self, start: int, end: int) -> QTextCursor:
        """Return a cursor over [start, end) of Qt's places."""
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, _Keep)
        return cursor

    def body_position(self) -> int:
        """Return the character of the text where the caret stands."""
        return characters(self.markdown(), self.textCursor().position())

    def top_position(self) -> int:
        """Return the character at the top of what can be seen."""
        return characters(self.markdown(), self.firstVisibleBlock().position())

    def go_to(self, position: int) -> None:
        """Put the caret at a character of the text and show it near the top."""
        at = units(self.markdown(), position)
        self.setTextCursor(self.place(at, at))
        bar = self.verticalScrollBar()  # counts lines
        below = self.cursorRect().top() - px(24)
        bar.setValue(bar.value() + below // max(1, self.fontMetrics().lineSpacing()))

    def show_words(self, words: Iterable[str]) -> None:
        """Mark the words of a search, and show the first."""
        text = self.markdown()
        marks = word_marks(text, words)[:_MARKED]
        self.setExtraSelections([self._selection(text, mark) for mark in marks])
        if marks:
            self.go_to(marks[0].start)

    # What the toolbar does

    def state(self) -> FormatState:
        """Return what is on where the caret stands."""
        return markdown.state(*self._in_line(self.textCursor()))

    def set_heading(self, level: int) -> None:
        """Make the lines that are selected headings; 0: no more."""
        self._change_lines(lambda lines: [markdown.headed(line, level) for line in lines])

    def set_list(self, kind: str) -> None:
        """Make the lines that are selected a list: bullet, number, task, or "" for none."""
        self._change_lines(lambda lines: markdown.listed(lines, kind))

    def toggle_quote(self) -> None:
        """Quote the lines that are selected, or no more."""
        self._change_lines(markdown.quoted)

    def toggle(self, look: str) -> None:
        """Make what is selected, or the word, bold, italic, strike, highlight or code, or no
        more."""
        if look == "highlight":
            self.highlight("" if self.state().highlight else "yellow")
            return
        cursor = self.textCursor()
        text, start, end = self._in_line(cursor)
        left, right, words = markdown.wrapped(text, start, end, look)
        base, size = cursor.block().position(), len(markdown.MARKS[look])
        at = base + units(text, left)
        self._write(self.place(at, base + units(text, right)), words)
        added = len(words) > right - left
        inner = words[size:-size] if added else words
        begin = at + (size if added else 0)
        self.setTextCursor(self.place(begin, begin + units(inner, len(inner))))

    def highlight(self, colour: str) -> None:
        """Highlight what is selected, or the word, in yellow, green or blue, or no more ("")."""
        cursor = self.textCursor()
        text, start, end = self._in_line(cursor)
        left, right, words, size = markdown.coloured(text, start, end, colour)
        base = cursor.block().position()
        at = base + units(text, left)
        self._write(self.place(at, base + units(text, right)), words)
        inner = words[size : len(words) - len(markdown.HIGHLIGHTS[colour][1]) if colour else None]
        self.setTextCursor(self.place(at + size, at + size + units(inner, len(inner))))

    def insert_table(self, rows: int, columns: int) -> None:
        """Write an empty table below the line, and go into its first cell."""
        self._insert_paragraph(markdown.table(rows, columns), 2)

    def insert_picture(self, address: str, alt: str = "", width: int = 0) -> None:
        """Write a picture."""
        self._insert(f"![{alt}|{width}]({address})" if width else f"![{alt}]({address})")

    def picture(self) -> str:
        """Return the address of the picture in which the caret stands, "" if it is in none."""
        text, at, _ = self._in_line(self.textCursor())
        found = (one for one in _PICTURE.finditer(text) if one.start() <= at <= one.end())
        return next((one[1] for one in found), "")

    def insert_formula(self, tex: str) -> None:
        """Write a formula in the line."""
        self._insert(f"${tex}$", 0 if tex else 1)

    def insert_link(self, text: str, address: str) -> None:
        """Write a link to an address."""
        self._insert(f"[{text}]({address})")

    def insert_wiki(self, target: str) -> None:
        """Write a wiki link."""
        self._insert(f"[[{target}]]")

    def complete_wiki(self, target: str) -> None:
        """End the wiki link that is being typed by its target."""
        cursor = self.textCursor()
        text, _, end = self._in_line(cursor)
        found = _OPEN.search(text[:end])
        base = cursor.block().position()
        start = base + units(text, found.start()) if found else cursor.position()
        close = 2 if text[end:].startswith("]]") else 0
        self._write(self.place(start, cursor.position() + close), f"[[{target}]]")
        self._leave_wiki()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and self._go_on_with_list():
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            self._follow(self.textCursor())
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            if not self._indent(1 if key == Qt.Key.Key_Tab else -1):
                super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._follow(self.cursorForPosition(event.position().toPoint()))

    def focusNextPrevChild(self, next: bool) -> bool:
        inside_list = markdown.indented(self.textCursor().block().text(), 1) is not None
        return False if inside_list else super().focusNextPrevChild(next)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        if any(url.isLocalFile() for url in source.urls()):  # other files are the window's
            return bool(_files(source) or documents(source))
        return source.hasImage() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if files := _files(source):
            for file in files:
                self.picture_given.emit(file)
        elif kept := documents(source):
            self.files_given.emit(kept)
        elif source.hasImage() and not source.hasText():
            image: QImage = source.imageData()
            self.picture_given.emit(image)
        else:
            super().insertFromMimeData(source)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._set_margins()  # first: Qt then sets the lines to the width that is left
        super().resizeEvent(event)

    # How it is done

    def _selection(self, text: str, mark: Mark) -> QTextEdit.ExtraSelection:
        shown = QTextEdit.ExtraSelection()
        shown.cursor = self.place(units(text, mark.start), units(text, mark.end))
        shown.format = mark.format()
        return shown

    def _in_line(self, cursor: QTextCursor) -> tuple[str, int, int]:
        """Return the line of a cursor, and what of it is selected, in characters."""
        block = cursor.block()
        text, base = block.text(), block.position()
        start = max(0, cursor.selectionStart() - base)
        end = min(block.length() - 1, cursor.selectionEnd() - base)
        return text, characters(text, start), characters(text, end)

    def _change_lines(self, change: Callable[[list[str]], list[str]]) -> None:
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart())
        last = self.document().findBlock(cursor.selectionEnd())
        start, end = first.position(), last.position() + last.length() - 1
        whole = self.place(start, end)
        was = whole.selectedText().split("\N{PARAGRAPH SEPARATOR}")
        made = change(was)
        if made == was:
            return
        after, size = end - cursor.position(), self.document().characterCount()
        self._replace(start, "\n".join(was), "\n".join(made))
        end += self.document().characterCount() - size
        if len(was) == 1:
            self.setTextCursor(self.place(at := max(start, end - after), at))
        else:
            self.setTextCursor(self.place(end, start))

    def _replace(self, start: int, was: str, made: str) -> None:
        """Change what stands at one of Qt's places, only where it differs: what is typed beside it
        afterwards is another step to undo."""
        same = min(len(was), len(made))
        head = next((at for at in range(same) if was[at] != made[at]), same)
        rest = same - head
        tail = next((at for at in range(rest) if was[-1 - at] != made[-1 - at]), rest)
        if was != made:
            cursor = self.place(start + units(was, head), start + units(was, len(was) - tail))
            self._write(cursor, made[head : len(made) - tail])

    def _write(self, cursor: QTextCursor, text: str) -> None:
        """Put text in the place of what is selected, as one step to undo of its own: a bare insert
        becomes a part of what was typed before it."""
        cursor.beginEditBlock()
        cursor.insertText(text)
        cursor.endEditBlock()

    def _insert(self, text: str, back: int = 0) -> None:
        self._write(self.textCursor(), text)
        if back:
            cursor = self.textCursor()
            cursor.movePosition(_Move.PreviousCharacter, QTextCursor.MoveMode.MoveAnchor, back)
            self.setTextCursor(cursor)

    def _insert_paragraph(self, text: str, inside: int) -> None:
        cursor = self.textCursor()
        cursor.movePosition(_Move.EndOfBlock)
        lead = "\n\n" if cursor.block().text().strip() else ""
        at = cursor.position() + len(lead)
        self._write(cursor, f"{lead}{text}\n")
        self.setTextCursor(self.place(at + inside, at + inside))

    def _go_on_with_list(self) -> bool:
        cursor = self.textCursor()
        text, _, end = self._in_line(cursor)
        begins = markdown.next_item(text[:end])
        if begins is None or cursor.hasSelection():
            return False
        if begins:
            self._write(cursor, f"\n{begins}")
        else:
            cursor.movePosition(_Move.StartOfBlock, _Keep)
            cursor.removeSelectedText()
        self.ensureCursorVisible()
        return True

    def _indent(self, by: int) -> bool:
        cursor = self.textCursor()
        if markdown.indented(cursor.block().text(), by) is None:
            return False
        self._change_lines(lambda lines: [markdown.indented(line, by) or line for line in lines])
        return True

    def _follow(self, cursor: QTextCursor) -> None:
        text, at, _ = self._in_line(cursor)
        for link in wiki_links(text):
            if link.start <= at <= link.end:
                self.link_clicked.emit(link)
                return
        for found in _WEB.finditer(text):
            if found.start() <= at <= found.end():
                self.link_clicked.emit(found[1])

    def _on_changed(self) -> None:
        # Colours make Qt tell of changes too, a revision is only one of the text.
        was, self._revision = self._revision, self.document().revision()
        typed = was != self._revision
        cursor = self.textCursor()
        line = cursor.block().text()
        before = line[: characters(line, cursor.positionInBlock())] if "[[" in line else ""
        found = _OPEN.search(before)
        if found is None:
            self._leave_wiki()
        elif found[1] != self._naming and (typed or self._naming is not None):
            self._naming = found[1]
            self.wiki_typed.emit(found[1], self.cursorRect())
        if typed:
            self.edited.emit()

    def _leave_wiki(self) -> None:
        if self._naming is not None:
            self._naming = None
            self.wiki_left.emit()

    def _set_margins(self) -> None:
        """Keep the text left in its pane, no wider than one reads; the bar stays at the edge."""
        left = px(_MARGIN)
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.width() - left - bar - measure()
        self.setViewportMargins(left, 0, max(px(16), room), 0)

    def _on_theme_changed(self) -> None:
        face = font("mono")
        face.setPointSizeF(points("reading") * 0.95)
        face.setWeight(QFont.Weight.Normal)
        self.setFont(face)
        self.document().setDefaultFont(face)
        self._colours.restyle()
        self._set_margins()


def _files(source: QMimeData) -> list[str]:
    """Return the pictures among dropped files."""
    names = [url.toLocalFile() for url in source.urls() if url.isLocalFile()]
    return [name for name in names if name.lower().endswith(_PICTURES)]
