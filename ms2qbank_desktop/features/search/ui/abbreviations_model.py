"""The abbreviations that the search knows, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from ms2qbank_desktop.core.letters import folded
from ms2qbank_desktop.ui.widgets.linesmodel import LinesModel
from ms2qbank_desktop.ui.widgets.table import Cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.search.models import Abbreviation

    Index = QModelIndex | QPersistentModelIndex

_COLUMNS = ("Short", "Stands for", "")
SHORT, MEANINGS, STATE = range(3)


class AbbreviationsModel(LinesModel["Abbreviation"]):
    """Those whose letters or words hold what is looked for."""

    def __init__(self) -> None:
        super().__init__(_COLUMNS)
        self.everything: Sequence[Abbreviation] = ()
        self._wanted = ""

    def show_all(self, entries: Sequence[Abbreviation]) -> None:
        """Take other abbreviations."""
        self.everything = entries
        self.look_for(self._wanted)

    def look_for(self, text: str) -> None:
        """Show those that hold ``text``: what is it first, then what begins with it."""
        self._wanted = text
        wanted = folded(text.strip())
        ranked = [
            (rank, one) for one in self.everything if (rank := _rank(one, wanted)) is not None
        ]
        self.show_lines([one for _rank, one in sorted(ranked, key=lambda pair: pair[0])])

    def place_of(self, short: str) -> int:
        """Return the row of an abbreviation, −1 if it is not shown."""
        shorts = [one.short for one in self.lines]
        return shorts.index(short) if short in shorts else -1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return (line.short, "; ".join(line.meanings), _state(line))[column]
        if role == Qt.ItemDataRole.ToolTipRole and column == MEANINGS:
            return "\n".join(line.meanings)
        if role == Cell.STRONG:
            return column == SHORT
        if role == Cell.INK:
            return "text-muted" if line.off or column == STATE else "text"
        return None


def _state(line: Abbreviation) -> str:
    own = "changed" if line.shipped else "yours"
    return "switched off" if line.off else own if line.changed else ""


def _rank(line: Abbreviation, wanted: str) -> int | None:
    short = folded(line.short)
    if short == wanted:
        return 0
    if short.startswith(wanted):
        return 1
    return 2 if any(wanted in folded(one) for one in (line.short, *line.meanings)) else None
