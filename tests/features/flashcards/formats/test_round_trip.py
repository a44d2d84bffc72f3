"""What is read from a package and written again is the same, to us and to the real Anki."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ms2qbank_desktop.core.ids import derived_id, new_id
from ms2qbank_desktop.features.flashcards.formats import log
from ms2qbank_desktop.features.flashcards.formats.anki.writer import write_package
from ms2qbank_desktop.features.flashcards.formats.base import (
    DeckContent,
    ExportOptions,
    MediaFile,
    Packed,
    PackedNote,
    ReviewRow,
    Source,
)
from ms2qbank_desktop.features.flashcards.models import (
    Card,
    CardState,
    Deck,
    Note,
    Preset,
    Schedule,
)
from ms2qbank_desktop.features.flashcards.notes import stock
from tests.features.flashcards.formats.reading import NOW, TODAY, Everything, everything, rewrite
from tests.support.shared_data import shared

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.real_anki import Anki

LAYOUTS = ("rich.apkg", "rich-legacy.apkg", "rich.colpkg", "rich-legacy.colpkg")
ALL = ExportOptions()
PICTURE = b"\x89PNG and more"
NOW_MS = int(NOW.timestamp() * 1000)


def differences(one: Any, other: Any, path: str = "") -> list[str]:
    """Return where two JSON values differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        return [
            line
            for key in {**one, **other}
            for line in differences(one.get(key, "-"), other.get(key, "-"), f"{path}/{key}")
        ]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [
            line
            for place, (a, b) in enumerate(zip(one, other, strict=True))
            for line in differences(a, b, f"{path}[{place}]")
        ]
    return [] if one == other else [f"{path}: {one!r} became {other!r}"]


def items(packed: list[Packed[Any]]) -> list[Any]:
    return [thing.item for thing in packed]


def assert_same(one: Everything, other: Everything) -> None:
    assert items(other.decks) == items(one.decks)
    assert items(other.presets) == items(one.presets)
    assert items(other.note_types) == items(one.note_types)
    assert other.notes == one.notes
    assert other.cards == one.cards
    assert other.reviews == one.reviews
    assert other.media == one.media
    assert not one.problems
    assert not other.problems


@pytest.mark.parametrize("name", ["sample-latest.apkg", "sample-legacy1.apkg", "sample.colpkg"])
def test_a_sample_written_again_is_the_same_to_us(name: str, tmp_path: Path, scratch: Path) -> None:
    package = shared(f"data/anki/{name}")
    rewrite(package, tmp_path / "again.apkg", scratch, ALL)
    assert_same(everything(package, scratch), everything(tmp_path / "again.apkg", scratch))


@pytest.mark.parametrize("name", LAYOUTS)
def test_all_that_anki_keeps_survives_writing(
    name: str, rich: Path, tmp_path: Path, scratch: Path
) -> None:
    rewrite(rich / name, tmp_path / "again.apkg", scratch, ALL)
    assert_same(everything(rich / name, scratch), everything(tmp_path / "again.apkg", scratch))


def test_the_newest_layout_says_the_same_as_the_old_ones(rich: Path, scratch: Path) -> None:
    newest = everything(rich / "rich.colpkg", scratch)
    assert_same(newest, everything(rich / "rich-legacy.colpkg", scratch))
    states = {packed.item.schedule.state for packed in newest.cards}
    assert states == set(CardState)
    assert any(packed.item.home_deck_id for packed in newest.cards)
    assert any(packed.item.schedule.stability for packed in newest.cards)


@pytest.mark.parametrize("name", ["rich.apkg", "rich-legacy.apkg"])
def test_anki_imports_what_we_write_without_a_difference(
    name: str, anki: Anki, rich: Path, tmp_path: Path, scratch: Path
) -> None:
    rewrite(rich / name, tmp_path / "again.apkg", scratch, ALL)
    theirs, ours = anki.read(rich / name, tmp_path / "again.apkg")
    assert differences(theirs, ours) == []
    assert sum(map(len, ours["reviews"].values())) == 7 * len(ours["cards"])


@pytest.mark.parametrize("name", ["sample-latest.apkg", "sample-legacy2.apkg"])
def test_anki_imports_a_sample_we_wrote_without_a_difference(
    name: str, anki: Anki, tmp_path: Path, scratch: Path
) -> None:
    package = shared(f"data/anki/{name}")
    rewrite(package, tmp_path / "again.apkg", scratch, ALL)
    theirs, ours = anki.read(package, tmp_path / "again.apkg")
    assert differences(theirs, ours) == []


def test_anki_imports_a_deck_of_genanki_we_wrote_without_a_difference(
    anki: Anki, tmp_path: Path, scratch: Path
) -> None:
    package = shared("data/decks/ap2e-glossary-ch01-04.apkg")
    rewrite(package, tmp_path / "again.apkg", scratch, ALL)
    theirs, ours = anki.read(package, tmp_path / "again.apkg")
    assert differences(theirs, ours) == []


