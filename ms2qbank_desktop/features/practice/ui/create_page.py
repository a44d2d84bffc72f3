"""The page "Create block": filters with live counts, and the block to make of what they leave."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QWidget

from ms2qbank_desktop.features.attempts.models import NameCounts, QuestionFilter, Status
from ms2qbank_desktop.features.attempts.selection import count
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.practice.blueprint import official
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.ui.command import Command
from ms2qbank_desktop.ui.loading import LoadingPage
from ms2qbank_desktop.ui.settings.following import follow
from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.theme import length, px
from ms2qbank_desktop.ui.widgets.banner import Banner
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.layouts import column, row, scrolled

from .block_form import BlockForm
from .due_card import DueCard
from .filters import FilterCards
from .recipe_menu import RecipeMenu

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.attempts.selection import Cube
    from ms2qbank_desktop.features.practice.models import BlockRequest, BlockSummary, Recipe
    from ms2qbank_desktop.features.questions.models import Pack
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

_NARROW = 1300
"""Width of the page in pixels at 100 % text below which the panel takes 280 instead of 320."""


@dataclass(frozen=True, slots=True)
class _Bank:
    """What the page knows of the whole bank and its user; ``suspended``: blocks to go on with,
    newest first; ``last``: what the last block was made of."""

    packs: list[Pack]
    cube: Cube
    names: NameCounts
    suspended: list[BlockSummary]
    recipes: list[Recipe]
    last: BlockRequest | None


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read for one state of the filters. ``cube`` is what ``narrow`` leaves."""

    bank: _Bank
    narrow: QuestionFilter
    cube: Cube
    wanted: QuestionFilter
    names: NameCounts
    unknown: list[str]


