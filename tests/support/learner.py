"""A student with flashcards, at the real window, over a clock that moves only when told to."""

from __future__ import annotations

import struct
import wave
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog

from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.flashcards.service.study import StudyService
from ms2qbank_desktop.features.flashcards.ui.decks_page import DecksPage
from ms2qbank_desktop.features.flashcards.ui.study_opening import open_study
from ms2qbank_desktop.features.flashcards.ui.study_page import StudyPage
from ms2qbank_desktop.ui.widgets.toast import Toast
from tests.support.bank import open_desk
from tests.support.student import Student

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ms2qbank_desktop.features.flashcards.models import Card, Review
    from tests.support.bank import HandClock

DECK = "Step 1::Renal"


class Learner(Student):
    """Sits at the window with a deck of ``cards`` basic notes: "Front 1" / "Back 1", …

    ``preset``: options of its deck. ``notes``: (note type, fields) in place of the basic ones.
    ``clock``: of one who was here before.
    """

    def __init__(
        self,
        data_dir: Path,
        cards: int = 5,
        notes: Sequence[tuple[str, tuple[str, ...]]] | None = None,
        clock: HandClock | None = None,
        **preset: Any,
    ) -> None:
        desk = open_desk(data_dir, 0, clock)
        self.clock = desk.clock
        context, user_id = desk.context, desk.user_id
        decks = context.service(DeckService)
        if notes is None:
            notes = [("Basic", (f"Front {n}", f"Back {n}")) for n in range(1, cards + 1)]
        types = {one.name: one.id for one in decks.note_types(user_id)}
        self.deck_id = decks.create_deck(user_id, DECK) if notes else 0
        for kind, fields in notes:
            context.service(NoteService).add_note(user_id, self.deck_id, types[kind], fields)
        if preset:
            (default,) = decks.presets(user_id)
            decks.save_preset(user_id, replace(default, **preset))
        context.close()
        super().__init__(data_dir, self.clock, "flashcards")
        self.study_service = self.program.context.service(StudyService)
        self.decks = self.program.context.service(DeckService)
        self.notes = self.program.context.service(NoteService)

    def study(self, deck_id: int | None = None) -> None:
        """Open the study screen as the pages do."""
        open_study(self.ui, deck_id or self.deck_id)
        self.wait(lambda: self.shell.taken_over is not None)
        self.app.processEvents()

    @property
    def page(self) -> StudyPage:
        """The study screen that has the window."""
        page = self.shell.taken_over
        assert isinstance(page, StudyPage), self.words()
        return page

    @property
    def decks_page(self) -> DecksPage:
        """The page of the decks, read and shown."""
        self.shell.open("flashcards", "decks")
        (page,) = self.shell.findChildren(DecksPage)
        self.settle()
        return page

    @property
    def card(self) -> Card:
        """The card on the screen."""
        shown = self.page.session.current
        assert shown is not None
        return shown.card

    def side(self) -> str:
        """Return the text of the side on the screen, its lines separated by " | "."""
        lines = self.page.frame.card.text.shown_text().splitlines()
        return " | ".join(line.strip() for line in lines if line.strip())

    def toast_button(self) -> QAbstractButton:
        """Return the button of the toast that is shown."""
        toasts = [one for one in self.shell.findChildren(Toast) if one.isVisible()]
        return toasts[-1].findChildren(QAbstractButton)[-1]

    def log(self, card_id: int) -> list[Review]:
        """Return the answers of a card, as the disk has them."""
        return self.study_service.history(self.user_id, card_id)

    def kept(self, card: Card) -> Card:
        """Return a card as the disk has it."""
        cards = self.notes.cards(self.user_id, card.note_id)
        return next(one for one in cards if one.id == card.id)

    def type_text(self, text: str) -> None:
        """Type into what has the keyboard."""
        QTest.keyClicks(self.app.focusWidget() or self.shell, text)
        self.app.processEvents()

    def hit(self, key: str) -> None:
        """Press a key by the sign on it."""
        code = Qt.Key(ord(key))
        QTest.keyClick(self.app.focusWidget() or self.shell, code, Qt.KeyboardModifier.NoModifier)
        self.app.processEvents()

    def dialog(self) -> QDialog:
        """Return the dialog that is open, once it has the keyboard."""
        self.wait(lambda: any(one.isVisible() for one in self.shell.findChildren(QDialog)))
        dialog = next(one for one in self.shell.findChildren(QDialog) if one.isVisible())
        dialog.activateWindow()
        self.wait(lambda: dialog.isActiveWindow() and dialog.focusWidget() is not None)
        return dialog

    def leave(self) -> None:
        if isinstance(self.shell.taken_over, StudyPage):
            self.page.leave()
        super().leave()


def write_tone(file: Path, seconds: float = 0.2) -> Path:
    """Write a WAV file of silence that VLC can play."""
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(struct.pack("<h", 0) * round(8000 * seconds))
    return file
