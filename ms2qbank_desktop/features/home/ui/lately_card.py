"""What was studied last, and what stands out in one's habits."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ms2qbank_desktop.features.analytics.service.advice import AdviceService
from ms2qbank_desktop.features.home.service import HomeService
from ms2qbank_desktop.features.planner.ui.today.log_card import ICONS, sitting_words
from ms2qbank_desktop.ui.theme import current, metrics, px, signals
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import Box, column, row
from ms2qbank_desktop.ui.words import short_day

from .parts import ask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.analytics.tips import Tip
    from ms2qbank_desktop.features.planner.study_models import Sitting
    from ms2qbank_desktop.ui.context import UiContext

TIPS = 2
"""At most so many are said."""
_LEAST, _RING = 84, 6
"""Height of what can be seen of the lines, and room for the focus ring beside them, in pixels at
100 % text."""


class Lately(NamedTuple):
    """The last sittings, the latest first, and what is to be said."""

    sittings: Sequence[Sitting]
    tips: Sequence[Tip]


class LatelyCard(Card):
    """Sittings, then tips; scrolls where there is no room."""

    topics = frozenset(
        {"attempts", "reviews", "watching", "reading", "tasks", "tallies", "cards", "blocks"}
    )

    def __init__(self, ctx: UiContext) -> None:
        super().__init__("Lately", outset=_RING)
        self._ctx = ctx
        self._lines = column(gap=8)
        self._tips = column(gap=8)
        inner = QWidget()
        sides = (_RING, 2, _RING, 2)
        inner.setLayout(column(self._lines, self._tips, None, gap=12, margins=sides))
        self.area = _Area(inner)
        self.area.verticalScrollBar().rangeChanged.connect(self._on_range)
        self._on_range(0, 0)
        self.body.addWidget(self.area, 1)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)
        self.hide()

    @staticmethod
    def read(ctx: UiContext) -> Lately:
        tips = ctx.service(AdviceService).tips(ctx.user_id)
        return Lately(ctx.service(HomeService).lately(ctx.user_id), tips[:TIPS])

    def show_found(self, found: Lately) -> None:
        self.setVisible(bool(found.sittings or found.tips))
        self.set_title("Lately" if found.sittings else "What stands out")
        clock = self._ctx.clock
        _fill(self._lines, [_line(one, when(one, clock)) for one in found.sittings])
        _fill(self._tips, [TipBox(self._ctx, tip) for tip in found.tips])

    def _on_range(self, _least: int, most: int) -> None:
        """Take the keyboard only where there is something to scroll."""
        policy = Qt.FocusPolicy.StrongFocus if most else Qt.FocusPolicy.NoFocus
        self.area.setFocusPolicy(policy)

    def _on_theme_changed(self) -> None:
        self.area.setMinimumHeight(px(_LEAST))


class _Area(QScrollArea):
    """Scrolls up and down, by keyboard too."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.ring_target = self
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content.setProperty("ground", "none")
        self.setWidget(content)


class TipBox(QWidget):
    """A tip, and the button that does something about it."""

    def __init__(self, ctx: UiContext, tip: Tip) -> None:
        super().__init__()
        self.text = Label(tip.text, "caption", wrap=True)
        inner = row(Glyph("lightbulb", "accent"), gap=12, margins=(14, 10, 12, 10))
        words = column(self.text, gap=6)
        if tip.request:
            button = Button("Do this now", "link", size="small")
            button.setAccessibleName(f"Do this now: {tip.text}")
            button.clicked.connect(lambda: ask(ctx, tip.request, *tip.args))
            words.add(row(button, None))
        inner.addLayout(words, 1)
        self.setLayout(inner)
        self.setAccessibleName(tip.text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = current(), QPainter(self)
        radius = metrics().radius["small"]
        paint.box(painter, self.rect(), theme.color("raised"), theme.color("border"), radius)
        bar = self.rect()
        bar.setWidth(metrics().border["state_bar"])
        painter.fillRect(bar, theme.color("accent"))


def _fill(stack: Box, widgets: Sequence[QWidget]) -> None:
    while (item := stack.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
    stack.add(*widgets)


def when(one: Sitting, clock: Clock) -> str:
    """Return the hour of a sitting of this study day, or the day of an older one."""
    now = clock.now()
    if clock.study_day(one.ended) == clock.study_day(now):
        return f"{one.ended.astimezone():%H:%M}"
    return short_day(one.ended, now)


def _line(one: Sitting, said: str) -> QWidget:
    inner = row(Glyph(ICONS[one.activity], "text-muted"), gap=12)
    inner.addWidget(Elided(sitting_words(one)), 1)
    inner.addWidget(Label(said, "caption", "text-muted"))
    around = QWidget()
    around.setLayout(inner)
    return around
