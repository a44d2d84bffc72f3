"""The formats that can be read and written, and which one a file is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .anki.package import AnkiPackage
from .anki.writer import write_package
from .cards_folder import CardsFolder
from .crowdanki import CrowdAnki
from .text import TextNotes
from .text_writer import write_csv, write_text

if TYPE_CHECKING:
    from pathlib import Path

    from .base import Format, Writer

FORMATS: tuple[Format, ...] = (AnkiPackage(), CardsFolder(), CrowdAnki(), TextNotes())
WRITERS: dict[str, Writer] = {".apkg": write_package, ".txt": write_text, ".csv": write_csv}
"""By the ending of the file."""
_HEAD = 4096


def format_of(path: Path) -> Format | None:
    """Return the format of a file or folder, None if it holds no flashcards we know."""
    head = b""
    if path.is_file():
        with path.open("rb") as file:
            head = file.read(_HEAD)
    return next((known for known in FORMATS if known.sniff(path, head)), None)
