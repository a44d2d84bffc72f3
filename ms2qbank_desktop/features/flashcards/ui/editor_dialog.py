"""Writing notes: adding new ones, and changing those there are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.flashcards.models import Draft
from ms2qbank_desktop.features.flashcards.notes.stock import BASIC
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.field import DropDown, Field
from ms2qbank_desktop.ui.widgets.labels import Elided, Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row
from ms2qbank_desktop.ui.words import counted

from .editor_form import NoteForm
from .wording import path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QCloseEvent

    from ms2qbank_desktop.features.flashcards.models import NoteType
    from ms2qbank_desktop.features.links.models import Place
    from ms2qbank_desktop.ui.context import UiContext

_FIRST_DECK = "My cards"
"""Made when there is none to add to."""


def add_note(ctx: UiContext, deck_id: int | None = None) -> AddDialog:
    """Open the editor for new notes, with what was begun the last time."""
    dialog = AddDialog(ctx, ctx.service(NoteService).draft(ctx.user_id), deck_id)
    dialog.open()
    return dialog


def add_draft(ctx: UiContext, draft: Draft) -> AddDialog:
    """Open the editor for one note that another page has begun."""
    dialog = AddDialog(ctx, draft)
    dialog.open()
    return dialog


def edit_note(ctx: UiContext, note_id: int, words: Sequence[str] = ()) -> EditDialog:
    """Open the editor on a note, ``words`` marked in it. UserFault if there is no such note."""
    dialog = EditDialog(ctx, note_id)
    dialog.open()
    dialog.form.show_words(words)
    return dialog


class _Sheet(QDialog):
    """What both have: a head, the form, a row of buttons."""

    note_type: NoteType

    def __init__(self, ctx: UiContext, title: str) -> None:
        super().__init__(ctx.window)
        self.ctx = ctx
        self.notes = ctx.service(NoteService)
        self.setWindowTitle(title)
        ground(self, "surface")
        self.form = NoteForm(ctx)
        self.head = row(gap=12)
        self.said = Elided("", "caption", "text-muted")
        self.buttons = row(gap=12)
        self.buttons.addWidget(self.said, 1)
        layout = column(Label(title, "heading3"), self.head, line(), gap=12, margins=20)
        layout.addWidget(self.form, 1)
        layout.add(line(), self.buttons)
        self.setLayout(layout)
        room = QSize(px(1040), px(720))
        self.resize(room.boundedTo(ctx.window.size() - QSize(px(40), px(40))))
        self.form.pinned.connect(self._keep_pin)
        self.finished.connect(self.deleteLater)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        event.accept()

    def _keep_pin(self, at: int, on: bool) -> None:
        fields = list(self.note_type.fields)
        fields[at] = replace(fields[at], sticky=on)
        self.note_type = replace(self.note_type, fields=tuple(fields))
        self.ctx.service(DeckService).save_note_type(self.ctx.user_id, self.note_type)


class AddDialog(_Sheet):
    """Adds notes, one after the other; a draft with a source is added alone. What is being
    written is kept at each rest, so that nothing can lose it."""

    def __init__(self, ctx: UiContext, draft: Draft | None, deck_id: int | None = None) -> None:
        super().__init__(ctx, "Make a card" if draft and draft.source else "Add notes")
        decks = ctx.service(DeckService)
        self._source = draft.source if draft else None
        self.deck, self.type = DropDown("Deck"), DropDown("Note type")
        there = [deck for deck in decks.decks(ctx.user_id) if deck.filtered is None]
        if not there:
            decks.create_deck(ctx.user_id, _FIRST_DECK)
            there = decks.decks(ctx.user_id)
        for deck in there:
            self.deck.addItem(path(deck.name), deck.id)
        self._types = {one.id: one for one in decks.note_types(ctx.user_id)}
        for one in self._types.values():
            self.type.addItem(one.name, one.id)
        wanted = draft.note_type_id if draft else None
        first = next((one.id for one in self._types.values() if one.name == BASIC.name), None)
        self.type.setCurrentIndex(max(0, self.type.findData(wanted or first)))
        chosen = deck_id or (draft.deck_id if draft else None)
        self.deck.setCurrentIndex(max(0, self.deck.findData(chosen)))
        self.head.addWidget(Field("Deck", self.deck), 1)
        self.head.addWidget(Field("Note type", self.type), 1)
        close = Button("Close" if self._source is None else "Cancel", "quiet")
        close.clicked.connect(self.reject)
        self.add = Button("Add", "primary", key_cap="Ctrl Enter")
        self.add.setAutoDefault(False)
        self.add.clicked.connect(self.add_note)
        self.buttons.add(close, self.add)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.add_note)
        self.note_type = self._types[self.type.currentData()]
        texts = draft.fields if draft else ()
        self.form.show_note(self.note_type, _fitted(self.note_type, texts), _tags(draft))
        self.form.paused.connect(self._keep)
        self.type.currentIndexChanged.connect(self._on_type_chosen)
        self.deck.currentIndexChanged.connect(self._keep)
        self.form.focus_first()

    def add_note(self) -> None:
        """Add the note; what is wrong with it is said at its first field."""
        ctx, form = self.ctx, self.form
        try:
            note_id = self.notes.add_note(
                ctx.user_id,
                self.deck.currentData(),
                self.note_type.id,
                form.texts,
                form.tag_list,
                self._source,
            )
        except UserFault as fault:
            form.fields[0].set_fault(fault.message)
            form.focus_first()
            return
        number = counted(len(self.notes.cards(ctx.user_id, note_id)), "card")
        ctx.messages.toast(f"{number} added to {self.deck.currentText()}")
        if self._source is not None:
            self.notes.save_draft(ctx.user_id, None)
            self.accept()
            return
        self.said.setText(f"{number} added")
        kept = [field.html if field.pin.isChecked() else "" for field in form.fields]
        form.show_note(self.note_type, kept, form.tag_list)
        form.warn_of_duplicates(0)
        self._keep()
        form.focus_first()

    def reject(self) -> None:
        if self._source is not None:
            self.notes.save_draft(self.ctx.user_id, None)
        else:
            self.form.flush()
        super().reject()

    def _keep(self) -> None:
        draft = Draft(
            self.note_type.id,
            self.deck.currentData(),
            self.form.texts,
            self.form.tag_list,
            self._source,
        )
        self.notes.save_draft(self.ctx.user_id, draft)
        self.form.fields[0].set_fault("")
        same = self.notes.duplicates(self.ctx.user_id, draft.note_type_id, draft.fields[0])
        self.form.warn_of_duplicates(len(same))

    def _on_type_chosen(self) -> None:
        texts = self.form.texts
        self.note_type = self._types[self.type.currentData()]
        self.form.show_note(self.note_type, _fitted(self.note_type, texts), self.form.tag_list)
        self._keep()


class EditDialog(_Sheet):
    """Changes a note; each rest saves it, and Undo gives it back as it was."""

    def __init__(self, ctx: UiContext, note_id: int) -> None:
        super().__init__(ctx, "Edit note")
        self._note = self.notes.note(ctx.user_id, note_id)
        self.note_type = self.notes.note_type(ctx.user_id, self._note.notetype_id)
        cards = self.notes.cards(ctx.user_id, note_id)
        decks = ctx.service(DeckService)
        name = path(decks.deck(ctx.user_id, cards[0].deck_id).name) if cards else ""
        facts = (self.note_type.name, name, counted(len(cards), "card"))
        self.head.addWidget(Elided(" · ".join(filter(None, facts)), "body", "text-muted"), 1)
        source = next((card.source for card in cards if card.source is not None), None)
        if source is not None:
            come_from = Button("Open where it comes from", "link", "link", size="small")
            come_from.clicked.connect(lambda: self._open_source(source))
            self.head.addWidget(come_from)
        self.form.show_note(
            self.note_type, _fitted(self.note_type, self._note.fields), self._note.tags
        )
        self.form.changed.connect(lambda: self.said.setText("Not saved yet"))
        self.form.paused.connect(self._save)
        self.done_button = Button("Done", "primary", key_cap="Ctrl Enter")
        self.done_button.setAutoDefault(False)
        self.done_button.clicked.connect(self.accept)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.accept)
        self.buttons.add(self.done_button)
        self.said.setText("Changes are saved as you write.")
        self.form.focus_first()

    def done(self, result: int) -> None:
        self.form.flush()
        now = self.notes.note(self.ctx.user_id, self._note.id)
        before = {self._note.id: (self._note.fields, self._note.tags)}
        if (now.fields, now.tags) != before[self._note.id]:
            self.ctx.messages.toast(
                "Note changed", lambda: self.notes.restore(self.ctx.user_id, before)
            )
        super().done(result)

    def _save(self) -> None:
        form = self.form
        try:
            self.notes.edit_note(self.ctx.user_id, self._note.id, form.texts, form.tag_list)
        except UserFault as fault:
            form.fields[0].set_fault(f"{fault.message} Not saved.")
            return
        form.fields[0].set_fault("")
        self.said.setText("Saved")
        same = self.notes.duplicates(self.ctx.user_id, self.note_type.id, form.texts[0])
        form.warn_of_duplicates(len([one for one in same if one != self._note.id]))

    def _open_source(self, source: Place) -> None:
        self.accept()
        self.ctx.commands.request(f"open-{source.kind}", source)


def _fitted(note_type: NoteType, texts: Sequence[str]) -> list[str]:
    """Return texts for the fields of a type: too few are filled up, too many join the last."""
    number = len(note_type.fields)
    fitted = [*texts[:number], *[""] * (number - len(texts))]
    rest = [text for text in texts[number:] if text]
    if rest:
        fitted[-1] = "<br>".join(filter(None, [fitted[-1], *rest]))
    return fitted


def _tags(draft: Draft | None) -> tuple[str, ...]:
    return draft.tags if draft else ()
