from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.features.flashcards.formats.hostile import COLLECTION, database, package
from tests.features.flashcards.formats.reading import Everything, everything
from tests.support.real_anki import PYTHON, REASON

if TYPE_CHECKING:
    from collections.abc import Callable


class Anki:
    """The real Anki, in a Python of its own."""

    def read(self, *packages: Path) -> list[dict[str, Any]]:
        """Import each package into an empty collection and return all that is in it."""
        return [json.loads(line) for line in self._run("read", *packages).splitlines()]

    def make(self, folder: Path) -> None:
        """Write the packages of a collection that uses all that Anki has."""
        self._run("make", folder)

    def _run(self, *arguments: str | Path) -> str:
        program = Path(__file__).parent / "anki_program.py"
        done = subprocess.run(
            [PYTHON, program, *arguments], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="session")
def anki() -> Anki:
    """The oracle; a machine without it skips what asks it."""
    if not PYTHON:
        pytest.skip(REASON)
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
