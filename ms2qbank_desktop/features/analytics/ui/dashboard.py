"""A page of cards: reads what is looked at, and says where there is nothing yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedLayout, QWidget

from ms2qbank_desktop.features.analytics.service.statistics import StatsService
from ms2qbank_desktop.ui.widgets.banner import Banner
from ms2qbank_desktop.ui.widgets.layouts import column

from .look_bar import header_buttons
from .looking import look_state
from .sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.widgets.empty import EmptyState

    from .looking import Look
    from .sheet import Row

TOPICS = frozenset({"attempts", "reviews", "tallies", "cards", "blocks", "questions"})


class DashboardPage(QWidget):
    """``rows`` of cards. ``empty`` stands in their place as long as ``has_any`` says no."""

    topics = TOPICS | {"settings:target_share"}

    def __init__(
        self, ctx: UiContext, rows: Sequence[Row], empty: EmptyState | None = None
    ) -> None:
        super().__init__()
        self._ctx = ctx
        self._state = look_state(ctx)
        self._shown: Look | None = None
        self.sheet = Sheet(ctx, rows)
        self._empty = empty
        self.counting = Banner(
            "Older answers are still being counted",
            "Numbers grow until that is done; you can go on.",
            closable=False,
        )
        self.counting.hide()
        below = QWidget()
        self._stack = QStackedLayout(below)
        self._stack.addWidget(self.sheet)
        if empty is not None:
            self._stack.addWidget(empty)
        whole = column(self.counting, gap=12)
        whole.addWidget(below, 1)
        self.setLayout(whole)
        self._state.changed.connect(self._on_look_changed)

    def refresh(self) -> None:
        """Read everything anew."""
        self._show(fresh=True)

    def _show(self, *, fresh: bool) -> None:
        stats = self._ctx.service(StatsService)
        self.counting.setVisible(not stats.ready())
        self._shown = self._state.look
        if self._empty is not None and not self.has_any(stats):
            self._stack.setCurrentWidget(self._empty)
            return
        self._stack.setCurrentWidget(self.sheet)
        self.sheet.show_look(self._shown, fresh=fresh)

    def has_any(self, stats: StatsService) -> bool:
        """Say whether there is anything to show, whatever is looked at."""
        return bool(stats.total(self._ctx.user_id).attempts)

    def header_actions(self) -> list[QWidget]:
        return header_buttons(self._ctx)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._shown is not None and self._shown != self._state.look:
            self._show(fresh=False)

    def _on_look_changed(self) -> None:
        if self.isVisible():
            self._show(fresh=False)
