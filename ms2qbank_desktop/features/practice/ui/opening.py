"""Opening a block: the exam if it is open, its result if it has ended, and the way between."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ms2qbank_desktop.features.practice.service import PracticeService

from .exam_commands import exam_commands
from .exam_page import ExamPage
from .result_page import ResultPage
from .wording import block_title

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext


def open_block(ctx: UiContext, block_id: int) -> None:
    """Open a block where it was left, or the result of an ended one. Fault if it cannot be."""
    block = ctx.service(PracticeService).block(ctx.user_id, block_id)
    if block.ended_at is not None:
        show_result(ctx, block_id)
    else:
        page = ExamPage(ctx, block_id)
        page.ended.connect(partial(_show_end, ctx, page))
        page.left.connect(partial(_leave_open, ctx, page))
        ctx.navigate.take_over(page)
        page.begin(exam_commands(page))


def show_result(ctx: UiContext, block_id: int, note: str = "") -> None:
    """Lay the result of an ended block over the list of blocks."""
    page = ResultPage(ctx, block_id, note)
    page.review_requested.connect(partial(_review, ctx, page))
    page.block_requested.connect(partial(open_block, ctx))
    ctx.navigate.open("questions", "blocks")
    ctx.navigate.open_detail(page, block_title(page.result.block))
    page.setFocus(Qt.FocusReason.OtherFocusReason)


def _review(ctx: UiContext, result: ResultPage, walk: tuple[int, ...], at: int) -> None:
    page = ExamPage(ctx, result.result.block.id, walk, at)
    page.left.connect(partial(_leave_review, ctx, page, result))
    ctx.navigate.take_over(page)
    page.begin(exam_commands(page))


def _leave(ctx: UiContext, page: ExamPage) -> None:
    page.finish()
    ctx.navigate.give_back()


def _leave_review(ctx: UiContext, page: ExamPage, result: ResultPage) -> None:
    _leave(ctx, page)
    result.setFocus(Qt.FocusReason.OtherFocusReason)


def _leave_open(ctx: UiContext, page: ExamPage) -> None:
    _leave(ctx, page)
    ctx.navigate.open("questions", "blocks")


def _show_end(ctx: UiContext, page: ExamPage, note: str) -> None:
    _leave(ctx, page)
    show_result(ctx, page.session.block.id, note)
