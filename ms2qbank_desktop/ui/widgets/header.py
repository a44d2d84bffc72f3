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


class PageHeader(QWidget):
    """Title, then sub-pages and muted facts, then quiet, secondary and one primary button.

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
        self._menu = Menu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._more = IconButton("dots-three", "More")
        self._more.setMenu(self._menu)
        self._slot = row(gap=16)
        self._control: QWidget | None = None
        self._right = row(gap=8)
        layout = row(gap=16)
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

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)

    def set_facts(self, facts: str) -> None:
        """Change the muted facts, such as "day 12 of 138"."""
        self._facts.setText(facts)

    def set_sub_pages(self, control: Segmented) -> None:
        """Put the control of the sub-pages after the title."""
        self._slot.addWidget(control)

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

    def _folding(self) -> list[Button]:
        return [a for a in self._actions if isinstance(a, Button) and a.kind == "quiet"]

    def _fold(self) -> None:
        folding = self._folding()
        narrow = bool(folding) and self.window().width() < px(_FOLD_BELOW)
        self._more.setVisible(narrow)
        for action in self._actions:
            action.setVisible(not (narrow and action in folding))

    def _fill_menu(self) -> None:
        self._menu.clear()
        for button in self._folding():
            item = QAction(button.text(), self._menu)
            item.setEnabled(button.isEnabled())
            item.triggered.connect(button.click)
            self._menu.addAction(item)

    def _on_theme_changed(self) -> None:
        self.setMinimumHeight(px(40))
        self._fold()
