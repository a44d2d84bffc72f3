"""What can be done with a deck: studied, named, set, written to a file, deleted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.flashcards.models import DECK_SEPARATOR
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.filtered import FilteredDeckService
from ms2qbank_desktop.features.flashcards.service.study import StudyService
from ms2qbank_desktop.ui.command import Command
from ms2qbank_desktop.ui.menus import Menu
from ms2qbank_desktop.ui.widgets.namedialog import NameDialog
from ms2qbank_desktop.ui.words import counted

from .card_export import ExportDialog
from .custom_study import CustomStudyDialog
from .filtered_dialog import FilteredDialog
from .options_dialog import open_options
from .planning_commands import add_plans
from .wording import leaf

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.features.flashcards.study_models import DeckCounts
    from ms2qbank_desktop.ui.context import UiContext

    from .deck_table import DeckTable
    from .today_card import TodayCard


class DeckActions(QObject):
    """Acts on a deck, by default the one chosen in the table. What is deleted can come back.
    Its keys hold while ``page`` is shown."""

    def __init__(self, ctx: UiContext, page: QWidget, table: DeckTable, today: TodayCard) -> None:
        super().__init__(page)
        self._ctx = ctx
        self._page, self._table, self._today = page, table, today
        self._decks = ctx.service(DeckService)
        self._opening = False

    def study(self, counts: DeckCounts | None = None) -> None:
        """Take the window for a deck."""
        if chosen := counts or self._table.current():
            self._open_study(chosen.deck.id)

    def study_all(self) -> None:
        """Take the window for what is due in all decks."""
        self._open_study(None)

    def create(self, above: DeckCounts | None = None) -> None:
        """Ask for the name of a new deck, below ``above`` if that is given."""
        name = f"{above.deck.name}{DECK_SEPARATOR}" if above else ""
        save = partial(self._decks.create_deck, self._ctx.user_id)
        self._ask_name("New deck", "Create", name, save)

    def rename(self, counts: DeckCounts | None = None) -> None:
        """Ask for another name of a deck."""
        if chosen := counts or self._table.current():
            save = partial(self._decks.rename_deck, self._ctx.user_id, chosen.deck.id)
            self._ask_name("Rename the deck", "Rename", chosen.deck.name, save)

    def create_filtered(self) -> None:
        """Ask which cards a new filtered deck gathers; at first those of the chosen deck."""
        chosen = self._table.current()
        among = chosen.deck.name if chosen and not chosen.deck.filtered else ""
        FilteredDialog(self._ctx, self._gather, among=among).open()

    def options(self, counts: DeckCounts | None = None) -> None:
        """Open the options of a deck, or the searches of a filtered one."""
        if chosen := counts or self._table.current():
            if chosen.deck.filtered:
                FilteredDialog(self._ctx, self._gather, chosen.deck).open()
            else:
                open_options(self._ctx, chosen.deck.id)

    def export(self, counts: DeckCounts | None = None) -> None:
        """Write a deck to a file."""
        if chosen := counts or self._table.current():
            ExportDialog(self._ctx, chosen.deck).open()

    def custom_study(self, counts: DeckCounts | None = None) -> None:
        """Study cards of a deck that are not due, or were forgotten."""
        if chosen := counts or self._table.current():
            dialog = CustomStudyDialog(self._ctx, chosen.deck, self._open_study)
            dialog.open_once()

    def gather(self, counts: DeckCounts) -> None:
        """Let the searches of a filtered deck find cards anew."""
        self._gather(counts.deck.id)

    def _gather(self, deck_id: int) -> None:
        filtered, user_id = self._ctx.service(FilteredDeckService), self._ctx.user_id
        self._ctx.tasks.run(
            "Gathering cards",
            lambda _progress: filtered.rebuild(user_id, deck_id),
            done=lambda change: self._ctx.messages.toast(
                f"{counted(len(change.edits), 'card')} gathered"
            ),
        )

    def empty(self, counts: DeckCounts) -> None:
        """Send the cards of a filtered deck back to their own decks."""
        user_id = self._ctx.user_id
        change = self._ctx.service(FilteredDeckService).send_home(user_id, counts.deck.id)

        def undo() -> None:
            self._ctx.service(StudyService).undo(user_id, change)

        self._ctx.messages.toast(f"{counted(len(change.edits), 'card')} sent home", undo)

    def remove(self, counts: DeckCounts | None = None) -> None:
        """Delete a deck with what is in it, and offer to take that back."""
        chosen = counts or self._table.current()
        if chosen is None:
            return
        user_id, deck_id = self._ctx.user_id, chosen.deck.id
        try:
            number = self._decks.remove_deck(user_id, deck_id)
        except Fault as fault:
            self._ctx.messages.show(fault)
            return

        def undo() -> None:
            self._decks.remove_deck(user_id, deck_id, removed=False)

        words = f"{leaf(chosen.deck.name)} deleted with {counted(number, 'card')}"
        self._ctx.messages.toast(words, undo)

    def open_menu(self, counts: DeckCounts, place: QPoint) -> None:
        """Open the menu of a deck."""
        menu = Menu(self._page)
        gathered = (("Gather the cards again", self.gather), ("Send the cards home", self.empty))
        for words, act in (
            ("Study", self.study),
            *(gathered if counts.deck.filtered else (("Custom study…", self.custom_study),)),
            ("New deck inside…", self.create),
            ("Rename…", self.rename),
            ("Searches…" if counts.deck.filtered else "Options…", self.options),
            ("Export…", self.export),
            ("Delete", self.remove),
        ):
            menu.addAction(words, partial(act, counts))
        add_plans(menu, self._ctx, counts.deck.id)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def commands(self) -> tuple[Command, ...]:
        """Return the commands of the page."""

        def chosen() -> bool:
            return self._page.isVisible() and self._table.current() is not None

        shown = self._page.isVisible

        def due() -> bool:
            return self._page.isVisible() and self._today.study.isEnabled()

        return tuple(
            _command(*line)
            for line in (
                ("new-deck", "New deck…", self.create, "Ctrl+Shift+N", shown),
                ("new-filtered-deck", "New filtered deck…", self.create_filtered, "F", shown),
                ("study-all", "Study all due", self.study_all, "S", due),
                ("study-deck", "Study the deck", self.study, "Shift+S", chosen),
                ("rename-deck", "Rename the deck…", self.rename, "F2", chosen),
                ("deck-options", "Options of the deck…", self.options, "O", chosen),
                ("export-deck", "Export the deck…", self.export, "Ctrl+Shift+E", chosen),
                ("delete-deck", "Delete the deck", self.remove, "Del", chosen),
            )
        )

    def _open_study(self, deck_id: int | None) -> None:
        from .study_opening import open_study

        if not self._opening:
            self._opening = True
            open_study(self._ctx, deck_id).ended.connect(self._on_opened)

    def _on_opened(self) -> None:
        self._opening = False

    def _ask_name(self, title: str, do: str, name: str, save: Callable[[str], object]) -> None:
        def take(name: str) -> None:
            save(name.strip().removesuffix(DECK_SEPARATOR))

        help_ = f"Two colons put it into another deck: Step 1{DECK_SEPARATOR}Renal"
        dialog = NameDialog(self._ctx.window, title, do, take, name, help=help_)
        if name.endswith(DECK_SEPARATOR):
            dialog.line.end(False)
        dialog.open_once()


def _command(
    key: str, label: str, run: Callable[[], None], keys: str, when: Callable[[], bool]
) -> Command:
    return Command(
        key, label, run, keys, when=when, menu="Edit", section="decks", context="tabs decks"
    )
