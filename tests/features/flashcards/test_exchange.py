"""Packages and decks come into the collection whole, and once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ms2qbank_desktop.core.errors import EnvironmentFault, UserFault
from ms2qbank_desktop.core.progress import Cancelled
from ms2qbank_desktop.features.flashcards.models import Algorithm
from tests.support.cards import Shelf, altered, guids, open_shelf
from tests.support.samples import expected_notes, sample_truth
from tests.support.shared_data import shared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGES = ("sample-latest.apkg", "sample-legacy2.apkg", "sample-legacy1.apkg", "sample.colpkg")
DECKS = {
    # file: notes, cards, problems
    "ap2e-glossary-ch01-04.apkg": (351, 385, 0),
    "ap2e-glossary-ch01-14.anki.txt": (1736, 1736, 0),
    "ap2e-glossary-ch01-05.csv": (421, 421, 0),
    "crowdanki-covid19": (90, 117, 1),  # it names a picture that it does not bring
}


COPIES = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
INSERT INTO notes SELECT 5000000 + i, 'copy' || i, mid, mod, usn, tags, flds, sfld, csum, flags,
  data FROM notes, n WHERE notes.guid = 'sampl00001';
INSERT INTO cards SELECT n.id, n.id, did, ord, 1760000000, c.usn, type, queue, due, ivl, factor,
  reps, lapses, left, odue, odid, c.flags, c.data FROM notes n, cards c
  WHERE n.guid LIKE 'copy%' AND c.nid = (SELECT id FROM notes WHERE guid = 'sampl00001')
"""
"""Three thousand studied cards that were changed in one second."""


@pytest.fixture
def shelf(data_dir: Path) -> Iterator[Shelf]:
    opened = open_shelf(data_dir)
    yield opened
    opened.desk.context.close()


@pytest.fixture
def truth() -> dict[str, Any]:
    return sample_truth()


def sample(name: str = "sample-legacy1.apkg") -> Path:
    return shared(f"data/anki/{name}")


@pytest.mark.parametrize("name", PACKAGES)
def test_a_sample_comes_in_as_expected_and_once(
    name: str, shelf: Shelf, truth: dict[str, Any]
) -> None:
    report = shelf.take(sample(name))
    assert report.problems == []
    assert (report.notes, report.cards, report.reviews, report.added) == (12, 16, 43, 12)
    assert shelf.told() == expected_notes(truth)
    assert [deck.name for deck in shelf.decks.decks(shelf.user_id)] == truth["decks"]
    assert [tag for tag, _ in shelf.notes.tags(shelf.user_id)] == truth["tags"]
    assert [one.name for one in shelf.decks.presets(shelf.user_id)] == truth["presets"]
    assert shelf.media() == {one["name"]: (one["size"], one["sha1"]) for one in truth["media"]}
    used = {row[0] for row in shelf.sql("SELECT DISTINCT note_type_id FROM card_notes")}
    types = {one.name: one for one in shelf.decks.note_types(shelf.user_id) if one.id in used}
    for told in truth["notetypes"]:
        note_type = types[told["name"]]
        assert [one.name for one in note_type.fields] == told["fields"]
        assert [
            {"name": one.name, "qfmt": one.front, "afmt": one.back} for one in note_type.templates
        ] == told["templates"]
    assert shelf.cards.wrong_states(shelf.user_id) == set()
    before = shelf.content()
    again = shelf.take(sample(name))
    assert (again.added, again.updated, again.unchanged, again.reviews) == (0, 0, 12, 0)
    assert shelf.content() == before


def test_the_layouts_of_one_collection_are_the_same_things(shelf: Shelf) -> None:
    shelf.take(sample(PACKAGES[0]))
    before = shelf.content()
    for name in PACKAGES[1:]:
        assert shelf.take(sample(name)).unchanged == 12
    after = shelf.content()
    del before["note_types"], after["note_types"]  # .colpkg has those that no note is of, too
    assert after == before


