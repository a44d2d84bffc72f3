"""The trash on the disk, and notes read by their ids."""

from __future__ import annotations

import os
import time
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import delete, select

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.notebook.models import Miss, NoteFilter, NoteOrder
from ms2qbank_desktop.features.notebook.service.error_log import ErrorLogService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.notebook.service.trash import TrashService
from ms2qbank_desktop.features.notebook.tables import ErrorLogRow, NoteVersionRow
from tests.support.vaults import picture

if TYPE_CHECKING:
    from tests.support.bank import Desk

TRASH = NoteFilter(trash=True)


@pytest.fixture
def notes(desk: Desk) -> NotebookService:
    return desk.context.service(NotebookService)


@pytest.fixture
def trash(desk: Desk) -> TrashService:
    return desk.context.service(TrashService)


def test_several_notes_go_to_the_trash_and_come_back_at_once(
    desk: Desk, notes: NotebookService
) -> None:
    ids = [notes.add(desk.user_id, title, "text") for title in "ABC"]
    notes.remove(desk.user_id, *ids[:2])
    assert notes.ids(desk.user_id, NoteFilter()) == ids[2:]
    assert set(notes.ids(desk.user_id, TRASH)) == set(ids[:2])
    assert notes.note(desk.user_id, ids[0], in_trash=True).title == "A"
    with pytest.raises(UserFault):
        notes.note(desk.user_id, ids[2], in_trash=True)
    notes.remove(desk.user_id, *ids[:2], removed=False)
    assert notes.ids(desk.user_id, TRASH) == []


def test_what_is_emptied_has_no_words_left_and_no_links(
    desk: Desk, notes: NotebookService, trash: TrashService
) -> None:
    gone, kept, live = (notes.add(desk.user_id, title, "secret words") for title in "ABC")
    links = desk.context.service(LinkService)
    for note_id in (gone, kept):
        links.link(desk.user_id, Place(Kind.NOTE, note_id), Place(Kind.NOTE, live))
    notes.remove(desk.user_id, gone, kept)
    assert trash.empty(desk.user_id, [gone, live]) == 1
    assert notes.note(desk.user_id, live).body == "secret words"
    assert notes.ids(desk.user_id, TRASH) == [kept]
    assert notes.counts(desk.user_id).trash == 1
    assert notes.note(desk.user_id, gone, in_trash=True).body == ""
    assert [link.a.id for link in links.of(desk.user_id, Kind.NOTE, live)] == [kept]


def test_versions_go_with_their_note_and_the_log_is_guarded_as_before(
    desk: Desk, notes: NotebookService, trash: TrashService
) -> None:
    gone, kept = (notes.add(desk.user_id, title, "secret words") for title in "AB")
    for note_id in (gone, kept):
        desk.clock.pass_time(3600)
        notes.write(desk.user_id, note_id, "A", "other words", ())
    notes.remove(desk.user_id, gone)
    trash.empty(desk.user_id, [gone])
    store = desk.context.store
    with store.write() as session:  # as it was left by an earlier program
        session.add(NoteVersionRow(id=1, note_id=gone, title="A", body="old words", tags=""))
    other = notes.add(desk.user_id, "C", "text")
    notes.remove(desk.user_id, other)
    trash.empty(desk.user_id, [other])
    with store.read() as session:
        assert [row.note_id for row in session.exec(select(NoteVersionRow))] == [kept]
    with pytest.raises(IntegrityError), store.write() as session:
        session.exec(delete(NoteVersionRow))
    assert len(notes.versions(desk.user_id, kept)) == 1


