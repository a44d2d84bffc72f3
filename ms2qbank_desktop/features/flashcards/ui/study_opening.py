"""Taking the window for study, and giving it back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.service.cards import CardService
from ms2qbank_desktop.features.flashcards.service.study import StudyService
from ms2qbank_desktop.features.flashcards.session import StudySession

from .study_commands import study_commands
from .study_page import StudyPage

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task


def open_study(ctx: UiContext, deck_id: int | None) -> Task:
    """Gather what is due in a deck, or in all with None, on a worker; then study it in the whole
    window."""
    study, cards = ctx.service(StudyService), ctx.service(CardService)

    def gather() -> StudySession:
        return StudySession(study, cards, ctx.clock, ctx.user_id, deck_id)

    return ctx.tasks.run("Gathering cards", lambda _progress: gather(), done=partial(_show, ctx))


def _show(ctx: UiContext, session: StudySession) -> None:
    page = StudyPage(ctx, session)
    page.left.connect(partial(_leave, ctx, page))
    ctx.navigate.take_over(page)
    page.begin(study_commands(page))


def _leave(ctx: UiContext, page: StudyPage) -> None:
    page.finish()
    ctx.navigate.give_back()
    ctx.navigate.open("flashcards", "decks")
