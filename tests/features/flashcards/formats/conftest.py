from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

PYTHON = Path(os.environ.get("MS2QBANK_ANKI_PYTHON", "/tmp/anki-venv/bin/python"))  # noqa: S108


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
    if not PYTHON.exists():
        pytest.skip("needs MS2QBANK_ANKI_PYTHON, a Python with anki==26.9.3 installed")
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
