"""The list, in a vault of ours, of what this program has written there."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NAME = ".ms2qbank-vault.json"
_FORMAT = "ms2qbank-vault"
_MAX_FILE = 256 << 20


@dataclass(slots=True)
class Manifest:
    """``notebooks``: their folders in order. ``files``: the id of its note (0: an attachment) and
    the SHA-256 of each file, by its place."""

    notebooks: list[str] = field(default_factory=list)
    files: dict[str, tuple[int, str]] = field(default_factory=dict)
    ours: bool = False


def manifest_of(folder: Path) -> Manifest:
    """Return the list of a folder, an empty one if it is no vault of ours.

    Places that lie anywhere but in the folder are left out: anybody may have written them.
    """
    path = folder / NAME
    try:
        if path.is_symlink() or path.stat().st_size > _MAX_FILE:
            return Manifest()
        document = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return Manifest()
    if not isinstance(document, dict) or document.get("format") != _FORMAT:
        return Manifest()
    notebooks, files = document.get("notebooks"), document.get("files")
    return Manifest(
        [one for one in notebooks if _inside(one)] if isinstance(notebooks, list) else [],
        {
            place: (value[0], value[1])
            for place, value in (files.items() if isinstance(files, dict) else ())
            if _inside(place)
            and isinstance(value, list)
            and [type(one) for one in value] == [int, str]
        },
        ours=True,
    )


def text_of(manifest: Manifest) -> str:
    """Return the list as its file has it."""
    document = {
        "format": _FORMAT,
        "version": 1,
        "notebooks": manifest.notebooks,
        "files": manifest.files,
    }
    return json.dumps(document, ensure_ascii=False, indent=0)


def _inside(place: object) -> bool:
    if not isinstance(place, str) or not place or "\0" in place or "\\" in place:
        return False
    parts = PurePosixPath(place).parts
    return not (
        PurePosixPath(place).is_absolute()
        or PureWindowsPath(place).drive
        or any(part == ".." or part.startswith(".") for part in parts)
    )
