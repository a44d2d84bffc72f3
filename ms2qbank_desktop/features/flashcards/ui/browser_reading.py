"""Reads the cards for the browser, off the thread of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from ms2qbank_desktop.features.flashcards.service.search import SearchService
from ms2qbank_desktop.ui.tasks import Reading

from .browser_sidebar import read_names

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.flashcards.browsing import CardOrder
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task


class Asked(NamedTuple):
    """Which cards, and in which order."""

    search: str
    order: CardOrder


class BrowserReading(QObject):
    """``found`` brings (Asked, every id), ``names_read`` what the side shows, after the table.
    What is no longer ``asked`` for when it comes is left out."""

    found = Signal(object, object)
    names_read = Signal(object)

    def __init__(self, ctx: UiContext, asked: Callable[[], Asked], parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._service = ctx.service(SearchService)
        self._asked = asked
        self._names_are_old = True
        self._reading = Reading(self._read, self)
        self._reading.settled.connect(self._on_settled)

    def ask(self) -> None:
        """Read what is asked for now."""
        self._reading.ask()

    def ask_anew(self) -> None:
        """Read it because cards have changed, and the names as well."""
        self._names_are_old = True
        self.ask()

    def _read(self) -> Task:
        asked, user_id = self._asked(), self._ctx.user_id

        def done(ids: list[int]) -> None:
            if asked == self._asked():
                self.found.emit(asked, ids)

        return self._ctx.tasks.run(
            "Searching",
            lambda _progress: self._service.find(user_id, asked.search, asked.order),
            done=done,
        )

    def _on_settled(self) -> None:
        if self._names_are_old:
            self._names_are_old = False
            self._ctx.tasks.run(
                "Reading decks and tags",
                lambda _progress: read_names(self._ctx),
                done=self.names_read.emit,
            )
