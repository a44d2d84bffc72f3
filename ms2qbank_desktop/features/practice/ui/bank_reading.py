"""Reads the bank for its page, off the thread of the window: what fills a screen comes first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.ui.tasks import Reading

from .bank_columns import SCREEN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.attempts.models import BankOrder, BankRow, Vocabulary, Wanted
    from ms2qbank_desktop.features.questions.models import Pack
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task


class Asked(NamedTuple):
    """Which questions, and in which order."""

    wanted: Wanted
    order: BankOrder


@dataclass(frozen=True, slots=True)
class Names:
    """What the search and the preview want to know of the bank. ``total``: all its questions."""

    vocabulary: Vocabulary
    total: int
    packs: Mapping[int, Pack]


class BankReading(QObject):
    """``first_read`` brings (Asked, lines of the first rows) where these are quickly found,
    ``read`` (Asked, every id), ``names_read`` the Names, after the table. What is no longer
    ``asked`` for when it comes is left out."""

    first_read = Signal(object, object)
    read = Signal(object, object)
    names_read = Signal(object)

    def __init__(self, ctx: UiContext, asked: Callable[[], Asked], parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._attempts = ctx.service(AttemptService)
        self._bank = ctx.service(QuestionService)
        self._asked = asked
        self._last: Asked | None = None
        self._names_are_old = True
        self._first = Reading(self._read_first, self)
        self._rest = Reading(self._read_all, self)
        self._rest.settled.connect(self._on_settled)

    def ask(self) -> None:
        """Read what is asked for now."""
        if self._asked() == self._last:
            self._rest.ask()  # a first screen would take away the others for a moment
        else:
            self._first.ask()

    def ask_anew(self) -> None:
        """Read it because the bank has changed, and its names as well."""
        self._names_are_old = True
        self.ask()

    def _read_first(self) -> Task:
        asked, user_id = self._asked(), self._ctx.user_id

        def work(_progress: Progress) -> list[BankRow]:
            ids = self._attempts.browse_first(user_id, asked.wanted, asked.order, SCREEN)
            return self._attempts.browse_rows(user_id, ids[:SCREEN]) if ids else []

        def done(lines: list[BankRow]) -> None:
            if asked != self._asked():
                return
            self._last = asked
            if lines:
                self.first_read.emit(asked, lines)
            self._rest.ask()

        return self._ctx.tasks.run("Reading the bank", work, done=done)

    def _read_all(self) -> Task:
        asked, user_id = self._asked(), self._ctx.user_id

        def done(ids: list[int]) -> None:
            if asked == self._asked():
                self.read.emit(asked, ids)

        return self._ctx.tasks.run(
            "Reading the bank",
            lambda _progress: self._attempts.browse(user_id, asked.wanted, asked.order),
            done=done,
        )

    def _on_settled(self) -> None:
        if not self._names_are_old:
            return
        self._names_are_old = False

        def work(_progress: Progress) -> Names:
            return Names(
                self._attempts.vocabulary(self._ctx.user_id),
                self._bank.total(),
                {pack.id: pack for pack in self._bank.packs()},
            )

        self._ctx.tasks.run("Reading the names of the bank", work, done=self.names_read.emit)
