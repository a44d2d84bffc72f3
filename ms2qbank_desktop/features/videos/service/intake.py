"""Compares files with the library and takes in what is new, moved or changed.

A video is its content: the same content under another path is the same video, moved. Another
content under the path of a video is that video replaced (encoded anew, or downloaded to its end):
what the user said of it, its bookmarks and its place stay, what the file says is read anew. Only
if the old content turns up elsewhere in the same scan has the video moved, and the file is new.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import to_ms
from ms2qbank_desktop.core.ids import derived_id, new_id
from ms2qbank_desktop.features.questions.models import Problem
from ms2qbank_desktop.features.videos.queries import files, rows, searching
from ms2qbank_desktop.features.videos.tables import VideoRow
from ms2qbank_desktop.features.videos.titles import title_from
from ms2qbank_desktop.features.videos.walking import shown
from ms2qbank_desktop.storage.fulltext import next_row

from .looking import Looked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.videos.models import ScanReport
    from ms2qbank_desktop.features.videos.queries.files import Known
    from ms2qbank_desktop.features.videos.walking import Found
    from ms2qbank_desktop.storage.store import Store, WriteSession

    from .looking import Look
    from .rejects import Rejects

IN_FLIGHT = 4
"""Files that are looked into at a time."""
BATCH = 16
"""Videos in one write: a student who presses a key meanwhile waits for one of these."""


class Intake:
    """One scan for one user. What a batch has written stays if the user cancels."""

    def __init__(
        self,
        store: Store,
        look: Look,
        user_id: int,
        report: ScanReport,
        now: datetime,
        folder_of: Callable[[Path], int | None],
        rejects: Rejects,
        *,
        brings_back: bool,
    ) -> None:
        """``folder_of`` names the watched folder of a path; ``brings_back``: files of videos that
        the user has removed come back, and ``rejects`` are looked into again."""
        self._store = store
        self._look = look
        self._user_id = user_id
        self._report = report
        self._now = now
        self._folder_of = folder_of
        self._rejects = rejects
        self._brings_back = brings_back
        self._by_path: dict[str, Known] = {}
        self._by_content: dict[str, Known] = {}
        self._changed: dict[str, str] = {}
        """Paths whose file is another than it was, or was touched: what is there now, "" as long
        as it has not been looked into."""
        self._probed: frozenset[str] = frozenset()
        self._placed: set[int] = set()
        """Videos that have been found, here or there."""
        self._lost: set[int] = set()
        """Videos whose file is not theirs any more."""
        self._batch: list[tuple[Looked, Known | None]] = []

    def run(self, found: Sequence[Found], progress: Progress, gone: Iterable[int] = ()) -> None:
        """Take in all files; videos whose files are ``gone``, and are not found elsewhere, are
        marked as missing. Cancelled may come at each file."""
        with self._store.read() as session:
            known = files.known(session, self._user_id)
            captions = files.caption_files(session, self._user_id)
        # The removed come first: where both are there, the other one counts.
        self._by_path = {row.path: row for row in known}
        self._by_content = {row.content: row for row in known if row.content}
        self._probed = frozenset(one.content for one in known if one.modified_ns)
        found = list({one.path: one for one in found}.values())
        done, waiting = 0, []
        for one in found:
            row = self._by_path.get(str(one.path))
            if row is None and not self._brings_back and self._rejects.knows(one):
                done += 1
                self._report.rejected += 1
                continue
            if row is None or not self._is_as_it_was(one, row):
                waiting.append(one)
                self._changed[str(one.path)] = ""
                continue
            done += 1
            self._as_it_was(one, row, captions.get(row.id, {}))
            progress.report(done, len(found), one.path.name)
        try:
            self._take(waiting, done, len(found), progress)
        finally:
            self._write()
            self._rejects.save()
        self._miss({*gone, *self._lost} - self._placed)

    def place(self, looked: Looked, row: Known) -> None:
        """Let a file be that of a video, whatever it was before."""
        self._add(looked, row)
        self._write()

    def _is_as_it_was(self, found: Found, row: Known) -> bool:
        same = (found.size, found.modified_ns) == (row.size, row.modified_ns)
        return same and not (row.removed and self._brings_back)

    def _as_it_was(self, found: Found, row: Known, captions: dict[str, int]) -> None:
        self._placed.add(row.id)
        beside = {one.path.name: one.modified_ns for one in found.captions}
        changed = row.missing or beside != captions
        if row.removed or not changed:
            self._report.unchanged += 1
            if row.removed or self._folder_of(found.path) in (None, row.folder_id):
                return
        else:
            self._report.updated += 1
        looked = Looked(found, row.content)
        self._look.captions_beside(looked)
        if changed:
            self._report.problems += looked.problems
        self._add(looked, row)

    def _take(self, waiting: Sequence[Found], done: int, total: int, progress: Progress) -> None:
        replaced: list[tuple[Looked, Known]] = []
        pool = ThreadPoolExecutor(IN_FLIGHT, "video-scan")
        try:
            for looked in pool.map(lambda one: self._look.into(one, self._probed), waiting):
                done += 1
                self._report.problems += looked.problems
                self._changed[str(looked.found.path)] = looked.content
                row = self._by_path.get(str(looked.found.path))
                owner = self._by_content.get(looked.content)
                if row is None or row.removed or (owner is not None and row.id == owner.id):
                    self._known(looked, owner) if owner else self._new(looked)
                elif owner is not None or not looked.content:
                    # The file of a video is now that of another one, or nothing.
                    self._lost.add(row.id)
                    self._known(looked, owner) if owner else self._complain(looked)
                else:
                    replaced.append((looked, row))
                    self._register(looked)
                progress.report(done, total, looked.found.path.name)
        finally:
            pool.shutdown(cancel_futures=True)
        for looked, row in replaced:
            if row.id in self._placed:  # its own content lies elsewhere now
                self._new(looked)
            else:
                self._replaced(looked, row)

    # What becomes of a file

    def _known(self, looked: Looked, row: Known) -> None:
        path = str(looked.found.path)
        if row.removed and not self._brings_back:
            self._report.unchanged += 1
        elif row.path == path or not self._still_there(row, path):
            if row.removed:
                self._report.added += 1
            elif row.path == path and not row.missing and looked.probe is None:
                self._report.unchanged += 1
            else:
                self._report.updated += 1
                self._report.moved += row.path != path
            self._add(looked, row)
            self._by_content[row.content] = row._replace(path=path, removed=False, missing=False)
        else:  # a copy
            self._report.unchanged += 1
        self._placed.add(row.id)

    def _still_there(self, row: Known, new: str) -> bool:
        """Whether a video lies where it lay; else it has moved to ``new``."""
        renamed = row.path.casefold() == new.casefold()  # on a disk that does not tell them apart
        if row.missing or renamed:
            return False
        if row.path in self._changed:
            return self._changed[row.path] == row.content
        return Path(row.path).exists()

    def _replaced(self, looked: Looked, row: Known) -> None:
        if looked.why:
            self._complain(looked)
        self._report.updated += 1
        self._placed.add(row.id)
        self._add(looked, row)

    def _new(self, looked: Looked) -> None:
        if looked.why:
            self._report.rejected += 1
            self._complain(looked)
            if looked.is_settled:
                self._rejects.note(looked.found)
            return
        self._report.added += 1
        self._add(looked, None)
        self._register(looked)

    def _register(self, looked: Looked) -> None:
        """Let further files of this content be copies of this one."""
        found = looked.found
        self._by_content[looked.content] = files.Known(
            0, str(found.path), looked.content, found.size, found.modified_ns, False, None, False
        )

    def _complain(self, looked: Looked) -> None:
        self._report.problems.append(Problem(shown(looked.found.path), "", looked.why))

    # Writing

    def _add(self, looked: Looked, row: Known | None) -> None:
        self._batch.append((looked, row))
        if len(self._batch) >= BATCH:
            self._write()

    def _write(self) -> None:
        batch, self._batch = self._batch, []
        if not batch:
            return
        with self._store.write() as session:
            ids = [self._put(session, looked, row) for looked, row in batch]
            searching.refresh(session, ids)
            session.touch("videos")

    def _put(self, session: WriteSession, looked: Looked, known: Known | None) -> int:
        found = looked.found
        row = session.get(VideoRow, known.id) if known else None
        if row is None:
            row = self._created(session, looked)
        elif row.title == title_from(PurePath(row.path).name):
            row.title = title_from(found.path.name)  # it was named for its file
        if row.content != looked.content:
            row.content, row.settings = looked.content, {}
        folder_id = self._folder_of(found.path)
        if folder_id is not None or row.path != str(found.path):
            row.folder_id = folder_id
        row.path, row.size_bytes, row.missing = str(found.path), found.size, False
        row.modified_ns = 0 if looked.unprobed else found.modified_ns
        if self._brings_back:
            row.deleted_at = None
        if looked.probe is not None:
            probe = looked.probe
            rows.keep_probe(row, replace(probe, problem=looked.why or probe.problem))
            if probe.title and row.title == title_from(found.path.name):
                row.title = probe.title
            row.instructor = row.instructor or probe.artist
        row.changed_at = self._now
        session.add(row)
        session.flush()
        files.keep_captions(session, row.id, looked.beside, files.is_beside)
        if looked.probe is not None:
            files.keep_captions(session, row.id, looked.inside, files.is_inside)
        return row.id

    def _miss(self, video_ids: set[int]) -> None:
        if not video_ids:
            return
        with self._store.write() as session:
            number = files.mark_missing(session, video_ids, self._now)
            if number:
                session.touch("videos")
        self._report.missing += number
        self._report.updated += number

    def _created(self, session: WriteSession, looked: Looked) -> VideoRow:
        video_id = derived_id("video", self._user_id, looked.content)
        row = session.get(VideoRow, video_id)
        if row is not None and row.content == looked.content:
            return row  # another process was quicker
        if row is not None:  # it had this content before its file was replaced
            video_id = new_id(to_ms(self._now))
        return VideoRow(
            id=video_id,
            user_id=self._user_id,
            path="",
            content=looked.content,
            size_bytes=looked.found.size,
            title=title_from(looked.found.path.name),
            streams={},
            settings={},
            search_row=next_row(session, "videos"),
            added_at=self._now,
            changed_at=self._now,
        )
