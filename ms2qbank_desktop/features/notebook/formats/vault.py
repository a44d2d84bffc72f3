"""Reads vaults: folders of Markdown files as Obsidian keeps them, ours among them.

Every ``.md`` file is a note, every folder with notes a notebook. Hidden folders are skipped, links
of the file system are never followed. A file of ours is known by the id in it; a file from
elsewhere by its place in its vault, which is known by its name.
"""

from __future__ import annotations

import os
import posixpath
import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ms2qbank_desktop.core.clock import from_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.notebook.models import ATTACHED

from . import properties
from .base import (
    MAX_ATTACHMENT,
    MAX_FILE,
    MAX_FILES,
    BadFile,
    BadItem,
    FiledNote,
    NotesContent,
    decoded,
)
from .embeds import Embed, Shape, rewritten
from .file_names import alike, unescaped
from .manifest import Manifest, manifest_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .base import Names, Source

NOTE = ".md"
_ELSEWHERE = re.compile(r"[a-zA-Z][\w+.-]*:|//|#|$")
_SHALLOW = 1
"""Folders deep that the pictures and documents of a single file may lie."""


class Vault:
    """Reader of a folder of notes, or of one Markdown file."""

    name = "vault"
    title = "Markdown notes (Obsidian)"
    endings = (".md", ".markdown")

    def sniff(self, path: Path, head: bytes, /) -> bool:
        return path.is_dir() or (b"\0" not in head and path.suffix.lower() in self.endings)

    def read(self, source: Source) -> NotesContent:
        if not source.path.is_dir():
            root = source.path.absolute().parent
            files = _Files(root, source, _SHALLOW)
            return NotesContent(1, _notes(source, files, [source.path.name], Manifest()))
        files = _Files(source.path.absolute(), source)
        notes = [place for place in files.places if place.lower().endswith(NOTE)]
        manifest = manifest_of(source.path)
        if not notes and not manifest.ours:
            raise BadFile("The folder holds no Markdown files.")
        return NotesContent(
            len(notes),
            _notes(source, files, notes, manifest),
            len(notes),
            tuple(_notebook(folder, ours=True) for folder in manifest.notebooks),
        )


class _Files:
    """The files below a folder, by their places in it: ``Systems/Renal/Acid.md``."""

    def __init__(self, root: Path, source: Source, deepest: int | None = None) -> None:
        self.root = root
        self.places = sorted(self._walk(source, deepest))
        self._by_place = {alike(place): place for place in reversed(self.places)}
        self._by_name: dict[str, list[str]] = {}
        for place in sorted(self.places, key=lambda one: (one.count("/"), one)):
            self._by_name.setdefault(alike(place.rpartition("/")[2]), []).append(place)

    def _walk(self, source: Source, deepest: int | None) -> Iterator[str]:
        waiting, number = [("", 0)], 0
        while waiting:
            folder, depth = waiting.pop()
            try:
                entries = list(os.scandir(self.root / folder))
            except OSError as error:
                if not folder:
                    raise
                source.tell(shown(folder), f"The folder cannot be read ({error.strerror}).")
                continue
            for entry in entries:
                place = posixpath.join(folder, entry.name)
                if entry.name.startswith("."):
                    continue
                if entry.is_symlink() or (hasattr(entry, "is_junction") and entry.is_junction()):
                    if deepest is None:
                        source.tell(shown(place), "It is a link to another place: not followed.")
                elif entry.is_dir(follow_symlinks=False):
                    if deepest is None or depth < deepest:
                        waiting.append((place, depth + 1))
                elif entry.is_file(follow_symlinks=False):
                    number += 1
                    yield place
                if number > MAX_FILES:
                    raise BadFile(f"The folder has more than {MAX_FILES:,} files.")

    def found(self, folder: str, called: str) -> str | None:
        """Return the place that a note in ``folder`` calls: beside it, from the root, or by the
        name of the file alone, which also finds what a note that was moved calls; None if there
        is none."""
        called = called.replace("\\", "/").strip()
        beside = posixpath.normpath(posixpath.join(folder, called.lstrip("/")))
        from_root = posixpath.normpath(called.lstrip("/"))
        for place in (beside, from_root):
            if alike(place) in self._by_place:
                return self._by_place[alike(place)]
        named = self._by_name.get(alike(called.rpartition("/")[2]), [])
        return named[0] if len(named) == 1 or (named and "/" not in called) else None

    def data(self, place: str, most: int) -> bytes:
        """Return the bytes of a file; BadItem if it cannot be read or is too large."""
        try:
            with (self.root / place).open("rb") as file:
                data = file.read(most + 1)
        except OSError as error:
            raise BadItem(f"It cannot be read ({error.strerror})") from None
        if len(data) > most:
            raise BadItem(f"It is larger than {most >> 20} MB")
        return data


