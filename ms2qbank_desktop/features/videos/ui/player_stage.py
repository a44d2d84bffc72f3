"""The place of the picture: the picture, a cover where there is only sound, or what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStackedWidget, QWidget

from ms2qbank_desktop.ui.theme import current, px
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.layouts import ground

from .player_cover import Cover

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ms2qbank_desktop.ui.widgets.banner import Action

    from .surface import Surface


class Stage(QStackedWidget):
    """Shows one of three things."""

    def __init__(self, surface: Surface) -> None:
        super().__init__()
        self._surface = surface
        self.cover = Cover()
        self._notice: QWidget | None = None
        self.addWidget(self.cover)
        self.addWidget(surface)
        self.setCurrentWidget(surface)
        self.setMinimumSize(px(240), px(135))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Picture")

    def show_picture(self) -> None:
        """Show the picture."""
        self.setCurrentWidget(self._surface)

    def show_cover(self) -> None:
        """Show what stands for a picture where there is only sound."""
        self.setCurrentWidget(self.cover)

    def show_notice(self, icon: str, title: str, text: str, action: Action | None = None) -> None:
        """Say in the place of the picture why there is none, and what to do."""
        button = None
        if action is not None:
            word, run = action
            button = Button(word, "primary")
            button.clicked.connect(lambda: run())
        before, self._notice = self._notice, EmptyState(icon, title, text, button)
        ground(self._notice, "surface")
        self.addWidget(self._notice)
        self.setCurrentWidget(self._notice)
        if before is not None:
            self.removeWidget(before)
            before.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), current().color("video-well"))
