"""The navigator: all items of a block at a glance, under the middle of the top bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.ui.theme import current, metrics, px, signals
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, row

from .legend import Legend
from .review_grid import ReviewGrid

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from .item_model import ItemModel

_WIDTH = 640
_MARGIN = 8


class ExamNavigator(QWidget):
    """Lies over its parent, no larger than that. Arrows move, Enter or a click asks by
    ``item_requested`` for a position; ``close_requested`` by the cross."""

    item_requested = Signal(int)
    close_requested = Signal()

    def __init__(self, parent: QWidget, items: ItemModel) -> None:
        super().__init__(parent)
        self._room = parent
        self._items = items
        self.setAccessibleName("Navigator of the items")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.grid = ReviewGrid(items)
        self.grid.item_requested.connect(self.item_requested)
        self.setFocusProxy(self.grid)
        self.close_button = IconButton("x", "Close the navigator", size="small")
        self.close_button.clicked.connect(self.close_requested)
        self._legend = Legend(timed=False)
        head = row(Label("Items of this block", "heading3"), None, self.close_button)
        layout = column(head, gap=8, margins=(16, 8, 8, 12))
        layout.addWidget(self.grid, 1)
        layout.addWidget(self._legend)
        self.setLayout(layout)
        parent.installEventFilter(self)
        signals().changed.connect(self._fit)

    def open(self) -> None:
        """Show the items as they are now, and stand on the open one."""
        self.grid.show_items(range(self._items.rowCount()), self._items.current)
        self._fit()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._room:
            self._fit()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        own = isinstance(event, QKeyEvent) and event.key() in _OWN_KEYS
        if own and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        ground, border = theme.color("surface"), theme.color("border-strong")
        paint.box(QPainter(self), self.rect(), ground, border, metrics().radius["card"])

    def _fit(self) -> None:
        """Stand in the middle at the top, inside the parent."""
        room, margin = self._room.size(), px(_MARGIN)
        width = min(px(_WIDTH), room.width() - 2 * margin)
        self._legend.setVisible(width >= px(480))
        wanted = self.sizeHint().height()
        height = min(wanted, room.height() - 2 * margin)
        self.setGeometry((room.width() - width) // 2, margin, width, height)


_OWN_KEYS = {
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_Return, Qt.Key.Key_Enter),
}
"""What moves inside instead of through the items."""
