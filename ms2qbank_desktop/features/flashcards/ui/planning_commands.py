"""Planning, as commands: what a retention costs, an exam, a backlog, the parameters of FSRS."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.command import Command

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from ms2qbank_desktop.ui.context import UiContext

_WORDS = {
    "plan-retention": ("Retention against daily load…", "chart-line-up"),
    "plan-exam": ("Plan for an exam…", "target"),
    "spread-backlog": ("Spread a backlog…", "calendar-blank"),
    "optimise-fsrs": ("Optimise FSRS…", "lightning-fill"),
}


def add_commands(ctx: UiContext) -> None:
    """Add the planning commands; each opens its dialog, which asks for the deck."""
    for key, (words, icon) in _WORDS.items():
        ctx.commands.add(
            Command(
                key,
                words,
                partial(open_plan, ctx, key),
                menu="Cards",
                section="planning",
                icon=icon,
            )
        )


def add_plans(menu: QMenu, ctx: UiContext, deck_id: int | None) -> None:
    """Add what can be planned for a deck, or for all, to a menu."""
    menu.addSeparator()
    for key, (words, _) in _WORDS.items():
        menu.addAction(words, partial(open_plan, ctx, key, deck_id))


def open_plan(ctx: UiContext, key: str, deck_id: int | None = None) -> None:
    """Open a planning dialog, on a deck if one is given."""
    from ms2qbank_desktop.features.flashcards.service.decks import DeckService

    from .planning_backlog import BacklogDialog
    from .planning_exam import ExamDialog
    from .planning_optimise import OptimiseDialog
    from .planning_retention import RetentionDialog

    kinds = {
        "plan-retention": RetentionDialog,
        "plan-exam": ExamDialog,
        "spread-backlog": BacklogDialog,
        "optimise-fsrs": OptimiseDialog,
    }
    if not ctx.service(DeckService).decks(ctx.user_id):
        ctx.messages.toast("There is no deck yet to plan for")
        return
    dialog = kinds[key](ctx, deck_id)
    dialog.open_once()
