"""The text of a note, written as rich text. Its truth is Markdown: what was not edited comes back
byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit

from ms2qbank_desktop.features.notebook.markdown import inline
from ms2qbank_desktop.features.notebook.markdown.model import Kind, plain
from ms2qbank_desktop.ui.theme import font, measure, px, signals
from ms2qbank_desktop.ui.widgets.marks import characters, units

from . import (
    context_menu,
    editing,
    keys,
    looks,
    painting,
    pasting,
    redressing,
    replacing,
    table_editing,
    typing_marks,
)
from .formulas import Formulas, object_at, picture_at_caret
from .inserting import LongPaste
from .links import Links
from .loading import Loading
from .objects import Objects
from .reading import Mirror
from .sources import Sources
from .words import Words, show_at_top

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtGui import (
        QContextMenuEvent,
        QInputMethodEvent,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QResizeEvent,
        QShowEvent,
    )

    from .state import FormatState


class RichText(QTextEdit):
    """``media`` gives the file of a picture by its name in the media folder; ``keep`` stores one
    and gives its name.

    ``edited``: the user changed the text. ``wiki_typed``: the caret stands behind an open "[[" and
    these words, at this place of the viewport; ``wiki_left``: no longer. ``link_clicked``: a
    WikiLink or an address. ``state_changed``: ``state()`` may be another. ``refused``: a Fault.
    ``filled``: all of a long text is in. ``files_given``: documents were pasted or dropped, paths.
    ``picture_opened``: two clicks on a picture, its address.
    """

    edited = Signal()
    wiki_typed = Signal(str, QRect)
    wiki_left = Signal()
    link_clicked = Signal(object)
    state_changed = Signal()
    refused = Signal(object)
    filled = Signal()
    files_given = Signal(object)
    picture_opened = Signal(str)

    def __init__(
        self,
        media: Callable[[str], Path | None],
        keep: Callable[[bytes], str] | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "note")
        self.setAccessibleName("Text of the note")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(px(4))
        self.document().setDefaultFont(font("reading"))
        self.mirror = Mirror(self.document(), self)
        self.objects = Objects(self, self.mirror, media)
        self.sources = Sources(self.mirror)
        self.loading = Loading(self.document(), self.mirror, self.sources, self)
        self.loading.filled.connect(self.filled)
        self.long_paste = LongPaste(self, self.mirror)
        self.long_paste.begun.connect(self.edited)
        self.pasting = pasting.Pasting(self, self.long_paste, keep)
        self.pasting.refused.connect(self.refused)
        self.pasting.files_given.connect(self.files_given)
        self.words = Words(self)
        self.unknown = frozenset[str]()
        self.links = Links(self)
        self.links.wiki_typed.connect(self.wiki_typed)
        self.links.wiki_left.connect(self.wiki_left)
        self.links.link_clicked.connect(self.link_clicked)
        self.formulas = Formulas(self)
        self.document().contentsChange.connect(self._on_contents_change)
        self.textChanged.connect(self._on_text_changed)
        self.cursorPositionChanged.connect(self._on_caret_moved)
        self.currentCharFormatChanged.connect(self.state_changed)
        self._undressed = False
        signals().changed.connect(self._on_theme_changed)
        self.set_markdown("")

    # The text

    def set_markdown(self, body: str) -> None:
        """Show another text from its start; nothing is there to undo then."""
        self.long_paste.drop()
        self.loading.begin(body)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def markdown(self) -> str:
        """Return the text as Markdown; what was not edited as it was given."""
        self.long_paste.finish()
        return self.sources.body()

    def update_markdown(self, body: str) -> None:
        """Show another text by changing only the blocks that differ; one step to undo."""
        self.finish_filling()
        if body != self.markdown():
            replacing.replace_differing(self, self.mirror, self.sources, body)

    def body_position(self) -> int:
        """Return where in the Markdown the caret stands; exact to the block."""
        cursor = self.textCursor()
        start, source = self.sources.source_of(cursor.block().blockNumber())
        line = cursor.block().text()
        return start + _behind(source, line[: characters(line, cursor.positionInBlock())])

    def go_to(self, position: int) -> None:
        """Put the caret where a place of the Markdown is, and bring it into view."""
        self.finish_filling()
        number, before = self.sources.block_at(position)
        block = self.document().findBlockByNumber(number)
        words = len(plain(inline.parse(before.lstrip("#->*+ \n"))))
        cursor = QTextCursor(block)
        line = block.text()
        cursor.setPosition(block.position() + units(line, min(words, len(line))))
        self.setTextCursor(cursor)
        show_at_top(self, cursor)

    def show_words(self, words: Sequence[str]) -> None:
        """Mark words wherever they stand and bring the first into view; none takes marks away."""
        self.finish_filling()
        self.words.show(words)

    def finish_filling(self) -> None:
        """Put in what has not been yet."""
        self.loading.finish()
        self.long_paste.finish()

    # Formats

    def state(self) -> FormatState:
        """Return what is on at the caret."""
        return editing.state_at(self, self.mirror)

    def set_heading(self, level: int) -> None:
        """Make the selected blocks headings of a level 1–6, or paragraphs (0)."""
        editing.set_kind(self, Kind.HEADING if level else Kind.PARAGRAPH, level)

    def set_list(self, kind: str) -> None:
        """Make the selected blocks a list: bullet, number, task, or "" for paragraphs."""
        editing.set_list(self, kind)

    def toggle_quote(self) -> None:
        """Make the selected blocks a quotation, or no longer."""
        editing.toggle_quote(self)

    def toggle(self, look: str) -> None:
        """Switch bold, italic, strike, code, sub, sup, underline or highlight."""
        editing.toggle(self, look)

    def highlight(self, colour: str) -> None:
        """Highlight what is selected in yellow, green or blue, or no longer ("")."""
        editing.highlight(self, colour)

    def insert_table(self, rows: int, columns: int) -> None:
        """Write an empty table below the block of the caret."""
        table_editing.insert(self, rows, columns)

    def insert_link(self, text: str, address: str) -> None:
        """Write a link at the caret, or make one of what is selected."""
        editing.insert_link(self, text, address)

    def insert_wiki(self, target: str) -> None:
        """Write the chip of a wiki link at the caret."""
        editing.insert_spans(self, inline.parse(f"[[{target}]]"))

    def insert_picture(self, address: str, alt: str = "", width: int = 0) -> None:
        """Write a picture at the caret."""
        shown = f"{alt}|{width}" if width else alt
        editing.insert_spans(self, inline.parse(f"![{shown}]({address})"))

    def picture(self) -> str:
        """Return the address of the picture beside the caret, "" if there is none."""
        place = picture_at_caret(self)
        span = object_at(self, place) if place is not None else None
        return span.target if span is not None else ""

    def insert_formula(self, tex: str = "", *, display: bool = False) -> None:
        """Write a formula at the caret; without TeX the box for it opens."""
        self.formulas.insert(tex, display=display)

    def paste_plain(self) -> None:
        """Write only the words of the clipboard."""
        self.finish_filling()
        self.pasting.paste_plain()

    # Wiki links

    def show_unknown(self, targets: frozenset[str]) -> None:
        """Show that links lead nowhere yet, by what stands in their brackets."""
        if targets != self.unknown:
            self.unknown = targets
            self.viewport().update()

    def complete_wiki(self, target: str) -> None:
        """Make the open "[[" and its words the chip of ``target``."""
        self.links.complete(target)

    # Qt

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            key = QKeySequence(event.keyCombination()).toString()  # type: ignore[attr-defined]
            if key in ("Ctrl+K", "Ctrl+L", "Ctrl+E"):  # the window's, though Qt edits with them
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isReadOnly():
            super().keyPressEvent(event)
            return
        self.finish_filling()
        if self.links.pressed(event) or keys.pressed(self, self.mirror, event):
            event.accept()
            return
        typed = event.text()
        writes = bool(typed) and typed.isprintable()
        if writes and self.textCursor().hasSelection():
            cursor = self.textCursor()
            with editing.one_step(cursor):
                keys.take_out(self, cursor)
                super().keyPressEvent(event)
            typing_marks.typed(self, self.mirror, typed)
            return
        if writes:
            editing.settle(self)
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            keys.delete(self, event, super().keyPressEvent)
            return
        super().keyPressEvent(event)
        if writes:
            typing_marks.typed(self, self.mirror, typed)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.commitString():
            self.finish_filling()
            cursor = self.textCursor()
            with editing.one_step(cursor):
                keys.take_out(self, cursor)
                super().inputMethodEvent(event)
            return
        super().inputMethodEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not painting.press(self, self.mirror, event):
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        alone = event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection()
        if alone and not self.formulas.clicked(event):
            self.links.clicked(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if not self.isReadOnly() and (address := self.picture()):
            self.picture_opened.emit(address)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.finish_filling()
        menu = context_menu.menu_at(self, self.links, self.paste_plain, event.pos())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.links.hovered(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painting.paint_under(self, self.mirror, painter, self.unknown)
        painter.end()
        super().paintEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        if self._undressed:
            self._dress()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        spare = max(0, self.width() - measure("reading") - px(40))
        if self.viewportMargins().right() != spare:
            self.setViewportMargins(0, 0, spare, 0)
        super().resizeEvent(event)  # last: Qt sets the lines to the width that is left

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return pasting.can_take(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.finish_filling()
        self.pasting.paste(source)

    def createMimeDataFromSelection(self) -> QMimeData:
        return pasting.copied(self)

    def _on_contents_change(self) -> None:
        if not self.loading.under_way:
            self.sources.changed()

    def _on_text_changed(self) -> None:
        if self.document().isUndoRedoEnabled():  # it is not while a text is put in
            self.edited.emit()

    def _on_caret_moved(self) -> None:
        if not self.loading.under_way:
            self.links.look()
            self.state_changed.emit()

    def _on_theme_changed(self) -> None:
        looks.forget()
        self._undressed = True
        if self.isVisible():  # else at the next showing: 60 ms for 100 kB
            self._dress()

    def _dress(self) -> None:
        self._undressed = False
        self.document().setDefaultFont(font("reading"))
        self.finish_filling()
        redressing.dress_all(self, self.mirror)
        self.links.look()
        self.state_changed.emit()


def _behind(source: str, shown: str) -> int:
    """Return how far in its source what is shown before the caret goes; a guess."""
    tail = shown[-12:]
    found = source.find(tail, max(0, len(shown) - 12)) if tail else -1
    return found + len(tail) if found >= 0 else min(len(source.rstrip()), len(shown))
