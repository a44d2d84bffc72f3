"""What was written in the margin of questions, as a table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.notebook.service.margins import MarginService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.ui.keys.own import OwnKeys
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.browsemodel import BrowseModel, Column, Painted
from ms2qbank_desktop.ui.widgets.browsepane import BrowsePane
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.field import SearchField
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, row
from ms2qbank_desktop.ui.widgets.selectionbar import SelectionBar
from ms2qbank_desktop.ui.words import counted, short_when

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from PySide6.QtGui import QKeyEvent, QShowEvent

    from ms2qbank_desktop.features.notebook.models import MarginLine
    from ms2qbank_desktop.ui.context import UiContext

_EMPTY = (
    "No notes in the margin",
    "Press N at a question of a block: what you write stays there, and is listed here.",
)
_NOTHING = ("No margin note fits", "Look for other words.")


class MarginNotesPage(QWidget):
    """Enter opens the question of a note, K keeps it in the notebook, Delete takes it away."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._margins = ctx.service(MarginService)
        self._lines: dict[int, MarginLine] = {}
        self._order: tuple[str, bool] = ("written", True)
        self.search = SearchField("Find in margin notes")
        self.keep = Button("Keep as note", "secondary", "notebook")
        self.remove = Button("Remove", "secondary", "trash")
        self._bar = SelectionBar(self.keep, self.remove)
        self._nothing = EmptyState("note", *_EMPTY)
        self.model = _model(self._read)
        self.pane = BrowsePane(self.model, "Margin notes", self._bar, self._nothing)
        self.table = self.pane.table
        self._lay_out()
        self._connect()
        self.pane.show_columns(frozenset(one.id for one in self.model.columns))
        self.pane.show_order("written", descending=True)
        self.setFocusProxy(self.table)

    def refresh(self) -> None:
        """Read the notes anew."""
        lines = self._margins.lines(self._ctx.user_id)
        self._lines = {line.question_id: line for line in lines}
        self._show(from_top=False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _act(self, event: QKeyEvent) -> Callable[[], None] | None:
        """Return what a key means while the keyboard is on the table."""
        return {Qt.Key.Key_Delete: self._remove, Qt.Key.Key_K: self._keep}.get(Qt.Key(event.key()))

    # What the keys and buttons do

    def _open(self) -> None:
        if (line := self.pane.looked) is not None:
            place = Place(Kind.QUESTION, line.question_id)
            self._ctx.commands.request("open-question", place)

    def _keep(self) -> None:
        user_id, lines = self._ctx.user_id, self._targets()
        made = self._margins.keep(user_id, lines)
        if made:
            undo = partial(self._ctx.service(NotebookService).remove, user_id, *made)
            self._ctx.messages.toast(f"{counted(len(made), 'note')} made in Quick notes", undo)
        elif lines:
            self._ctx.messages.toast("It is in the notebook already")

    def _remove(self) -> None:
        lines = self._targets()
        write = partial(self._margins.write, self._ctx.user_id)

        def put_back() -> None:
            for line in lines:
                write(line.question_id, line.text)

        try:
            for line in lines:
                write(line.question_id, "")
        except Fault as fault:
            self._ctx.messages.show(fault)
            return
        if lines:
            self._ctx.messages.toast(f"{counted(len(lines), 'margin note')} removed", put_back)

    def _targets(self) -> list[MarginLine]:
        return self._read(self.pane.targets())

    # What is shown

    def _show(self, *, from_top: bool) -> None:
        words = self.search.text().casefold().split()
        found = [
            line
            for line in self._lines.values()
            if all(word in f"{line.text} {line.question}".casefold() for word in words)
        ]
        key, descending = self._order
        found.sort(key=partial(_sorting, key), reverse=descending)
        self._nothing.set_words(*(_NOTHING if self._lines else _EMPTY))
        ids = [line.question_id for line in found]
        self.table.show_ids(ids, self._ctx.clock.now(), from_top=from_top, known=found)
        self.pane.show_found(any_found=bool(ids))

    def _read(self, ids: Sequence[int]) -> list[MarginLine]:
        return [self._lines[one] for one in ids if one in self._lines]

    def _on_order(self, key: object, descending: bool) -> None:
        self._order = (str(key), descending)
        self.pane.show_order(key, descending=descending)
        self._show(from_top=True)

    def _lay_out(self) -> None:
        ground(self, "surface")
        self.search.setMinimumWidth(px(240))
        head = row(Label("Margin notes", "heading2"), None, self.search)
        head.set_margins((24, 16, 24, 12))
        layout = column(head, gap=0)
        layout.addWidget(self.pane, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._show(from_top=True))
        self.keep.clicked.connect(self._keep)
        self.remove.clicked.connect(self._remove)
        self.table.open_requested.connect(self._open)
        self.table.menu_requested.connect(self._pop_up)
        self.pane.order_chosen.connect(self._on_order)
        OwnKeys(self.table, self._act)
        self._fill(self._bar.more)

    def _pop_up(self, place: QPoint) -> None:
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill(menu)
        menu.addAction("Keep as note", self._keep)
        menu.addSeparator()
        menu.addAction("Remove the margin note", self._remove)
        menu.popup(place)

    def _fill(self, menu: Menu) -> None:
        menu.addAction("Open the question", self._open)


def _model(read: Callable[[Sequence[int]], list[MarginLine]]) -> BrowseModel[MarginLine]:
    columns: tuple[Column[MarginLine], ...] = (
        Column("text", "Note", 320, _text, "text", stretch=True),
        Column("question", "Question", 340, _question, "question"),
        Column("written", "Written", 136, _written, "written"),
    )
    return BrowseModel(columns, read, lambda line: line.question_id)


def _text(line: MarginLine, _now: datetime) -> Painted:
    return Painted(" ".join(line.text.split()))


def _question(line: MarginLine, _now: datetime) -> Painted:
    return Painted(line.question, "text-muted")


def _written(line: MarginLine, now: datetime) -> Painted:
    return Painted(short_when(line.written_at, now), "text-muted")


def _sorting(key: str, line: MarginLine) -> tuple[object, ...]:
    by = {
        "text": line.text.casefold(),
        "question": line.question.casefold(),
        "written": line.written_at,
    }
    return by[key], line.question_id
