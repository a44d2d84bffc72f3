"""Opening a block: the exam if it is open, its result if it has ended, and the way between.

Reading a block, making its page and laying that out take a turn of the event loop each, and so do
ending it and showing its result: together they would hold the window.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer

from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.practice.service import PracticeService
from ms2qbank_desktop.features.practice.session import BlockSession

from .block_content import BlockContent
from .exam_commands import exam_commands
from .exam_page import ExamPage
from .result_page import ResultPage
from .wording import block_title

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.practice.models import BlockResult
    from ms2qbank_desktop.ui.context import UiContext

_NEXT_TURN_MS = 1
"""With 0 it would be called in this turn of the event loop, like a posted event."""


def open_block(ctx: UiContext, block_id: int) -> None:
    """Open a block where it was left, or the result of an ended one. Fault if it cannot be."""
    if ctx.service(PracticeService).has_ended(ctx.user_id, block_id):
        show_result(ctx, block_id)
    else:
        session = read_block(ctx, block_id)
        content = BlockContent(ctx, session)
        _next_turn(ctx, lambda: sit_down(ctx, session, content))


def sit_down(ctx: UiContext, session: BlockSession, content: BlockContent) -> ExamPage:
    """Make the page of a block that has not ended; it has the window from the next turn on."""
    page = ExamPage(ctx, session, content)
    page.ended.connect(partial(_show_end, ctx, page))
    page.left.connect(partial(_leave_open, ctx, page))
    _next_turn(ctx, partial(_begin, ctx, page))
    return page


def show_result(ctx: UiContext, block_id: int, note: str = "", *, after_exam: bool = False) -> None:
    """Read the result of an ended block, and lay it over the list of blocks in the next turn;
    ``after_exam``: the exam gives the window back then."""
    result = ctx.service(PracticeService).result(ctx.user_id, block_id)
    _next_turn(ctx, partial(_lay_result, ctx, result, note, after_exam=after_exam))


def _lay_result(ctx: UiContext, result: BlockResult, note: str, *, after_exam: bool) -> None:
    if after_exam:
        ctx.navigate.give_back()
    page = ResultPage(ctx, result, note)
    page.review_requested.connect(partial(_review, ctx, page))
    page.block_requested.connect(partial(open_block, ctx))
    ctx.navigate.open("questions", "blocks")
    ctx.navigate.open_detail(page, block_title(result.block))
    page.setFocus(Qt.FocusReason.OtherFocusReason)


def _next_turn(ctx: UiContext, step: Callable[[], object]) -> None:
    QTimer.singleShot(_NEXT_TURN_MS, ctx.window, step)


def read_block(ctx: UiContext, block_id: int) -> BlockSession:
    """Return the session of a block. Fault if it cannot be opened."""
    practice, attempts = ctx.service(PracticeService), ctx.service(AttemptService)
    ctx.service(NoteService)  # the page shows cards: imported in the turn that makes it, it held it
    return BlockSession(practice, attempts, ctx.clock, ctx.user_id, block_id)


def _begin(ctx: UiContext, page: ExamPage) -> None:
    if ctx.navigate.taken_over is None:
        ctx.navigate.take_over(page)
        page.begin(exam_commands(page))
    else:  # a second click was quicker, or a deck of cards
        page.deleteLater()


def _review(ctx: UiContext, result: ResultPage, walk: tuple[int, ...], at: int) -> None:
    session = read_block(ctx, result.result.block.id)
    page = ExamPage(ctx, session, BlockContent(ctx, session), walk, at)
    page.left.connect(partial(_leave_review, ctx, page, result))
    if page.reading.related is not None:
        page.reading.related.block_requested.connect(partial(_leave_for_block, ctx, page))
    _next_turn(ctx, partial(_begin, ctx, page))


def _leave(ctx: UiContext, page: ExamPage) -> None:
    page.finish()
    ctx.navigate.give_back()


def _leave_review(ctx: UiContext, page: ExamPage, result: ResultPage) -> None:
    _leave(ctx, page)
    result.setFocus(Qt.FocusReason.OtherFocusReason)


def _leave_for_block(ctx: UiContext, page: ExamPage, block_id: int) -> None:
    _leave(ctx, page)
    open_block(ctx, block_id)


def _leave_open(ctx: UiContext, page: ExamPage) -> None:
    _leave(ctx, page)
    ctx.navigate.open("questions", "blocks")


def _show_end(ctx: UiContext, page: ExamPage, note: str) -> None:
    page.finish()
    page.blockSignals(True)  # it stands there for a turn more, and is asked nothing any more
    block_id = page.session.block.id
    _next_turn(ctx, partial(show_result, ctx, block_id, note, after_exam=True))
