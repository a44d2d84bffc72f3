"""The filter cards of a block: packs, systems, status, difficulty, subjects and search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from ms2qbank_desktop.features.practice.models import QuestionFilter, Status
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.field import Field, SearchField
from ms2qbank_desktop.ui.widgets.layouts import column, row

from .facet_card import FacetCard

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QResizeEvent

    from ms2qbank_desktop.features.practice.selection import Cube, FacetCounts
    from ms2qbank_desktop.features.questions.models import Pack

_STATUSES = (Status.UNUSED, Status.INCORRECT, Status.OMITTED, Status.CORRECT, Status.MARKED)
_DIFFICULTIES = ((1, "1 easiest"), (2, "2"), (3, "3"), (4, "4"), (5, "5 hardest"))
_NOT_GIVEN = "Not given"
_TYPING_MS = 150
"""Pause after the last key before a search begins."""
_TWO_COLUMNS = 540
_CARDS_BESIDE = 320
"""Widths in pixels at 100 % text from which on the cards stand in two columns, and status and
difficulty beside each other."""


class FilterCards(QWidget):
    """What is wanted of the bank. Values are what the bank holds; nothing ticked asks for nothing.

    ``changed`` comes after a tick, ``text_changed`` a moment after the search was typed.
    """

    changed = Signal()
    text_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.packs = FacetCard[int]("Packs")
        self.systems = FacetCard[str]("Systems", all_label="All systems")
        self.statuses = FacetCard[Status]("Status")
        self.difficulties = FacetCard[int]("Difficulty")
        self.subjects = FacetCard[str]("Subjects", columns=2)
        self.statuses.set_values([(status, status.capitalize()) for status in _STATUSES])
        self._cards: tuple[FacetCard[Any], ...] = (
            self.packs,
            self.systems,
            self.statuses,
            self.difficulties,
            self.subjects,
        )
        self._line = SearchField('Words, "phrases", -not')
        self.search = Field("Text in the question", self._line)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.text_changed)
        self._line.textChanged.connect(self._on_typed)
        self._line.returnPressed.connect(self._on_entered)
        for card in self._cards:
            card.changed.connect(self.changed)
        self._arrange()

    @property
    def wanted(self) -> QuestionFilter:
        """The filter that the cards and the search describe."""
        return QuestionFilter(
            BankFilter(
                packs=self.packs.chosen,
                subjects=self.subjects.chosen,
                systems=self.systems.chosen,
                difficulties=self.difficulties.chosen,
                text=self.text,
            ),
            self.statuses.chosen,
        )

    @property
    def text(self) -> str:
        """What is searched for."""
        return self._line.text().strip()

    def set_bank(self, packs: Sequence[Pack], cube: Cube) -> None:
        """Offer the values that the whole bank holds; ``cube`` is not narrowed by a search."""
        several = packs if len(packs) > 1 else ()
        self.packs.set_values([(pack.id, pack.info.title) for pack in several])
        self.packs.setVisible(bool(several))
        for card, names in (
            (self.systems, {cell.system for cell in cube}),
            (self.subjects, {cell.subject for cell in cube}),
        ):
            # A bank that names none offers nothing to choose from.
            card.set_values(_named(names) if any(names) else [])
            card.setVisible(any(names))
        self._left.setVisible(not (self.packs.isHidden() and self.systems.isHidden()))
        levels = {cell.difficulty for cell in cube}
        unknown = [(0, _NOT_GIVEN)] if 0 in levels else []
        self.difficulties.set_values([*_DIFFICULTIES, *unknown] if any(levels) else [])
        self.difficulties.setVisible(any(levels))

    def set_counts(self, counts: FacetCounts) -> None:
        """Show how many questions stand behind each box."""
        self.packs.set_counts(counts.by_pack)
        self.systems.set_counts(counts.by_system)
        self.statuses.set_counts(counts.by_status)
        self.difficulties.set_counts(counts.by_difficulty)
        self.subjects.set_counts(counts.by_subject)

    def clear(self) -> None:
        """Untick everything and empty the search."""
        for card in self._cards:
            card.choose(())
        self._line.clear()
        self._typing.stop()
        self.text_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        beside = self.width() >= px(_TWO_COLUMNS)
        self._halves.setDirection(across if beside else down)
        inner = self.width() * 2 // 3 if beside else self.width()
        self._pair.setDirection(across if inner >= px(_CARDS_BESIDE) else down)

    def _arrange(self) -> None:
        words = Card("Search")
        words.body.add(self.search, None)
        self._pair = row(self.statuses, self.difficulties, gap=16)
        left = column(self.packs, gap=16)
        left.addWidget(self.systems, 1)
        self._left = QWidget()
        self._left.setLayout(left)
        middle = column(self._pair, self.subjects, gap=16)
        middle.addWidget(words, 1)
        self._halves = row(gap=16)
        self._halves.addWidget(self._left, 1)
        self._halves.addLayout(middle, 2)
        self.setLayout(self._halves)

    def _on_typed(self) -> None:
        self._typing.start()

    def _on_entered(self) -> None:
        self._typing.stop()
        self.text_changed.emit()


def _named(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return (name, label) of the distinct names by alphabet, the empty one last."""
    distinct = sorted(set(names), key=lambda name: (not name, name.casefold()))
    return [(name, name or _NOT_GIVEN) for name in distinct]
