"""The palette: Ctrl+K from anywhere, a field, and what is found as one types."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import Shiboken

from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.search.language import SETTING, parse, unfiltered
from ms2qbank_desktop.features.search.models import Found
from ms2qbank_desktop.features.search.service.finding import FindingService
from ms2qbank_desktop.ui.changes import touches
from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.theme import current, px, signals

from . import filter_lines
from .command_lines import PREFIX, Known, runnable
from .palette_content import (
    LIMIT,
    command_rows,
    facts,
    filter_rows,
    found_rows,
    resting_rows,
    setting_rows,
    settings_titled,
)
from .palette_deeds import PaletteDeeds, TakesLinks, link_taker
from .palette_frame import HEIGHT, WIDTH, PaletteFrame
from .palette_rows import Head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent, QPaintEvent, QWheelEvent

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.links.models import End, Place
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

    from .palette_rows import Row
    from .recent import Recent

_ABOVE, _AROUND = 84, 24
"""Pixels at 100 % text between the edge of the window and the panel."""
_Enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_Ctrl, _Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class _Question(NamedTuple):
    """What is looked for: a text, in one kind or in all ("")."""

    text: str
    kind: str

    @property
    def asks_settings(self) -> bool:
        """Whether only settings are wanted."""
        return self.kind == SETTING or SETTING in parse(self.text).kinds


class Palette(QWidget):
    """Lies over the whole window while it is open; built once, its parts do nothing while hidden.

    Searches run on a worker, one at a time, and only what belongs to the newest text is shown.
    What is chosen before that is there is taken once it is. ``behind``: a search has met changes
    that are still to be read.
    """

    behind = Signal()

    def __init__(self, ctx: UiContext, recent: Recent, own_command: str) -> None:
        super().__init__(ctx.window)
        self._ctx = ctx
        self._recent = recent
        self._own = frozenset((own_command,))
        self._deeds = PaletteDeeds(ctx, recent)
        self._known: list[Known] = []
        self._focus_before: QWidget | None = None
        self._shown: _Question | None = None
        self._take_when_there: bool | None = None
        self._waiting = 0
        self.frame = PaletteFrame()
        self.frame.setParent(self)
        self._reading = Reading(self._start, self)
        self.setAccessibleName("Search")
        self.setFocusProxy(self.frame.field)
        self.hide()
        self.frame.field.textChanged.connect(self._on_asked)
        self.frame.chips.chosen.connect(self._on_asked)
        self.frame.list.moved.connect(self._say_line)
        self.frame.list.taken.connect(self._on_taken)
        for part in (self.frame.field, self.frame.list, *self.frame.chips.chips.values()):
            part.installEventFilter(self)
        ctx.window.installEventFilter(self)
        ctx.changes.happened.connect(self._on_changed)
        QApplication.instance().focusChanged.connect(self._on_focus_changed)  # type: ignore[union-attr]
        signals().changed.connect(self._lay_out)

    @property
    def is_looking(self) -> bool:
        """Whether what is shown belongs to an older text than that in the field."""
        return self._question != self._shown

    @property
    def _question(self) -> _Question:
        return _Question(self.frame.field.text().strip(), self.frame.chips.kind)

    def open(self) -> None:
        """Show the palette, empty, and give it the keyboard; what was opened last is offered."""
        if self.isVisible():
            self.frame.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.frame.field.selectAll()
            return
        self._focus_before = QApplication.focusWidget()
        self.frame.footer.offer_link(offered=self._taker() is not None)
        self._known = runnable(self._ctx.commands, self._own)
        self._shown, self._take_when_there = None, None
        for part in (self.frame.field, self.frame.chips):
            part.blockSignals(True)
        self.frame.field.clear()
        self.frame.chips.choose("")
        for part in (self.frame.field, self.frame.chips):
            part.blockSignals(False)
        self._lay_out()
        self.show()
        self.raise_()
        self.frame.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._show_resting([])
        self._on_asked()

    def close_palette(self) -> None:
        """Hide the palette and give the keyboard back."""
        before, self._focus_before = self._focus_before, None
        self.hide()
        if before is not None and Shiboken.isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self, *, beside: bool) -> None:
        """Open or run what is chosen, at once or as soon as it is there."""
        line = self.frame.list.line
        unread = self._waiting and line is not None and line.new_note  # it may be there already
        if self.is_looking or unread:
            self._take_when_there = beside
            return
        if line is not None and line.typed:
            self.frame.field.setText(line.typed)
        elif line is not None:
            self.close_palette()
            self._deeds.take(line, beside=beside)

    def insert_link(self) -> None:
        """Put a link to what is chosen into the note that is written."""
        taker, line = self._taker(), self.frame.list.line
        if taker is not None and line is not None and line.place is not None:
            self.close_palette()
            self._deeds.insert_link(taker, line.place)

    def write_note(self) -> None:
        """Begin a note that is called as the text."""
        if title := self.frame.field.text().lstrip(f"{PREFIX}{filter_lines.PREFIX}").strip():
            self.close_palette()
            self._deeds.write_note(title)

    def _on_taken(self, beside: bool) -> None:
        self.take(beside=beside)

    # Looking

    def _on_asked(self) -> None:
        self._take_when_there = None
        question = self._question
        words, asks_filters = question.text, question.text.startswith(filter_lines.PREFIX)
        self.frame.show_chips(shown=not (words.startswith(PREFIX) or asks_filters))
        if words.startswith(PREFIX):
            self.frame.facts.setText("")
            self._show(question, command_rows(self._known, words.removeprefix(PREFIX)))
        elif asks_filters:
            self.frame.facts.setText("")
            self._show(question, filter_rows(words.removeprefix(filter_lines.PREFIX)))
        elif question.asks_settings:
            rows = setting_rows(unfiltered(question.text), self._ctx.settings.get)
            self.frame.facts.setText("")
            self.frame.chips.show_counts(None)
            self._show(question, rows)
        else:
            self._reading.ask()

    def _start(self) -> Task:
        question = self._question
        return self._ctx.tasks.run(
            "Searching",
            partial(self._look, question, tuple(self._recent.places)),
            done=partial(self._on_found, question),
            failed=partial(self._on_failed, question),
        )

    def _look(
        self, question: _Question, recent: tuple[Place, ...], _progress: Progress
    ) -> Found | list[tuple[Place, End]]:
        """Search, or for an empty text read what was opened last; on a worker."""
        user_id = self._ctx.user_id
        if question.text:
            kinds = frozenset((question.kind,)) if question.kind else frozenset[str]()
            finding = self._ctx.service(FindingService)
            return finding.find(user_id, question.text, kinds=kinds, limit=LIMIT)
        told = self._ctx.service(LinkService).described(user_id, recent)
        return [(one, told[one]) for one in recent if one in told and not told[one].gone]

    def _on_found(self, question: _Question, found: Found | list[tuple[Place, End]]) -> None:
        if question != self._question or not self.isVisible() or question.asks_settings:
            return  # the newest text wins: it is looked for next, or was shown at once
        if isinstance(found, Found):
            self._waiting = found.waiting
            if found.waiting:
                self.behind.emit()
            self._show_found(question, found)
        else:
            self._show_resting(
                [one for one in found if question.kind in ("", one[0].kind)], question
            )

    def _show_found(self, question: _Question, found: Found) -> None:
        """Show what was found, and settings of that name."""
        named = settings_titled(question.text, self._ctx.settings.get)
        self.frame.facts.setText(facts(found, len(named)))
        counts = {**found.counts, SETTING: len(named)}
        self.frame.chips.show_counts(counts if any(counts.values()) else None)
        offered = named if not question.kind else []
        today = self._ctx.clock.study_day(self._ctx.clock.now())
        self._show(question, found_rows(found, question.text, self._known, today, offered))

    def _on_failed(self, question: _Question, error: BaseException) -> None:
        if question == self._question and self.isVisible():
            self._take_when_there = None
            self.frame.facts.setText("")
            self.frame.chips.show_counts(None)
            self._show(question, [Head("The search could not be done")])
        self._ctx.messages.show(error)

    def _show_resting(
        self, recent: list[tuple[Place, End]], question: _Question | None = None
    ) -> None:
        self._waiting = 0
        self.frame.facts.setText("")
        self.frame.chips.show_counts(None)
        self._show(question, resting_rows(recent, self._known, self._recent.commands))

    def _show(self, question: _Question | None, rows: Sequence[Row]) -> None:
        line = self.frame.list.line
        begins = line is not None and line.new_note  # what is found now goes before a new note
        self.frame.list.show_rows(rows, keep=question == self._shown and not begins)
        self._shown = question
        if self._take_when_there is not None:
            beside, self._take_when_there = self._take_when_there, None
            self.take(beside=beside)

    def _on_changed(self, topics: frozenset[str]) -> None:
        behind = self._waiting and touches(topics, frozenset({"search"}))
        if behind and self.isVisible():
            self._reading.ask()

    def _say_line(self) -> None:
        """Tell ears what is chosen: the keyboard stays in the field."""
        line = self.frame.list.line
        words = line.spoken if line is not None else ""
        self.frame.field.setAccessibleDescription(words)
        if words and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.frame.field, words))

    def _taker(self) -> TakesLinks | None:
        before = self._focus_before
        return link_taker(before) if before is not None and Shiboken.isValid(before) else None

    # Keys and mouse

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # no key reaches what lies below
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._ctx.window:
            if kind == QEvent.Type.Resize and self.isVisible():
                self._lay_out()
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(watched, event)
        return False

    def _take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        """Do what a key is for, whichever part has the keyboard; False for what that part does."""
        key, held = event.key(), event.modifiers() & (_Ctrl | _Shift)
        down, up, field = Qt.Key.Key_Down, Qt.Key.Key_Up, self.frame.field
        if key == Qt.Key.Key_Escape:
            self.close_palette()
        elif key in _Enter and held == _Shift:
            self.write_note()
        elif key in _Enter:
            self.take(beside=held == _Ctrl)
        elif held == _Ctrl and key == Qt.Key.Key_L:
            self.insert_link()
        elif held == _Ctrl and key == Qt.Key.Key_K:
            self.open()
        elif key in (down, up):
            self.frame.list.step(1 if key == down else -1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.frame.list.step_page(1 if key == Qt.Key.Key_PageDown else -1)
        elif watched is not field and (event.text().isprintable() and event.text().strip()):
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            QApplication.sendEvent(field, event)
        else:
            return False
        return True

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Go round among field, kinds and list, and never to what lies below."""
        chips, field, found = self.frame.chips, self.frame.field, self.frame.list
        stops: list[QWidget] = [field, chips.chips[chips.kind], found]
        if not chips.isVisible():
            stops.pop(1)
        now = QApplication.focusWidget()
        at = stops.index(now) if now in stops else 0
        after = stops[(at + (1 if forwards else -1)) % len(stops)]
        after.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if not self.frame.geometry().contains(event.position().toPoint()):
            self.close_palette()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current().color("scrim"))

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Keep the keyboard: a page that has just been read may ask for it."""
        if now is None or not self.isVisible() or now.window() is not self.window():
            return
        if now is not self and not self.isAncestorOf(now):
            self._focus_before = now
            self.frame.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        window = self._ctx.window
        room = window.size()
        self.setGeometry(0, 0, room.width(), room.height())
        above = min(px(_ABOVE), room.height() // 10)
        size = QSize(
            min(px(WIDTH), room.width() - 2 * px(_AROUND)),
            min(px(HEIGHT), room.height() - above - px(_AROUND)),
        )
        self.frame.setGeometry(
            (room.width() - size.width()) // 2, above, size.width(), size.height()
        )
