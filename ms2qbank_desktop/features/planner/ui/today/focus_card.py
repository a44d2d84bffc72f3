"""The focus timer in a card."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.planner.focus_timer import Lengths, Phase
from ms2qbank_desktop.features.planner.ui.focus_clock import focus_clock
from ms2qbank_desktop.ui.settings.following import follow
from ms2qbank_desktop.ui.widgets.bars import ProgressBar
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.field import NumberField
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import row
from ms2qbank_desktop.ui.widgets.segmented import Segmented
from ms2qbank_desktop.ui.words import clock_time

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext

_PRESETS = {"25/5": Lengths(25, 5), "50/10": Lengths(50, 10)}
_OWN = "Own"
_PHASES = {Phase.FOCUS: "Focus", Phase.BREAK: "Break"}


class FocusCard(Card):
    """Start, pause, skip and own lengths; the clock goes on when the card is not seen."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__("Focus timer", " ")
        self._settings = ctx.settings
        self.clock = focus_clock(ctx)
        self.time = Label("", "display")
        self._what = Elided("", "caption", "text-muted")
        self._bar = ProgressBar("Of this phase")
        self.start = Button("Start", "secondary", "play")
        self.skip = IconButton("skip-forward", "Skip to the other phase")
        self.reset = IconButton("arrow-counter-clockwise", "Begin anew")
        options = [(key, key) for key in (*_PRESETS, _OWN)]
        self.lengths = Segmented(options, "Minutes of focus and break", size="small")
        self.focus = NumberField(1, 240, "Minutes of focus")
        self.rest = NumberField(1, 120, "Minutes of break")
        self._own = QWidget()
        words = (
            Label("min focus,", "caption", "text-muted"),
            Label("break", "caption", "text-muted"),
        )
        self._own.setLayout(row(self.focus, words[0], self.rest, words[1], None, gap=6))
        self.body.add(row(self.time, None, self.start, self.skip, self.reset, gap=4))
        self.body.add(self._bar, self._what, row(self.lengths, None), self._own)
        self._show_lengths()
        self._connect()
        self._show()

    def _connect(self) -> None:
        self.clock.changed.connect(self._show)
        self.start.clicked.connect(self._on_start)
        self.skip.clicked.connect(self.clock.skip)
        self.reset.clicked.connect(self.clock.reset)
        self.lengths.chosen.connect(self._on_lengths)
        for key in ("focus_minutes", "focus_break"):
            follow(self._settings, key, self, self._on_set)
        for field in (self.focus, self.rest):
            field.editingFinished.connect(partial(self._on_lengths, _OWN))

    def _show_lengths(self) -> None:
        lengths = self.clock.lengths
        key = next((key for key, one in _PRESETS.items() if one == lengths), _OWN)
        self.lengths.set_value(key)
        self.focus.setValue(lengths.focus)
        self.rest.setValue(lengths.rest)
        self._own.setVisible(key == _OWN)

    def _on_set(self, _minutes: object) -> None:
        if self.clock.lengths != Lengths(self.focus.value(), self.rest.value()):
            self._show_lengths()

    def _show(self) -> None:
        timer, left = self.clock.timer, self.clock.left
        self.time.setText(clock_time(left * 1000))
        phase = _PHASES[timer.phase]
        self.set_fact(f"{phase}, round {timer.rounds + (timer.phase is Phase.FOCUS)}")
        self._bar.set_share(1 - left / timer.lengths.seconds(timer.phase))
        task = self.clock.task
        self._what.setText(task.title if task else "")
        self._what.setVisible(task is not None)
        going = timer.running
        self.start.setText("Pause" if going else "Go on" if timer.begun else "Start")
        self.start.set_icon("pause" if going else "play")
        self.skip.setEnabled(timer.begun)
        self.reset.setEnabled(timer.begun or timer.rounds > 0 or task is not None)

    def _on_start(self) -> None:
        if self.clock.timer.running:
            self.clock.pause()
        else:
            self.clock.begin()

    def _on_lengths(self, key: str) -> None:
        self._own.setVisible(key == _OWN)
        own = Lengths(self.focus.value(), self.rest.value())
        lengths = _PRESETS.get(key, own)
        if lengths != self.clock.timer.lengths:
            self.clock.set_lengths(lengths)
