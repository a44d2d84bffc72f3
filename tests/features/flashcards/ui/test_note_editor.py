"""Writing notes at the real window: looks, clozes, pictures, drafts, saving, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.flashcards.models import Draft
from ms2qbank_desktop.features.flashcards.service.search import SearchService
from ms2qbank_desktop.features.flashcards.text.occlusion import Outline, shapes
from ms2qbank_desktop.features.flashcards.ui import editor_form
from ms2qbank_desktop.features.flashcards.ui.editor_dialog import AddDialog, EditDialog
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.ui.widgets.labels import Label

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ms2qbank_desktop.features.flashcards.models import Note
    from ms2qbank_desktop.features.flashcards.ui.editor_form import NoteForm
    from tests.support.learner import Learner

_PAUSES = (editor_form._PAUSE_MS, editor_form._LOOK_MS)  # noqa: SLF001
LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


class Writer:
    """A learner in the editor of notes."""

    def __init__(self, learner: Learner) -> None:
        self.learner = learner
        learner.shell.resize(1280, 800)

    def add(self, kind: str = "Basic") -> AddDialog:
        self.learner.shell.open("flashcards", "browser")
        self.learner.settle()
        self.learner.press("Ctrl+N")
        dialog = self.learner.dialog()
        assert isinstance(dialog, AddDialog)
        dialog.type.setCurrentIndex(dialog.type.findText(kind))
        dialog.form.focus_first()
        return dialog

    def edit(self, note_id: int) -> EditDialog:
        self.learner.ui.commands.request("edit-card-note", note_id)
        dialog = self.learner.dialog()
        assert isinstance(dialog, EditDialog)
        return dialog

    def rest(self) -> None:
        """Wait until what was written has been saved and looked at."""
        timers = self.learner.shell.findChildren(QTimer)
        pauses = [one for one in timers if one.interval() in _PAUSES]
        self.learner.wait(lambda: not any(one.isActive() for one in pauses))
        self.learner.settle()

    def type_in(self, form: NoteForm, place: int, text: str) -> None:
        form.fields[place].text.setFocus()
        QTest.keyClicks(form.fields[place].text, text)

    def notes(self) -> list[Note]:
        service, user_id = self.learner.notes, self.learner.user_id
        cards = self.learner.program.context.service(SearchService).find(user_id, "added:1")
        return [service.note(user_id, one) for one in service.note_ids(user_id, cards)]


@pytest.fixture
def writer(seat: Callable[..., Learner]) -> Writer:
    return Writer(seat(notes=[("Basic", ("Lithium", "kidney"))]))


def test_a_note_is_written_by_keys_and_added_to_its_deck(writer: Writer) -> None:
    dialog = writer.add()
    front = writer.learner.app.focusWidget()
    assert front is dialog.form.fields[0].text
    QTest.keyClicks(front, "What is lost in ")
    QTest.keyClick(front, Qt.Key.Key_B, CTRL)
    QTest.keyClicks(front, "Gitelman")
    QTest.keyClick(front, Qt.Key.Key_B, CTRL)
    QTest.keyClicks(front, "?")
    writer.type_in(dialog.form, 1, "NCC")
    dialog.form.tags.setFocus()
    QTest.keyClicks(dialog.form.tags, "renal::tubule")
    QTest.keyClick(dialog.form.tags, Qt.Key.Key_Return, CTRL)
    added = next(one for one in writer.notes() if one.fields[0] != "Lithium")
    assert added.fields == ("What is lost in <b>Gitelman</b>?", "NCC")
    assert added.tags == ("renal::tubule",)
    assert dialog.isVisible()
    assert dialog.form.texts == ("", "")
    dialog.reject()


def test_an_empty_front_is_said_at_its_field(writer: Writer) -> None:
    dialog = writer.add()
    dialog.add.click()
    said = [label.text() for label in dialog.form.fields[0].findChildren(Label)]
    assert "Front is empty." in said
    assert len(writer.notes()) == 1
    dialog.reject()


def test_what_was_begun_is_there_the_next_time_even_after_a_kill(writer: Writer) -> None:
    dialog = writer.add()
    writer.type_in(dialog.form, 0, "half a tho")
    writer.rest()
    kept = writer.learner.notes.draft(writer.learner.user_id)
    assert kept is not None
    assert kept.fields == ("half a tho", "")
    dialog.reject()
    writer.learner.settle()
    again = writer.add()
    assert again.form.texts == ("half a tho", "")
    again.reject()


def test_a_pinned_field_keeps_its_text_for_the_next_note(writer: Writer) -> None:
    dialog = writer.add()
    writer.type_in(dialog.form, 0, "one")
    writer.type_in(dialog.form, 1, "same back")
    dialog.form.fields[1].pin.click()
    dialog.add.click()
    assert dialog.form.texts == ("", "same back")
    note_types = writer.learner.decks.note_types(writer.learner.user_id)
    assert next(one for one in note_types if one.name == "Basic").fields[1].sticky
    dialog.reject()


def test_a_note_that_begins_like_another_is_warned_of(writer: Writer) -> None:
    dialog = writer.add()
    writer.type_in(dialog.form, 0, "Lithium")
    writer.rest()
    assert dialog.form.duplicate.text() == "Another note has the same front."
    assert dialog.form.duplicate.isVisible()
    writer.type_in(dialog.form, 0, "x")
    writer.rest()
    assert not dialog.form.duplicate.isVisible()
    dialog.reject()


def test_clozes_count_up_or_keep_their_number(writer: Writer) -> None:
    dialog = writer.add("Cloze")
    text = dialog.form.fields[0].text
    writer.type_in(dialog.form, 0, "NCC Gitelman")
    shift, alt = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier

    def hide(word: str, held: Qt.KeyboardModifier) -> None:
        found = text.document().find(word)
        text.setTextCursor(found)
        QTest.keyClick(text, Qt.Key.Key_C, held)

    hide("NCC", CTRL | shift)
    hide("Gitelman", CTRL | shift | alt)
    assert dialog.form.texts[0] == "{{c1::NCC}} {{c1::Gitelman}}"
    text.moveCursor(text.textCursor().MoveOperation.End)
    QTest.keyClick(text, Qt.Key.Key_C, CTRL | shift)
    assert dialog.form.texts[0].endswith("{{c2::}}")
    dialog.reject()


def test_the_toolbar_forgets_a_field_that_went_with_its_note_type(writer: Writer) -> None:
    dialog = writer.add("Cloze")
    dialog.type.setCurrentIndex(dialog.type.findText("Basic"))
    writer.learner.settle()
    buttons = dialog.form.toolbar.buttons
    for button in buttons.values():
        button.click()
    assert not any(dialog.form.texts)
    dialog.form.focus_first()
    buttons["bold"].click()
    QTest.keyClicks(dialog.form.fields[0].text, "ACE")
    assert dialog.form.texts[0] == "<b>ACE</b>"


def test_lists_scripts_and_colours_are_written_as_short_html(writer: Writer) -> None:
    dialog = writer.add()
    text = dialog.form.fields[0].text
    writer.type_in(dialog.form, 0, "K")
    QTest.keyClick(text, Qt.Key.Key_Equal, CTRL | Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(text, "+")
    assert dialog.form.texts[0] == "K<sup>+</sup>"
    back = dialog.form.fields[1].text
    writer.type_in(dialog.form, 1, "one")
    QTest.keyClick(back, Qt.Key.Key_8, CTRL | Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(back, Qt.Key.Key_Return)
    QTest.keyClicks(back, "two")
    assert dialog.form.texts[1] == "<ul><li>one</li><li>two</li></ul>"
    back.selectAll()
    QTest.keyClick(back, Qt.Key.Key_8, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert dialog.form.texts[1] == "one<br>two"
    dialog.reject()


def test_a_pasted_picture_is_kept_and_shown_by_its_name(writer: Writer) -> None:
    dialog = writer.add()
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(0xFF0000)
    data = QMimeData()
    data.setImageData(image)
    text = dialog.form.fields[1].text
    writer.type_in(dialog.form, 0, "picture")
    text.setFocus()
    text.insertFromMimeData(data)
    assert dialog.form.texts[1] == '<img src="pasted.png">'
    path = writer.learner.notes.media(writer.learner.user_id, ["pasted.png"])["pasted.png"]
    assert QImage(str(path)).width() == 20
    dialog.reject()


def test_html_beyond_rich_text_is_edited_as_source_and_kept_to_the_letter(
    seat: Callable[..., Learner],
) -> None:
    html = '<table class="x"><tr><td>1</td></tr></table>'
    writer = Writer(seat(notes=[("Basic", ("front", html))]))
    dialog = writer.edit(writer.notes()[0].id)
    assert dialog.form.fields[1].source.isVisible()
    writer.type_in(dialog.form, 0, "x")
    writer.rest()
    assert writer.notes()[0].fields[1] == html
    dialog.accept()


def test_an_edit_is_on_the_disk_after_a_rest_and_undo_takes_it_back(writer: Writer) -> None:
    note = writer.notes()[0]
    dialog = writer.edit(note.id)
    text = dialog.form.fields[0].text
    text.moveCursor(text.textCursor().MoveOperation.End)
    QTest.keyClicks(text, " salt")
    writer.rest()
    assert writer.notes()[0].fields[0] == "Lithium salt"
    QTest.keyClicks(text, "s")
    QTest.keyClick(text, Qt.Key.Key_Return, CTRL)
    assert writer.notes()[0].fields[0] == "Lithium salts"
    writer.learner.toast_button().click()
    assert writer.notes()[0].fields == note.fields


def test_one_who_writes_without_a_rest_is_saved_all_the_same(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editor_form, "_LONGEST_MS", 250)
    dialog = writer.edit(writer.notes()[0].id)
    text = dialog.form.fields[0].text
    text.moveCursor(text.textCursor().MoveOperation.End)
    QTest.keyClicks(text, "!")
    assert dialog.said.text() == "Not saved yet"
    typed = 1
    while not writer.notes()[0].fields[0].startswith("Lithium!!"):
        assert typed < 100
        QTest.qWait(60)
        QTest.keyClicks(text, "!")
        typed += 1
    writer.rest()
    assert dialog.said.text() == "Saved"
    assert writer.notes()[0].fields[0] == "Lithium" + "!" * typed
    dialog.reject()


def test_an_emptied_front_is_not_saved_and_said(writer: Writer) -> None:
    dialog = writer.edit(writer.notes()[0].id)
    dialog.form.fields[0].text.selectAll()
    QTest.keyClick(dialog.form.fields[0].text, Qt.Key.Key_Delete)
    writer.rest()
    assert writer.notes()[0].fields[0] == "Lithium"
    dialog.reject()


def test_the_preview_typesets_what_is_written(writer: Writer) -> None:
    dialog = writer.add()
    writer.type_in(dialog.form, 0, "flow \\(x^2\\)")
    writer.rest()
    content = dialog.form.preview.content
    assert content is not None
    assert "math:" in content.rendered.front.html
    dialog.reject()


def test_a_draft_of_another_page_is_added_alone_with_its_source(writer: Writer) -> None:
    learner = writer.learner
    basic = next(o for o in learner.decks.note_types(learner.user_id) if o.name == "Basic")
    source = Place(Kind.QUESTION, 77)
    draft = Draft(basic.id, learner.deck_id, ("stem", "answer"), ("from-miss",), source)
    learner.ui.commands.request("edit-card-draft", draft)
    dialog = learner.dialog()
    assert isinstance(dialog, AddDialog)
    QTest.mouseClick(dialog.add, LEFT)
    learner.settle()
    (card,) = learner.notes.cards_of_source(learner.user_id, source)
    assert learner.notes.note(learner.user_id, card.note_id).fields == ("stem", "answer")
    assert learner.notes.draft(learner.user_id) is None


def test_shapes_are_drawn_moved_grouped_and_written(writer: Writer, tmp_path: Path) -> None:
    file = tmp_path / "liver.png"
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(0xDDDDFF)
    image.save(str(file))
    dialog = writer.add("Image occlusion")
    dialog.form.add_picture_file(file)
    canvas = dialog.form.occlusion.canvas
    start, end = QPoint(canvas.width() // 4, 40), QPoint(canvas.width() // 2, 120)
    QTest.mousePress(canvas, LEFT, NONE, start)
    QTest.mouseMove(canvas, end)
    QTest.mouseRelease(canvas, LEFT, NONE, end)
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_E)
    for _ in range(5):
        QTest.keyClick(canvas, Qt.Key.Key_Down)
    drawn = shapes(dialog.form.texts[0])
    assert [one.outline for one in drawn] == [Outline.RECTANGLE, Outline.ELLIPSE]
    assert [one.numbers for one in drawn] == [(1,), (2,)]
    assert all(one.hide_all for one in drawn)
    assert drawn[1].top == pytest.approx(0.45, abs=0.001)
    canvas.selected = frozenset({0, 1})
    QTest.keyClick(canvas, Qt.Key.Key_G)
    assert [one.numbers for one in shapes(dialog.form.texts[0])] == [(1,), (1,)]
    QTest.keyClick(canvas, Qt.Key.Key_Z, CTRL)
    assert [one.numbers for one in shapes(dialog.form.texts[0])] == [(1,), (2,)]
    dialog.form.occlusion.mode.chosen.emit("one")
    assert not any(one.hide_all for one in shapes(dialog.form.texts[0]))
    dialog.add.click()
    note = next(one for one in writer.notes() if len(one.fields) == 5)
    assert note.fields[1] == '<img src="liver.png">'
    assert len(writer.learner.notes.cards(writer.learner.user_id, note.id)) == 2
    dialog.reject()


def test_a_polygon_is_closed_by_enter_and_deleted(writer: Writer, tmp_path: Path) -> None:
    file = tmp_path / "heart.png"
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(0xDDDDFF)
    image.save(str(file))
    dialog = writer.add("Image occlusion")
    dialog.form.add_picture_file(file)
    editor = dialog.form.occlusion
    editor.tools[Outline.POLYGON].click()
    for place in ((60, 40), (160, 50), (120, 140)):
        QTest.mouseClick(editor.canvas, LEFT, NONE, QPoint(*place))
    QTest.keyClick(editor.canvas, Qt.Key.Key_Return)
    (drawn,) = shapes(dialog.form.texts[0])
    assert len(drawn.points) == 3
    QTest.keyClick(editor.canvas, Qt.Key.Key_Delete)
    assert dialog.form.texts[0] == ""
    dialog.reject()


def test_shapes_that_nobody_touches_keep_their_text(seat: Callable[..., Learner]) -> None:
    field = "{{c1::image-occlusion:rect:left=0.1000:top=.2:width=.3:height=.1:oi=1}}<br>odd"
    image = '<img src="none.png">'
    writer = Writer(seat(notes=[("Image occlusion", (field, image, "Liver", "", ""))]))
    dialog = writer.edit(writer.notes()[0].id)
    writer.type_in(dialog.form, 2, "x")
    writer.rest()
    note = writer.notes()[0]
    assert note.fields[0] == field
    assert "x" in note.fields[2]
    dialog.accept()


def test_a_place_that_is_a_card_opens_its_note(writer: Writer) -> None:
    learner = writer.learner
    (note,) = writer.notes()
    (card,) = learner.notes.cards(learner.user_id, note.id)
    learner.ui.commands.request("open-card", Place(Kind.CARD, card.id))
    dialog = learner.dialog()
    assert isinstance(dialog, EditDialog)
    assert list(dialog.form.texts) == ["Lithium", "kidney"]
    dialog.reject()


def test_words_of_a_search_are_marked_in_the_field_that_has_them(writer: Writer) -> None:
    learner = writer.learner
    (note,) = writer.notes()
    (card,) = learner.notes.cards(learner.user_id, note.id)
    learner.ui.commands.request("open-card", Place(Kind.CARD, card.id), ("kidney",))
    dialog = learner.dialog()
    assert isinstance(dialog, EditDialog)
    marks = [
        [one.cursor.selectedText() for one in field.text.extraSelections()]
        for field in dialog.form.fields
    ]
    assert marks == [[], ["kidney"]]
    assert dialog.form.fields[1].text.hasFocus()
    dialog.reject()
