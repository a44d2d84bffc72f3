"""The error log as a table: every miss with its reason, its rule and its next retest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.notebook.models import REASON_WORDS, MissReason
from ms2qbank_desktop.features.notebook.service.error_log import ErrorLogService
from ms2qbank_desktop.ui.changes import touches
from ms2qbank_desktop.ui.keys.own import OwnKeys
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.browsepane import BrowsePane
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.chip import Chip
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.field import SearchField
from ms2qbank_desktop.ui.widgets.flow import Flow
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, row
from ms2qbank_desktop.ui.widgets.selectionbar import SelectionBar

from .error_log_columns import error_log_model, reason_words
from .error_log_deeds import ErrorLogDeeds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QShowEvent

    from ms2qbank_desktop.features.notebook.models import ErrorEntry, ErrorLine
    from ms2qbank_desktop.ui.context import UiContext

_ALL, _DUE, _UNSAID = "all", "due", "unsaid"
_FILTERS = {
    _ALL: "All",
    _DUE: "Due",
    **{reason.value: words for reason, words in REASON_WORDS.items()},
    _UNSAID: "No reason yet",
}
_EMPTY = (
    "Your error log is empty",
    "After a question that you missed, press X: it comes here with its note, a card and retests.",
)
_NOTHING = ("No miss fits", "Choose another reason, or look for other words.")
_LAST = date.max
_TOPICS = frozenset({"error-log", "notes"})


class ErrorLogPage(QWidget):
    """Enter opens the note of a row, 1–5 say why, R asks again, Delete takes it out."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._log = ctx.service(ErrorLogService)
        self._deeds = ErrorLogDeeds(ctx)
        self._lines: dict[int, ErrorLine] = {}
        self._order: tuple[str, bool] = ("missed", True)
        self.filters: dict[str, Chip] = {key: Chip(words) for key, words in _FILTERS.items()}
        self._chosen = _ALL
        self.search = SearchField("Find in the error log")
        self.again = Button("Retest now", "secondary", "arrow-counter-clockwise")
        self.remove = Button("Remove", "secondary", "trash")
        self._bar = SelectionBar(self.again, self.remove)
        self._nothing = EmptyState("warning-circle", *_EMPTY)
        self.model = error_log_model(self._read, self._today)
        self.pane = BrowsePane(self.model, "Error log", self._bar, self._nothing)
        self.table = self.pane.table
        self._lay_out()
        self._connect()
        self.pane.show_columns(frozenset(one.id for one in self.model.columns))
        self.pane.show_order("missed", descending=True)
        self.setFocusProxy(self.table)
        ctx.changes.happened.connect(self._on_changes)

    def refresh(self) -> None:
        """Read the log anew."""
        lines = self._log.lines(self._ctx.user_id)
        self._lines = {line.entry.id: line for line in lines}
        for key, chip in self.filters.items():
            number = sum(self._passes(line, key) for line in lines)
            chip.set_words(f"{_FILTERS[key]} {number:,}")
            chip.setVisible(bool(number) or key in (_ALL, self._chosen))
        self._show(from_top=False)

    def choose(self, key: str) -> None:
        """Show the rows of a reason, those that are due, or all."""
        self._chosen = key
        for other, chip in self.filters.items():
            chip.setChecked(other == key)
        self._show(from_top=True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    # What the keys and buttons do

    def _act(self, event: QKeyEvent) -> partial[None] | None:
        """Return what a key means while the keyboard is on the table."""
        reasons = list(MissReason)
        if event.text().isdecimal() and 1 <= int(event.text()) <= len(reasons):
            return partial(self._say_why, reasons[int(event.text()) - 1])
        match event.key():
            case Qt.Key.Key_Delete:
                return partial(self._remove)
            case Qt.Key.Key_R:
                return partial(self._retest)
        return None

    def _say_why(self, reason: MissReason) -> None:
        self._deeds.save([(one, replace(one, reason=reason)) for one in self._targets()])

    def _remove(self) -> None:
        if entries := self._targets():
            self._deeds.remove(entries)

    def _retest(self) -> None:
        if entries := self._targets():
            self._deeds.retest(entries)

    def _open(self) -> None:
        if (line := self.pane.looked) is not None:
            self._ctx.commands.request("open-note", Place(Kind.NOTE, line.entry.note_id))

    def _open_question(self) -> None:
        if (line := self.pane.looked) is not None:
            place = Place(Kind.QUESTION, line.entry.question_id)
            self._ctx.commands.request("open-question", place)

    def _targets(self) -> list[ErrorEntry]:
        return [self._lines[one].entry for one in self.pane.targets() if one in self._lines]

    # What is shown

    def _show(self, *, from_top: bool) -> None:
        words = self.search.text().casefold().split()
        found = [
            line
            for line in self._lines.values()
            if self._passes(line, self._chosen) and _holds(line, words)
        ]
        key, descending = self._order
        found.sort(key=partial(_sorting, key), reverse=descending)
        self._nothing.set_words(*(_NOTHING if self._lines else _EMPTY))
        ids = [line.entry.id for line in found]
        now = self._ctx.clock.now()
        self.table.show_ids(ids, now, from_top=from_top, known=found)
        self.pane.show_found(any_found=bool(ids))

    def _read(self, ids: Sequence[int]) -> list[ErrorLine]:
        return [self._lines[one] for one in ids if one in self._lines]

    def _passes(self, line: ErrorLine, key: str) -> bool:
        if key == _DUE:
            return bool(line.entry.retests) and line.entry.retests[0] <= self._today()
        if key == _UNSAID:
            return line.entry.reason is None
        return key == _ALL or line.entry.reason == key

    def _today(self) -> date:
        return self._ctx.clock.study_day(self._ctx.clock.now())

    def _on_changes(self, topics: frozenset[str]) -> None:
        if self.isVisible() and touches(topics, _TOPICS):
            self.refresh()

    def _on_order(self, key: object, descending: bool) -> None:
        self._order = (str(key), descending)
        self.pane.show_order(key, descending=descending)
        self._show(from_top=True)

    def _lay_out(self) -> None:
        ground(self, "surface")
        flow = Flow()
        for chip in self.filters.values():
            chip.setCheckable(True)
        flow.show_widgets(list(self.filters.values()))
        self.filters[_ALL].setChecked(True)
        self.search.setMinimumWidth(px(240))
        head = row(Label("Error log", "heading2"), None, self.search)
        above = column(head, flow, gap=12, margins=(24, 16, 24, 12))
        layout = column(above, gap=0)
        layout.addWidget(self.pane, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        for key, chip in self.filters.items():
            chip.clicked.connect(partial(self._on_chip, key))
        self.search.textChanged.connect(lambda _text: self._show(from_top=True))
        self.again.clicked.connect(self._retest)
        self.remove.clicked.connect(self._remove)
        self.table.open_requested.connect(self._open)
        self.table.menu_requested.connect(self._pop_up)
        self.pane.order_chosen.connect(self._on_order)
        OwnKeys(self.table, self._act)
        self._fill(self._bar.more)

    def _on_chip(self, key: str, *_checked: bool) -> None:
        self.choose(key)

    def _pop_up(self, place: QPoint) -> None:
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Open the note", self._open)
        menu.addAction("Open the question", self._open_question)
        menu.addAction("Retest now", self._retest)
        menu.addSeparator()
        self._fill(menu)
        menu.addSeparator()
        menu.addAction("Take out of the error log", self._remove)
        menu.popup(place)

    def _fill(self, menu: Menu) -> None:
        for reason, words in REASON_WORDS.items():
            menu.addAction(f"Why: {words.lower()}", partial(self._say_why, reason))


def _holds(line: ErrorLine, words: Sequence[str]) -> bool:
    text = f"{line.title} {line.entry.rule} {reason_words(line)}".casefold()
    return all(word in text for word in words)


def _sorting(key: str, line: ErrorLine) -> tuple[object, ...]:
    entry = line.entry
    by = {
        "question": line.title.casefold(),
        "why": reason_words(line),
        "rule": entry.rule.casefold(),
        "next": entry.retests[0] if entry.retests else _LAST,
        "missed": entry.created_at,
    }
    return by[key], entry.id
