"""Notes on the disk, and the places they were written at."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.links.models import End, Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.notebook.models import MAX_BODY, NoteFilter, NoteKind, NoteOrder
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.storage.engine import connect
from tests.support.films import film

if TYPE_CHECKING:
    from tests.support.bank import Desk

MOMENT = Place.in_video(5, 754_000)


@pytest.fixture
def notes(desk: Desk) -> NotebookService:
    return desk.context.service(NotebookService)


def test_a_note_written_at_a_place_is_found_there_with_its_second(
    desk: Desk, notes: NotebookService
) -> None:
    note_id = notes.add(
        desk.user_id,
        "Gitelman",
        "Thiazide picture",
        tags=["renal", "acid base", "renal"],
        places=[MOMENT, Place(Kind.QUESTION, 7)],
    )
    (found,) = notes.notes_at(desk.user_id, Kind.VIDEO, 5)
    assert (found.note.id, found.note.title) == (note_id, "Gitelman")
    assert found.note.tags == ("renal", "acid_base")
    assert found.link.other(Kind.NOTE, note_id).ms == 754_000
    assert len(notes.notes_at(desk.user_id, Kind.QUESTION, 7)) == 1
    assert notes.notes_at(desk.user_id, Kind.VIDEO, 6) == []
    assert notes.notes_at(desk.user_id + 1, Kind.VIDEO, 5) == []


def test_a_note_that_is_written_on_keeps_its_place_and_tells_when(
    desk: Desk, notes: NotebookService
) -> None:
    note_id = notes.add(desk.user_id, "", "First", places=[MOMENT])
    desk.clock.pass_time(60)
    notes.write(desk.user_id, note_id, "Title", "First\n\nSecond", ["x"])
    note = notes.note(desk.user_id, note_id)
    assert (note.title, note.body, note.tags) == ("Title", "First\n\nSecond", ("x",))
    assert (note.changed_at - note.created_at).total_seconds() == 60
    assert len(notes.notes_at(desk.user_id, Kind.VIDEO, 5)) == 1


def test_a_removed_note_comes_back_with_its_links(desk: Desk, notes: NotebookService) -> None:
    note_id = notes.add(desk.user_id, "A", "b", places=[MOMENT])
    notes.remove(desk.user_id, note_id)
    assert notes.notes_at(desk.user_id, Kind.VIDEO, 5) == []
    with pytest.raises(UserFault, match="no longer there"):
        notes.note(desk.user_id, note_id)
    notes.remove(desk.user_id, note_id, removed=False)
    assert len(notes.notes_at(desk.user_id, Kind.VIDEO, 5)) == 1


def test_an_empty_note_or_one_without_end_is_refused(desk: Desk, notes: NotebookService) -> None:
    with pytest.raises(UserFault, match="empty"):
        notes.add(desk.user_id, " ", "\n")
    with pytest.raises(UserFault, match="at the most"):
        notes.add(desk.user_id, "Long", "x" * (MAX_BODY + 1))


def test_nobody_reads_or_writes_the_note_of_another(desk: Desk, notes: NotebookService) -> None:
    note_id = notes.add(desk.user_id, "Mine", "b")
    with pytest.raises(UserFault):
        notes.note(desk.user_id + 1, note_id)
    with pytest.raises(UserFault):
        notes.write(desk.user_id + 1, note_id, "x", "y", ())
    notes.remove(desk.user_id + 1, note_id)
    assert notes.note(desk.user_id, note_id).title == "Mine"


def texts(desk: Desk, notes: NotebookService, **wanted: Any) -> list[str]:
    lines = notes.lines(desk.user_id, NoteFilter(**wanted), NoteOrder.TITLE)
    return [line.title for line in lines]


def test_a_link_in_the_text_reads_from_both_ends_and_goes_with_the_words(
    desk: Desk, notes: NotebookService
) -> None:
    target = notes.add(desk.user_id, "Diuretics", "Five sites.")
    source = notes.add(desk.user_id, "Tubules", "See [[diuretics#Loop]] and [[Nothing]].")
    links = desk.context.service(LinkService)
    (link,) = links.of(desk.user_id, Kind.NOTE, target)
    assert link.a == Place(Kind.NOTE, source)
    assert link.b == Place(Kind.NOTE, target, "Loop")
    notes.write(desk.user_id, source, "Tubules", "No more.", ())
    assert links.of(desk.user_id, Kind.NOTE, target) == []


def test_a_note_that_is_written_later_is_linked_from_those_that_named_it(
    desk: Desk, notes: NotebookService
) -> None:
    source = notes.add(desk.user_id, "Tubules", "See [[Liddle|the other way]].")
    target = notes.add(desk.user_id, "Liddle", "ENaC")
    (link,) = desk.context.service(LinkService).of(desk.user_id, Kind.NOTE, target)
    assert link.a.id == source


def test_a_new_title_is_taken_up_by_the_texts_that_link_it(
    desk: Desk, notes: NotebookService
) -> None:
    target = notes.add(desk.user_id, "Liddle", "ENaC")
    source = notes.add(desk.user_id, "Tubules", "See [[Liddle]] and [[liddle|it]].")
    notes.write(desk.user_id, target, "Liddle syndrome", "ENaC", ())
    assert notes.note(desk.user_id, source).body == (
        "See [[Liddle syndrome]] and [[Liddle syndrome|it]]."
    )
    assert len(desk.context.service(LinkService).of(desk.user_id, Kind.NOTE, target)) == 1


def test_a_link_may_go_to_the_moment_of_a_video(desk: Desk, notes: NotebookService) -> None:
    video = film(desk, "Renal 2")
    notes.add(desk.user_id, "Tubules", "See [[renal 2@12:34]].")
    (link,) = desk.context.service(LinkService).of(desk.user_id, Kind.VIDEO, video)
    assert link.b == Place.in_video(video, 754_000)


def test_notes_are_found_by_words_tags_kind_and_place(desk: Desk, notes: NotebookService) -> None:
    a = notes.add(desk.user_id, "Alpha", "Salt craving #renal", tags=["x"])
    notes.add(desk.user_id, "Beta", "Beside a video", kind=NoteKind.QUICK)
    assert texts(desk, notes) == ["Alpha", "Beta"]
    assert texts(desk, notes, text="CRAV alp") == ["Alpha"]
    assert texts(desk, notes, text="be") == ["Beta"]
    assert texts(desk, notes, tags=frozenset({"renal"})) == ["Alpha"]
    assert texts(desk, notes, kinds=frozenset({NoteKind.QUICK})) == ["Beta"]
    notes.set_flag(desk.user_id, [a], "archived", on=True)
    assert texts(desk, notes) == ["Beta"]
    assert texts(desk, notes, archived=True) == ["Alpha"]
    notes.remove(desk.user_id, a)
    assert texts(desk, notes, trash=True) == ["Alpha"]
    assert texts(desk, notes, text="craving", archived=None) == []
    counts = notes.counts(desk.user_id)
    assert (counts.total, counts.trash, counts.archived) == (1, 1, 0)
    assert counts.kinds == {NoteKind.QUICK: 1}


def test_pinned_notes_stand_first_and_tell_their_colour(desk: Desk, notes: NotebookService) -> None:
    notes.add(desk.user_id, "Alpha", "")
    b = notes.add(desk.user_id, "Beta", "")
    notes.set_flag(desk.user_id, [b], "pinned", on=True)
    notes.set_colour(desk.user_id, [b], "green")
    assert texts(desk, notes) == ["Beta", "Alpha"]
    assert notes.note(desk.user_id, b).colour == "green"
    with pytest.raises(KeyError):
        notes.set_flag(desk.user_id, [b], "body", on=True)


def test_versions_are_kept_every_ten_minutes_and_can_be_restored(
    desk: Desk, notes: NotebookService
) -> None:
    note_id = notes.add(desk.user_id, "A", "one")
    for minutes, body in ((1, "two"), (11, "three"), (1, "four"), (12, "five")):
        desk.clock.pass_time(minutes * 60)
        notes.write(desk.user_id, note_id, "A", body, ())
    versions = notes.versions(desk.user_id, note_id)
    assert [one.body for one in versions] == ["four", "two"]
    notes.restore_version(desk.user_id, note_id, versions[-1].id)
    assert notes.note(desk.user_id, note_id).body == "two"
    assert notes.versions(desk.user_id, note_id)[0].body == "five"


def test_a_day_has_one_note(desk: Desk, notes: NotebookService) -> None:
    day = date(2026, 3, 2)
    note_id = notes.daily(desk.user_id, day, "Monday 2 March")
    notes.write(desk.user_id, note_id, "Monday", "Read.", ())
    assert notes.daily(desk.user_id, day, "again") == note_id
    note = notes.note(desk.user_id, note_id)
    assert (note.title, note.day, note.kind) == ("Monday", day, NoteKind.DAILY)
    notes.remove(desk.user_id, note_id)
    assert notes.daily(desk.user_id, day, "again") == note_id
    assert notes.note(desk.user_id, note_id).body == "Read."


def test_a_note_that_is_named_without_a_link_is_told(desk: Desk, notes: NotebookService) -> None:
    target = notes.add(desk.user_id, "Gitelman", "NCC")
    notes.add(desk.user_id, "Stones", "as in Gitelman, unlike Gitelman")
    notes.add(desk.user_id, "Linked", "[[Gitelman]]")
    found = notes.unlinked_mentions(desk.user_id, target)
    assert [(note.title, number) for note, number in found] == [("Stones", 2)]


def test_ends_are_named_described_and_completed(desk: Desk, notes: NotebookService) -> None:
    note_id = notes.add(desk.user_id, "Acid–base", "Five steps")
    video = film(desk, "The acid tubule", subject="Physiology")
    links = desk.context.service(LinkService)
    offered = links.beginning(desk.user_id, "acid")
    assert [(place.kind, end.title) for place, end in offered] == [
        (Kind.VIDEO, "The acid tubule"),
        (Kind.NOTE, "Acid–base"),
    ]
    assert links.named(desk.user_id, "ACID–BASE") == Place(Kind.NOTE, note_id)
    notes.remove(desk.user_id, note_id)
    told = links.described(desk.user_id, [Place(Kind.NOTE, note_id), Place.in_video(video, 9)])
    assert told[Place(Kind.NOTE, note_id)] == End("Acid–base", "Five steps", gone=True)
    assert told[Place.in_video(video, 9)] == End("The acid tubule", "Physiology")


def test_the_versions_of_a_note_refuse_to_be_changed(desk: Desk, notes: NotebookService) -> None:
    note_id = notes.add(desk.user_id, "A", "one")
    desk.clock.pass_time(3600)
    notes.write(desk.user_id, note_id, "A", "two", ())
    with (
        connect(desk.context.paths.database) as connection,
        pytest.raises(Exception, match="append-only"),
    ):
        connection.execute("DELETE FROM note_versions")


def test_a_text_that_two_have_written_becomes_a_version_of_the_last(
    desk: Desk, notes: NotebookService
) -> None:
    note_id = notes.add(desk.user_id, "A", "one")
    known = notes.note(desk.user_id, note_id)
    notes.write(desk.user_id, note_id, "A", "theirs", ())
    now = notes.write(desk.user_id, note_id, "A", "ours", (), known=known)
    assert now.body == "ours"
    assert [one.body for one in notes.versions(desk.user_id, note_id)] == ["theirs"]


def test_what_a_writer_left_as_it_was_stays_as_somebody_else_made_it(
    desk: Desk, notes: NotebookService
) -> None:
    note_id = notes.add(desk.user_id, "A", "one #renal", tags=["x"])
    known = notes.note(desk.user_id, note_id)
    notes.write(desk.user_id, note_id, "Their title", "theirs #acid", ["y"])
    now = notes.write(desk.user_id, note_id, "A", known.body, ["x"], known=known)
    assert (now.title, now.body, now.tags) == ("Their title", "theirs #acid", ("y", "acid"))
    now = notes.write(desk.user_id, note_id, "Mine", known.body, ["z"], known=known)
    assert (now.title, now.body, now.tags) == ("Mine", "theirs #acid", ("z", "acid"))
    assert notes.versions(desk.user_id, note_id) == []


def test_the_texts_of_others_follow_a_name_once_it_is_finished(
    desk: Desk, notes: NotebookService
) -> None:
    target = notes.add(desk.user_id, "Liddle", "ENaC")
    source = notes.add(desk.user_id, "Tubules", "See [[Liddle]].")
    for title in ("Lid", "", "L", "Liddle's"):
        notes.write(desk.user_id, target, title, "ENaC", (), follow=False)
        assert notes.note(desk.user_id, source).body == "See [[Liddle]]."
    notes.follow_name(desk.user_id, target, "Liddle")
    assert notes.note(desk.user_id, source).body == "See [[Liddle's]]."
    notes.write(desk.user_id, target, "", "ENaC", ())
    assert notes.note(desk.user_id, source).body == "See [[Liddle's]]."


def test_a_note_in_the_trash_takes_the_last_words_and_stays_there(
    desk: Desk, notes: NotebookService
) -> None:
    note_id = notes.add(desk.user_id, "A", "one")
    notes.remove(desk.user_id, note_id)
    notes.write(desk.user_id, note_id, "A", "one, two", ())
    assert notes.lines(desk.user_id, NoteFilter()) == []
    notes.remove(desk.user_id, note_id, removed=False)
    assert notes.note(desk.user_id, note_id).body == "one, two"


def test_a_link_more_or_less_leaves_the_other_links_as_they_are(
    desk: Desk, notes: NotebookService
) -> None:
    links = desk.context.service(LinkService)
    ids = {name: notes.add(desk.user_id, name, "text") for name in ("A one", "B two", "C three")}
    source = notes.add(desk.user_id, "Web", "[[A one]] [[note:A one]] [[B two]]")

    def linked() -> set[int]:
        return {link.b.id for link in links.of(desk.user_id, Kind.NOTE, source)}

    assert linked() == {ids["A one"], ids["B two"]}
    for body, names in (
        ("[[A one]] [[note:A one]] [[B two]] [[C three]] [[Nobody]]", set(ids)),
        ("[[note:A one]] [[C three]]", {"A one", "C three"}),
        ("[[C three#Part|it]]", {"C three"}),
    ):
        notes.write(desk.user_id, source, "Web", body, ())
        assert linked() == {ids[name] for name in names}


def test_a_tag_counts_each_note_of_those_below_it_once(desk: Desk, notes: NotebookService) -> None:
    for number, body in enumerate(
        ("#renal #renal/acid/gap #Renal/stones", "#renal/acid", "#heart")
    ):
        notes.add(desk.user_id, f"Note {number}", body)
    within = notes.counts(desk.user_id).within
    assert within == {
        "renal": 2,
        "renal/acid": 2,
        "renal/acid/gap": 1,
        "renal/stones": 1,
        "heart": 1,
    }
