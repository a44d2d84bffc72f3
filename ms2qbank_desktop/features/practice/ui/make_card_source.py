"""The way back from a flashcard to the question that it was made of."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.attempts.service import AttemptService
from ms2qbank_desktop.features.flashcards.models import SourceKind
from ms2qbank_desktop.features.questions.service import QuestionService

from .bank_preview import BankPreview, read

if TYPE_CHECKING:
    from ms2qbank_desktop.features.flashcards.models import SourceLink
    from ms2qbank_desktop.ui.context import UiContext


def serve_source(ctx: UiContext) -> None:
    """Open the questions of cards when flashcards ask for it."""
    ctx.commands.serve("open-source", partial(_open, ctx))


def _open(ctx: UiContext, source: SourceLink) -> None:
    if source.kind is not SourceKind.QUESTION:
        return
    rows = ctx.service(AttemptService).browse_rows(ctx.user_id, [source.id])
    if not rows:
        ctx.messages.toast("Its question is no longer in the bank")
        return
    packs = {pack.id: pack for pack in ctx.service(QuestionService).packs()}
    page = BankPreview(ctx, large=True)
    ctx.navigate.open("questions", "bank")
    ctx.navigate.open_detail(page, "Question", "the source of a card")
    page.show_question(read(ctx, rows[0]), packs)
    page.setFocus()
