"""The starter decks: what their cards keep to, and how they come, stay and go."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.app.context import AppContext
from ms2qbank_desktop.app.main import Program
from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.starter import STARTER, StarterService
from tests.support.cards import Shelf, open_shelf
from tests.support.profile import prepared
from tests.support.shared_data import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

FILES = sorted((REPOSITORY / "resources" / "seed" / "cards").glob("*.txt"))
SUBJECTS = {
    *("anatomy-embryology", "behavioral-science", "biochemistry", "biostatistics", "genetics"),
    *("histology", "immunology", "microbiology", "pathology", "pharmacology", "physiology"),
}
CLOZE = re.compile(r"\{\{c(\d+)::(.+?)(?:::(.+?))?\}\}")
OPPOSITES = (
    *("high low", "rises falls", "rise fall", "raises lowers", "increased decreased"),
    *("upper lower", "base apex", "positive negative", "more less", "better worse"),
    *("painless painful", "lengthens shortens", "donor recipient", "present absent"),
)
KINDS = {"Basic with reason", "Basic and reversed", "Cloze"}

Note = dict[str, str]


def notes(file: Path) -> list[Note]:
    """Return the rows of a file by the names of its columns."""
    lines = file.read_text(encoding="utf-8").splitlines()
    names = next(line for line in lines if line.startswith("#columns:")).split(":", 1)[1].split("|")
    rows = [line.split("|") for line in lines if not line.startswith("#")]
    return [dict(zip(names, row, strict=True)) for row in rows]


NOTES = [note for file in FILES for note in notes(file)]
every_file = pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])


@pytest.fixture
def shelf(data_dir: Path) -> Iterator[Shelf]:
    """A profile without cards."""
    shelf = open_shelf(data_dir)
    yield shelf
    shelf.desk.context.close()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the starter decks."""
    shelf = open_shelf(tmp_path_factory.mktemp("installed") / "profile")
    shelf.desk.context.service(StarterService).install(shelf.user_id, Silent())
    shelf.desk.context.close()
    return shelf.desk.context.paths.database


@pytest.fixture
def started(data_dir: Path, installed: Path) -> Iterator[Shelf]:
    """A profile with the starter decks."""
    shelf = open_shelf(prepared(data_dir, installed))
    yield shelf
    shelf.desk.context.close()


def words(text: str) -> int:
    return len(text.split())


def clozes(note: Note) -> list[tuple[str, str, str]]:
    """Return number, text and hint of each cloze."""
    return CLOZE.findall(note["Front"])


def questions(note: Note) -> list[str]:
    """Return what the cards of a note ask for, without markup."""
    front = CLOZE.sub(r"\2", note["Front"]).casefold()
    return [front, note["Back"].casefold()] if "reversed" in note["type"] else [front]


def tagged(note: Note, kind: str) -> list[str]:
    found = (tag.partition("::") for tag in note["tags"].split())
    return [name for above, _, name in found if above == kind]


def test_twelve_decks_of_a_hundred_notes_each_have_over_two_thousand_cards() -> None:
    assert len(FILES) == 12
    assert {file.stem for file in FILES if not 95 <= len(notes(file)) <= 105} == set()
    blanks = [{number for number, _, _ in CLOZE.findall(note["Front"])} for note in NOTES]
    cards = [len(found) or len(questions(note)) for found, note in zip(blanks, NOTES, strict=True)]
    assert sum(cards) > 2_000


@every_file
def test_the_guids_of_a_file_are_its_name_and_a_running_number(file: Path) -> None:
    guids = [note["guid"] for note in notes(file)]
    assert guids == [f"ms2q-{file.stem}-{place:03}" for place in range(1, len(guids) + 1)]


def test_no_two_cards_ask_the_same() -> None:
    asked = Counter(question for note in NOTES for question in questions(note))
    assert [question for question, number in asked.items() if number > 1] == []


def test_each_note_has_one_subject_and_one_topic() -> None:
    wrong = [
        note["guid"]
        for note in NOTES
        if len(tagged(note, "topic")) != 1
        or len(found := tagged(note, "subject")) != 1
        or not SUBJECTS.issuperset(found)
    ]
    assert wrong == []
    assert {note["type"] for note in NOTES} == KINDS