@pytest.mark.parametrize("name", DECKS)
def test_a_deck_comes_in_as_expected_and_once(name: str, shelf: Shelf) -> None:
    file = shared(f"data/decks/{name}")
    notes, cards, problems = DECKS[name]
    report = shelf.take(file)
    assert (report.notes, report.added, report.cards) == (notes, notes, cards)
    assert len(report.problems) == problems
    records = shelf.records()
    assert (len(records), len(guids(records))) == (cards, notes)
    assert shelf.cards.wrong_states(shelf.user_id) == set()
    before = shelf.content()
    again = shelf.take(file)
    assert (again.added, again.updated, again.unchanged) == (0, 0, notes)
    assert shelf.content() == before


def test_a_package_of_pictures_brings_them(shelf: Shelf) -> None:
    shelf.take(shared("data/decks/ap2e-glossary-ch01-04.apkg"))
    assert len(shelf.media()) == 6
    decks = [deck.name for deck in shelf.decks.decks(shelf.user_id)]
    assert len([name for name in decks if name.startswith("OpenStax AP2e::")]) == 4


def test_a_name_that_means_another_picture_gets_a_new_one_in_the_fields(
    shelf: Shelf, tmp_path: Path
) -> None:
    shelf.take(sample())
    other = altered(
        sample(),
        tmp_path / "other.apkg",
        "UPDATE notes SET guid = guid || 'x'",
        media={"ecg_strip.png": b"another picture", "s3_gallop.mp3": b"another sound"},
    )
    shelf.take(other)
    names = set(shelf.media())
    assert len(names) == 4
    (front,) = {one.fields["Front"] for one in shelf.records() if one.guid == "sampl00001x"}
    (renamed,) = [name for name in names if name.startswith("ecg_strip-")]
    assert front.endswith(f'<img src="{renamed}">')
    (sound,) = [name for name in names if name.startswith("s3_gallop-")]
    (front,) = {one.fields["Front"] for one in shelf.records() if one.guid == "sampl00002x"}
    assert f"[sound:{sound}]" in front
    before = shelf.content()
    shelf.take(other)
    assert shelf.content() == before


def test_cards_of_a_deck_that_the_file_does_not_have_go_to_recovered(
    shelf: Shelf, tmp_path: Path
) -> None:
    lost = altered(sample(), tmp_path / "lost.apkg", "UPDATE cards SET did = 77 WHERE ord > 0")
    shelf.take(lost)
    assert {one.deck for one in shelf.records() if one.card.ordinal} == {"Recovered"}
    assert "Recovered" not in {one.deck for one in shelf.records() if not one.card.ordinal}


def test_many_cards_changed_in_one_second_keep_their_states(shelf: Shelf, tmp_path: Path) -> None:
    shelf.take(altered(sample(), tmp_path / "many.apkg", *COPIES.split(";")))
    carried = "SELECT count(*) FROM card_reviews WHERE kind = 'imported'"
    studied = "SELECT count(*) FROM cards WHERE state != 'new'"
    assert shelf.sql(carried) == shelf.sql(studied)
    assert shelf.sql(studied)[0][0] > 3000


def test_reviews_later_than_the_state_of_their_card_do_not_change_it(
    shelf: Shelf, tmp_path: Path
) -> None:
    old = altered(sample(), tmp_path / "old.apkg", "UPDATE cards SET mod = 1500000000")
    assert shelf.take(old).reviews == 43
    assert shelf.cards.wrong_states(shelf.user_id) == set()
    before = shelf.content()
    shelf.take(old)
    assert shelf.content() == before


class Impatient:
    """Cancels at the given note."""

    def __init__(self, note: str) -> None:
        self._note = note

    def report(self, _done: int, _total: int | None, note: str = "") -> None:
        if note == self._note:
            raise Cancelled


def with_memories(folder: Path) -> Path:
    """Return a package of cards that FSRS has scheduled, under a preset of their own."""
    return altered(
        sample(),
        folder / "fsrs.apkg",
        'UPDATE cards SET data = \'{"s":12.5,"d":6.25}\' WHERE type > 0',
        'UPDATE col SET dconf = replace(dconf, \'"perDay"\', \'"perDay": 7, "was"\')',
    )


