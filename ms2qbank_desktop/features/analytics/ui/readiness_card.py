"""The card of the chance to pass, with what it hangs on, or with what is missing for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from ms2qbank_desktop.features.analytics.readiness import Driver, DriverKind, NotYet, Readiness
from ms2qbank_desktop.features.practice.blueprint import short_label
from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.theme import current, px
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.bars import ProgressBar
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.words import counted, share

from .wording import chance_words, kept_together

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

    from .looking import Look

_HOW = (
    "From first attempts of the last year, weighted as the exam weighs its systems, newer answers "
    "more than older ones. The band says how sure that is: 8 times of 10 the truth lies in it."
)


class BandBar(QWidget):
    """A share of 0–1 as a tick in its band."""

    def __init__(self) -> None:
        super().__init__()
        self._value, self._low, self._high = 0.0, 0.0, 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_band(self, value: float, low: float, high: float) -> None:
        """Show another share."""
        self._value, self._low, self._high = value, low, high
        self.setAccessibleName(f"{share(value)}, 80 % band {share(low)} to {share(high)}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(160), px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current()
        middle, width = self.height() / 2, self.width()
        track = QRectF(0, middle - px(3), width, px(6))
        paint.box(painter, track, theme.color("sunken"), None, px(3))
        left, right = self._low * width, self._high * width
        band = QRectF(left, middle - px(6), max(px(4), right - left), px(12))
        paint.box(painter, band, theme.chart.band, None, 2)
        x = min(width - px(3), max(0.0, self._value * width - px(1)))
        painter.fillRect(QRectF(x, 0, px(3), self.height()), theme.color("accent"))


class ReadinessCard(Card):
    """Reads on a worker."""

    timeless = True

    def __init__(self, ctx: UiContext) -> None:
        super().__init__("Readiness")
        self._ctx = ctx
        self.how = IconButton("info", "How this is found", checkable=True)
        self._how = Label(_HOW, "caption", "text-muted", wrap=True)
        self._how.hide()
        self.how.toggled.connect(self._how.setVisible)
        self.add_action(self.how)
        self.chance = Label("", "display")
        self.band = BandBar()
        self.basis = Label("", "caption", "text-muted")
        self._drivers = column(gap=6)
        self.missing = Label("", "body", wrap=True)
        self._bars = (ProgressBar("Answers"), ProgressBar("Systems"))
        self._counts = (Label("", "caption", "text-muted"), Label("", "caption", "text-muted"))
        self.begin = Button("Create a block", "primary", "plus")
        self.begin.clicked.connect(lambda: ctx.navigate.open("questions", "create"))
        self._stack = QStackedWidget()
        for page in (QWidget(), self._known(), self._not_yet()):
            self._stack.addWidget(page)
        self.body.addWidget(self._how)
        self.body.addWidget(self._stack, 1)
        self._reading = Reading(self._start, self)

    def fill(self, _look: Look) -> None:
        """Read the chance of today: no filter changes it."""
        self._reading.ask()

    def show_readiness(self, found: Readiness | NotYet) -> None:
        """Show a chance, or what is missing."""
        if isinstance(found, NotYet):
            self._say_missing(found)
            self._stack.setCurrentIndex(2)
            return
        self.chance.setText(chance_words(found.chance))
        self.band.show_band(found.chance, found.low, found.high)
        low, high = f"{found.low * 100:.0f}", f"{found.high * 100:.0f}"
        self.basis.setText(
            f"80 % band {low} to {high} %, from {counted(found.answers, 'first attempt')}"
        )
        while (item := self._drivers.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for driver in found.drivers:
            self._drivers.addWidget(_driver_row(driver))
        self._stack.setCurrentIndex(1)

    def _start(self) -> Task:
        def work() -> Readiness | NotYet:
            from ms2qbank_desktop.features.analytics.service.readiness import ReadinessService

            return self._ctx.service(ReadinessService).readiness(self._ctx.user_id)

        return self._ctx.tasks.run(
            "Reading readiness", lambda _progress: work(), done=self.show_readiness
        )

    def _known(self) -> QWidget:
        said = Label(
            "chance to pass, if the exam were this week", "caption", "text-muted", wrap=True
        )
        above = row(self.chance, gap=12)
        above.addWidget(said, 1, Qt.AlignmentFlag.AlignBottom)
        return _page(column(above, self.band, self.basis, self._drivers, None, gap=10))

    def _not_yet(self) -> QWidget:
        rows = [
            column(count, bar, gap=4) for count, bar in zip(self._counts, self._bars, strict=True)
        ]
        return _page(
            column(
                Label("Not yet", "heading2"),
                self.missing,
                *rows,
                row(self.begin, None),
                None,
                gap=10,
            )
        )

    def _say_missing(self, found: NotYet) -> None:
        answers = max(0, found.answers_needed - found.answers)
        systems = max(0, found.systems_needed - found.systems)
        wanted = []
        if answers:
            wanted.append(counted(answers, "more first attempt"))
        if systems:
            wanted.append(f"answers in {counted(systems, 'more system')}")
        self.missing.setText(
            f"A chance to pass would be a guess so far. It is shown after {' and '.join(wanted)}."
        )
        numbers = (
            (found.answers, found.answers_needed, "first attempts"),
            (found.systems, found.systems_needed, "systems with 5 answers or more"),
        )
        for count, bar, (have, need, what) in zip(self._counts, self._bars, numbers, strict=True):
            count.setText(f"{have:,} of {need:,} {what}")
            bar.set_share(min(1.0, have / need))


def driver_words(driver: Driver) -> str:
    """Return what a chance hangs on, in words."""
    if driver.kind is DriverKind.UNSEEN:
        return f"{share(driver.value)} of the bank not yet seen"
    if driver.kind is DriverKind.FORGOTTEN:
        return f"{share(driver.value)} of what you learned is forgotten"
    return f"{short_label(driver.system)}, {share(driver.value)} right"


def _driver_row(driver: Driver) -> QWidget:
    gains = driver.points > 0
    ink = "correct" if gains else "incorrect"
    across = row(Glyph("trend-up" if gains else "trend-down", ink), gap=8)
    across.addWidget(Label(kept_together(driver_words(driver)), wrap=True), 1)
    number = round(abs(driver.points))
    words = f"{'+' if gains else '−'}{number}" if number else "±0"
    points = Label(words, "body", ink, weight=500)
    points.setAccessibleName(f"{words} points")
    points.setToolTip("Points of the chance")
    across.addWidget(points)
    return _page(across)


def _page(layout: object) -> QWidget:
    around = QWidget()
    around.setLayout(layout)  # type: ignore[arg-type]
    return around
