"""What the cards of the note that is being written look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedLayout, QWidget

from ms2qbank_desktop.features.flashcards.models import Card, Note, NoteKind
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.flashcards.text.card_text import template_of
from ms2qbank_desktop.features.flashcards.text.cloze import cloze_numbers
from ms2qbank_desktop.features.flashcards.text.media_names import media_names
from ms2qbank_desktop.features.flashcards.text.templates import cards_of
from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.theme import signals
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.field import DropDown
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.widgets.pictures import Pictures
from ms2qbank_desktop.ui.widgets.segmented import Segmented

from .card_content import card_content
from .card_view import CardView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.flashcards.models import NoteType
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

    from .card_content import CardContent


class EditorPreview(QWidget):
    """One side of one card of the note, rendered on a worker: a first formula takes long."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._notes = ctx.service(NoteService)
        self._wanted: tuple[NoteType, Note] | None = None
        self._reading: Reading = Reading(self._read, self)
        self.content: CardContent | None = None
        self.sides = Segmented([("question", "Question"), ("answer", "Answer")], "Side")
        self.sides.set_value("answer")
        self.sides.chosen.connect(self._show)
        self.cards = DropDown("Card")
        self.cards.currentIndexChanged.connect(lambda: self._reading.ask())
        self.view = CardView(Pictures(ctx.tasks, self))
        self.view.set_size(75)
        head = row(self.sides, None, self.cards)
        self._nothing = EmptyState("cards", "", "")
        self._place = QStackedLayout()
        layout = column(head, gap=8)
        layout.addLayout(self._place, 1)
        self.setLayout(layout)
        for part in (self.view, self._nothing):
            self._place.addWidget(part)
        signals().changed.connect(self._on_theme_changed)

    def show_note(self, note_type: NoteType, texts: Sequence[str], tags: Sequence[str]) -> None:
        """Show the cards of a note."""
        note = Note(0, "", note_type.id, tuple(texts), tuple(tags), self._ctx.clock.now())
        self._wanted = note_type, note
        named = {one.name: text for one, text in zip(note_type.fields, texts, strict=True)}
        self._list_cards(note_type, cards_of(note_type, named, tags))
        words = _missing(note_type, texts)
        self._nothing.set_words(*words)
        self._place.setCurrentWidget(self._nothing if words[0] else self.view)
        self._reading.ask()

    def _list_cards(self, note_type: NoteType, ordinals: Sequence[int]) -> None:
        if [self.cards.itemData(at) for at in range(self.cards.count())] == list(ordinals):
            return
        before = self.cards.currentData()
        self.cards.blockSignals(True)
        self.cards.clear()
        for ordinal in ordinals:
            template = template_of(note_type, ordinal)
            standard = note_type.kind is NoteKind.STANDARD and template is not None
            self.cards.addItem(
                template.name if standard and template else f"Cloze {ordinal + 1}", ordinal
            )
        self.cards.setCurrentIndex(max(0, self.cards.findData(before)))
        self.cards.blockSignals(False)
        self.cards.setVisible(len(ordinals) > 1)

    def _read(self) -> Task:
        wanted, ordinal = self._wanted, self.cards.currentData() or 0

        def work(_progress: object) -> CardContent | None:
            if wanted is None:
                return None
            note_type, note = wanted
            texts = [*note.fields, *(one.front + one.back for one in note_type.templates)]
            names = {name for text in texts for name in media_names(text)}
            media = self._notes.media(self._ctx.user_id, names) if names else {}
            return card_content(note_type, note, Card(0, 0, 0, ordinal), media)

        return self._ctx.tasks.run("Drawing the card", work, done=self._on_read)

    def _on_read(self, content: CardContent | None) -> None:
        self.content = content
        self._show()

    def _on_theme_changed(self) -> None:
        self._reading.ask()  # the card is drawn in the colours of the theme

    def _show(self) -> None:
        if self.content is None:
            return
        if self.sides.value == "question":
            self.view.show_question(self.content)
        else:
            self.view.show_answer(self.content)


def _missing(note_type: NoteType, texts: Sequence[str]) -> tuple[str, str]:
    """Return what is to be done before there is a card to show, ("", "") for nothing."""
    has_cloze = any(cloze_numbers(text) for text in texts)
    if note_type.kind is NoteKind.IMAGE_OCCLUSION and not has_cloze:
        return "No shapes yet", "Draw over what is to be asked."
    if note_type.kind is NoteKind.CLOZE and not has_cloze:
        return "Nothing is hidden yet", "Select words and press Cloze."
    if not any(text.strip() for text in texts):
        return "No card yet", "It is shown here as you write."
    return "", ""
