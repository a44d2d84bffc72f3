"""Files given to the project beside its checkout; they are read by tests and never committed."""

from __future__ import annotations

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = REPOSITORY.parent / "shared"


def shared(path: str) -> Path:
    """Return the file or folder `path` (such as "data/questions") of the shared folder.

    Skips the test that asks for it on a machine that does not have it.
    """
    place = SHARED / path
    if not place.exists():
        pytest.skip(f"needs ../shared/{path}, which is not on this machine")
    return place
