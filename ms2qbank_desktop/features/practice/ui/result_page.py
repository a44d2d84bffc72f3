"""The result of an ended block."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status, places
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.notebook.models import Miss
from ms2qbank_desktop.features.notebook.service.error_log import ErrorLogService
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.features.practice.scoring import is_slow, pace_ms, usual
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.widgets.banner import Banner
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.layouts import column, scrolled

from .make_card import CardMaker
from .miss_making import MissedItem, MissMaker
from .result_charts import ChartCard
from .result_fold import Folding
from .result_items import ItemsCard
from .result_linked import LinkedKinds
from .result_model import ResultRow
from .result_paper import Report, print_out, save_as_pdf
from .result_shares import TallyCard
from .result_tiles import ResultTiles
from .wording import block_facts, shown_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QShowEvent

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.attempts.models import Confidence
    from ms2qbank_desktop.features.links.models import Kind
    from ms2qbank_desktop.features.practice.models import BlockResult, BlockSummary, ItemResult
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

_NEXT_TURN_MS = 1
"""With 0 several steps could come in one turn of the event loop."""


class ResultPage(QWidget):
    """Score, time, shares and every item of a block; ``note`` says why it has just ended.

    It is built in several turns of the event loop, none of which is long.
    ``review_requested`` carries the positions to walk through and the first one to open,
    ``block_requested`` the id of a new block.
    """

    review_requested = Signal(tuple, int)
    block_requested = Signal(object)
    topics = frozenset({"marks", "links", "notes", "cards", "tasks", "error-log"})

    def __init__(self, ctx: UiContext, result: BlockResult, note: str = "") -> None:
        super().__init__()
        self._ctx = ctx
        self._practice = ctx.service(PracticeService)
        self._attempts = ctx.service(AttemptService)
        self.result = result
        self._before: list[BlockSummary] = []
        self._ratings: dict[int, Confidence] = {}
        self._items: ItemsCard | None = None
        self.review_wrong = Button("Review wrong", "primary")
        self.review_all = Button("Review all", "quiet")
        self.again = Button("New block", "quiet")
        self.again.clicked.connect(self._again)
        self.print = Button("Print", "quiet", "printer")
        self.print.setMenu(self._print_menu())
        self.cards = Button("Cards only", "quiet", "cards")
        self.cards.setToolTip("A flashcard of each question that was missed and has none yet")
        self.cards.clicked.connect(lambda: CardMaker(ctx).for_misses(self._wrong()))
        self.everything = Button("", "secondary", "lightning-fill")
        self.everything.setToolTip("Note, card and retests of each question that was missed")
        self.everything.clicked.connect(self.make_everything)
        self._making = False
        self._logged: frozenset[int] = frozenset()
        self._log = Reading(self._read_log, self)
        self._linked = LinkedKinds(ctx, self._show_linked, self)
        own = (self.review_wrong, self.review_all, self.again, self.print, self.cards)
        for button in (*own, self.everything):
            button.setParent(self)  # until the header takes it
            button.hide()
        self.review_wrong.clicked.connect(lambda: self._review(self._wrong()))
        self.review_all.clicked.connect(lambda: self._review(self.result.items))
        self._sheet = column(gap=16)
        self._lay_out(note)
        self._next = QTimer(self)
        self._next.timeout.connect(self._build)
        self._steps = iter((self._add_tiles, self._add_items, self._add_cards, self._add_shares))

    @property
    def under_way(self) -> bool:
        """Whether there is more to come."""
        return self._next.isActive()

    @property
    def items(self) -> ItemsCard:
        """The items."""
        while self._items is None:
            self._build()
        return self._items

    def refresh(self) -> None:
        """Read which questions are marked, and what they are linked to."""
        if self._items is not None:
            ids = [item.question_id for item in self.result.items]
            self._items.show_marks(frozenset(self._attempts.marked(self._ctx.user_id, ids)))
            self._linked.read(ids)
            self._log.ask()

    def make_everything(self) -> None:
        """Make note, card and retests of each item that was not right."""
        if self._making:
            return
        self._making = True
        block_id = self.result.block.id
        missed = [MissedItem(Miss(one.question_id, block_id), one.given) for one in self._wrong()]

        def done() -> None:
            if isValid(self):
                self._making = False
                self._log.ask()

        MissMaker(self._ctx).make(missed, done)

    def _read_log(self) -> Task:
        """Read which misses are in the error log already."""
        log, user_id = self._ctx.service(ErrorLogService), self._ctx.user_id
        misses = [Miss(one.question_id, self.result.block.id) for one in self._wrong()]

        def work(_progress: Progress) -> frozenset[int]:
            there = (miss for miss in misses if log.of_miss(user_id, miss) is not None)
            return frozenset(miss.question_id for miss in there)

        def done(found: frozenset[int]) -> None:
            self._logged = found
            self._offer_everything()

        return self._ctx.tasks.run("Reading the error log", work, done=done, owner=self)

    def _offer_everything(self) -> None:
        """Say of how many misses something is still to be made."""
        left = sum(one.question_id not in self._logged for one in self._wrong())
        words = f"{'1 miss' if left == 1 else f'{left} misses'} → everything"
        self.everything.setText(words if left else "In your error log")
        if not left and self.everything.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # the table, before it is switched off
        self.everything.setEnabled(left > 0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._next.start(_NEXT_TURN_MS)

    def header_actions(self) -> list[QWidget]:
        """Return the buttons of the page's header."""
        wrong = len(self._wrong())
        if not wrong:
            self.review_all.set_kind("primary")
            return [self.print, self.review_all]
        self.review_wrong.setText(f"Review {wrong} wrong")
        self.again.setText(f"New block from the {wrong} wrong")
        self._offer_everything()
        more = (self.review_all, self.again, self.everything, self.review_wrong)
        return [self.print, self.cards, *more]

    def header_facts(self) -> str:
        """Return mode, size and time of the block."""
        return block_facts(self.result.block, self._ctx.clock.now())

    def report(self) -> Report:
        """Return what is printed."""
        now = self._ctx.clock.now()
        return Report(
            self.result, self._read_rows(), self._ratings, usual(self._before), self._spaced(), now
        )

    def _lay_out(self, note: str) -> None:
        """Make the page from the outside in: what gets a parent late is styled twice."""
        content = QWidget()
        content.setLayout(self._sheet)
        self.setLayout(column(scrolled(content, "Result"), gap=0))
        if note:
            self._sheet.add(Banner(note, kind="info"))

    def _build(self) -> None:
        """Add what comes next."""
        step = next(self._steps, None)
        if step is None:
            self._next.stop()
        else:
            step()

    def _add_tiles(self) -> None:
        self._before = self._practice.blocks_before(self._ctx.user_id, self.result.block.id)
        self._sheet.add(ResultTiles(self.result, usual(self._before)))

    def _add_items(self) -> None:
        self._ratings = self._attempts.confidences(self.result.block.id)
        self._items = ItemsCard(self._read_rows())
        self._items.review_requested.connect(self.review_requested)
        self._items.block_requested.connect(self._make_block)
        self._sheet.addWidget(self._items, 1)
        self.refresh()
        if self.hasFocus():
            self._items.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setFocusProxy(self._items.table)

    def _show_linked(self, linked: dict[int, list[Kind]]) -> None:
        if self._items is not None:
            self._items.show_linked(linked)

    def _add_cards(self) -> None:
        cards = Folding((3, 2), gap=16)
        self._sheet.insertWidget(self._sheet.count() - 1, cards)
        now = self._ctx.clock.now()
        charts = ChartCard(self.result, self._before, usual(self._before), now)
        self.shares = TallyCard(self.result, self._ratings, spaced=self._spaced())
        cards.add(charts, self.shares)

    def _add_shares(self) -> None:
        self.shares.show_view("subject")

    def _read_rows(self) -> list[ResultRow]:
        """Say the letters as they stood on the screen, and join each item with its rating."""
        pace = pace_ms(self.result.block)
        rows = []
        for item in self.result.items:
            given, right = (
                "".join(shown_letters(item.order, places(letters)))
                for letters in (item.given, item.right)
            )
            sure = self._ratings.get(item.position)
            rows.append(ResultRow(item, given, right, sure, is_slow(item, pace)))
        return rows

    def _spaced(self) -> bool:
        return bool(self._ctx.settings.get("spaced_questions"))

    def _wrong(self) -> list[ItemResult]:
        """Return the items that were not right, omitted ones too."""
        return [item for item in self.result.items if item.status is not Status.CORRECT]

    def _print_menu(self) -> Menu:
        menu = Menu(self)
        menu.addAction("Save as PDF…", partial(self._on_paper, save_as_pdf))
        menu.addAction("Print…", partial(self._on_paper, print_out))
        return menu

    def _on_paper(self, put: Callable[[UiContext, Report, str], None]) -> None:
        put(self._ctx, self.report(), f"Block {self.result.block.number}")

    def _again(self) -> None:
        self._make_block(frozenset(item.question_id for item in self._wrong()))

    def _make_block(self, questions: frozenset[int]) -> None:
        """Make a tutor block of some of the questions, and ask to open it."""
        wanted = QuestionFilter(BankFilter(ids=questions))
        request = BlockRequest(wanted, Mode.TUTOR, len(questions))
        self.block_requested.emit(self._practice.create_block(self._ctx.user_id, request))

    def _review(self, items: Sequence[ItemResult]) -> None:
        walk = tuple(item.position for item in items)
        self.review_requested.emit(walk, walk[0])
