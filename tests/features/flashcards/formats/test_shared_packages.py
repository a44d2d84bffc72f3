"""Packages and decks that are given to us hold what their expected.json says."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

from ms2qbank_desktop.features.flashcards.formats.base import REVIEW_KINDS
from ms2qbank_desktop.features.flashcards.models import CardState, NoteKind
from ms2qbank_desktop.features.flashcards.text.templates import cards_of
from tests.features.flashcards.formats.reading import Everything, everything
from tests.support.samples import expected_notes, in_order, sample_truth, told_card
from tests.support.shared_data import shared

if TYPE_CHECKING:
    from pathlib import Path

    from ms2qbank_desktop.features.flashcards.formats.base import ReviewRow
    from ms2qbank_desktop.features.flashcards.models import Card

PACKAGES = ("sample-latest.apkg", "sample-legacy2.apkg", "sample-legacy1.apkg", "sample.colpkg")


@pytest.fixture(params=PACKAGES)
def sample(request: pytest.FixtureRequest, scratch: Path) -> Everything:
    return everything(shared(f"data/anki/{request.param}"), scratch)


@pytest.fixture
def expected() -> dict[str, Any]:
    return sample_truth()


def expected_of_decks(name: str) -> dict[str, Any]:
    files = json.loads(shared("data/decks/expected.json").read_text())["files"]
    found: dict[str, Any] = files[name]
    return found


def _told(card: Card, decks: dict[int, str], reviews: list[ReviewRow]) -> dict[str, Any]:
    of_card = [(row.at_ms, *row[2:]) for row in reviews if row.card_id == card.id]
    home = card.home_deck_id or card.deck_id
    return told_card(card, decks[card.deck_id], decks[home], of_card)


def test_a_sample_holds_its_notes_cards_and_reviews(
    sample: Everything, expected: dict[str, Any]
) -> None:
    types = {packed.item.id: packed.item for packed in sample.note_types}
    decks = {packed.item.id: packed.item.name for packed in sample.decks}
    found: list[dict[str, Any]] = []
    for note, _extra, _deck in sample.notes:
        type_ = types[note.notetype_id]
        cards = [packed for packed in sample.cards if packed.item.note_id == note.id]
        cards.sort(key=lambda packed: packed.item.ordinal)
        found.append(
            {
                "guid": note.guid,
                "notetype": type_.name,
                "is_cloze": type_.kind is NoteKind.CLOZE,
                "tags": sorted(note.tags),
                "fields": dict(
                    zip((field.name for field in type_.fields), note.fields, strict=True)
                ),
                "cards": [_told(packed.item, decks, sample.reviews) for packed in cards],
            }
        )
    assert not sample.problems
    assert in_order(found) == expected_notes(expected)
    assert len(sample.cards) == expected["counts"]["cards"]
    assert len(sample.reviews) == expected["counts"]["reviews"]
    assert {row.kind for row in sample.reviews} <= set(range(len(REVIEW_KINDS)))


def test_a_sample_holds_its_decks_presets_note_types_tags_and_media(
    sample: Everything, expected: dict[str, Any]
) -> None:
    assert sorted(packed.item.name for packed in sample.decks) == sorted(expected["decks"])
    assert [packed.item.name for packed in sample.presets] == expected["presets"]
    assert sorted({tag for note in sample.notes for tag in note.note.tags}) == expected["tags"]
    types = {packed.item.name: packed.item for packed in sample.note_types}
    for told in expected["notetypes"]:
        type_ = types[told["name"]]
        assert [field.name for field in type_.fields] == told["fields"]
        assert [
            {"name": template.name, "qfmt": template.front, "afmt": template.back}
            for template in type_.templates
        ] == told["templates"]
    media = {
        name: (len(data), hashlib.sha1(data, usedforsecurity=False).hexdigest())
        for name, data in sample.media.items()
    }
    assert media == {file["name"]: (file["size"], file["sha1"]) for file in expected["media"]}


def test_a_package_of_genanki_holds_its_notes_cards_and_pictures(scratch: Path) -> None:
    told = expected_of_decks("ap2e-glossary-ch01-04.apkg")
    found = everything(shared("data/decks/ap2e-glossary-ch01-04.apkg"), scratch)
    assert not found.problems
    assert len(found.notes) == told["notes"]
    assert len({note.note.guid for note in found.notes}) == told["notes"]
    assert len(found.cards) == told["cards"]
    assert len(found.media) == told["media"]
    assert all(data.startswith(b"\xff\xd8") for data in found.media.values())
    used = {packed.item.deck_id for packed in found.cards}
    assert len(used) == told["decks"]
    assert {packed.item.schedule.state for packed in found.cards} == {CardState.NEW}
    kinds = {packed.item.id: packed.item.name for packed in found.note_types}
    clozes = [note for note in found.notes if "Cloze" in kinds[note.note.notetype_id]]
    assert len(clozes) == told["note_kinds"]["cloze"]


def test_an_anki_text_file_holds_its_notes(scratch: Path) -> None:
    told = expected_of_decks("ap2e-glossary-ch01-14.anki.txt")
    found = everything(shared("data/decks/ap2e-glossary-ch01-14.anki.txt"), scratch)
    assert not found.problems
    assert len(found.notes) == told["notes"]
    assert len({note.note.guid for note in found.notes}) == told["notes"]
    assert [packed.item.name for packed in found.decks] == ["OpenStax AP2e glossary"]
    assert [packed.item.name for packed in found.note_types] == ["Basic"]
    html = [note for note in found.notes if "<" in "".join(note.note.fields)]
    assert len(html) == told["notes_with_html"]
    foreign = [note for note in found.notes if not "".join(note.note.fields).isascii()]
    assert len(foreign) == told["notes_with_non_ascii"]
    chapters = {note.note.tags[0] for note in found.notes}
    assert len(chapters) == told["chapters"]


def test_a_csv_with_column_names_keeps_every_row_and_every_column(scratch: Path) -> None:
    told = expected_of_decks("ap2e-glossary-ch01-05.csv")
    found = everything(shared("data/decks/ap2e-glossary-ch01-05.csv"), scratch)
    assert not found.problems
    assert len(found.notes) == told["notes"]
    assert len({note.note.guid for note in found.notes}) == told["notes"]
    [type_] = found.note_types
    assert [field.name for field in type_.item.fields] == ["Front", "Back", "chapter"]
    assert len({note.note.fields[2] for note in found.notes}) == told["chapters"]


def test_a_crowdanki_deck_holds_its_notes_and_makes_its_cards(scratch: Path) -> None:
    told = expected_of_decks("crowdanki-covid19/deck.json")
    found = everything(shared("data/decks/crowdanki-covid19"), scratch)
    types = {packed.item.id: packed.item for packed in found.note_types}
    assert [packed.item.name for packed in found.decks] == [told["name"]]
    assert {
        type_.name: (str(type_.kind), len(type_.templates), [field.name for field in type_.fields])
        for type_ in types.values()
    } == {
        name: (model["type"], model["templates"], model["fields"])
        for name, model in told["note_models"].items()
    }
    assert len(found.notes) == told["notes"]
    assert len({tag for note in found.notes for tag in note.note.tags}) == told["tags"]
    cards = 0
    for note, _extra, deck_id in found.notes:
        type_ = types[note.notetype_id]
        names = (field.name for field in type_.fields)
        cards += len(cards_of(type_, dict(zip(names, note.fields, strict=True))))
        assert deck_id == found.decks[0].item.id
    assert cards == told["cards_true"]
    [preset] = found.presets
    assert preset.item.learning_steps == (900, 129_600, 604_800, 2_592_000)
    assert (preset.item.graduating_days, preset.item.new_per_day) == (45, 40)
    assert told["media_files_listed"] == ["49651434338_0725a7cc03_w.jpg"]
    assert found.whys == ["It was left out: it is not in the folder media."]


def test_a_tab_separated_file_without_headers_gives_a_note_a_line(scratch: Path) -> None:
    told = expected_of_decks("mnemosyne/tsv_1.txt")
    found = everything(shared("data/decks/mnemosyne/tsv_1.txt"), scratch)
    assert not found.problems
    assert [note.note.fields for note in found.notes] == [("q1", "a1", ""), ("f ", "p", "t")]
    assert len(found.notes) == told["lines"]
