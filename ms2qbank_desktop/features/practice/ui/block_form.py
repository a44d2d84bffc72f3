"""The panel beside the filters: how many questions match and what block to make of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
from ms2qbank_desktop.features.practice.models import (
    MAX_BLOCK,
    TIME_FACTORS,
    BlockRequest,
    Mode,
)
from ms2qbank_desktop.ui.settings.following import follow
from ms2qbank_desktop.ui.widgets.bars import SplitBar
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.field import NumberField
from ms2qbank_desktop.ui.widgets.labels import Label, names
from ms2qbank_desktop.ui.widgets.layouts import column, line, row, scrolled
from ms2qbank_desktop.ui.widgets.segmented import Segmented
from ms2qbank_desktop.ui.widgets.switch import Switch
from ms2qbank_desktop.ui.words import counted

from .custom_rules import CustomRules, switch_row
from .wording import MODES

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.core.settings import Settings
    from ms2qbank_desktop.features.attempts.selection import FacetCounts

_HELP = {
    Mode.TUTOR: "Explanation after each answer. No limit.",
    Mode.TIMED: "No explanation until the block ends. No pause.",
    Mode.CUSTOM: "As you set it here.",
}
_PRESETS = ("10", "20", "40", "60", "80", "100")
_SPLIT = (
    (Status.UNUSED, "accent"),
    (Status.INCORRECT, "incorrect-border"),
    (Status.OMITTED, "marked"),
    (Status.CORRECT, "correct"),
)


class BlockForm(Card):
    """Matches, mode, size, time and shuffling; what is chosen is remembered in the settings.

    ``start_requested``, ``again_requested`` and ``clear_requested`` are the wishes of its buttons.
    """

    start_requested = Signal()
    again_requested = Signal()
    clear_requested = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__(flush=True)
        self._settings = settings
        self._matches: int | None = None
        self._number = Label("–", "display")
        self._words = Label("questions match", "body", "text-muted")
        self._clear = Button("Clear filters", "quiet", size="small")
        self._clear.clicked.connect(self.clear_requested)
        self._bar = SplitBar()
        self._split = Label("", "caption", "text-muted", wrap=True)
        self.mode = Segmented([(mode.value, word) for mode, word in MODES.items()], "Mode")
        self.mode.set_value(settings.get("block_mode"))
        self._help = Label("", "caption", "text-muted", wrap=True)
        self.size_field = NumberField(1, MAX_BLOCK, "Number of questions")
        self.size_field.setValue(settings.get("block_size"))
        sizes = [(size, size) for size in _PRESETS]
        self.presets = Segmented(sizes, "Usual numbers of questions", size="small")
        self.custom = CustomRules(settings)
        factors = [(f"{factor:g}", f"×{factor:g}") for factor in TIME_FACTORS]
        self.factor = Segmented(factors, "Extra time", size="small")
        self.factor.set_value(f"{settings.get('extra_time') / 100:g}")
        self._extra = QWidget()
        self._time = Label("", "strong")
        self._pace = Label("", "body", "text-muted")
        self.shuffle_questions = Switch("Shuffle questions", on=settings.get("shuffle_questions"))
        self.shuffle_choices = Switch("Shuffle choices", on=settings.get("shuffle_choices"))
        self.start = Button("Start block", "primary", key_cap="Ctrl Enter", size="large")
        self.start.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.start.clicked.connect(self.start_requested)
        self.by_blueprint = Switch("Weigh by exam blueprint", on=settings.get("by_blueprint"))
        self._weights = QWidget()
        self._weights.setLayout(switch_row(self.by_blueprint))
        self.again = Button("One more like the last", "quiet")
        self.again.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.again.clicked.connect(self.again_requested)
        self._arrange()
        self._connect()
        self._show_block()

    @property
    def can_start(self) -> bool:
        """Whether any question matches."""
        return bool(self._matches)

    def request(self, wanted: QuestionFilter) -> BlockRequest:
        """Return the block the form describes, of the questions ``wanted`` leaves."""
        return BlockRequest(
            wanted,
            Mode(self.mode.value),
            self.size_field.value(),
            shuffle_questions=self.shuffle_questions.isChecked(),
            shuffle_choices=self.shuffle_choices.isChecked(),
            by_blueprint=self.by_blueprint.isChecked(),
            custom=self.custom.rules,
            time_factor=float(self.factor.value),
        )

    def choose(self, request: BlockRequest) -> None:
        """Describe the block of ``request``."""
        self.mode.set_value(request.mode.value)
        self.size_field.setValue(request.size)
        self.shuffle_questions.setChecked(request.shuffle_questions)
        self.shuffle_choices.setChecked(request.shuffle_choices)
        self.by_blueprint.setChecked(request.by_blueprint)
        self.custom.show_rules(request.custom)
        self.factor.set_value(f"{request.time_factor:g}")
        self._on_changed()

    def set_weighable(self, *, weighable: bool) -> None:
        """Offer the exam's weights only to a bank that names systems of the exam."""
        self._weights.setVisible(weighable)

    def set_last(self, request: BlockRequest | None) -> None:
        """Say what the last block was, which one more can be like."""
        self.again.setVisible(request is not None)
        if request is not None:
            number = counted(request.size, "question")
            self.again.setToolTip(f"{number}, {request.mode.value}, with the filters of then")

    def set_matches(self, counts: FacetCounts, *, filtered: bool) -> None:
        """Show what matches; ``filtered``: some filter can be cleared."""
        self._matches = counts.total
        self._number.setText(f"{counts.total:,}")
        self._words.setText("question matches" if counts.total == 1 else "questions match")
        words = [
            f"{counts.by_state[state]:,}\N{NO-BREAK SPACE}{state}"
            for state, _ in _SPLIT
            if counts.by_state[state]
        ]
        parts = [(counts.by_state[state], role) for state, role in _SPLIT]
        self._bar.set_parts(parts, sentence=", ".join(words))
        self._split.setText("   ".join(words))
        self._clear.setVisible(filtered)
        self._show_block()

    def _arrange(self) -> None:
        big = column(self._number, self._words, gap=0)
        found = row(big, None, column(self._clear, None), gap=8)
        mode_label = Label("Mode", weight=500)
        mode_label.setBuddy(self.mode)
        size_label = Label("Number of questions", weight=500)
        names(size_label, self.size_field)
        sizes = column(row(size_label, None, self.size_field), self.presets, gap=6)
        extra = Label("Extra time")
        extra.setBuddy(self.factor)
        self._extra.setLayout(column(extra, self.factor, gap=4))
        form = QWidget()
        form.setLayout(
            column(
                found,
                column(self._bar, self._split, gap=6),
                line(),
                column(mode_label, self.mode, self._help, gap=4),
                self.custom,
                sizes,
                row(Label("Time"), None, self._time, self._pace, gap=4),
                self._extra,
                switch_row(self.shuffle_questions),
                switch_row(self.shuffle_choices),
                self._weights,
                None,
                gap=16,
                margins=16,
            )
        )
        self.body.addWidget(scrolled(form, "The block"), 1)
        self.body.add(line(), column(self.start, self.again, gap=8, margins=16))
        self.again.setVisible(False)

    def _connect(self) -> None:
        self.mode.chosen.connect(self._on_changed)
        self.factor.chosen.connect(self._on_changed)
        self.custom.changed.connect(self._on_changed)
        self.size_field.valueChanged.connect(self._on_changed)
        self.shuffle_questions.toggled.connect(self._on_changed)
        self.shuffle_choices.toggled.connect(self._on_changed)
        self.by_blueprint.toggled.connect(self._on_changed)
        self.presets.chosen.connect(lambda size: self.size_field.setValue(int(size)))
        for key, show in (
            ("block_mode", self.mode.set_value),
            ("block_size", self.size_field.setValue),
            ("extra_time", lambda percent: self.factor.set_value(f"{percent / 100:g}")),
            ("shuffle_questions", self.shuffle_questions.setChecked),
            ("shuffle_choices", self.shuffle_choices.setChecked),
            ("by_blueprint", self.by_blueprint.setChecked),
        ):
            follow(self._settings, key, self, partial(self._on_set, show))

    def _on_set(self, show: Callable[[Any], None], value: Any) -> None:
        show(value)
        self._show_block()

    def _on_changed(self) -> None:
        self._show_block()
        self._settings.set("block_mode", self.mode.value)
        self._settings.set("block_size", self.size_field.value())
        self._settings.set("extra_time", round(100 * float(self.factor.value)))
        self._settings.set("shuffle_questions", self.shuffle_questions.isChecked())
        self._settings.set("shuffle_choices", self.shuffle_choices.isChecked())
        self._settings.set("by_blueprint", self.by_blueprint.isChecked())

    def _show_block(self) -> None:
        mode, size = Mode(self.mode.value), self.size_field.value()
        self.presets.set_value(str(size) if str(size) in _PRESETS else "")
        self._help.setText(_HELP[mode])
        self.custom.setVisible(mode is Mode.CUSTOM)
        number = min(size, self._matches) if self._matches else size
        request = self.request(QuestionFilter())
        limit, one = request.limit_ms(number), request.limit_ms(1)
        self._time.setText("no limit" if limit is None else _limit(limit))
        self._pace.setText("" if one is None else f"· {one / 1000:g} s each")
        self._extra.setVisible(limit is not None)
        self.start.setEnabled(self.can_start)
        self.start.setText(f"Start with {number}" if number < size else "Start block")
        self.start.setToolTip(
            "No question matches. Untick some of the filters." if self._matches == 0 else ""
        )


def _limit(milliseconds: int) -> str:
    minutes, seconds = divmod(round(milliseconds / 1000), 60)
    return f"{minutes} min {seconds} s" if seconds else f"{minutes} min"
