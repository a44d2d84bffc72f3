"""The page "Create block": filters with live counts, and the block to make of what they leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QWidget

from ms2qbank_desktop.features.practice.models import QuestionFilter
from ms2qbank_desktop.features.practice.selection import count
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.ui.commands import Command
from ms2qbank_desktop.ui.loading import LoadingPage
from ms2qbank_desktop.ui.theme import length, px
from ms2qbank_desktop.ui.widgets.banner import Banner
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.layouts import column, row, scrolled

from .block_form import BlockForm
from .filters import FilterCards

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.practice.models import BlockSummary
    from ms2qbank_desktop.features.practice.selection import Cube
    from ms2qbank_desktop.features.questions.models import Pack
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

_NARROW = 1300
"""Width of the page in pixels at 100 % text below which the panel takes 280 instead of 320."""


@dataclass(frozen=True, slots=True)
class _Bank:
    """What the page knows of the whole bank; ``suspended``: blocks to go on with, newest first."""

    packs: list[Pack]
    cube: Cube
    suspended: list[BlockSummary]


class CreateBlockPage(QWidget):
    """Choose questions by their facets and make a block of them."""

    topics = frozenset({"questions", "packs", "attempts", "marks", "blocks"})

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._practice = ctx.service(PracticeService)
        self._questions = ctx.service(QuestionService)
        self._bank: _Bank | None = None
        self._cube: Cube = {}
        self._stale = True
        self._task: Task | None = None
        self._again = False
        self._starting = False
        self.filters = FilterCards()
        self.form = BlockForm(ctx.settings)
        self._banner: Banner | None = None
        self._banner_place = column(gap=0)
        self._content = QWidget()
        self._stack = QStackedLayout(self)
        self._arrange()
        self.filters.changed.connect(self._count)
        self.filters.text_changed.connect(self._read)
        self.form.clear_requested.connect(self.filters.clear)
        self.form.start_requested.connect(self._start)
        ctx.commands.add(
            Command(
                "start-block",
                "Start block",
                self._start,
                "Ctrl+Return; Ctrl+Enter",
                when=lambda: self.isVisible() and self.form.can_start,
                menu="Go",
                section="block",
            )
        )

    def header_actions(self) -> list[QWidget]:
        """Return the buttons of the page header."""
        button = Button("Import…", "quiet", "download-simple")
        button.clicked.connect(self._import)
        return [button]

    def refresh(self) -> None:
        """Read the bank anew; the ticks and the search stay."""
        self._stale = True
        self._read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = length("side_panel") if self.width() >= px(_NARROW) else px(280)
        self.form.setFixedWidth(min(wide, self.width() * 9 // 20))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ctx.commands.refresh()

    def _arrange(self) -> None:
        filters = scrolled(self.filters)
        filters.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = row(gap=16)
        body.addWidget(filters, 1)
        body.addWidget(self.form)
        sheet = column(self._banner_place, gap=0)
        sheet.addLayout(body, 1)
        self._content.setLayout(sheet)
        button = Button("Import questions…", "primary", "download-simple")
        button.clicked.connect(self._import)
        self._empty = EmptyState(
            "question",
            "No questions yet",
            "Import a file of questions, or drop files anywhere on this window.",
            button,
        )
        # The layout first: it shows its first page at once, which must not be a window.
        self._stack.addWidget(LoadingPage())
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._content)

    def _read(self) -> None:
        """Read what the search leaves, and the whole bank if it has changed, off this thread.

        One reading at a time: an import announces changes faster than a large bank is counted.
        """
        if self._task is not None:
            self._again = True
            return
        text = self.filters.text
        bank = None if self._stale else self._bank
        self._stale = False

        def work(_progress: Progress) -> tuple[_Bank, Cube]:
            known = bank or self._read_bank()
            return known, self._read_cube(text) if text else known.cube

        def done(found: tuple[_Bank, Cube]) -> None:
            self._bank, cube = found
            if text == self.filters.text:
                self._show(self._bank, cube)

        def failed(error: BaseException) -> None:
            self._stale = True
            self._ctx.messages.show(error, field=self.filters.search)

        self._task = self._ctx.tasks.run("Counting questions", work, done=done, failed=failed)
        self._task.ended.connect(self._on_read)

    def _on_read(self) -> None:
        cancelled = self._task is not None and self._task.cancelled
        self._task = None
        if self._again and not cancelled:
            self._again = False
            self._read()

    def _read_bank(self) -> _Bank:
        blocks = self._practice.blocks(self._ctx.user_id)
        suspended = [block for block in blocks if block.ended_at is None]
        return _Bank(self._questions.packs(), self._read_cube(""), suspended)

    def _read_cube(self, text: str) -> Cube:
        return self._practice.cube(self._ctx.user_id, BankFilter(text=text))

    def _show(self, bank: _Bank, cube: Cube) -> None:
        self._cube = cube
        self.filters.search.set_fault("")
        self.filters.set_bank(bank.packs, bank.cube)
        self._show_suspended(bank.suspended)
        self._stack.setCurrentWidget(self._content if bank.cube else self._empty)
        self._count()

    def _count(self) -> None:
        wanted = self.filters.wanted
        counts = count(self._cube, wanted)
        self.filters.set_counts(counts)
        self.form.set_matches(counts, filtered=wanted != QuestionFilter())
        self._ctx.commands.refresh()

    def _show_suspended(self, blocks: list[BlockSummary]) -> None:
        if self._banner is not None:
            self._banner.close_banner()
            self._banner = None
        self._banner_place.set_margins((0, 0, 0, 16) if blocks else 0)
        if not blocks:
            return
        block, *others = blocks
        self._banner = Banner(
            f"Block {block.number} is suspended, {block.answered} of {block.size} answered.",
            f"{len(others)} more under Blocks." if others else "",
            action=("Continue", lambda: self._open(block.id)),
            closable=False,
        )
        self._banner_place.addWidget(self._banner)

    def _start(self) -> None:
        if self._starting:
            return
        request = self.form.request(self.filters.wanted)
        self._starting = True
        task = self._ctx.tasks.run(
            "Making a block",
            lambda _progress: self._practice.create_block(self._ctx.user_id, request),
            done=self._open,
        )
        task.ended.connect(self._on_start_ended)

    def _on_start_ended(self) -> None:
        self._starting = False

    def _open(self, block_id: int) -> None:
        from .exam_page import open_block

        open_block(self._ctx, block_id)

    def _import(self) -> None:
        self._ctx.commands.run("import-questions")
