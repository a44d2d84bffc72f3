"""The real Anki as an oracle: a Python of its own that has PyPI's anki 26.9.3 (never ours)."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.shared_data import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

PYTHON = os.environ.get("MS2QBANK_ANKI_PYTHON", "")
REASON = "MS2QBANK_ANKI_PYTHON names no Python that has PyPI's anki 26.9.3"
needs_anki = pytest.mark.skipif(not PYTHON, reason=REASON)
_PROGRAM = REPOSITORY / "tests" / "features" / "flashcards" / "formats" / "anki_program.py"


class Anki:
    """The real Anki; a machine without it skips what asks it."""

    def __init__(self) -> None:
        if not PYTHON:
            pytest.skip(REASON)

    def read(self, *packages: Path) -> list[dict[str, Any]]:
        """Import each package into an empty collection and return all that is in it."""
        return [json.loads(line) for line in self._run("read", *packages).splitlines()]

    def make(self, folder: Path) -> None:
        """Write the packages of a collection that uses all that Anki has."""
        self._run("make", folder)

    def _run(self, *arguments: str | Path) -> str:
        done = subprocess.run(
            [PYTHON, _PROGRAM, *arguments], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout
