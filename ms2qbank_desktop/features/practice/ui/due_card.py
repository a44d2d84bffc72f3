"""What is due today: missed and guessed questions that come back, a block of them at one click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QToolButton, QWidget

from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.settings.following import follow
from ms2qbank_desktop.ui.theme import current, metrics
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ms2qbank_desktop.core.settings import Settings

_WHY = "Questions you missed or guessed come back just before you would forget them."


class DueCard(QWidget):
    """Says how many questions are due. ``start_requested``: make a block of them now;
    ``switched_off``: the user wants no spaced questions any more."""

    start_requested = Signal()
    switched_off = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._words = Label("", "strong")
        self._what = Label("", "body", "text-muted", wrap=True)
        self._what.setToolTip(_WHY)
        self.start = Button("Start due questions", "secondary", "calendar-check")
        self.start.clicked.connect(self.start_requested)
        self.more = IconButton("dots-three", "Due questions: more")
        self.menu = Menu(self.more)
        self.vary = self.menu.keep("Ask another question of the same topic")
        self.vary.setCheckable(True)
        self.vary.setChecked(settings.get("vary_due"))
        self.vary.toggled.connect(lambda on: settings.set("vary_due", on))
        follow(settings, "vary_due", self, self.vary.setChecked)
        self.menu.addSeparator()
        self.menu.addAction("Switch spaced questions off").triggered.connect(self._switch_off)
        self.more.setMenu(self.menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        inner = row(Glyph("calendar-check", "accent"), gap=12, margins=(16, 10, 10, 10))
        inner.addLayout(column(self._words, self._what, gap=0), 1)
        inner.add(self.start, self.more)
        self.setLayout(inner)

    def show_due(self, number: int, size: int) -> None:
        """Say how many are due, of which a block takes ``size``."""
        verb = "is" if number == 1 else "are"
        self._words.setText(f"{counted(number, 'question')} {verb} due today")
        self._what.setText(_WHY if size >= number else f"The next block takes {size} of them.")
        self.setAccessibleName(self._words.text())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        radius = metrics().radius["card"]
        paint.box(
            QPainter(self), self.rect(), theme.color("surface"), theme.color("border"), radius
        )

    def _switch_off(self) -> None:
        self._settings.set("spaced_questions", False)
        self.switched_off.emit()
