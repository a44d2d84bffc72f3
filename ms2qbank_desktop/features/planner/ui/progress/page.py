"""The page "Progress": where a plan stands, and when it will be finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QStackedLayout, QWidget

from ms2qbank_desktop.features.planner.milestones import Milestone, milestones
from ms2qbank_desktop.features.planner.ui.coverage_card import CoverageBars
from ms2qbank_desktop.features.planner.ui.outlook_banner import OutlookBanner
from ms2qbank_desktop.features.planner.ui.plan_pages import PlanPage
from ms2qbank_desktop.features.planner.ui.plan_state import PLAN_TOPICS
from ms2qbank_desktop.features.planner.ui.unplaced_card import UnplacedCard
from ms2qbank_desktop.ui.charts.card import ChartCard
from ms2qbank_desktop.ui.loading import LoadingPage
from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, row, scrolled
from ms2qbank_desktop.ui.words import counted, day_words

from .plots import altogether, by_week
from .tiles import ProgressTiles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from ms2qbank_desktop.features.planner.study_models import Progress
    from ms2qbank_desktop.features.planner.ui.plan_shown import Shown
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

_BESIDE_FROM = 860
"""Width in pixels at 100 % text from which cards stand beside each other."""
_NO_TASKS = "The plan has no tasks yet."


class ProgressPage(PlanPage):
    """Counts off the thread of the window."""

    topics = PLAN_TOPICS | {"attempts"}

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx)
        self.tiles = ProgressTiles()
        self.weeks = ChartCard("By week", _NO_TASKS, ctx.messages.show, height=200)
        self.sums = ChartCard("Altogether", _NO_TASKS, ctx.messages.show, height=200)
        self.bars = CoverageBars(counts=True)
        self._stones = column(gap=10)
        self.unplaced = UnplacedCard()
        self._cards: list[QBoxLayout] = []
        self._parts = QStackedLayout()
        self._reading = Reading(self._start_reading, self)
        self._lay_out()

    def refresh(self) -> None:
        """Count anew, too: what was answered changes no plan."""
        super().refresh()
        self.show_plan()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_plan()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def show_content(self, shown: Shown) -> None:
        if shown.plan is None:
            self._parts.setCurrentWidget(self._only_tasks)
        elif self.isVisible():
            self._reading.ask()

    def _start_reading(self) -> Task:
        shown, outlook = self.state.shown, self.state.outlook
        plan_id = 0 if shown is None or shown.plan is None else shown.plan.id
        pace = None if outlook is None else outlook.pace

        def work() -> Progress:
            from ms2qbank_desktop.features.planner.service.progress import ProgressService

            return self.ctx.service(ProgressService).progress(self.ctx.user_id, plan_id, pace)

        return self.ctx.tasks.run(
            "Counting the plan", lambda _progress: work(), done=self._show_progress
        )

    def _show_progress(self, progress: Progress) -> None:
        shown = self.state.shown
        if shown is None or shown.plan is None:
            return
        draft, today = shown.plan.draft, shown.today
        self.tiles.show_progress(progress, draft, today, self.state.outlook)
        self.weeks.show_plot(by_week(progress.weeks, today), "planned and done")
        self.sums.show_plot(altogether(progress.weeks, today), "planned and done, summed up")
        self.bars.show_seen(progress.seen)
        outlook = self.state.outlook
        self.unplaced.show_unplaced(() if outlook is None else outlook.unplaced)
        of_plan = (
            task for day in shown.days.values() for task in day if task.plan_id == shown.plan.id
        )
        self._show_stones(milestones(draft, of_plan, today), shown)
        self._parts.setCurrentWidget(self._sheet)

    def _show_stones(self, found: Sequence[Milestone], shown: Shown) -> None:
        while (item := self._stones.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for one in found:
            self._stones.addWidget(_stone(one, shown))

    def _lay_out(self) -> None:
        coverage = Card("Coverage by system", "seen of the bank")
        coverage.body.add(self.bars, None)
        stones = Card("Milestones", "as the tasks now lie")
        stones.body.add(self._stones, None)
        sheet = column(OutlookBanner(self.ctx, self.state), self.tiles, gap=16)
        right = QWidget()
        right.setLayout(column(stones, self.unplaced, None, gap=16))
        for pair in ((self.weeks, self.sums), (coverage, right)):
            beside = row(gap=16)
            for card in pair:
                beside.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
            self._cards.append(beside)
            sheet.addLayout(beside)
        sheet.add(None)
        coverage.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        inner = QWidget()
        inner.setLayout(sheet)
        self._sheet = scrolled(inner, "Progress of the plan")
        self._sheet.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._only_tasks = EmptyState(
            "chart-line-up",
            "Progress belongs to a plan",
            "Your own tasks are on the other pages. Make a plan to see how it comes on.",
        )
        content = QWidget()
        content.setLayout(self._parts)
        for part in (LoadingPage(), self._only_tasks, self._sheet):
            self._parts.addWidget(part)
        self.set_content(content)
        signals().changed.connect(self._arrange)

    def _arrange(self) -> None:
        beside = self.width() >= px(_BESIDE_FROM)
        direction = QBoxLayout.Direction
        for pair in self._cards:
            pair.setDirection(direction.LeftToRight if beside else direction.TopToBottom)


def _stone(one: Milestone, shown: Shown) -> QWidget:
    late = not one.reached and one.day < shown.today
    icon, ink = ("check-circle", "correct") if one.reached else ("circle", "text-muted")
    inner = row(Glyph(icon, ink, "normal"), gap=10)
    inner.addWidget(Elided(one.words, "body", "text-muted" if one.reached else ""), 1)
    when = day_words(one.day, shown.today)
    distance = (one.day - shown.today).days
    if distance > 1:
        when = f"{when}, in {counted(distance, 'day')}"
    inner.addWidget(Label(when, "caption", "warning" if late else "text-muted"))
    around = QWidget()
    around.setLayout(inner)
    return around
