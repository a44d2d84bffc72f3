"""What a plan promises and has no place for before the exam."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.words import counted, duration

from .agenda.model import KINDS
from .task.look import icon_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.planner.models import TaskKind
    from ms2qbank_desktop.features.planner.plan_models import Unplaced


class UnplacedCard(Card):
    """A line for each kind, the longest first; hidden where all has a place."""

    def __init__(self) -> None:
        super().__init__("Without a place before the exam", " ")
        self._lines = column(gap=8)
        self.body.add(self._lines, None)
        self.hide()

    def show_unplaced(self, found: Sequence[Unplaced]) -> None:
        """Show what has no place, and why the first of each kind has none."""
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        kinds: dict[TaskKind, list[Unplaced]] = defaultdict(list)
        for one in found:
            kinds[one.kind].append(one)
        for kind, some in sorted(kinds.items(), key=lambda each: -_minutes(each[1])):
            self._lines.addWidget(_line(kind, some))
        self.set_fact(duration(_minutes(found) * 60_000) if found else "")
        self.setVisible(bool(found))


def _minutes(some: Sequence[Unplaced]) -> int:
    return sum(one.minutes for one in some)


def _line(kind: TaskKind, some: Sequence[Unplaced]) -> QWidget:
    above = row(gap=8)
    above.addWidget(Elided(f"{KINDS[kind]}, {counted(len(some), 'task')}"), 1)
    length = duration(_minutes(some) * 60_000)
    above.addWidget(Label(length, "caption", "text-muted"))
    inner = row(Glyph(icon_of(kind), "text-muted"), gap=10)
    words = Elided(f"{some[0].title}: {some[0].reason}", "caption", "text-muted")
    inner.addLayout(column(above, words, gap=0), 1)
    around = QWidget()
    around.setLayout(inner)
    return around
