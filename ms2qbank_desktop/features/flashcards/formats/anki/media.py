"""The pictures and sounds of a package: its list of names, and the numbered entries."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.formats.base import (
    BadFile,
    BadItem,
    DeckContent,
    MediaFile,
    Source,
    media_name,
)

from . import values
from .protobuf import Field, Spec, decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .archive import Archive

_MAX_LIST = 16 << 20
_ENTRY: Spec = {
    1: Field("name", "text"),
    2: Field("size", "int"),
    3: Field("sha1", "bytes"),
    255: Field("number", "int", optional=True),
}
_ENTRIES: Spec = {1: Field("entries", _ENTRY, repeated=True)}


@dataclass(frozen=True, slots=True)
class Listed:
    """The media list: name of the entry, name of the file, its SHA-1 if known."""

    archive: Archive
    newest: bool
    names: list[tuple[str, str, str]]

    def __len__(self) -> int:
        return len(self.names)

    def files(self, content: DeckContent, source: Source) -> Iterator[MediaFile]:
        """Yield the files that are in the package and whose names are sound."""
        seen: set[str] = set()
        for entry, written, sha1 in self.names:
            try:
                name = media_name(written)
                if entry not in self.archive:
                    raise BadItem("it is not in the package")
                if name in seen:
                    raise BadItem("another has the same name")
            except BadItem as error:
                where = f"media file {written[:80]!r}"
                content.report(source.problem(where, f"It was left out: {error}."))
                continue
            seen.add(name)
            yield MediaFile(name, _Reading(self.archive, entry, sha1, zstd=self.newest), sha1)


def listed(archive: Archive, *, newest: bool) -> Listed:
    """Read the entry `media`; a package may have none."""
    if "media" not in archive:
        return Listed(archive, newest, [])
    data = archive.read("media", _MAX_LIST, zstd=newest)
    if newest:
        entries = decode(data, _ENTRIES)["entries"]
        names = [
            (
                str(place if entry["number"] is None else entry["number"]),
                entry["name"],
                entry["sha1"].hex(),
            )
            for place, entry in enumerate(entries)
        ]
        return Listed(archive, newest, names)
    try:
        numbered = values.parsed(data or b"{}")
    except ValueError:
        numbered = None
    if not isinstance(numbered, dict):
        raise BadFile("The list of media files in the package is damaged.")
    pairs = [(entry, name, "") for entry, name in numbered.items() if isinstance(name, str)]
    return Listed(archive, newest, pairs)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads one entry, and checks it against the SHA-1 in the list."""

    archive: Archive
    entry: str
    sha1: str
    zstd: bool

    def __call__(self) -> Iterator[bytes]:
        digest = hashlib.sha1(usedforsecurity=False)
        try:
            for chunk in self.archive.chunks(self.entry, zstd=self.zstd):
                digest.update(chunk)
                yield chunk
        except BadFile as error:
            raise BadItem(str(error)) from None
        if self.sha1 not in {"", digest.hexdigest()}:
            raise BadItem("The file is damaged.")
