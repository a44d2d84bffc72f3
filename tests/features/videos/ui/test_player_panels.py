"""What stands beside the picture, at the real window with the VLC of this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.flashcards.ui.editor_dialog import AddDialog
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.questions.models import BankFilter, ImportRequest
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.features.videos.service.bookmarks import BookmarkService
from ms2qbank_desktop.features.videos.ui.bookmark_dialog import BookmarkDialog
from ms2qbank_desktop.features.videos.ui.panel_moments import MOMENT
from ms2qbank_desktop.features.videos.ui.question_picker import QuestionPicker
from tests.support.bank import question_file
from tests.support.viewer import NEPHRON, RENAL, SOUND, Viewer

if TYPE_CHECKING:
    from pathlib import Path

    from ms2qbank_desktop.features.notebook.models import PlacedNote
    from ms2qbank_desktop.features.videos.ui.panels import SidePanels


def paused(viewer: Viewer, title: str = RENAL, at_ms: int = 60_000) -> SidePanels:
    """Open a lecture, wait for its picture and stop it."""
    page = viewer.open_film(title, at_ms)
    viewer.wait(lambda: page.position_ms >= at_ms)
    viewer.press("Space")
    viewer.wait(lambda: not page.playing)
    return page.panels


def notes(viewer: Viewer, title: str = RENAL) -> list[PlacedNote]:
    service = viewer.program.context.service(NotebookService)
    return service.notes_at(viewer.ui.user_id, Kind.VIDEO, viewer.ids[title])


def texts(panels: SidePanels) -> list[str]:
    return [one.text for one in panels.bookmarks.moments.moments]


def test_one_key_sets_a_bookmark_and_its_note_is_typed_while_it_plays(viewer: Viewer) -> None:
    page = viewer.open_film(RENAL, 30_000)
    viewer.wait(lambda: page.position_ms > 30_200)
    viewer.press("B")
    viewer.wait(lambda: isinstance(viewer.app.focusWidget(), QLineEdit))
    viewer.type_text("Macula densa")
    assert page.playing
    viewer.press("Return")
    viewer.wait(lambda: texts(page.panels) == ["Macula densa"])
    (mark,) = viewer.bookmarks(RENAL)
    assert mark.note == "Macula densa"
    assert 30_000 <= mark.at_ms <= page.position_ms
    assert page.panels.tabs.value == "bookmarks"


def test_a_bookmark_whose_note_is_left_alone_stays_without_one(viewer: Viewer) -> None:
    panels = paused(viewer)
    viewer.press("B")
    viewer.wait(lambda: isinstance(viewer.app.focusWidget(), QLineEdit))
    viewer.press("Escape")
    viewer.wait(lambda: texts(panels) == [""])
    assert [one.note for one in viewer.bookmarks(RENAL)] == [""]


def test_a_click_on_a_bookmark_jumps_and_the_keyboard_does_too(viewer: Viewer) -> None:
    panels = paused(viewer)
    service = viewer.program.context.service(BookmarkService)
    for at_ms in (99_000, 12_000):
        service.add(viewer.ui.user_id, viewer.ids[RENAL], at_ms, f"at {at_ms}")
    viewer.wait(lambda: texts(panels) == ["at 12000", "at 99000"])
    place = panels.bookmarks.visualRect(panels.bookmarks.moments.index(1)).center()
    QTest.mouseClick(panels.bookmarks.viewport(), Qt.MouseButton.LeftButton, pos=place)
    viewer.wait(lambda: abs(viewer.page.position_ms - 99_000) < 100)
    panels.bookmarks.setFocus()
    viewer.press("Up", "Return")
    viewer.wait(lambda: abs(viewer.page.position_ms - 12_000) < 100)
    assert panels.bookmarks.row == 0


def test_a_deleted_bookmark_comes_back_by_undo(viewer: Viewer) -> None:
    panels = paused(viewer)
    service = viewer.program.context.service(BookmarkService)
    service.add(viewer.ui.user_id, viewer.ids[RENAL], 5_000, "Gone")
    viewer.wait(lambda: texts(panels) == ["Gone"])
    panels.bookmarks.setFocus()
    panels.bookmarks.setCurrentIndex(panels.bookmarks.moments.index(0))
    viewer.press("Delete")
    viewer.wait(lambda: viewer.sees("Bookmark deleted"))
    viewer.wait(lambda: texts(panels) == [])
    viewer.click("Undo")
    viewer.wait(lambda: texts(panels) == ["Gone"])


def test_all_of_a_bookmark_can_be_edited(viewer: Viewer) -> None:
    panels = paused(viewer)
    service = viewer.program.context.service(BookmarkService)
    service.add(viewer.ui.user_id, viewer.ids[RENAL], 5_000)
    viewer.wait(lambda: texts(panels) == [""])
    (mark,) = viewer.bookmarks(RENAL)
    dialog = BookmarkDialog(viewer.ui, mark)
    dialog.note.setPlainText("Two\nlines")
    dialog.colour.set_value("green")
    dialog.tags.setText("high-yield renal")
    dialog.accept()
    (mark,) = viewer.bookmarks(RENAL)
    assert (mark.note, mark.colour, mark.tags) == ("Two\nlines", "green", ("high-yield", "renal"))
    viewer.wait(lambda: panels.bookmarks.moments.moments[0].colour == "green")


def test_a_quick_note_is_in_the_notebook_after_half_a_second(viewer: Viewer) -> None:
    panels = paused(viewer)
    at = viewer.page.position_ms
    viewer.press("N")
    assert panels.quick.note.editor.hasFocus()
    viewer.type_text("Gitelman is a thiazide")
    viewer.wait(lambda: len(notes(viewer)) == 1)
    (placed,) = notes(viewer)
    assert placed.note.body == "Gitelman is a thiazide"
    assert placed.note.title == "Renal 1 at 1:00, note"
    assert placed.link.other(Kind.NOTE, placed.note.id).ms == at
    QTest.keyClick(panels.quick.note.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert panels.quick.note.text == ""
    assert not panels.quick.note.editor.hasFocus()
    viewer.wait(lambda: panels.tabs.isVisible() and len(panels.notes.moments.moments) == 1)


def test_a_note_opens_again_at_its_second_and_is_written_on(viewer: Viewer) -> None:
    panels = paused(viewer)
    viewer.press("N")
    viewer.type_text("One")
    panels.quick.note.finish()
    viewer.wait(lambda: len(panels.notes.moments.moments) == 1)
    viewer.page.seek(10_000)
    viewer.wait(lambda: abs(viewer.page.position_ms - 10_000) < 100)
    panels.notes.setCurrentIndex(panels.notes.moments.index(0))
    panels.notes.chosen.emit(panels.notes.currentIndex().data(MOMENT).at_ms)
    viewer.wait(lambda: abs(viewer.page.position_ms - 60_000) < 600)
    assert panels.quick.note.text == "One"
    panels.quick.note.editor.moveCursor(QTextCursor.MoveOperation.End)
    viewer.type_text(" more")
    panels.quick.note.finish()
    assert [placed.note.body for placed in notes(viewer)] == ["One more"]


def test_an_emptied_note_leaves_the_notebook(viewer: Viewer) -> None:
    panels = paused(viewer)
    viewer.press("N")
    viewer.type_text("One")
    panels.quick.note.save()
    panels.quick.note.editor.clear()
    panels.quick.note.finish()
    assert notes(viewer) == []


def test_typing_pauses_the_video_if_that_is_wished_for(viewer: Viewer) -> None:
    viewer.ui.settings.set("video_pause_to_type", True)
    page = viewer.open_film(RENAL, 60_000)
    viewer.wait(lambda: page.position_ms > 60_100)
    viewer.press("N")
    viewer.wait(lambda: not page.playing)
    viewer.press("Escape")
    viewer.wait(lambda: page.playing)


def test_the_transcript_follows_and_a_click_jumps(viewer: Viewer) -> None:
    panels = paused(viewer)
    text = panels.transcript.text
    viewer.wait(lambda: len(text.captions) > 5)
    viewer.wait(lambda: text.row == 6)
    assert text.captions[6].start_ms == 60_000
    block = text.document().findBlockByNumber(3)
    cursor = QTextCursor(block)
    text.setTextCursor(cursor)
    text.ensureCursorVisible()
    QTest.mouseClick(
        text.viewport(), Qt.MouseButton.LeftButton, pos=text.cursorRect(cursor).center()
    )
    viewer.wait(lambda: abs(viewer.page.position_ms - text.captions[3].start_ms) < 100)
    assert text.row == 3


def test_words_of_the_transcript_are_found_and_jumped_to(viewer: Viewer) -> None:
    panels = paused(viewer)
    viewer.wait(lambda: len(panels.transcript.text.captions) > 5)
    panels.transcript.search.setFocus()
    viewer.type_text("furosemide")
    assert viewer.sees("2 found")
    viewer.press("Return")
    at = viewer.page.position_ms
    viewer.wait(lambda: viewer.page.position_ms != at or at == 40_000)
    panels.transcript.search.setText("nothing of it")
    assert viewer.sees("not found")


def test_selected_words_become_a_note_at_their_second(viewer: Viewer) -> None:
    panels = paused(viewer)
    text = panels.transcript.text
    viewer.wait(lambda: len(text.captions) > 5)
    cursor = QTextCursor(text.document().findBlockByNumber(2))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    viewer.wait(panels.transcript.note.isVisible)
    panels.transcript.note.click()
    (placed,) = notes(viewer)
    assert placed.note.body == " ".join(text.captions[2].text.split())
    assert placed.link.other(Kind.NOTE, placed.note.id).ms == text.captions[2].start_ms


def test_chapters_are_listed_and_jumped_to(viewer: Viewer) -> None:
    page = viewer.open_film(SOUND)
    panels = page.panels
    assert [one.text for one in panels.chapters.moments.moments] == [
        "Gram-positive cocci",
        "Gram-negative rods",
        "Mycobacteria",
    ]
    panels.chapters.chosen.emit(300_000)
    viewer.wait(lambda: page.position_ms >= 300_000)
    viewer.wait(lambda: panels.chapters.row == 2)


def test_a_lecture_with_two_subtitles_offers_both_transcripts(viewer: Viewer) -> None:
    panels = paused(viewer, NEPHRON, 20_000)
    viewer.wait(lambda: panels.transcript.track.count() == 2)
    first = panels.transcript.text.toPlainText()
    panels.transcript.track.setCurrentIndex(1)
    assert panels.transcript.text.toPlainText() != first
    panels.read_transcripts()  # as after each look through folders
    assert panels.transcript.track.currentIndex() == 1
    assert panels.transcript.text.toPlainText() != first


def test_a_moment_is_attached_to_a_question_and_says_so(viewer: Viewer, tmp_path: Path) -> None:
    bank = viewer.program.context.service(QuestionService)
    bank.import_files(ImportRequest((question_file(tmp_path),)), Silent())
    wanted = bank.select(BankFilter(text="Stem 7"))[0]
    panels = paused(viewer)
    panels.taking.attach(61_000)
    picker = viewer.shell.findChild(QuestionPicker)
    assert picker is not None
    viewer.wait(lambda: picker.told.text().startswith("Nothing answered yet"))
    picker.search.setText("Stem 7")
    viewer.wait(lambda: picker.list.count() == 1)
    picker.accept()
    service = viewer.program.context.service(LinkService)
    (link,) = service.of(viewer.ui.user_id, Kind.QUESTION, wanted)
    assert link.a == Place.in_video(viewer.ids[RENAL], 61_000)
    viewer.wait(lambda: any("explained at 1:01 of Renal 1" in word for word in viewer.words()))


def test_what_the_video_is_linked_to_takes_the_place_of_the_lists(viewer: Viewer) -> None:
    panels = paused(viewer)
    service = viewer.program.context.service(NotebookService)
    here = Place.in_video(viewer.ids[RENAL], 61_000)
    service.add(viewer.ui.user_id, "Tubule", "Text", places=[here])
    panels.show_links.click()
    viewer.wait(lambda: [row.detail for row in panels.links.list.rows] == ["at 1:01 · Text"])
    assert panels.links.isVisible()
    assert panels.tabs.value == ""
    viewer.press("B")
    assert not panels.show_links.isChecked()
    assert panels.bookmarks.isVisible()


def test_a_card_is_made_with_the_picture_and_knows_its_second(viewer: Viewer) -> None:
    panels = paused(viewer)
    viewer.wait(lambda: not viewer.page.picture().isNull())
    at = viewer.page.position_ms
    panels.taking.make_card(at, "What falls in Gitelman?")
    viewer.wait(lambda: viewer.shell.findChild(AddDialog) is not None)
    editor = viewer.shell.findChild(AddDialog)
    assert editor is not None
    front, back = editor.form.texts
    assert front == "What falls in Gitelman?"
    assert '<img src="Renal 1 at 100' in back
    editor.add_note()
    notes, user_id = viewer.program.context.service(NoteService), viewer.ui.user_id
    source = Place.in_video(viewer.ids[RENAL], at)
    assert len(notes.cards_of_source(user_id, source)) == 1
    editor.reject()


def test_words_of_a_search_are_marked_where_the_video_begins_and_only_there(
    viewer: Viewer,
) -> None:
    panels = paused(viewer)
    text = panels.transcript.text
    spoken = text.captions[5]
    word = max(spoken.text.split(), key=len).strip(".,").casefold()
    place = Place.in_video(viewer.ids[RENAL], spoken.start_ms)
    viewer.ui.commands.request("open-video", place, (word,))
    viewer.wait(lambda: text.row >= 5)
    marked = [QTextCursor(one.cursor) for one in text.extraSelections()]
    found = [one for one in marked if one.selectedText().casefold().startswith(word)]
    assert found
    assert min(one.blockNumber() for one in found) >= 5
    viewer.ui.commands.request("open-video", place)
    marked = [QTextCursor(one.cursor) for one in text.extraSelections()]
    assert not [one for one in marked if one.selectedText().casefold() == word]
