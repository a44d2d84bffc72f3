"""Files that are no pictures, kept with a note: a PDF, a letter, a sound.

A copy lies in the media folder; the text links it. Programs are not taken: a file is opened by
whatever program of the system is there for its ending.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import EnvironmentFault, UserFault
from ms2qbank_desktop.features.notebook.models import DOCUMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QMimeData

_CHUNK = 1 << 20
_IN_NAMES = " -_.()"


def documents(source: QMimeData) -> list[Path]:
    """Return the files among what was pasted or dropped that a note keeps."""
    files = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
    return [file for file in files if ending(file) in DOCUMENTS and file.is_file()]


def ending(file: Path) -> str:
    """Return the ending of a file, such as "pdf"."""
    return file.suffix.lower().removeprefix(".")


def chunks(file: Path) -> Iterator[bytes]:
    """Yield what stands in a file. UserFault if it is not taken or cannot be read."""
    if ending(file) not in DOCUMENTS:
        raise UserFault(
            f"{file.name} is no document.",
            advice=f"A note keeps files that end in {', '.join(DOCUMENTS)}, and pictures.",
        )
    try:
        with file.open("rb") as read:
            while chunk := read.read(_CHUNK):
                yield chunk
    except OSError as error:
        raise UserFault(f"{file} cannot be read ({error.strerror}).") from error


def copy_to_open(kept: Path, words: str) -> Path:
    """Return a copy under a name that says something: what a program does to it leaves the kept
    file as it is. EnvironmentFault if the disk refuses."""
    said = "".join(one if one.isalnum() or one in _IN_NAMES else "_" for one in words)
    stem = said[:80].strip(" .")
    name = stem if stem.lower().endswith(kept.suffix) else f"{stem or 'File'}{kept.suffix}"
    try:
        copy = Path(tempfile.mkdtemp(prefix="ms2qbank-")) / name
        shutil.copyfile(kept, copy)
        copy.chmod(0o444)
    except OSError as error:
        raise EnvironmentFault(f"{name} cannot be copied ({error.strerror}).") from error
    return copy
