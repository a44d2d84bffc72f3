"""Opens articles from wherever the student is, in one reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken

from ms2qbank_desktop.features.links.models import Kind, Place

from .reader_commands import reader_commands
from .reader_page import ReaderPage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.ui.context import UiContext


class ReaderOpening(QObject):
    """Keeps the reader that lies over the tab, if there is one."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.window)
        self._ctx = ctx
        self._page: ReaderPage | None = None
        self._place = Place(Kind.ARTICLE, 0)
        self._words: Sequence[str] = ()
        self._focus_before: QWidget | None = None
        self._steps: list[Callable[[ReaderPage], object]] = []
        self._next_turn = QTimer(self)
        self._next_turn.setSingleShot(True)
        self._next_turn.setInterval(0)
        self._next_turn.timeout.connect(self._take_step)
        ctx.window.closing.connect(self._on_closing)  # type: ignore[attr-defined]

    def open(self, place: Place, words: Sequence[str] = ()) -> None:
        """Show an article in the reader, ``words`` marked in it; the reader is laid over the tab if
        it is not there yet."""
        self._place, self._words = place, words
        if self._page is None:
            self._focus_before = QApplication.focusWidget()
            self._page = ReaderPage(self._ctx)
            self._page.left.connect(self._leave)
            self._page.destroyed.connect(self._on_gone)
            # Each takes half of a frame, and none waits for the one before it to be painted.
            self._steps = [lambda page: page.beside, self._add_commands, self._lay]
            self._next_turn.start()
        elif not self._next_turn.isActive():
            self._ctx.navigate.open("library")
            if self._page.isVisible():
                self._page.open(place, words)
            else:  # the tab was opened anew: this one waits to be deleted
                self._let_go(self._page)
                self.open(place, words)

    def _take_step(self) -> None:
        step, *self._steps = self._steps
        if self._page is not None:
            if self._steps:
                self._next_turn.start()
            step(self._page)

    def _add_commands(self, page: ReaderPage) -> None:
        self._ctx.commands.add(*reader_commands(page))
        page.bar.bind(self._ctx.commands)

    def _lay(self, page: ReaderPage) -> None:
        self._ctx.navigate.open("library", "articles")
        self._ctx.navigate.open_detail(page, "Article")
        page.open(self._place, self._words)

    def _leave(self) -> None:
        if self._page is not None:
            self._let_go(self._page)
        self._ctx.navigate.close_detail()
        before, self._focus_before = self._focus_before, None
        if before is not None and Shiboken.isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _let_go(self, page: ReaderPage) -> None:
        page.log.stop()
        page.destroyed.disconnect(self._on_gone)
        self._on_gone()

    def _on_closing(self) -> None:
        """The window closes; it was hidden before, and what was read is written."""
        self._next_turn.stop()
        if self._page is not None:
            self._page.log.forget()
            self._page.destroyed.disconnect(self._on_gone)

    def _on_gone(self) -> None:
        self._page = None
        self._ctx.commands.remove(*(one.id for one in reader_commands()))
