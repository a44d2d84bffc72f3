"""Files that were left out of the library, so that they are told once and not at each start."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from ms2qbank_desktop.features.videos.walking import Found

MOST = 5_000
"""The latest ones are kept."""


class Rejects:
    """Kept in a file of the cache: when that is gone, each is looked into and told once more. One
    that changes is looked into again."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known: dict[str, list[int]] | None = None
        self._changed = False

    def knows(self, found: Found) -> bool:
        """Tell whether a file was left out before, as it is now."""
        return self._all().get(str(found.path)) == [found.size, found.modified_ns]

    def note(self, found: Found) -> None:
        """Keep in mind that a file was left out."""
        known = self._all()
        known.pop(str(found.path), None)
        known[str(found.path)] = [found.size, found.modified_ns]
        self._changed = True

    def save(self) -> None:
        """Write down what was noted."""
        if not self._changed:
            return
        latest = dict(list(self._all().items())[-MOST:])
        with contextlib.suppress(OSError):  # a full or read-only disk: they are told again
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps(latest), encoding="utf-8")

    def _all(self) -> dict[str, list[int]]:
        if self._known is None:
            try:
                read = json.loads(self._file.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                read = {}
            self._known = read if isinstance(read, dict) else {}
        return self._known
