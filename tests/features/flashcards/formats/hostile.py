"""Makes packages that nobody should have to open."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.flashcards.formats.anki import writer
from ms2qbank_desktop.features.flashcards.formats.anki.package import AnkiPackage
from ms2qbank_desktop.features.flashcards.formats.base import BadFile, Source
from tests.features.flashcards.formats.reading import NOW, TODAY

if TYPE_CHECKING:
    from pathlib import Path

COLLECTION = "collection.anki2"
FIELD = {"name": "Front", "ord": 0}
TEMPLATE = {"name": "Card 1", "ord": 0, "qfmt": "{{Front}}", "afmt": "{{Front}}"}
MODELS = {"1": {"id": 1, "name": "Basic", "flds": [FIELD], "tmpls": [TEMPLATE]}}
DECKS = {"1": {"id": 1, "name": "Default", "conf": 1}}
PRESETS = {"1": {"id": 1, "name": "Default"}}
NOTE = "INSERT INTO notes VALUES (?, ?, 1, 1, -1, '', ?, '', 0, 0, '')"
CARD = "INSERT INTO cards VALUES (?, ?, 1, 0, 1, -1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, '')"
REVIEW = "INSERT INTO revlog VALUES (?, ?, -1, 3, 1, 0, 2500, 1000, 0)"


def database(
    path: Path,
    *statements: str,
    models: object = MODELS,
    decks: object = DECKS,
    presets: object = PRESETS,
) -> bytes:
    """Return a collection of three notes with a card and a review each, altered as told."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(writer._SCHEMA)  # noqa: SLF001
        connection.execute(
            "INSERT INTO col VALUES (1, 1756699200, 0, 0, 11, 0, 0, 0, ?, ?, ?, ?, '')",
            ['{"creationOffset": 0}', *map(as_text, (models, decks, presets))],
        )
        for id_ in (1, 2, 3):
            connection.execute(NOTE, (id_, f"guid{id_}", f"front {id_}"))
            connection.execute(CARD, (id_, id_))
            connection.execute(REVIEW, (1000 + id_, id_))
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return path.read_bytes()


def as_text(value: object) -> object:
    return value if isinstance(value, str | bytes) else json.dumps(value)


def package(path: Path, entries: dict[str, bytes], *, packed: bool = True) -> Path:
    """Write a zip file of ``entries``, whatever their names."""
    method = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in entries.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return path


def refusal(path: Path, scratch: Path) -> str:
    """Return why ``path`` cannot be opened."""
    with (
        pytest.raises(BadFile) as caught,
        AnkiPackage().open(Source(path, scratch, NOW, TODAY)) as content,
    ):
        list(content.notes)
    assert not list(scratch.iterdir()), "temporary files were left behind"
    return str(caught.value)
