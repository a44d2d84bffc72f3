"""The screens of practice beyond its pages, for the tour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.features.practice.service import PracticeService

from .block_content import BlockContent
from .opening import read_block, sit_down

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ms2qbank_desktop.ui.context import UiContext

    from .exam_page import ExamPage

_SIZE = 20
_SEED = 11


def screens(ctx: UiContext) -> Iterator[str]:
    """Show the exam in its states and the result; nothing without questions."""
    if not ctx.service(AttemptService).matching(ctx.user_id, QuestionFilter()):
        return
    yield from _tutor(ctx)
    yield from _timed(ctx)


def _tutor(ctx: UiContext) -> Iterator[str]:
    page = _open(ctx, Mode.TUTOR)
    yield "tutor"
    page.strike(1)
    page.choose(0)
    page.mark()
    page.submit_or_next()
    yield "tutor-answered"
    for name, opens in (
        ("navigator", page.tools.open_navigator),
        ("exam-notes", page.tools.open_notes),
        ("exam-settings", page.tools.open_settings),
    ):
        opens()
        yield name
        page.close_innermost()
    page.go_next()
    page.choose(1)
    page.submit_or_next()
    page.pause()
    yield "tutor-paused"
    page.suspend()
    ctx.navigate.open("questions", "create")
    yield "suspended"


def _timed(ctx: UiContext) -> Iterator[str]:
    page = _open(ctx, Mode.TIMED)
    for number in range(len(page.session.block.items) - 3):
        page.choose(number % 2)
        if number % 5 == 3:
            page.mark()
        page.go_next()
    page.strike(0)
    yield "timed"
    page.review_items()
    yield "item-review"
    page.end()
    yield "result"
    ctx.navigate.open("questions", "blocks")
    ctx.navigate.close_detail()
    yield "blocks"


def _open(ctx: UiContext, mode: Mode) -> ExamPage:
    request = BlockRequest(QuestionFilter(), mode, _SIZE)
    block_id = ctx.service(PracticeService).create_block(ctx.user_id, request, seed=_SEED)
    session = read_block(ctx, block_id)
    return sit_down(ctx, session, BlockContent(ctx, session))
