"""What a thing is linked to: shown from both ends, added, taken away, put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.features.links.models import Kind, Origin, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.links.ui.link_picker import LinkPicker
from ms2qbank_desktop.features.links.ui.links_dialog import LinksDialog
from ms2qbank_desktop.features.notebook.service.notes import NotebookService

if TYPE_CHECKING:
    from ms2qbank_desktop.features.links.ui.links_panel import LinksSection
    from tests.support.bookworm import Bookworm


class Desk:
    """A note whose links stand in a dialog, and what it may be linked to."""

    def __init__(self, student: Bookworm) -> None:
        self.student = student
        context = student.program.context
        self.notes = context.service(NotebookService)
        self.links = context.service(LinkService)
        self.note = Place(Kind.NOTE, self.write("Tubular disorders", "Bartter, Gitelman."))
        self.other = Place(Kind.NOTE, self.write("Diuretics by site", "See there."))
        heart = student.article_id("Heart sounds")
        self.article = Place(Kind.ARTICLE, heart, "S1")
        acids = student.article_id("Acid–base disorders")
        self.heading = Place(Kind.ARTICLE, acids, "Is there an anion gap?")

    def write(self, title: str, body: str) -> int:
        return self.notes.add(self.student.user_id, title, body)

    def link(self, a: Place, b: Place, origin: Origin = Origin.CHOSEN) -> int:
        return self.links.link(self.student.user_id, a, b, origin)

    def open(self) -> LinksSection:
        dialog = LinksDialog(self.student.ui, Kind.NOTE, self.note.id, "Links of the note")
        dialog.open()
        self.rest()
        return dialog.section

    def rest(self) -> None:
        """Let what has changed be read."""
        self.student.settle()

    def shows(self, section: LinksSection) -> list[tuple[str, str]]:
        self.rest()
        return [(row.text(), row.detail) for row in section.list.rows]


@pytest.fixture
def desk(student: Bookworm) -> Desk:
    return Desk(student)


def test_links_are_shown_from_both_ends_by_kind_and_once_each(desk: Desk) -> None:
    desk.link(desk.other, desk.note)
    desk.link(desk.note, desk.article)
    desk.link(desk.note, desk.article, Origin.TEXT)
    desk.link(desk.note, desk.other)
    section = desk.open()
    assert desk.shows(section) == [
        ("Heart sounds, S1", "Renal book · Cardiovascular"),
        ("Diuretics by site", "See there."),
    ]


def test_a_link_leads_to_its_very_place_and_the_dialog_makes_room(desk: Desk) -> None:
    desk.link(desk.note, desk.heading)
    section = desk.open()
    section.list.rows[0].click()
    desk.student.wait_for("Acid–base disorders")
    assert desk.student.reader.log.spot() == "Is there an anion gap?"
    assert [one for one in desk.student.shell.findChildren(LinksDialog) if one.isVisible()] == []


def test_a_link_is_taken_away_by_delete_and_comes_back_by_undo(desk: Desk) -> None:
    desk.link(desk.note, desk.article)
    desk.link(desk.other, desk.note)
    section = desk.open()
    section.list.rows[0].setFocus()
    desk.student.press("Delete")
    assert [title for title, _ in desk.shows(section)] == ["Diuretics by site"]
    assert section.list.rows[0].hasFocus()
    desk.student.click("Undo")
    assert len(desk.shows(section)) == 2


def test_the_cross_of_a_row_takes_the_link_away_and_does_not_follow_it(desk: Desk) -> None:
    desk.link(desk.note, desk.other)
    section = desk.open()
    row = section.list.rows[0]
    row.setFocus()
    cross = QPoint(row.width() - 12, row.height() // 2)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=cross)
    assert desk.shows(section) == []
    assert desk.student.requests == []


def test_a_link_of_a_text_cannot_be_taken_away_here(desk: Desk) -> None:
    desk.notes.write(desk.student.user_id, desk.note.id, "Tubular", "[[Diuretics by site]]", ())
    section = desk.open()
    section.list.rows[0].setFocus()
    desk.student.press("Delete")
    assert [title for title, _ in desk.shows(section)] == ["Diuretics by site"]


def test_a_removed_end_stays_as_a_tombstone_and_is_put_back(desk: Desk) -> None:
    desk.link(desk.note, desk.other)
    section = desk.open()
    desk.notes.remove(desk.student.user_id, desk.other.id)
    assert desk.shows(section) == [("Diuretics by site", "removed")]
    assert section.list.rows[0].accessibleName().startswith("Put back: Diuretics")
    section.list.rows[0].click()
    assert desk.shows(section) == [("Diuretics by site", "See there.")]
    assert desk.student.sees("Put back")


def test_an_article_is_put_back_with_its_collection(desk: Desk) -> None:
    desk.link(desk.note, desk.article)
    section = desk.open()
    (book,) = desk.student.library.collections()
    desk.student.library.remove_collection(book.id)
    assert desk.shows(section) == [("Heart sounds, S1", "removed")]
    section.list.rows[0].click()
    assert desk.shows(section) == [("Heart sounds, S1", "Renal book · Cardiovascular")]
    assert len(desk.student.library.collections()) == 1


def test_a_thing_is_found_by_a_part_of_its_name_and_linked(desk: Desk) -> None:
    section = desk.open()
    section.add.click()
    (picker,) = (one for one in desk.student.shell.findChildren(LinkPicker) if one.isVisible())
    assert picker.told.text().startswith("Type a part of the name")
    picker.search.setText("u")
    desk.student.wait(lambda: picker.list.count() > 1)
    picker.search.setText("diuret")
    assert not picker.do.isEnabled()
    desk.student.wait(lambda: picker.list.count() == 1)
    assert picker.list.item(0).text() == "Diuretics by site"
    assert picker.list.detail(0) == "note · See there."
    desk.student.press("Return")
    assert [title for title, _ in desk.shows(section)] == ["Diuretics by site"]
    desk.student.click("Undo")
    assert desk.shows(section) == []


def test_the_asking_thing_and_removed_ones_are_not_offered(desk: Desk) -> None:
    desk.notes.remove(desk.student.user_id, desk.other.id)
    section = desk.open()
    section.add.click()
    (picker,) = (one for one in desk.student.shell.findChildren(LinkPicker) if one.isVisible())
    picker.search.setText("Tubular")
    desk.student.wait(lambda: picker.told.text() == "Nothing has this name.")
    picker.search.setText("Diuretics by site")
    desk.student.settle()
    assert picker.list.count() == 0
    picker.reject()


def test_many_links_are_folded_and_unfolded(desk: Desk) -> None:
    for number in range(12):
        desk.link(desk.note, Place(Kind.NOTE, desk.write(f"Note {number}", "")))
    section = desk.open()
    assert len(desk.shows(section)) == 8
    assert section.list.more.text() == "Show all 12"
    section.list.more.click()
    assert len(desk.shows(section)) == 12
    assert not section.list.more.isVisible()
