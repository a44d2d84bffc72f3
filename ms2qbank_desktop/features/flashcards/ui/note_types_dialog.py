"""Note types: their fields, the two sides of their cards, and how these look."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.flashcards.models import CardTemplate, NoteKind
from ms2qbank_desktop.features.flashcards.notes.retyping import renamed_fields
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.note_types import NoteTypeService
from ms2qbank_desktop.features.flashcards.text.templates import parsed
from ms2qbank_desktop.ui.theme import font, px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import DropDown, Field
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, line, row
from ms2qbank_desktop.ui.widgets.segmented import Segmented

from .editor_preview import EditorPreview
from .note_types_fields import FieldList

if TYPE_CHECKING:
    from ms2qbank_desktop.features.flashcards.models import NoteType
    from ms2qbank_desktop.ui.context import UiContext

_PAUSE_MS = 250
_SIDES = (("front", "Front"), ("back", "Back"), ("css", "Style"))


class NoteTypesDialog(Dialog):
    """One type at a time; Save writes it. Fields that are moved, added or removed take the texts
    of the notes along."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.window, "Note types", do="Save", keep="Close")
        self._ctx = ctx
        self._decks, self._changing = ctx.service(DeckService), ctx.service(NoteTypeService)
        self.type = DropDown("Note type")
        self.name = QLineEdit()
        self.name_field = Field("Name", self.name)
        self.fields = FieldList()
        self.card = DropDown("Card")
        self.side = Segmented(list(_SIDES), "Part of the card")
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Template")
        self.fault = Label("", "caption", "incorrect", wrap=True)
        self.add_card = IconButton("plus", "Add a card", size="small")
        self.remove_card = IconButton("trash", "Remove the card", size="small")
        copy = Button("New type from this", "secondary", "copy", size="small")
        self.preview = EditorPreview(ctx)
        self._types = self._decks.note_types(ctx.user_id)
        self._type: NoteType = self._types[0]
        self._templates: list[CardTemplate] = []
        self._css = ""
        self._arrange(copy)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.type.currentIndexChanged.connect(self._show_type)
        self.card.currentIndexChanged.connect(self._show_side)
        self.side.chosen.connect(self._show_side)
        self.text.textChanged.connect(self._on_text_changed)
        self.fields.changed.connect(self._on_fields_changed)
        self.name.textEdited.connect(lambda: self.name_field.set_fault(""))
        self.add_card.clicked.connect(self._add_card)
        self.remove_card.clicked.connect(self._remove_card)
        copy.clicked.connect(self._copy)
        self._fill()
        self.finished.connect(self.deleteLater)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def accept(self) -> None:
        """Save the type; the dialog stays open for the next one."""
        try:
            changed = self._edited()
            for template in changed.templates:
                parsed(template.front)
                parsed(template.back)
            saved = self._changing.change_note_type(self._ctx.user_id, changed, self.fields.was)
        except UserFault as fault:
            at_name = fault.field == "name"
            self.name_field.set_fault(fault.message if at_name else "")
            self.fault.setText("" if at_name else fault.message)
            return
        self._fill(saved)
        self._ctx.messages.toast(f"{changed.name} saved")

    def _arrange(self, copy: Button) -> None:
        left = QWidget()
        head = row(gap=8)
        head.addWidget(self.type, 1)
        head.addWidget(copy)
        cards = row(gap=4)
        cards.addWidget(self.card, 1)
        cards.add(self.add_card, self.remove_card)
        inner = column(head, self.name_field, self.fields, line(), cards, self.side, gap=10)
        inner.addWidget(self.text, 1)
        inner.addWidget(self.fault)
        left.setLayout(inner)
        across = row(gap=16)
        across.addWidget(left, 3)
        across.addWidget(line(vertical=True))
        across.addWidget(self.preview, 2)
        self.body.addLayout(across, 1)
        room = QSize(px(980), px(720))
        self.resize(room.boundedTo(self._ctx.window.size() - QSize(px(40), px(40))))

    def _fill(self, chosen: int | None = None) -> None:
        self._types = self._decks.note_types(self._ctx.user_id)
        self.type.blockSignals(True)
        self.type.clear()
        for one in self._types:
            self.type.addItem(one.name, one.id)
        self.type.setCurrentIndex(max(0, self.type.findData(chosen)))
        self.type.blockSignals(False)
        self._show_type()

    def _show_type(self) -> None:
        self._type = self._types[self.type.currentIndex()]
        self.name.setText(self._type.name)
        self.name_field.set_fault("")
        self.fault.setText("")
        self.fields.show_fields(self._type.fields)
        self._templates, self._css = list(self._type.templates), self._type.css
        standard = self._type.kind is NoteKind.STANDARD
        self.add_card.setEnabled(standard)
        self.remove_card.setEnabled(standard and len(self._templates) > 1)
        self._list_cards(0)

    def _list_cards(self, chosen: int) -> None:
        self.card.blockSignals(True)
        self.card.clear()
        self.card.addItems([template.name for template in self._templates])
        self.card.setCurrentIndex(chosen)
        self.card.blockSignals(False)
        self._show_side()

    def _show_side(self) -> None:
        template = self._templates[max(0, self.card.currentIndex())]
        side = self.side.value
        shown = self._css if side == "css" else getattr(template, side)
        self.text.blockSignals(True)
        self.text.setPlainText(shown)
        self.text.blockSignals(False)
        self._look()

    def _on_text_changed(self) -> None:
        at, text = max(0, self.card.currentIndex()), self.text.toPlainText()
        if self.side.value == "css":
            self._css = text
        elif self.side.value == "front":
            self._templates[at] = replace(self._templates[at], front=text)
        else:
            self._templates[at] = replace(self._templates[at], back=text)
        self._pause.start()

    def _on_fields_changed(self) -> None:
        names = {
            self._type.fields[was].name: one.name
            for one, was in zip(self.fields.fields, self.fields.was, strict=True)
            if was is not None
        }
        self._templates = renamed_fields(self._type.templates, names)
        self._show_side()

    def _add_card(self) -> None:
        last = self._templates[-1]
        self._templates.append(replace(last, name=f"Card {len(self._templates) + 1}"))
        self._list_cards(len(self._templates) - 1)

    def _remove_card(self) -> None:
        if len(self._templates) > 1:
            at = self.card.currentIndex()
            if at < len(self._type.templates):
                self.fault.setText("A card that notes may have stays; empty its front instead.")
                return
            del self._templates[at]
            self._list_cards(0)

    def _copy(self) -> None:
        new = replace(self._type, id=0, name=f"{self._type.name} (copy)")
        self._fill(self._decks.save_note_type(self._ctx.user_id, new))
        self.name.setFocus()
        self.name.selectAll()

    def _edited(self) -> NoteType:
        return replace(
            self._type,
            name=self.name.text().strip(),
            fields=self.fields.fields,
            templates=tuple(self._templates),
            css=self._css,
        )

    def _look(self) -> None:
        """Show the first card with the names of the fields in their places."""
        edited = self._edited()
        try:
            for template in edited.templates:
                parsed(template.front)
                parsed(template.back)
        except UserFault as fault:
            self.fault.setText(fault.message)
            return
        self.fault.setText("")
        sample = [f"({one.name})" for one in edited.fields]
        if edited.kind is NoteKind.CLOZE:
            sample[0] = f"{{{{c1::{edited.fields[0].name}}}}}"
        self.preview.show_note(edited, sample, ())

    def _on_theme_changed(self) -> None:
        self.text.setFont(font("mono"))
