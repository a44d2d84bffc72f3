"""A card of check boxes: the values of one facet, each with its live count."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QWidget

from ms2qbank_desktop.ui.theme import control, px, signals
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.checkrow import CheckGroup, CheckRow

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

K = TypeVar("K", bound=Hashable)

_RING = 3
"""Room for the focus ring around a row, in pixels at 100 % text."""
_ALWAYS_SHOWN = 7
"""Rows that a card shows at least; more of them scroll where room is short."""
_FEW = 4
"""So many rows stand in one column in any case."""
_COLUMN = 210
"""Least width of a column of rows in pixels at 100 % text."""


class FacetCard(Card, Generic[K]):
    """Which values of a facet are wanted; none ticked asks for nothing.

    ``changed`` comes once for whatever the user ticked. Arrows move between the rows, Tab leaves
    the card. ``all_label`` names a row that ticks them all. With ``columns`` 2 the rows stand in
    two columns where there is room.
    """

    changed = Signal()

    def __init__(self, title: str, *, all_label: str = "", columns: int = 1) -> None:
        super().__init__(title, outset=_RING)
        self._all_label = all_label
        self._columns = columns
        self._shown_columns = 0
        self._values: tuple[tuple[K, str], ...] = ()
        self._rows: dict[K, CheckRow] = {}
        self._all: CheckRow | None = None
        self._group: CheckGroup | None = None
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(0)
        self._list = QWidget()
        self._list.setLayout(self._grid)
        self._area = _Rows(self._list)
        self.body.addWidget(self._area, 1)
        self.setAccessibleName(title)
        signals().changed.connect(self._on_theme_changed)

    @property
    def chosen(self) -> frozenset[K]:
        """The ticked values."""
        return frozenset(key for key, row in self._rows.items() if row.isChecked())

    @property
    def rows(self) -> Mapping[K, CheckRow]:
        """The row of each value, in the order shown."""
        return self._rows

    @property
    def all_row(self) -> CheckRow | None:
        """The row that ticks all of them, if there is one."""
        return self._all

    def set_values(self, values: Sequence[tuple[K, str]]) -> None:
        """Show these (value, label); ticks of values that were there before stay."""
        if tuple(values) == self._values:
            return
        self._values = tuple(values)
        self._build(self.chosen)

    def set_counts(self, counts: Mapping[K, int]) -> None:
        """Show how many questions stand behind each box; a value that is missing has none."""
        for key, row in self._rows.items():
            row.set_count(counts.get(key, 0))
        if self._all is not None:
            self._all.set_count(sum(counts.get(key, 0) for key in self._rows))

    def choose(self, keys: Collection[K]) -> None:
        """Tick these values and no others, without telling ``changed``."""
        for key, row in self._rows.items():
            row.setChecked(key in keys)
        self._show_chosen()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, CheckRow):
            if event.type() == QEvent.Type.FocusIn:
                self._stop_tab_at(watched)
            elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._move_from(watched, event.key())
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _build(self, ticked: frozenset[K]) -> None:
        for row in self._all_rows():
            row.deleteLater()
        self._rows = {key: CheckRow(label) for key, label in self._values}
        for key, row in self._rows.items():
            row.setChecked(key in ticked)
        self._all = self._group = None
        if self._all_label and len(self._rows) > 1:
            self._all = CheckRow(self._all_label, strong=True)
            self._group = CheckGroup(self._all, self._rows.values())
        for row in self._all_rows():
            row.setParent(self._list)
            row.installEventFilter(self)
            row.clicked.connect(self._on_clicked)
        self._order_focus()
        if rows := self._all_rows():
            self._stop_tab_at(rows[0])
        self._shown_columns = 0
        self._lay_out()
        self._show_chosen()

    def _lay_out(self) -> None:
        room = max(1, self._area.width() // px(_COLUMN))
        columns = min(self._columns, room) if len(self._rows) > _FEW else 1
        if columns == self._shown_columns:
            return
        self._shown_columns = columns
        grid = self._grid
        while grid.count():
            grid.takeAt(0)
        for at in range(grid.rowCount()):
            grid.setRowStretch(at, 0)
        ring = px(_RING)
        grid.setContentsMargins(ring, ring, ring, ring)
        grid.setHorizontalSpacing(px(24))
        high = self._high
        top = 0
        if self._all is not None:
            grid.addWidget(self._all, 0, 0, 1, columns)
            top = 1
        for at, row in enumerate(self._rows.values()):
            grid.addWidget(row, top + at % high, at // high)
            row.show()
        for at in range(self._columns):
            grid.setColumnStretch(at, int(at < columns))
        grid.setRowStretch(top + high, 1)
        shown = min(top + high, _ALWAYS_SHOWN)
        self._area.setMinimumHeight(shown * control("tree_row") + 2 * ring)
        self._area.updateGeometry()

    @property
    def _high(self) -> int:
        """Rows in a column."""
        return max(1, -(-len(self._rows) // max(1, self._shown_columns)))

    def _all_rows(self) -> list[CheckRow]:
        return [*([self._all] if self._all is not None else []), *self._rows.values()]

    def _order_focus(self) -> None:
        """Put the rows where the list stands in the focus chain; new widgets come last in it."""
        self._list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # else Qt leaves the order as it is
        before: QWidget = self._list
        for row in self._all_rows():
            QWidget.setTabOrder(before, row)
            before = row
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _stop_tab_at(self, stop: CheckRow) -> None:
        for row in self._all_rows():
            row.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if row is stop else Qt.FocusPolicy.ClickFocus
            )

    def _move_from(self, row: CheckRow, key: int) -> bool:
        rows = self._all_rows()
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Left: -self._high if self._shown_columns > 1 else 0,
            Qt.Key.Key_Right: self._high if self._shown_columns > 1 else 0,
            Qt.Key.Key_Home: -rows.index(row),
            Qt.Key.Key_End: len(rows) - 1 - rows.index(row),
        }
        step = steps.get(Qt.Key(key))
        if step is None:
            return False
        target = rows.index(row) + step
        if 0 <= target < len(rows):
            rows[target].setFocus(Qt.FocusReason.TabFocusReason)
            _bring_into_view(rows[target])
        return True

    def _on_clicked(self) -> None:
        self._show_chosen()
        self.changed.emit()

    def _show_chosen(self) -> None:
        ticked = len(self.chosen)
        self.set_fact(f"{ticked} of {len(self._rows)}" if ticked else "any")

    def _on_theme_changed(self) -> None:
        self._shown_columns = 0
        self._lay_out()


class _Rows(QScrollArea):
    """Wants the height of all its rows, and scrolls where it does not get it."""

    def __init__(self, rows: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        rows.setProperty("ground", "none")
        self._rows = rows
        self.setWidget(rows)

    def sizeHint(self) -> QSize:
        return self._rows.sizeHint()


def _bring_into_view(row: CheckRow) -> None:
    """Scroll whatever the row lies in: the list of its card, and the page around the cards."""
    around: QWidget | None = row.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(row, 0, px(8))
        around = around.parentWidget()
