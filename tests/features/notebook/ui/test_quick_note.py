"""The quick note in its small panel: written, quoted, linked, opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.links.models import Excerpt, Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.links.ui.link_picker import LinkPicker
from ms2qbank_desktop.features.notebook.models import Note, NoteFilter, NoteKind
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.notebook.ui.quick_panel import QuickPanel
from tests.support.bookworm import Bookworm
from tests.support.quick import quick_note

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from ms2qbank_desktop.features.notebook.ui.quick_note import QuickNote


class Writer(Bookworm):
    """A student who writes quick notes at the article about heart sounds."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir)
        self.notebook = self.program.context.service(NotebookService)
        self.heart = Place(Kind.ARTICLE, self.article_id("Heart sounds"), "S1")
        self.acids = Place(Kind.ARTICLE, self.article_id("Acid–base disorders"))

    def begin(self, text: str = "", at: Place | None = None, *, alone: bool = False) -> QuickNote:
        excerpt = Excerpt(at or self.heart, "Heart sounds", text)
        self.ui.commands.request("make-note", excerpt, alone)
        return quick_note(self)

    def type_text(self, text: str) -> None:
        QTest.keyClicks(self.app.focusWidget() or self.shell, text)

    def written(self) -> list[Note]:
        lines = self.notebook.lines(self.user_id, NoteFilter())
        return [self.notebook.note(self.user_id, line.id) for line in lines]

    def places(self, note: Note) -> set[Place]:
        links = self.program.context.service(LinkService).of(self.user_id, Kind.NOTE, note.id)
        return {link.other(Kind.NOTE, note.id) for link in links}


@pytest.fixture
def writer(qapp: QApplication, data_dir: Path) -> Iterator[Writer]:  # noqa: ARG001
    writer = Writer(data_dir)
    yield writer
    writer.leave()
    assert writer.flashes.seen == []


def test_it_is_on_the_disk_half_a_second_after_the_last_key_linked_to_its_place(
    writer: Writer,
) -> None:
    note = writer.begin()
    assert note.editor.hasFocus()
    writer.type_text("Closing of the valves")
    assert writer.written() == []
    writer.wait(writer.written)
    (kept,) = writer.written()
    assert (kept.title, kept.body, kept.kind) == (
        "Heart sounds, note",
        "Closing of the valves",
        NoteKind.QUICK,
    )
    assert writer.places(kept) == {writer.heart}
    assert note.state.text() == "Saved"


def test_selected_words_are_quoted_and_more_of_the_same_thing_goes_below(writer: Writer) -> None:
    note = writer.begin("First line\nand second")
    writer.type_text("Mine.")
    writer.begin("Later")
    note.save()
    (kept,) = writer.written()
    assert kept.body.rstrip() == "> First line\n> and second\n\nMine.\n\n> Later"


def test_ctrl_enter_ends_the_note_and_gives_the_keyboard_back(writer: Writer) -> None:
    writer.page.list.setFocus()
    note = writer.begin()
    writer.type_text("One")
    writer.press("Ctrl+Return")
    assert writer.page.list.hasFocus()
    assert not note.isVisible()
    writer.begin()
    assert note.text == ""
    writer.type_text("Two")
    writer.press("Ctrl+Return")
    assert {one.body for one in writer.written()} == {"One", "Two"}


def test_esc_puts_it_away_saved_and_it_is_written_on_at_the_same_thing(writer: Writer) -> None:
    note = writer.begin()
    writer.type_text("One")
    writer.press("Escape")
    assert not note.isVisible()
    assert [one.body for one in writer.written()] == ["One"]
    writer.begin()
    writer.type_text(" more")
    writer.press("Escape")
    assert [one.body for one in writer.written()] == ["One more"]


def test_at_another_thing_a_new_note_begins_and_the_one_before_is_saved(writer: Writer) -> None:
    writer.begin()
    writer.type_text("Heart")
    note = writer.begin(at=writer.acids)
    assert note.text == ""
    writer.type_text("Acids")
    note.save()
    assert {one.body: writer.places(one) for one in writer.written()} == {
        "Heart": {writer.heart},
        "Acids": {writer.acids},
    }