def test_pictures_that_nothing_else_shows_go_with_the_note(
    desk: Desk, notes: NotebookService, trash: TrashService
) -> None:
    own, shared, earlier, fresh = (notes.add_picture(picture(number)) for number in range(4))
    paths = {
        one: desk.context.media.path(one.removeprefix("media:"))
        for one in (own, shared, earlier, fresh)
    }
    gone = notes.add(desk.user_id, "A", f"![p]({earlier})")
    desk.clock.pass_time(3600)
    notes.write(desk.user_id, gone, "A", f"![p]({own}) [q]({shared}#2) ![r|40]({fresh})", ())
    notes.add(desk.user_id, "B", f"![p]({shared})")
    for address in (own, shared, earlier):
        os.utime(paths[address], (0, time.time() - 61))
    notes.remove(desk.user_id, gone)
    trash.empty(desk.user_id, [gone])
    assert [one for one in paths if paths[one].exists()] == [shared, fresh]


def test_a_picture_that_a_version_of_another_note_shows_stays(
    desk: Desk, notes: NotebookService, trash: TrashService
) -> None:
    address = notes.add_picture(picture(1))
    path = desk.context.media.path(address.removeprefix("media:"))
    os.utime(path, (0, 0))
    gone, kept = (notes.add(desk.user_id, title, f"![p]({address})") for title in "AB")
    desk.clock.pass_time(3600)
    notes.write(desk.user_id, kept, "B", "without it", ())
    notes.remove(desk.user_id, gone)
    trash.empty(desk.user_id, [gone])
    assert path.exists()


def test_the_rows_of_the_error_log_go_with_their_note(
    desk: Desk, notes: NotebookService, trash: TrashService
) -> None:
    log = desk.context.service(ErrorLogService)
    gone = log.log(desk.user_id, Miss(1, 1), "Q 1", "> stem", rule="secret rule").note_id
    kept = log.log(desk.user_id, Miss(2, 1), "Q 2", "> stem", rule="units").note_id
    notes.remove(desk.user_id, gone)
    trash.empty(desk.user_id, [gone])
    assert [line.entry.note_id for line in log.lines(desk.user_id)] == [kept]
    with desk.context.store.read() as session:
        assert sorted(row.rule for row in session.exec(select(ErrorLogRow))) == ["", "units"]


def test_nobody_empties_the_trash_of_another(
    desk: Desk, notes: NotebookService, trash: TrashService
) -> None:
    note_id = notes.add(desk.user_id, "A", "text")
    notes.remove(desk.user_id, note_id)
    assert trash.empty(desk.user_id + 1, [note_id]) == 0
    assert notes.ids(desk.user_id, TRASH) == [note_id]


def test_ids_stand_in_the_order_of_the_lines(desk: Desk, notes: NotebookService) -> None:
    for title in ("Beta", "alpha", "Gamma"):
        notes.add(desk.user_id, title, "text")
        desk.clock.pass_time(60)
    notes.set_flag(desk.user_id, notes.ids(desk.user_id, NoteFilter())[:1], "pinned", on=True)
    for order in NoteOrder:
        lines = notes.lines(desk.user_id, NoteFilter(), order)
        assert notes.ids(desk.user_id, NoteFilter(), order) == [line.id for line in lines]
        assert sorted(notes.lines_of(desk.user_id, [line.id for line in lines]), key=str) == sorted(
            lines, key=str
        )
    assert notes.lines_of(desk.user_id + 1, notes.ids(desk.user_id, NoteFilter())) == []


def test_a_note_that_is_made_anew_after_the_trash_was_emptied_has_its_words(
    desk: Desk, notes: NotebookService, trash: TrashService
) -> None:
    log = desk.context.service(ErrorLogService)
    day = date(2026, 3, 2)
    made = [
        log.log(desk.user_id, Miss(1, 1), "Q 1: a stem", "> the answer").note_id,
        notes.daily(desk.user_id, day, "Monday"),
    ]
    notes.remove(desk.user_id, *made)
    assert trash.empty(desk.user_id, made) == 2
    again = log.log(desk.user_id, Miss(1, 2), "Q 1: a stem", "> the answer").note_id
    assert [again, notes.daily(desk.user_id, day, "Monday")] == made
    texts = [(one.title, one.body) for one in (notes.note(desk.user_id, note) for note in made)]
    assert texts == [("Q 1: a stem", "> the answer"), ("Monday", "")]
