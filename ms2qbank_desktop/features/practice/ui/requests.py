"""What other slices ask of the bank without knowing it: a question, or a block to practise.

Loaded at the start: what is heavy is imported by the first request.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ms2qbank_desktop.features.attempts.models import QuestionFilter
    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.ui.context import UiContext


def serve_requests(ctx: UiContext) -> None:
    """Say that questions are opened and practised here."""
    ctx.commands.serve("open-question", partial(_open, ctx))
    ctx.commands.serve("practise", partial(_practise, ctx))


def _open(ctx: UiContext, place: Place) -> None:
    from ms2qbank_desktop.features.attempts.service import AttemptService
    from ms2qbank_desktop.features.questions.service import QuestionService

    from .bank_preview import BankPreview, read

    rows = ctx.service(AttemptService).browse_rows(ctx.user_id, [place.id])
    if not rows:
        ctx.messages.toast("This question is no longer in the bank")
        return
    packs = {pack.id: pack for pack in ctx.service(QuestionService).packs()}
    page = BankPreview(ctx, large=True)
    ctx.navigate.open("questions", "bank")
    ctx.navigate.open_detail(page, "Question", "")
    page.show_question(read(ctx, rows[0]), packs)
    page.setFocus()


def _practise(ctx: UiContext, wanted: QuestionFilter) -> None:
    """Show the page that makes blocks with ``wanted`` ticked."""
    ctx.navigate.open("questions", "create")
    ctx.commands.request("choose-questions", wanted)
