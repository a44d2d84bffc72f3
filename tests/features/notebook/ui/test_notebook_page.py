"""The tab Notebook: places, notes, and all that can be done with them and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.notebook.models import NoteFilter, NoteKind
from ms2qbank_desktop.features.notebook.ui.error_log_page import ErrorLogPage
from ms2qbank_desktop.features.notebook.ui.note_naming import MoveDialog
from ms2qbank_desktop.features.notebook.ui.note_shelves import ALL, ARCHIVE, ERROR_LOG, TRASH, Shelf
from ms2qbank_desktop.features.notebook.ui.tour import screens
from ms2qbank_desktop.ui.viewmenu import apply_settings
from tests.support.scholar import BODIES, Scholar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

TITLES = list(BODIES)
TUBULES, ACIDS, HEART = TITLES
PINNED = Shelf("pinned")


@pytest.fixture
def scholar(qapp: QApplication, data_dir: Path) -> Iterator[Scholar]:  # noqa: ARG001
    scholar = Scholar(data_dir)
    yield scholar
    scholar.leave()


def test_the_newest_note_is_open_and_places_tell_how_many_they_hold(scholar: Scholar) -> None:
    assert scholar.titles == TITLES
    assert scholar.page.note.note_id == scholar.note_id(TUBULES)
    places = scholar.places()
    assert (places["All notes"], places["Systems"], places["Renal"]) == ("3", "2", "2")
    assert (places["renal"], places["acid"], places["Trash"]) == ("2", "1", "0")
    assert scholar.flashes.seen == []


def test_words_are_looked_for_in_the_place_that_is_shown(scholar: Scholar) -> None:
    scholar.go(scholar.book("Renal"))
    scholar.press("Ctrl+Shift+F")
    scholar.write("ventricle")
    assert scholar.titles == []
    assert scholar.sees("Nothing found")
    scholar.go(ALL)
    scholar.press("Ctrl+Shift+F")
    scholar.write("ventr")
    assert scholar.titles == [HEART]
    scholar.strike("Escape")
    assert scholar.titles == TITLES


@pytest.mark.parametrize(
    ("key", "marked", "place"),
    [
        ("P", NoteFilter(pinned=True), PINNED),
        ("B", NoteFilter(bookmarked=True), Shelf("bookmarked")),
    ],
)
def test_a_mark_is_set_for_several_and_taken_back(
    scholar: Scholar, key: str, marked: NoteFilter, place: Shelf
) -> None:
    scholar.select(ACIDS, HEART)
    scholar.strike(key)
    assert sorted(scholar.saved(marked)) == [ACIDS, HEART]
    assert scholar.titles[0] == (ACIDS if marked.pinned else TUBULES)
    scholar.go(place)
    assert scholar.titles == [ACIDS, HEART]
    scholar.undo()
    assert scholar.saved(marked) == []
    assert scholar.titles == []


def test_a_colour_is_given_and_each_note_gets_its_own_back(scholar: Scholar) -> None:
    scholar.select(HEART)
    scholar.strike("3")
    scholar.select(ACIDS, HEART)
    scholar.strike("1")
    colours = {line.title: line.colour for line in scholar.page.list.lines()}
    assert colours == {ACIDS: "yellow", HEART: "yellow"}
    scholar.strike("Ctrl+Z")
    colours = {line.title: line.colour for line in scholar.page.list.lines()}
    assert colours == {ACIDS: "", HEART: "blue"}


def test_a_tag_is_given_to_several_and_taken_back(scholar: Scholar) -> None:
    scholar.select(ACIDS, HEART)
    scholar.press("G")
    scholar.write("#high yield")
    scholar.strike("Return")
    tagged = NoteFilter(tags=frozenset({"high_yield"}))
    assert sorted(scholar.saved(tagged)) == [ACIDS, HEART]
    assert scholar.places()["high_yield"] == "2"
    scholar.undo()
    assert scholar.saved(tagged) == []
    assert scholar.places()["acid"] == "1"


def test_archived_notes_leave_the_lists_and_come_back(scholar: Scholar) -> None:
    scholar.select(HEART)
    scholar.strike("A")
    assert scholar.titles == [TUBULES, ACIDS]
    scholar.go(ARCHIVE)
    assert scholar.titles == [HEART]
    scholar.select(HEART)
    scholar.strike("A")
    assert HEART in scholar.saved()


def test_notes_are_moved_by_typing_the_name_of_a_notebook(scholar: Scholar) -> None:
    scholar.select(HEART)
    scholar.press("M")
    dialog = scholar.dialog()
    assert isinstance(dialog, MoveDialog)
    scholar.write("lect")
    scholar.strike("Return")
    scholar.go(scholar.book("Lectures"))
    assert scholar.titles == [HEART]
    scholar.undo()
    assert scholar.titles == []


def test_a_notebook_is_made_on_the_way_of_a_move_and_goes_with_it(scholar: Scholar) -> None:
    scholar.select(HEART)
    scholar.press("M")
    scholar.write("Cardio")
    scholar.strike("Return")
    assert scholar.places()["Cardio"] == "1"
    scholar.undo()
    assert "Cardio" not in scholar.places()
    assert scholar.places()["All notes"] == "3"


def test_a_deleted_note_is_read_in_the_trash_and_put_back(scholar: Scholar) -> None:
    scholar.select(ACIDS)
    scholar.strike("Delete")
    assert scholar.titles == [TUBULES, HEART]
    assert scholar.page.note.note_id == scholar.note_id(HEART)
    scholar.go(TRASH)
    assert scholar.titles == [ACIDS]
    assert scholar.sees(ACIDS)
    scholar.page.list.setFocus()
    scholar.strike("R")
    assert scholar.titles == []
    assert len(scholar.saved()) == 3


def test_an_emptied_trash_keeps_neither_words_nor_links(
    scholar: Scholar, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ms2qbank_desktop.features.links.service import LinkService
    from ms2qbank_desktop.features.notebook.ui import note_actions

    links = scholar.program.context.service(LinkService)
    heart, tubules = scholar.note_id(HEART), scholar.note_id(TUBULES)
    links.link(scholar.user_id, Place(Kind.NOTE, heart), Place(Kind.NOTE, tubules))
    scholar.select(HEART)
    scholar.strike("Delete")
    scholar.go(TRASH)
    monkeypatch.setattr(note_actions, "ask", lambda *_args, **_named: True)
    scholar.ui.commands.run("note-empty-trash")
    scholar.settle()
    assert scholar.told() == "1 note deleted for good"
    assert scholar.titles == []
    assert scholar.places()["Trash"] == "0"
    assert links.of(scholar.user_id, Kind.NOTE, tubules) == []
    assert scholar.notes.note(scholar.user_id, heart, in_trash=True).body == ""
    scholar.page.tree.setFocus()
    scholar.strike("Ctrl+Z")
    assert len(scholar.saved()) == 2


def test_a_new_note_stands_in_the_place_that_is_shown_and_waits_for_its_name(
    scholar: Scholar,
) -> None:
    scholar.go(scholar.book("Lectures"))
    scholar.page.list.setFocus()
    scholar.strike("N")
    assert scholar.titles == ["New note"]
    scholar.write("Renal 2")
    editor = scholar.page.note.editor
    assert editor is not None
    assert editor.save()
    scholar.settle()
    assert scholar.titles == ["Renal 2"]
    assert scholar.places()["Lectures"] == "1"
    scholar.undo()
    assert scholar.titles == []


def test_a_note_begun_at_a_tag_has_it(scholar: Scholar) -> None:
    scholar.go(Shelf("tag", tag="renal"))
    scholar.page.list.setFocus()
    scholar.strike("N")
    assert "New note" in scholar.titles


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # offscreen
def test_a_template_fills_a_new_note(scholar: Scholar) -> None:
    scholar.go(scholar.book("Lectures"))
    scholar.page.list.setFocus()
    scholar.strike("E")
    menu = scholar.app.activePopupWidget()
    assert menu is not None
    actions = {action.text(): action for action in menu.actions()}
    assert {"Lecture", "Cornell notes", "Error log"} <= actions.keys()
    actions["Lecture"].trigger()
    menu.close()
    scholar.settle()
    note = scholar.notes.note(scholar.user_id, scholar.note_id("Lecture"))
    day = scholar.clock.now().astimezone()
    assert f"*{day:%Y-%m-%d}*" in note.body
    assert "{{" not in note.body


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # offscreen
def test_an_own_template_is_a_note_of_the_notebook_templates(scholar: Scholar) -> None:
    scholar.select(HEART)
    scholar.ui.commands.run("note-as-template")
    scholar.settle()
    scholar.page.choose_template()
    menu = scholar.app.activePopupWidget()
    assert menu is not None
    (own,) = [action for action in menu.actions() if action.text() == HEART]
    own.trigger()
    menu.close()
    scholar.settle()
    assert scholar.saved().count(HEART) == 3


def test_the_note_of_today_is_there_once(scholar: Scholar) -> None:
    scholar.page.list.setFocus()
    scholar.strike("T")
    scholar.page.list.setFocus()
    scholar.strike("T")
    (note,) = scholar.notes.lines(scholar.user_id, NoteFilter(kinds=frozenset({NoteKind.DAILY})))
    assert scholar.page.note.note_id == note.id


def test_a_copy_stands_beside_its_original(scholar: Scholar) -> None:
    scholar.select(ACIDS)
    scholar.strike("D")
    assert f"{ACIDS} (copy)" in scholar.titles
    copy = scholar.notes.note(scholar.user_id, scholar.note_id(f"{ACIDS} (copy)"))
    assert copy.body == BODIES[ACIDS]
    assert copy.notebook_id == scholar.book("Renal").id
    assert copy.tags == ("renal/acid",)


def test_a_link_to_a_note_is_copied_as_notes_write_it(scholar: Scholar) -> None:
    scholar.select(HEART)
    scholar.strike("L")
    assert scholar.app.clipboard().text() == f"[[{HEART}]]"


def test_the_order_is_chosen_and_kept(scholar: Scholar) -> None:
    menu = scholar.page.list_pane.sort.menu()
    (by_title,) = [one for one in menu.actions() if one.text() == "By title"]
    by_title.trigger()
    scholar.settle()
    assert scholar.titles == sorted(TITLES)
    assert scholar.ui.settings.get("note_order") == "title"


def test_a_note_asked_for_elsewhere_opens_in_the_tab(scholar: Scholar) -> None:
    scholar.go(scholar.book("Lectures"))
    scholar.shell.open("library")
    scholar.ui.commands.request("open-note", Place(Kind.NOTE, scholar.note_id(HEART)), ("stiff",))
    scholar.settle()
    assert scholar.shell.tab == "notebook"
    assert scholar.page.note.note_id == scholar.note_id(HEART)
    assert scholar.page.list.note_id == scholar.note_id(HEART)


def test_an_archived_note_that_is_asked_for_is_opened_too(scholar: Scholar) -> None:
    heart = scholar.note_id(HEART)
    scholar.notes.set_flag(scholar.user_id, [heart], "archived", on=True)
    scholar.settle()
    scholar.ui.commands.request("open-note", Place(Kind.NOTE, heart))
    scholar.settle()
    assert scholar.page.note.note_id == heart


def test_a_note_that_goes_elsewhere_leaves_the_list_and_its_neighbour_is_opened(
    scholar: Scholar,
) -> None:
    scholar.select(ACIDS)
    scholar.notes.remove(scholar.user_id, scholar.note_id(ACIDS))
    scholar.settle()
    assert scholar.titles == [TUBULES, HEART]
    assert scholar.page.note.note_id == scholar.note_id(HEART)


def test_several_are_selected_and_the_bar_says_so(scholar: Scholar) -> None:
    scholar.page.list.setFocus()
    scholar.strike("Ctrl+A")
    assert scholar.page.list.selected_count == 3
    assert scholar.sees("3 selected")
    scholar.strike("Escape")
    assert scholar.page.list.selected_count == 1
    assert not scholar.page.list_pane.bar.isVisible()


def test_a_narrow_window_folds_the_tree_and_makes_the_panel_a_drawer(scholar: Scholar) -> None:
    panes = scholar.page.panes
    assert panes.panel.isVisible()
    assert scholar.page.tree.isVisible()
    scholar.shell.resize(1100, 700)
    scholar.settle()
    assert not panes.panel.isVisible()
    scholar.page.list.setFocus()
    scholar.strike("Alt+L")
    assert panes.panel.isVisible()
    scholar.strike("Escape")
    assert not panes.panel.isVisible()
    scholar.shell.resize(960, 640)
    scholar.settle()
    assert not scholar.page.tree.isVisible()
    scholar.strike("Alt+B")
    assert scholar.page.tree.hasFocus()
    scholar.strike("Alt+B")
    assert not scholar.page.tree.isVisible()
    scholar.go(ERROR_LOG)  # has no button for the tree
    assert scholar.page.tree.isVisible()
    scholar.go(ALL)
    scholar.shell.resize(1440, 900)
    scholar.settle()
    assert panes.panel.isVisible()
    assert scholar.page.tree.isVisible()


def test_larger_text_folds_the_window_as_a_narrow_one_does(scholar: Scholar) -> None:
    for zoom, beside in ((150, False), (100, True)):
        scholar.ui.settings.set("text_zoom", zoom)
        apply_settings(scholar.ui.settings)
        scholar.settle()
        assert scholar.page.panes.panel.isVisible() is beside
        assert scholar.page.tree.isVisible() is beside


def test_every_stop_of_the_page_has_a_name(scholar: Scholar) -> None:
    page = scholar.page
    stops = [page.tree, page.list, page.list_pane.search, page.list_pane.sort, page.list_pane.new]
    assert all(stop.accessibleName() for stop in stops)
    index = page.model.index(0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith(f"{TUBULES}, today, Rule: think of each disease")


def test_the_first_day_says_what_a_notebook_is_for(qapp: QApplication, data_dir: Path) -> None:
    del qapp
    scholar = Scholar(data_dir, empty=True)
    assert scholar.page.welcome.isVisible()
    assert scholar.sees("A notebook of your own")
    scholar.click("New note")
    scholar.settle()
    assert not scholar.page.welcome.isVisible()
    assert scholar.titles == ["New note"]
    scholar.leave()


def test_the_error_log_takes_the_place_of_list_and_note(scholar: Scholar) -> None:
    scholar.go(ERROR_LOG)
    assert isinstance(scholar.page.panes.whole.currentWidget(), ErrorLogPage)
    assert not scholar.page.list.isVisible()
    scholar.ui.commands.request("open-note", Place(Kind.NOTE, scholar.note_id(HEART)))
    scholar.settle()
    assert scholar.page.list.isVisible()
    assert scholar.page.note.note_id == scholar.note_id(HEART)


def test_the_tour_shows_the_notebook_of_an_empty_profile(
    qapp: QApplication, data_dir: Path
) -> None:
    del qapp
    scholar = Scholar(data_dir, empty=True)
    seen = []
    for name in screens(scholar.ui):
        scholar.settle()
        seen.append((name, scholar.page.shelf.kind))
    assert seen == [
        ("note", "all"),
        ("error-log", "error-log"),
        ("margin-notes", "margins"),
        ("trash", "trash"),
    ]
    assert scholar.page.note.editor is not None
    scholar.leave()
