"""Taking the window for study, and giving it back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from ms2qbank_desktop.features.flashcards.models import Filtered, FilteredSearch
from ms2qbank_desktop.features.flashcards.service.cards import CardService
from ms2qbank_desktop.features.flashcards.service.filtered import FilteredDeckService
from ms2qbank_desktop.features.flashcards.service.study import StudyService
from ms2qbank_desktop.features.flashcards.session import StudySession

from .study_commands import study_commands
from .study_page import StudyPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

SELECTED = "Selected cards"
"""The filtered deck that holds what is studied out of turn, until it is answered."""
_NEXT_TURN_MS = 1
"""With 0 it would be called in this turn of the event loop, like a posted event."""


def open_study(ctx: UiContext, deck_id: int | None, before: StudyPage | None = None) -> Task:
    """Gather what is due in a deck, or in all with None, on a worker; then study it in the whole
    window, in place of the page ``before``."""

    def show(session: StudySession) -> None:
        if before is not ctx.navigate.taken_over:  # it was left, or something else was opened
            return
        if before is not None:
            before.finish()
        sit_down(ctx, session, before)

    return ctx.tasks.run("Gathering cards", lambda _progress: gathered(ctx, deck_id), done=show)


def open_study_of(ctx: UiContext, card_ids: Sequence[int]) -> None:
    """Gather cards into a filtered deck, whatever their state, and study it."""
    user_id = ctx.user_id

    def work(_progress: object) -> int | None:
        filtered = ctx.service(FilteredDeckService)
        search = FilteredSearch("cid:" + ",".join(map(str, card_ids)), len(card_ids))
        deck_id = filtered.make(user_id, SELECTED, Filtered((search,)))
        filtered.rebuild(user_id, deck_id)
        decks = ctx.service(StudyService).overview(user_id)
        found = next(one for one in decks if one.deck.id == deck_id)
        return deck_id if found.total else None

    def done(deck_id: int | None) -> None:
        if deck_id is None:
            ctx.messages.toast("None of them can be studied: they are suspended or lent")
        else:
            open_study(ctx, deck_id)

    if card_ids:
        ctx.tasks.run("Gathering cards", work, done=done)


def gathered(ctx: UiContext, deck_id: int | None) -> StudySession:
    """Return a deck under study. UserFault if there is no such deck."""
    study, cards = ctx.service(StudyService), ctx.service(CardService)
    return StudySession(study, cards, ctx.clock, ctx.user_id, deck_id)


def sit_down(ctx: UiContext, session: StudySession, before: StudyPage | None = None) -> StudyPage:
    """Make the page that studies; it has the window from the next turn on, in place of the page
    ``before``, for both in one would hold the window too long."""
    page = StudyPage(ctx, session)
    page.left.connect(partial(_leave, ctx, page))
    page.another_requested.connect(lambda deck_id: open_study(ctx, deck_id, page))
    QTimer.singleShot(_NEXT_TURN_MS, ctx.window, partial(_begin, ctx, page, before))
    return page


def _begin(ctx: UiContext, page: StudyPage, before: StudyPage | None) -> None:
    if ctx.navigate.taken_over is before:
        ctx.navigate.take_over(page)
        page.begin(study_commands(page))
    else:  # a second click was quicker, or a block
        page.deleteLater()


def _leave(ctx: UiContext, page: StudyPage) -> None:
    page.finish()
    ctx.navigate.give_back()
    ctx.navigate.open("flashcards", "decks")
