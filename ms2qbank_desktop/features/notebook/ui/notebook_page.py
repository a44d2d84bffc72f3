"""The page "Notebook": the tree of notebooks and tags, the notes of a place, the note itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from ms2qbank_desktop.features.notebook.models import NoteOrder
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.ui.loading import LoadingPage
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.settings.following import follow
from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.widgets.layouts import column, ground

from . import note_menus
from .note_actions import NoteActions
from .note_deeds import Deeds
from .note_desk import NoteDesk
from .note_import import choose_vault
from .note_list_model import NoteModel
from .note_list_pane import NoteListPane
from .note_marking import NoteMarking
from .note_shelves import (
    ALL,
    FLAGS,
    KEEPS_NEW,
    NEW_NOTEBOOK,
    TABLES,
    TRASH,
    Shelf,
    name_of,
    wanted_on,
)
from .note_trail import NoteTrail
from .note_tree import NoteTree
from .note_tree_actions import NotebookActions
from .note_tree_filling import fill
from .notebook_panes import NotebookPanes
from .notebook_reading import Asked, Found, find
from .notebook_tables import NotebookTables
from .notebook_welcome import NotebookWelcome
from .templates_menu import templates_menu

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QShowEvent

    from ms2qbank_desktop.features.notebook.models import Notebook, NoteFilter
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

    from .note_list import NoteList


class NotebookPage(QWidget):
    """``found``: what is shown."""

    topics = frozenset({"notes", "notebooks", "margin-notes"})
    desk = True
    own_header = True

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._notes = ctx.service(NotebookService)
        self.shelf: Shelf = ALL
        self.order = NoteOrder(ctx.settings.get("note_order"))
        self.found: Found | None = None
        self.deeds: Deeds = Deeds(ctx, self)
        self.do: NoteActions = NoteActions(ctx, self.deeds, self)
        self.mark: NoteMarking = NoteMarking(ctx, self.deeds)
        self.books: NotebookActions = NotebookActions(ctx, self.deeds, self)
        self.model: NoteModel = NoteModel(partial(self._notes.lines_of, ctx.user_id))
        self.tree: NoteTree = NoteTree()
        self.tree.closed = note_menus.read_folded(ctx)
        self.list_pane: NoteListPane = NoteListPane(self.model)
        self.list: NoteList = self.list_pane.list
        self.welcome = NotebookWelcome()
        self._tables = NotebookTables(ctx)
        self.panes: NotebookPanes = NotebookPanes(self.tree, self.list_pane, ctx.settings)
        self.note: NoteDesk = NoteDesk(ctx, self.panes)
        self.trail = NoteTrail(ctx, lambda: self.note.note_id, self.open_note)
        self._more = Menu(self)
        self._loading = LoadingPage()
        self._coming: tuple[int, str, tuple[str, ...], bool] | None = None
        self._reading = Reading(self._read, self)
        self._lay_out()
        self._connect()
        follow(ctx.settings, "note_order", self, self._show_order)
        ctx.commands.bind(self.list_pane.new, "note-new")
        ctx.commands.bind(self.note.panel_button, "note-panel")

    # What is shown

    @property
    def notebooks(self) -> Sequence[Notebook]:
        """Those there are, each before those inside it."""
        return self.found.notebooks if self.found else ()

    def notebook(self) -> Notebook | None:
        """Return the notebook that is chosen in the tree."""
        wanted = self.shelf.id if self.shelf.kind == "notebook" else 0
        return next((one for one in self.notebooks if one.id == wanted), None)

    def chosen(self) -> list[int]:
        """Return the notes that are selected."""
        return self.list.selected()

    def wanted(self) -> NoteFilter:
        """Return the filter of what is shown."""
        tags = self.found.counts.tags if self.found else ()
        return wanted_on(self.shelf, self.list_pane.text, tags)

    def refresh(self) -> None:
        """Read the notebook anew; place, words and note stay."""
        self._reading.ask()

    def show_shelf(self, shelf: Shelf) -> None:
        """Show another place of the tree."""
        self.shelf = shelf
        self.list_pane.clear_search()
        self._reading.ask()

    def sort(self, order: NoteOrder) -> None:
        """Show the notes in another order, now and later."""
        self._ctx.settings.set("note_order", order.value)

    def _show_order(self, name: str) -> None:
        self.order = NoteOrder(name)
        self.list_pane.show_order(self.order)
        self._reading.ask()

    def open_note(
        self, note_id: int, spot: str = "", words: tuple[str, ...] = (), *, new: bool = False
    ) -> None:
        """Open a note at a heading, or with words marked, wherever it stands. ``new``: it is to
        be named."""
        self.trail.leave_for(note_id)
        self._coming = (note_id, spot, words, new)
        stands_here = self.shelf.kind in KEEPS_NEW if new else self.model.row_of(note_id) >= 0
        if new or not stands_here:
            self.list_pane.clear_search()
        if not stands_here and self.shelf != ALL:
            self.shelf = ALL
            self.tree.choose(ALL)
        self._reading.ask()

    def drop_notes(self, shelf: Shelf, ids: Sequence[int]) -> None:
        """Do what dropping notes on a place means."""
        if shelf.kind == "notebook":
            self.mark.move(ids, shelf.id, self.notebooks)
        elif shelf.kind == "tag":
            self.mark.add_tag(ids, shelf.tag)
        elif shelf.kind in FLAGS:
            self.mark.set(ids, FLAGS[shelf.kind])
        elif shelf == TRASH:
            self.do.remove(ids)

    def choose_template(self) -> None:
        """Offer the templates for a new note."""
        menu = templates_menu(
            self._ctx, self, self.notebooks, lambda one: self.do.new(self.shelf, one)
        )
        menu.popup(self.list_pane.new.mapToGlobal(QPoint(0, self.list_pane.new.height())))

    def remove(self) -> None:
        """Remove the notebook if the keyboard is in the tree, else move notes to the trash."""
        notebook = self.notebook()
        if self.tree.hasFocus():
            if notebook is not None:
                self.books.remove(notebook)
        elif self.shelf != TRASH:
            self.do.remove(self.chosen())

    def create_inside(self) -> None:
        """Make a notebook inside the one that is chosen."""
        notebook = self.notebook()
        if notebook is not None:
            self.books.create(notebook.id)

    def on_book(self, deed: Callable[[Notebook], object]) -> None:
        """Do something with the notebook that is chosen, if the keyboard is in the tree."""
        notebook = self.notebook()
        if notebook is not None and self.tree.hasFocus():
            deed(notebook)

    def go_to_search(self) -> None:
        """Put the keyboard into the search field."""
        self.list_pane.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list_pane.search.selectAll()

    def go_to_tree(self) -> None:
        """Put the keyboard into the tree, unfolded if it was folded; from there back."""
        if self.tree.hasFocus():
            if self.panes.tree_folds:
                self.panes.toggle_tree()
            there = self.list if self.list.isVisible() else self.list_pane.search
            there.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        if not self.panes.tree_shown:
            self.panes.toggle_tree()
        self.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Reading

    def _asked(self) -> Asked:
        return Asked(self.shelf, self.list_pane.text, self.order)

    def _read(self) -> Task:
        asked = self._asked()

        def done(found: Found) -> None:
            if asked == self._asked():
                self._show(found)

        return self._ctx.tasks.run("Reading notes", lambda _step: find(self._ctx, asked), done=done)

    def _show(self, found: Found) -> None:
        before, self.found = self.found, found
        shelf = found.asked.shelf
        same = before is not None and before.asked == found.asked
        self.books.notebooks = found.notebooks
        if before is None or before.places != found.places:
            fill(self.tree, found)
        if self.shelf != shelf:  # it is gone: the tree has chosen another place
            return
        self.list_pane.show_place(shelf, name_of(shelf, found.notebooks))
        row, picked = self.list.currentIndex().row(), self.chosen()
        reset = self.model.show_ids(found.ids, found.first, self._ctx.clock.now())
        if not found.ids and self.list.hasFocus():
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        self.list_pane.show_found(any_found=bool(found.ids), text=found.asked.text)
        self._show_whole(found)
        self._select(row if same else 0, picked if same else [], reset=reset)
        self._ctx.commands.refresh()

    def _show_whole(self, found: Found) -> None:
        """Show list and note, a table, or what a notebook is for."""
        shelf, text = found.asked.shelf, found.asked.text
        if shelf in TABLES:
            self.panes.show_whole(self._tables.fresh(shelf))
        elif shelf == ALL and not (found.counts.total or text or self._coming):
            self.panes.show_whole(self.welcome)
        else:
            self.panes.show_desk()

    def _select(self, row: int, picked: Sequence[int], *, reset: bool) -> None:
        """Keep the note that is open selected; if it has left the list, take the one that stands
        in its place now."""
        coming, self._coming = self._coming, None
        if coming is not None:
            note_id, spot, words, new = coming
            self.list.forget_look()
            at = self.model.row_of(note_id)
            if at >= 0:
                self.list.select_only(at)
                self.list.forget_look()
            self.note.open(note_id, spot, words, keyboard="title" if new else "text")
            return
        open_id = self.note.note_id
        at = self.model.row_of(open_id)
        if at >= 0 and reset:
            self.list.keep(at, picked or [open_id or 0])
        elif at < 0 and self.model.ids:
            self.list.select_only(max(row, 0))  # opened in a moment: first the list is painted
        elif at < 0:
            self.list.look_now()

    def _look(self) -> None:
        """Open the note that is looked at."""
        note_id = self.list.note_id
        if self.shelf in TABLES or (note_id is not None and note_id == self.note.note_id):
            return
        if note_id is None:
            self.note.show_none()
        elif self.shelf == TRASH:
            self.note.show_gone(note_id)
        else:
            self.note.open(note_id)

    # Building

    def _lay_out(self) -> None:
        ground(self, "surface")
        self.panes.whole.addWidget(self.welcome)
        self.panes.show_whole(self._loading)
        self.setLayout(column(self.panes, gap=0))
        self.list_pane.show_order(self.order)
        self.setFocusProxy(self.list)
        QWidget.setTabOrder(self.tree, self.list_pane.search)

    def _connect(self) -> None:
        tree, pane, list_ = self.tree, self.list_pane, self.list
        tree.chosen.connect(self.show_shelf)
        tree.deed_wanted.connect(self._on_deed)
        tree.dropped.connect(self.drop_notes)
        tree.book_dropped.connect(self._on_book_dropped)
        tree.folded.connect(lambda: note_menus.keep_folded(self._ctx, tree.closed))
        tree.menu_requested.connect(self._show_place_menu)
        self.books.made.connect(lambda new: self._on_book_made(Shelf("notebook", new)))
        pane.asked.connect(self._reading.ask)
        pane.order_chosen.connect(self.sort)
        pane.new_wanted.connect(lambda: self.do.new(self.shelf))
        pane.tree.clicked.connect(self.panes.toggle_tree)
        self.panes.arranged.connect(self._on_arranged)
        bar = pane.bar
        bar.into.clicked.connect(lambda: self.mark.choose_notebook(self.chosen(), self.notebooks))
        bar.archive.clicked.connect(lambda: self.mark.toggle(self.chosen(), "archived"))
        bar.remove.clicked.connect(self._on_bar_remove)
        bar.more.setMenu(self._more)
        self._more.aboutToShow.connect(
            lambda: note_menus.fill_notes_menu(self._more, self._ctx, self.shelf)
        )
        list_.settled.connect(self._look)
        list_.entered.connect(self.note.take_keyboard)
        list_.menu_requested.connect(
            lambda place: note_menus.show_notes_menu(self, self._ctx, self.shelf, place)
        )
        list_.selection_changed.connect(self._ctx.commands.refresh)
        self.note.tag_chosen.connect(lambda tag: tree.choose(Shelf("tag", tag=tag)))
        gone = self.note.trash
        gone.restore_wanted.connect(lambda: self.do.restore(self.chosen()))
        gone.empty_wanted.connect(self.do.empty_trash)
        self.do.made.connect(lambda note_id, new: self.open_note(note_id, new=new))
        self.welcome.new_wanted.connect(lambda: self.do.new(self.shelf))
        self.welcome.today_wanted.connect(self.do.today)
        self.welcome.import_wanted.connect(lambda: choose_vault(self._ctx))
        self._on_arranged()

    def _show_place_menu(self, shelf: Shelf, place: QPoint) -> None:
        self.tree.choose(shelf)
        notebook = self.notebook()
        remove = None if notebook is None else partial(self.books.remove, notebook)
        note_menus.show_place_menu(self, self._ctx, shelf, place, remove)

    def _on_deed(self, shelf: Shelf) -> None:
        if shelf == NEW_NOTEBOOK:
            self.books.create()
        else:
            self.do.today()

    def _on_bar_remove(self) -> None:
        if self.shelf == TRASH:
            self.do.restore(self.chosen())
        else:
            self.do.remove(self.chosen())

    def _on_book_made(self, shelf: Shelf) -> None:
        self._reading.ask()
        self._reading.settled.connect(
            lambda: self.tree.choose(shelf), Qt.ConnectionType.SingleShotConnection
        )

    def _on_book_dropped(self, book: int, parent_id: int | None, before: int | None) -> None:
        notebook = next((one for one in self.notebooks if one.id == book), None)
        if notebook is not None:
            self.books.move(notebook, parent_id, before)

    def _on_arranged(self) -> None:
        self.list_pane.tree.setVisible(self.panes.tree_folds)
        self.list_pane.tree.setChecked(self.panes.tree_shown)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The mouse has buttons for the way back, too."""
        if event.button() == Qt.MouseButton.BackButton:
            self.trail.go_back()
        elif event.button() == Qt.MouseButton.ForwardButton:
            self.trail.go_ahead()
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the drawer, then leads from the note back to the list; what is no text undoes
        the last deed."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.deeds.undo()
            return
        focus = QApplication.focusWidget()
        inside = focus is not None and self.panes.centre.isAncestorOf(focus)
        if event.key() != Qt.Key.Key_Escape or not (self.panes.close_drawer() or inside):
            super().keyPressEvent(event)
        elif inside:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ctx.commands.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ctx.commands.refresh()
