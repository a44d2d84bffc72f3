"""The list of lab values: rows under the names of their groups, matches first and marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ms2qbank_desktop.features.practice.labs import LabMatch, LabTable, Spans, search
from ms2qbank_desktop.ui.theme import current, font, px, signals
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.views import style_view

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from .item_model import Index

_PAD = 16
_ROW = 30
_UNIT = 80 / 372
"""Part of the width that a unit has; a longer one takes room from the name."""
_MOST_LINES = 2


class LabsModel(QAbstractListModel):
    """Titles (str) and rows (LabMatch) in one list; ``units`` is "conventional" or "si"."""

    def __init__(self, table: LabTable, units: str) -> None:
        super().__init__()
        self._table = table
        self._lines: list[str | LabMatch] = []
        self.units = units
        self.total = sum(len(group.rows) for group in table.groups)
        self.found = 0
        """How many rows match, all if nothing is looked for."""
        self.show_matches("", "")

    def show_matches(self, words: str, specimen: str) -> None:
        """Show what matches, then what stands in the table with the best match.

        No words show every group of the specimen, "" all.
        """
        self.beginResetModel()
        groups = self._table.within(specimen)
        matches = search(self._table, words, specimen)
        self._lines = []
        if words.strip():
            self.found = len(matches)
            if matches:
                best, found = matches[0].group, {id(match.row) for match in matches}
                self._lines += ["Matches", *matches]
                beside = [LabMatch(row, best) for row in best.rows if id(row) not in found]
                self._lines += [best.title, *beside] if beside else []
        else:
            self.found = sum(len(group.rows) for group in groups)
            for group in groups:
                self._lines += [group.title, *(LabMatch(row, group) for row in group.rows)]
        self.endResetModel()

    def line(self, at: int) -> str | LabMatch:
        """Return the title or the row in a line."""
        return self._lines[at]

    def next_row(self, at: int, step: int) -> int:
        """Return the line of the row ``step`` rows on (negative: back), or as far as there are."""
        rows = [line for line, what in enumerate(self._lines) if isinstance(what, LabMatch)]
        if not rows:
            return -1
        place = rows.index(at) + step if at in rows else 0
        return rows[max(0, min(place, len(rows) - 1))]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        title = index.isValid() and isinstance(self._lines[index.row()], str)
        return Qt.ItemFlag.ItemIsEnabled if title else super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line if isinstance(line, str) else line.row.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return line if isinstance(line, str) else self._spoken(line)
        return None

    def _spoken(self, match: LabMatch) -> str:
        value, unit = match.row.value(self.units)
        return ", ".join(filter(None, (match.row.name, match.row.who, f"{value} {unit}".strip())))


class LabsDelegate(QStyledItemDelegate):
    """Paints a title, or a row: name with its marks, range and unit, and below for whom."""

    def __init__(self, view: LabsList) -> None:
        super().__init__(view)
        self._view = view
        self.adopt_theme()

    def adopt_theme(self) -> None:
        """Take over the fonts at the present text zoom."""
        self._body, self._caption, self._value = font("body"), font("caption"), font("body")
        self._value.setWeight(QFont.Weight.Medium)
        self._line = QFontMetrics(self._body).height()
        self._below = QFontMetrics(self._caption).height()
        self._widths: dict[tuple[str, bool], int] = {}

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        line = self._view.labs.line(index.row())
        if isinstance(line, str):
            return QSize(px(_ROW), px(_ROW))
        names, _, _ = self.columns(line)
        wraps = self._width(line.row.name) > names.width()
        below = bool(line.row.who or line.also)
        height = self._line * (_MOST_LINES if wraps else 1) + self._below * below
        return QSize(px(_ROW), max(px(_ROW), height + px(6 if wraps or below else 0) * 2 + 1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current()
        area: QRect = option.rect
        line = self._view.labs.line(index.row())
        painter.save()
        if isinstance(line, str):
            painter.fillRect(area, theme.color("raised"))
            painter.setFont(font("caption", weight=600))
            painter.setPen(theme.color("text-muted"))
            inner = area.adjusted(px(_PAD), 0, -px(_PAD), 0)
            elided = painter.fontMetrics().elidedText(
                line, Qt.TextElideMode.ElideRight, inner.width()
            )
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, elided)
        else:
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
            paint.row_ground(painter, area, selected=selected, hovered=hovered)
            self._paint_row(painter, area, line)
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, theme.color("border"))
        painter.restore()

    def _paint_row(self, painter: QPainter, area: QRect, match: LabMatch) -> None:
        theme = current()
        names, values, units = self.columns(match)
        value, unit = match.row.value(self._view.labs.units)
        row = match.row
        first = self._laid_out(row.name, match.marks, self._body, names.width())
        below, marks = _below_name(match)
        last = self._laid_out(below, marks, self._caption, names.width(), lines=1)
        height = self._line * first.lineCount() + (self._below if below else 0)
        top = area.top() + (area.height() - 1 - height) // 2
        painter.setPen(theme.color("text"))
        first.draw(painter, QPointF(names.left(), top))
        painter.setFont(self._value)
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRect(values.left(), top, values.width(), self._line), right, value)
        painter.setPen(theme.color("text-muted"))
        painter.setFont(self._body)
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRect(units.left(), top, units.width() + 1, self._line), left, unit)
        if below:
            last.draw(painter, QPointF(names.left(), top + self._line * first.lineCount()))

    def columns(self, match: LabMatch) -> tuple[QRect, QRect, QRect]:
        """Return left and width of name, value and unit; the scroll bar lies in the margin."""
        value, unit = match.row.value(self._view.labs.units)
        right = self._view.width() - px(_PAD)
        unit_left = right - max(round(self._view.width() * _UNIT), self._width(unit))
        value_right = unit_left - px(10)
        value_left = value_right - self._width(value, value=True)
        names_left = px(_PAD)
        return (
            QRect(names_left, 0, max(0, value_left - px(12) - names_left), 0),
            QRect(value_left, 0, value_right - value_left, 0),
            QRect(unit_left, 0, right - unit_left, 0),
        )

    def _width(self, text: str, *, value: bool = False) -> int:
        key = text, value
        if key not in self._widths:
            metric = QFontMetrics(self._value if value else self._body)
            self._widths[key] = metric.horizontalAdvance(text)
        return self._widths[key]

    def _laid_out(
        self, text: str, marks: Spans, face: QFont, width: int, lines: int = _MOST_LINES
    ) -> QTextLayout:
        """Break a text into lines; the last one ends in "…" where room ends."""
        layout = QTextLayout(text, face)
        self._break(layout, width, lines)
        if layout.lineCount() > lines:
            start = layout.lineAt(lines - 1).textStart()
            rest = QFontMetrics(face).elidedText(text[start:], Qt.TextElideMode.ElideRight, width)
            layout = QTextLayout(text[:start] + rest, face)
        layout.setFormats(_highlighted(marks))
        self._break(layout, width, lines)
        return layout

    @staticmethod
    def _break(layout: QTextLayout, width: int, lines: int) -> None:
        layout.beginLayout()
        top = 0.0
        for _ in range(lines + 1):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top))
            top += line.height()
        layout.endLayout()


def _below_name(match: LabMatch) -> tuple[str, Spans]:
    """Return the second line of a row and its marks: for whom, and the other name found."""
    row = match.row
    start = len(row.who) + len(" · ") if row.who else 0
    shifted = tuple((first + start, last + start) for first, last in match.also_marks)
    return " · ".join(filter(None, (row.who, match.also))), match.who_marks + shifted


def _highlighted(marks: Spans) -> list[QTextLayout.FormatRange]:
    theme = current()
    ranges = []
    for start, end in marks:
        part = QTextLayout.FormatRange()
        part.start, part.length = start, end - start
        look = QTextCharFormat()
        look.setBackground(theme.color("highlight-yellow"))
        look.setForeground(theme.color("highlight-text"))
        part.format = look
        ranges.append(part)
    return ranges


class LabsList(QListView):
    """Shows the model. The keyboard stays in the search field, which moves the current row."""

    def __init__(self, labs: LabsModel) -> None:
        super().__init__()
        self.labs = labs
        self.delegate = LabsDelegate(self)
        labs.setParent(self)
        self.setModel(labs)
        self.setItemDelegate(self.delegate)
        style_view(self, "Lab values")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setLayoutMode(QListView.LayoutMode.Batched)  # what is in sight comes first
        self.setBatchSize(40)
        signals().changed.connect(self._on_theme_changed)

    @property
    def current_match(self) -> LabMatch | None:
        """The row that is selected."""
        index = self.currentIndex()
        line = self.labs.line(index.row()) if index.isValid() else None
        return line if isinstance(line, LabMatch) else None

    def step(self, rows: int) -> None:
        """Select the row so many ``rows`` on (negative: back) and bring it into view."""
        at = self.labs.next_row(self.currentIndex().row(), rows)
        if at >= 0:
            first = self.labs.next_row(-1, 0)
            self.setCurrentIndex(self.labs.index(at))
            if at == first:
                self.scrollToTop()

    @property
    def page(self) -> int:
        """How many rows go on the screen."""
        return max(1, self.viewport().height() // px(_ROW) - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
        if self.currentIndex().isValid():  # the note below may have taken its place
            self.scrollTo(self.currentIndex())

    def lay_out(self) -> None:
        """Give the rows their heights anew."""
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def _on_theme_changed(self) -> None:
        self.delegate.adopt_theme()
        self.lay_out()
