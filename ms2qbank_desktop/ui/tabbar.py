"""The bar at the top of the window: menu, tabs, search, profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFont,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QTabBar, QToolButton, QWidget

from .icons import is_icon, paint_icon
from .menus import Menu
from .searchbutton import SearchButton
from .theme import control, current, font, icon_size, metrics, px, signals
from .widgets import paint
from .widgets.buttons import IconButton
from .widgets.layouts import row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.core.feature import FeatureSpec

_NARROW = 1300
_NARROWEST = 1040
_GAPS = 60
"""Pixels at 100 % text around menu, tabs, search and profile."""
_LARGEST_BADGE = 999


class Tabs(QTabBar):
    """Tabs with icon and word; the room of the bold word is reserved, so that nothing moves."""

    def __init__(self, features: Sequence[FeatureSpec]) -> None:
        super().__init__()
        self.paints_focus = True
        self._features = features
        self._padding, self._words_for_all = 12, True
        self._badges = [""] * len(features)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setMouseTracking(True)
        self.setAccessibleName("Tabs")
        for feature in features:
            at = self.addTab(feature.title)
            self.setAccessibleTabName(at, feature.title)
        self.currentChanged.connect(self._lay_out)

    def set_room(self, width: int) -> None:
        """Fit the tabs to the width of the window."""
        padding = 10 if width < px(_NARROW) else 12
        words = width >= px(_NARROWEST)
        if (padding, words) != (self._padding, self._words_for_all):
            self._padding, self._words_for_all = padding, words
            self._lay_out()

    def set_badge(self, index: int, number: int, words: str) -> None:
        """Show a number beside a tab, 0 for none; ``words``: what it counts."""
        more = "+" if number > _LARGEST_BADGE else ""
        self._badges[index] = f"{min(number, _LARGEST_BADGE)}{more}" if number else ""
        title = self._features[index].title
        self.setAccessibleTabName(index, f"{title}, {words}" if number else title)
        self._lay_out()

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), control("tab_bar"))

    def tabSizeHint(self, index: int) -> QSize:
        width = 2 * px(self._padding) + icon_size()
        if self._has_word(index):
            words = QFontMetrics(font("strong")).horizontalAdvance(self._features[index].title)
            width += px(8) + words + px(2)
        if self._badges[index]:
            width += px(6) + self._badge_width(index)
        return QSize(width, control("tab_bar"))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        hovered = self.tabAt(self.mapFromGlobal(self.cursor().pos()))
        for index in range(self.count()):
            self._paint_tab(painter, index, hovered=index == hovered and self.underMouse())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.update()

    def _paint_tab(self, painter: QPainter, index: int, *, hovered: bool) -> None:
        theme = current()
        area = self.tabRect(index)
        feature = self._features[index]
        chosen = index == self.currentIndex()
        name = feature.icon or "circle"
        if chosen and is_icon(f"{name}-fill"):
            name = f"{name}-fill"
        edge, left = icon_size(), area.left() + px(self._padding)
        glyph = QRect(left, area.top() + (area.height() - edge) // 2, edge, edge)
        ink = "text" if chosen or hovered else "text-muted"
        paint_icon(painter, glyph, name, theme.color("accent" if chosen else ink))
        if self._has_word(index):
            painter.setFont(self._face(chosen=chosen))
            painter.setPen(theme.color(ink))
            words = area.adjusted(glyph.right() + 1 + px(8) - area.left(), 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, feature.title)
        if self._badges[index]:
            self._paint_badge(painter, index, area)
        if chosen:
            width = metrics().border["tab_bar"]
            line = QRect(area.left(), area.bottom() + 1 - width, area.width(), width)
            painter.fillRect(line, theme.color("accent"))
            if self.hasFocus():
                ring = area.adjusted(2, 4, -2, -6)
                pen = painter.pen()
                pen.setColor(theme.color("focus-ring"))
                pen.setWidth(metrics().border["focus"])
                painter.setPen(pen)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.drawRoundedRect(ring, 6, 6)

    def _badge_width(self, index: int) -> int:
        words = QFontMetrics(font("micro", weight=600)).horizontalAdvance(self._badges[index])
        return max(px(18), words + px(10))

    def _paint_badge(self, painter: QPainter, index: int, area: QRect) -> None:
        theme = current()
        width, height = self._badge_width(index), px(18)
        left = area.right() + 1 - px(self._padding) - width
        place = QRect(left, area.top() + (area.height() - height) // 2, width, height)
        paint.box(painter, place, theme.color("accent-subtle"), None, height / 2)
        painter.setFont(font("micro", weight=600))
        painter.setPen(theme.color("accent"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._badges[index])

    @staticmethod
    def _face(*, chosen: bool) -> QFont:
        return font("body", weight=600 if chosen else 500)

    def _has_word(self, index: int) -> bool:
        return self._words_for_all or index == self.currentIndex()

    def _lay_out(self) -> None:
        self.setElideMode(self.elideMode())  # the one public way to have tabs measured anew
        for index, feature in enumerate(self._features):
            self.setTabToolTip(index, "" if self._has_word(index) else feature.title)
        self.updateGeometry()
        self.update()


class _Profile(QToolButton):
    """The initials of the user in a circle; opens the menu of the profile."""

    def __init__(self) -> None:
        super().__init__()
        self._initials = ""
        self.ring_radius = control("button") // 2
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_name("")

    def set_name(self, name: str) -> None:
        self._initials = "".join(word[0] for word in name.split()[:2]).upper()
        self.setAccessibleName(f"Profile {name}".strip())
        self.setToolTip(name or "Profile")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(28), px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        paint.box(painter, self.rect(), theme.color("accent-subtle"), None, self.height() / 2)
        if self._initials:
            painter.setFont(font("caption", weight=600))
            painter.setPen(theme.color("accent"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._initials)
        else:
            edge = icon_size()
            glyph = QRect(0, 0, edge, edge)
            glyph.moveCenter(self.rect().center())
            paint_icon(painter, glyph, "user", theme.color("accent"))


class TopBar(QWidget):
    """Menu button, tabs, search, profile.

    ``tab_chosen`` tells the id of the tab the user went to, ``search_requested`` a click on what
    looks like a search field.
    """

    tab_chosen = Signal(str)
    search_requested = Signal()

    def __init__(self, features: Sequence[FeatureSpec], *, menu_button: bool) -> None:
        super().__init__()
        self._ids = [feature.id for feature in features]
        self.menu = Menu(self)
        self.menu_button = IconButton("list", "Menu", "Alt")
        self.menu_button.setMenu(self.menu)
        self.tabs = Tabs(features)
        self.search = SearchButton()
        self.search.clicked.connect(self.search_requested)
        self.profile = _Profile()
        self.profile_menu = Menu(self)
        self.profile.setMenu(self.profile_menu)
        self.profile.hide()
        right = row(self.search, self.profile, gap=10)
        layout = row(self.menu_button, self.tabs, None, right, gap=2, margins=(8, 0, 12, 0))
        self.setLayout(layout)
        self.menu_button.setVisible(menu_button)
        self.tabs.currentChanged.connect(self._on_current_changed)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def choose(self, tab: str) -> None:
        """Show ``tab`` as the current one; tells ``tab_chosen`` if it was another."""
        self.tabs.setCurrentIndex(self._ids.index(tab))

    def set_badge(self, tab: str, number: int, words: str) -> None:
        """Say at a tab how much waits there, 0 for nothing; ``words``: what it is."""
        self.tabs.set_badge(self._ids.index(tab), number, words)
        self._share_room()

    def open_menu(self) -> None:
        """Open the menu under its button, as Alt does."""
        if self.menu_button.isVisible():
            corner = self.menu_button.rect().bottomLeft()
            self.menu.popup(self.menu_button.mapToGlobal(corner))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().color("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, current().color("border"))

    def _share_room(self) -> None:
        """Give the search what tabs, menu and profile leave."""
        self.tabs.set_room(self.width())
        taken = self.menu_button.sizeHint().width() if self.menu_button.isVisibleTo(self) else 0
        taken += self.tabs.sizeHint().width() + self.profile.sizeHint().width() + px(_GAPS)
        self.search.set_room(self.width() - taken)

    def _on_current_changed(self, index: int) -> None:
        self._share_room()
        self.tab_chosen.emit(self._ids[index])

    def _on_theme_changed(self) -> None:
        self.setFixedHeight(control("tab_bar"))
        self._share_room()
