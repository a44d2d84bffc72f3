"""The header of a page: title, sub-pages, facts and actions in one row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.theme import px, signals

from .buttons import Button, IconButton
from .labels import Elided, Label
from .layouts import column, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .segmented import Segmented

_FOLD_BELOW = 1200
"""Width of the window in pixels at 100 % below which quiet buttons fold into a menu."""
_GAP, _BETWEEN = 16, 8
"""Between the parts of the row, and between buttons."""


class PageHeader(QWidget):
    """Title, then sub-pages and muted facts, then quiet, secondary and one primary button.

    Where there is no room, as with large text, other buttons fold too, and last the title goes.
    With ``back`` the header belongs to a page opened from another one: an arrow stands before the
    title, the facts below it, and ``back_requested`` asks to return.
    """

    back_requested = Signal()

    def __init__(self, title: str, *, back: bool = False) -> None:
        super().__init__()
        # A page opened from another one is called after what it shows, however long that is.
        self._title = Elided(title, "heading1") if back else Label(title, "heading1")
        self._facts = Elided("", "body", "text-muted")
        self._actions: list[QWidget] = []
        self._folded: list[Button | IconButton] = []
        self._menu = Menu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._more = IconButton("dots-three", "More")
        self._more.setMenu(self._menu)
        self._slot = row(gap=_GAP)
        self._control: QWidget | None = None
        self._right = row(gap=_BETWEEN)
        layout = row(gap=_GAP)
        if back:
            arrow = IconButton("arrow-left", "Back", "Esc")
            arrow.clicked.connect(self.back_requested)
            layout.add(arrow)
            layout.addLayout(column(self._title, self._facts, gap=0), 1)
        else:
            layout.add(self._title, self._slot)
            layout.addWidget(self._facts, 1)
        layout.add(self._more, self._right)
        self.setLayout(layout)
        self._fold()
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def set_facts(self, facts: str) -> None:
        """Change the muted facts, such as "day 12 of 138"."""
        self._facts.setText(facts)

    def set_sub_pages(self, control: Segmented) -> None:
        """Put the control of the sub-pages after the title."""
        self._slot.addWidget(control)
        self._fold()

    def set_control(self, control: QWidget | None) -> None:
        """Show what steers the page after the sub-pages; the facts stand at the right then."""
        if control is self._control:
            return
        if self._control is not None:
            self._slot.removeWidget(self._control)
            self._control.hide()
        self._control = control
        if control is not None:
            self._slot.addWidget(control)
            control.show()
        self._fold()
        side = Qt.AlignmentFlag.AlignRight if control else Qt.AlignmentFlag.AlignLeft
        self._facts.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def set_actions(self, actions: Sequence[QWidget]) -> None:
        """Show these buttons at the right, in the order quiet, secondary, primary."""
        if actions == self._actions:  # pages may share theirs: to show one anew lays all out anew
            return
        for action in self._actions:
            self._right.removeWidget(action)
            action.hide()
        self._actions = list(actions)
        for action in self._actions:
            self._right.addWidget(action)
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        buttons = [one for one in self._actions if isinstance(one, Button | IconButton)]
        quiet = [one for one in buttons if isinstance(one, Button) and one.kind == "quiet"]
        narrow = self.window().width() < px(_FOLD_BELOW)
        folded: list[Button | IconButton] = [*quiet] if narrow else []
        for one in (*quiet, *buttons):
            if self._needed(folded) <= self.width():
                break
            if one not in folded:
                folded.append(one)
        self._folded = folded
        self._more.setVisible(bool(folded))
        for action in self._actions:
            action.setVisible(action not in folded)
        if not isinstance(self._title, Elided):  # the others are elided
            self._title.setVisible(self._needed(folded) <= self.width())

    def _needed(self, folded: Sequence[QWidget]) -> int:
        """Return how wide the row has to be, in pixels."""
        shown = [one for one in self._actions if one not in folded]
        parts = [self._slot.sizeHint().width()]
        if not isinstance(self._title, Elided):
            parts.append(self._title.sizeHint().width())
        if folded:
            parts.append(self._more.sizeHint().width())
        if shown:
            widths = [one.sizeHint().width() for one in shown]
            parts.append(sum(widths) + _BETWEEN * (len(widths) - 1))
        return sum(parts) + _GAP * len(parts)

    def _fill_menu(self) -> None:
        self._menu.clear()
        for button in sorted(self._folded, key=self._actions.index):
            item = QAction(button.text() or button.accessibleName(), self._menu)
            item.setEnabled(button.isEnabled())
            if button.menu() is None:
                item.triggered.connect(button.click)
            else:
                item.setMenu(button.menu())
            self._menu.addAction(item)

    def _on_theme_changed(self) -> None:
        self.setMinimumHeight(px(40))
        self._fold()
