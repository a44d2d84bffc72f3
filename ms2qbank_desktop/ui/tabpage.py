"""The page of a tab: header, sub-pages built at their first visit, pages laid over them.

What a sub-page (any QWidget) may offer; all of it is optional:

- ``refresh()``: reads its data. Called before the page is shown for the first time, and again
  when one of its ``topics`` has changed: at once if it is visible, else at the next visit.
- ``topics: frozenset[str]``: what it shows, as services announce it. ``cards`` also means
  ``cards:deck/12``.
- ``header_actions() -> list[QWidget]``: buttons for the header, asked for once; quiet ones first,
  the primary last.
- ``header_control() -> QWidget``: what steers the page, after the sub-pages; asked for once.
- ``header_facts() -> str``: muted facts of the header, asked for after every refresh, and when
  ``facts_changed`` is emitted, if the page has such a signal.
- ``side: QWidget``: stands at the left of header and page, over the whole height.
- ``desk = True``: panes edge to edge, without the padding and the greatest width of a page.
- ``own_header = True``: brings its header, or needs none; laid over another page, Esc included.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from .changes import touches
from .theme import length, signals
from .widgets.banner import BannerArea
from .widgets.empty import EmptyState
from .widgets.header import PageHeader
from .widgets.layouts import column, row
from .widgets.segmented import Segmented

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ms2qbank_desktop.core.feature import FeatureSpec, PageSpec

    from .context import UiContext

_UNLIMITED = 16_777_215
"""QWIDGETSIZE_MAX."""


class _Sheet(QWidget):
    """A header, the banners of the page, and the page below; knows whether it is stale."""

    def __init__(self, header: PageHeader, *, bare: bool = False) -> None:
        super().__init__()
        self.header = header
        self.banners = BannerArea()
        self.stack = QStackedWidget()
        self._stale: set[QWidget] = set()
        self._actions: dict[QWidget, list[QWidget]] = {}
        self._controls: dict[QWidget, QWidget] = {}
        self._sides: dict[QWidget, QWidget] = {}
        self._body = column(gap=0)
        self._body.addWidget(self.stack, 1)
        self._above = column(header, self.banners, gap=12)
        self._inner = column(self._above, gap=0)
        self._inner.addLayout(self._body, 1)
        self._column = QWidget()
        self._column.setLayout(self._inner)
        self._across = row(gap=0)
        self._across.addWidget(self._column, 1)
        self._across.addStretch(0)
        self.setLayout(self._across)
        self._show_header(shown=not bare)
        signals().changed.connect(self._on_theme_changed)

    def add(self, page: QWidget) -> None:
        """Put a page into the sheet; it is read at its first showing."""
        self.stack.addWidget(page)
        self._stale.add(page)
        offer = getattr(page, "header_actions", None)
        self._actions[page] = offer() if offer else []
        if control := getattr(page, "header_control", None):
            self._controls[page] = control()
        if side := getattr(page, "side", None):
            self._sides[page] = QWidget()  # so that the page may hide its side, and it stays hidden
            self._sides[page].setLayout(row(side, gap=0))
            self._sides[page].hide()
            self._across.insertWidget(0, self._sides[page])
        if changed := getattr(page, "facts_changed", None):
            changed.connect(self._ask_facts)

    def turn_to(self, page: QWidget) -> None:
        """Show a page of the sheet."""
        self._inner.setEnabled(False)  # else all is laid out for each button that is shown
        self.stack.setCurrentWidget(page)
        self.header.set_actions(self._actions[page])
        self.header.set_control(self._controls.get(page))
        self._show_header(shown=not getattr(page, "own_header", False))
        for owner, side in self._sides.items():
            side.setVisible(owner is page)
        self._on_theme_changed()
        self._inner.setEnabled(True)
        self.read_if_stale()

    def _show_header(self, *, shown: bool) -> None:
        self.header.setHidden(not shown)
        self._above.set_margins((24, 16, 24, 16) if shown else 0)

    def mark(self, topics: frozenset[str]) -> bool:
        """Mark the pages stale that show ``topics``; say whether the visible one is among them."""
        for page in self._actions:
            if touches(topics, getattr(page, "topics", frozenset())):
                self._stale.add(page)
        return self.isVisible() and self.stack.currentWidget() in self._stale

    def read_if_stale(self) -> None:
        """Have the visible page read its data if something has changed since it last did."""
        page = self.stack.currentWidget()
        if page is None or page not in self._stale:
            return
        self._stale.discard(page)
        if refresh := getattr(page, "refresh", None):
            refresh()
        self._ask_facts()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.read_if_stale()

    def _ask_facts(self) -> None:
        if facts := getattr(self.stack.currentWidget(), "header_facts", None):
            self.header.set_facts(facts())

    def _on_theme_changed(self) -> None:
        desk = bool(getattr(self.stack.currentWidget(), "desk", False))
        self._body.set_margins(0 if desk else (24, 0, 24, 24))
        limit = length("page_max") + 2 * length("page_padding")
        self._column.setMaximumWidth(_UNLIMITED if desk else limit)


class TabPage(QStackedWidget):
    """One tab. ``currentChanged`` tells that another sheet, with other banners, is on top.

    It has its ``parent`` before it has pages: Qt styles all that is in a widget anew whenever that
    widget moves into another.
    """

    def __init__(
        self, feature: FeatureSpec, pages: Sequence[PageSpec], ctx: UiContext, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._specs = {spec.id: spec for spec in pages}
        self._built: dict[str, QWidget] = {}
        self._main = _Sheet(PageHeader(feature.title))
        self._sheets = [self._main]
        self.addWidget(self._main)
        self._segmented = Segmented([(spec.id, spec.title) for spec in pages], feature.title)
        self._segmented.chosen.connect(self.open)
        self._main.header.set_sub_pages(self._segmented)
        self._segmented.setVisible(len(pages) > 1)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(0)
        self._late.timeout.connect(self._on_late)
        ctx.changes.happened.connect(self._on_changes)
        self.open(pages[0].id)

    @property
    def page(self) -> str:
        """The id of the sub-page that is open."""
        return self._segmented.value

    @property
    def banners(self) -> BannerArea:
        """The place of banners on what is uppermost."""
        return self._top().banners

    def open(self, page: str) -> None:
        """Show a sub-page and close the pages laid over it; KeyError for an unknown id."""
        while self.count() > 1:
            self.close_detail()
        if page not in self._built:
            self._built[page] = self._build(self._specs[page].build)
            self._main.add(self._built[page])
        self._segmented.set_value(page)
        self._main.turn_to(self._built[page])

    def open_detail(self, widget: QWidget, title: str, facts: str = "") -> None:
        """Lay a page over the sub-page, with an arrow back."""
        header = PageHeader(title, back=True)
        header.set_facts(facts)
        header.back_requested.connect(self.close_detail)
        own_header = bool(getattr(widget, "own_header", False))
        sheet = _Sheet(header, bare=own_header)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), sheet)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.close_detail)
        escape.setEnabled(not own_header)
        self._sheets.append(sheet)
        self.addWidget(sheet)
        sheet.add(widget)  # last: Qt goes through the whole tree that is moved
        self.setCurrentWidget(sheet)
        sheet.turn_to(widget)

    def close_detail(self) -> None:
        """Take the uppermost detail page away, if there is one."""
        if self.count() == 1:
            return
        sheet = self._sheets.pop()
        self.setCurrentWidget(self._top())  # before it goes: the keyboard is where it was then
        self.removeWidget(sheet)
        sheet.deleteLater()
        self._top().read_if_stale()

    def _top(self) -> _Sheet:
        return self._sheets[-1]

    def _build(self, build: Callable[[UiContext], QWidget]) -> QWidget:
        try:
            return build(self._ctx)
        except Exception as error:
            self._ctx.messages.show(error)
            return EmptyState(
                "warning-circle",
                "This page could not be opened",
                "The other pages keep working. Start the program again to try once more.",
            )

    def _on_changes(self, topics: frozenset[str]) -> None:
        visible = [sheet.mark(topics) for sheet in self._sheets]
        if any(visible):
            self._late.start()

    def _on_late(self) -> None:
        if self.isVisible():
            self._top().read_if_stale()
