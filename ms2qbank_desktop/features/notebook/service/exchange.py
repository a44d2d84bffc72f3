"""Notes from files, and into files."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlmodel import col, select

from ms2qbank_desktop.core.errors import EnvironmentFault, UserFault
from ms2qbank_desktop.core.progress import Progress, Silent
from ms2qbank_desktop.features.notebook.formats.base import BadFile, Source
from ms2qbank_desktop.features.notebook.formats.html import drawn, page, rendered
from ms2qbank_desktop.features.notebook.formats.html_files import FilesBeside
from ms2qbank_desktop.features.notebook.formats.known import format_of
from ms2qbank_desktop.features.notebook.formats.vault_writer import VaultWriter
from ms2qbank_desktop.features.notebook.models import (
    ATTACHED,
    PICTURES,
    NoteFilter,
    NoteOrder,
    NotesReport,
    NotesWritten,
)
from ms2qbank_desktop.features.notebook.queries import listing, rows
from ms2qbank_desktop.features.notebook.tables import NoteRow
from ms2qbank_desktop.storage.media import image_kind

from .beside import BesideNotes, facts_beside
from .taking import Notebooks, Taking, filed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.links.service import LinkService
    from ms2qbank_desktop.features.notebook.formats.base import NotesContent
    from ms2qbank_desktop.features.notebook.formats.html import Formula
    from ms2qbank_desktop.features.notebook.models import Note, NoteLine
    from ms2qbank_desktop.storage.media import MediaFolder
    from ms2qbank_desktop.storage.store import Store

    from .notebooks import NotebooksService
    from .notes import NotebookService

EVERY_NOTE = NoteFilter(archived=None)
_BATCH = 200
_DISK_FULL = {errno.ENOSPC, errno.EDQUOT}


class NotesExchange:
    """Imports into, and exports from, the notebook of one data folder."""

    def __init__(
        self,
        store: Store,
        media: MediaFolder,
        notes: NotebookService,
        notebooks: NotebooksService,
        links: LinkService,
        clock: Clock,
    ) -> None:
        self._store = store
        self._media = media
        self._notes = notes
        self._notebooks = notebooks
        self._links = links
        self._clock = clock

    def import_paths(
        self, user_id: int, paths: Sequence[Path], progress: Progress | None = None
    ) -> NotesReport:
        """Take the notes of vaults (folders), Markdown files and Joplin archives.

        A note is known by our id in its file, else by its place in its vault. What a file brought
        before changes nothing; a changed file updates its note, whose text until then is kept as
        a version. Nothing about a file raises: the report says what was not taken. Cancelled or
        EnvironmentFault may come between two batches; what was committed stays, and the same
        files taken again go on from there.
        """
        report = NotesReport()
        for path in paths:
            source = Source(path, self._keep, progress or Silent())
            try:
                self._import(user_id, source, report)
            except BadFile as why:
                source.tell("", str(why))
            except OSError as error:
                if error.errno in _DISK_FULL:
                    raise EnvironmentFault(
                        "The disk is full, so the import stopped.",
                        advice="Free some space and import the same files again.",
                    ) from error
                source.tell("", f"It cannot be read ({error.strerror}).")
            report.attachments += len(source.attachments)
            report.problems += source.problems
        return report

    def export_vault(
        self,
        user_id: int,
        folder: Path,
        wanted: NoteFilter = EVERY_NOTE,
        progress: Progress | None = None,
    ) -> NotesWritten:
        """Write notes as a vault that Obsidian opens, and bring one that was written before up to
        date.

        UserFault if the folder holds anything and is no vault of ours; files that somebody else
        has put there or changed stay as they are. EnvironmentFault if the disk refuses.
        """
        names = Notebooks(self._notebooks, user_id).names
        progress = progress or Silent()
        with _told(folder):
            writer = VaultWriter(folder, self._kept)
            if wanted == EVERY_NOTE:
                writer.add_notebooks(list(names.values()))
            lines = self._lines(user_id, wanted)
            done = 0
            for notes in self._batches(user_id, lines):
                with self._store.read() as session:
                    own = facts_beside(session, user_id, notes)
                for note in notes:
                    writer.add(filed(note, names), own[note.id])
                done += len(notes)
                progress.report(done, len(lines), folder.name)
            writer.finish(lambda ids: self._living(user_id, ids))
        return writer.written

    def export_html(
        self,
        user_id: int,
        path: Path,
        wanted: NoteFilter = EVERY_NOTE,
        *,
        note_ids: Iterable[int] | None = None,
        title: str = "Notes",
        progress: Progress | None = None,
    ) -> int:
        """Write notes, those of a filter or the ones of ``note_ids``, as one page of HTML with its
        pictures in it and the files that they link in a folder beside it; return how many notes
        they are.

        UserFault if there are none, EnvironmentFault if the disk refuses; the page appears whole
        or not at all.
        """
        lines = self._lines(user_id, wanted)
        if note_ids is not None:
            chosen = set(note_ids)
            lines = [line for line in lines if line.id in chosen]
        if not lines:
            raise UserFault("There are no such notes, so nothing was written.")
        progress, number = progress or Silent(), 0
        if len(lines) == 1:
            title = lines[0].title or title
        temporary = path.with_name(f"{uuid4().hex}.part")
        with _told(path), FilesBeside(path, self._kept) as files:
            try:
                with temporary.open("w", encoding="utf-8", newline="") as file:
                    notes = chain.from_iterable(self._batches(user_id, lines))
                    for part in page(title, lines, notes, self._picture_data, drawn, files.add):
                        file.write(part)
                        number += 1
                        progress.report(min(number, len(lines)), len(lines), path.name)
                temporary.replace(path)
            finally:
                temporary.unlink(missing_ok=True)
        return len(lines)

    def shown(
        self, user_id: int, note_ids: Sequence[int], formula: Formula
    ) -> Iterator[tuple[Note, str]]:
        """Yield notes in their order, each with its body as safe HTML, pictures within it; those
        that are gone are left out. ``formula``: HTML of TeX."""
        for at in range(0, len(note_ids), _BATCH):
            for note in self._notes_of(user_id, note_ids[at : at + _BATCH]):
                yield note, rendered(note.body, {}, self._picture_data, formula)

    def _import(self, user_id: int, source: Source, report: NotesReport) -> None:
        if not source.path.exists():
            raise BadFile("There is no such file or folder.")
        found = format_of(source.path)
        if found is None:
            raise BadFile("It holds no notes in a format that is known.")
        content: NotesContent = found.read(source)
        report.files += content.files
        notebooks = Notebooks(self._notebooks, user_id)
        beside = BesideNotes(self._links, self._clock, user_id)
        taking = Taking(self._store, self._notes, notebooks, beside, user_id, source, report)
        taking.run(content)

    def _keep(self, data: bytes, name: str) -> str:
        """Put a picture or document into the media folder, or what lay there before under the same
        name. UserFault if it is neither."""
        stem, _, ending = name.lower().rpartition(".")
        was_ours = ending in (*PICTURES, *ATTACHED) and stem == sha256(data).hexdigest()
        if was_ours or (ending in ATTACHED and image_kind(data) is None):
            return f"media:{self._media.add((data,), ending)}"
        if image_kind(data) is None:
            raise UserFault("It is neither a picture nor a document that notes keep.")
        return f"media:{self._media.add_image(data)}"

    def _kept(self, name: str) -> Path | None:
        try:
            path = self._media.path(name)
        except ValueError:
            return None
        return path if path.is_file() else None

    def _picture_data(self, name: str) -> bytes | None:
        path = self._kept(name)
        return path.read_bytes() if path else None

    def _lines(self, user_id: int, wanted: NoteFilter) -> list[NoteLine]:
        with self._store.read() as session:
            return listing.lines(session, user_id, wanted, NoteOrder.TITLE)

    def _batches(self, user_id: int, lines: Sequence[NoteLine]) -> Iterator[list[Note]]:
        """Yield the notes of lines, a batch at a time; those that went meanwhile are left out."""
        for at in range(0, len(lines), _BATCH):
            yield self._notes_of(user_id, [line.id for line in lines[at : at + _BATCH]])

    def _notes_of(self, user_id: int, ids: Sequence[int]) -> list[Note]:
        query = select(NoteRow).where(col(NoteRow.id).in_(ids), NoteRow.user_id == user_id)
        with self._store.read() as session:
            found = {row.id: rows.note(row) for row in session.exec(query)}
        return [found[note_id] for note_id in ids if note_id in found]

    def _living(self, user_id: int, ids: Iterable[int]) -> set[int]:
        query = select(NoteRow.id).where(
            NoteRow.user_id == user_id, col(NoteRow.deleted_at).is_(None)
        )
        with self._store.read() as session:
            return set(session.exec(query)) & set(ids)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say what the disk refused in the user's words."""
    try:
        yield
    except OSError as error:
        raise EnvironmentFault(
            f"{path} cannot be written ({error.strerror}).",
            advice="Free some space, make the folder writable or choose another.",
        ) from error
