"""The window: tabs, the pages under them, status bar. It is shown before there are services."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from ms2qbank_desktop.core.errors import EnvironmentFault, Fault
from ms2qbank_desktop.core.paths import APP_NAME

from .command import Command
from .commands import Commands
from .droparea import FileDrop
from .keys.keymap import KeyMap
from .loading import LoadingPage
from .menus import HAS_NATIVE_BAR, MenuTree
from .messages import Messages
from .statusbar import StatusBar
from .tabbar import TopBar
from .tabpage import TabPage
from .tasks import Tasks
from .theme import metrics
from .viewmenu import view_commands
from .widgets.banner import BannerArea
from .widgets.buttons import Button
from .widgets.empty import EmptyState
from .widgets.layouts import column

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ms2qbank_desktop.core.feature import FeatureSpec, PageSpec
    from ms2qbank_desktop.core.settings import Settings

    from .context import UiContext

log = logging.getLogger(__name__)


def _pages_by_tab(features: Sequence[FeatureSpec]) -> dict[str, list[PageSpec]]:
    pages = sorted((page for f in features for page in f.pages), key=lambda page: page.order)
    tabs = [f for f in sorted(features, key=lambda f: f.order) if f.icon]
    named = {tab.id: [page for page in pages if page.tab == tab.id] for tab in tabs}
    return {tab: found for tab, found in named.items() if found}


def _first_stop(page: QWidget) -> QWidget | None:
    """Return the first widget of ``page`` that Tab stops at."""
    stop = page.nextInFocusChain()
    while stop is not None and stop is not page:
        stops = bool(stop.focusPolicy() & Qt.FocusPolicy.TabFocus) and stop.isVisible()
        if stops and page.isAncestorOf(stop):
            return stop
        stop = stop.nextInFocusChain()
    return None


class Shell(QMainWindow):
    """The only window. Tabs are the features with an icon that have a page.

    The app builds it, shows it, makes the services, and then calls :meth:`ready`. Pages are built
    at their first visit. It is the Navigator of the pages. ``files_dropped`` carries a list of
    paths; ``closing`` comes once, before the window goes and after all tasks have ended.
    """

    files_dropped = Signal(list)
    closing = Signal()

    def __init__(self, features: Sequence[FeatureSpec], settings: Settings, reports: Path) -> None:
        super().__init__()
        self._settings = settings
        self._features = {feature.id: feature for feature in features}
        self._pages = _pages_by_tab(features)
        self._built: dict[str, TabPage] = {}
        self._ctx: UiContext | None = None
        self._guest: QWidget | None = None
        self._room: QWidget | None = None
        self._alt_alone = False
        self.commands = Commands(self, KeyMap(settings))
        self.messages = Messages(self, reports)
        self.tasks = Tasks(self.messages.show)
        self.status = StatusBar()
        self.setWindowTitle(APP_NAME)
        layout = metrics().layout
        self.setMinimumSize(layout["min_width"], layout["min_height"])
        shown = [self._features[tab] for tab in self._pages]
        self.top = TopBar(shown, menu_button=not HAS_NATIVE_BAR)
        self._tab_stack = QStackedWidget()
        self._tab_stack.addWidget(LoadingPage())
        frame = QWidget()
        frame.setLayout(column(self.top, self._tab_stack, self.status, gap=0))
        self._root = QStackedWidget()
        self._root.addWidget(frame)
        self.setCentralWidget(self._root)
        self._tab_stack.setFocus()  # else the menu button has it, as the first in the window
        FileDrop(self, self.files_dropped.emit, self._wanted_files)
        self._restore(layout["window_width"], layout["window_height"])
        self._connect()
        self.commands.add(*self._own_commands(), *view_commands(self, settings))
        self.commands.serve("open-setting", self._show_settings)

    @property
    def tab(self) -> str:
        """The id of the tab that is open, "" without any."""
        at = self.top.tabs.currentIndex()
        return list(self._pages)[at] if at >= 0 else ""

    @property
    def taken_over(self) -> QWidget | None:
        """The widget that has the whole window now."""
        return self._guest

    def ready(self, ctx: UiContext) -> None:
        """Take the services and build the page that is open."""
        self._ctx = ctx
        self._show_tab(self.tab)

    def fail(self, error: BaseException) -> None:
        """Say in the place of the pages that there are no services, and why."""
        title, advice = "Your data could not be opened", "The report says why."
        if isinstance(error, Fault):
            title, advice = error.message, error.advice
        else:
            self.messages.show(error)
        leave = Button("Quit")
        leave.clicked.connect(self.close)
        sheet = EmptyState("warning-circle", title, advice, leave)
        self._tab_stack.addWidget(sheet)
        self._tab_stack.setCurrentWidget(sheet)
        self.commands.suspend()

    def set_profile(self, name: str) -> None:
        """Show whose data this is; the menu "Profile" of the commands opens there."""
        self.top.profile.set_name(name)
        self.top.profile.setVisible("Profile" in self.commands.menus())

    def open(self, tab: str, page: str = "") -> None:
        """Show a page of a tab; "" keeps its sub-page. KeyError for an unknown one."""
        if tab not in self._pages:
            raise KeyError(tab)
        self.top.choose(tab)
        self._show_tab(tab)
        if page and tab in self._built:
            self._built[tab].open(page)

    def open_detail(self, widget: QWidget, title: str, facts: str = "") -> None:
        """Lay a page over the present tab, under a header with an arrow back."""
        self._built[self.tab].open_detail(widget, title, facts)

    def close_detail(self) -> None:
        """Take the uppermost detail page away."""
        self._built[self.tab].close_detail()

    def show_frame(self, *, shown: bool) -> None:
        """Show tab bar and status bar, or give their room to the page."""
        self.top.setVisible(shown)
        self.status.setVisible(shown)

    def set_badge(self, tab: str, number: int, words: str) -> None:
        """Say at a tab how much waits there, 0 for nothing; ``words``: what it is, for ears."""
        self.top.set_badge(tab, number, words)

    def say_doing(self, text: str) -> None:
        """Say in the status bar what goes on, until told ""."""
        self.status.set_doing(text)

    def take_over(self, widget: QWidget) -> None:
        """Give the whole window to ``widget``; commands declared so far sleep meanwhile.

        Banners go to its ``banners`` (a BannerArea) if it has one, else above it.
        """
        self.give_back()
        own = getattr(widget, "banners", None)
        area = own if isinstance(own, BannerArea) else BannerArea()
        layout = column(*([] if area is own else [area]), gap=0)
        self._guest = widget
        self._room = QWidget()
        self._room.setLayout(layout)
        self._root.addWidget(self._room)
        layout.addWidget(widget, 1)  # last: Qt goes through the whole tree that is moved
        self._root.setCurrentWidget(self._room)
        self.commands.suspend()
        self.messages.set_area(area)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def give_back(self) -> None:
        """Show tabs and pages again; the widget that had the window is deleted."""
        if self._room is None:
            return
        room = self._room
        self._room = self._guest = None
        self._root.setCurrentIndex(0)  # before the room goes: the keyboard is where it was then
        self._root.removeWidget(room)
        room.deleteLater()
        self.commands.resume()
        self._use_banners()

    def event(self, event: QEvent) -> bool:
        # Alt alone opens the menu. Keys that a shortcut takes are seen here as overrides only, and
        # those that a text takes before it as releases only.
        if event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            self._alt_alone = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Alt
        elif event.type() == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            self._alt_alone = self._alt_alone and event.key() == Qt.Key.Key_Alt
        return super().event(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Alt and self._alt_alone and self._room is None:
            self._alt_alone = False
            self.top.open_menu()
        super().keyReleaseEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.tasks.close()
        try:
            geometry = self.saveGeometry().toBase64().toStdString()
            self._settings.set("window_geometry", geometry)
            self._settings.set("last_tab", self.tab)
        except EnvironmentFault as fault:
            log.warning("size of the window not kept: %s", fault)
        self.hide()  # whoever has the window writes down where it is, while there is a store
        self.closing.emit()
        super().closeEvent(event)

    def _connect(self) -> None:
        self.top.tab_chosen.connect(self._show_tab)
        self.tasks.started.connect(self.status.add_task)
        self.top.profile_menu.aboutToShow.connect(self.commands.refresh)
        self.top.profile_menu.aboutToShow.connect(
            lambda: self.commands.fill(self.top.profile_menu, "Profile")
        )
        MenuTree(self.menuBar() if HAS_NATIVE_BAR else self.top.menu, self.commands, "Profile")

    def _wanted_files(self, files: list[Path]) -> list[Path]:
        return files if self._ctx and self._room is None else []

    def _own_commands(self) -> list[Command]:
        go = [
            Command(
                f"go-{tab}",
                self._features[tab].title,
                partial(self.open, tab),
                f"Ctrl+{at}",
                menu="Go",
                icon=self._features[tab].icon or "",
            )
            for at, tab in enumerate(self._pages, start=1)
        ]
        region = Command("next-region", "Next region", self._next_region, "F6", menu="Go")
        leave = Command(
            "quit", "Quit", self._quit, "Ctrl+Q", menu="File", section="quit", anywhere=True
        )
        keys = Command(
            "keys",
            "Keys…",
            self._show_keys,
            "F1",
            menu="Help",
            section="keys",
            icon="keyboard",
            anywhere=True,
        )
        settings = Command(
            "settings",
            "Settings…",
            self._show_settings,
            "Ctrl+,",
            menu="File",
            section="settings",
            icon="gear",
        )
        return [*go, region, settings, leave, keys]

    def _quit(self) -> None:
        self.close()

    def _show_keys(self) -> None:
        from .keys.sheet import KeySheet

        KeySheet(self.commands, self).open()

    def _show_settings(self, key: str = "") -> None:
        from .settings.dialog import SettingsDialog

        dialog = SettingsDialog(self._settings, self.commands, self)
        dialog.open()
        dialog.go_to(key)

    def _next_region(self) -> None:
        focus = self.focusWidget()
        page = self._tab_stack.currentWidget()
        if page is None or focus is None or page.isAncestorOf(focus):
            self.top.tabs.setFocus(Qt.FocusReason.TabFocusReason)
        elif stop := _first_stop(page):
            stop.setFocus(Qt.FocusReason.TabFocusReason)

    def _restore(self, width: int, height: int) -> None:
        kept = QByteArray.fromBase64(self._settings.get("window_geometry").encode())
        if kept.isEmpty() or not self.restoreGeometry(kept):
            self.resize(width, height)
        last = self._settings.get("last_tab")
        if last in self._pages:
            self.top.choose(last)

    def _show_tab(self, tab: str) -> None:
        if self._ctx is None or not tab:
            return
        if tab not in self._built:
            page = TabPage(self._features[tab], self._pages[tab], self._ctx, self._tab_stack)
            page.currentChanged.connect(self._use_banners)
            self._built[tab] = page
            self._tab_stack.addWidget(page)
        self._tab_stack.setCurrentWidget(self._built[tab])
        self._use_banners()

    def _use_banners(self) -> None:
        if self._room is None and self.tab in self._built:
            self.messages.set_area(self._built[self.tab].banners)