def test_answers_are_short_and_are_not_in_the_question() -> None:
    basic = [note for note in NOTES if note["type"] != "Cloze"]
    assert {n["guid"]: n["Back"] for n in basic if not 0 < words(n["Back"]) <= 20} == {}
    assert [n["guid"] for n in NOTES if words(n["Why"]) > 25] == []
    assert [n["guid"] for n in basic if n["Back"].casefold() in n["Front"].casefold()] == []
    asking = [n["Front"] for n in basic if n["type"] == "Basic with reason"]
    assert [front for front in asking if not front.endswith("?")] == []


def test_clozes_are_numbered_from_one_to_at_most_four_and_short() -> None:
    for note in NOTES:
        numbers = list(dict.fromkeys(int(number) for number, _, _ in clozes(note)))
        assert numbers == list(range(1, len(numbers) + 1)), note["guid"]
        assert (1 <= len(numbers) <= 4) == (note["type"] == "Cloze"), note["guid"]
        assert [text for _, text, _ in clozes(note) if words(text) > 9] == [], note["guid"]


def test_no_blank_of_a_note_is_told_by_its_opposite_beside_it() -> None:
    for note in NOTES:
        numbers = {text.casefold(): number for number, text, _ in clozes(note)}
        for one, other in map(str.split, OPPOSITES):
            told = {one, other} <= numbers.keys() and numbers[one] != numbers[other]
            assert not told, note["guid"]


def test_only_plain_notes_have_a_reason() -> None:
    assert [
        note["guid"] for note in NOTES if note["Why"] and note["type"] != "Basic with reason"
    ] == []


def test_all_notes_come_in_as_official_decks_that_are_marked_as_not_reviewed(
    shelf: Shelf,
) -> None:
    report = shelf.desk.context.service(StarterService).install(shelf.user_id, Silent())
    assert (report.added, report.problems) == (len(NOTES), [])
    made = Counter(record.note_type for record in shelf.records())
    assert made == {
        "Basic with reason": sum(note["type"] == "Basic with reason" for note in NOTES),
        "Basic and reversed": 2 * sum(note["type"] == "Basic and reversed" for note in NOTES),
        "Cloze": sum(len({number for number, _, _ in clozes(note)}) for note in NOTES),
    }
    decks = shelf.decks.decks(shelf.user_id)
    assert {deck.name.partition("::")[0] for deck in decks} == {STARTER}
    assert len(decks) == 1 + len(FILES)
    assert all(deck.official and "not yet reviewed" in deck.description for deck in decks)
    assert all("CC BY 4.0" in deck.description for deck in decks)
    assert len(shelf.search.find(shelf.user_id, "tag:unreviewed")) == report.cards


def test_installed_again_they_change_nothing(started: Shelf) -> None:
    before = started.content()
    report = started.desk.context.service(StarterService).install(started.user_id, Silent())
    assert (report.added, report.updated, report.unchanged) == (0, 0, len(NOTES))
    assert started.content() == before


def test_a_newer_release_of_a_deck_keeps_what_the_user_has_edited(
    started: Shelf, tmp_path: Path
) -> None:
    edited = next(note for note in NOTES if note["type"] == "Basic with reason")
    note_id = started.note_of(edited["guid"])
    note = started.notes.note(started.user_id, note_id)
    started.notes.edit_note(started.user_id, note_id, ("my words", *note.fields[1:]), note.tags)
    newer = tmp_path / FILES[0].name
    text = FILES[0].read_text(encoding="utf-8")
    for old, new in ((edited["Front"], "a newer front"), (edited["Back"], "a newer back")):
        text = text.replace(f"|{old}|", f"|{new}|")
    newer.write_text(text, encoding="utf-8")
    report = started.take(newer)
    assert (report.updated, report.problems) == (1, [])
    now = started.notes.note(started.user_id, note_id)
    assert now.fields[:2] == ("my words", "a newer back")


def test_a_first_start_brings_the_decks_once(qtbot: QtBot, data_dir: Path) -> None:
    for first in (True, False):
        program = Program(AppContext(data_dir), starter=True)
        program.show()
        with qtbot.waitSignal(program.usable, timeout=20_000):
            pass
        assert program.ui is not None
        decks = program.context.service(DeckService)
        names = {deck.name: deck.id for deck in decks.decks(program.ui.user_id)}
        assert (STARTER in names) is first
        if first:
            decks.remove_deck(program.ui.user_id, names[STARTER])  # it does not come back
        program.shell.close()
        program.shell.deleteLater()
