"""Writes notes as a vault that Obsidian opens: notebooks as folders, files in attachments/.

A list in the folder says what was written. Only files on it are ever replaced or taken away, and
only while they are what was written: what somebody else has put there or changed stays.
"""

from __future__ import annotations

import os
import posixpath
import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import chain, count
from typing import TYPE_CHECKING
from uuid import uuid4

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.notebook.models import NotesWritten
from ms2qbank_desktop.features.questions.models import Problem

from . import front_matter, properties
from .embeds import Embed, Shape, rewritten
from .file_names import alike, attached_name, escaped, unescaped
from .manifest import NAME, Manifest, manifest_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from .base import FiledNote, Names, OwnFacts

ATTACHMENTS = "attachments"
MEDIA = "media:"
_HEAD = 1 << 16
_SIZE = re.compile(r"\\?\|[^|]*$")
_IN_ADDRESS = re.compile(r"[ ()]")
_SAVED_EVERY = 500
"""Files after which the list is written: what is on no list would be taken for another's."""


@dataclass(slots=True)
class VaultWriter:
    """Writes one vault, note by note; `finish` at the end. ``media``: where the picture or file of
    a name lies, None if it does not."""

    folder: Path
    media: Callable[[str], Path | None]
    written: NotesWritten = field(default_factory=NotesWritten)
    _old: Manifest = field(init=False)
    _new: Manifest = field(init=False)
    _taken: dict[str, str] = field(default_factory=dict)
    _folders: set[str] = field(default_factory=set)
    _attached: dict[str, str] = field(default_factory=dict)
    """The place of each file by its name in the media folder; likewise as it was before."""
    _attached_before: dict[str, str] = field(init=False)
    _whose: dict[int, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """UserFault if the folder holds anything, and is no vault of ours."""
        self._old = manifest_of(self.folder)
        if not self._old.ours and self.folder.exists():
            if not self.folder.is_dir():
                raise UserFault(f"{self.folder} is no folder.", field="folder")
            if any(self.folder.iterdir()):
                raise UserFault(
                    f"{self.folder} holds files that are not from this program.",
                    field="folder",
                    advice="Choose an empty folder, or one that notes were exported to before.",
                )
        self.folder.mkdir(parents=True, exist_ok=True)
        self._new = Manifest(list(self._old.notebooks), dict(self._old.files), ours=True)
        for place, (note_id, _) in self._old.files.items():
            self._whose.setdefault(note_id, []).append(place)
        self._attached_before = {
            f"{self._old.files[place][1]}.{place.rpartition('.')[2]}": place
            for place in self._whose.pop(0, ())
            if posixpath.dirname(place) == ATTACHMENTS
        }
        self._save_list()

    def add_notebooks(self, notebooks: Sequence[Names]) -> None:
        """Make the folders of all notebooks, in their order."""
        self._new.notebooks.clear()
        for names in notebooks:
            self._new.notebooks.append(_folder_of(names))
            self._make_folder(self._new.notebooks[-1])
            if unescaped(escaped(names[-1])) != names[-1]:
                self._tell(self._new.notebooks[-1], "The name of the notebook had to be cut.")
        self.written.notebooks = len(notebooks)

    def add(self, note: FiledNote, own: OwnFacts) -> None:
        """Write a note and the pictures and files that it has."""
        folder = _folder_of(note.notebook)
        place, title = self._place(folder, note, own.id)
        up = "../" * (folder.count("/") + 1 if folder else 0)

        def local(embed: Embed) -> str | None:
            called, *spot = embed.target.partition("#")
            if not called.startswith(MEDIA) or embed.shape is Shape.WIKI_LINK:
                return None
            words = _SIZE.sub("", embed.shown) or note.title or "File"
            attached = self._attach(called.removeprefix(MEDIA), words, place)
            if attached is None:
                return None
            return embed.to(f"{up}{_IN_ADDRESS.sub(_coded, attached)}{''.join(spot)}")

        body = rewritten(note.body, local)
        data = properties.written(replace(note, body=body), own, title).encode()
        self._make_folder(folder)
        if self._write(place, own.id, data):
            moment = to_ms(note.changed_at) * 1_000_000
            if 0 <= moment < 1 << 62:
                os.utime(self.folder / place, ns=(moment, moment))
        self.written.notes += 1
        if self.written.notes % _SAVED_EVERY == 0:
            self._save_list()

    def finish(self, living: Callable[[Iterable[int]], set[int]]) -> None:
        """Take away what was written for notes that stand elsewhere now or are gone, and save the
        list. ``living``: which of some notes are still there."""
        stale = [
            (place, note_id)
            for note_id, places in self._whose.items()
            for place in places
            if self._taken.get(alike(place)) != place
        ]
        there = living({note_id for _, note_id in stale})
        now = {self._new.files[place][0] for place in self._taken.values()}
        for place, note_id in stale:
            if note_id in now or note_id not in there:
                self._take_away(place)
        for folder in sorted(set(self._old.notebooks) - set(self._new.notebooks), reverse=True):
            with suppress(OSError):  # it is gone, or something stands in it
                (self.folder / folder).rmdir()
        self._save_list()

    def _place(self, folder: str, note: FiledNote, note_id: int) -> tuple[str, str]:
        """Return where a note goes, and the title that its file name says.

        It stays where it was, if that is a place for its title: two notes of one title would
        change places otherwise.
        """
        name = escaped(note.title) or "Untitled"
        mine = re.compile(rf"{re.escape(posixpath.join(folder, name))}(?: \(\d+\))?\.md")
        was = (place for place in self._whose.get(note_id, ()) if mine.fullmatch(place))
        numbered = (posixpath.join(folder, f"{name} ({number}).md") for number in count(2))
        place = next(
            place
            for place in chain(was, (posixpath.join(folder, f"{name}.md"),), numbered)
            if self._is_free(place, note_id)
        )
        self._taken[alike(place)] = place
        return place, unescaped(posixpath.basename(place).removesuffix(".md"))

    def _is_free(self, place: str, note_id: int) -> bool:
        """Say whether a note may be written there: it was, or nothing is."""
        if alike(place) in self._taken:
            return False
        if place in self._old.files:
            return self._old.files[place][0] == note_id
        path = self.folder / place
        if not os.path.lexists(path):
            return True
        if path.is_symlink() or not path.is_file():
            return False
        with path.open("rb") as file:  # written by an export that was killed
            head = file.read(_HEAD).decode(errors="replace")
        return properties.id_in(front_matter.split(head)[0])[0] == note_id

    def _attach(self, name: str, words: str, note: str) -> str | None:
        """Copy a file of the media folder, called by the first words for it, and return its place;
        None if it is not there."""
        if name in self._attached:
            return self._attached[name]
        source = self.media(name)
        if source is None:
            self._tell(note, f"The file {name[:80]} is missing; its link was kept.")
            return None
        place = self._place_of_file(name, words)
        self._attached[name] = place
        self._taken[alike(place)] = place
        self._make_folder(ATTACHMENTS)
        self._write(place, 0, source.read_bytes())
        self.written.attachments += 1
        return place

    def _place_of_file(self, name: str, words: str) -> str:
        """Return where a file goes. It stays where it was, for notes that are not written now may
        call it there."""
        digest, _, ending = name.partition(".")
        if was := self._attached_before.get(name):
            return was
        stem = attached_name(words, ending).removesuffix(f".{ending}")
        names = chain((stem,), (f"{stem} ({number})" for number in count(2)))
        places = (f"{ATTACHMENTS}/{one}.{ending}" for one in names)
        return next(one for one in places if self._is_free_for_file(one, digest))

    def _is_free_for_file(self, place: str, digest: str) -> bool:
        if alike(place) in self._taken or place in self._old.files:
            return False
        path = self.folder / place
        return not os.path.lexists(path) or _digest(path) == digest

    def _make_folder(self, place: str) -> None:
        if place in self._folders:
            return
        path = self.folder / place
        path.mkdir(parents=True, exist_ok=True)
        if not path.resolve().is_relative_to(self.folder.resolve()):
            raise UserFault(
                f"{path} is a link to another place, so nothing is written there.",
                field="folder",
                advice="Choose an empty folder.",
            )
        self._folders.add(place)

    def _write(self, place: str, note_id: int, data: bytes) -> bool:
        """Write a file; False if it stands there as it is, or somebody has changed it."""
        path, digest = self.folder / place, sha256(data).hexdigest()
        if os.path.lexists(path):
            there = _digest(path)
            if there == digest:
                self._new.files[place] = (note_id, digest)
                self.written.unchanged += note_id != 0
                return False
            if there != self._old.files.get(place, (0, None))[1]:
                self._tell(
                    place, "It was changed since it was written, so it was left: import it first."
                )
                return False
        temporary = path.with_name(f".{uuid4().hex}.part")
        try:
            temporary.write_bytes(data)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        self._new.files[place] = (note_id, digest)
        return True

    def _take_away(self, place: str) -> None:
        path = self.folder / place
        if not os.path.lexists(path):
            del self._new.files[place]
        elif path.parent.resolve().is_relative_to(self.folder.resolve()) and (
            _digest(path) == self._old.files[place][1]
        ):
            path.unlink()
            del self._new.files[place]
        else:
            self._tell(place, "Its note moved or is gone, but it was changed here: it was left.")

    def _save_list(self) -> None:
        temporary = self.folder / f".{uuid4().hex}.part"  # a name that nobody has put a link at
        temporary.write_text(text_of(self._new), encoding="utf-8")
        temporary.replace(self.folder / NAME)

    def _tell(self, place: str, why: str) -> None:
        self.written.problems.append(Problem(str(self.folder), place, why))


def _folder_of(names: Names) -> str:
    return "/".join(escaped(name) or "Untitled" for name in names)


def _coded(found: re.Match[str]) -> str:
    return f"%{ord(found[0]):02X}"


def _digest(path: Path) -> str | None:
    """Return the SHA-256 of a file, None for what is no file."""
    if path.is_symlink() or not path.is_file():
        return None
    return sha256(path.read_bytes()).hexdigest()
