"""The decks as rows of a table: a tree of which the folded parts are left out."""

from __future__ import annotations

import itertools
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from ms2qbank_desktop.features.flashcards.models import DECK_SEPARATOR
from ms2qbank_desktop.ui.widgets.linesmodel import LinesModel
from ms2qbank_desktop.ui.widgets.table import Cell
from ms2qbank_desktop.ui.words import counted, share

from .due_counts import DUE
from .wording import leaf, path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtCore import QObject

    from ms2qbank_desktop.features.flashcards.study_models import DeckCounts

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    DECK = 0
    NEW = 1
    LEARNING = 2
    REVIEW = 3
    REMEMBERED = 4
    CARDS = 5
    ACTIONS = 6


class Branch(IntEnum):
    """What the model says of a deck's place in the tree: DEPTH, FOLDED (None: no decks below it),
    and REMARK, what else is to be known of it."""

    DEPTH = Qt.ItemDataRole.UserRole + 80
    FOLDED = Qt.ItemDataRole.UserRole + 81
    REMARK = Qt.ItemDataRole.UserRole + 82


UNCHECKED = "not yet reviewed by a physician"
"""All official decks, so far."""
_TITLES = ("Deck", "New", "Learning", "Review", "Remembered", "Cards", "")
_NUMBERS = set(Column) - {Column.DECK}


class DeckModel(LinesModel["DeckCounts"]):
    """Shows decks in the order of the tree; ``folded``: ids of those whose children are hidden."""

    def __init__(self, folded: Iterable[int], parent: QObject | None = None) -> None:
        super().__init__(_TITLES, _NUMBERS, parent)
        self._all: Sequence[DeckCounts] = ()
        self._remembered: Mapping[int, float] = {}
        self._parents: set[int] = set()
        self.folded = set(folded)

    def show_decks(self, decks: Sequence[DeckCounts], remembered: Mapping[int, float]) -> None:
        """Show other counts, and the share of its cards that each deck has in mind, where that is
        known; the rows are kept where the decks are the same."""
        self._all, self._remembered = decks, remembered
        self._parents = {
            one.deck.id for one, below in itertools.pairwise(decks) if below.depth > one.depth
        }
        rows = self._unfolded()
        if [row.deck for row in rows] == [row.deck for row in self.lines]:
            self.lines = rows
            last = self.index(max(0, len(rows) - 1), Column.ACTIONS)
            self.dataChanged.emit(self.index(0, 0), last)
        else:
            self.show_lines(rows)

    def fold(self, row: int, *, folded: bool) -> bool:
        """Hide or show what is below a deck; False if there is nothing to do."""
        deck_id = self.lines[row].deck.id
        if deck_id not in self._parents or (deck_id in self.folded) == folded:
            return False
        self.layoutAboutToBeChanged.emit()
        if folded:
            self.folded.add(deck_id)
        else:
            self.folded.discard(deck_id)
        kept = {at: self.lines[at].deck.id for at in range(len(self.lines))}
        self.lines = self._unfolded()
        places = {one.deck.id: at for at, one in enumerate(self.lines)}
        for old in self.persistentIndexList():
            at = places.get(kept.get(old.row(), 0), -1)
            new = self.index(at, old.column()) if at >= 0 else QModelIndex()
            self.changePersistentIndex(old, new)
        self.layoutChanged.emit()
        return True

    def counts(self, row: int) -> DeckCounts | None:
        """Return the deck in a row."""
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def row_of(self, deck_id: int) -> int:
        """Return the row of a deck, −1 if it is folded away or gone."""
        return next((at for at, one in enumerate(self.lines) if one.deck.id == deck_id), -1)

    def parent_row(self, row: int) -> int:
        """Return the row of the deck above, −1 for none."""
        depth = self.lines[row].depth
        above = (at for at in range(row - 1, -1, -1) if self.lines[at].depth < depth)
        return next(above, -1) if depth else -1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        counts, column = self.lines[index.row()], Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words(counts, column)
            case Qt.ItemDataRole.TextAlignmentRole if column is not Column.DECK:
                return Qt.AlignmentFlag.AlignRight
            case Qt.ItemDataRole.AccessibleTextRole if column is Column.DECK:
                remark = f", {UNCHECKED}" if counts.deck.official else ""
                return f"{path(counts.deck.name)}{remark}, {_due(counts)}"
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(counts, column)
            case Cell.STRONG:
                return column is Column.DECK and counts.depth == 0
            case Cell.INK if column is Column.REMEMBERED:
                return None if counts.deck.id in self._remembered else "text-muted"
            case Cell.INK:
                return _ink(counts, column)
            case Branch.DEPTH:
                return counts.depth
            case Branch.REMARK:
                official = column is Column.DECK and counts.deck.official and not counts.depth
                return UNCHECKED if official else None
            case Branch.FOLDED:
                below = counts.deck.id in self._parents
                return counts.deck.id in self.folded if below else None
        return None

    def _unfolded(self) -> list[DeckCounts]:
        rows: list[DeckCounts] = []
        hidden: int | None = None
        for one in self._all:
            if hidden is not None and one.depth > hidden:
                continue
            rows.append(one)
            hidden = one.depth if one.deck.id in self.folded else None
        return rows

    def _words(self, counts: DeckCounts, column: Column) -> str:
        if column is Column.DECK:
            return leaf(counts.deck.name)
        if column is Column.ACTIONS:
            return ""
        if column is Column.REMEMBERED:
            known = self._remembered.get(counts.deck.id)
            return "–" if known is None else share(known)
        return f"{_number(counts, column):,}"

    @staticmethod
    def _tip(counts: DeckCounts, column: Column) -> str | None:
        if column is Column.DECK:
            inside = DECK_SEPARATOR in counts.deck.name
            said = counts.deck.description if counts.deck.official else ""
            return "\n".join(filter(None, (path(counts.deck.name) if inside else "", said))) or None
        if column in (Column.NEW, Column.REVIEW) and counts.limited:
            return "Today's limit holds more cards back."
        return None


def _number(counts: DeckCounts, column: Column) -> int:
    return {
        Column.NEW: counts.new,
        Column.LEARNING: counts.learning,
        Column.REVIEW: counts.review,
        Column.CARDS: counts.total,
    }[column]


def _ink(counts: DeckCounts, column: Column) -> str | None:
    """A zero is muted, so that what is due stands out."""
    if column in (Column.NEW, Column.LEARNING, Column.REVIEW):
        return DUE[column - 1][1] if _number(counts, column) else "text-muted"
    return "text-muted" if column is Column.CARDS else None


def _due(counts: DeckCounts) -> str:
    due = counts.new + counts.learning + counts.review
    return f"{counted(due, 'card')} due" if due else "nothing due"
