"""The formats of notes that can be read, and which one a file is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .joplin import Joplin
from .vault import Vault

if TYPE_CHECKING:
    from pathlib import Path

    from .base import Format

FORMATS: tuple[Format, ...] = (Joplin(), Vault())
_HEAD = 4096


def format_of(path: Path) -> Format | None:
    """Return the format of a file or folder, None if it holds no notes we know."""
    head = b""
    if path.is_file():
        with path.open("rb") as file:
            head = file.read(_HEAD)
    return next((known for known in FORMATS if known.sniff(path, head)), None)
