from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.features.flashcards.formats.hostile import COLLECTION, database, package
from tests.features.flashcards.formats.reading import Everything, everything
from tests.support.real_anki import Anki

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="session")
def anki() -> Anki:
    """The oracle; a machine without it skips what asks it."""
    return Anki()


@pytest.fixture(scope="session")
def rich(anki: Anki, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with packages in which the real Anki kept whatever it can keep."""
    folder = tmp_path_factory.mktemp("rich")
    anki.make(folder)
    return folder


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """The folder of temporary files."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


@pytest.fixture
def made(tmp_path: Path, scratch: Path) -> Callable[..., Everything]:
    """Read a package with a collection that was altered by SQL or got other JSON."""

    def read(*statements: str, **json_texts: object) -> Everything:
        data = database(tmp_path / "made.db", *statements, **json_texts)
        path = package(tmp_path / "made.apkg", {COLLECTION: data, "media": b"{}"})
        return everything(path, scratch)

    return read
