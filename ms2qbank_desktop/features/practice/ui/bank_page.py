"""The page "Bank": every question in a table, to find, read, sort, select and use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedLayout, QWidget

from ms2qbank_desktop.features.attempts.models import BankOrder
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.ui.command import Command
from ms2qbank_desktop.ui.loading import LoadingPage
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.browsepane import BrowsePane
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.layouts import below_line, column, line, row
from ms2qbank_desktop.ui.widgets.splitter import Splitter

from .bank_actions import BankActions
from .bank_bar import ActionBar
from .bank_columns import bank_model
from .bank_filter import FilterBar
from .bank_menus import RowMenu, fill_more, keep_columns, shown_columns, wanted_order
from .bank_preview import BankPreview, Content, read
from .bank_reading import Asked, BankReading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from ms2qbank_desktop.features.attempts.models import BankRow
    from ms2qbank_desktop.features.questions.models import Pack
    from ms2qbank_desktop.ui.context import UiContext

    from .bank_reading import Names

_PREVIEW_FROM = 1100
"""Width of the page in pixels at 100 % text from which the preview stands beside the table."""


class BankPage(QWidget):
    """A filter bar, the table, and a preview of the row that is looked at."""

    topics = frozenset({"questions", "packs", "attempts", "marks", "settings:spaced_questions"})
    desk = True

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._attempts = ctx.service(AttemptService)
        self._reading = BankReading(ctx, self._asked_now, self)
        self._asked: Asked | None = None
        self._complete = False
        """Whether every row is known, not just those of the first screen."""
        self._total: int | None = None
        self._packs: Mapping[int, Pack] = {}
        self.order = wanted_order(ctx.settings)
        self.filter = FilterBar()
        self.do = BankActions(ctx)
        self.model = bank_model(lambda ids: self._attempts.browse_rows(ctx.user_id, ids))
        self.bar = ActionBar()
        self.preview = BankPreview(ctx)
        self.clear_filter = Button("Clear filter", "secondary")
        nothing = EmptyState(
            "magnifying-glass",
            "Nothing matches",
            "No question fits this search.",
            self.clear_filter,
        )
        self._pane = BrowsePane(self.model, "Questions", self.bar, nothing)
        self.table = self._pane.table
        self._arrange()
        self._connect()

    def header_actions(self) -> list[QWidget]:
        """Return the buttons of the page header."""
        load = Button("Import…", "quiet", "download-simple")
        load.clicked.connect(self._import)
        save = Button("Export…", "quiet", "export")
        save.setToolTip("Export the questions that are shown")
        save.clicked.connect(self._export_shown)
        again = Button("Reset progress…", "quiet", "arrow-counter-clockwise")
        again.setToolTip("Of the questions that are shown")
        again.clicked.connect(self._reset_shown)
        return [load, save, again]

    def refresh(self) -> None:
        """Read the bank anew; filter, selection and place stay."""
        self._pane.show_columns(shown_columns(self._ctx.settings))
        self._reading.ask_anew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ctx.commands.refresh()

    def _arrange(self) -> None:
        left = QWidget()
        left.setLayout(row(line(vertical=True), self._pane, gap=0, margins=(24, 0, 0, 0)))
        self._right = below_line(self.preview)
        self._splitter = Splitter((left, 700), (self._right, 340), wide=left, least=280)
        top = column(self.filter, gap=0, margins=(24, 0, 24, 12))
        sheet = column(top, gap=0)
        sheet.addWidget(self._splitter, 1)
        content = QWidget()
        content.setLayout(sheet)
        button = Button("Import questions…", "primary", "download-simple")
        button.clicked.connect(self._import)
        self._empty = EmptyState(
            "question",
            "No questions yet",
            "Import a file of questions, or drop files anywhere on this window.",
            button,
        )
        self._content = content
        self._stack = QStackedLayout(self)
        for page in (LoadingPage(), self._empty, content):
            self._stack.addWidget(page)
        self.filter.columns_button.setMenu(self._pane.menu)
        self._pane.show_columns(shown_columns(self._ctx.settings))
        self._pane.show_order(self.order.key, descending=self.order.descending)

    def _connect(self) -> None:
        pane, table, bar = self._pane, self.table, self.bar
        self._reading.first_read.connect(self._show_first)
        self._reading.read.connect(self._show_all)
        self._reading.names_read.connect(self._show_names)
        pane.settled.connect(self._show_preview)
        pane.order_chosen.connect(lambda key, down: self.sort(BankOrder(key, down)))
        pane.columns_chosen.connect(self._choose_columns)
        pane.menu.aboutToShow.connect(self._on_columns_asked)
        table.open_requested.connect(self.open_large)
        table.menu_requested.connect(self._show_menu)
        self.preview.open_large.clicked.connect(self.open_large)
        self.filter.search_changed.connect(self._reading.ask)
        self.clear_filter.clicked.connect(lambda: self.filter.ask(""))
        self.filter.field.returnPressed.connect(table.setFocus)
        bar.block.clicked.connect(lambda: self.do.make_block(table.selected()))
        bar.tag.clicked.connect(lambda: self.do.tag(table.selected()))
        bar.mark.clicked.connect(lambda: self.do.mark(table.selected(), marked=True))
        bar.suspend.clicked.connect(lambda: self.do.suspend(table.selected(), suspended=True))
        bar.export.clicked.connect(lambda: self.do.export(table.selected()))
        bar.more.aboutToShow.connect(self._fill_more)
        signals().changed.connect(self._fit)
        self._ctx.commands.serve("filter-bank", self.filter.ask)
        self._ctx.commands.add(
            Command(
                "find-question",
                "Find in the bank",
                self.filter.take_keyboard,
                "Ctrl+F",
                when=self.isVisible,
                menu="Edit",
                section="find",
                context="tabs bank",
            ),
            Command(
                "mark-question",
                "Mark the question, or unmark it",
                self._toggle_mark,
                "M",
                when=self.isVisible,
                menu="Edit",
                section="find",
                context="tabs bank",
            ),
            Command(
                "note-question",
                "Quick note at the question",
                self.make_note,
                "N",
                when=self.isVisible,
                menu="Edit",
                section="find",
                context="tabs bank",
            ),
        )

    def make_note(self) -> None:
        """Begin a quick note at the question that is looked at."""
        self.preview.make_note()

    # Reading

    def _asked_now(self) -> Asked:
        return Asked(self.filter.search.wanted, self.order)

    def _show_first(self, asked: Asked, lines: list[BankRow]) -> None:
        self._asked, self._complete = asked, False
        ids = [line.question_id for line in lines]
        self.table.show_ids(ids, self._ctx.clock.now(), from_top=True, known=lines)
        self._show_content(any_found=True)

    def _show_all(self, asked: Asked, ids: list[int]) -> None:
        self._complete = True
        if asked == self._asked and self.table.show_rest(ids):
            self.filter.show_count(len(ids), self._total)
            return
        anew = asked != self._asked
        self._asked = asked
        self.table.show_ids(ids, self._ctx.clock.now(), from_top=anew or not self.model.ids)
        self.filter.show_count(len(ids), self._total)
        self._show_content(any_found=bool(ids))

    def _show_content(self, *, any_found: bool) -> None:
        self._pane.show_found(any_found=any_found)
        filtered = bool(self.filter.field.text().strip())
        self._stack.setCurrentWidget(self._content if any_found or filtered else self._empty)
        self._fit()

    def _show_names(self, names: Names) -> None:
        self._total, self._packs = names.total, names.packs
        self.filter.set_vocabulary(names.vocabulary)
        self.filter.show_count(len(self.model.ids), self._total)
        self._pane.look_again()

    # Looking

    def _show_preview(self) -> None:
        """Read the question off this thread: the first one in Markdown brings its reader along."""
        found = self._pane.looked
        self.preview.setVisible(found is not None)
        if found is None or not self._right.isVisible():
            return

        def done(content: Content) -> None:
            if content.line.question_id == self.table.looked:
                self.preview.show_question(content, self._packs)

        self._ctx.tasks.run(
            "Reading a question", lambda _progress: read(self._ctx, found), done=done
        )

    def open_large(self) -> None:
        """Show the question that is looked at over the page."""
        found = self._pane.looked
        if found is None:
            return
        page = BankPreview(self._ctx, large=True)
        self._ctx.navigate.open_detail(
            page, "Question", f"{self.table.currentIndex().row() + 1:,} of {len(self.model.ids):,}"
        )
        page.show_question(read(self._ctx, found), self._packs)
        page.setFocus()

    def sort(self, order: BankOrder) -> None:
        """Put the questions in another order, and keep it for the next time."""
        self.order = order
        sign = "-" if order.descending else ""
        self._ctx.settings.set("bank_order", f"{sign}{order.key.value}")
        self._pane.show_order(order.key, descending=order.descending)
        self._reading.ask()

    def _choose_columns(self, shown: frozenset[str]) -> None:
        keep_columns(self._ctx.settings, shown)
        self._pane.show_columns(shown)

    def _on_columns_asked(self) -> None:
        spaced = self._ctx.settings.get("spaced_questions")
        self._pane.menu.set_offered("due", offered=spaced)

    # Doing

    def _toggle_mark(self) -> None:
        found = self._pane.looked
        if found is not None:
            self._attempts.mark(self._ctx.user_id, [found.question_id], marked=not found.marked)

    def _show_menu(self, place: QPoint) -> None:
        RowMenu(self, self.do, self._pane.targets(), self.open_large).popup(place)

    def _fill_more(self) -> None:
        fill_more(self.bar.more, self.do, self.table.selected())

    def _export_shown(self) -> None:
        if self.model.ids and self._complete:
            self.do.export(self.model.ids)

    def _reset_shown(self) -> None:
        if self._complete:
            self.do.reset(self.model.ids)

    def _import(self) -> None:
        self._ctx.commands.run("import-questions")

    def _fit(self) -> None:
        beside = self.width() >= px(_PREVIEW_FROM)
        if self._right.isHidden() == beside:
            self._right.setVisible(beside)
            self._pane.look_again()
