"""What opens the search: a button that looks like the field it leads to."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from .icons import paint_icon
from .theme import control, current, font, icon_size, metrics, px
from .widgets import paint

WIDE, NARROW = 224, 150
"""Widths in pixels at 100 % text; with less room only the icon is left."""


class SearchButton(QAbstractButton):
    """Magnifying glass, the word "Search" and the key; folded only the glass."""

    def __init__(self) -> None:
        super().__init__()
        self._key = ""
        self._room = WIDE
        self.setText("Search")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard to the search
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._describe()

    @property
    def folded(self) -> bool:
        """Whether only the icon is shown."""
        return self._room < NARROW

    def set_key(self, key: str) -> None:
        """Change the key that is shown; Commands.bind calls it."""
        self._key = key
        self._describe()
        self.update()

    def set_room(self, width: int) -> None:
        """Take as much of ``width`` pixels as is good."""
        room = next((one for one in (WIDE, NARROW) if px(one) <= width), 0)
        if room != self._room:
            self._room = room
            self._describe()
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        edge = control("button")
        return QSize(edge if self.folded else px(self._room), edge)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = current(), QPainter(self)
        edge, radius = icon_size(), metrics().radius["control"]
        glass = QRect(px(8), (self.height() - edge) // 2, edge, edge)
        ground = "pressed" if self.isDown() else "hover" if self.underMouse() else "surface"
        if self.folded:
            resting = ground == "surface"
            paint.box(painter, self.rect(), None if resting else theme.color(ground), None, radius)
            glass.moveCenter(self.rect().center())
            paint_icon(painter, glass, "magnifying-glass", theme.color("text-muted"))
            return
        paint.box(painter, self.rect(), theme.color(ground), theme.color("border-strong"), radius)
        muted = theme.color("text-muted")
        paint_icon(painter, glass, "magnifying-glass", muted)
        painter.setFont(font("body"))
        painter.setPen(muted)
        words = self.rect().adjusted(glass.right() + 1 + px(8), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._key:
            cap = QRect(0, 0, paint.key_cap_width(self._key), paint.key_cap_height())
            cap.moveCenter(self.rect().center())
            cap.moveRight(self.width() - px(8))
            paint.key_cap(
                painter, cap, self._key, muted, theme.color("raised"), theme.color("border")
            )

    def _describe(self) -> None:
        self.setAccessibleName("Search everything")
        self.setAccessibleDescription(self._key)
        hint = f"Search everything ({self._key})" if self._key else "Search everything"
        self.setToolTip(hint if self.folded else "")
