"""A package that comes again, changed: own edits, tags and schedules stay."""
# ruff: noqa: S608 (SQL that makes the packages)

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.flashcards.models import Rating
from ms2qbank_desktop.features.flashcards.service.study import StudyService
from ms2qbank_desktop.features.flashcards.session import StudySession
from tests.support.cards import Shelf, altered, open_shelf
from tests.support.shared_data import shared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEWER = "mod = mod + 86400"


@pytest.fixture
def shelf(data_dir: Path) -> Iterator[Shelf]:
    opened = open_shelf(data_dir)
    opened.take(sample())
    yield opened
    opened.desk.context.close()


def sample() -> Path:
    return shared("data/anki/sample-legacy1.apkg")


def changed(folder: Path, *statements: str) -> Path:
    return altered(sample(), folder / "changed.apkg", *statements)


def texts(shelf: Shelf, guid: str) -> tuple[dict[str, str], tuple[str, ...]]:
    record = next(one for one in shelf.records() if one.guid == guid)
    return record.fields, record.tags


def test_an_update_changes_what_was_not_edited(shelf: Shelf, tmp_path: Path) -> None:
    schedules = {one.card.id: one.card.schedule for one in shelf.records()}
    update = changed(
        tmp_path,
        f"UPDATE notes SET flds = 'new front' || char(31) || 'new back', {NEWER} "
        "WHERE guid = 'sampl00003'",
    )
    report = shelf.take(update)
    assert (report.added, report.updated, report.unchanged) == (0, 1, 11)
    fields, _ = texts(shelf, "sampl00003")
    assert fields == {"Front": "new front", "Back": "new back"}
    assert {one.card.id: one.card.schedule for one in shelf.records()} == schedules
    assert [one.guid for one in shelf.records('"new back"')] == ["sampl00003"]
    assert shelf.records("Metoprolol") == []


def test_an_update_keeps_own_fields_and_tags(shelf: Shelf, tmp_path: Path) -> None:
    (fields, tags), note = texts(shelf, "sampl00003"), shelf.note_of("sampl00003")
    shelf.notes.edit_note(
        shelf.user_id, note, [fields["Front"], "my own back"], [*tags[1:], "mine"]
    )
    update = changed(
        tmp_path,
        f"UPDATE notes SET flds = 'new front' || char(31) || 'new back', {NEWER}, "
        "tags = tags || 'theirs ' WHERE guid = 'sampl00003'",
    )
    shelf.take(update)
    fields, now = texts(shelf, "sampl00003")
    assert fields == {"Front": "new front", "Back": "my own back"}
    assert set(now) == {*tags[1:], "mine", "theirs"}
    before = shelf.content()
    shelf.take(update)
    assert shelf.content() == before
    assert [one.guid for one in shelf.records("tag:mine tag:theirs")] == ["sampl00003"]


def test_an_older_file_takes_nothing_back(shelf: Shelf, tmp_path: Path) -> None:
    shelf.take(changed(tmp_path, f"UPDATE notes SET flds = 'x' || char(31) || 'y', {NEWER}"))
    before = shelf.content()
    assert shelf.take(sample()).unchanged == 12
    assert shelf.content() == before


def test_what_was_studied_here_stays_studied(shelf: Shelf, tmp_path: Path) -> None:
    study = shelf.desk.context.service(StudyService)
    deck = next(one for one in shelf.decks.decks(shelf.user_id) if one.name == "Step 1::Cardiology")
    session = StudySession(study, shelf.cards, shelf.desk.clock, shelf.user_id, deck.id)
    assert session.current is not None
    answered = session.current.card.id
    session.reveal()
    session.answer(Rating.GOOD)
    before = {one.card.id: one.card for one in shelf.records()}
    further = (
        "UPDATE cards SET ivl = 99, due = due + 99, reps = reps + 5, mod = mod + 86400 WHERE type"
    )
    report = shelf.take(
        changed(
            tmp_path,
            further,
            "INSERT INTO revlog SELECT id + 86400007, cid, "
            "usn, ease, ivl, lastIvl, factor, time, type FROM revlog",
        )
    )
    assert report.updated == 0
    assert {one.card.id: one.card for one in shelf.records()} == before
    assert shelf.cards.wrong_states(shelf.user_id) == set()
    assert shelf.sql("SELECT count(*) FROM card_reviews WHERE card_id = ?", answered)


def test_a_card_that_is_new_here_takes_the_state_of_the_package(
    shelf: Shelf, tmp_path: Path
) -> None:
    new = list(shelf.records("is:new -is:suspended"))
    studied = changed(
        tmp_path,
        "UPDATE cards SET type = 2, queue = 2, due = 300, ivl = 21, factor = 2200, reps = 3, "
        "mod = mod + 9 WHERE type = 0 AND queue = 0",
    )
    shelf.take(studied)
    now = {one.card.id: one.card.schedule for one in shelf.records()}
    assert {now[one.card.id].interval_days for one in new} == {21}
    assert shelf.cards.wrong_states(shelf.user_id) == set()