def own_content() -> DeckContent:
    """Things as this program makes them, with its 63-bit ids and nothing of Anki's."""
    preset = Preset(id=new_id(NOW_MS), name="Default")
    types = [replace(type_, id=derived_id(type_.name)) for type_ in stock.STOCK]
    deck = Deck(new_id(NOW_MS), "Misses::Ä", preset.id)
    default = Deck(new_id(NOW_MS), "Default", preset.id)
    notes, cards, reviews = [], [], []
    for number, type_ in enumerate(types):
        text = "{{c1::a}}" if str(type_.kind) != "standard" else f"<b>f{number}</b>"
        fields = (
            f"{text}<img src=heart.png>",
            *(f"field {place}" for place in range(1, len(type_.fields))),
        )
        note = Note(new_id(NOW_MS), f"own-{number}", type_.id, fields, ("a", "leech"), NOW)
        notes.append(PackedNote(note, {}))
        schedule = Schedule(
            state=CardState.REVIEW,
            due_day=TODAY + number,
            interval_days=number + 1,
            ease=2.5,
            stability=3.25,
            difficulty=5.5,
            repetitions=1,
            last_review_at=NOW,
        )
        card = Card(new_id(NOW_MS), note.id, deck.id, 0, schedule)
        cards.append(Packed(card, NOW, {}))
        reviews.append(ReviewRow(NOW_MS, card.id, 3, number + 1, -600, 2500, 5000, 0))
    return DeckContent(
        decks=(Packed(deck, NOW, {}), Packed(default, NOW, {})),
        presets=(Packed(preset, NOW, {}),),
        note_types=tuple(Packed(type_, NOW, {}) for type_ in types),
        notes=[notes],
        cards=[cards],
        reviews=lambda target, ids: log.add(target, [reviews], ids),
        media=[MediaFile("heart.png", lambda: iter([PICTURE]))],
    )


def test_anki_imports_what_this_program_made(anki: Anki, tmp_path: Path, scratch: Path) -> None:
    path = tmp_path / "own.apkg"
    write_package(own_content(), Source(path, scratch, NOW, TODAY), ALL)
    [found] = anki.read(path)
    assert "rebuilt" in found["check"]
    assert len(found["check"].splitlines()) == 1, "Anki mended something"
    assert sorted(found["decks"]) == ["Default", "Misses", "Misses::Ä"]
    assert sorted(found["notes"]) == [f"own-{number}" for number in range(6)]
    # Anki has note types of these names, and tells ours by a plus.
    types = {note["type"].rstrip("+") for note in found["notes"].values()}
    assert types == {type_.name for type_ in stock.STOCK}
    assert found["media"] == {"heart.png": hashlib.sha1(PICTURE).hexdigest()}  # noqa: S324
    for number in range(6):
        card = found["cards"][f"own-{number} 0"]
        assert (card["type"], card["queue"], card["ivl"]) == (2, 2, number + 1)
        assert card["data"] == {"s": 3.25, "d": 5.5, "lrt": int(NOW.timestamp())}
        [review] = found["reviews"][f"own-{number} 0"]
        assert review[1:] == [3, number + 1, -600, 2500, 5000, 0]
    times = sorted(review[0] for [review] in found["reviews"].values())
    assert times == list(range(NOW_MS, NOW_MS + 6)), "reviews of one millisecond give way"


def test_ids_in_a_package_are_those_that_anki_can_show(tmp_path: Path, scratch: Path) -> None:
    path = tmp_path / "own.apkg"
    write_package(own_content(), Source(path, scratch, NOW, TODAY), ALL)
    found = everything(path, scratch)
    notes = [packed.note.id for packed in found.notes]
    assert notes == sorted(set(notes))
    assert all(abs(id_ - NOW_MS) < 1000 for id_ in notes), "a note tells when it was made"
    ids = items(found.note_types) + items(found.decks) + items(found.cards)
    assert all(0 < thing.id < 1 << 53 for thing in ids)
    write_package(own_content(), Source(path, scratch, NOW, TODAY), ALL)
    again = everything(path, scratch)
    assert [t.id for t in items(again.note_types)] == [t.id for t in items(found.note_types)]


def test_without_scheduling_all_cards_are_new(anki: Anki, tmp_path: Path, scratch: Path) -> None:
    path = tmp_path / "plain.apkg"
    options = ExportOptions(scheduling=False, media=False)
    write_package(own_content(), Source(path, scratch, NOW, TODAY), options)
    [found] = anki.read(path)
    assert found["reviews"] == {}
    assert found["media"] == {}
    cards = found["cards"].values()
    assert {(card["type"], card["queue"], card["reps"]) for card in cards} == {(0, 0, 0)}
    assert sorted(card["due"] for card in cards) == [1, 2, 3, 4, 5, 6]
    assert {tuple(note["tags"]) for note in found["notes"].values()} == {("a",)}


def test_a_failed_export_leaves_the_old_file_alone(tmp_path: Path, scratch: Path) -> None:
    path = tmp_path / "own.apkg"
    path.write_bytes(b"old")
    content = own_content()
    content.reviews = broken
    with pytest.raises(RuntimeError):
        write_package(content, Source(path, scratch, NOW, TODAY), ALL)
    assert path.read_bytes() == b"old"
    assert not list(scratch.iterdir())
    assert [place.name for place in tmp_path.glob("*.part")] == []


def broken(_target: Path, _cards: object) -> None:
    raise RuntimeError
