"""All settings in one page that scrolls, section after section, built a few rows a turn."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.core.declared import GROUPS, SETTINGS
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.layouts import column, ground, scrolled

from .row import SettingRow
from .section import Section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ms2qbank_desktop.core.settings import Settings

    from .row import Row

_TURN_S = 0.006
_UNBUILT = 2400
"""Height in pixels at 100 % that is kept for rows to come: so the scroll bar is there from the
first moment, and about as long as it stays."""
_NEAR = 12
"""A section counts as looked at from so many pixels (at 100 %) below the upper edge."""


class SettingsPage(QWidget):
    """``moved``: another section is looked at; ``was_reset``: what was set before, by key."""

    moved = Signal(str)
    was_reset = Signal(dict)

    def __init__(self, settings: Settings, more: Mapping[str, Callable[[QWidget], Row]]) -> None:
        """``more``: a last row for a section that is no setting."""
        super().__init__()
        self._settings = settings
        self._more = more
        self._words = ""
        self._at: Section | None = None  # what was gone to
        self.sections: dict[str, Section] = {}
        self._by_key: dict[str, SettingRow] = {}
        self._sheet = sheet = QWidget()
        self._column = column(gap=0)
        self._room = QWidget()
        self._room.setFixedHeight(px(_UNBUILT))
        self._column.add(self._room, None)
        sheet.setLayout(self._column)
        sheet.setProperty("ground", "surface")
        self._area = scrolled(sheet, "Settings")
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bar = self._area.verticalScrollBar()
        self._bar.valueChanged.connect(self._look)
        ground(self, "surface")
        self.setLayout(column(self._area, gap=0))
        self._area.viewport().installEventFilter(self)
        self._resized = QTimer(self)  # the rows take their sizes first
        self._resized.setSingleShot(True)
        self._resized.setInterval(0)
        self._resized.timeout.connect(self._keep_in_sight)
        signals().changed.connect(self._resized.start)
        for name in GROUPS:
            section = self.sections[name] = Section(sheet, name)
            section.was_reset.connect(self.was_reset)
            self._column.insertWidget(self._column.count() - 2, section)
        self._steps = {name: self._one_by_one(section) for name, section in self.sections.items()}
        self._turn = QTimer(self)
        self._turn.timeout.connect(self.build)
        self._turn.start()

    @property
    def building(self) -> bool:
        """Whether some rows are still to come."""
        return self._turn.isActive()

    def build(self) -> None:
        """Build some rows; the others follow in turns."""
        at, above = self._at, self._bar.value()
        top = at.y() if at else 0
        end = time.perf_counter() + (_TURN_S / 2 if at else _TURN_S)  # half is for laying out
        while self.building and time.perf_counter() < end:
            self._step(next(iter(self._steps)))
        if at:  # stays where it is, whatever comes above it
            self._settle()
            self._bar.setValue(above + at.y() - top)

    @property
    def rows(self) -> list[Row]:
        """The rows that are shown."""
        return [row for one in self.sections.values() for row in one.shown]

    def row_of(self, key: str) -> SettingRow | None:
        """Return the row of a setting, None for one that is not shown to users."""
        for setting in SETTINGS:
            if setting.key == key and setting.group:
                self._build(setting.group)
        return self._by_key.get(key)

    def show_found(self, words: str) -> list[str]:
        """Show only what a search finds; return the sections that have some of it."""
        self._build(*GROUPS)
        self._words = words
        found = [one.name for one in self.sections.values() if one.show_found(words)]
        self._make_room()
        self._bar.setValue(0)
        return found

    def go_to(self, name: str) -> None:
        """Scroll a section to the upper edge."""
        self._build(name)
        self._settle()
        self._at = self.sections[name]
        self._bar.setValue(self._at.y())

    def go_to_row(self, row: Row) -> None:
        """Let a row be seen, with what stands around it."""
        self._settle()
        self._area.ensureWidgetVisible(row, 0, px(120))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._area.viewport() and event.type() == QEvent.Type.Resize:
            self._make_room()
        return super().eventFilter(watched, event)

    def _one_by_one(self, section: Section) -> Iterator[None]:
        """Add one row at each step."""
        for setting in SETTINGS:
            if setting.group == section.name:
                one = self._by_key[setting.key] = SettingRow(section, setting, self._settings)
                section.add(one)
                yield
        if section.name in self._more:
            section.add(self._more[section.name](section))

    def _build(self, *names: str) -> None:
        """Build all that is still to come of these sections."""
        for name in names:
            while name in self._steps:
                self._step(name)

    def _step(self, name: str) -> None:
        if next(self._steps[name], self) is self:
            del self._steps[name]
        if not self._steps:
            self._turn.stop()
            self._make_room()

    def _settle(self) -> None:
        """Lay out now: where things stand is asked for."""
        self._make_room()
        width = self._area.viewport().width()
        self._sheet.resize(width, self._column.totalHeightForWidth(width))
        self._column.activate()

    def _make_room(self) -> None:
        """Leave so much below the last section that it, too, can stand at the upper edge."""
        if self.building:
            return
        last = next(reversed(self.sections.values()))
        searching = bool(self._words.strip())
        height = last.heightForWidth(self._area.viewport().width())
        self._room.setFixedHeight(
            0 if searching else max(0, self._area.viewport().height() - height)
        )

    def _keep_in_sight(self) -> None:
        """Let what has the keyboard be seen: the size of the text may be what it changes."""
        focus = self.focusWidget()
        if focus is not None and focus.hasFocus():
            self._settle()
            self._area.ensureWidgetVisible(focus, 0, px(120))

    def _look(self, top: int) -> None:
        """Say which section stands at the upper edge."""
        shown = [one for one in self.sections.values() if not one.isHidden()]
        above = [one for one in shown if one.y() <= top + px(_NEAR)]
        if above:
            self.moved.emit(above[-1].name)
