"""Note types: fields are renamed, moved and added, templates and notes follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.flashcards.ui.note_types_dialog import NoteTypesDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.flashcards.models import Note, NoteType
    from tests.support.learner import Learner


@pytest.fixture
def learner(seat: Callable[..., Learner]) -> Learner:
    return seat(notes=[("Basic", ("Lithium", "kidney"))])


def open_types(learner: Learner) -> NoteTypesDialog:
    learner.ui.commands.run("note-types")
    dialog = learner.dialog()
    assert isinstance(dialog, NoteTypesDialog)
    dialog.type.setCurrentIndex(dialog.type.findText("Basic"))
    return dialog


def basic(learner: Learner, name: str = "Basic") -> NoteType:
    there = learner.decks.note_types(learner.user_id)
    return next(one for one in there if one.name == name)


def the_note(learner: Learner, note_id: int) -> Note:
    return learner.notes.note(learner.user_id, note_id)


def note_id(learner: Learner) -> int:
    learner.study()
    card = learner.card
    learner.page.leave()
    learner.settle()
    return card.note_id


def test_a_renamed_field_is_called_so_in_the_templates(learner: Learner) -> None:
    dialog = open_types(learner)
    item = dialog.fields.list.item(0)
    item.setText("Question")
    dialog.accept()
    changed = basic(learner)
    assert [one.name for one in changed.fields] == ["Question", "Back"]
    assert changed.templates[0].front == "{{Question}}"
    assert "{{FrontSide}}" in changed.templates[0].back
    dialog.reject()


def test_moved_and_added_fields_take_the_texts_of_notes_along(learner: Learner) -> None:
    number = note_id(learner)
    dialog = open_types(learner)
    dialog.fields.list.setCurrentRow(1)
    dialog.fields.up.click()
    dialog.fields.add.click()
    dialog.accept()
    assert [one.name for one in basic(learner).fields] == ["Back", "Front", "Field 1"]
    assert the_note(learner, number).fields == ("kidney", "Lithium", "")
    dialog.reject()


def test_a_template_with_a_fault_is_named_and_not_saved(learner: Learner) -> None:
    dialog = open_types(learner)
    dialog.text.setPlainText("{{#Front}}never closed")
    dialog.accept()
    assert dialog.fault.text()
    assert basic(learner).templates[0].front == "{{Front}}"
    dialog.reject()


def test_two_fields_of_one_name_are_refused(learner: Learner) -> None:
    dialog = open_types(learner)
    dialog.fields.list.item(0).setText("Back")
    dialog.accept()
    assert "same name" in dialog.fault.text()
    assert [one.name for one in basic(learner).fields] == ["Front", "Back"]
    dialog.reject()


def test_a_new_type_begins_as_a_copy_and_gets_a_second_card(learner: Learner) -> None:
    dialog = open_types(learner)
    learner.click("New type from this")
    dialog.name.setText("Drug")
    dialog.add_card.click()
    dialog.accept()
    made = basic(learner, "Drug")
    assert [one.name for one in made.templates] == ["Card 1", "Card 2"]
    assert basic(learner).id != made.id
    dialog.reject()


def test_the_preview_shows_the_fields_by_their_names(learner: Learner) -> None:
    dialog = open_types(learner)
    learner.settle()
    assert "(Back)" in dialog.preview.view.text.shown_text()
    dialog.reject()