def test_an_emptied_note_is_removed(writer: Writer) -> None:
    note = writer.begin()
    writer.type_text("One")
    note.save()
    note.editor.clear()
    writer.press("Ctrl+Return")
    assert writer.written() == []


def test_it_is_linked_to_more_before_and_after_it_is_saved(writer: Writer) -> None:
    note = writer.begin()

    def pick(name: str) -> None:
        note.add_link.click()
        (picker,) = (one for one in writer.shell.findChildren(LinkPicker) if one.isVisible())
        picker.search.setText(name)
        writer.wait(lambda: picker.list.count() == 1)
        picker.accept()
        writer.shell.activateWindow()  # a window system does this by itself
        writer.wait(note.editor.hasFocus)

    pick("Acid")
    writer.type_text("Both")
    note.save()
    pick("Clearance")
    (kept,) = writer.written()
    clearance = Place(Kind.ARTICLE, writer.article_id("Clearance"))
    assert writer.places(kept) == {writer.heart, writer.acids, clearance}
    assert [chip.text() for chip in note.chips] == ["Acid–base disorders", "Clearance"]
    note.chips[0].remove_requested.emit()
    assert writer.places(kept) == {writer.heart, clearance}
    assert [chip.text() for chip in note.chips] == ["Clearance"]


def test_it_is_opened_in_the_notebook_once_it_is_there(writer: Writer) -> None:
    note = writer.begin()
    assert not note.open.isEnabled()
    writer.type_text("One")
    note.save()
    note.open.click()
    (kept,) = writer.written()
    assert writer.requests == [("open-note", Place(Kind.NOTE, kept.id))]
    assert not note.isVisible()


def test_alone_it_leads_to_nothing_else(writer: Writer) -> None:
    note = writer.begin(alone=True)
    assert not note.add_link.isVisible()
    assert not note.open.isVisible()
    assert writer.begin().add_link.isVisible()


def test_a_note_about_nothing_in_particular_is_begun_anywhere(writer: Writer) -> None:
    writer.press("Alt+N")
    note = quick_note(writer)
    assert not note.place.isVisible()
    writer.type_text("Buy a lamp")
    note.save()
    (kept,) = writer.written()
    assert (kept.title, kept.body) == ("", "Buy a lamp")
    assert writer.places(kept) == set()


def test_it_is_about_the_page_that_has_the_keyboard(writer: Writer) -> None:
    writer.read("Clearance")
    writer.press("Alt+N")
    note = quick_note(writer)
    assert note.place.isVisible()
    writer.type_text("Inulin")
    note.save()
    (kept,) = writer.written()
    (about,) = writer.places(kept)
    assert about.kind is Kind.ARTICLE


def test_letters_stay_in_the_note_and_run_no_command(writer: Writer) -> None:
    writer.read("Clearance")
    writer.press("N")
    note = quick_note(writer)
    writer.press("B", "Y", "N")
    assert note.text.lower() == "byn"


def test_the_panel_is_dragged_and_stays_in_the_window(writer: Writer) -> None:
    writer.begin()
    (panel,) = writer.shell.findChildren(QuickPanel)
    room = writer.shell.rect()
    assert room.contains(panel.geometry())
    grip, left = QPoint(120, 14), Qt.MouseButton.LeftButton
    QTest.mousePress(panel, left, pos=grip)
    QTest.mouseMove(panel, grip + QPoint(-3000, -100))
    QTest.mouseRelease(panel, left, pos=grip)
    assert panel.x() == 0
    assert room.contains(panel.geometry())
    writer.shell.resize(960, 640)
    writer.settle()
    assert writer.shell.rect().contains(panel.geometry())


def test_what_cannot_be_saved_stays_and_says_so(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ms2qbank_desktop.features.notebook.service.notes.MAX_BODY", 10)
    note = writer.begin()
    note.editor.setPlainText("x" * 11)
    note.save()
    assert note.state.text() == "Not saved"
    assert writer.sees("The note has 11 characters, 10 at the most.")
    note.editor.setPlainText("short")
    note.save()
    assert [one.body for one in writer.written()] == ["short"]
