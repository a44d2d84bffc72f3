"""The drawer of the exam's settings at its right edge; each takes effect at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.core.declared import THEME
from ms2qbank_desktop.ui.settings.controls import control_for
from ms2qbank_desktop.ui.theme import length, px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row, scrolled
from ms2qbank_desktop.ui.widgets.segmented import Segmented
from ms2qbank_desktop.ui.widgets.switch import Switch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ms2qbank_desktop.ui.widgets.layouts import Box

_SWITCHES = (
    ("exam_time_shown", "Time", "The last five minutes bring it back."),
    ("exam_list_shown", "List of items", "At the left of the question."),
    ("strike_eye_shown", "Eye at each choice", "Strikes out; the right button does so too."),
    ("ask_confidence", "How sure I was", "Asked after an answer that is explained at once."),
)
_MOST = 0.42
"""Part of the window that the drawer takes at the most."""


class SettingsDrawer(QWidget):
    """Shows settings by their keys in core.settings; ``changed`` tells a key and a new value.

    ``resized`` asks for larger (1), smaller (−1) or normal (0) text.
    """

    changed = Signal(str, object)
    resized = Signal(int)
    keys_requested = Signal()
    all_requested = Signal()
    close_requested = Signal()

    def __init__(self, *, explains: bool) -> None:
        super().__init__()
        ground(self, "surface")
        self.setAccessibleName("Settings of the exam")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._window = 0
        self._explains = explains
        self._size = Label("", "strong")
        self._size.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.smaller = IconButton("minus", "Smaller text")
        self.larger = IconButton("plus", "Larger text")
        self.normal = Button("Normal", "link", size="small")
        self.theme = control_for(THEME, partial(self.changed.emit, THEME.key))
        self.beside = Segmented(
            (("beside", "Beside"), ("below", "Below")), "Place of the explanation", size="small"
        )
        self.switches = {key: Switch(name) for key, name, _ in _SWITCHES}
        self.keys = Button("Show all keys", "secondary", "keyboard", size="small")
        self.all = Button("All settings…", "secondary", "gear", size="small")
        self.close_button = IconButton("x", "Close the settings", size="small")
        self.setFocusProxy(self.larger)
        self._lay_out()
        for button, step in ((self.smaller, -1), (self.normal, 0), (self.larger, 1)):
            button.clicked.connect(partial(self.resized.emit, step))
        self.beside.chosen.connect(self._on_beside)
        for key, switch in self.switches.items():
            switch.toggled.connect(partial(self.changed.emit, key))
        self.keys.clicked.connect(self.keys_requested)
        self.all.clicked.connect(self.all_requested)
        self.close_button.clicked.connect(self.close_requested)
        signals().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show what is set now."""
        self._size.setText(f"{values['exam_zoom']} %")
        self.theme.show(values["theme"])
        self.beside.set_value("beside" if values["explanation_beside"] else "below")
        for key, switch in self.switches.items():
            switch.blockSignals(True)
            switch.setChecked(values[key])
            switch.blockSignals(False)
            switch.update()

    def limit_width(self, window: int) -> None:
        """Take the usual width, but leave most of the ``window`` pixels to the question."""
        self._window = window
        self._on_theme_changed()

    def _lay_out(self) -> None:
        head = row(Glyph("gear"), Label("Settings", "heading3"), None, self.close_button)
        head.set_margins((16, 9, 12, 9))
        size = row(self.smaller, self._size, self.larger, self.normal, None, gap=6)
        page = column(gap=20, margins=16)
        page.add(_group("Size of the text", size), _group("Colours", row(self.theme.widget, None)))
        if self._explains:
            page.add(_group("Explanation", row(self.beside, None)))
        rows = column(gap=0)
        for key, name, help_text in _SWITCHES:
            if key != "ask_confidence" or self._explains:
                rows.add(line(), self._switch_row(key, name, help_text))
        page.add(rows, line(), row(self.keys, self.all, None), None)
        if not self._explains:
            for control in (self.beside, self.switches["ask_confidence"]):
                control.setParent(self)
                control.hide()
        sheet = QWidget()
        sheet.setLayout(page)
        layout = column(head, line(), gap=0)
        layout.addWidget(scrolled(sheet, "Settings of the exam"), 1)
        self.setLayout(row(line(vertical=True), layout, gap=0))

    def _switch_row(self, key: str, name: str, help_text: str) -> Box:
        words = column(
            Label(name, "body", weight=500),
            Label(help_text, "caption", "text-muted", wrap=True),
            gap=2,
        )
        across = row(gap=12, margins=(0, 10, 0, 10))
        across.addLayout(words, 1)
        across.addWidget(self.switches[key], 0, Qt.AlignmentFlag.AlignTop)
        return across

    def _on_beside(self, value: str) -> None:
        self.changed.emit("explanation_beside", value == "beside")

    def _on_theme_changed(self) -> None:
        usual = length("labs_dock")
        self._size.setMinimumWidth(px(52))
        self.setFixedWidth(min(usual, round(self._window * _MOST)) if self._window else usual)


def _group(name: str, control: Box) -> Box:
    return column(Label(name, "body", weight=500), control, gap=6)
