"""The rows of the sheet of keys: commands under the names of their menus, with their key caps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from ms2qbank_desktop.ui.commands import MENUS
from ms2qbank_desktop.ui.theme import control, current, font, metrics, px
from ms2qbank_desktop.ui.widgets import paint

from .words import cap_text

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter

    from ms2qbank_desktop.ui.command import Command
    from ms2qbank_desktop.ui.commands import Commands

Index = QModelIndex | QPersistentModelIndex

_ON_THIS_PAGE, _EVERYWHERE, _NOT_NOW = range(3)


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A command, or the heading of a group (``id`` is ""). ``here``: it can be run now."""

    text: str
    id: str = ""
    caps: tuple[str, ...] = ()
    own: bool = False
    here: bool = True


def key_rows(commands: Commands, wanted: str = "") -> list[KeyRow]:
    """Return the commands that have every word of ``wanted``, under headings.

    What can be run on the open page comes first, then what every page can, then what cannot be
    run now. The menu of a page comes before those of the program where it belongs to the page, and
    after them, as in the menus, where every page has it.
    """
    words = wanted.casefold().split()
    groups: dict[tuple[int, int, str], list[KeyRow]] = {}
    for command in commands.keys.commands:
        caps = tuple(cap_text(key) for key in commands.keys.keys(command.id))
        here = commands.can(command.id)
        searched = " ".join((command.label, command.menu, *caps)).casefold()
        if all(word in searched for word in words):
            where = _EVERYWHERE if _on_every_page(command) else _ON_THIS_PAGE
            row = KeyRow(command.label, command.id, caps, commands.keys.is_own(command.id), here)
            group = _group(where if here else _NOT_NOW, command.menu)
            groups.setdefault(group, []).append(row)
    rows = []
    for (where, _, menu), found in sorted(groups.items()):
        said = {_NOT_NOW: ", not now", _ON_THIS_PAGE: ", on this page" if menu in MENUS else ""}
        rows.append(KeyRow(menu + said.get(where, ""), here=where != _NOT_NOW))
        rows += found
    return rows


def _on_every_page(command: Command) -> bool:
    return command.anywhere or (command.context == "tabs" and command.when is None)


def _group(where: int, menu: str) -> tuple[int, int, str]:
    """Return what puts the menus in their order."""
    if menu in MENUS:
        return where, MENUS.index(menu), menu
    return where, len(MENUS) if where == _EVERYWHERE else -1, menu


class KeyRowsModel(QAbstractListModel):
    """The rows as a list; headings can be neither chosen nor reached."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[KeyRow] = []

    def set_rows(self, rows: list[KeyRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, at: int) -> KeyRow:
        """Return a row by its place."""
        return self._rows[at]

    def place_of(self, key: str) -> int:
        """Return the place of a command, else of the first one; −1 without any."""
        places = [at for at, row in enumerate(self._rows) if row.id]
        return next((at for at in places if self._rows[at].id == key), next(iter(places), -1))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.text}, {' or '.join(row.caps) or 'no key'}" if row.id else row.text
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not self._rows[index.row()].id:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class KeyRowDelegate(QStyledItemDelegate):
    """Paints a row: name left, key caps right; a heading on raised ground."""

    def __init__(self, view: QListView, model: KeyRowsModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        heading = not self._model.row(index.row()).id
        return QSize(px(200), control("table_header" if heading else "table_row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, row = current(), self._model.row(index.row())
        area: QRect = option.rect
        chosen = index.row() == self._view.currentIndex().row()
        painter.save()
        painter.fillRect(area, theme.color("surface" if row.id else "raised"))
        paint.row_ground(painter, area, selected=chosen)
        line = area.adjusted(0, area.height() - 1, 0, 0)
        painter.fillRect(line, theme.color("border"))
        room = area.adjusted(px(20), 0, -px(20), -1)
        if row.id:
            self._paint_command(painter, room, row)
        else:
            painter.setFont(font("caption", weight=500))
            painter.setPen(theme.color("text-muted"))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, row.text)
        if chosen and self._view.hasFocus():
            painter.setPen(QPen(theme.color("focus-ring"), metrics().border["focus"]))
            painter.drawRect(area.adjusted(1, 1, -1, -2))
        painter.restore()

    def _paint_command(self, painter: QPainter, room: QRect, row: KeyRow) -> None:
        theme = current()
        right = room.right()
        for cap in reversed(row.caps):
            width, height = paint.key_cap_width(cap), paint.key_cap_height()
            place = QRect(right - width, room.center().y() - height // 2, width, height)
            ink, cap_ground = theme.color("text"), theme.color("raised")
            paint.key_cap(painter, place, cap, ink, cap_ground, theme.color("border-strong"))
            right -= width + px(6)
        if not row.caps:
            right -= self._paint_note(painter, room, right, "no key") + px(6)
        if row.own:
            right -= self._paint_note(painter, room, right - px(6), "changed") + px(6)
        words = room.adjusted(0, 0, right - room.right() - px(12), 0)
        painter.setFont(font("body"))
        ink = theme.color("text" if row.here else "text-muted")
        self._paint_words(painter, words, row.text, ink)

    def _paint_note(self, painter: QPainter, room: QRect, right: int, note: str) -> int:
        """Paint a muted word that ends at ``right`` and return its width."""
        painter.setFont(font("caption"))
        painter.setPen(current().color("text-muted"))
        place = QRect(room.left(), room.top(), right - room.left(), room.height())
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, side, note)
        return painter.fontMetrics().horizontalAdvance(note)

    def _paint_words(self, painter: QPainter, room: QRect, text: str, ink: QColor) -> None:
        painter.setPen(ink)
        metric = painter.fontMetrics()
        shown = metric.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
