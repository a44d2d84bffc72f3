"""The pane of the notes: search, order and "New note" above the list, what can be done with several
below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QActionGroup, QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from ms2qbank_desktop.features.notebook.models import NoteOrder
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.field import SearchField
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row

from .note_list import NoteList
from .note_shelves import ALL, KEEPS_NEW, TRASH, Shelf

if TYPE_CHECKING:
    from .note_list_model import NoteModel

_PAUSE_MS = 40
"""Between the last key and the search."""
_BAR = 48
_ORDERS = (
    (NoteOrder.CHANGED, "Last edited first"),
    (NoteOrder.CREATED, "Newest first"),
    (NoteOrder.TITLE, "By title"),
)
_IN = {
    "all": "all notes",
    "pinned": "pinned notes",
    "bookmarked": "bookmarked notes",
    "quick": "quick notes",
    "archive": "archive",
    "trash": "trash",
}
_EMPTY = {
    "all": ("No notes yet", "Write the first one: what you missed, a table, a rule of your own."),
    "pinned": ("Nothing is pinned", "Pin a note (P) and it stands first in every list."),
    "bookmarked": ("No bookmarks", "Bookmark a note (B) to find it here."),
    "error-log": ("Your error log is empty", "Press X after a question that you missed."),
    "quick": ("No quick notes", "Press N at a question, card, article or video to write one."),
    "margins": ("No notes in the margin", "Press N at a question of a block to write one."),
    "notebook": ("This notebook is empty", "Write a note here, or drag notes onto it."),
    "tag": ("No note has this tag", "Write #tag in a note, or add it below the title."),
    "archive": ("The archive is empty", "Archived notes leave the lists and stay searchable here."),
    "trash": ("The trash is empty", "Deleted notes wait here until you empty it."),
}


class ListBar(QWidget):
    """What can be done with several notes that are selected."""

    def __init__(self) -> None:
        super().__init__()
        ground(self, "raised")
        self._count = Label("", "strong")
        self.into = IconButton("folder", "Move to a notebook…", size="small")
        self.archive = IconButton("archive", "Archive", size="small")
        self.remove = IconButton("trash", "Move to the trash", size="small")
        self.more = IconButton("dots-three", "More", size="small")
        self.clear = IconButton("x", "Select only one", "Esc", size="small")
        buttons = (self.into, self.archive, self.remove, self.more, self.clear)
        self.setLayout(row(self._count, None, *buttons, gap=2, margins=(14, 0, 8, 0)))
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def show_count(self, number: int, *, gone: bool) -> None:
        """Say how many are selected; ``gone``: they are in the trash."""
        self._count.setText(f"{number:,} selected")
        self.into.setVisible(not gone)
        self.archive.setVisible(not gone)
        self.remove.set_icon("arrow-counter-clockwise" if gone else "trash")
        self.remove.set_name("Put back" if gone else "Move to the trash")
        self.setVisible(number > 1)

    def _on_theme_changed(self) -> None:
        self.setFixedHeight(px(_BAR))


class _Search(SearchField):
    """Down and Enter go to the notes that were found, Esc empties the field."""

    to_list = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.to_list.emit()
        elif event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.to_list.emit()
        else:
            super().keyPressEvent(event)


class NoteListPane(QWidget):
    """``asked``: other words are looked for; ``order_chosen``: another order; ``new_wanted``: a
    note, in the place that is shown."""

    asked = Signal()
    order_chosen = Signal(object)
    new_wanted = Signal()

    def __init__(self, model: NoteModel) -> None:
        super().__init__()
        self.list = NoteList(model)
        self.bar = ListBar()
        self.search = _Search("Find in all notes", "Find notes")
        self.tree = IconButton("list", "Notebooks and tags", checkable=True)
        self.sort = IconButton("sort-ascending", "Order")
        self.new = IconButton("plus", "New note", role="accent")
        self._shelf = ALL
        self._sorts = Menu(self)
        self._group = QActionGroup(self)
        for order, name in _ORDERS:
            action = self._sorts.addAction(name)
            action.setCheckable(True)
            action.setData(order)
            self._group.addAction(action)
        self.sort.setMenu(self._sorts)
        self._first = Button("New note", "secondary", "plus")
        self._empty = EmptyState("notebook", "", "", self._first, width=220)
        self._reveal = QTimer(self)
        self._reveal.setSingleShot(True)
        self._reveal.setInterval(0)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._lay_out()
        self._connect()

    @property
    def text(self) -> str:
        """The words that are looked for."""
        return self.search.text().strip()

    def show_place(self, shelf: Shelf, name: str) -> None:
        """Say which place the list is of."""
        self._shelf = shelf
        self.search.setPlaceholderText(f"Find in {_IN.get(shelf.kind, name)}")

    def show_order(self, order: NoteOrder) -> None:
        """Tick the order of the list."""
        for action in self._group.actions():
            action.setChecked(action.data() == order)

    def show_found(self, *, any_found: bool, text: str) -> None:
        """Show the list, or say that there is nothing, and why."""
        if not any_found:
            words = _EMPTY[self._shelf.kind] if not text else self._not_found(text)
            self._empty.set_words(*words)
            self._first.setVisible(not text and self._shelf.kind in KEEPS_NEW)
        self._place.setCurrentWidget(self.list if any_found else self._empty)

    def clear_search(self) -> None:
        """Look for nothing, without asking anew."""
        self._pause.stop()
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)

    def _lay_out(self) -> None:
        ground(self, "surface")
        ground(self._empty, "surface")
        top = row(self.tree, gap=4, margins=(14, 9, 10, 9))
        top.addWidget(self.search, 1)
        top.add(self.sort, self.new)
        self._place = QStackedLayout()
        sheet = column(top, line(), gap=0)
        sheet.addLayout(self._place, 1)
        sheet.addWidget(self.bar)
        self.setLayout(sheet)
        # Only now: a stack shows its first page at once, and would show it as a window.
        self._place.addWidget(self.list)
        self._place.addWidget(self._empty)
        self.bar.hide()
        self.tree.hide()
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        self._pause.timeout.connect(self.asked)
        self._reveal.timeout.connect(lambda: self.list.scrollTo(self.list.currentIndex()))
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.search.to_list.connect(self.list.setFocus)
        self._group.triggered.connect(
            lambda action: self.order_chosen.emit(NoteOrder(action.data()))
        )
        self.new.clicked.connect(self.new_wanted)
        self._first.clicked.connect(self.new_wanted)
        self.list.selection_changed.connect(self._on_selection_changed)
        row_now = self.list.currentIndex
        self.bar.clear.clicked.connect(lambda: self.list.select_only(row_now().row()))

    def _on_selection_changed(self) -> None:
        was = self.bar.isVisible()
        self.bar.show_count(self.list.selected_count, gone=self._shelf == TRASH)
        if self.bar.isVisible() and not was:  # it covers the last row
            self._reveal.start()

    def _not_found(self, text: str) -> tuple[str, str]:
        if self._shelf == ALL:
            elsewhere = "Archive and trash are searched apart, slips of the pen with Ctrl+K."
        else:
            elsewhere = "Other places may: choose All notes."
        return "Nothing found", f"No note here holds “{text}”. {elsewhere}"
