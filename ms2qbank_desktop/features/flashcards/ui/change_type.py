"""Notes that are to be of another type: what becomes of their fields and cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ms2qbank_desktop.features.flashcards.models import NoteKind
from ms2qbank_desktop.features.flashcards.notes.retyping import TypeChange, proposed
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import DropDown, Field
from ms2qbank_desktop.ui.widgets.labels import Label, names
from ms2qbank_desktop.ui.widgets.layouts import column, scrolled
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.features.flashcards.models import NoteType

_NOTHING = "nothing"


class ChangeTypeDialog(Dialog):
    """Asks for the new type, and for each of its fields and cards which old one it takes on."""

    def __init__(
        self, parent: QWidget, number: int, old: NoteType, types: Sequence[NoteType]
    ) -> None:
        super().__init__(parent, f"Change the type of {counted(number, 'note')}", do="Change")
        self._old = old
        self._types = [one for one in types if one.kind is not NoteKind.IMAGE_OCCLUSION]
        self.type = DropDown("New type")
        self.type.addItems([one.name for one in self._types])
        self.fields, self.cards = _Places("Fields"), _Places("Cards")
        self._lost = Label("", "caption", "warning", wrap=True)
        sheet = column(self.fields, self.cards, None, gap=16, margins=(2, 0, 12, 0))
        parts = QWidget()
        parts.setLayout(sheet)
        self.body.add(Field(f"From {old.name} to", self.type))
        self.body.addWidget(scrolled(parts, "Fields and cards"), 1)
        self.body.add(self._lost)
        self.resize(QSize(px(520), px(520)).boundedTo(parent.size() - QSize(px(40), px(40))))
        self.type.currentIndexChanged.connect(self._propose)
        for places in (self.fields, self.cards):
            places.changed.connect(self._show_lost)
        others = [place for place, one in enumerate(self._types) if one.id != old.id]
        self.type.setCurrentIndex(others[0] if others else 0)
        self._propose()
        self.type.setFocus()
        self.finished.connect(self.deleteLater)

    @property
    def new(self) -> NoteType:
        """The type that was chosen."""
        return self._types[self.type.currentIndex()]

    @property
    def change(self) -> TypeChange:
        """What becomes of fields and cards."""
        cards = proposed(self._old, self.new).cards
        return TypeChange(self.fields.places, None if cards is None else self.cards.places)

    def _propose(self) -> None:
        change, old, new = proposed(self._old, self.new), self._old, self.new
        self.fields.show_places(
            [one.name for one in new.fields], [one.name for one in old.fields], change.fields
        )
        self.cards.setVisible(change.cards is not None)
        self.cards.show_places(
            [one.name for one in new.templates],
            [one.name for one in old.templates],
            change.cards or (None,) * len(new.templates),
        )
        self._show_lost()

    def _show_lost(self) -> None:
        """Say which texts and cards have no place in the new type."""
        words = []
        if lost := self.fields.left_out:
            words.append(f"Left out with their texts: {', '.join(lost)}.")
        if self.change.cards is not None and (lost := self.cards.left_out):
            words.append(f"Removed with their history: {', '.join(lost)}.")
        self._lost.set_ink("warning" if words else "text-muted")
        if self.change.cards is None:
            words.append("Cards keep their numbers: card 1 is the cloze c1.")
        self._lost.setText(" ".join(words))
        self._lost.setVisible(bool(words))


class _Places(QWidget):
    """For each thing of the new type a list of the old ones; each is taken once."""

    changed = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.lists: list[DropDown] = []
        self._old: Sequence[str] = ()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(8))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        layout = column(Label(title, "heading3"), gap=8)
        layout.addLayout(self._grid)
        self.setLayout(layout)

    @property
    def places(self) -> tuple[int | None, ...]:
        """For each new thing the place of the old one, None for nothing."""
        return tuple(one.currentData() for one in self.lists)

    @property
    def left_out(self) -> list[str]:
        """The names of the old things that none takes on."""
        taken = set(self.places)
        return [name for place, name in enumerate(self._old) if place not in taken]

    def show_places(
        self, new: Sequence[str], old: Sequence[str], places: Sequence[int | None]
    ) -> None:
        """Show what another type has, with what is proposed."""
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.lists, self._old = [], old
        for at, (name, place) in enumerate(zip(new, places, strict=True)):
            label, choice = Label(name, wrap=True), DropDown()
            names(label, choice)
            for was, word in enumerate(old):
                choice.addItem(f"from {word}", was)
            choice.addItem(_NOTHING, None)
            choice.setCurrentIndex(len(old) if place is None else place)
            choice.activated.connect(lambda _index, chosen=choice: self._on_chosen(chosen))
            self._grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(choice, at, 1)
            self.lists.append(choice)

    def _on_chosen(self, chosen: DropDown) -> None:
        """What was taken from another list leaves it empty."""
        for one in self.lists:
            if one is not chosen and None is not one.currentData() == chosen.currentData():
                one.setCurrentIndex(one.count() - 1)
        self.changed.emit()
