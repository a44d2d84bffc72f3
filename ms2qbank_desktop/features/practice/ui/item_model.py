"""The items of a block as lists and grids show them: number, state, flag, time."""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPen

from ms2qbank_desktop.features.attempts.models import Status
from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, icon_size, px

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ms2qbank_desktop.features.practice.models import Item
    from ms2qbank_desktop.features.practice.session import BlockSession

Index = QModelIndex | QPersistentModelIndex


class ItemState(Enum):
    """Where an item stands; the value is its word."""

    UNSEEN = "Not seen"
    OPEN = "Not answered"
    ANSWERED = "Answered"
    CORRECT = "Correct"
    INCORRECT = "Incorrect"
    OMITTED = "Omitted"


_VERDICTS = {
    Status.CORRECT: ItemState.CORRECT,
    Status.INCORRECT: ItemState.INCORRECT,
    Status.OMITTED: ItemState.OMITTED,
}
_ICONS = {  # icon and role of its colour
    ItemState.CORRECT: ("check", "correct"),
    ItemState.INCORRECT: ("x", "incorrect"),
    ItemState.OMITTED: ("circle-dashed", "text-muted"),
}


def item_state(item: Item, verdict: Status | None) -> ItemState:
    """Return the state of an item; ``verdict`` None while it is not revealed."""
    if verdict is not None:
        return _VERDICTS[verdict]
    if item.answer:
        return ItemState.ANSWERED
    return ItemState.OPEN if item.seen else ItemState.UNSEEN


def paint_state(
    painter: QPainter, area: QRect, state: ItemState, ink: QColor | None = None
) -> None:
    """Paint dot, filled dot, ring, check or cross in the middle of ``area``.

    ``ink`` replaces the colour of the state, on an accent ground.
    """
    theme = current()
    if state in _ICONS:
        name, role = _ICONS[state]
        mark = QRect(0, 0, icon_size("small"), icon_size("small"))
        mark.moveCenter(area.center())
        paint_icon(painter, mark, name, ink or theme.color(role))
        return
    middle = QPointF(area.center()) + QPointF(0.5, 0.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state is ItemState.ANSWERED:
        painter.setBrush(ink or theme.color("accent"))
        painter.drawEllipse(middle, px(8) / 2, px(8) / 2)
    elif state is ItemState.OPEN:
        painter.setPen(QPen(ink or theme.color("text-muted"), 1.5))
        painter.drawEllipse(middle, px(8) / 2 - 0.75, px(8) / 2 - 0.75)
    else:
        painter.setBrush(ink or theme.color("text-muted"))
        painter.drawEllipse(middle, px(4) / 2, px(4) / 2)
    painter.restore()


class Role(IntEnum):
    """What an item tells beyond its number; POSITION is 0-based, TIME in milliseconds."""

    POSITION = Qt.ItemDataRole.UserRole + 1
    STATE = Qt.ItemDataRole.UserRole + 2
    MARKED = Qt.ItemDataRole.UserRole + 3
    TIME = Qt.ItemDataRole.UserRole + 4


class ItemModel(QAbstractListModel):
    """The items of a session, in order. ``verdicts`` by position: those that are revealed."""

    def __init__(self, session: BlockSession, verdicts: Mapping[int, Status]) -> None:
        super().__init__()
        self._session = session
        self._verdicts = verdicts
        self._shown = self.current

    @property
    def current(self) -> int:
        """Position of the open item."""
        return self._session.block.position

    def state(self, position: int) -> ItemState:
        """Return the state of an item."""
        item = self._session.block.items[position]
        return item_state(item, self._verdicts.get(position))

    def is_marked(self, position: int) -> bool:
        """Say whether the question of an item is marked."""
        return self._session.is_marked(self._session.block.items[position])

    def update_items(self) -> None:
        """Show the open item, and the one that was open before, as they are now."""
        for position in {self._shown, self.current}:
            self.dataChanged.emit(self.index(position), self.index(position))
        self._shown = self.current

    def rowCount(self, parent: Index | None = None) -> int:
        inside = parent is not None and parent.isValid()
        return 0 if inside else len(self._session.block.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        at = index.row()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return str(at + 1)
            case Qt.ItemDataRole.AccessibleTextRole:
                flag = ", marked" if self.is_marked(at) else ""
                return f"Item {at + 1}, {self.state(at).value.lower()}{flag}"
            case Role.POSITION:
                return at
            case Role.STATE:
                return self.state(at)
            case Role.MARKED:
                return self.is_marked(at)
            case Role.TIME:
                item = self._session.block.items[at]
                return self._session.item_ms if at == self.current else item.time_ms
        return None
