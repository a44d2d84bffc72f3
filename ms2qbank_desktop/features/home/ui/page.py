"""The home screen: a greeting at once, then card after card, each read on a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QStackedWidget, QWidget

from ms2qbank_desktop.features.home.models import Begun, Day
from ms2qbank_desktop.ui.changes import touches
from ms2qbank_desktop.ui.loading import LoadingPage
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.layouts import Box, column, row, scrolled

from .greeting import Greeting
from .tab_order import set_tab_order

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

    from .parts import Part

_SIDE, _BESIDE = 392, 860
"""Width of the cards at the right, and that of the page from which they stand there; in pixels at
100 % text."""
_MINUTE_MS = 60_000
_UNLIMITED = 16_777_215
"""QWIDGETSIZE_MAX."""


class _Slot:
    """The place of a card: what loads its class (on a worker), and where it stands."""

    def __init__(self, load: Callable[[], type[Part]], into: Box, *, last: bool = False) -> None:
        self.load, self.into, self.last = load, into, last
        self.part: Part | None = None
        self.topics: frozenset[str] | None = None
        self.stale = True


class HomePage(QWidget):
    """The cards stand in two columns, below each other where there is no room; the last one of a
    column takes the height that is left."""

    own_header = True
    topics = frozenset(
        {
            *("attempts", "blocks", "questions", "packs", "reviews", "cards", "decks", "tallies"),
            *("plans", "tasks", "notes", "notebooks", "videos", "watching", "reading", "articles"),
            *("spans", "users", "settings:streak_forgives", "settings:spaced_questions"),
        }
    )

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._day: date | None = None
        self.greeting = Greeting(ctx)
        self._top, self._left = column(gap=16), column(gap=16)
        self._right = column(gap=16)
        self._slots = (
            _Slot(_first_steps, self._top),
            _Slot(_progress, self._right),  # read in no time, while today imports the planner
            _Slot(_streak, self._right),
            _Slot(_today, self._left),
            _Slot(_stock, self._left),
            _Slot(_going, self._left),
            _Slot(_weak, self._left, last=True),
            _Slot(_lately, self._right, last=True),
        )
        self._task: Task | None = None
        self._fresh = False
        self._order = QTimer(self)
        self._order.setSingleShot(True)
        self._order.setInterval(0)
        self._order.timeout.connect(
            lambda: set_tab_order([self.greeting, self._top, self._left, self._right])
        )
        self._minutes = QTimer(self)
        self._minutes.setInterval(_MINUTE_MS)
        self._minutes.timeout.connect(self._on_minute)
        self._lay_out()
        ctx.changes.happened.connect(self._on_changes)

    @property
    def settled(self) -> bool:
        """Whether all cards show what there is."""
        return self._task is None and not any(slot.stale for slot in self._slots)

    def refresh(self) -> None:
        """Read the cards anew that show what has changed."""
        today = self._ctx.clock.study_day(self._ctx.clock.now())
        if today != self._day:
            self._day = today
            for slot in self._slots:
                slot.stale = True
        self._go_on()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._minutes.start()
        self._on_minute()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minutes.stop()
        self._order.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A card that comes or goes changes what the columns have."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._arrange()
        return super().eventFilter(watched, event)

    # Reading: a card at a time, so that none holds the window for longer than it takes itself

    def _on_changes(self, topics: frozenset[str]) -> None:
        for slot in self._slots:
            if slot.topics is None or touches(topics, slot.topics):
                slot.stale = True

    def _on_minute(self) -> None:
        """The hour and the study day go on without any change."""
        if self._day is not None:
            self.greeting.show_now(fresh=self._fresh)
            self.refresh()

    def _go_on(self) -> None:
        """Read for the first card that shows what is no longer so."""
        slot = next((one for one in self._slots if one.stale), None)
        if slot is None or self._task is not None or not self.isVisible():
            return
        slot.stale = False

        def work() -> tuple[type[Part], Any]:
            kind = slot.load()
            return kind, kind.read(self._ctx)

        self._task = self._ctx.tasks.run(
            "Reading what is new",
            lambda _progress: work(),
            done=lambda found: self._show(slot, *found),
        )
        self._task.ended.connect(self._on_ended)

    def _on_ended(self) -> None:
        self._task = None
        self._go_on()

    def _show(self, slot: _Slot, kind: type[Part], found: Any) -> None:
        if slot.part is None:
            slot.part, slot.topics = kind(self._ctx), kind.topics
            assert isinstance(slot.part, QWidget)  # noqa: S101 - cards are
            policy = QSizePolicy.Policy
            high = policy.Preferred if slot.last else policy.Maximum
            slot.part.setSizePolicy(policy.Preferred, high)
            slot.into.insertWidget(slot.into.count() - 1, slot.part, int(slot.last))
            slot.part.installEventFilter(self)
        slot.part.show_found(found)
        self._arrange()
        self._order.start()
        if isinstance(found, Begun):
            self._fresh = found.fresh
            self.greeting.show_now(fresh=found.fresh)
            if found.fresh:
                self._give_keyboard(slot.part)
        if isinstance(found, Day):
            self._follow_plan()

    def _give_keyboard(self, card: Part) -> None:
        """Let Enter begin, unless somebody has chosen another place for the keyboard."""
        held = self.window().focusWidget()
        if isinstance(card, QWidget) and (held is None or held.isAncestorOf(self)):
            card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow_plan(self) -> None:
        """Show the plan in the head too, once the planner is loaded."""
        if self.greeting.mood is None:
            from ms2qbank_desktop.features.planner.ui.plan_state import plan_state

            state = plan_state(self._ctx)
            self.greeting.follow(state)
            state.changed.connect(self._order.start)  # tasks come and go

    # Places

    def _lay_out(self) -> None:
        self._above, self._beside, self._side = QWidget(), QWidget(), QWidget()
        self._above.setLayout(self._top)
        self._beside.setLayout(self._left)
        self._side.setLayout(self._right)
        self._across = row(gap=16)
        self._across.addWidget(self._beside, 1)
        self._across.addWidget(self._side)
        inner = QWidget()
        content = column(self._above, gap=16)
        content.addLayout(self._across, 1)
        inner.setLayout(content)
        for stack in (self._top, self._left, self._right):
            stack.addStretch(0)
        area = scrolled(inner, "Home")
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._below = QStackedWidget()
        self._below.addWidget(LoadingPage())
        self._below.addWidget(area)
        whole = column(self.greeting, gap=16, margins=(0, 18, 0, 0))
        whole.addWidget(self._below, 1)
        self.setLayout(whole)
        self._arrange()
        signals().changed.connect(self._arrange)

    def _arrange(self) -> None:
        """Give the cards their columns; one that has nothing to show leaves its room to the
        other."""
        wide = self.width() >= px(_BESIDE)
        direction = QBoxLayout.Direction
        self._across.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        above, *shown = (_shows_any(stack) for stack in (self._top, self._left, self._right))
        self._above.setVisible(above)
        if above or any(shown):
            self._below.setCurrentIndex(1)
        if not self._fresh and any(slot.part is None for slot in self._slots):
            shown = [True, True]  # who has a past has cards in both: no place is given away
        self._beside.setVisible(shown[0])
        self._side.setVisible(shown[1])
        if wide and all(shown):
            self._side.setFixedWidth(px(_SIDE))
        else:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(_UNLIMITED)


def _shows_any(stack: Box) -> bool:
    items = (stack.itemAt(at) for at in range(stack.count()))
    widgets = (item.widget() for item in items if item is not None)
    return any(widget is not None and not widget.isHidden() for widget in widgets)


# What a card needs is imported on the worker that reads for it.


def _first_steps() -> type[Part]:
    from .first_steps import FirstSteps

    return FirstSteps


def _today() -> type[Part]:
    from .today_card import TodayCard

    return TodayCard


def _stock() -> type[Part]:
    from .stock_card import StockCard

    return StockCard


def _progress() -> type[Part]:
    from .progress_card import ProgressCard

    return ProgressCard


def _going() -> type[Part]:
    from .going_card import GoingCard

    return GoingCard


def _streak() -> type[Part]:
    from .streak_card import StreakCard

    return StreakCard


def _weak() -> type[Part]:
    from .weak_card import WeakCard

    return WeakCard


def _lately() -> type[Part]:
    from .lately_card import LatelyCard

    return LatelyCard
