"""What was studied last, and what stands out in one's habits."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.features.analytics.service.advice import AdviceService
from ms2qbank_desktop.features.home.service import HomeService
from ms2qbank_desktop.features.planner.ui.today.log_card import ICONS, sitting_words
from ms2qbank_desktop.ui.theme import current, metrics
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

TIPS = 1
"""So many are said: one is read, and the page fits a small screen."""
_LEAST, _GAP = 3, 8
"""So many lines stand there however little room is left; between two, in pixels."""


class Lately(NamedTuple):
    """The last sittings, the latest first, and what is to be said."""

    sittings: Sequence[Sitting]
    tips: Sequence[Tip]


class LatelyCard(Card):
    """Sittings, as many as there is room for, then tips."""

    topics = frozenset(
        {"attempts", "reviews", "watching", "reading", "tasks", "tallies", "cards", "blocks"}
    )

    def __init__(self, ctx: UiContext) -> None:
        super().__init__("Lately")
        self._ctx = ctx
        self.lines = _Lines()
        self._tips = column(gap=8)
        inside = column(gap=12)
        inside.addWidget(self.lines, 1)
        inside.addLayout(self._tips)
        self.body.addLayout(inside, 1)
        self.hide()

    @staticmethod
    def read(ctx: UiContext) -> Lately:
        tips = ctx.service(AdviceService).tips(ctx.user_id)
        return Lately(ctx.service(HomeService).lately(ctx.user_id), tips[:TIPS])

    def show_found(self, found: Lately) -> None:
        self.setVisible(bool(found.sittings or found.tips))
        self.set_title("Lately" if found.sittings else "What stands out")
        clock = self._ctx.clock
        self.lines.show_lines([_line(one, when(one, clock)) for one in found.sittings])
        _empty(self._tips)
        self._tips.add(*(TipBox(self._ctx, tip) for tip in found.tips))


class _Lines(QWidget):
    """Lines below each other; one that has no room as a whole is not shown, so that nothing is
    cut and nothing scrolls inside the page, which scrolls itself."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[QWidget] = []
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Preferred, policy.MinimumExpanding)

    def show_lines(self, lines: list[QWidget]) -> None:
        for old in self._lines:
            old.hide()
            old.deleteLater()
        self._lines = lines
        for one in lines:
            one.setParent(self)
        self.setVisible(bool(lines))
        self.updateGeometry()
        self._place()

    def sizeHint(self) -> QSize:
        """Ask for the fewest lines: a page that scrolls gives its cards what they ask for."""
        hints = [one.sizeHint() for one in self._lines[:_LEAST]]
        wide = max((hint.width() for hint in hints), default=0)
        return QSize(wide, sum(hint.height() + _GAP for hint in hints) - _GAP if hints else 0)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a line has another size: theme, zoom
            self.updateGeometry()
            self._place()
        return super().event(event)

    def _place(self) -> None:
        top = 0
        for one in self._lines:
            high = one.sizeHint().height()
            one.setGeometry(0, top, self.width(), high)
            one.setVisible(top + high <= self.height())
            top += high + _GAP


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


def _empty(stack: Box) -> None:
    while (item := stack.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()


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
