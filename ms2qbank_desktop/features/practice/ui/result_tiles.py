"""The numbers of a result: score, time, halves and answer changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ms2qbank_desktop.core.statistics import wilson_interval
from ms2qbank_desktop.features.practice.scoring import halves, mean_ms
from ms2qbank_desktop.ui.theme import current
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, row

from .feedback import Change, change_kinds
from .result_fold import Folding
from .result_shares import verdict_bar
from .wording import blocks_before, clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from ms2qbank_desktop.features.practice.models import BlockResult, BlockSummary, ItemResult
    from ms2qbank_desktop.features.practice.scoring import Usual
    from ms2qbank_desktop.ui.widgets.layouts import Box

_CHANGE_WORDS = {  # words and ink, in the order shown
    Change.SPOILED: ("right → wrong", "incorrect"),
    Change.MENDED: ("wrong → right", "correct"),
    Change.MOVED: ("wrong → wrong", "text-muted"),
}


_TOLD_MS = 30_000
"""So much time that went into no answer, but into explanations, is told."""


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
    """Score with its range, time, and changes of answer, side by side where there is room."""

    def __init__(self, result: BlockResult, before: Usual) -> None:
        super().__init__(flush=True)
        self._tiles = Folding((5, 3, 3, 4))
        self.body.set_margins(1)
        self.body.add(self._tiles)
        for layout in (
            self._score(result, before),
            self._time(result.block),
            self._halves(result.items),
            self._changes(result),
        ):
            tile = QWidget()
            tile.setLayout(layout)
            self._tiles.add(tile)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, border = QPainter(self), current().color("border")
        for tile in self._tiles.parts:
            place = tile.geometry().translated(self._tiles.pos())
            if tile.x():
                painter.fillRect(place.left(), place.top(), 1, place.height(), border)
            if tile.y():
                painter.fillRect(place.left(), place.top(), place.width(), 1, border)

    @staticmethod
    def _score(result: BlockResult, before: Usual) -> Box:
        block = result.block
        low, high = (100 * bound for bound in wilson_interval(block.correct, block.size))
        rest = f"· {block.incorrect} incorrect · {block.omitted} omitted"
        counts = row(Label(f"{block.correct} correct", "strong"), Label(rest), None, gap=4)
        bar = verdict_bar(block.correct, block.incorrect, block.omitted)
        facts = f"95 % range {low:.0f} to {high:.0f} %"
        if before.blocks:
            facts += f". Your last {blocks_before(before.blocks)}: {before.percent:.0f} %"
        span = Label(facts, "caption", "text-muted")
        beside = column(None, counts, bar, span, None, gap=5)
        percent = Label(f"{result.percent:.0f} %", "display")
        tile = row(percent, gap=16, margins=(16, 12, 24, 12))
        tile.addLayout(beside, 1)
        return tile

    @staticmethod
    def _time(block: BlockSummary) -> Box:
        facts = f"{round(block.item_ms / 1000)} s a question"
        reading = block.elapsed_ms - block.answering_ms
        if block.limit_ms is not None:
            unused = max(0, block.limit_ms - block.elapsed_ms)
            facts += f", {clock(unused)} unused"
        elif reading >= _TOLD_MS:
            facts += f", {clock(reading)} of reading"
        fact = Label(facts, "caption", "text-muted")
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
        kinds = change_kinds(result.items)
        words = [
            Label(f"{kinds[kind]} {word}", "caption", ink)
            for kind, (word, ink) in _CHANGE_WORDS.items()
            if kinds[kind]
        ]
        none = Label("No answer was changed", "caption", "text-muted")
        return _tile("Answer changes", str(kinds.total()), *(words or [none]))
