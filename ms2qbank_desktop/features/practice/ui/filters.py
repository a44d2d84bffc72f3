"""The filter cards of a block: packs, systems, topics, status, difficulty, subjects and more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
from ms2qbank_desktop.features.practice.blueprint import in_order, short_label
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.layouts import column, row

from .facet_card import FacetCard
from .more_card import MoreCard
from .topic_card import TopicCard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from ms2qbank_desktop.features.attempts.models import NameCounts
    from ms2qbank_desktop.features.attempts.selection import Cube, FacetCounts
    from ms2qbank_desktop.features.questions.models import Pack

_STATUSES = {
    Status.UNUSED: "Unused",
    Status.INCORRECT: "Incorrect",
    Status.OMITTED: "Omitted",
    Status.CORRECT: "Correct",
    Status.MARKED: "Marked",
    Status.DUE: "Due again",
    Status.SUSPENDED: "Suspended",
}
_DIFFICULTIES = ((1, "1 easiest"), (2, "2"), (3, "3"), (4, "4"), (5, "5 hardest"))
_NOT_GIVEN = "Not given"
_TWO_COLUMNS = 540
_CARDS_BESIDE = 320
"""Widths in pixels at 100 % text from which on the cards stand in two columns, and status and
difficulty beside each other."""


class FilterCards(QWidget):
    """What is wanted of the bank. Values are what the bank holds; nothing ticked asks for nothing.

    ``changed`` comes after a tick that the cube in hand can count, ``narrowed`` after a change of
    what the cube itself depends on: words, ids, topics, tags, days.
    """

    changed = Signal()
    narrowed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.packs = FacetCard[int]("Packs")
        self.systems = FacetCard[str]("Systems", all_label="All systems")
        self.statuses = FacetCard[Status]("Status")
        self.difficulties = FacetCard[int]("Difficulty")
        self.subjects = FacetCard[str]("Subjects", columns=2)
        self.set_spaced(spaced=True)
        self._cards: tuple[FacetCard[Any], ...] = (
            self.packs,
            self.systems,
            self.statuses,
            self.difficulties,
            self.subjects,
        )
        self.topics = TopicCard()
        self.more = MoreCard()
        for card in self._cards:
            card.changed.connect(self.changed)
        self.topics.changed.connect(self.narrowed)
        self.more.changed.connect(self.narrowed)
        self._arrange()

    @property
    def wanted(self) -> QuestionFilter:
        """The filter that the cards describe."""
        narrow = self.narrow
        bank = replace(
            narrow.bank,
            packs=self.packs.chosen,
            subjects=self.subjects.chosen,
            systems=self.systems.chosen,
            difficulties=self.difficulties.chosen,
        )
        return replace(narrow, bank=bank, statuses=self.statuses.chosen)

    @property
    def narrow(self) -> QuestionFilter:
        """The part of it that a cube is made for."""
        bank = BankFilter(
            topics=self.topics.topics,
            tags=self.topics.tags,
            every_tag=self.topics.every_tag,
            text=self.more.text,
            names=frozenset(self.more.names),
            pictures=self.more.pictures,
        )
        return QuestionFilter(bank, unseen_days=self.more.unseen_days)

    def choose(self, wanted: QuestionFilter) -> None:
        """Ask for ``wanted``, as far as the bank has what it names, and tell ``narrowed``."""
        bank = wanted.bank
        self.packs.choose(bank.packs)
        self.systems.choose(bank.systems)
        self.subjects.choose(bank.subjects)
        self.difficulties.choose(bank.difficulties)
        self.statuses.choose(wanted.statuses)
        self.topics.choose(bank.topics, bank.tags, every_tag=bank.every_tag)
        names, days = sorted(bank.names), wanted.unseen_days
        self.more.fill(bank.text, names, days, pictures=bank.pictures)
        self.narrowed.emit()

    def set_spaced(self, *, spaced: bool) -> None:
        """Offer what is due only to a user who wants questions to come back."""
        offered = [(one, word) for one, word in _STATUSES.items() if spaced or one != Status.DUE]
        self.statuses.set_values(offered)

    def set_bank(self, packs: Sequence[Pack], cube: Cube, names: NameCounts) -> None:
        """Offer the values that the whole bank holds; ``cube`` is not narrowed by a search."""
        self.topics.set_known(names)
        several = packs if len(packs) > 1 else ()
        self.packs.set_values([(pack.id, pack.info.title) for pack in several])
        self.packs.setVisible(bool(several))
        systems = in_order({cell.system for cell in cube})
        subjects = sorted(
            {cell.subject for cell in cube}, key=lambda name: (not name, name.casefold())
        )
        for card, found in ((self.systems, systems), (self.subjects, subjects)):
            # A bank that names none offers nothing to choose from.
            named = [(name, short_label(name) or _NOT_GIVEN) for name in found]
            card.set_values(named if any(found) else [])
            card.setVisible(any(found))
        left = (self.packs, self.systems, self.topics)
        self._left.setVisible(not all(card.isHidden() for card in left))
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        beside = self.width() >= px(_TWO_COLUMNS)
        self._halves.setDirection(across if beside else down)
        inner = self.width() * 2 // 3 if beside else self.width()
        self._pair.setDirection(across if inner >= px(_CARDS_BESIDE) else down)

    def _arrange(self) -> None:
        self._pair = row(self.statuses, self.difficulties, gap=16)
        left = column(self.packs, self.systems, gap=16)
        left.addWidget(self.topics, 1)
        self._left = QWidget()
        self._left.setLayout(left)
        middle = column(self._pair, self.subjects, gap=16)
        middle.addWidget(self.more, 1)
        self._halves = row(gap=16)
        self._halves.addWidget(self._left, 1)
        self._halves.addLayout(middle, 2)
        self.setLayout(self._halves)
