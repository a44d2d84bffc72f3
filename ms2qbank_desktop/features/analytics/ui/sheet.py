"""Cards in rows, made and filled from above, a row in a turn of the loop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.layouts import Box, column, row, scrolled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

    from ms2qbank_desktop.ui.context import UiContext

    from .looking import Look

    Make = Callable[[UiContext], "Part"]
    Row = Sequence[tuple[Make, int]]

_CARD = 290
"""Pixels at 100 % text below which a card of a row of several is too narrow, unless it has a
``least_width`` of its own."""
_AT_ONCE = 2
"""Rows that are seen without scrolling."""


class Part(Protocol):
    """A card that shows what is looked at. One that has ``timeless`` shows the same whatever is
    looked at."""

    def fill(self, look: Look, /) -> None:
        """Show what is looked at."""


class Group(QWidget):
    """Several cards in the place of one: below one another, or with ``across`` beside each other
    in these shares."""

    def __init__(self, ctx: UiContext, makes: Sequence[Make], across: Sequence[int] = ()) -> None:
        super().__init__()
        self.parts = [make(ctx) for make in makes]
        leasts = [least_width(part) for part in self.parts]
        self.least_width = sum(leasts) if across else max(leasts)
        inner = row(gap=16) if across else column(gap=16)
        for at, widget in enumerate(_widgets(self.parts)):
            widget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            inner.addWidget(widget, across[at] if across else 0)
        self.setLayout(inner)

    def fill(self, look: Look) -> None:
        """Fill each of them."""
        for part in self.parts:
            part.fill(look)


class Sheet(QWidget):
    """``rows``: of each, what makes its cards, and the share of its width that each takes."""

    def __init__(self, ctx: UiContext, rows: Sequence[Row]) -> None:
        super().__init__()
        self._ctx = ctx
        self._rows = rows
        self._made: list[tuple[Box, list[Part]]] = []
        self._look: Look | None = None
        self._fresh = True
        self._waiting: list[int] = []
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(0)
        self._next.timeout.connect(self._go_on)
        self._column = column(None, gap=16)
        content = QWidget()
        content.setLayout(self._column)
        self.area = scrolled(content, "Cards of the page")
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayout(column(self.area, gap=0))
        signals().changed.connect(self._arrange)

    @property
    def parts(self) -> list[Part]:
        """The cards that are made so far."""
        return [part for _, parts in self._made for part in parts]

    @property
    def settled(self) -> bool:
        """Whether all rows have been made and filled."""
        return not self._waiting

    def show_look(self, look: Look, *, fresh: bool = True) -> None:
        """Fill all cards; those that can be seen at once. Not ``fresh``: nothing was written since,
        and what is ``timeless`` stays as it is."""
        self._look, self._fresh = look, fresh or (self._fresh and bool(self._waiting))
        self._waiting = list(range(len(self._rows)))
        for _ in range(_AT_ONCE):
            self._fill_next()
        self._next.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._waiting:
            self._next.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._next.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _go_on(self) -> None:
        self._fill_next()
        if self._waiting:
            self._next.start()

    def _fill_next(self) -> None:
        if not self._waiting or self._look is None:
            return
        at = self._waiting.pop(0)
        new = at == len(self._made)
        if new:
            self._make(self._rows[at])
        for part in _leaves(self._made[at][1]):
            if new or self._fresh or not getattr(part, "timeless", False):
                part.fill(self._look)

    def _make(self, wanted: Row) -> None:
        beside, parts = row(gap=16), []
        for make, stretch in wanted:
            part = make(self._ctx)
            parts.append(part)
            (widget,) = _widgets([part])
            widget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            beside.addWidget(widget, stretch)
        self._made.append((beside, parts))
        self._column.insertLayout(len(self._made) - 1, beside)
        self._arrange()

    def _arrange(self) -> None:
        direction = QBoxLayout.Direction
        for beside, parts in self._made:
            least = sum(least_width(part) for part in parts) + 16 * (len(parts) - 1)
            wide = self.width() >= px(least)
            beside.setDirection(direction.LeftToRight if wide else direction.TopToBottom)


def least_width(part: Part) -> int:
    """Return the pixels at 100 % text that a card needs beside others."""
    return getattr(part, "least_width", _CARD)


def _leaves(parts: Sequence[Part]) -> Iterator[Part]:
    """Yield the cards, those of groups one by one."""
    for part in parts:
        if isinstance(part, Group):
            yield from part.parts
        else:
            yield part


def _widgets(parts: Sequence[Part]) -> list[QWidget]:
    return [part for part in parts if isinstance(part, QWidget)]