def algorithms(shelf: Shelf) -> dict[str, Algorithm]:
    presets = {one.id: one for one in shelf.decks.presets(shelf.user_id)}
    every = shelf.decks.decks(shelf.user_id)
    return {one.name: presets[one.preset_id].algorithm for one in every}


@pytest.mark.parametrize("interrupted", [False, True])
def test_cards_with_a_memory_bring_fsrs_to_their_new_decks(
    interrupted: bool, shelf: Shelf, tmp_path: Path
) -> None:
    shelf.decks.create_deck(shelf.user_id, "Mine")
    package = with_memories(tmp_path)
    if interrupted:
        with pytest.raises(Cancelled):
            shelf.exchange.import_files(shelf.user_id, [package], Impatient("notes"))
    shelf.take(package)
    found = algorithms(shelf)
    assert (found["Step 1"], found["Mine"]) == (Algorithm.FSRS, Algorithm.SM2)
    assert shelf.cards.wrong_states(shelf.user_id) == set()


def test_the_algorithm_that_the_student_chose_stays(shelf: Shelf, tmp_path: Path) -> None:
    package = with_memories(tmp_path)
    shelf.take(package)
    for preset in shelf.decks.presets(shelf.user_id):
        shelf.decks.save_preset(shelf.user_id, replace(preset, algorithm=Algorithm.SM2))
    shelf.take(package)
    assert set(algorithms(shelf).values()) == {Algorithm.SM2}


@pytest.mark.parametrize("when", ["media", "notes", "cards", "reviews"])
def test_a_cancelled_import_goes_on_where_it_was(
    when: str, shelf: Shelf, truth: dict[str, Any]
) -> None:
    with pytest.raises(Cancelled):
        shelf.exchange.import_files(shelf.user_id, [sample()], Impatient(when))
    shelf.take(sample())
    assert shelf.told() == expected_notes(truth)
    assert shelf.cards.wrong_states(shelf.user_id) == set()


@pytest.mark.expects_log
def test_a_full_disk_ends_an_import_with_advice(shelf: Shelf, truth: dict[str, Any]) -> None:
    shelf.desk.context.open()
    pages = shelf.sql("PRAGMA page_count")[0][0]
    with shelf.desk.context.store.read() as session:
        session.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(EnvironmentFault, match="disk is full"):
        shelf.take(shared("data/decks/ap2e-glossary-ch01-04.apkg"))
    with shelf.desk.context.store.read() as session:
        session.connection().exec_driver_sql("PRAGMA max_page_count = 1000000")
    shelf.take(sample())
    assert shelf.told() == expected_notes(truth)


@pytest.mark.parametrize("ending", [".apkg", ".txt", ".csv"])
def test_what_is_exported_is_nothing_new_to_its_own_collection(
    ending: str, shelf: Shelf, tmp_path: Path
) -> None:
    shelf.take(sample())
    file = tmp_path / f"out{ending}"
    shelf.exchange.export(shelf.user_id, file)
    if ending == ".csv":  # names no note types, so it makes notes of its own
        assert len(file.read_text(encoding="utf-8").splitlines()) == 13
        return
    before = shelf.content()
    again = shelf.take(file)
    assert (again.unchanged, again.problems) == (12, [])
    assert shelf.content()["cards"] == before["cards"]
    assert shelf.content()["card_notes"] == before["card_notes"]
    assert shelf.content()["card_reviews"] == before["card_reviews"]


def test_an_export_in_another_profile_is_the_same_collection(
    shelf: Shelf, tmp_path: Path, truth: dict[str, Any]
) -> None:
    shelf.take(sample())
    report = shelf.exchange.export(shelf.user_id, tmp_path / "out.apkg")
    assert (report.notes, report.cards, report.reviews, report.problems) == (12, 16, 43, ())
    other = open_shelf(tmp_path / "other")
    other.take(tmp_path / "out.apkg")
    told, media = other.told(), other.media()
    other.desk.context.close()
    assert told == expected_notes(truth)
    assert media == shelf.media()


