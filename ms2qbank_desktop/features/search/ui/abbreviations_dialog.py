"""The abbreviations that the search knows: found, added, changed, switched off."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QDialog, QTableView, QWidget

from ms2qbank_desktop.core.errors import Fault, UserFault
from ms2qbank_desktop.features.search.service.abbreviations import AbbreviationService
from ms2qbank_desktop.ui.changes import touches
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.field import SearchField
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row
from ms2qbank_desktop.ui.widgets.table import style_table
from ms2qbank_desktop.ui.words import counted

from .abbreviation_form import AbbreviationForm
from .abbreviations_model import MEANINGS, SHORT, AbbreviationsModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.search.models import Abbreviation
    from ms2qbank_desktop.ui.context import UiContext

_WIDTH, _HEIGHT, _AROUND = 760, 640, 48
_SHORT = 160
"""Pixels at 100 % text of the column of short forms."""
_DOWN = (Qt.Key.Key_Down, Qt.Key.Key_PageDown)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AbbreviationsDialog(QDialog):
    """A table under a search field; each change is on the disk at once, and the last one can be
    undone."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.window)
        self._ctx = ctx
        self._service = ctx.service(AbbreviationService)
        self._undo: Callable[[], object] | None = None
        self.setWindowTitle("Abbreviations")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ground(self, "surface")
        self.search = SearchField("Short form or meaning", "Find abbreviations")
        self.model = AbbreviationsModel()
        self.model.setParent(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        style_table(self.table)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setAccessibleName("Abbreviations")
        self.said = Elided("", "body", "text-muted")
        self.undo = Button("Undo", "quiet", "arrow-counter-clockwise")
        self.remove = Button("Remove", "quiet")
        self.switch = Button("Switch off", "quiet")
        self.edit = Button("Edit…", "secondary", "pencil-simple")
        self.add = Button("Add…", "secondary", "plus")
        self._lay_out()
        self._connect()
        self._read()

    @property
    def chosen(self) -> Abbreviation | None:
        """The abbreviation of the row that is chosen."""
        at = self.table.currentIndex().row()
        return self.model.lines[at] if 0 <= at < len(self.model.lines) else None

    def begin(self, entry: Abbreviation | None) -> None:
        """Open the form of an abbreviation, None: of a new one."""
        form = AbbreviationForm(self, entry)
        form.given.connect(partial(self._save, form, entry))
        form.finished.connect(self.activateWindow)  # not every platform gives the keyboard back
        form.open()

    def toggle(self) -> None:
        """Switch the chosen one off or on."""
        entry = self.chosen
        if entry is not None:
            after = replace(entry, off=not entry.off)
            word = "off" if after.off else "on"
            self._do(lambda: self._put(after), self._back_to(entry), f"{entry.short} is {word}.")

    def take_away(self) -> None:
        """Remove the user's own abbreviation, or version of a shipped one."""
        entry = self.chosen
        if entry is not None and entry.changed:
            take = partial(self._service.remove, self._ctx.user_id, entry.short)
            said = "is as it came" if entry.shipped else "removed"
            self._do(take, partial(take, removed=False), f"{entry.short} {said}.")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            in_search = watched is self.search
            if in_search and event.key() in _DOWN:
                self.table.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() in _ENTER:
                self.begin(self.chosen)
                return True
            if not in_search and event.key() == Qt.Key.Key_Space:
                self.toggle()
                return True
            if not in_search and event.key() == Qt.Key.Key_Delete:
                self.take_away()
                return True
        return super().eventFilter(watched, event)

    def _save(self, form: AbbreviationForm, before: Abbreviation | None, after: object) -> None:
        entry: Abbreviation = after  # type: ignore[assignment]
        known = next((one for one in self.model.everything if one.short == entry.short), None)
        if before is None and known is not None:
            form.show_fault("short", f"{entry.short} is there already: change that one.")
            return
        try:
            self._put(entry)
        except UserFault as fault:
            form.show_fault(fault.field or "meanings", fault.message)
            return
        form.accept()
        self._undo = self._back_to(before or replace(entry, changed=False))
        self._say(f"{entry.short} {'changed' if before else 'added'}.")
        if before is None:
            self.search.setText(entry.short)

    def _put(self, entry: Abbreviation) -> None:
        self._service.save(self._ctx.user_id, entry)

    def _back_to(self, before: Abbreviation) -> Callable[[], object]:
        """Return what makes an abbreviation again what it was."""
        if before.changed:
            return lambda: self._put(before)
        return lambda: self._service.remove(self._ctx.user_id, before.short)

    def _do(self, change: Callable[[], object], undo: Callable[[], object], said: str) -> None:
        try:
            change()
        except Fault as fault:
            self._say(fault.message)
            return
        self._undo = undo
        self._say(said)

    def _on_undo(self) -> None:
        if self._undo is not None:
            undo, self._undo = self._undo, None
            undo()
            self._say("Taken back.")

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.undo.setVisible(self._undo is not None)

    # Reading and showing

    def _read(self) -> None:
        self._ctx.tasks.run(
            "Reading the abbreviations",
            lambda _progress: self._service.entries(self._ctx.user_id),
            done=self._show,
        )

    def _show(self, entries: list[Abbreviation]) -> None:
        before = self.chosen
        self.model.show_all(entries)
        self._choose(self.model.place_of(before.short) if before else 0)
        if not self.said.text():
            self._count()

    def _on_words(self, text: str) -> None:
        self.model.look_for(text)
        self._choose(0)
        if self._undo is None:  # what was done last is the more important
            self._count()

    def _count(self) -> None:
        shown, number = len(self.model.lines), len(self.model.everything)
        some = f"{shown:,} of " if shown < number else ""
        self.said.setText(f"{some}{counted(number, 'abbreviation')}")

    def _choose(self, number: int) -> None:
        self.table.setCurrentIndex(self.model.index(max(0, number), SHORT))
        self._on_chosen()

    def _on_chosen(self) -> None:
        entry = self.chosen
        self.edit.setEnabled(entry is not None)
        self.switch.setEnabled(entry is not None)
        self.switch.setText("Switch on" if entry is not None and entry.off else "Switch off")
        self.switch.updateGeometry()
        self.remove.setEnabled(entry is not None and entry.changed)
        shipped = entry is not None and entry.shipped
        self.remove.setText("As it came" if shipped else "Remove")
        self.remove.setToolTip("" if self.remove.isEnabled() else "You have not changed it")
        self.remove.updateGeometry()

    def _on_changed(self, topics: frozenset[str]) -> None:
        if touches(topics, frozenset({"abbreviations"})):
            self._read()

    def _lay_out(self) -> None:
        close = IconButton("x", "Close", "Esc")
        close.clicked.connect(self.reject)
        head = row(gap=12, margins=(20, 12, 12, 12))
        head.add(Label("Abbreviations", "heading2"), None)
        head.addWidget(self.search, 1)
        head.add(close)
        foot = row(gap=8, margins=(20, 12, 20, 12))
        foot.addWidget(self.said, 1)
        foot.add(self.undo, self.remove, self.switch, self.edit, self.add)
        footer = QWidget()
        footer.setLayout(foot)
        ground(footer, "raised")
        whole = column(head, line(), gap=0)
        whole.addWidget(self.table, 1)
        whole.add(line(), footer)
        self.setLayout(whole)
        self.undo.hide()
        self._fit()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        for part in (self.search, self.table):
            part.installEventFilter(self)
        self.search.textChanged.connect(self._on_words)
        self.table.selectionModel().currentRowChanged.connect(self._on_chosen)
        self.table.doubleClicked.connect(lambda: self.begin(self.chosen))
        self.add.clicked.connect(lambda: self.begin(None))
        self.edit.clicked.connect(lambda: self.begin(self.chosen))
        self.switch.clicked.connect(self.toggle)
        self.remove.clicked.connect(self.take_away)
        self.undo.clicked.connect(self._on_undo)
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(lambda: self.begin(None))
        self._ctx.changes.happened.connect(self._on_changed)
        self.finished.connect(self._ctx.window.activateWindow)
        signals().changed.connect(self._fit)

    def _fit(self) -> None:
        room = self._ctx.window.size()
        self.resize(
            min(px(_WIDTH), room.width() - _AROUND), min(px(_HEIGHT), room.height() - _AROUND)
        )
        self.table.setColumnWidth(SHORT, px(_SHORT))
        self.table.setColumnWidth(MEANINGS, max(px(200), self.width() - px(_SHORT) - px(140)))