def _notes(
    source: Source, files: _Files, places: list[str], manifest: Manifest
) -> Iterator[FiledNote]:
    for place in places:
        try:
            note = _note(source, files, place, manifest)
        except (BadItem, OSError) as why:
            source.tell(shown(place), f"It was left out: {_lower(str(why))}.")
            continue
        yield note


def _note(source: Source, files: _Files, place: str, manifest: Manifest) -> FiledNote:
    data = files.data(place, MAX_FILE)
    text, encoding = decoded(data)
    if not encoding.startswith("utf-8"):
        source.tell(shown(place), f"It is no UTF-8; it was read as {encoding}.")
    _, digest = manifest.files.get(place, (0, ""))
    as_written = bool(digest) and sha256(data).hexdigest() == digest
    said = properties.read(text, as_written=as_written)
    if said.unread:
        keys = ", ".join(said.unread)
        source.tell(shown(place), f"Not understood, so it was kept in the text: {keys}.")
    folder, _, name = place.rpartition("/")
    stem = unicodedata.normalize("NFC", shown(name).rpartition(".")[0])
    title = said.title
    if title is None:
        title = unescaped(stem) if said.own else stem
    file_at = from_ms((files.root / place).stat().st_mtime_ns // 1_000_000)
    stated_at = said.changed_at or file_at
    changed_at = max(stated_at, file_at) if said.own and not as_written else stated_at
    return FiledNote(
        where=shown(place),
        key=(
            "vault",
            *(unicodedata.normalize("NFC", shown(one)) for one in (files.root.name, place)),
        ),
        title=title.strip() if said.own else " ".join(title.split()),
        body=rewritten(said.body, _Taking(source, files, manifest, folder, shown(place)).change),
        tags=said.tags,
        created_at=said.created_at or min(file_at, stated_at),
        changed_at=changed_at,
        stated_at=stated_at,
        notebook=_notebook(folder, ours=manifest.ours),
        own=said.own,
    )


@dataclass(frozen=True, slots=True)
class _Taking:
    """Takes the pictures that one note shows and the documents that it shows or links, and tells
    of the files that stay outside."""

    source: Source
    files: _Files
    manifest: Manifest
    folder: str
    where: str

    def change(self, embed: Embed) -> str | None:
        called = self._called(embed)
        if not called:
            return None
        place = self.files.found(self.folder, called)
        if place is None:
            if self._is_missed(embed, called):
                self._tell(called, "it is not in the folder")
            return None
        name = shown(place.rpartition("/")[2])
        if name.lower().endswith(NOTE) or (embed.shape is Shape.WIKI_LINK and "." not in called):
            return None  # a note, shown inside another or linked
        try:
            data = self.files.data(place, MAX_ATTACHMENT)
            digest = sha256(data).hexdigest()
            if self.manifest.files.get(place) == (0, digest):  # as we wrote it
                name = f"{digest}.{_suffix(name)}"
            address = self.source.take(data, name)
        except (BadItem, UserFault) as why:
            self._tell(called, _lower(str(why).rstrip(".")))
            return None
        return embed.to_kept(address, name)

    def _is_missed(self, embed: Embed, called: str) -> bool:
        """Say whether a file that is not there was meant to be: any other name may be a note's."""
        if embed.shape in (Shape.PICTURE, Shape.HTML):
            return True
        suffix = _suffix(called)
        if embed.shape is Shape.WIKI:
            return "." in called and suffix != "md"
        return embed.shape is Shape.LINK and suffix in ATTACHED

    def _called(self, embed: Embed) -> str:
        """Return the file that is called, "" if it is none of the vault."""
        called = embed.target
        if embed.shape in (Shape.WIKI, Shape.WIKI_LINK):
            return called.partition("#")[0].strip()
        if _ELSEWHERE.match(called):
            return ""
        return unquote(called).partition("#")[0].partition("?")[0].strip()

    def _tell(self, called: str, why: str) -> None:
        self.source.tell(self.where, f"{called[:200]}: {why}; the link was kept.")


def _notebook(folder: str, *, ours: bool) -> Names:
    names = [unicodedata.normalize("NFC", shown(part)) for part in folder.split("/") if part]
    return tuple(unescaped(name) for name in names) if ours else tuple(names)


def _suffix(called: str) -> str:
    return called.rpartition("/")[2].rpartition(".")[2].lower()


def shown(place: str) -> str:
    """Return a place without the bytes that are no characters."""
    return os.fsencode(place).decode("utf-8", "replace")


def _lower(why: str) -> str:
    return why[:1].lower() + why[1:]
