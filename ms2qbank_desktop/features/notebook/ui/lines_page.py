"""A page of the notebook that is one table of all there is of something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.changes import touches
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.browsemodel import BrowseModel
from ms2qbank_desktop.ui.widgets.browsepane import BrowsePane
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.field import SearchField
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, row
from ms2qbank_desktop.ui.widgets.selectionbar import SelectionBar

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QShowEvent

    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task
    from ms2qbank_desktop.ui.widgets.browsemodel import Column
    from ms2qbank_desktop.ui.widgets.buttons import Button

L = TypeVar("L")


class LinesPage(QWidget, Generic[L]):
    """Its lines are read off the window's thread when it is shown and when one of ``topics`` has
    changed; they are few enough to be found and sorted here."""

    title = ""
    icon = "note"
    empty = ("", "")
    """Said where there is nothing at all; ``nothing``: where nothing fits what is looked for."""
    nothing = ("", "")
    topics: frozenset[str] = frozenset()

    def __init__(
        self, ctx: UiContext, columns: Sequence[Column[L]], order: str, *buttons: Button
    ) -> None:
        """``order``: the column by which the lines stand at first, downwards. ``buttons``: what
        can be done with the lines that are selected."""
        super().__init__()
        self._ctx = ctx
        self._lines: dict[int, L] = {}
        self._order: tuple[str, bool] = (order, True)
        self._reading = Reading(self._start_reading, self)
        self.model: BrowseModel[L] = BrowseModel(columns, self.lines_of, self.id_of)
        self.search = SearchField(f"Find in {self.title.lower()}")
        self._nothing = EmptyState(self.icon, *self.empty)
        self.selected = SelectionBar(*buttons)
        self.pane = BrowsePane(self.model, self.title, self.selected, self._nothing)
        self.table = self.pane.table
        self._lay_out()
        self.pane.show_columns(frozenset(one.id for one in columns))
        self.pane.show_order(order, descending=True)
        self.search.textChanged.connect(lambda _text: self.show_lines(from_top=True))
        self.pane.order_chosen.connect(self._on_order)
        self.table.menu_requested.connect(self._pop_up)
        self.setFocusProxy(self.table)
        ctx.changes.happened.connect(self._on_changes)

    # What a page says of its lines

    def read(self) -> list[L]:
        """Return all lines. May run on a worker."""
        raise NotImplementedError

    def id_of(self, line: L) -> int:
        """Return what tells a line from others."""
        raise NotImplementedError

    def words_of(self, line: L) -> str:
        """Return the text in which the words that are looked for must stand."""
        raise NotImplementedError

    def rank(self, key: str, line: L) -> object:
        """Return what a line is sorted by in the column ``key``."""
        raise NotImplementedError

    def passes(self, line: L) -> bool:  # noqa: ARG002
        """Say whether a line is to be shown at all."""
        return True

    def on_read(self, lines: Collection[L]) -> None:
        """Other lines have been read."""

    def fill_menu(self, menu: Menu) -> None:
        """Put into a menu what can be done with the lines that are selected."""
        raise NotImplementedError

    # What they have in common

    def refresh(self) -> None:
        """Read the lines anew."""
        self._reading.ask()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def lines_of(self, ids: Sequence[int]) -> list[L]:
        """Return the lines of some ids, without those that are gone."""
        return [self._lines[one] for one in ids if one in self._lines]

    def targets(self) -> list[L]:
        """Return the lines that are selected, else the one that is looked at."""
        return self.lines_of(self.pane.targets())

    def _start_reading(self) -> Task:
        return self._ctx.tasks.run(
            f"Reading {self.title.lower()}",
            lambda _progress: self.read(),
            done=self._take,
            owner=self,
        )

    def _take(self, lines: list[L]) -> None:
        self._lines = {self.id_of(line): line for line in lines}
        self.on_read(lines)
        self.show_lines(from_top=False)

    def show_lines(self, *, from_top: bool) -> None:
        """Show the lines that pass and hold the words, in their order."""
        words = self.search.text().casefold().split()
        key, descending = self._order
        found = [
            line for line in self._lines.values() if self.passes(line) and self._has(line, words)
        ]
        found.sort(key=lambda line: (self.rank(key, line), self.id_of(line)), reverse=descending)
        self._nothing.set_words(*(self.nothing if self._lines else self.empty))
        ids = [self.id_of(line) for line in found]
        self.table.show_ids(ids, self._ctx.clock.now(), from_top=from_top, known=found)
        self.pane.show_found(any_found=bool(ids))

    def _has(self, line: L, words: list[str]) -> bool:
        text = self.words_of(line).casefold()
        return all(word in text for word in words)

    def _on_changes(self, topics: frozenset[str]) -> None:
        if self.isVisible() and touches(topics, self.topics):
            self.refresh()

    def _on_order(self, key: object, descending: bool) -> None:
        self._order = (str(key), descending)
        self.pane.show_order(key, descending=descending)
        self.show_lines(from_top=True)

    def _pop_up(self, place: QPoint) -> None:
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu)
        menu.popup(place)

    def _lay_out(self) -> None:
        ground(self, "surface")
        self.search.setMinimumWidth(px(240))
        head = row(Label(self.title, "heading2"), None, self.search)
        self.above = column(head, gap=12, margins=(24, 16, 24, 12))
        layout = column(self.above, gap=0)
        layout.addWidget(self.pane, 1)
        self.setLayout(layout)
