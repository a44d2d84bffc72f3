"""CrowdAnki's folders: nested decks, links by uuid, media beside the file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ms2qbank_desktop.features.flashcards.formats.base import BadFile, Source
from ms2qbank_desktop.features.flashcards.formats.crowdanki import CrowdAnki
from tests.features.flashcards.formats.hostile import FIELD, TEMPLATE
from tests.features.flashcards.formats.reading import NOW, TODAY, everything

if TYPE_CHECKING:
    from pathlib import Path


def deck(name: str, *notes: str, **more: Any) -> dict[str, Any]:
    return {
        "__type__": "Deck",
        "crowdanki_uuid": f"uuid of {name}",
        "name": name,
        "deck_config_uuid": "p",
        "notes": [
            {"guid": guid, "fields": [f"front {guid}"], "note_model_uuid": "t", "tags": ["a b"]}
            for guid in notes
        ],
        **more,
    }


def tree() -> dict[str, Any]:
    type_ = {"crowdanki_uuid": "t", "name": "Own", "flds": [FIELD], "tmpls": [TEMPLATE]}
    preset = {"crowdanki_uuid": "p", "name": "Slow", "new": {"perDay": 3}}
    below = deck("Child", "g2", children=[deck("Top::Child::Low", "g3")])
    return deck(
        "Top",
        "g1",
        children=[below],
        note_models=[type_],
        deck_configurations=[preset],
        media_files=["a.png", "../b.png", "gone.png", "link.png"],
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "Top"
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "a.png").write_bytes(b"picture")
    (folder / "b.png").write_bytes(b"outside")
    (folder / "media" / "link.png").symlink_to(folder / "b.png")
    (folder / "deck.json").write_text(json.dumps(tree()))
    return folder


def test_nested_decks_keep_their_notes_and_their_preset(folder: Path, scratch: Path) -> None:
    found = everything(folder, scratch)
    decks = {packed.item.id: packed.item.name for packed in found.decks}
    assert [(packed.note.guid, decks[packed.deck_id or 0]) for packed in found.notes] == [
        ("g1", "Top"),
        ("g2", "Top::Child"),
        ("g3", "Top::Child::Low"),
    ]
    assert found.notes[0].note.tags == ("a", "b")
    [preset] = found.presets
    assert (preset.item.name, preset.item.new_per_day) == ("Slow", 3)
    assert {packed.item.preset_id for packed in found.decks} == {preset.item.id}


def test_only_files_of_the_media_folder_are_taken(folder: Path, scratch: Path) -> None:
    found = everything(folder, scratch)
    assert found.media == {"a.png": b"picture"}
    assert sorted(found.whys) == [
        "It was left out: it is not in the folder media.",
        "It was left out: it is not in the folder media.",
        "It was left out: its name is no plain file name.",
    ]


def test_notes_that_are_not_whole_are_left_out(folder: Path, scratch: Path) -> None:
    content = tree()
    content["notes"] += [
        {"guid": "x", "fields": ["a"], "note_model_uuid": "unknown"},
        {"guid": "x", "fields": "a", "note_model_uuid": "t"},
        {"guid": "x", "fields": ["a", "b"], "note_model_uuid": "t"},
        {"fields": ["a"], "note_model_uuid": "t"},
    ]
    del content["media_files"]
    (folder / "deck.json").write_text(json.dumps(content))
    found = everything(folder, scratch)
    assert len(found.notes) == 3
    assert found.whys == [
        "It was left out: its note type is missing.",
        "It was left out: it has no fields.",
        "It was left out: it has 2 fields, its note type 1.",
        "It was left out: it has no guid.",
    ]


@pytest.mark.parametrize("text", ["", "[1]", "[" * 100_000, '{"note_models": 7}', '{"a": '])
def test_a_file_that_is_no_deck_is_refused(text: str, tmp_path: Path, scratch: Path) -> None:
    path = tmp_path / "deck.json"
    path.write_text(text)
    with pytest.raises(BadFile), CrowdAnki().open(Source(path, scratch, NOW, TODAY)):
        pass


def test_decks_nested_without_end_are_refused(tmp_path: Path, scratch: Path) -> None:
    content: dict[str, Any] = {"name": "x"}
    for _ in range(60):
        content = {"name": "x", "children": [content]}
    path = tmp_path / "deck.json"
    path.write_text(json.dumps(content))
    with (
        pytest.raises(BadFile, match="nested too deep"),
        CrowdAnki().open(Source(path, scratch, NOW, TODAY)),
    ):
        pass
