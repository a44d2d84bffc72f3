"""The list of blocks as a Qt model: a row a block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from ms2qbank_desktop.features.practice.blueprint import short_label
from ms2qbank_desktop.ui.widgets.linesmodel import LinesModel
from ms2qbank_desktop.ui.widgets.table import Cell
from ms2qbank_desktop.ui.words import duration, share, short_when

from .wording import MODES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ms2qbank_desktop.features.practice.models import BlockSummary

Index = QModelIndex | QPersistentModelIndex

COLUMNS = ("Block", "Mode", "Systems", "Started", "Answered", "Score", "Time", "State")
BLOCK, MODE, SYSTEMS, STARTED, ANSWERED, SCORE, TIME, STATE = range(len(COLUMNS))
_RIGHT = {BLOCK, ANSWERED, SCORE, TIME}


def systems_of(block: BlockSummary) -> str:
    """Return the systems of a block in one line."""
    return ", ".join(map(short_label, block.systems)) or "Not given"


class BlocksModel(LinesModel["BlockSummary"]):
    """Blocks in the order given; times are said as of ``now``."""

    def __init__(self) -> None:
        super().__init__(COLUMNS, _RIGHT)
        self._now: datetime | None = None

    def show_blocks(self, blocks: Sequence[BlockSummary], now: datetime) -> None:
        """Show other blocks."""
        self._now = now
        self.show_lines(blocks)

    def block(self, row: int) -> BlockSummary:
        """Return the block of a row."""
        return self.lines[row]

    def row_of(self, block_id: int) -> int | None:
        """Return the row of a block, None if it is not among them."""
        ids = [block.id for block in self.lines]
        return ids.index(block_id) if block_id in ids else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        block, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(block, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return systems_of(block) if column == SYSTEMS else None
        if role == Cell.STRONG:
            return column == BLOCK
        if role == Cell.BAR and column == SCORE and block.ended_at:
            return (
                (block.correct, "correct"),
                (block.incorrect, "incorrect-border"),
                (block.omitted, "marked"),
            )
        if role == Cell.ICON and column == STATE:
            return "check" if block.ended_at else "bookmark-simple"
        if role == Cell.INK:
            return _ink(block, column)
        return None

    def _text(self, block: BlockSummary, column: int) -> str:
        if column == SCORE:
            return share(block.correct / max(1, block.size)) if block.ended_at else "–"
        if column == STARTED:
            return short_when(block.created_at, self._now or block.created_at)
        return {
            BLOCK: str(block.number),
            MODE: MODES[block.mode],
            SYSTEMS: systems_of(block),
            ANSWERED: f"{block.answered} of {block.size}",
            TIME: duration(block.elapsed_ms),
            STATE: "Ended" if block.ended_at else "Suspended",
        }[column]


def _aligned(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _ink(block: BlockSummary, column: int) -> str | None:
    if column == STATE:
        return "text-muted" if block.ended_at else "accent"
    muted = column in (STARTED, TIME) or (column == SYSTEMS and not block.systems)
    return "text-muted" if muted else None
