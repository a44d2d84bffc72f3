"""Systems that are weak, by what could be won in them, and a test of these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
from ms2qbank_desktop.features.home.service import HomeService
from ms2qbank_desktop.features.practice.blueprint import short_label
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.ui.charts import rows
from ms2qbank_desktop.ui.charts.chart import Chart
from ms2qbank_desktop.ui.charts.plot import Form, Plot, Series, per_cent
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.layouts import column, scrolled

from .parts import ask

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ms2qbank_desktop.features.home.models import WeakSystem
    from ms2qbank_desktop.ui.context import UiContext

_LEAST, _AROUND = 84, 20
"""Height of what can be seen of the rows, and what is seen around a row, in pixels at 100 %
text."""
FOCUSED = 3
"""Systems of a focused test: those that bring most."""


class WeakCard(Card):
    """The rows take the arrow keys; Enter on one, or a click, describes a test of it alone."""

    topics = frozenset({"attempts", "tallies", "questions", "packs"})

    def __init__(self, ctx: UiContext) -> None:
        super().__init__("Weak areas", "by what you would gain: exam weight × room to improve")
        self._ctx = ctx
        self._weak: Sequence[WeakSystem] = ()
        self.test = Button("Create focused test", "secondary", "target", size="small")
        self.test.clicked.connect(lambda: self.focus(self._weak[:FOCUSED]))
        self.add_action(self.test)
        self.chart = Chart("Weak areas")
        self.area = scrolled(_inner(self.chart), "Weak areas")
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the rows have the keys
        self.body.addWidget(self.area, 1)
        self.chart.place_clicked.connect(lambda at: self.focus(self._weak[at : at + 1]))
        self.chart.place_walked.connect(self._on_place_walked)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)
        self.hide()

    @staticmethod
    def read(ctx: UiContext) -> list[WeakSystem]:
        return ctx.service(HomeService).weak(ctx.user_id)

    def show_found(self, found: Sequence[WeakSystem]) -> None:
        self.setVisible(bool(found))
        self._weak = found
        self.chart.show_plot(plot(found) if found else None)
        names = ", ".join(short_label(one.name) for one in found[:FOCUSED])
        self.test.setToolTip(f"Of {names}: what you have not seen or got wrong")

    def focus(self, systems: Iterable[WeakSystem]) -> None:
        """Describe a block of what was not seen or got wrong in some systems."""
        settings = self._ctx.settings
        names = frozenset(name for one in systems for name in one.names)
        wanted = QuestionFilter(
            BankFilter(systems=names), frozenset({Status.UNUSED, Status.INCORRECT})
        )
        request = BlockRequest(
            wanted,
            Mode(settings.get("block_mode")),
            settings.get("block_size"),
            shuffle_questions=settings.get("shuffle_questions"),
            shuffle_choices=settings.get("shuffle_choices"),
        )
        ask(self._ctx, "prepare-block", request)

    def _on_place_walked(self, place: int) -> None:
        """Scroll to the row that the keyboard has gone to."""
        self.area.ensureVisible(0, rows.middle(place), 0, px(_AROUND))

    def _on_theme_changed(self) -> None:
        self.area.setMinimumHeight(px(_LEAST))


def plot(weak: Sequence[WeakSystem]) -> Plot:
    """Return systems with their shares, ranges and weights."""
    return Plot(
        "System",
        tuple(short_label(one.name) for one in weak),
        (Series("right", tuple(one.share for one in weak), band=tuple(one.range for one in weak)),),
        Form.ROWS,
        words=per_cent,
        top=1.0,
        band="95 % range",
        note="of the exam",
        notes=tuple(f"{one.weight:.0f} % of exam" for one in weak),
    )


def _inner(chart: Chart) -> QWidget:
    inner = QWidget()
    inner.setLayout(column(chart, None, gap=0))
    return inner