class CreateBlockPage(QWidget):
    """Choose questions by their facets and make a block of them."""

    topics = frozenset({"questions", "packs", "attempts", "marks", "blocks", "recipes"})

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._practice = ctx.service(PracticeService)
        self._attempts = ctx.service(AttemptService)
        self._questions = ctx.service(QuestionService)
        self._found: _Found | None = None
        self._stale = True
        self._reading = Reading(self._read, self)
        self._starting = False
        self._once_known: Callable[[], None] | None = None
        """What was asked for before the bank had been read: its filters knew no values yet."""
        self._for_task: int | None = None
        """The task whose block is described, as long as the page is open."""
        self.filters = FilterCards()
        self.form = BlockForm(ctx.settings)
        self.due = DueCard(ctx.settings)
        self._banner: Banner | None = None
        self._due_number = 0
        self._above = column(gap=16)
        self._content = QWidget(self)  # at once: a move later would style all of it anew
        self._stack = QStackedLayout(self)
        self._arrange()
        self.due.start_requested.connect(self._start_due)
        self.due.switched_off.connect(self._say_off)
        follow(ctx.settings, "spaced_questions", self, lambda _spaced: self._on_switched())
        self.filters.changed.connect(self._on_ticked)
        self.filters.narrowed.connect(self._reading.ask)
        self.form.clear_requested.connect(lambda: self.filters.choose(QuestionFilter()))
        self.form.start_requested.connect(self._start)
        self.form.again_requested.connect(self._start_like_last)
        self.recipes = RecipeMenu(ctx, lambda: self.form.request(self.filters.wanted))
        self.recipes.chosen.connect(self._use)
        ctx.commands.add(
            Command(
                "start-due-block",
                "Start due questions",
                self._start_due,
                "Ctrl+Shift+Return; Ctrl+Shift+Enter",
                when=lambda: self.due.isVisible(),
                menu="Go",
                section="block",
                context="tabs create",
            ),
            Command(
                "spaced-questions",
                "Missed questions come back",
                self._switch_spaced,
                menu="Go",
                section="spaced",
                checked=lambda: ctx.settings.get("spaced_questions"),
            ),
            Command(
                "start-block",
                "Start block",
                self._start,
                "Ctrl+Return; Ctrl+Enter",
                when=lambda: self.isVisible() and self.form.can_start,
                menu="Go",
                section="block",
                context="tabs create",
            ),
        )
        ctx.commands.serve("choose-questions", self._choose)
        ctx.commands.serve("describe-block", self._describe)
        ctx.commands.bind(self.form.start, "start-block")
        ctx.commands.bind(self.due.start, "start-due-block")
        self.form.size_field.valueChanged.connect(self._show_due)

    def header_actions(self) -> list[QWidget]:
        """Return the buttons of the page header."""
        button = Button("Import…", "quiet", "download-simple")
        button.clicked.connect(self._import)
        return [button, self.recipes]

    def refresh(self) -> None:
        """Read the bank anew; what is asked for stays."""
        self._stale = True
        self._reading.ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = length("side_panel") if self.width() >= px(_NARROW) else px(280)
        self.form.setFixedWidth(min(wide, self.width() * 9 // 20))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ctx.commands.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # else the window was made small
            self._for_task = None

    def _arrange(self) -> None:
        self._above.addWidget(self.due)
        filters = scrolled(self.filters, "Filters")
        filters.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = row(gap=16)
        body.addWidget(filters, 1)
        body.addWidget(self.form)
        sheet = column(self._above, gap=0)
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

    def _on_ticked(self) -> None:
        self._count()  # at once, from the cube in hand
        if self._found is not None and self._found.bank.names != NameCounts():
            self._reading.ask()  # the topics, which no cube could hold

    def _read(self) -> Task:
        """Read what the filters leave, and the whole bank if it has changed, off this thread."""
        names = self.filters.more.names
        narrow, wanted = self.filters.narrow, self.filters.wanted
        known = None if self._stale else self._found
        self._stale = False

        def work(_progress: Progress) -> _Found:
            bank = known.bank if known else self._read_bank()
            return _Found(
                bank,
                narrow,
                known.cube if known and known.narrow == narrow else self._cube_of(bank, narrow),
                wanted,
                self._names_of(bank, wanted),
                self._questions.unknown(names),
            )

        def failed(error: BaseException) -> None:
            self._stale = True
            self._ctx.messages.show(error, field=self.filters.more.search)

        return self._ctx.tasks.run("Counting questions", work, done=self._show, failed=failed)

    def _read_bank(self) -> _Bank:
        user_id = self._ctx.user_id
        blocks = self._practice.blocks(user_id)
        everything = QuestionFilter()
        return _Bank(
            self._questions.packs(),
            self._attempts.cube(user_id, everything.bank),
            self._attempts.name_counts(user_id, everything),
            [block for block in blocks if block.ended_at is None],
            self._practice.recipes(user_id),
            self._practice.last_request(user_id),
        )

    def _cube_of(self, bank: _Bank, narrow: QuestionFilter) -> Cube:
        if narrow == QuestionFilter():
            return bank.cube
        return self._attempts.cube(self._ctx.user_id, narrow.bank, narrow.unseen_days)

    def _names_of(self, bank: _Bank, wanted: QuestionFilter) -> NameCounts:
        if wanted == QuestionFilter() or bank.names == NameCounts():
            return bank.names
        return self._attempts.name_counts(self._ctx.user_id, wanted)

    def _show(self, found: _Found) -> None:
        bank = found.bank
        if self._found is None or bank is not self._found.bank:
            self.filters.set_bank(bank.packs, bank.cube, bank.names)
            weighable = any(official(cell.system) for cell in bank.cube)
            self.form.set_weighable(weighable=weighable)
            self.form.set_last(bank.last)
            self.recipes.set_recipes(bank.recipes)
            self._show_suspended(bank.suspended)
            self._due_number = count(bank.cube, QuestionFilter()).by_status[Status.DUE]
            self._show_due()
            self._stack.setCurrentWidget(self._content if bank.cube else self._empty)
        self._found = found
        if self._once_known is not None:
            ask, self._once_known = self._once_known, None
            ask()
        self.filters.topics.set_counts(found.names)
        if found.narrow == self.filters.narrow:
            self.filters.more.search.set_fault("")
            self.filters.more.set_unknown(found.unknown)
            self._count()
        else:  # an import has taken away what was asked for
            self._reading.ask()

    def _count(self) -> None:
        if self._found is None:
            return
        wanted = self.filters.wanted
        counts = count(self._found.cube, wanted)
        self.filters.set_counts(counts)
        self.form.set_matches(counts, filtered=wanted != QuestionFilter())
        self._ctx.commands.refresh()

    def _show_suspended(self, blocks: list[BlockSummary]) -> None:
        if self._banner is not None:
            self._banner.close_banner()
            self._banner = None
        if not blocks:
            return
        block, *others = blocks
        self._banner = Banner(
            f"Block {block.number} is suspended, {block.answered} of {block.size} answered.",
            f"{len(others)} more under Blocks." if others else "",
            action=("Continue", lambda: self._open(block.id)),
            closable=False,
        )
        self._above.insertWidget(0, self._banner)

    def _show_due(self) -> None:
        """Show what is due if the user wants that, and room below whatever stands above."""
        spaced = self._ctx.settings.get("spaced_questions")
        self.filters.set_spaced(spaced=spaced)
        shown = spaced and self._due_number > 0
        self.due.show_due(self._due_number, self.form.size_field.value())
        self.due.setVisible(shown)
        self._above.set_margins((0, 0, 0, 16) if shown or self._banner is not None else 0)

    def _switch_spaced(self) -> None:
        spaced = self._ctx.settings.get("spaced_questions")
        self._ctx.settings.set("spaced_questions", not spaced)
        if spaced:
            self._say_off()

    def _say_off(self) -> None:
        """Offer the way back to spaced questions."""
        self._ctx.messages.toast("Missed questions no longer come back", self._switch_spaced)

    def _on_switched(self) -> None:
        """Go by the setting of spaced questions."""
        self._show_due()
        self._on_ticked()

    def _choose(self, wanted: QuestionFilter) -> None:
        """Ask for what another page wants to be practised."""
        if self._found is None:
            self._once_known = partial(self.filters.choose, wanted)
        else:
            self.filters.choose(wanted)

    def _describe(self, request: BlockRequest) -> None:
        """Describe a whole block that another page wants; Enter starts it."""
        if self._found is None:
            self._once_known = partial(self._describe, request)
            return
        self._for_task = request.for_task
        self.form.choose(request)
        self.filters.choose(request.wanted)
        self.form.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _use(self, recipe: Recipe) -> None:
        """Describe the block of a recipe; say so if the bank lacks what it asks for."""
        self.form.choose(recipe.request)
        self.filters.choose(recipe.request.wanted)
        if self.filters.wanted != recipe.request.wanted:
            self._ctx.messages.banner(
                f"Some of what “{recipe.name}” asks for is not in this bank now.",
                "What is ticked is what there is. Save it again to keep it so.",
                kind="warning",
            )

    def _start(self) -> None:
        request = self.form.request(self.filters.wanted)
        self._make(replace(request, for_task=self._for_task))

    def _start_due(self) -> None:
        """Make a block of what is due, in the ways of the form."""
        request = self.form.request(QuestionFilter(statuses=frozenset({Status.DUE})))
        vary = self._ctx.settings.get("vary_due")
        self._make(replace(request, vary=vary, by_blueprint=False))

    def _start_like_last(self) -> None:
        if self._found is not None and self._found.bank.last is not None:
            self._make(self._found.bank.last)

    def _make(self, request: BlockRequest) -> None:
        if self._starting:
            return
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
        from .opening import open_block

        open_block(self._ctx, block_id)

    def _import(self) -> None:
        self._ctx.commands.run("import-questions")
