"""One control for each kind of option: it shows a value, and gives it back checked."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QDate, QObject
from PySide6.QtWidgets import QAbstractSpinBox, QDateEdit, QDoubleSpinBox, QLineEdit, QWidget

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.field import DropDown, NumberField
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.widgets.switch import Switch

if TYPE_CHECKING:
    from enum import StrEnum

    from PySide6.QtGui import QWheelEvent

_STEP = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|min|h|d)?")
_UNITS = {"s": 1, "m": 60, "min": 60, "": 60, "h": 3600, "d": 86_400}
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_NO_DAY = date(2000, 1, 1)
"""Stands for none: nobody has answers from before."""
_LOADS = ((1.0, "usual"), (0.5, "fewer"), (0.0, "least"))


class OptionField(Protocol):
    """``widget`` stands at the right of its row."""

    widget: QWidget

    def put(self, value: Any) -> None:
        """Show a value."""

    def value(self) -> Any:
        """Return the value; UserFault if what is typed is none."""


class Whole:
    """A whole number with its unit; ``none``: the word that stands for no value, below ``low``."""

    def __init__(self, name: str, low: int, high: int, unit: str = "", none: str = "") -> None:
        self._none = none
        self._field = NumberField(low - 1 if none else low, high, name)
        self._unit = unit
        self._field.valueChanged.connect(self._name_unit)
        if none:
            self._field.setSpecialValueText(none)
        self.widget: QWidget = _sized(self._field, 160 if none else 120)

    def put(self, value: Any) -> None:
        self._field.setValue(self._field.minimum() if value is None else int(value))
        self._name_unit(self._field.value())

    def _name_unit(self, number: int) -> None:
        unit = self._unit.removesuffix("s") if number == 1 and len(self._unit) > 1 else self._unit
        self._field.setSuffix(f" {unit}" if unit else "")

    def value(self) -> int | None:
        number = self._field.value()
        return None if self._none and number == self._field.minimum() else number


class _Decimal(QDoubleSpinBox):
    def __init__(self) -> None:
        super().__init__()
        self.lineEdit().setTextMargins(px(8), 0, px(8), 0)  # the style sheet cannot reach it

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling the options must not change them


class Decimal:
    """A number with decimals; ``scale`` 100 shows a share as per cent."""

    def __init__(
        self,
        name: str,
        low: float,
        high: float,
        unit: str = "",
        decimals: int = 0,
        scale: float = 1,
        none: str = "",
    ) -> None:
        self._scale, self._none = scale, none
        self._field = _Decimal()
        self._field.setAccessibleName(name)
        self._field.setDecimals(decimals)
        step = 10.0**-decimals
        self._field.setRange(low * scale - (step if none else 0), high * scale)
        self._field.setSingleStep(step if decimals < 2 else 5 * step)
        self._field.setSuffix(f" {unit}" if unit else "")
        self._field.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        if none:
            self._field.setSpecialValueText(none)
        self.widget: QWidget = _sized(self._field, 160 if none else 120)

    def put(self, value: Any) -> None:
        self._field.setValue(self._field.minimum() if value is None else value * self._scale)

    def value(self) -> float | None:
        number = self._field.value()
        if self._none and number == self._field.minimum():
            return None
        return round(number / self._scale, 6)


class OnOff:
    """A switch."""

    def __init__(self, name: str) -> None:
        self._switch = Switch(name)
        self.widget: QWidget = self._switch

    def put(self, value: Any) -> None:
        self._switch.setChecked(bool(value))

    def value(self) -> bool:
        return self._switch.isChecked()


class OneOf:
    """One value of an enumeration, each with its words."""

    def __init__(self, name: str, words: dict[Any, str]) -> None:
        self._values: list[StrEnum] = list(words)
        self._list = DropDown(name)
        self._list.addItems(list(words.values()))
        self.widget: QWidget = _sized(self._list, 290)

    def put(self, value: Any) -> None:
        self._list.setCurrentIndex(self._values.index(value))

    def value(self) -> StrEnum:
        return self._values[self._list.currentIndex()]


class Steps:
    """Delays, written "1m 10m 1d"."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._line = QLineEdit()
        self._line.setAccessibleName(name)
        self.widget: QWidget = _sized(self._line, 160)

    def put(self, value: Any) -> None:
        self._line.setText(" ".join(map(written_step, value)))

    def value(self) -> tuple[int, ...]:
        text = self._line.text().replace(",", " ").strip()
        found = [_STEP.fullmatch(part) for part in text.split()]
        steps = [round(float(one[1]) * _UNITS[one[2] or ""]) for one in found if one]
        if None in found or not all(0 < step <= 30 * 86_400 for step in steps):
            raise UserFault(f"{self._name}: write delays such as 1m 10m 1h 2d.")
        return tuple(steps)


