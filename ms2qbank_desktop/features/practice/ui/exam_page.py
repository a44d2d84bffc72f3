"""The exam: a block being answered, or an ended one being reviewed, in the whole window."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.attempts.models import Confidence
from ms2qbank_desktop.ui.widgets.layouts import column

from .exam_ahead import Ahead
from .exam_clock import ExamClock
from .exam_frame import ExamFrame
from .exam_looks import ExamLooks
from .exam_pictures import ExamPictures
from .exam_reading import ExamReading
from .exam_regions import go_to_region
from .exam_tools import ExamTools

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.practice.session import BlockSession
    from ms2qbank_desktop.ui.command import Command
    from ms2qbank_desktop.ui.context import UiContext

    from .block_content import BlockContent

log = logging.getLogger(__name__)

TIME_WAS_UP = "Time was up, so the block ended by itself."
_MORE = (
    *("exam-highlight", "exam-erase", "exam-labs", "exam-notes", "exam-calculator"),
    *("exam-hint", "exam-phrases"),
)
"""What the menu has that stands for the tools where there is no room for them."""


class ExamPage(QWidget):
    """Drives a BlockSession; what it shows has been saved.

    ``session`` and ``content`` have been read from the bank, which may fail; making the page
    cannot. ``walk`` lists the positions that previous and next go through, all of them by
    default; ``at`` is the first one. ``ended`` carries what to say on the result, ``left`` asks
    to be taken away.
    """

    ended = Signal(str)
    left = Signal()

    def __init__(
        self,
        ctx: UiContext,
        session: BlockSession,
        content: BlockContent,
        walk: tuple[int, ...] = (),
        at: int | None = None,
    ) -> None:
        super().__init__()
        self._ctx = ctx
        self.session = session
        self._everything = tuple(range(len(self.session.block.items)))
        self._walk = walk or self._everything
        if self.session.ended:
            self.session.go(self._walk[0] if at is None else at)
        self._content = content
        self._review_visited = False
        beside = ctx.settings.get("explanation_beside")
        self.frame = ExamFrame(self, self.session, self._content, beside=beside)
        self.looks = ExamLooks(ctx, self.frame)
        self.tools = ExamTools(ctx, self.session, self.frame, self.looks, self.go_to)
        self.reading = ExamReading(ctx, self.session, self.frame, self._content, self._act)
        self.pictures = ExamPictures(self.frame, ctx.tasks, self._content.picture)
        self.setLayout(column(self.frame, gap=0))
        self.setFocusProxy(self.frame)
        self._clock = ExamClock(self.session, ctx.messages, self)
        after = (partial(self._act, self.session.save), self.reading.read_ahead)
        self._ahead = Ahead(ctx, self._content, self.frame, after)
        self._commands: tuple[Command, ...] = ()
        self._connect()

    def begin(self, commands: tuple[Command, ...]) -> None:
        """Show the open item and start the keys (``exam_commands``) and the clock, once the page
        has the window."""
        self._commands = commands
        self._ctx.commands.add(*commands)
        self._bind()
        self._ctx.window.installEventFilter(self)
        self.looks.apply()
        self._show_item()
        self._clock.tick()

    def finish(self) -> None:
        """Let go of the keys and the clock; called before the window is given back."""
        self._clock.stop()
        self._ahead.stop()
        self.pictures.finish()
        self.tools.finish()
        self._ctx.window.removeEventFilter(self)
        self._ctx.commands.remove(*(command.id for command in self._commands))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and watched is self._ctx.window:
            self._clock.stop()
            self.tools.save()
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
        return self.session.pausable and not self.shows("review")

    def can_rate(self) -> bool:
        """Say whether the open item can be told how sure its answer was."""
        return (
            self.shows("question")
            and self.is_open()
            and self.session.item.submitted
            and bool(self._ctx.settings.get("ask_confidence"))
        )

    # What the keys do

    def choose(self, at: int) -> None:
        """Choose the ``at``-th choice on the screen."""
        self._on_choice(self.session.item.order[at])

    def strike(self, at: int) -> None:
        """Strike the ``at``-th choice on the screen out, or restore it."""
        self._on_strike(self.session.item.order[at])

    def submit_or_next(self) -> None:
        """Settle an item of a block that reveals; go on from a settled one and in other blocks.

        With the keyboard on a picture, open that instead.
        """
        if self.pictures.open_focused():
            return
        if self.session.reveals and not self.session.revealed:
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
        if self._act(partial(self.session.go, position, later=True)):
            self._show_item()

    def mark(self) -> None:
        """Mark the open question, or take its mark away."""
        if self._act(self.session.toggle_mark):
            self._show_state()

    def rate(self, confidence: Confidence) -> None:
        """Keep how sure the answer was."""
        if self.can_rate() and self._act(partial(self.session.rate, confidence)):
            self.frame.show_confidence()

    def go_to_region(self, step: int) -> None:
        """Give the keyboard to the next region of the window (1), or to the one before (−1)."""
        go_to_region(self.frame, self.tools.docks, step)

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

    # What follows from it

    def _act(self, step: Callable[[], object]) -> bool:
        """Do what was asked, if there is time for it; False, and why, if it is not saved."""
        if self.session.expired:
            self._clock.tick()
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
            self.frame.reveal()
            self.reading.show()

    def _on_review_item(self, position: int) -> None:
        self._walk = self._everything
        self.go_to(position)

    def _on_time_up(self) -> None:
        self.ended.emit(TIME_WAS_UP)

    def _connect(self) -> None:
        frame = self.frame
        self._clock.ticked.connect(frame.show_time)
        self._clock.ran_out.connect(self._on_time_up)
        self.tools.note_saved.connect(self.reading.take_note)
        frame.scrolled.connect(self.session.scroll_to)
        frame.picture_requested.connect(self.pictures.show)
        frame.top.mark.clicked.connect(self.mark)
        frame.top.previous.clicked.connect(self.go_previous)
        frame.top.next.clicked.connect(self.go_next)
        frame.top.list.clicked.connect(partial(self.looks.toggle, "exam_list_shown"))
        frame.top.full_screen.clicked.connect(partial(self._ctx.commands.run, "full-screen"))
        frame.bottom.pause.clicked.connect(self.pause)
        frame.bottom.suspend.clicked.connect(self.suspend)
        frame.bottom.end.clicked.connect(self.end)
        frame.bottom.back.clicked.connect(self.left)
        frame.go_on.clicked.connect(self.pause)
        frame.list.item_requested.connect(self.go_to)
        frame.question.choice_requested.connect(self._on_choice)
        frame.question.strike_requested.connect(self._on_strike)
        frame.question.submit_requested.connect(self._on_submit)
        frame.review.item_requested.connect(self._on_review_item)
        frame.review.walk_requested.connect(self.walk_through)
        frame.review.back_requested.connect(partial(self._turn_to, "question"))
        frame.review.end_requested.connect(self.end)
        if frame.explanation is not None:
            frame.explanation.card.rated.connect(self._on_rated)

    def _bind(self) -> None:
        """Let the buttons show the keys of their commands."""
        frame, top, bottom = self.frame, self.frame.top, self.frame.bottom
        commands = self._ctx.commands
        for button, key in (
            (top.list, "exam-list"),
            (top.mark, "exam-mark"),
            (top.navigator, "exam-navigator"),
            (top.highlight, "exam-highlight"),
            (top.erase, "exam-erase"),
            (top.labs, "exam-labs"),
            (top.notes, "exam-notes"),
            (top.calculator, "exam-calculator"),
            (top.full_screen, "full-screen"),
            (top.settings, "exam-settings"),
            (bottom.hide_time, "exam-time"),
            (bottom.end, "exam-end"),
            (bottom.back, "exam-close"),
            (frame.go_on, "exam-pause"),
            (frame.question.submit, "exam-submit"),
            (frame.question.hint_button, "exam-hint"),
            (frame.question.phrases_button, "exam-phrases"),
            (frame.review.end, "exam-end"),
            (frame.review.incomplete, "exam-incomplete"),
            (frame.review.marked, "exam-marked"),
        ):
            commands.bind(button, key)
        more = QMenu(self)
        more.addActions([commands.action(key) for key in _MORE])
        top.more.setMenu(more)
        top.fit()

    def _on_rated(self, rating: int) -> None:
        self.rate(Confidence(rating))

    def _turn_to(self, view: str) -> None:
        self.frame.turn_to(view)
        self._ctx.commands.refresh()

    def _show_item(self) -> None:
        at = self.session.block.position
        self.frame.show_item()
        self.frame.show_steps(
            previous=at > self._walk[0], following=self.is_open() or at < self._walk[-1]
        )
        self.reading.show_item()
        self.tools.show_item()
        self._turn_to("question")
        self._ahead.start()

    def _show_state(self) -> None:
        self.frame.show_state()
        self._ctx.commands.refresh()
