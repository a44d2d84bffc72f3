"""The place of the videos: cards, table or bookmarks, or why there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from .bookmark_list import BookmarkList
    from .video_grid import VideoGrid
    from .video_list import VideoList
    from .video_tree import Shelf

_NOTHING = {
    "continue": ("Nothing under way", "What you begin to watch waits here until it is done."),
    "recent": ("Nothing new", "What you add stands here for a week."),
    "bookmarks": ("No bookmarks yet", "B sets one while a video plays."),
    "missing": ("Nothing is missing", "Every file is where it was."),
    "playlist": ("Nothing in it yet", "Drag videos onto it, or press P on a video."),
    "folder": ("Nothing in this folder", "A new look at it finds what has come: Rescan."),
}
_NO_VIDEOS = ("No videos", "Add some, or watch a folder.")


class LibraryBody(QWidget):
    """``clear_requested``: the filter that leaves nothing is to be taken away."""

    clear_requested = Signal()

    def __init__(self, grid: VideoGrid, table: VideoList, marks: BookmarkList) -> None:
        super().__init__()
        self._cards = QWidget()
        self._cards.setLayout(column(grid, gap=0, margins=(20, 0, 0, 0)))
        self._table, self._marks = _in_card(table), _in_card(marks)
        self._clear = Button("Clear filters", "secondary")
        self._clear.clicked.connect(self.clear_requested)
        self._nothing = EmptyState("magnifying-glass", "", "", self._clear)
        self._views: dict[QWidget | None, QWidget] = {
            self._cards: grid,
            self._table: table,
            self._marks: marks,
        }
        self._stack = QStackedLayout(self)
        for place in (self._cards, self._table, self._marks, self._nothing):
            self._stack.addWidget(place)

    def show_videos(self, view: str) -> None:
        """Show cards ("grid") or the table ("list")."""
        self._stack.setCurrentWidget(self._cards if view == "grid" else self._table)

    def show_marks(self) -> None:
        """Show the bookmarks."""
        self._stack.setCurrentWidget(self._marks)

    def show_nothing(self, shelf: Shelf, *, narrowed: bool) -> None:
        """Say that the shelf is empty, or that the filter leaves nothing of it."""
        if narrowed:
            self._nothing.set_words("Nothing matches", "No video here fits search and filters.")
        else:
            self._nothing.set_words(*_NOTHING.get(shelf.kind, _NO_VIDEOS))
        self._clear.setVisible(narrowed)
        self._stack.setCurrentWidget(self._nothing)

    def take_keys(self) -> None:
        """Give the keyboard to what is shown."""
        view = self._views.get(self._stack.currentWidget())
        if view is not None:
            view.setFocus(Qt.FocusReason.OtherFocusReason)


def _in_card(view: QWidget) -> QWidget:
    """Return a table in a card, with the padding of the page around it."""
    card = Card(flush=True)
    card.body.set_margins(1)
    card.body.addWidget(view)
    around = QWidget()
    layout = row(gap=0, margins=(24, 0, 24, 24))
    layout.addWidget(card)
    around.setLayout(layout)
    return around
