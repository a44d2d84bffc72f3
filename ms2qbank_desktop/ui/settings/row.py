"""A row of the screen of settings: name and help, the way back to the default, the control."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, line, row

from .controls import control_for
from .following import follow
from .remarks import remark

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ms2qbank_desktop.core.setting import Setting
    from ms2qbank_desktop.core.settings import Settings


_NARROW = 480
"""Width in pixels at 100 % text below which the widgets of a row stand below its words."""


class Row(QWidget):
    """Name and help at the left, widgets at the right, a hairline above."""

    def __init__(self, parent: QWidget, title: str, help: str, words: str = "") -> None:
        """``words``: what a search finds beside title and help. It has its ``parent`` before it has
        widgets: Qt styles anew all that moves with a widget."""
        super().__init__(parent)
        self._words = f"{title} {help} {words}".casefold()
        self._widgets: list[QWidget] = []
        self.title = Label(title, "body", weight=500, wrap=True)
        self.help = Label(help, "caption", "text-muted", wrap=True)
        self._across = row(gap=12, margins=(0, 11, 0, 11))
        self._across.addLayout(column(self.title, self.help, gap=2), 1)
        self._right = row(gap=12)
        self._right.addStretch(0)
        self._across.addLayout(self._right)
        self.setLayout(column(line(), self._across, gap=0))

    def add(self, *widgets: QWidget) -> None:
        """Put widgets at the right, the first one outermost."""
        self._widgets += widgets
        for widget in widgets:
            self._right.insertWidget(0, widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def take_keyboard(self) -> None:
        """Give the keyboard to the outermost widget."""
        self._widgets[0].setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < px(_NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._across.direction() != way:
            self._across.setDirection(way)

    def has(self, words: str) -> bool:
        """Say whether a search for ``words`` finds the row: each of them stands in it."""
        return all(word in self._words for word in words.casefold().split())


class SettingRow(Row):
    """One setting, which always shows what is set. ``changed``: it has another value now."""

    changed = Signal()

    def __init__(self, parent: QWidget, setting: Setting, settings: Settings) -> None:
        super().__init__(parent, setting.title, setting.help, setting.words)
        self.setting = setting
        self._settings = settings
        self.control = control_for(setting, self.choose)
        self.title.setBuddy(self.control.widget)
        back = setting.said(setting.default)
        self.reset = IconButton("arrow-counter-clockwise", f"Back to “{back}”", size="small")
        self.reset.setAccessibleName(f"{setting.name}: back to {back}")
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(policy)
        self.reset.clicked.connect(self._on_reset)
        self.add(self.control.widget, self.reset)  # the keyboard goes through them in this order
        self._show(self.value)
        follow(settings, setting.key, self, self._on_changed)

    @property
    def value(self) -> Any:
        """What is set."""
        return self._settings.get(self.setting.key)

    @property
    def is_own(self) -> bool:
        """Whether the user has set another value than the default."""
        return bool(self.value != self.setting.default)

    def choose(self, value: Any) -> None:
        """Set another value; why it cannot be kept is said below the name."""
        try:
            self._settings.set(self.setting.key, value)
        except Fault as fault:
            self._show(self.value)
            self._explain(str(fault))
            self.help.set_ink("incorrect")

    def _on_reset(self) -> None:
        self.take_keyboard()  # before the button goes
        self.choose(self.setting.default)

    def _on_changed(self, value: Any) -> None:
        self.help.set_ink("text-muted")
        self._show(value)
        self.changed.emit()

    def _show(self, value: Any) -> None:
        self.control.show(value)
        more = remark(self.setting.key, value)
        self._explain(f"{self.setting.help}. {more}" if more else self.setting.help)
        self.reset.setVisible(self.is_own)

    def _explain(self, words: str) -> None:
        self.help.setText(words)
        self.control.widget.setAccessibleDescription(words)
