"""A card of lines that lead on, read on a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.labels import Label

from .action_list import ActionList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

    from .action_list import Line
    from .looking import Look


class ListCard(Card):
    """``read`` finds things on a worker, ``say`` makes a line of each; ``empty`` is said where
    there are none."""

    def __init__(
        self,
        ctx: UiContext,
        title: str,
        fact: str,
        empty: str,
        read: Callable[[UiContext, Look], Sequence[Any]],
        say: Callable[[UiContext, Any], Line],
        *,
        timeless: bool = False,
    ) -> None:
        super().__init__(title, fact, tall=True)
        self.timeless = timeless
        self._ctx = ctx
        self._title_words = title
        self._read = read
        self._say = say
        self._look: Look | None = None
        self.list = ActionList()
        self._empty = Label(empty, "body", "text-muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self.body.addWidget(self._stack)
        self.body.addStretch(1)
        self._reading = Reading(self._start, self)

    def fill(self, look: Look) -> None:
        """Show what is looked at, as soon as it is read."""
        self._look = look
        self._reading.ask()

    def _start(self) -> Task:
        look = self._look
        assert look is not None  # noqa: S101 - only asked for with one

        def show(found: Sequence[Any]) -> None:
            self.list.show_lines([self._say(self._ctx, one) for one in found])
            self._stack.setCurrentWidget(self.list if found else self._empty)

        name = f"Reading {self._title_words}"
        return self._ctx.tasks.run(name, lambda _progress: self._read(self._ctx, look), done=show)
