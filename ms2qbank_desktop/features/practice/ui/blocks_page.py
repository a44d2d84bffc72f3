"""The page "Blocks": those to go on with on top, all others below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QWidget

from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.ui.loading import LoadingPage
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, line, row
from ms2qbank_desktop.ui.words import clock_time, short_when

from .blocks_model import systems_of
from .blocks_table import BlocksTable
from .wording import MODES

if TYPE_CHECKING:
    from datetime import datetime

    from ms2qbank_desktop.features.practice.models import BlockSummary
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

_ON_TOP = 5
"""Suspended blocks shown on top, the newest ones; older ones stand in the table."""


class BlocksPage(QWidget):
    """Go on with a block, look at a result, clear up."""

    topics = frozenset({"blocks", "attempts"})

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._practice = ctx.service(PracticeService)
        self._task: Task | None = None
        self.suspended = SuspendedCard()
        self.table = BlocksTable()
        for part in (self.suspended, self.table):
            part.open_requested.connect(self._open)
            part.remove_requested.connect(self._remove)
        self._past = Card("Blocks", flush=True)
        self._past.body.addWidget(self.table)
        sheet = column(self.suspended, gap=16)
        sheet.addWidget(self._past, 1)
        self._content = QWidget()
        self._content.setLayout(sheet)
        self.create_button = Button("Create block", "primary")
        self.create_button.clicked.connect(lambda: ctx.navigate.open("questions", "create"))
        self._empty = EmptyState(
            "list-numbers",
            "No blocks yet",
            "A block is a set of questions answered in one go. It is kept here, with its result.",
            self.create_button,
        )
        self._stack = QStackedLayout(self)
        self._stack.addWidget(LoadingPage())
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._content)

    def refresh(self) -> None:
        """Read the blocks anew."""

        def done(blocks: list[BlockSummary]) -> None:
            if task is self._task:
                self._show(blocks)

        self._task = task = self._ctx.tasks.run(
            "Reading blocks",
            lambda _progress: self._practice.blocks(self._ctx.user_id),
            done=done,
        )

    def _show(self, blocks: list[BlockSummary]) -> None:
        now = self._ctx.clock.now()
        suspended = [block for block in blocks if block.ended_at is None]
        on_top = suspended[:_ON_TOP]
        self.suspended.show_blocks(on_top, len(suspended), now)
        others = [block for block in blocks if block not in on_top]
        self.table.show_blocks(others, now)
        self._past.setVisible(bool(others))
        ended = len(blocks) - len(suspended)
        self._past.set_fact(f"{ended:,} ended" if ended else "")
        self._stack.setCurrentWidget(self._content if blocks else self._empty)

    def _open(self, block: BlockSummary) -> None:
        from .opening import open_block

        open_block(self._ctx, block.id)

    def _remove(self, block: BlockSummary) -> None:
        user_id = self._ctx.user_id
        self._practice.remove_block(user_id, block.id)
        self._ctx.messages.toast(
            f"Block {block.number} removed from the list",
            lambda: self._practice.remove_block(user_id, block.id, removed=False),
        )


class SuspendedCard(Card):
    """A row for each block to go on with; the signals carry a BlockSummary."""

    open_requested = Signal(object)
    remove_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__("Suspended", flush=True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._rows: list[QWidget] = []
        self.remove_buttons: list[IconButton] = []

    def show_blocks(self, blocks: list[BlockSummary], total: int, now: datetime) -> None:
        """Show ``blocks``, which are the newest of ``total``."""
        for old in self._rows:
            self.body.removeWidget(old)
            old.deleteLater()
        self._rows, self.remove_buttons = [], []
        for block in blocks:
            if self._rows:
                self._rows.append(line())
                self.body.addWidget(self._rows[-1])
            self._rows.append(self._row(block, now))
            self.body.addWidget(self._rows[-1])
        self.set_fact(f"{len(blocks)} of {total}" if total > len(blocks) else "")
        self.setVisible(bool(blocks))

    def _row(self, block: BlockSummary, now: datetime) -> QWidget:
        first = not self._rows
        go_on = Button("Continue", "primary" if first else "secondary", size="small")
        go_on.setAccessibleName(f"Continue block {block.number}")
        go_on.clicked.connect(lambda: self.open_requested.emit(block))
        remove = IconButton("trash", f"Remove block {block.number} from the list", size="small")
        remove.clicked.connect(lambda: self.remove_requested.emit(block))
        self.remove_buttons.append(remove)
        facts = (
            MODES[block.mode],
            f"{block.answered} of {block.size} answered",
            *(() if block.left_ms is None else (f"{clock_time(block.left_ms)} left",)),
            short_when(block.created_at, now),
        )
        widget = QWidget()
        parts = row(Label(f"Block {block.number}", "strong"), gap=16, margins=(16, 8, 12, 8))
        ink = "" if block.systems else "text-muted"
        parts.addWidget(Elided(systems_of(block), ink=ink), 1)
        parts.add(Label(" · ".join(facts), "body", "text-muted"), go_on, remove)
        widget.setLayout(parts)
        return widget
