"""Banners: things that stay true, said inside the page under its header."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.theme import current, metrics

from . import paint
from .buttons import Button, IconButton
from .glyph import Glyph
from .labels import Label
from .layouts import column, row

Action = tuple[str, Callable[[], None]]
"""Word of a button and what it does."""

_LOOKS = {  # kind: icon, ink of icon and bar, ground
    "info": ("info", "accent", "surface"),
    "good": ("check-circle", "correct", "correct-subtle"),
    "warning": ("warning", "warning", "warning-subtle"),
    "fault": ("x-circle", "incorrect", "incorrect-subtle"),
}


class Banner(QWidget):
    """What happened and what to do, by one ``action`` or several ``actions``; ``kind`` is info,
    good, warning or fault.

    ``closed`` tells that the user took it away. It is deleted then.
    """

    closed = Signal()

    def __init__(
        self,
        text: str,
        advice: str = "",
        *,
        kind: str = "info",
        action: Action | None = None,
        actions: Sequence[Action] = (),
        closable: bool = True,
    ) -> None:
        super().__init__()
        icon, self._ink, self._ground = _LOOKS[kind]
        words = column(Label(text, wrap=True, selectable=True), gap=0)
        if advice:
            words.add(Label(advice, "body", "text-muted", wrap=True, selectable=True))
        layout = row(Glyph(icon, self._ink), gap=12, margins=(15, 6, 6, 6))
        layout.addLayout(words, 1)
        for word, run in (action,) if action is not None else actions:
            button = Button(word, size="small")
            button.clicked.connect(partial(_run, run))
            layout.add(button)
        if closable:
            cross = IconButton("x", "Close this message", size="small")
            cross.clicked.connect(self.close_banner)
            layout.add(cross)
        self.setLayout(layout)
        self.setAccessibleName(f"{text} {advice}".strip())

    def close_banner(self) -> None:
        """Take the banner away."""
        self.closed.emit()
        self.hide()
        self.deleteLater()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        radius = metrics().radius["control"]
        paint.box(painter, self.rect(), theme.color(self._ground), theme.color("border"), radius)
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setClipPath(frame)
        bar = metrics().border["state_bar"]
        painter.fillRect(0, 0, bar, self.height(), theme.color(self._ink))


def _run(action: Callable[[], None], *_checked: bool) -> None:
    action()


class BannerArea(QWidget):
    """The place of the banners of a page; it takes no room while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._open: list[Banner] = []
        self._column = column(gap=8)
        self.setLayout(self._column)
        self.hide()

    def add(self, banner: Banner) -> None:
        """Show a banner below those already here; the same words are not said twice."""
        for other in list(self._open):
            if other.accessibleName() == banner.accessibleName():
                other.close_banner()
        self._open.append(banner)
        banner.closed.connect(self._on_closed)
        self._column.addWidget(banner)
        banner.show()
        self.show()

    def _on_closed(self) -> None:
        self._open = [banner for banner in self._open if banner is not self.sender()]
        self.setVisible(bool(self._open))
