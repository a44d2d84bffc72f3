"""What can be done with cards selected in the browser; all of it can be undone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.flashcards.service.cards import CardService
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.exchange import ExchangeService
from ms2qbank_desktop.features.flashcards.service.note_types import NoteTypeService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.flashcards.service.search import SearchService
from ms2qbank_desktop.features.flashcards.service.study import StudyService
from ms2qbank_desktop.ui.files import ask_target
from ms2qbank_desktop.ui.widgets.namedialog import NameDialog
from ms2qbank_desktop.ui.words import counted

from .browser_dialogs import DeckDialog, PositionDialog, TagsDialog
from .browser_terms import quoted
from .card_export import FILTERS
from .change_type import ChangeTypeDialog
from .due_dialog import DueDialog
from .flags import FLAGS
from .study_opening import open_study_of
from .tag_tree import renamed_tags

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from ms2qbank_desktop.features.flashcards.models import NoteType
    from ms2qbank_desktop.features.flashcards.notes.retyping import TypeChange
    from ms2qbank_desktop.features.flashcards.service.notes import Texts
    from ms2qbank_desktop.features.flashcards.study_models import Change
    from ms2qbank_desktop.ui.context import UiContext


class BrowserActions:
    """Does what the action bar, the menus and the keys of the page ask for, on workers."""

    def __init__(self, ctx: UiContext) -> None:
        self._ctx = ctx
        self._cards = ctx.service(CardService)
        self._study = ctx.service(StudyService)
        self._notes = ctx.service(NoteService)

    def suspend(self, ids: Sequence[int], *, suspended: bool) -> None:
        """Leave cards out of study, or let them in again."""
        word = "suspended" if suspended else "let in again"
        self._change(ids, word, lambda user: self._cards.suspend(user, ids, suspended=suspended))

    def bury(self, ids: Sequence[int], *, buried: bool) -> None:
        """Put cards off until tomorrow, or let them come today again."""
        if buried:
            self._change(ids, "put off", lambda user: self._cards.bury(user, ids))
        else:
            self._change(ids, "let in again", lambda user: self._cards.unbury(user, ids))

    def flag(self, ids: Sequence[int], flag: int) -> None:
        """Give cards a flag, 0 for none."""
        word = f"flagged {FLAGS[flag].lower()}" if flag else "without a flag now"
        self._change(ids, word, lambda user: self._cards.flag(user, ids, flag))

    def forget(self, ids: Sequence[int]) -> None:
        """Make cards new again."""
        self._change(ids, "new again", lambda user: self._cards.forget(user, ids))

    def set_due(self, ids: Sequence[int]) -> None:
        """Ask when cards are to come next."""
        dialog = DueDialog(self._ctx.window)
        dialog.accepted.connect(
            lambda: self._change(
                ids, "due then", lambda user: self._cards.set_due(user, ids, dialog.days)
            )
        )
        dialog.open_once()

    def reposition(self, ids: Sequence[int]) -> None:
        """Ask for the places of new cards."""
        dialog = PositionDialog(self._ctx.window, len(ids))
        dialog.accepted.connect(
            lambda: self._change(
                ids,
                "put in order",
                lambda user: self._cards.reposition(
                    user, ids, dialog.start.value(), dialog.step.value()
                ),
            )
        )
        dialog.open()

    def move(self, ids: Sequence[int]) -> None:
        """Ask for a deck and move cards there."""
        decks = self._ctx.service(DeckService)
        names = [deck.name for deck in decks.decks(self._ctx.user_id) if deck.filtered is None]
        dialog = DeckDialog(self._ctx.window, len(ids), names)

        def accepted() -> None:
            name = dialog.name

            def move(user_id: int) -> Change:
                return self._cards.move(user_id, ids, decks.create_deck(user_id, name))

            self._change(ids, f"moved to {name}", move)

        dialog.accepted.connect(accepted)
        dialog.open()

    def tag(self, ids: Sequence[int]) -> None:
        """Ask for tags to add and to take away."""
        dialog = TagsDialog(self._ctx, len(ids))

        def accepted() -> None:
            add, remove = dialog.added, dialog.removed

            def change(user_id: int) -> Mapping[int, Texts]:
                note_ids = self._notes.note_ids(user_id, ids)
                return self._notes.change_tags(user_id, note_ids, add, remove)

            self._rewrite("Tagging notes", "tagged anew", change)

        dialog.accepted.connect(accepted)
        dialog.open()

    def rename_tag(self, tag: str) -> None:
        """Ask for another name of a tag; those below it follow."""

        def rename(name: str) -> None:
            joined = "_".join(name.split())
            if not joined.strip(":"):
                raise UserFault("Write a name.")
            self._rewrite_tag(tag, joined)

        help_ = "Tags below it follow; :: puts it below another."
        title = f"Rename the tag {tag}"
        NameDialog(self._ctx.window, title, "Rename", rename, tag, help=help_).open_once()

    def remove_tag(self, tag: str) -> None:
        """Take a tag, and those below it, away from every note."""
        self._rewrite_tag(tag, "")

    def _rewrite_tag(self, tag: str, name: str) -> None:
        search = self._ctx.service(SearchService)

        def changed(
            _type: NoteType, fields: list[str], tags: list[str]
        ) -> tuple[list[str], list[str]]:
            return fields, renamed_tags(tags, tag, name)

        def change(user_id: int) -> Mapping[int, Texts]:
            cards = search.find(user_id, f"tag:{quoted(tag)}")
            return self._notes.rewrite(user_id, self._notes.note_ids(user_id, cards), changed)

        self._rewrite("Renaming a tag" if name else "Removing a tag", "tagged anew", change)

    def mark(self, ids: Sequence[int], *, marked: bool) -> None:
        """Give the notes of cards the tag "marked", or take it away."""

        def change(user_id: int) -> Change:
            note_ids = self._notes.note_ids(user_id, ids)
            return self._cards.mark(user_id, note_ids, marked=marked)

        self._change(ids, "marked" if marked else "unmarked", change, of_notes=True)

    def study(self, ids: Sequence[int]) -> None:
        """Study cards now, whatever their state."""
        open_study_of(self._ctx, ids)

    def replace(self, ids: Sequence[int]) -> None:
        """Ask for words to find and replace in the notes of cards."""
        from .find_replace import ReplaceDialog

        change = partial(self._rewrite, "Replacing", "changed")
        ReplaceDialog(self._ctx, ids, change).open()

    def change_type(self, ids: Sequence[int]) -> None:
        """Ask for another type of the notes of cards, which must be of one type."""
        changing, user_id = self._ctx.service(NoteTypeService), self._ctx.user_id
        known = self._ctx.service(DeckService).note_types(user_id)

        def work(_progress: object) -> tuple[list[int], set[int]]:
            note_ids = self._notes.note_ids(user_id, ids)
            return note_ids, changing.types_of(user_id, note_ids)

        def done(found: tuple[list[int], set[int]]) -> None:
            note_ids, of = found
            if len(of) > 1:
                self._ctx.messages.toast(f"These notes are of {len(of)} types: choose one type")
                return
            old = next(one for one in known if one.id in of)
            dialog = ChangeTypeDialog(self._ctx.window, len(note_ids), old, known)
            dialog.accepted.connect(lambda: self._retype(note_ids, dialog.new, dialog.change))
            dialog.open()

        if ids:
            self._ctx.tasks.run("Reading notes", work, done=done)

    def _retype(self, note_ids: Sequence[int], new: NoteType, change: TypeChange) -> None:
        changing, user_id = self._ctx.service(NoteTypeService), self._ctx.user_id
        self._ctx.tasks.run(
            "Changing notes",
            lambda progress: changing.retype(user_id, note_ids, new.id, change, progress),
            done=lambda before: self._ctx.messages.toast(
                f"{counted(len(before), 'note')} changed to {new.name}",
                lambda: self._undoing(lambda: changing.take_back(user_id, before)),
            ),
        )

    def _undoing(self, undo: Callable[[], None]) -> None:
        self._ctx.tasks.run("Undoing", lambda _progress: undo(), done=lambda _nothing: None)

    def export(self, ids: Sequence[int]) -> None:
        """Ask for a file and write cards to it."""
        title = f"Export {counted(len(ids), 'card')}"
        ask_target(self._ctx.window, title, "cards.apkg", partial(self.write, ids), FILTERS)

    def write(self, ids: Sequence[int], path: Path) -> None:
        """Write cards to ``path``, with their schedules."""
        exchange, ctx = self._ctx.service(ExchangeService), self._ctx
        search = "cid:" + ",".join(map(str, ids))
        ctx.tasks.run(
            f"Writing {path.name}",
            lambda progress: exchange.export(ctx.user_id, path, search=search, progress=progress),
            done=lambda _report: ctx.messages.toast(
                f"{counted(len(ids), 'card')} written to {path.name}"
            ),
        )

    def delete(self, ids: Sequence[int]) -> None:
        """Remove the notes of cards, with all their cards."""

        def change(user_id: int) -> Change:
            return self._cards.remove_notes(user_id, self._notes.note_ids(user_id, ids))

        self._change(ids, "deleted", change, of_notes=True)

    def _rewrite(self, name: str, word: str, change: Callable[[int], Mapping[int, Texts]]) -> None:
        """Change texts of notes off this thread, say how many, and offer Undo."""
        ctx, user_id = self._ctx, self._ctx.user_id

        def done(before: Mapping[int, Texts]) -> None:
            if before:
                words = f"{counted(len(before), 'note')} {word}"
                ctx.messages.toast(
                    words, lambda: self._undoing(lambda: self._notes.restore(user_id, before))
                )
            else:
                ctx.messages.toast("No note had to be changed")

        ctx.tasks.run(name, lambda _progress: change(user_id), done=done)

    def _change(
        self,
        ids: Sequence[int],
        word: str,
        change: Callable[[int], Change],
        *,
        of_notes: bool = False,
    ) -> None:
        """Change cards off this thread, say how many, and offer Undo."""
        ctx, user_id = self._ctx, self._ctx.user_id
        if not ids:
            return

        def done(made: Change) -> None:
            number = _size(made)
            if number:
                words = counted(number, "note" if of_notes else "card")
                ctx.messages.toast(
                    f"{words} {word}",
                    lambda: self._undoing(lambda: self._study.undo(user_id, made)),
                )
            else:
                ctx.messages.toast(f"All of them are {word} already")

        ctx.tasks.run("Changing cards", lambda _progress: change(user_id), done=done)


def _size(made: Change) -> int:
    """Return how many cards or notes a change is about."""
    notes = {edit.note_id for edit in made.tags} | set(made.removed_notes)
    cards = {edit.card_id for edit in made.edits} | {review.card_id for review in made.reviews}
    return len(notes) or len(cards)
