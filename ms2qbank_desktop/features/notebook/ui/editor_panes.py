"""The text of a note in its three modes: written as it looks, as Markdown, or as Markdown with its
look beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row

from .rich.text import RichText
from .source import SourceText

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

PREVIEW_MS = 60
"""Between a key and the preview that follows it."""
_BESIDE_FROM = 760
"""Width in pixels at 100 % text."""
Pane = RichText | SourceText


class EditorPanes(QWidget):
    """``edited``: by the user. ``wiki_typed`` carries pane, text and place of a link that is being
    typed. ``switched``: another pane is written in. ``state_changed``: of what is at the caret."""

    edited = Signal()
    switched = Signal()
    state_changed = Signal()
    wiki_typed = Signal(object, str, QRect)
    wiki_left = Signal()
    link_clicked = Signal(object)
    picture_given = Signal(object)
    files_given = Signal(object)
    picture_opened = Signal(str)
    refused = Signal(object)

    def __init__(self, media: Callable[[str], Path | None], keep: Callable[[bytes], str]) -> None:
        """``media`` and ``keep`` as RichText wants them."""
        super().__init__()
        ground(self, "surface")
        self._media = media
        self.mode = "write"
        self._quiet = self._marked = False
        self._unknown = frozenset[str]()
        self._wanted: int | None = None
        """Where to go as soon as all of a long text is in."""
        self._filled: set[QWidget] = set()
        self.rich = RichText(media, keep)
        self.source = SourceText()
        self._page = _page(self.rich, 36)
        self._preview: RichText | None = None
        self._beside = QWidget()
        self._beside.hide()
        self.source.hide()
        self._across = row(gap=0)
        for part in (self._page, self.source, self._beside):
            self._across.addWidget(part, 1)
        self.setLayout(self._across)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(PREVIEW_MS)
        self._late.timeout.connect(self.update_preview)
        for pane in (self.rich, self.source):
            pane.edited.connect(self._on_edited)
            pane.wiki_typed.connect(partial(self.wiki_typed.emit, pane))
            pane.wiki_left.connect(self.wiki_left)
            pane.link_clicked.connect(self.link_clicked)
            pane.files_given.connect(self.files_given)
        self.rich.picture_opened.connect(self.picture_opened)
        self.rich.filled.connect(self._on_filled)
        self.rich.state_changed.connect(self.state_changed)
        self.rich.refused.connect(self.refused)
        self.source.cursorPositionChanged.connect(self.state_changed)
        self.source.picture_given.connect(self.picture_given)
        self.source.moved.connect(self._scroll_along)
        self.setFocusProxy(self.rich)
        signals().changed.connect(self._arrange)

    @property
    def pane(self) -> Pane:
        """The pane that is written in."""
        return self.rich if self.mode == "write" else self.source

    @property
    def preview(self) -> RichText | None:
        """What stands beside the source."""
        return self._preview

    def body(self) -> str:
        """Return the text."""
        return self.pane.markdown()

    def set_body(self, body: str) -> None:
        """Show another note."""
        self._filled, self._wanted = {self.pane}, None
        self._quietly(self.pane.set_markdown, body)
        if self._preview is not None and self.mode == "split":
            self._preview.set_markdown(body)

    def take_over(self, body: str) -> None:
        """Show what somebody else has made of the note, and stay at the place."""
        self._quietly(self.pane.update_markdown, body)
        self.update_preview()

    def set_mode(self, mode: str) -> None:
        """Write in another mode; the caret stays in its words, and what was done in a pane before
        can still be undone there."""
        if mode == self.mode:
            return
        had, old = self.pane.hasFocus(), self.pane
        body, at = old.markdown(), old.body_position() if self._wanted is None else self._wanted
        self.mode = mode
        pane = self.pane
        if pane not in self._filled:
            self._quietly(pane.set_markdown, body)
        elif pane is not old and pane.markdown() != body:
            self._quietly(pane.update_markdown, body)
        self._filled.add(pane)
        self._across.setEnabled(False)  # a long text takes a frame for each width on the way
        self._page.setVisible(mode == "write")
        self.source.setVisible(mode != "write")
        self._show_preview(body, shown=mode == "split")
        self._across.setEnabled(True)
        self._across.activate()
        self.setFocusProxy(pane)
        if pane is not old:
            self.go_to(at)
            self.switched.emit()
        if had:
            pane.setFocus()

    def go_to(self, start: int) -> None:
        """Put the caret at a character of the text; in a long one that is coming, a little
        later."""
        if self.mode == "write" and self.rich.loading.under_way:
            self._wanted = start
        else:
            self._wanted = None
            self.pane.go_to(start)

    def update_preview(self) -> None:
        """Let what stands beside the source say the same; a long text is let come in first."""
        if self.mode != "split" or self._preview is None:
            return
        if self._preview.loading.under_way:
            self._late.start()
            return
        self._preview.update_markdown(self.source.markdown())
        self._scroll_along()

    def show_words(self, words: Sequence[str]) -> None:
        """Mark the words of a search, and no more those of the one before."""
        if words or self._marked:  # a long text would be put in at once for it
            self.pane.show_words(words)
        self._marked = bool(words)

    def show_unknown(self, targets: frozenset[str]) -> None:
        """Show that links lead nowhere yet, by what stands in their brackets."""
        self._unknown = targets
        for pane in filter(None, (self.rich, self._preview)):
            pane.show_unknown(targets)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def _arrange(self) -> None:
        """Put the preview beside the source, or below it where both would be too narrow."""
        beside = self.width() >= px(_BESIDE_FROM)
        directions = QBoxLayout.Direction
        self._across.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        if self._preview is not None:
            self._edges[0].setVisible(beside)
            self._edges[1].setVisible(not beside)
            margins = (20, 0, 0, 0) if beside else (36, 8, 0, 0)
            self._preview_page.setContentsMargins(*map(px, margins))

    def _quietly(self, change: Callable[[str], None], body: str) -> None:
        self._quiet = True
        change(body)
        self._quiet = False

    def _on_edited(self) -> None:
        if self._quiet:
            return
        if self.mode == "split" and not self._late.isActive():
            self._late.start()
        self.edited.emit()

    def _show_preview(self, body: str, *, shown: bool) -> None:
        if shown and self._preview is None:
            self._preview = RichText(self._media)
            self._preview.setReadOnly(True)
            self._preview.setAccessibleName("Preview of the note")
            self._preview.show_unknown(self._unknown)
            self._preview.link_clicked.connect(self.link_clicked)
            self._preview.filled.connect(self._scroll_along)
            self._edges = line(vertical=True), line()
            below = column(self._edges[1], gap=0)
            self._preview_page = _page(self._preview, 0)
            below.addWidget(self._preview_page, 1)
            across = row(self._edges[0], gap=0)
            across.addLayout(below, 1)
            self._beside.setLayout(across)
            self._arrange()
        if shown and self._preview is not None:
            self._preview.set_markdown(body)
        self._beside.setVisible(shown)

    def _on_filled(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None and self.mode == "write":
            self.rich.go_to(wanted)

    def _scroll_along(self) -> None:
        preview = self._preview
        if self.mode == "split" and preview is not None and not preview.loading.under_way:
            preview.go_to(self.source.top_position())


def _page(pane: QWidget, left: int) -> QWidget:
    """Return a text with a margin at its left; the bar stays at the edge."""
    page = QWidget()
    ground(page, "surface")
    page.setLayout(column(pane, gap=0, margins=(left, 0, 0, 0)))
    return page
