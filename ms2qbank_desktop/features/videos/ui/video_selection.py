"""What is selected in the library, the same in both views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, QPoint, Signal

from .video_model import Column, VideoLine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from .video_grid import VideoGrid
    from .video_list import VideoList

_Flag = QItemSelectionModel.SelectionFlag


class VideoSelection(QObject):
    """One selection for cards and table. ``changed``: another one, or another current video."""

    changed = Signal()

    def __init__(self, grid: VideoGrid, table: VideoList) -> None:
        super().__init__(grid)
        self._grid, self._table = grid, table
        self._videos = grid.videos
        self._model = table.selectionModel()
        grid.setSelectionModel(self._model)
        self._model.selectionChanged.connect(self._on_changed)
        self._model.currentChanged.connect(self.changed)

    @property
    def current_row(self) -> int:
        """The row that is looked at, −1 for none."""
        return self._model.currentIndex().row()

    @property
    def several(self) -> bool:
        """Whether more than one is selected."""
        return self._grid.cards.several

    def rows(self) -> list[int]:
        """Return the selected rows from the top."""
        found: set[int] = set()
        selection = self._model.selection()
        for at in range(selection.count()):
            part = selection.at(at)
            found.update(range(part.top(), part.bottom() + 1))
        return sorted(found)

    def place(self) -> QPoint:
        """Return where the current video is on the screen."""
        view = self._grid if self._grid.isVisible() else self._table
        here = view.visualRect(self._model.currentIndex()).center()
        return view.viewport().mapToGlobal(here)

    def show_lines(self, lines: Sequence[VideoLine], now: datetime, *, from_top: bool) -> None:
        """Show other videos; what was selected stays so as far as it is there, unless it begins
        ``from_top``."""
        kept = {_key(self._videos.lines[row]) for row in self.rows()}
        row = self.current_row
        current = self._videos.line(row)
        if not self._videos.show_lines(lines, now) or not lines:
            return
        keys = {_key(line): at for at, line in enumerate(lines)}
        if from_top or current is None:
            self._look_at(0)
            self._grid.scrollToTop()
            self._table.scrollToTop()
            return
        self._look_at(keys.get(_key(current), min(row, len(lines) - 1)))
        chosen = QItemSelection()
        last = len(Column) - 1
        for key in kept & keys.keys():
            at = keys[key]
            chosen.select(self._videos.index(at, 0), self._videos.index(at, last))
        self._model.select(chosen, _Flag.ClearAndSelect)
        for view in (self._grid, self._table):
            view.scrollTo(self._model.currentIndex())

    def _look_at(self, row: int) -> None:
        index = self._videos.index(row, Column.TITLE)
        self._model.setCurrentIndex(index, _Flag.NoUpdate)

    def _on_changed(self) -> None:
        selection = self._model.selection()
        rows = {
            row
            for at in range(selection.count())
            for row in (selection.at(at).top(), selection.at(at).bottom())
        }
        self._grid.cards.several = len(rows) > 1
        self._grid.viewport().update()
        self.changed.emit()


def _key(line: VideoLine) -> tuple[int, int | None]:
    return line.entry.id, line.item_id
