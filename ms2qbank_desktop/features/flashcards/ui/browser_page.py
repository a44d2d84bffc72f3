"""The page "Browser": every card in a table, to find, read, sort, select and change."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedLayout, QWidget

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.flashcards.browsing import CardOrder
from ms2qbank_desktop.features.flashcards.searching.language import HELP
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.flashcards.service.search import SearchService
from ms2qbank_desktop.ui.loading import LoadingPage
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.browsemodel import BrowseModel
from ms2qbank_desktop.ui.widgets.browsepane import BrowsePane
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.layouts import below_line, column
from ms2qbank_desktop.ui.widgets.namedialog import NameDialog
from ms2qbank_desktop.ui.widgets.pictures import Pictures
from ms2qbank_desktop.ui.widgets.searchbar import SearchBar
from ms2qbank_desktop.ui.widgets.splitter import Splitter

from .browser_actions import BrowserActions
from .browser_bar import ActionBar
from .browser_columns import CardEntry, columns, shown_columns, wanted_order
from .browser_menus import fill_more, fill_row_menu
from .browser_preview import BrowserPreview, Preview, read_preview
from .browser_reading import Asked, BrowserReading
from .browser_sidebar import Names, Sidebar
from .browser_terms import narrowed, read_search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.ui.context import UiContext

_PREVIEW_FROM = 1180
_SIDEBAR_FROM = 900
"""Widths of the page in pixels at 100 % text from which the panes stand beside the table."""


class BrowserPage(QWidget):
    """A search, the table between decks and tags and a preview of the card looked at."""

    topics = frozenset({"cards", "decks", "reviews"})
    desk = True

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._search = ctx.service(SearchService)
        self._notes = ctx.service(NoteService)
        self._reading = BrowserReading(ctx, self._asked_now, self)
        self._asked: Asked | None = None
        self._total = 0
        self.order = wanted_order(ctx.settings)
        self._shown = shown_columns(ctx.settings)
        self.columns = columns(lambda at: ctx.clock.study_day(at).toordinal())
        self.search = SearchBar(
            "Search the cards", "deck:Renal is:due -tag:anatomy", read_search, HELP
        )
        self.do: BrowserActions = BrowserActions(ctx)
        self.model = BrowseModel(self.columns, self._read, lambda entry: entry.line.card_id)
        self.sidebar = Sidebar(ctx)
        self.bar = ActionBar()
        self.preview = BrowserPreview(Pictures(ctx.tasks, self))
        self.clear_search = Button("Clear the search", "secondary")
        nothing = EmptyState(
            "magnifying-glass", "Nothing matches", "No card fits this search.", self.clear_search
        )
        self._pane = BrowsePane(self.model, "Cards", self.bar, nothing)
        self.table = self._pane.table
        self._arrange()
        self._connect()

    def header_actions(self) -> list[QWidget]:
        """Return the buttons of the page header."""
        duplicates = Button("Find duplicates…", "quiet", "copy")
        duplicates.clicked.connect(self.find_duplicates)
        types = Button("Note types…", "quiet", "text-aa")
        types.clicked.connect(lambda: self._ctx.commands.run("note-types"))
        add = Button("Add note", "primary", "plus")
        add.clicked.connect(lambda: self._ctx.commands.run("add-note"))
        self._ctx.commands.bind(add, "add-note")
        return [duplicates, types, add]

    def refresh(self) -> None:
        """Read the cards anew; search, selection and place stay."""
        self._reading.ask_anew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ctx.commands.refresh()

    def _arrange(self) -> None:
        pane = self._pane
        self._left, self._right = below_line(self.sidebar), below_line(self.preview)
        self._splitter = Splitter(  # kept: Python must not collect it on another thread
            (self._left, 224), (pane, 700), (self._right, 340), wide=pane, least=180
        )
        sheet = column(column(self.search, gap=0, margins=(24, 0, 24, 12)), gap=0)
        sheet.addWidget(self._splitter, 1)
        self._content = QWidget()
        self._content.setLayout(sheet)
        add = Button("Add a note", "primary", "plus")
        add.clicked.connect(lambda: self._ctx.commands.run("add-note"))
        words = "Write a note, or import a deck: drop its file anywhere on this window."
        self._empty = EmptyState("cards", "No cards yet", words, add)
        self._stack = QStackedLayout(self)
        for page in (LoadingPage(), self._empty, self._content):
            self._stack.addWidget(page)
        chosen = Button("Columns", "secondary", "columns")
        chosen.setMenu(pane.menu)
        self.save_search = Button("Save", "secondary", "bookmark-simple")
        self.save_search.setToolTip("Keep this search at the left")
        self.search.add_button(self.save_search)
        self.search.add_button(chosen)
        self._show_columns(self._shown)
        pane.show_order(self.order.column, descending=self.order.descending)

    def _connect(self) -> None:
        table, bar = self.table, self.bar
        self._reading.found.connect(self._show_found)
        self._reading.names_read.connect(self._show_names)
        self._pane.settled.connect(self._show_preview)
        self._pane.order_chosen.connect(lambda key, down: self.sort(CardOrder(key, down)))
        self._pane.columns_chosen.connect(self.choose_columns)
        table.open_requested.connect(self.edit)
        table.menu_requested.connect(self._show_menu)
        self.preview.edit.clicked.connect(self.edit)
        self.preview.info.clicked.connect(self.show_info)
        self.preview.source_requested.connect(self._open_source)
        self.search.search_changed.connect(self._on_search_changed)
        self.search.field.returnPressed.connect(self._on_return_pressed)
        self.clear_search.clicked.connect(lambda: self.search.ask(""))
        self.save_search.clicked.connect(self.keep_search)
        self.sidebar.search_wanted.connect(self._on_search_wanted)
        self.sidebar.rename_requested.connect(self.do.rename_tag)
        self.sidebar.removal_requested.connect(self.do.remove_tag)
        bar.tags.clicked.connect(lambda: self.do.tag(table.selected()))
        bar.move_to.clicked.connect(lambda: self.do.move(table.selected()))
        bar.suspend.clicked.connect(lambda: self.do.suspend(table.selected(), suspended=True))
        bar.flags.chosen.connect(lambda flag: self.do.flag(table.selected(), flag))
        bar.more.aboutToShow.connect(self._fill_more)
        signals().changed.connect(self._on_theme_changed)
        self.preview.note.clicked.connect(self.make_note)
        self.preview.links.clicked.connect(self.show_links)
        self._ctx.commands.bind(self.preview.note, "card-note")
        self._ctx.commands.bind(self.preview.links, "card-links")
        self._ctx.commands.bind(self.preview.edit, "card-edit")
        self._ctx.commands.bind(self.preview.info, "card-info")

    # Reading

    def _asked_now(self) -> Asked:
        return Asked(self.search.text, self.order)

    def _read(self, ids: Sequence[int]) -> list[CardEntry]:
        lines = self._search.lines(self._ctx.user_id, ids)
        with_answers = "answer" in self._shown
        answers = self._notes.answers(self._ctx.user_id, ids) if with_answers else {}
        return [CardEntry(one, answers.get(one.card_id, "")) for one in lines]

    def _show_found(self, asked: Asked, ids: list[int]) -> None:
        anew = asked != self._asked
        self._asked = asked
        now = self._ctx.clock.now()
        self.table.show_ids(ids, now, from_top=anew or not self.model.ids)
        if not asked.search:
            self._total = len(ids)
        self.search.show_count(len(ids), self._total)
        self._pane.show_found(any_found=bool(ids))
        there = bool(ids) or bool(self.search.field.text().strip())
        self._stack.setCurrentWidget(self._content if there else self._empty)
        self._fit()

    def _show_names(self, names: Names) -> None:
        self.sidebar.show_names(names)
        self._total = names.total
        self.search.show_count(len(self.model.ids), self._total)

    # Looking

    @property
    def looked(self) -> CardEntry | None:
        """The card of the current row."""
        return self._pane.looked

    def targets(self) -> list[int]:
        """Return the cards that are selected, else the one that is looked at."""
        return self._pane.targets()

    def _show_preview(self) -> None:
        """Render the card off this thread: a first formula takes long."""
        entry = self.looked
        self.preview.setVisible(entry is not None)
        if entry is None or not self._right.isVisible():
            return

        def done(preview: Preview) -> None:
            if preview.card.id == self.table.looked:
                self.preview.show_card(preview)

        self._ctx.tasks.run(
            "Reading a card", lambda _progress: read_preview(self._ctx, entry), done=done
        )

    def sort(self, order: CardOrder) -> None:
        """Put the cards in another order, and keep it for the next time."""
        self.order = order
        sign = "-" if order.descending else ""
        self._ctx.settings.set("card_order", f"{sign}{order.column.value}")
        self._pane.show_order(order.column, descending=order.descending)
        self._reading.ask()

    def choose_columns(self, shown: frozenset[str]) -> None:
        """Show other columns, and keep them for the next time."""
        self._ctx.settings.set("card_columns", " ".join(sorted(shown)))
        self._show_columns(shown)

    def _show_columns(self, shown: frozenset[str]) -> None:
        self._shown = shown
        self._pane.show_columns(shown)
        self.model.read_anew(self._ctx.clock.now())

    # Doing

    def go_to_search(self) -> None:
        """Go to the search field."""
        self.search.take_keyboard()

    def edit(self) -> None:
        """Open the note of the card that is looked at."""
        from .editor_dialog import edit_note

        entry = self.looked
        if entry is not None:
            edit_note(self._ctx, entry.line.note_id)

    def show_info(self) -> None:
        """Show the history of the card that is looked at, and what it is linked to."""
        from .browser_info import show_info

        if self.table.looked is not None:
            show_info(self._ctx, self.table.looked)

    def show_links(self) -> None:
        """Show what the card that is looked at is linked to."""
        from .card_links import open_links

        if self.table.looked is not None:
            open_links(self._ctx, self.table.looked)

    def make_note(self) -> None:
        """Begin a quick note at the card that is looked at."""
        from .card_links import make_note

        if self.table.looked is not None:
            make_note(self._ctx, self.table.looked, self.preview.view.text)

    def _open_source(self, source: Place) -> None:
        self._ctx.commands.request(f"open-{source.kind}", source)

    def find_duplicates(self) -> None:
        """Look for notes that say the same."""
        from .find_duplicates import DuplicatesDialog

        dialog = DuplicatesDialog(self._ctx)
        dialog.accepted.connect(lambda: self.search.ask(dialog.search))
        dialog.open()

    def keep_search(self) -> None:
        """Ask for a name and keep the present search."""
        text = self.search.text
        if text:
            title, help_ = "Save this search", f"It stands for: {text}"
            save = partial(self._save_search, text)
            NameDialog(self._ctx.window, title, "Save search", save, help=help_).open_once()

    def _save_search(self, text: str, name: str) -> None:
        if not name.strip():
            raise UserFault("Give it a name.")
        self.sidebar.save(" ".join(name.split()), text)

    def _show_menu(self, place: QPoint) -> None:
        menu = Menu(self)
        ids = self.targets()
        if len(ids) == 1:
            menu.addAction("Edit note", self.edit)
            menu.addAction("History of the card", self.show_info)
            shown = self.preview.shown
            if shown is not None and shown.card.id == ids[0] and shown.card.source is not None:
                source = shown.card.source
                menu.addAction("Open where it comes from", lambda: self._open_source(source))
            menu.addSeparator()
        fill_row_menu(menu, self.do, ids)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _fill_more(self) -> None:
        self.bar.more.clear()
        fill_more(self.bar.more, self.do, self.table.selected())

    def _on_search_changed(self) -> None:
        self.save_search.setEnabled(bool(self.search.text))
        self._reading.ask()

    def _on_return_pressed(self) -> None:
        if not self.search.fault:
            self.table.setFocus()

    def _on_search_wanted(self, search: str, more: bool) -> None:
        self.search.ask(narrowed(self.search.text, search) if more else search)

    def _on_theme_changed(self) -> None:
        self._fit()
        self._pane.look_again()  # the card is rendered in the colours of the theme

    def _fit(self) -> None:
        width = self.width()
        self._left.setVisible(width >= px(_SIDEBAR_FROM))
        beside = width >= px(_PREVIEW_FROM)
        if self._right.isHidden() == beside:
            self._right.setVisible(beside)
            self._pane.look_again()