def test_of_two_reviews_in_one_millisecond_the_later_gives_way_in_a_package(
    shelf: Shelf, tmp_path: Path
) -> None:
    shelf.take(sample())
    with shelf.desk.context.store.write() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO card_reviews SELECT id + 1, (SELECT max(id) FROM cards), rating, kind, "
            "interval, last_interval, ease_permille, time_ms, user_id, NULL FROM card_reviews "
            "WHERE kind != 'imported'"
        )
    assert shelf.exchange.export(shelf.user_id, tmp_path / "out.apkg").reviews == 86
    times = "SELECT id >> 21 FROM card_reviews WHERE kind != 'imported' ORDER BY id"
    wanted: list[int] = []
    for (at_ms,) in shelf.sql(times):
        wanted.append(max(at_ms, wanted[-1] + 1) if wanted else at_ms)
    other = open_shelf(tmp_path / "other")
    other.take(tmp_path / "out.apkg")
    assert [at_ms for (at_ms,) in other.sql(times)] == wanted
    other.desk.context.close()


def test_a_log_with_a_line_that_makes_no_sense_comes_in_without_it(
    shelf: Shelf, tmp_path: Path
) -> None:
    broken = altered(
        sample(),
        tmp_path / "odd.apkg",
        "UPDATE revlog SET ease = 9 WHERE id = (SELECT max(id) FROM revlog)",
    )
    report = shelf.take(broken)
    assert (report.notes, report.cards, report.reviews) == (12, 16, 42)
    assert [one.why for one in report.problems] == ["It was left out: it makes no sense."]


def test_a_deck_is_exported_with_the_decks_in_it_and_their_media_only(
    shelf: Shelf, tmp_path: Path
) -> None:
    shelf.take(sample())
    cardiology = next(
        one.id for one in shelf.decks.decks(shelf.user_id) if one.name == "Step 1::Cardiology"
    )
    renal = next(one.id for one in shelf.decks.decks(shelf.user_id) if one.name == "Step 1::Renal")
    for deck, cards, media in ((cardiology, 7, 2), (renal, 3, 0)):
        out = tmp_path / f"{deck}.apkg"
        assert shelf.exchange.export(shelf.user_id, out, deck_id=deck).cards == cards
        other = open_shelf(tmp_path / f"profile-{deck}")
        other.take(out)
        assert (len(other.records()), len(other.media())) == (cards, media)
        other.desk.context.close()


def test_an_export_without_scheduling_gives_cards_nobody_has_seen(
    shelf: Shelf, tmp_path: Path
) -> None:
    shelf.take(sample())
    report = shelf.exchange.export(
        shelf.user_id, tmp_path / "new.apkg", search="tag:high-yield", scheduling=False
    )
    assert report.reviews == 0
    other = open_shelf(tmp_path / "other")
    other.take(tmp_path / "new.apkg")
    records = other.records()
    other.desk.context.close()
    assert guids(records) == guids(shelf.records("tag:high-yield"))
    assert {str(one.card.schedule.state) for one in records} == {"new"}
    assert {one.card.suspended for one in records} == {False}


def test_an_export_of_nothing_or_of_an_unknown_kind_is_refused(
    shelf: Shelf, tmp_path: Path
) -> None:
    shelf.take(sample())
    with pytest.raises(UserFault, match="no such cards"):
        shelf.exchange.export(shelf.user_id, tmp_path / "x.apkg", search="tag:nothing")
    with pytest.raises(UserFault, match=r"\.apkg"):
        shelf.exchange.export(shelf.user_id, tmp_path / "x.zip")
    with pytest.raises(EnvironmentFault):
        shelf.exchange.export(shelf.user_id, tmp_path / "no folder" / "x.apkg")
    assert list(tmp_path.glob("x*")) == []


def test_another_user_has_cards_of_her_own(shelf: Shelf, tmp_path: Path) -> None:
    shelf.take(sample())
    with shelf.desk.context.store.write() as session:
        session.connection().exec_driver_sql("INSERT INTO users SELECT * FROM users WHERE 0")
    assert shelf.exchange.records(shelf.user_id + 1, [one.card.id for one in shelf.records()]) == []
    with pytest.raises(UserFault, match="no such cards"):
        shelf.exchange.export(shelf.user_id + 1, tmp_path / "x.apkg")
