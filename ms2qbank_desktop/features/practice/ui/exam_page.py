"""The exam: a block being answered, or an ended one being reviewed, in the whole window."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.practice.session import BlockSession
from ms2qbank_desktop.ui.viewmenu import next_zoom
from ms2qbank_desktop.ui.widgets.layouts import column

from .block_content import BlockContent
from .exam_frame import ExamFrame
from .exam_tools import ExamTools

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.ui.commands import Command
    from ms2qbank_desktop.ui.context import UiContext

log = logging.getLogger(__name__)

TIME_WAS_UP = "Time was up, so the block ended by itself."
_SIZES = ("exam-larger", "exam-smaller", "exam-normal-size")


class ExamPage(QWidget):
    """Drives a BlockSession; what it shows has been saved.

    ``walk`` lists the positions that previous and next go through, all of them by default; ``at``
    is the first one. ``ended`` carries what to say on the result, ``left`` asks to be taken away.
    """

    ended = Signal(str)
    left = Signal()

    def __init__(
        self, ctx: UiContext, block_id: int, walk: tuple[int, ...] = (), at: int | None = None
    ) -> None:
        """Fault if the block cannot be opened; it then stays as it was."""
        super().__init__()
        self._ctx = ctx
        practice, attempts = ctx.service(PracticeService), ctx.service(AttemptService)
        self.session = BlockSession(practice, attempts, ctx.clock, ctx.user_id, block_id)
        self._everything = tuple(range(len(self.session.block.items)))
        self._walk = walk or self._everything
        if self.session.ended:
            self.session.go(self._walk[0] if at is None else at)
        self._content = BlockContent(ctx, self.session)
        self._review_visited = False
        self._unsaved = ""
        beside = ctx.settings.get("explanation_beside")
        self.frame = ExamFrame(self.session, self._content, beside=beside)
        self.tools = ExamTools(ctx, self.frame, self._content.picture)
        self.setLayout(column(self.frame, gap=0))
        self.setFocusProxy(self.frame)
        self._second = QTimer(self)
        self._second.setSingleShot(True)
        self._second.setTimerType(Qt.TimerType.PreciseTimer)
        self._second.timeout.connect(self._on_second)
        self._idle = QTimer(self)  # what the next key will need is read once this item is painted
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._content.read_around)
        self._commands: tuple[Command, ...] = ()
        self._connect()
        self._show_item()

    def begin(self, commands: tuple[Command, ...]) -> None:
        """Start the keys (``exam_commands``) and the clock, once the page has the window."""
        self._commands = commands
        self._ctx.commands.add(*commands)
        self._ctx.window.installEventFilter(self)
        sizes = QMenu(self)
        sizes.addActions([self._ctx.commands.action(key) for key in _SIZES])
        self.frame.text_size.setMenu(sizes)
        size = self._ctx.settings.get("exam_zoom")
        if size != 100:  # the program's own size is there already
            self.frame.desk.set_zoom(size)
        self._turn_to("question")
        self._on_second()

    def finish(self) -> None:
        """Let go of the keys and the clock; called before the window is given back."""
        self._second.stop()
        self._idle.stop()
        self.tools.finish()
        self._ctx.window.removeEventFilter(self)
        self._ctx.commands.remove(*(command.id for command in self._commands))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and watched is self._ctx.window:
            self._second.stop()
            try:
                self.session.suspend()
            except Fault as fault:  # at most the last second is lost
                log.info("block not suspended on closing: %s", fault)
        return super().eventFilter(watched, event)

    # What the keys ask

    def shows(self, view: str) -> bool:
        """Say whether the view ``question``, ``review`` or ``paused`` is open."""
        return self.frame.view == view

    def is_open(self) -> bool:
        """Say whether the block can still be ended."""
        return not self.session.ended

    def can_choose(self, at: int) -> bool:
        """Say whether the ``at``-th choice on the screen can be chosen and struck."""
        in_question = self.shows("question") and not self.session.revealed
        return in_question and at < len(self.session.item.order)

    def can_pause(self) -> bool:
        """Say whether the time can stand still."""
        return self.session.tutor and self.is_open() and not self.shows("review")

    # What the keys do

    def choose(self, at: int) -> None:
        """Choose the ``at``-th choice on the screen."""
        self._on_choice(self.session.item.order[at])

    def strike(self, at: int) -> None:
        """Strike the ``at``-th choice on the screen out, or restore it."""
        self._on_strike(self.session.item.order[at])

    def submit_or_next(self) -> None:
        """Settle a tutor item; go on from a settled one and from any timed one.

        With the keyboard on a picture, open that instead.
        """
        if self.tools.open_focused_picture():
            return
        if self.session.tutor and not self.session.revealed:
            self._on_submit()
        else:
            self.go_next()

    def go_previous(self) -> None:
        """Go to the item before."""
        before = [at for at in self._walk if at < self.session.block.position]
        if before:
            self.go_to(before[-1])

    def go_next(self) -> None:
        """Go to the next item; after the last one, to the review screen."""
        after = [at for at in self._walk if at > self.session.block.position]
        if after:
            self.go_to(after[0])
        elif self.is_open():
            self.review_items()

    def go_to(self, position: int) -> None:
        """Open an item."""
        if self._act(partial(self.session.go, position)):
            self._show_item()

    def mark(self) -> None:
        """Mark the open question, or take its mark away."""
        if self._act(self.session.toggle_mark):
            self._show_state()

    def pause(self) -> None:
        """Cover the question and let the time stand still, or go on."""
        if self.session.paused:
            self.session.resume()
            self._turn_to("question")
        elif self._act(self.session.pause):
            self._turn_to("paused")

    def review_items(self) -> None:
        """Open the review screen."""
        self._walk = self._everything
        self._review_visited = True
        self._turn_to("review")

    def walk(self, which: str) -> None:
        """Walk through the ``incomplete`` or the ``marked`` items."""
        self.frame.review.walk(which)

    def walk_through(self, positions: tuple[int, ...]) -> None:
        """Let previous and next go through ``positions``, from the first on."""
        self._walk = positions
        self.go_to(positions[0])

    def end(self) -> None:
        """Go to the review screen, which says what is open; from there, end the block."""
        if self.session.paused:
            self.session.resume()
        if not self.shows("review"):
            self.review_items()
        elif self._act(self.session.end):
            self.ended.emit("")

    def suspend(self) -> None:
        """Leave the block for later."""
        if self._act(self.session.suspend):
            self.left.emit()

    def close_innermost(self) -> None:
        """Close what is uppermost: tool, pause, review screen, the review of an ended block."""
        if self.shows("question") and self.tools.close_innermost():
            return
        if self.session.ended:
            self.left.emit()
        elif self.shows("paused"):
            self.pause()
        elif self.shows("review"):
            self._turn_to("question")
        elif self._review_visited:
            self.review_items()

    def zoom_by(self, step: int) -> None:
        """Make the text of the exam larger (1) or smaller (−1)."""
        self.set_zoom(next_zoom(self._ctx.settings.get("exam_zoom"), step))

    def set_zoom(self, size: int) -> None:
        """Give the text of the exam a size in per cent, and keep it."""
        self.frame.desk.set_zoom(size)
        self._ctx.settings.set("exam_zoom", size)

    # What follows from it

    def _act(self, step: Callable[[], object]) -> bool:
        """Do what was asked, if there is time for it; False, and why, if it is not saved."""
        if self.session.expired:
            self._on_second()
            return False
        try:
            step()
        except Fault as fault:
            self._ctx.messages.show(fault)
            return False
        return True

    def _on_choice(self, place: int) -> None:
        if self._act(partial(self.session.choose, place)):
            self._show_state()

    def _on_strike(self, place: int) -> None:
        if self._act(partial(self.session.strike, place)):
            self._show_state()

    def _on_submit(self) -> None:
        if self.session.item.answer and self._act(self.session.submit):
            self._content.settle()
            self._show_state()
            self.frame.show_explanation()
            self.frame.question.keep_answer_in_view(self.session.item)

    def _on_review_item(self, position: int) -> None:
        self._walk = self._everything
        self.go_to(position)

    def _on_second(self) -> None:
        """Save and show the time; called at each full second of it."""
        if self.session.ended:
            self.frame.show_time()
            return
        try:
            self.session.end() if self.session.expired else self.session.tick()
        except Fault as fault:
            if str(fault) != self._unsaved:  # said once, not every second
                self._ctx.messages.show(fault)
            self._unsaved = str(fault)
        else:
            self._unsaved = ""
        if self.session.ended:
            self.ended.emit(TIME_WAS_UP)
            return
        self.frame.show_time()
        self._second.start(1000 - self.session.elapsed_ms % 1000)

    def _connect(self) -> None:
        frame, commands = self.frame, self._ctx.commands
        frame.top.mark_requested.connect(self.mark)
        frame.top.previous_requested.connect(self.go_previous)
        frame.top.next_requested.connect(self.go_next)
        frame.full_screen.clicked.connect(partial(commands.run, "full-screen"))
        frame.bottom.pause_requested.connect(self.pause)
        frame.bottom.suspend_requested.connect(self.suspend)
        frame.bottom.end_requested.connect(self.end)
        frame.bottom.back_requested.connect(self.left)
        frame.go_on.clicked.connect(self.pause)
        frame.list.item_requested.connect(self.go_to)
        frame.question.choice_requested.connect(self._on_choice)
        frame.question.strike_requested.connect(self._on_strike)
        frame.question.submit_requested.connect(self._on_submit)
        frame.review.item_requested.connect(self._on_review_item)
        frame.review.walk_requested.connect(self.walk_through)
        frame.review.back_requested.connect(partial(self._turn_to, "question"))
        frame.review.end_requested.connect(self.end)

    def _turn_to(self, view: str) -> None:
        self.frame.turn_to(view)
        self._ctx.commands.refresh()

    def _show_item(self) -> None:
        at = self.session.block.position
        self.frame.show_item()
        self.frame.show_steps(
            previous=at > self._walk[0], following=self.is_open() or at < self._walk[-1]
        )
        self._turn_to("question")
        self._idle.start()

    def _show_state(self) -> None:
        self.frame.show_state()
        self._ctx.commands.refresh()
