"""Every card of the packages beside the project is rendered and counted."""

import hashlib
import json
import re
import sqlite3
import statistics
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ms2qbank_desktop.features.flashcards.models import (
    CardTemplate,
    Note,
    NoteField,
    NoteKind,
    NoteType,
)
from ms2qbank_desktop.features.flashcards.text.checksum import field_checksum
from ms2qbank_desktop.features.flashcards.text.colours import Ink
from ms2qbank_desktop.features.flashcards.text.media_names import media_names
from ms2qbank_desktop.features.flashcards.text.rendering import RenderedCard, render
from ms2qbank_desktop.features.flashcards.text.templates import cards_of
from tests.support.shared_data import shared

PACKAGES = {
    "anki/sample-legacy1.apkg": "collection.anki2",
    "anki/sample-legacy2.apkg": "collection.anki21",
    "decks/ap2e-glossary-ch01-04.apkg": "collection.anki2",
}
NEVER_SHOWN = re.compile(r"\{\{|\}\}|\[sound:|\[anki:|\\\(|\[latex\]|<script|<style|\ue000")
WHEN = datetime(2026, 1, 1, tzinfo=UTC)


def notetype_of(model: dict[str, Any]) -> NoteType:
    return NoteType(
        id=int(model.get("id", 1)),
        name=model["name"],
        kind=NoteKind.CLOZE if model["type"] else NoteKind.STANDARD,
        fields=tuple(NoteField(each["name"]) for each in model["flds"]),
        templates=tuple(
            CardTemplate(each["name"], each["qfmt"], each["afmt"]) for each in model["tmpls"]
        ),
        css=model["css"],
    )


def media_of(package: zipfile.ZipFile) -> set[str]:
    listed: dict[str, str] = json.loads(package.read("media"))
    return set(listed.values())


def notes_of(
    path: Path, entry: str, folder: Path
) -> Iterator[tuple[NoteType, Note, int, set[int]]]:
    """Give note type, note, stored checksum and ordinals of its cards."""
    with zipfile.ZipFile(path) as package:
        file = Path(package.extract(entry, folder))
    with closing(sqlite3.connect(file)) as base:
        models = json.loads(base.execute("select models from col").fetchone()[0])
        types = {int(key): notetype_of(model) for key, model in models.items()}
        cards: dict[int, set[int]] = {}
        for note_id, ordinal in base.execute("select nid, ord from cards"):
            cards.setdefault(note_id, set()).add(ordinal)
        rows = base.execute("select id, guid, mid, flds, tags, csum from notes").fetchall()
    for note_id, guid, model, fields, tags, checksum in rows:
        texts, words = tuple(fields.split("\x1f")), tuple(tags.split())
        note = Note(note_id, guid, model, texts, words, WHEN)
        yield types[model], note, checksum, cards[note_id]


def show(notetype: NoteType, note: Note, ordinal: int) -> RenderedCard:
    return render(notetype, note, ordinal, Ink(), lambda name: f"media:{name}", deck="A::B")


@pytest.mark.parametrize("name", PACKAGES)
def test_every_note_of_a_package_makes_the_cards_it_has_there(name: str, tmp_path: Path) -> None:
    cards = 0
    for notetype, note, checksum, ordinals in notes_of(
        shared("data") / name, PACKAGES[name], tmp_path
    ):
        fields = {f.name: text for f, text in zip(notetype.fields, note.fields, strict=True)}
        assert set(cards_of(notetype, fields, note.tags)) == ordinals, note
        if not name.startswith("decks"):  # genanki computes it from the raw text
            assert field_checksum(note.fields[0]) == checksum
        cards += len(ordinals)
    assert cards in (16, 385)


@pytest.mark.parametrize("name", PACKAGES)
def test_every_card_of_a_package_is_shown_without_a_rest_of_markup(
    name: str, tmp_path: Path
) -> None:
    path = shared("data") / name
    with zipfile.ZipFile(path) as package:
        files = media_of(package)
    named: set[str] = set()
    for notetype, note, _, ordinals in notes_of(path, PACKAGES[name], tmp_path):
        for ordinal in ordinals:
            card = show(notetype, note, ordinal)
            assert not card.fault
            for side in (card.front, card.back):
                assert side.html.strip()
                assert not NEVER_SHOWN.search(side.html), side.html
                assert "not shown" not in side.html
        named.update(file for text in note.fields for file in media_names(text))
    assert named == files


def test_a_real_crowdanki_deck_gives_117_cards_and_runs_none_of_its_scripts() -> None:
    deck = json.loads((shared("data/decks/crowdanki-covid19") / "deck.json").read_text("utf-8"))
    types = {model["crowdanki_uuid"]: notetype_of(model) for model in deck["note_models"]}
    assert any("<script" in t.front + t.back for kind in types.values() for t in kind.templates)
    cards = 0
    for number, raw in enumerate(deck["notes"]):
        notetype = types[raw["note_model_uuid"]]
        note = Note(number, raw["guid"], 1, tuple(raw["fields"]), tuple(raw["tags"]), WHEN)
        fields = {f.name: text for f, text in zip(notetype.fields, note.fields, strict=True)}
        for ordinal in cards_of(notetype, fields, note.tags):
            card = show(notetype, note, ordinal)
            assert not card.fault
            assert not NEVER_SHOWN.search(card.front.html + card.back.html)
            assert "function(" not in card.back.html
            cards += 1
    assert cards == 117


def test_the_checksum_is_the_one_of_the_note_in_anki() -> None:
    plain = int(hashlib.sha1(b"S3 gallop", usedforsecurity=False).hexdigest()[:8], 16)
    assert field_checksum("<b>S3</b> gallop") == plain
    assert field_checksum('S3 gallop<img src="a.png">') != plain


@pytest.mark.benchmark
def test_both_sides_of_a_plain_card_take_a_third_of_a_millisecond(tmp_path: Path) -> None:
    name = "decks/ap2e-glossary-ch01-04.apkg"
    notes = list(notes_of(shared("data") / name, PACKAGES[name], tmp_path))
    times = []
    for notetype, note, _, ordinals in notes:
        for ordinal in ordinals:
            begun = time.thread_time()  # the machine is shared
            show(notetype, note, ordinal)
            times.append(time.thread_time() - begun)
    median = statistics.median(times)
    print(json.dumps({"render_card_ms": round(median * 1000, 3), "cards": len(times)}))
    assert median <= 0.0003