class Weights:
    """The parameters of FSRS, separated by commas or blanks."""

    def __init__(self, name: str, number: int) -> None:
        self._name, self._number = name, number
        self._line = QLineEdit()
        self._line.setAccessibleName(name)
        self.widget: QWidget = _sized(self._line, 340)

    def put(self, value: Any) -> None:
        self._line.setText(", ".join(f"{one:g}" for one in value))
        self._line.setCursorPosition(0)

    def value(self) -> tuple[float, ...]:
        try:
            numbers = tuple(float(part) for part in self._line.text().replace(",", " ").split())
        except ValueError:
            numbers = ()
        if len(numbers) != self._number:
            raise UserFault(f"{self._name}: {self._number} numbers are needed.")
        return numbers


class Day:
    """A study day by its ordinal, or None, which is said as ``none``."""

    def __init__(self, name: str, none: str) -> None:
        self._field = QDateEdit()
        self._field.setAccessibleName(name)
        self._field.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self._field.lineEdit().setTextMargins(px(8), 0, px(8), 0)
        self._field.setDisplayFormat("d MMM yyyy")
        self._field.setMinimumDate(QDate(_NO_DAY.year, _NO_DAY.month, _NO_DAY.day))
        self._field.setSpecialValueText(none)
        self.widget: QWidget = _sized(self._field, 160)

    def put(self, value: Any) -> None:
        day = date.fromordinal(value) if value else _NO_DAY
        self._field.setDate(QDate(day.year, day.month, day.day))

    def value(self) -> int | None:
        chosen = self._field.date()
        day = date(chosen.year(), chosen.month(), chosen.day())
        return None if day == _NO_DAY else day.toordinal()


class WeekLoad:
    """How much of the usual comes on each weekday."""

    def __init__(self, name: str) -> None:
        self._lists = [DropDown(f"{name}, {day}") for day in _DAYS]
        for one, day in zip(self._lists, _DAYS, strict=True):
            one.addItems([f"{day}: {words}" for _, words in _LOADS])
            _sized(one, 122)
        self.widget: QWidget = QWidget()
        halves = row(*self._lists[:4], gap=4), row(*self._lists[4:], None, gap=4)
        self.widget.setLayout(column(*halves, gap=4))

    def put(self, value: Any) -> None:
        loads = [load for load, _ in _LOADS]
        for one, share in zip(self._lists, value, strict=True):
            nearest = min(loads, key=lambda load: abs(load - share))
            one.setCurrentIndex(loads.index(nearest))

    def value(self) -> tuple[float, ...]:
        return tuple(_LOADS[one.currentIndex()][0] for one in self._lists)


def written_step(seconds: int) -> str:
    """Return a delay in the largest unit it fills: "90s", "10m", "2d"."""
    for unit in ("d", "h", "m"):
        if seconds and seconds % _UNITS[unit] == 0:
            return f"{seconds // _UNITS[unit]}{unit}"
    return f"{seconds}s"


class _Width(QObject):
    """Keeps a control at a width that follows the text zoom."""

    def __init__(self, widget: QWidget, width: int) -> None:
        super().__init__(widget)
        self._widget = widget
        self._width = width
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        self._widget.setFixedWidth(px(self._width))


def _sized(widget: QWidget, width: int) -> QWidget:
    _Width(widget, width)
    return widget
