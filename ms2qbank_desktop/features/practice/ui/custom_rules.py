"""The rules of a custom block, each chosen by itself; kept in the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.practice.models import LEAST_SECONDS, MOST_SECONDS, Rules
from ms2qbank_desktop.ui.settings.following import follow
from ms2qbank_desktop.ui.widgets.field import NumberField
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import Box, column, row
from ms2qbank_desktop.ui.widgets.switch import Switch

if TYPE_CHECKING:
    from ms2qbank_desktop.core.settings import Settings

_STEP = 5


def kept_rules(settings: Settings) -> Rules:
    """Return the rules of the last custom block."""
    limited = settings.get("custom_limited")
    return Rules(
        reveals=settings.get("custom_reveals"),
        pausable=settings.get("custom_pausable"),
        seconds_per_item=settings.get("custom_seconds") if limited else None,
    )


class CustomRules(QWidget):
    """Explanation, pause, limit. ``changed``: the user has set one of them."""

    changed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.reveals = Switch("Explanation after each answer")
        self.pausable = Switch("Can be paused")
        self.limited = Switch("Time limit")
        self.seconds = NumberField(LEAST_SECONDS, MOST_SECONDS, "Seconds for an item")
        self.seconds.setSingleStep(_STEP)
        self.seconds.setSuffix(" s each")
        self.setLayout(
            column(
                switch_row(self.reveals),
                switch_row(self.pausable),
                row(Label("Time limit"), None, self.seconds, self.limited, gap=12),
                gap=12,
            )
        )
        self.show_rules(kept_rules(settings))
        for switch in (self.reveals, self.pausable, self.limited):
            switch.toggled.connect(self._on_changed)
        self.seconds.valueChanged.connect(self._on_changed)
        follow(settings, "custom_reveals", self, self.reveals.setChecked)
        follow(settings, "custom_pausable", self, self.pausable.setChecked)
        follow(settings, "custom_limited", self, self.limited.setChecked)
        follow(settings, "custom_seconds", self, self.seconds.setValue)

    @property
    def rules(self) -> Rules:
        """What is chosen."""
        return Rules(
            reveals=self.reveals.isChecked(),
            pausable=self.pausable.isChecked(),
            seconds_per_item=self.seconds.value() if self.limited.isChecked() else None,
        )

    def show_rules(self, rules: Rules) -> None:
        """Choose these."""
        self.reveals.setChecked(rules.reveals)
        self.pausable.setChecked(rules.pausable)
        self.limited.setChecked(rules.seconds_per_item is not None)
        self.seconds.setValue(rules.seconds_per_item or self._settings.get("custom_seconds"))
        self.seconds.setEnabled(self.limited.isChecked())

    def _on_changed(self) -> None:
        self.seconds.setEnabled(self.limited.isChecked())
        self._settings.set("custom_reveals", self.reveals.isChecked())
        self._settings.set("custom_pausable", self.pausable.isChecked())
        self._settings.set("custom_limited", self.limited.isChecked())
        self._settings.set("custom_seconds", self.seconds.value())
        self.changed.emit()


def switch_row(switch: Switch) -> Box:
    """Return a switch with its name at the left."""
    label = Label(switch.accessibleName())
    label.setBuddy(switch)
    return row(label, None, switch)