def test_removed_notes_and_decks_come_again_with_what_is_known_of_them(shelf: Shelf) -> None:
    before = shelf.told()
    shelf.cards.remove_notes(shelf.user_id, [shelf.note_of("sampl00003")])
    cardiology = next(
        one.id for one in shelf.decks.decks(shelf.user_id) if one.name == "Step 1::Cardiology"
    )
    shelf.decks.remove_deck(shelf.user_id, cardiology)
    assert len(shelf.records()) < 16
    shelf.take(sample())
    assert shelf.told() == before
    assert [one.guid for one in shelf.records("Metoprolol")] == ["sampl00003"]
    assert shelf.cards.wrong_states(shelf.user_id) == set()


def test_a_note_of_another_type_under_the_same_guid_is_reported_and_left(
    shelf: Shelf, tmp_path: Path
) -> None:
    before = shelf.content()
    swapped = changed(
        tmp_path,
        "UPDATE notes SET mid = (SELECT mid FROM notes WHERE guid != 'sampl00003' AND mid != "
        "(SELECT mid FROM notes WHERE guid = 'sampl00003') LIMIT 1) WHERE guid = 'sampl00003'",
    )
    report = shelf.take(swapped)
    assert [one.where for one in report.problems] == ["note sampl00003"]
    assert shelf.content() == before


def test_a_note_type_with_other_fields_is_a_new_one(shelf: Shelf, tmp_path: Path) -> None:
    types = len(shelf.decks.note_types(shelf.user_id))
    shelf.take(
        changed(
            tmp_path,
            "UPDATE col SET models = replace(models, '\"Back\"', '\"Rear\"')",
            "UPDATE notes SET guid = guid || 'x'",
        )
    )
    assert len(shelf.decks.note_types(shelf.user_id)) == types + 1
    assert {len(one.fields) for one in shelf.records()} == {2}
    (rear,) = [one for one in shelf.records() if one.guid == "sampl00003x"]
    assert list(rear.fields) == ["Front", "Rear"]


def test_own_options_of_a_deck_stay(shelf: Shelf, tmp_path: Path) -> None:
    deck = next(one for one in shelf.decks.decks(shelf.user_id) if one.name == "Step 1")
    shelf.decks.save_deck(shelf.user_id, replace(deck, new_limit=3, description="mine"))
    shelf.take(changed(tmp_path, "UPDATE col SET dconf = replace(dconf, '20', '50')"))
    kept = shelf.decks.deck(shelf.user_id, deck.id)
    assert (kept.new_limit, kept.description, kept.preset_id) == (3, "mine", deck.preset_id)


FILTERED = """
UPDATE col SET decks = json_set(decks, '$."' || (SELECT key FROM json_each(decks)
  WHERE json_extract(value, '$.name') = 'Step 1::Neurology') || '".dyn', 1);
UPDATE cards SET odue = due, due = -100000, odid = (SELECT key FROM col, json_each(decks)
  WHERE json_extract(value, '$.name') = 'Step 1::Renal')
  WHERE type = 2 AND did = (SELECT key FROM col, json_each(decks)
  WHERE json_extract(value, '$.name') = 'Step 1::Neurology')
"""


def test_a_filtered_deck_comes_with_its_cards_and_their_home(
    data_dir: Path, tmp_path: Path
) -> None:
    shelf = open_shelf(data_dir)
    shelf.take(changed(tmp_path, *FILTERED.split(";")))
    inside = [one for one in shelf.records() if one.home_deck != one.deck]
    shelf.desk.context.close()
    assert {(one.deck, one.home_deck) for one in inside} == {("Step 1::Neurology", "Step 1::Renal")}
    assert [one.card.schedule.due_day for one in inside] != []
    assert all((one.card.schedule.due_day or 0) > 700_000 for one in inside)


def test_cards_of_a_filtered_deck_go_home_where_a_usual_deck_has_its_name(
    data_dir: Path, tmp_path: Path
) -> None:
    shelf = open_shelf(data_dir)
    shelf.decks.create_deck(shelf.user_id, "Step 1::Neurology")
    shelf.take(changed(tmp_path, *FILTERED.split(";")))
    records = shelf.records()
    shelf.desk.context.close()
    assert all(one.home_deck == one.deck for one in records)
    assert len([one for one in records if one.deck == "Step 1::Renal"]) > 3


def test_the_window_may_write_while_a_package_comes_in(shelf: Shelf, tmp_path: Path) -> None:
    """Between two batches nothing is locked: what progress calls may write."""
    edited = shelf.note_of("sampl00003")

    class Editing(Silent):
        def report(self, done: int, total: int | None, note: str = "") -> None:
            if note in ("notes", "cards", "reviews"):
                shelf.notes.edit_note(shelf.user_id, edited, [f"at {note}", "mine"], [])
            super().report(done, total, note)

    package = changed(tmp_path, f"UPDATE notes SET {NEWER}")
    shelf.exchange.import_files(shelf.user_id, [package], Editing())
    assert texts(shelf, "sampl00003") == ({"Front": "at reviews", "Back": "mine"}, ())
