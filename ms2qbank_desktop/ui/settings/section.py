"""A section of the screen of settings: its name, its rows, and the way back to their defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, row

from .row import SettingRow

if TYPE_CHECKING:
    from .row import Row


class Section(QWidget):
    """``was_reset`` carries what was set before, by key."""

    was_reset = Signal(dict)

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.name = name
        self.rows: list[Row] = []
        self.reset = Button("Reset section", "quiet", "arrow-counter-clockwise", size="small")
        self.reset.setAccessibleName(f"Reset section {name}")
        self.reset.setToolTip(f"Everything under “{name}” as it came")
        self.reset.clicked.connect(self._on_reset)
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(policy)
        self._rows = column(gap=0)
        head = row(Label(name, "heading3"), None, self.reset, margins=(0, 0, 0, 8))
        self.setLayout(column(head, self._rows, gap=0, margins=(24, 16, 24, 12)))
        self.reset.setVisible(False)
        self.setVisible(False)  # without rows

    @property
    def shown(self) -> list[Row]:
        """The rows that are shown."""
        return [one for one in self.rows if not one.isHidden()]

    def add(self, one: Row) -> None:
        """Append a row."""
        self.rows.append(one)
        self._rows.addWidget(one)
        self.show()
        one.show()  # now, not with the next turn: where it stands may be asked for
        if isinstance(one, SettingRow):
            one.changed.connect(self._tick)
            self._tick()

    def show_found(self, words: str) -> bool:
        """Show the rows that a search finds; False without any, and the section goes, too."""
        found = [one for one in self.rows if one.has(words)]
        for one in self.rows:
            one.setVisible(one in found)
        self.setVisible(bool(found))
        return bool(found)

    def _own(self) -> list[SettingRow]:
        return [one for one in self.rows if isinstance(one, SettingRow) and one.is_own]

    def _tick(self) -> None:
        self.reset.setVisible(bool(self._own()))

    def _on_reset(self) -> None:
        own = self._own()
        before = {one.setting.key: one.value for one in own}
        own[0].take_keyboard()  # before the button goes
        for one in own:
            one.choose(one.setting.default)
        self.was_reset.emit(before)
