"""The pack of questions that comes with the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.core.paths import resources

if TYPE_CHECKING:
    from pathlib import Path


def starter_pack() -> Path:
    """Return its file, in our own format: imported again, it brings the pack up to date."""
    return resources() / "seed" / "starter-questions.json"
