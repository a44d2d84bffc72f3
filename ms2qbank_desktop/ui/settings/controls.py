"""The control of a setting: switch, segments, drop-down or number, by what the setting allows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.field import DropDown, NumberField
from ms2qbank_desktop.ui.widgets.layouts import row
from ms2qbank_desktop.ui.widgets.segmented import Segmented
from ms2qbank_desktop.ui.widgets.switch import Switch

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.core.setting import Setting

    Choose = Callable[[Any], object]

_SEGMENTS = 4
"""More choices than these unfold."""


@dataclass(frozen=True, slots=True)
class Control:
    """``widget`` takes the keyboard; ``show`` lets it stand at a value without telling anybody."""

    widget: QWidget
    show: Callable[[Any], None]


def control_for(setting: Setting, choose: Choose) -> Control:
    """Make the control of a setting; ``choose`` is told the value that the user chose."""
    if len(setting.choices) > _SEGMENTS:
        return _drop_down(setting, choose)
    if setting.choices:
        return _segments(setting, choose)
    if isinstance(setting.default, bool):
        return _switch(setting, choose)
    if setting.bounds is not None:
        stepper = Stepper(setting, choose)
        return Control(stepper, stepper.show_value)
    raise TypeError(f"{setting.key} allows anything: there is no control for it")


def _switch(setting: Setting, choose: Choose) -> Control:
    switch = Switch(setting.name)
    switch.toggled.connect(choose)

    def show(value: bool) -> None:
        with QSignalBlocker(switch):
            switch.setChecked(value)
        switch.update()

    return Control(switch, show)


def _segments(setting: Setting, choose: Choose) -> Control:
    values = {str(value): value for value in setting.choices}
    options = [(str(value), name) for value, name in setting.options]
    segments = Segmented(options, setting.name)
    segments.chosen.connect(lambda key: choose(values[key]))
    return Control(segments, lambda value: segments.set_value(str(value)))


def _drop_down(setting: Setting, choose: Choose) -> Control:
    box = DropDown(setting.name)
    box.addItems([name for _, name in setting.options])
    box.activated.connect(lambda at: choose(setting.choices[at]))
    return Control(box, lambda value: box.setCurrentIndex(setting.choices.index(value)))


class Stepper(QWidget):
    """A number with a button at each side for the mouse; the keyboard steps by its arrows.

    What is typed counts once Enter is pressed or the field is left.
    """

    def __init__(self, setting: Setting, choose: Choose) -> None:
        super().__init__()
        low, high = setting.bounds or (0, 0)
        self.field = NumberField(low, high, setting.name)
        self.field.setSingleStep(setting.step)
        self.field.setSuffix(setting.unit)
        self.field.setKeyboardTracking(False)
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.valueChanged.connect(choose)
        self.less = IconButton("minus", f"{setting.title}: less")
        self.more = IconButton("plus", f"{setting.title}: more")
        for button, steps in ((self.less, -1), (self.more, 1)):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAutoRepeat(True)
            button.clicked.connect(partial(self._step, steps))
        self.setLayout(row(self.less, self.field, self.more, gap=4))
        self.setFocusProxy(self.field)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def show_value(self, value: int) -> None:
        """Stand at a value."""
        with QSignalBlocker(self.field):
            self.field.setValue(value)
        self._tick()

    def _step(self, steps: int) -> None:
        self.field.stepBy(steps)
        self._tick()

    def _tick(self) -> None:
        value = self.field.value()
        self.less.setEnabled(value > self.field.minimum())
        self.more.setEnabled(value < self.field.maximum())

    def _on_theme_changed(self) -> None:
        self.field.setFixedWidth(px(88))
