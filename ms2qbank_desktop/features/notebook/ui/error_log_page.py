"""The error log as a table: every miss with its reason, its rule and its next retest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.notebook.models import REASON_WORDS, MissReason
from ms2qbank_desktop.features.notebook.service.error_log import ErrorLogService
from ms2qbank_desktop.ui.keys.own import OwnKeys
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.chip import Chip
from ms2qbank_desktop.ui.widgets.flow import Flow

from .error_log_columns import error_log_columns, reason_words
from .error_log_deeds import ErrorLogDeeds
from .lines_page import LinesPage

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtGui import QKeyEvent

    from ms2qbank_desktop.features.notebook.models import ErrorEntry, ErrorLine
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.menus import Menu

_ALL, _DUE, _UNSAID = "all", "due", "unsaid"
_FILTERS = {
    _ALL: "All",
    _DUE: "Due",
    **{reason.value: words for reason, words in REASON_WORDS.items()},
    _UNSAID: "No reason yet",
}
_LAST = date.max


class ErrorLogPage(LinesPage["ErrorLine"]):
    """Enter opens the note of a row, 1–5 say why, R asks again, Delete takes it out."""

    title = "Error log"
    icon = "warning-circle"
    empty = (
        "Your error log is empty",
        "After a question that you missed, press X: it comes here with a note, a card and retests.",
    )
    nothing = ("No miss fits", "Choose another reason, or look for other words.")
    topics = frozenset({"error-log", "notes"})

    def __init__(self, ctx: UiContext) -> None:
        self.again = Button("Retest now", "secondary", "arrow-counter-clockwise")
        self.remove = Button("Remove", "secondary", "trash")
        columns = error_log_columns(lambda: ctx.clock.study_day(ctx.clock.now()))
        super().__init__(ctx, columns, "missed", self.again, self.remove)
        self._log = ctx.service(ErrorLogService)
        self._deeds = ErrorLogDeeds(ctx)
        self.filters: dict[str, Chip] = {key: Chip(words) for key, words in _FILTERS.items()}
        self._chosen = _ALL
        flow = Flow()
        flow.show_widgets(list(self.filters.values()))
        self.above.add(flow)
        for key, chip in self.filters.items():
            chip.setCheckable(True)
            chip.setChecked(key == _ALL)
            chip.clicked.connect(partial(self._on_chip, key))
        self.again.clicked.connect(self._retest)
        self.remove.clicked.connect(self._remove)
        self.table.open_requested.connect(self._open)
        OwnKeys(self.table, self._act)
        self._fill(self.selected.more)

    def choose(self, key: str) -> None:
        """Show the rows of a reason, those that are due, or all."""
        self._chosen = key
        for other, chip in self.filters.items():
            chip.setChecked(other == key)
        self.show_lines(from_top=True)

    # What it says of its lines

    def read(self) -> list[ErrorLine]:
        return self._log.lines(self._ctx.user_id)

    def id_of(self, line: ErrorLine) -> int:
        return line.entry.id

    def words_of(self, line: ErrorLine) -> str:
        return f"{line.title} {line.entry.rule} {reason_words(line)}"

    def rank(self, key: str, line: ErrorLine) -> object:
        entry = line.entry
        return {
            "question": line.title.casefold(),
            "why": reason_words(line),
            "rule": entry.rule.casefold(),
            "next": entry.retests[0] if entry.retests else _LAST,
            "missed": entry.created_at,
        }[key]

    def passes(self, line: ErrorLine) -> bool:
        return self._fits(line, self._chosen)

    def on_read(self, lines: Collection[ErrorLine]) -> None:
        for key, chip in self.filters.items():
            number = sum(self._fits(line, key) for line in lines)
            chip.set_words(f"{_FILTERS[key]} {number:,}")
            chip.setVisible(bool(number) or key in (_ALL, self._chosen))

    def fill_menu(self, menu: Menu) -> None:
        menu.addAction("Open the note", self._open)
        menu.addAction("Open the question", self._open_question)
        menu.addAction("Retest now", self._retest)
        menu.addSeparator()
        self._fill(menu)
        menu.addSeparator()
        menu.addAction("Take out of the error log", self._remove)

    def _fits(self, line: ErrorLine, key: str) -> bool:
        if key == _DUE:
            today = self._ctx.clock.study_day(self._ctx.clock.now())
            return bool(line.entry.retests) and line.entry.retests[0] <= today
        if key == _UNSAID:
            return line.entry.reason is None
        return key == _ALL or line.entry.reason == key

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
        return [line.entry for line in self.targets()]

    def _on_chip(self, key: str, *_checked: bool) -> None:
        self.choose(key)

    def _fill(self, menu: Menu) -> None:
        for reason, words in REASON_WORDS.items():
            menu.addAction(f"Why: {words.lower()}", partial(self._say_why, reason))
