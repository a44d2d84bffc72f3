"""Miss → everything of the open item of an exam."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.attempts.models import letters
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.links.ui.following import follow
from ms2qbank_desktop.features.links.ui.linked import Linked, read_linked
from ms2qbank_desktop.features.notebook.models import Miss, MissReason
from ms2qbank_desktop.features.notebook.service.error_log import ErrorLogService
from ms2qbank_desktop.ui.changes import touches
from ms2qbank_desktop.ui.tasks import Reading

from .miss_making import MissedItem, MissMaker
from .miss_panel import MissPanel

if TYPE_CHECKING:
    from datetime import date

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.notebook.models import ErrorEntry
    from ms2qbank_desktop.features.practice.session import BlockSession
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

    from .block_content import BlockContent
    from .exam_frame import ExamFrame
    from .explanation_view import ExplanationView

_REST_MS = 60
_TOPICS = frozenset({"error-log", "notes", "links", "cards", "tasks"})


class ExamMisses(QObject):
    """Shows what has become of each miss, makes it, and saves what is concluded from it."""

    def __init__(
        self,
        ctx: UiContext,
        session: BlockSession,
        frame: ExamFrame,
        content: BlockContent,
        explanation: ExplanationView,
    ) -> None:
        super().__init__(frame)
        self._ctx = ctx
        self._session = session
        self._content = content
        self._log = ctx.service(ErrorLogService)
        self._links = ctx.service(LinkService)
        self._entry: ErrorEntry | None = None
        self._miss = Miss(0)
        self._making = False
        self.panel = MissPanel()
        explanation.card.add_panel(self.panel)
        self._pane = explanation
        self._reading = Reading(self._read, self)
        self._rest = QTimer(self)  # items that are only passed by are not read
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._reading.ask)
        self.panel.make_requested.connect(self.make)
        self.panel.note_requested.connect(partial(ctx.commands.run, "exam-quick-note"))
        self.panel.card_requested.connect(partial(ctx.commands.run, "exam-card"))
        self.panel.followed.connect(partial(follow, ctx))
        self.panel.changed.connect(self._save)
        self.panel.retest_opened.connect(self._open_retest)
        self.panel.ended.connect(frame.question.setFocus)
        ctx.commands.bind(self.panel.make, "exam-miss")
        ctx.changes.happened.connect(self._on_changes)

    def show(self) -> None:
        """Show what has become of the open item, whose answer is known."""
        self.panel.tell()  # of the item before
        miss = Miss(self._session.item.question_id, self._session.block.id)
        if miss != self._miss:
            self._miss, self._entry = miss, None
            self.panel.show_places([])
        self._show_entry()

    def can_make(self) -> bool:
        """Say whether there is something to make: the answer is known, and nothing under way."""
        return self._session.revealed and not self._making

    def make(self) -> None:
        """Make a row of the error log with its note, a card and retests, and ask why."""
        if not self.can_make():
            return
        self._making = True
        self.panel.make.setEnabled(False)
        miss = self._miss

        def done() -> None:
            if isValid(self):
                self._making = False
                self._ctx.commands.refresh()
                if miss == self._miss:
                    self._show_entry()
                    self.panel.form.begin()
                    self._pane.settle()
                    self._pane.area.ensureWidgetVisible(self.panel.form)

        given = letters(self._session.item.answer)
        MissMaker(self._ctx).make([MissedItem(miss, given)], done)

    def _show_entry(self) -> None:
        try:
            self._entry = self._log.of_miss(self._ctx.user_id, self._miss)
        except Fault as fault:
            self._ctx.messages.show(fault)
            return
        if self._entry is None:
            missed = self._session.item.answer != self._content.question.correct
            self.panel.show_offer(missed=missed)
        else:
            self.panel.show_entry(self._entry, self._today())
            self._rest.start()

    def _read(self) -> Task:
        """Read what the note of the miss is linked to."""
        entry, user_id = self._entry, self._ctx.user_id

        def work(_progress: Progress) -> list[Linked]:
            if entry is None:
                return []
            note = Place(Kind.NOTE, entry.note_id)
            told = self._links.described(user_id, [note])
            own = [Linked(note, told[note], note, False, False, ())] if note in told else []
            return own + read_linked(self._links, user_id, Kind.NOTE, entry.note_id)

        def done(places: list[Linked]) -> None:
            if isValid(self) and entry is not None and entry == self._entry:
                self.panel.show_places(places)

        return self._ctx.tasks.run("Reading links", work, done=done)

    def _save(self) -> None:
        form, entry = self.panel.form, self._entry
        if entry is None:
            return
        reason = MissReason(form.reasons.value) if form.reasons.value else None
        rule = form.rule.text().strip()
        mended = replace(entry, reason=reason, rule=rule, retests=form.days.days)
        self._entry = mended
        try:
            self._log.save(self._ctx.user_id, mended)
        except Fault as fault:
            self._ctx.messages.show(fault)
        if mended.retests != entry.retests:
            self._plan(mended)

    def _plan(self, entry: ErrorEntry) -> None:
        def work(_progress: Progress) -> None:
            self._ctx.commands.request("plan-retests", entry)

        self._ctx.tasks.run("Planning retests", work, done=lambda _nothing: None)

    def _open_retest(self, day: date) -> None:
        if self._entry is not None:
            self._ctx.commands.request("open-retest", self._entry.id, day)

    def _today(self) -> date:
        return self._ctx.clock.study_day(self._ctx.clock.now())

    def _on_changes(self, topics: frozenset[str]) -> None:
        if self._miss.question_id and self._session.revealed and touches(topics, _TOPICS):
            now = self._log.of_miss(self._ctx.user_id, self._miss)
            if now != self._entry and not self._making:
                self._show_entry()
            elif now is not None:
                self._rest.start()
