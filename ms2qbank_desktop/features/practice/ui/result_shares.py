"""How the items of a result came out by subject, system, difficulty and sureness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from ms2qbank_desktop.features.attempts.models import Confidence
from ms2qbank_desktop.features.practice.blueprint import short_label
from ms2qbank_desktop.features.practice.scoring import by_confidence, lucky
from ms2qbank_desktop.ui.theme import control, px, signals
from ms2qbank_desktop.ui.widgets.bars import SplitBar
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, scrolled
from ms2qbank_desktop.ui.widgets.segmented import Segmented

from .result_model import SURENESS
from .wording import listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ms2qbank_desktop.features.practice.models import BlockResult, Tally

_VIEWS = {  # word of the choice, title, name of what has none
    "subject": ("Subject", "By subject", "No subject"),
    "system": ("System", "By system", "No system"),
    "difficulty": ("Difficulty", "By difficulty", "No difficulty"),
    "sure": ("How sure", "By how sure you were", "Not rated"),
}


def verdict_bar(correct: int, incorrect: int, omitted: int) -> SplitBar:
    """Return a bar of verdicts that also says them."""
    bar = SplitBar()
    parts = [(correct, "correct"), (incorrect, "incorrect-border")]
    sentence = f"{correct} correct, {incorrect} incorrect, {omitted} omitted"
    bar.set_parts(parts, correct + incorrect + omitted, sentence)
    return bar


def lucky_words(result: BlockResult, ratings: Mapping[int, Confidence], *, spaced: bool) -> str:
    """Return which items were right by a guess, "" for none; ``spaced``: missed and guessed
    questions come back."""
    items = [str(item.position + 1) for item in lucky(result.items, ratings)]
    if not items:
        return ""
    one = len(items) == 1
    words = f"Item {items[0]} was" if one else f"Items {listed(items)} were"
    words += " right by a guess."
    if spaced:
        words += " It comes back as a due question." if one else " They come back as due questions."
    return words


def rating_shares(
    result: BlockResult, ratings: Mapping[int, Confidence]
) -> list[tuple[str, Tally]]:
    """Return the verdicts by rating, each with the words of the rating."""
    tallies = by_confidence(result.items, ratings)
    return [(SURENESS[Confidence(int(one.name))] if one.name else "", one) for one in tallies]


class TallyCard(Card):
    """Verdicts by one of several facts; by sureness only if answers were rated."""

    def __init__(
        self, result: BlockResult, ratings: Mapping[int, Confidence], *, spaced: bool
    ) -> None:
        super().__init__("By subject")
        self._spaced = spaced
        self._result = result
        self._ratings = ratings
        views = [key for key in _VIEWS if key != "sure" or ratings]
        words = [(key, _VIEWS[key][0]) for key in views]
        self.view = Segmented(words, "Shares by", size="small")
        self.view.chosen.connect(self.show_view)
        self.add_action(self.view)
        self._stack = QStackedWidget()
        self._tables: dict[str, QWidget] = {}
        self.body.addWidget(self._stack, 1)

    def show_view(self, kind: str) -> None:
        """Turn to a view, which is built when it is first asked for; at first there is none."""
        self.set_title(_VIEWS[kind][1])
        if kind not in self._tables:
            self._tables[kind] = self._table(kind)
            self._stack.addWidget(self._tables[kind])
        self._stack.setCurrentWidget(self._tables[kind])

    def _table(self, kind: str) -> QWidget:
        nameless = _VIEWS[kind][2]
        if kind == "sure":
            shares = rating_shares(self._result, self._ratings)
            note = lucky_words(self._result, self._ratings, spaced=self._spaced)
            return _TallyTable([(name or nameless, one) for name, one in shares], note)
        tallies = {
            "subject": self._result.by_subject,
            "system": self._result.by_system,
            "difficulty": self._result.by_difficulty,
        }[kind]
        return _TallyTable([(short_label(one.name) or nameless, one) for one in tallies])


class _TallyTable(QWidget):
    """A row a group: its name, how it came out, and its share; it scrolls where it is long."""

    def __init__(self, tallies: Sequence[tuple[str, Tally]], note: str = "") -> None:
        super().__init__()
        self._rows = len(tallies)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 4)
        self._grid.setColumnStretch(1, 5)
        for at, (name, tally) in enumerate(tallies):
            self._add(at, tally, name)
        content = QWidget()
        sheet = column(self._grid, gap=8)
        if note:
            sheet.addWidget(Label(note, "caption", "text-muted", wrap=True))
        sheet.addStretch(1)
        content.setLayout(sheet)
        self.setLayout(column(scrolled(content, "Shares"), gap=0))
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def _add(self, at: int, tally: Tally, name: str) -> None:
        share = Label(f"{tally.correct} of {tally.total}")
        share.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        bar = verdict_bar(tally.correct, tally.incorrect, tally.omitted)
        for column_at, part in enumerate((Elided(name), bar, share)):
            self._grid.addWidget(part, at, column_at)

    def _on_theme_changed(self) -> None:
        high = control("tree_row")
        self._grid.setHorizontalSpacing(px(12))
        for at in range(self._rows):
            self._grid.setRowMinimumHeight(at, high)
