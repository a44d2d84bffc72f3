"""The numbers of a result: score, time, answer changes, and shares by subject and system."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QStackedWidget, QWidget

from ms2qbank_desktop.core.statistics import wilson_interval
from ms2qbank_desktop.features.practice.blueprint import short_label
from ms2qbank_desktop.features.practice.scoring import halves, mean_ms
from ms2qbank_desktop.ui.theme import control, px, signals
from ms2qbank_desktop.ui.widgets.bars import SplitBar
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, line, row, scrolled
from ms2qbank_desktop.ui.widgets.segmented import Segmented

from .feedback import Change, change_kind, changes_of_mind
from .wording import clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.practice.models import (
        BlockResult,
        BlockSummary,
        ItemResult,
        Tally,
    )
    from ms2qbank_desktop.ui.widgets.layouts import Box

_CHANGE_WORDS = {  # words and ink, in the order shown
    Change.SPOILED: ("right → wrong", "incorrect"),
    Change.MENDED: ("wrong → right", "correct"),
    Change.MOVED: ("wrong → wrong", "text-muted"),
}


def _verdict_bar(correct: int, incorrect: int, omitted: int, *, thin: bool = False) -> SplitBar:
    bar = SplitBar(thin=thin)
    parts = [(correct, "correct"), (incorrect, "incorrect-border")]
    sentence = f"{correct} correct, {incorrect} incorrect, {omitted} omitted"
    bar.set_parts(parts, correct + incorrect + omitted, sentence)
    return bar


def _tile(title: str, number: str, *below: QWidget) -> Box:
    return column(
        Label(title, "caption", "text-muted"),
        Label(number, "heading2"),
        row(*below, None, gap=12),
        None,
        gap=2,
        margins=(16, 12, 16, 12),
    )


class ResultTiles(Card):
    """Score with its range, time, and changes of answer, side by side."""

    def __init__(self, result: BlockResult) -> None:
        super().__init__(flush=True)
        tiles = row(gap=0)
        for at, (tile, stretch) in enumerate(
            (
                (self._score(result), 5),
                (self._time(result.block), 3),
                (self._halves(result.items), 3),
                (self._changes(result), 4),
            )
        ):
            if at:
                tiles.addWidget(line(vertical=True))
            tiles.addLayout(tile, stretch)
        self.body.set_margins(1)
        self.body.add(tiles)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @staticmethod
    def _score(result: BlockResult) -> Box:
        block = result.block
        low, high = (100 * bound for bound in wilson_interval(block.correct, block.size))
        rest = f"· {block.incorrect} incorrect · {block.omitted} omitted"
        counts = row(Label(f"{block.correct} correct", "strong"), Label(rest), None, gap=4)
        bar = _verdict_bar(block.correct, block.incorrect, block.omitted)
        span = Label(f"95 % range {low:.0f} to {high:.0f} %", "caption", "text-muted")
        beside = column(None, counts, bar, span, None, gap=5)
        percent = Label(f"{result.percent:.0f} %", "display")
        tile = row(percent, gap=16, margins=(16, 12, 24, 12))
        tile.addLayout(beside, 1)
        return tile

    @staticmethod
    def _time(block: BlockSummary) -> Box:
        per_question = f"{round(block.elapsed_ms / 1000 / max(1, block.size))} s a question"
        if block.limit_ms is not None:
            unused = max(0, block.limit_ms - block.elapsed_ms)
            per_question += f", {clock(unused)} unused"
        fact = Label(per_question, "caption", "text-muted")
        return _tile("Time", clock(block.elapsed_ms), fact)

    @staticmethod
    def _halves(items: Sequence[ItemResult]) -> Box:
        first, second = halves(items)
        middle = first.total
        paces = [round(mean_ms(part) / 1000) for part in (items[:middle], items[middle:])]
        fact = Label(f"{paces[0]} s, then {paces[1]} s a question", "caption", "text-muted")
        shares = [f"{half.correct} of {half.total}" for half in (first, second)]
        return _tile("First half, second half", ", ".join(shares), fact)

    @staticmethod
    def _changes(result: BlockResult) -> Box:
        kinds = Counter(
            change_kind(change, item.right)
            for item in result.items
            for change in changes_of_mind(item.changes)
        )
        words = [
            Label(f"{kinds[kind]} {word}", "caption", ink)
            for kind, (word, ink) in _CHANGE_WORDS.items()
            if kinds[kind]
        ]
        none = Label("No answer was changed", "caption", "text-muted")
        return _tile("Answer changes", str(kinds.total()), *(words or [none]))


class TallyCard(Card):
    """Verdicts by subject, system or difficulty, whichever is chosen."""

    def __init__(self, result: BlockResult) -> None:
        super().__init__("By subject")
        tallies = {
            "subject": result.by_subject,
            "system": result.by_system,
            "difficulty": result.by_difficulty,
        }
        self._tables = {kind: _TallyTable(kind, found) for kind, found in tallies.items()}
        self.view = Segmented(
            [(kind, kind.capitalize()) for kind in tallies], "Shares by", size="small"
        )
        self.view.chosen.connect(self._show)
        self.add_action(self.view)
        self._stack = QStackedWidget()
        for table in self._tables.values():
            self._stack.addWidget(table)
        self.body.addWidget(self._stack, 1)

    def _show(self, kind: str) -> None:
        self.set_title(f"By {kind}")
        self._stack.setCurrentWidget(self._tables[kind])


class _TallyTable(QWidget):
    """A row a group: its name, how it came out, and its share; it scrolls where it is long."""

    def __init__(self, kind: str, tallies: Sequence[Tally]) -> None:
        super().__init__()
        self._tallies = tallies
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 4)
        self._grid.setColumnStretch(1, 5)
        for at, tally in enumerate(tallies):
            self._add(at, tally, short_label(tally.name) or f"No {kind}")
        content = QWidget()
        content.setLayout(column(self._grid, None, gap=0))
        self.setLayout(column(scrolled(content), gap=0))
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def _add(self, at: int, tally: Tally, name: str) -> None:
        share = Label(f"{tally.correct} of {tally.total}")
        share.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        bar = _verdict_bar(tally.correct, tally.incorrect, tally.omitted)
        for column_at, part in enumerate((Elided(name), bar, share)):
            self._grid.addWidget(part, at, column_at)

    def _on_theme_changed(self) -> None:
        high = control("tree_row")
        self._grid.setHorizontalSpacing(px(12))
        for at in range(len(self._tallies)):
            self._grid.setRowMinimumHeight(at, high)
