"""Reads all articles of a path at once, and writes files to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.library.formats import known
from ms2qbank_desktop.features.library.formats.base import Item

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ms2qbank_desktop.features.library.models import ArticleDraft, CollectionInfo
    from ms2qbank_desktop.features.questions.models import Draft, Problem


class Read(NamedTuple):
    """What a path holds."""

    infos: list[CollectionInfo]
    items: list[Item]
    problems: list[Problem]

    @property
    def drafts(self) -> list[ArticleDraft]:
        return [item.draft for item in self.items]

    @property
    def titles(self) -> list[str]:
        return [draft.title for draft in self.drafts]

    @property
    def exercises(self) -> list[Draft]:
        return [one for item in self.items for one in item.exercises]


def read(path: Path, *names: str) -> Read:
    with known.books(path, names) as books:
        entries = [entry for book in books for entry in book.entries]
        return Read(
            [book.info for book in books],
            [entry for entry in entries if isinstance(entry, Item)],
            [entry for entry in entries if not isinstance(entry, Item)],
        )


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder and return it."""
    for name, content in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def module(content: str, title: str = "Cells", rest: str = "") -> str:
    """Return an OpenStax module."""
    return (
        '<document xmlns="http://cnx.rice.edu/cnxml" xmlns:m="http://www.w3.org/1998/Math/MathML">'
        f"<title>{title}</title><content>{content}</content>{rest}</document>"
    )
