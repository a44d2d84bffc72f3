"""What helps to write a note: toolbar, completion, find and replace, tags, pictures, links."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.notebook import wiki
from ms2qbank_desktop.features.notebook.models import NoteFilter
from ms2qbank_desktop.features.notebook.ui import editor_inserts
from ms2qbank_desktop.features.questions.ui import import_flow
from ms2qbank_desktop.ui.keys.rows import key_rows
from tests.support.vaults import picture

if TYPE_CHECKING:
    from tests.support.note_writer import NoteWriter

each_mode = pytest.mark.parametrize("mode", ["write", "source", "split"])


def test_the_toolbar_folds_what_has_no_room_into_its_menu(writer: NoteWriter) -> None:
    toolbar = writer.editor.toolbar
    shown = {}
    for width in (1000, 500, 360):
        toolbar.setFixedWidth(width)
        writer.app.processEvents()
        shown[width] = {name for name, one in toolbar.buttons.items() if one.isVisible()}
        menu = {one.text().partition("\t")[0] for one in toolbar.more.actions() if one.isVisible()}
        assert ("Source" in menu) == (not toolbar.modes.isVisible()) == (width == 360)
        assert {"Formula", "Picture…", "Task list", "Find in note"} <= menu
    assert shown[1000] == set(toolbar.buttons)
    assert shown[360] < shown[500] < shown[1000]
    assert {"bold", "heading", "more"} <= shown[360]


@each_mode
def test_an_open_link_is_completed_by_enter_and_leads_there(writer: NoteWriter, mode: str) -> None:
    target = writer.write_note("Apparent mineralocorticoid excess", "Licorice")
    source = writer.open_note("Tubules", "Compare with")
    writer.set_mode(mode)
    writer.to_end()
    writer.type_text(" [[apparent min")
    completion = writer.editor.completion
    writer.wait(lambda: completion.isVisible() and len(completion.offers) == 2)
    assert completion.offers[-1].title == "New note “apparent min”"
    writer.press("Down", "Up", "Return")
    assert not completion.isVisible()
    writer.settle()
    assert writer.on_disk().body.strip() == "Compare with [[Apparent mineralocorticoid excess]]"
    (link,) = writer.program.context.service(LinkService).of(writer.ui.user_id, Kind.NOTE, target)
    assert link.a == Place(Kind.NOTE, source)


def test_escape_closes_the_list_for_this_link_and_keeps_what_was_typed(writer: NoteWriter) -> None:
    writer.write_note("Apparent", "x")
    writer.open_note("Tubules")
    writer.type_text("[[app")
    completion = writer.editor.completion
    writer.wait(completion.isVisible)
    writer.press("Escape")
    assert not completion.isVisible()
    assert writer.editor.isVisible()
    writer.type_text("a")
    writer.settle()
    assert not completion.isVisible()
    writer.type_text("]] and [[a")
    writer.wait(completion.isVisible)


def test_a_new_note_is_made_of_a_name_that_nothing_has(writer: NoteWriter) -> None:
    writer.open_note("Tubules")
    writer.type_text("[[Bartter")
    completion = writer.editor.completion
    writer.wait(lambda: completion.isVisible() and completion.current is not None)
    writer.press("Return")
    writer.settle()
    titles = [line.title for line in writer.notes.lines(writer.ui.user_id, NoteFilter())]
    assert sorted(titles) == ["Bartter", "Tubules"]
    assert writer.on_disk().body.strip() == "[[Bartter]]"
    writer.click("Undo")
    assert len(writer.notes.lines(writer.ui.user_id, NoteFilter())) == 1


def test_tags_are_added_and_removed_and_those_of_the_text_go_with_it(writer: NoteWriter) -> None:
    writer.write_note("Other", "x", "renal/tubule")
    writer.open_note("Tubules", "#acid words", "renal")
    head = writer.editor.head
    head.add.click()
    assert head.tag_line.completer() is not None
    writer.type_text("pharm")
    writer.press("Return")
    assert [chip.text() for chip in head.chips] == ["#renal", "#pharm", "#acid"]
    head.chips[0].remove_requested.emit()
    writer.settle()
    assert writer.on_disk().tags == ("pharm", "acid")
    writer.editor.replace_body("words")
    writer.settle()
    assert writer.on_disk().tags == ("pharm",)


@each_mode
def test_find_marks_every_place_and_replaces_them_by_one_step(
    writer: NoteWriter, mode: str
) -> None:
    writer.open_note("Tubules", "Loop one\n\nloop **loop**, loop")
    writer.set_mode(mode)
    writer.editor.go_to(0)
    writer.press("Ctrl+H")
    finder = writer.editor.finder
    finder.field.setText("loop")
    finder.look()
    assert finder.count.text() == "1 of 4"
    writer.press("Return")
    assert finder.count.text() == "2 of 4"
    finder.other.setText("Henle")
    finder.replace_one()
    assert writer.editor.body().strip() == "Loop one\n\nHenle **loop**, loop"
    finder.replace_all()
    assert writer.editor.body().strip() == "Henle one\n\nHenle **Henle**, Henle"
    writer.editor.panes.pane.undo()
    assert writer.editor.body().strip() == "Loop one\n\nHenle **loop**, loop"
    writer.press("Escape")
    assert not finder.isVisible()
    assert writer.editor.isVisible()
    writer.settle()


@each_mode
def test_the_keys_of_the_toolbar_hold_in_the_text_before_those_of_the_window(
    writer: NoteWriter, mode: str
) -> None:
    writer.open_note("Tubules", "word")
    writer.set_mode(mode)
    writer.press("Ctrl+A", "Ctrl+I", "Ctrl+B")
    assert writer.editor.body().strip() == "***word***"
    writer.wait(writer.editor.toolbar.buttons["bold"].isChecked)
    assert writer.editor.toolbar.buttons["italic"].isChecked()
    QTest.mouseClick(writer.editor.toolbar.buttons["task"], Qt.MouseButton.LeftButton)
    assert writer.editor.body().strip() == "- [ ] ***word***"
    assert writer.app.focusWidget() is writer.editor.panes.pane


def test_the_keys_can_be_others_and_are_shown_where_all_keys_are(
    writer: NoteWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    imports: list[object] = []
    monkeypatch.setattr(import_flow, "choose_files", imports.append)
    commands = writer.ui.commands
    writer.open_note("Tubules", "word")
    writer.press("Ctrl+A")
    assert commands.keys.conflicts("write-italic", "Ctrl+I") == []
    assert "Ctrl+I" in commands.keys.keys("import-questions")
    here = {row.id: row.caps for row in key_rows(commands) if row.here}
    assert here["write-italic"] == ("Ctrl I",)
    commands.keys.choose("write-italic", ("Alt+I",))
    assert imports == []
    writer.press("Ctrl+I")
    assert writer.editor.body().strip() == "word"
    assert len(imports) == 1  # the window's own
    writer.press("Alt+I")
    assert writer.editor.body().strip() == "*word*"
    assert "Alt I" in writer.editor.toolbar.buttons["italic"].toolTip()
    commands.run("write-quote")
    assert writer.editor.body().strip() == "> *word*"
    entry = next(one for one in writer.editor.toolbar.more.actions() if "Quote" in one.text())
    commands.keys.choose("write-quote", ())
    assert entry.text() == "Quote"
    writer.editor.head.title.setFocus()
    assert commands.can("write-bold")
    writer.editor.close_note()
    assert not commands.can("write-bold")
    assert "Writing a note" not in commands.menus()


@each_mode
def test_the_button_of_the_highlighter_has_three_colours(writer: NoteWriter, mode: str) -> None:
    writer.open_note("Tubules", "word")
    writer.set_mode(mode)
    writer.press("Ctrl+A")
    toolbar = writer.editor.toolbar
    menu = toolbar.buttons["highlight"].menu()
    entries = {one.text().partition("\t")[0]: one for one in menu.actions()}
    assert list(entries) == ["Yellow", "Green", "Blue", "No highlight"]
    assert entries["Yellow"].text().endswith("Ctrl Shift H")
    entries["Green"].trigger()
    assert writer.editor.body().strip() == '<mark class="green">word</mark>'
    assert toolbar.buttons["highlight"].isChecked()
    entries["Yellow"].trigger()
    assert writer.editor.body().strip() == "==word=="
    writer.press("Ctrl+Shift+H")
    assert writer.editor.body().strip() == "word"


@each_mode
def test_a_dropped_document_is_kept_and_opened_as_a_copy_after_a_question(
    writer: NoteWriter, mode: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, program = tmp_path / "Lecture 1.PDF", tmp_path / "virus.exe"
    file.write_bytes(b"%PDF-1.7 words")
    program.write_bytes(b"MZ")
    opened: list[Path] = []
    asked: list[str] = []
    monkeypatch.setattr(
        "ms2qbank_desktop.features.notebook.ui.editor_inserts.QDesktopServices.openUrl",
        lambda url: opened.append(Path(url.toLocalFile())),
    )

    def answer(_window: object, question: str, *_rest: object, **_words: str) -> bool:
        asked.append(question)
        return len(asked) > 1

    monkeypatch.setattr(editor_inserts, "ask", answer)
    writer.open_note("Tubules")
    writer.set_mode(mode)
    writer.to_end()
    writer.type_text("See ")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(program))])
    pane = writer.editor.panes.pane
    assert not pane.canInsertFromMimeData(data)
    data.setUrls([QUrl.fromLocalFile(str(file)), QUrl.fromLocalFile(str(program))])
    assert pane.canInsertFromMimeData(data)
    pane.insertFromMimeData(data)
    writer.wait(lambda: "media:" in writer.editor.body())
    writer.settle()
    found = re.fullmatch(
        r"See \[Lecture 1\.PDF\]\((media:[0-9a-f]{64}\.pdf)\)\n?", writer.on_disk().body
    )
    assert found, writer.on_disk().body
    writer.editor.panes.link_clicked.emit(found[1])
    assert opened == []
    writer.editor.panes.link_clicked.emit(found[1])
    writer.wait(lambda: opened)
    assert asked == ["Open this file in its program?"] * 2
    assert opened[0].name == "Lecture 1.PDF"
    assert opened[0].read_bytes() == file.read_bytes()
    assert opened[0].parent != writer.program.context.paths.media
    writer.editor.replace_body(f"[The lecture]({found[1]}#page=3)")
    writer.editor.panes.link_clicked.emit(f"{found[1]}#page=3")
    writer.wait(lambda: len(opened) == 2)
    assert opened[1].name == "The lecture.pdf"
    shutil.rmtree(opened[1].parent)
    writer.editor.panes.link_clicked.emit(f"media:{'0' * 64}.pdf")
    writer.wait(lambda: writer.sees("This file is no longer in the media folder"))
    shutil.rmtree(opened[0].parent)


def test_a_program_is_not_kept_with_a_note(writer: NoteWriter, tmp_path: Path) -> None:
    program = tmp_path / "run.sh"
    program.write_text("echo")
    writer.open_note("Tubules", "See")
    writer.editor.inserts.take_files([program])
    writer.wait(lambda: writer.sees(r"(?s).*run\.sh is no document\..*"))
    writer.settle()
    assert writer.editor.body() == "See"


def test_a_dropped_picture_is_kept_and_shown(writer: NoteWriter, tmp_path: Path) -> None:
    file = tmp_path / "loop.png"
    file.write_bytes(picture(1))
    writer.open_note("Tubules", "See ")
    writer.set_mode("source")
    writer.to_end()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    writer.editor.panes.source.insertFromMimeData(data)
    writer.wait(lambda: "media:" in writer.editor.body())
    name = writer.editor.body().partition("media:")[2].rstrip(")\n")
    kept = writer.notes.picture(name)
    assert kept is not None
    assert kept.read_bytes() == file.read_bytes()


def test_a_link_of_the_text_is_followed_and_one_to_nobody_makes_its_note(
    writer: NoteWriter,
) -> None:
    seen: list[Place] = []
    writer.ui.commands.serve("open-note", lambda place, *_words: seen.append(place))
    target = writer.write_note("Liddle", "ENaC")
    writer.open_note("Tubules", "[[Liddle#Part]]")
    writer.editor.panes.link_clicked.emit(wiki.wiki_links("[[Liddle#Part]]")[0])
    assert seen == [Place(Kind.NOTE, target, "Part")]
    writer.editor.panes.link_clicked.emit(wiki.wiki_links("[[Nobody]]")[0])
    writer.settle()
    (made,) = writer.notes.lines(writer.ui.user_id, NoteFilter(text="Nobody"))
    assert seen[1:] == [Place(Kind.NOTE, made.id)]
    writer.undo()
    assert writer.notes.lines(writer.ui.user_id, NoteFilter(text="Nobody")) == []
    writer.editor.panes.link_clicked.emit(wiki.wiki_links("[[video:Nothing]]")[0])
    writer.wait(lambda: writer.sees("Nothing is called “Nothing” yet"))
    assert len(seen) == 2


def test_a_tag_of_the_text_leads_to_its_notes(writer: NoteWriter) -> None:
    chosen: list[str] = []
    writer.editor.tag_chosen.connect(chosen.append)
    writer.open_note("Tubules", "salt #renal/tubule")
    writer.editor.panes.link_clicked.emit("#renal/tubule")
    assert chosen == ["renal/tubule"]
