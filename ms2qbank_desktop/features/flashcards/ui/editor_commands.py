"""What can be done with cards from everywhere: written, imported, studied."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.command import Command

from . import planning_commands
from .due_badge import DueBadge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.flashcards.models import Draft
    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.ui.context import UiContext


def add_commands(ctx: UiContext) -> None:
    """Declare the commands, and serve what higher slices ask for."""
    ctx.commands.add(
        Command("add-note", "Add notes…", partial(_add, ctx), "Ctrl+N", menu="Cards"),
        Command("note-types", "Note types…", partial(_note_types, ctx), menu="Cards"),
        Command(
            "import-cards",
            "Import flashcards…",
            partial(_choose_files, ctx),
            "Ctrl+Shift+I",
            menu="File",
            section="import",
            icon="download-simple",
        ),
        Command(
            "starter-decks",
            "Bring the starter decks",
            partial(_bring_starters, ctx),
            menu="File",
            section="import",
        ),
    )
    planning_commands.add_commands(ctx)
    DueBadge(ctx)
    ctx.commands.serve("edit-card-draft", partial(_draft, ctx))
    ctx.commands.serve("edit-card-note", partial(_edit, ctx))
    ctx.commands.serve("open-card", partial(_open, ctx))
    ctx.commands.serve("beside-card", partial(_open, ctx))  # the editor lies over all there is
    ctx.commands.serve("restore-card", partial(_put_back, ctx))
    ctx.commands.serve("study-cards", partial(_study, ctx))
    ctx.commands.serve("study-these-cards", partial(_study_these, ctx))


def _add(ctx: UiContext) -> None:
    from .editor_dialog import add_note

    add_note(ctx)


def _choose_files(ctx: UiContext) -> None:
    from .card_import import choose_files

    choose_files(ctx)


def _bring_starters(ctx: UiContext) -> None:
    from .card_import import bring_starters

    bring_starters(ctx)


def _draft(ctx: UiContext, draft: Draft) -> None:
    from .editor_dialog import add_draft

    add_draft(ctx, draft)


def _edit(ctx: UiContext, note_id: int) -> None:
    from .editor_dialog import edit_note

    edit_note(ctx, note_id)


def _open(ctx: UiContext, place: Place, words: Sequence[str] = ()) -> None:
    from ms2qbank_desktop.features.flashcards.service.notes import NoteService

    from .editor_dialog import edit_note

    note_id = ctx.service(NoteService).card(ctx.user_id, place.id).note_id
    edit_note(ctx, note_id, words or place.phrase)


def _put_back(ctx: UiContext, place: Place) -> None:
    from ms2qbank_desktop.features.flashcards.service.cards import CardService

    ctx.service(CardService).put_back(ctx.user_id, place.id)
    ctx.messages.toast("Put back into its deck")


def _note_types(ctx: UiContext) -> None:
    from .note_types_dialog import NoteTypesDialog

    NoteTypesDialog(ctx).open()


def _study(ctx: UiContext, deck_id: int | None) -> None:
    """Study what is due in a deck, with None in all."""
    from .study_opening import open_study

    open_study(ctx, deck_id)


def _study_these(ctx: UiContext, card_ids: Sequence[int]) -> None:
    """Study some cards now, whether they are due or not."""
    from .study_opening import open_study_of

    open_study_of(ctx, card_ids)
