"""Writing a note at the real window, with real keys, in every mode."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.features.notebook.models import Miss, NoteFilter
from ms2qbank_desktop.features.notebook.service.error_log import ErrorLogService
from ms2qbank_desktop.features.notebook.service.trash import TrashService
from ms2qbank_desktop.features.notebook.ui import autosave
from ms2qbank_desktop.features.notebook.ui.error_log_rows import ErrorRows
from ms2qbank_desktop.ui.theme import apply
from tests.support.note_writer import NoteWriter, long_body

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from ms2qbank_desktop.features.notebook import wiki
    from ms2qbank_desktop.features.notebook.models import Note

each_mode = pytest.mark.parametrize("mode", ["write", "source", "split"])


@each_mode
def test_what_is_typed_is_on_the_disk_after_a_pause(writer: NoteWriter, mode: str) -> None:
    writer.open_note("Tubules", "Rule: ", "renal")
    writer.set_mode(mode)
    writer.to_end()
    writer.type_text("urine calcium decides #acid")
    writer.wait(lambda: "decides #acid" in writer.on_disk().body)
    writer.settle()
    assert writer.on_disk().tags == ("renal", "acid")
    assert [chip.text() for chip in writer.editor.head.chips] == ["#renal", "#acid"]
    assert writer.editor.head.facts.text().endswith("· 5 words")


@each_mode
def test_while_typing_goes_on_it_is_saved_all_the_same(
    writer: NoteWriter, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    monkeypatch.setattr(autosave, "LATEST_MS", 150)
    note_id = writer.open_note("Tubules")
    writer.set_mode(mode)
    writer.to_end()
    saved: list[object] = []
    writer.editor.saved.connect(saved.append)
    for _ in range(10):  # never a pause of half a second
        writer.type_text("x")
        writer.linger(0.06)
    assert len(saved) >= 2
    assert set(saved) == {note_id}


@each_mode
def test_a_note_that_is_only_looked_at_stays_as_it_is(writer: NoteWriter, mode: str) -> None:
    body = "Setext\n======\n\n* one\n* two\n\n|a|b|\n|-|-|\n|1|2|\n\u00a0\u2003odd  \nblanks\n"
    note_id = writer.open_note("Odd", body)
    before = writer.on_disk()
    for one in (mode, "write", "source", mode):
        writer.set_mode(one)
    writer.to_end()
    assert writer.editor.close_note()
    assert writer.on_disk(note_id) == before


def test_what_is_typed_and_taken_back_and_another_theme_write_nothing(writer: NoteWriter) -> None:
    writer.open_note("Tubules", "# One\n\n- two\n\n|a|b|\n|-|-|\n|1|2|\n\nthree")
    before = writer.on_disk()
    writer.type_text("x")
    writer.press("Backspace")
    for theme in ("dark", "sepia", "light"):
        apply(writer.app, theme)
    writer.settle()
    assert writer.on_disk() == before


def test_the_caret_stays_in_its_words_and_the_text_the_same_from_mode_to_mode(
    writer: NoteWriter,
) -> None:
    body = "".join(f"## Part {at}\n\nWords of **part** {at}.\n\n" for at in range(40))
    writer.open_note("Long", body)
    at = body.index("## Part 30")
    writer.editor.go_to(at)
    for mode in ("source", "split", "write", "source"):
        writer.set_mode(mode)
        assert writer.editor.body() == body
        assert abs(writer.editor.panes.pane.body_position() - at) <= len("## Part 30")
    assert writer.app.focusWidget() is writer.editor.panes.source


def test_what_was_done_in_one_mode_can_be_undone_there_after_another(writer: NoteWriter) -> None:
    writer.open_note("Tubules", "one")
    writer.type_text(" two")
    writer.set_mode("source")
    writer.to_end()
    writer.type_text(" three")
    writer.set_mode("write")
    assert writer.editor.body().strip() == "one two three"
    writer.editor.panes.rich.undo()
    assert writer.editor.body().strip() == "one two"


def test_a_title_is_followed_by_other_texts_once_it_is_finished(writer: NoteWriter) -> None:
    other = writer.write_note("Web", "See [[Liddle]].")
    writer.open_note("Liddle", "ENaC")
    writer.editor.name_it()
    writer.press("Delete")
    writer.settle()
    assert writer.on_disk(other).body == "See [[Liddle]]."
    writer.type_text("Liddle syndrome")
    writer.settle()
    assert writer.on_disk().title == "Liddle syndrome"
    assert writer.on_disk(other).body == "See [[Liddle]]."
    writer.press("Return")
    writer.wait(lambda: writer.on_disk(other).body == "See [[Liddle syndrome]].")
    assert writer.editor.panes.pane.hasFocus()


def test_leaving_the_page_or_the_note_saves_what_was_typed_a_moment_ago(
    writer: NoteWriter,
) -> None:
    first = writer.open_note("First")
    writer.type_text("one")
    second = writer.open_note("Second")
    assert writer.on_disk(first).body.strip() == "one"
    writer.type_text("two")
    writer.ui.navigate.open("flashcards")
    writer.app.processEvents()
    assert writer.on_disk(second).body.strip() == "two"


def test_the_keyboard_stays_in_the_text_when_another_note_comes_into_it(
    writer: NoteWriter,
) -> None:
    other = writer.write_note("Other", "text")
    writer.open_note("Tubules", "mine")
    pane = writer.editor.panes.pane
    assert pane.hasFocus()
    writer.editor.open(other)
    assert pane.hasFocus()
    assert writer.editor.close_note()
    assert not writer.editor.isEnabled()


def test_closing_the_window_saves_what_was_typed_a_moment_ago(
    qapp: QApplication,  # noqa: ARG001
    data_dir: Path,
) -> None:
    writer = NoteWriter(data_dir)
    writer.open_note("First")
    writer.type_text("last words")
    writer.leave()
    database = sqlite3.connect(data_dir / "ms2qbank.db")
    (body,) = database.execute("SELECT body FROM notes WHERE title = 'First'").fetchone()
    database.close()
    assert body.strip() == "last words"


def test_a_title_that_was_being_written_when_the_window_closed_is_followed_by_others(
    qapp: QApplication,  # noqa: ARG001
    data_dir: Path,
) -> None:
    writer = NoteWriter(data_dir)
    writer.write_note("Web", "See [[Liddle]].")
    writer.open_note("Liddle", "ENaC")
    writer.editor.name_it()
    writer.type_text("Liddle syndrome")
    writer.leave()
    database = sqlite3.connect(data_dir / "ms2qbank.db")
    (body,) = database.execute("SELECT body FROM notes WHERE title = 'Web'").fetchone()
    database.close()
    assert body == "See [[Liddle syndrome]]."


def test_a_note_that_was_deleted_for_good_lets_the_next_one_open(writer: NoteWriter) -> None:
    note_id = writer.open_note("Tubules", "mine")
    other = writer.write_note("Other", "text")
    writer.type_text(" typed")
    writer.notes.remove(writer.ui.user_id, note_id)
    writer.program.context.service(TrashService).empty(writer.ui.user_id, [note_id])
    assert writer.editor.open(other)
    assert writer.editor.body() == "text"


def test_a_note_of_the_error_log_has_its_rows_above_the_text(writer: NoteWriter) -> None:
    log = writer.program.context.service(ErrorLogService)
    note_id = log.log(writer.ui.user_id, Miss(7, 1), "Q 7: casts", "Brown").note_id
    writer.editor.open(note_id)
    writer.app.processEvents()
    (rows,) = writer.editor.findChildren(ErrorRows)
    assert rows.isVisible()
    writer.open_note("Other")
    assert [one for one in writer.editor.findChildren(ErrorRows) if one.isVisible()] == []


def test_a_fault_of_the_disk_keeps_the_text_and_says_so_until_it_is_over(
    writer: NoteWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    note_id = writer.open_note("Tubules")
    write = writer.notes.write

    def full(*_about: object, **_named: object) -> Note:
        raise EnvironmentFault("The disk is full.", advice="Free some space.")

    monkeypatch.setattr(autosave, "_AGAIN_MS", 300)
    monkeypatch.setattr(writer.notes, "write", full)
    writer.type_text("kept")
    writer.wait(lambda: writer.sees("Not saved: The disk is full..*"))
    assert not writer.editor.open(writer.write_note("Other"))
    assert writer.editor.note_id == note_id
    assert writer.editor.body().strip() == "kept"
    monkeypatch.setattr(writer.notes, "write", write)
    writer.wait(lambda: writer.on_disk(note_id).body.strip() == "kept")
    writer.settle()
    assert writer.editor.head.facts.text().startswith("edited")


def test_what_somebody_else_wrote_is_shown_where_nothing_was_typed(writer: NoteWriter) -> None:
    note_id = writer.open_note("Tubules", "mine")
    writer.notes.write(writer.ui.user_id, note_id, "Tubules 2", "theirs", ["x"])
    writer.wait(lambda: writer.editor.body() == "theirs")
    assert writer.editor.head.title.text() == "Tubules 2"
    assert writer.editor.head.tags == ("x",)
    writer.settle()
    assert writer.notes.versions(writer.ui.user_id, note_id) == []


def test_of_two_texts_the_one_that_is_typed_stays_and_the_other_is_a_version(
    writer: NoteWriter,
) -> None:
    note_id = writer.open_note("Tubules", "mine")
    writer.type_text(" typed")
    writer.notes.write(writer.ui.user_id, note_id, "Tubules", "theirs", ["x"])
    writer.wait(lambda: writer.sees("Changed elsewhere too: that text is kept as a version"))
    writer.settle()
    note = writer.on_disk()
    assert (note.body.strip(), note.tags) == ("mine typed", ("x",))
    versions = writer.notes.versions(writer.ui.user_id, note_id)
    assert [one.body for one in versions] == ["theirs"]


def test_a_note_put_into_the_trash_takes_its_last_words_along(writer: NoteWriter) -> None:
    note_id = writer.open_note("Tubules", "mine")
    writer.type_text(" typed")
    writer.notes.remove(writer.ui.user_id, note_id)
    writer.wait(lambda: writer.editor.note_id is None)
    assert writer.notes.lines(writer.ui.user_id, NoteFilter()) == []
    writer.notes.remove(writer.ui.user_id, note_id, removed=False)
    assert writer.on_disk(note_id).body.strip() == "mine typed"


def test_split_shows_beside_the_source_how_it_looks_and_scrolls_along(writer: NoteWriter) -> None:
    body = "".join(f"## Part {at}\n\nWords of **part** {at}.\n\n" for at in range(60))
    writer.open_note("Long", body)
    writer.set_mode("split")
    preview = writer.editor.panes.preview
    assert preview is not None
    writer.editor.go_to(body.index("## Part 50"))
    writer.type_text("new ")
    writer.wait(lambda: "new ## Part 50" in preview.toPlainText())
    top = preview.cursorForPosition(preview.viewport().rect().topLeft()).block().text()
    assert int("".join(filter(str.isdigit, top)) or 0) >= 45
    assert preview.isReadOnly()


def test_a_long_text_comes_in_turns_beside_its_source_and_stands_at_its_place(
    writer: NoteWriter,
) -> None:
    body = long_body(60)
    writer.open_note("Long", body)
    writer.set_mode("source")
    writer.editor.go_to(body.index("## Part 4"))
    writer.editor.toolbar.mode_chosen.emit("split")
    preview = writer.editor.panes.preview
    assert preview is not None
    assert preview.loading.under_way
    writer.wait(lambda: not preview.loading.under_way)
    top = preview.cursorForPosition(preview.viewport().rect().topLeft()).block()
    assert "Part 4" in (top.text(), top.next().text(), top.next().next().text())
    assert preview.toPlainText().count("Part") == body.count("## Part")


def test_a_mode_that_is_left_and_taken_again_lays_out_no_text_anew(writer: NoteWriter) -> None:
    writer.open_note("Long", long_body(60))
    laid: list[str] = []
    layout = writer.editor.panes.rich.document().documentLayout()
    layout.documentSizeChanged.connect(lambda size: laid.append(str(size)))
    for mode in ("source", "split", "write"):
        writer.set_mode(mode)
        writer.settle()
    assert laid == []


def test_a_note_opens_at_a_heading_with_words_marked_and_tells_its_outline(
    writer: NoteWriter,
) -> None:
    body = "# One\n\n" + "text\n\n" * 80 + "## Two\n\ncraving"
    note_id = writer.write_note("Tubules", body)
    outlines: list[list[wiki.Heading]] = []
    writer.editor.outlined.connect(outlines.append)
    writer.editor.open(note_id, "two")
    writer.settle()
    assert writer.editor.panes.pane.body_position() == pytest.approx(body.index("## Two"), abs=8)
    assert [heading.text for heading in outlines[-1]] == ["One", "Two"]
    writer.to_end()
    writer.type_text("\n## Three")
    writer.settle()
    assert [heading.text for heading in outlines[-1]] == ["One", "Two", "Three"]


def test_the_time_of_the_last_change_is_told(writer: NoteWriter) -> None:
    writer.open_note("Tubules", "one two")
    now = datetime.now(UTC).astimezone()
    assert writer.editor.head.facts.text() in (
        f"edited today {now:%H:%M} · 2 words",
        f"edited today {writer.on_disk().changed_at.astimezone():%H:%M} · 2 words",
    )


def test_a_long_note_comes_in_turns_and_the_caret_goes_to_its_heading(writer: NoteWriter) -> None:
    writer.open_note("Short", "words")
    note_id = writer.write_note("Long", long_body())
    writer.editor.open(note_id, "Part 9")
    rich = writer.editor.panes.rich
    assert rich.loading.under_way
    writer.wait(lambda: not rich.loading.under_way)
    assert rich.textCursor().block().text() == "Part 9"
    assert rich.viewport().rect().contains(rich.cursorRect())
