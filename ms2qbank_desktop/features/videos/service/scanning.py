"""Adding files and folders to the library, and finding them again."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.ids import derived_id
from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.questions.models import Problem
from ms2qbank_desktop.features.videos.formats.known import read_file
from ms2qbank_desktop.features.videos.models import CAPTION_ENDINGS, ScanReport
from ms2qbank_desktop.features.videos.queries import files, rows, searching
from ms2qbank_desktop.features.videos.tables import WatchedFolderRow
from ms2qbank_desktop.features.videos.walking import (
    MEDIA_ENDINGS,
    Found,
    Walk,
    absolute,
    captions_beside,
    ending,
    is_text,
    listed,
    shown,
)

from .intake import Intake
from .looking import Look
from .previews import Previews
from .rejects import Rejects

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.videos.models import Transcript, Video, WatchedFolder
    from ms2qbank_desktop.features.videos.playback.inspecting import Inspector
    from ms2qbank_desktop.storage.store import Store

_SILENT = Silent()


class ScanningService:
    """The files of one data folder's library. Scans belong on a worker: they raise Cancelled when
    ``progress`` does, and what was committed until then stays."""

    def __init__(self, store: Store, clock: Clock, inspector: Inspector | None = None) -> None:
        """``inspector`` is made at the first use if none is given."""
        self._store = store
        self._clock = clock
        self._given = inspector
        self._previews = Previews(store.paths.cache / "thumbnails")
        self._making = threading.Lock()

    # Adding

    def add(self, user_id: int, paths: Iterable[Path], progress: Progress = _SILENT) -> ScanReport:
        """Take in files, and folders with all below them, once. Videos that the user had removed
        come back. What cannot be played is rejected in the report, with the reason."""
        report = ScanReport()
        found: list[Found] = []
        single: list[Path] = []
        walk = _walk(report, progress)
        for path in map(absolute, paths):
            if path.is_dir():
                found += walk.below(path)
            elif why := _unsuited(path):
                report.rejected += 1
                report.problems.append(Problem(shown(path), "", why))
            else:
                single.append(path)
        for one in listed(single):
            if isinstance(one, Found):
                found.append(one)
            else:
                report.rejected += 1
                report.problems.append(Problem(shown(one[0]), "", _reason(one[1])))
        self._take(user_id, found, report, progress, brings_back=True)
        return report

    def watch(self, user_id: int, folder: Path, progress: Progress = _SILENT) -> ScanReport:
        """Take in a folder, and look through it again at each rescan. UserFault if it is none."""
        path = absolute(folder)
        if not path.is_dir() or not is_text(path):
            raise UserFault(f"There is no folder {shown(path)}.", field="folder")
        now = self._clock.now()
        with self._store.write() as session:
            folder_id = derived_id("video_folder", user_id, str(path))
            row = session.get(WatchedFolderRow, folder_id) or WatchedFolderRow(
                id=folder_id, user_id=user_id, path=str(path), changed_at=now
            )
            row.deleted_at, row.changed_at = None, now
            session.add(row)
            session.touch("videos")
        report = ScanReport()
        walk = _walk(report, progress)
        self._take(user_id, list(walk.below(path)), report, progress, brings_back=True)
        self._scanned(user_id, [folder_id])
        return report

    def watch_moved(self, user_id: int, folder: Path, progress: Progress = _SILENT) -> ScanReport:
        """Take in a folder where missing videos may be now. It is watched in the place of watched
        folders that are gone and whose videos were all found in it."""
        before = [one for one in self.folders(user_id) if not Path(one.path).is_dir()]
        report = self.add(user_id, [folder], progress)
        left = {one.id: one.videos for one in self.folders(user_id)}
        moved = [one.id for one in before if one.videos and not left.get(one.id)]
        if moved:
            self.watch(user_id, folder, progress)
        for folder_id in moved:
            self.unwatch(user_id, folder_id)
        return report

    def unwatch(self, user_id: int, folder_id: int, *, removed: bool = True) -> None:
        """Watch a folder no longer, or again; its videos stay in the library."""
        now = self._clock.now()
        with self._store.write() as session:
            row = session.get(WatchedFolderRow, folder_id)
            if row is not None and row.user_id == user_id:
                row.deleted_at, row.changed_at = (now if removed else None), now
                session.add(row)
                session.touch("videos")

    def folders(self, user_id: int) -> list[WatchedFolder]:
        """Return the watched folders in the order of their paths."""
        with self._store.read() as session:
            return files.folders(session, user_id)

    def rescan(self, user_id: int, progress: Progress = _SILENT) -> ScanReport:
        """Look through the watched folders and after all videos elsewhere: new files come in, moved
        ones are found, vanished ones are marked as missing until they are back. A file that was
        rejected before is counted, and not told again."""
        report = ScanReport()
        walk = _walk(report, progress)
        found: list[Found] = []
        readable = []
        # The inner of two folders first, so that a file is found in the one nearest to it.
        for folder in sorted(self.folders(user_id), key=lambda one: -len(one.path)):
            before = len(report.problems)
            found += walk.below(Path(folder.path))
            if len(report.problems) == before:
                readable.append(folder.id)
        with self._store.read() as session:
            known = [one for one in files.known(session, user_id) if not one.removed]
        seen = {str(one.path) for one in found}
        elsewhere: dict[Path, list[int]] = {}
        for one in known:
            if one.path not in seen:
                elsewhere.setdefault(Path(one.path), []).append(one.id)
        gone: list[int] = []
        for state in listed(elsewhere):
            if isinstance(state, Found):
                found.append(state)
            else:
                gone += elsewhere[state[0]]
            progress.report(0, None, "")
        self._take(user_id, found, report, progress, gone, brings_back=False)
        self._scanned(user_id, readable)
        return report

    def locate(self, user_id: int, video_id: int, path: Path, *, replace: bool = False) -> None:
        """Say where the file of a video is now. UserFault if it cannot be played, if it is of
        another video, or (field "replace") if it has another content and is not to ``replace`` the
        old one."""
        path = absolute(path)
        (one,) = listed([path])
        if not isinstance(one, Found):
            raise UserFault(f"{path.name}: {_reason(one[1])}", field="path")
        look = Look(self._inspector())
        looked = look.into(one)
        if looked.why:
            raise UserFault(f"{path.name}: {looked.why}", field="path")
        with self._store.read() as session:
            mine = files.as_known(rows.video_row(session, user_id, video_id))
            known = files.known(session, user_id)
        if any(
            one.content == looked.content and one.id != video_id and not one.removed
            for one in known
        ):
            raise UserFault(f"{path.name} is in the library already.", field="path")
        if mine.content not in ("", looked.content) and not replace:
            raise UserFault(
                f"{path.name} is another file than the one that is missing.",
                field="replace",
                advice="Choose another file, or let it take the place of the old one.",
            )
        self._intake(user_id, ScanReport(), look, brings_back=False).place(looked, mine)

    # Captions

    def read_captions(self, user_id: int, video_id: int) -> list[Transcript]:
        """Return the captions of a video, read anew where their files have changed. On a worker:
        the first look into a long Matroska file may take a second."""
        with self._store.read() as session:
            row = rows.video_row(session, user_id, video_id)
        if row.path and not row.missing:
            found = [one for one in listed([Path(row.path)]) if isinstance(one, Found)]
            self._take(user_id, found, ScanReport(), _SILENT, brings_back=False)
        with self._store.read() as session:
            return [rows.transcript(one) for one in searching.transcript_rows(session, video_id)]

    def add_captions(self, user_id: int, video_id: int, path: Path) -> int:
        """Add a caption file that lies anywhere, and return the id of its transcript. UserFault if
        nothing can be read in it."""
        path = absolute(path)
        with self._store.read() as session:
            row = rows.video_row(session, user_id, video_id)
        read = read_file(path, Path(row.path).name)
        if not read.captions:
            why = read.problems[-1].why if read.problems else ""
            raise UserFault(f"{path.name} has no captions. {why}".strip(), field="path")
        beside = captions_beside(Path(row.path))
        modified_ns = path.stat().st_mtime_ns
        source = path.name if path in {one.path for one in beside} else str(path)
        with self._store.write() as session:
            kept = files.Kept(source, read.language, read.captions, modified_ns)
            transcript_id = files.keep_transcript(session, video_id, kept)
            searching.refresh(session, [video_id])
            session.touch("videos")
        return transcript_id

    # Small pictures

    def thumbnail_path(self, content: str) -> Path:
        """Return where the small picture of a content lies, or would lie once it is made."""
        return self._previews.picture(content)

    def peaks_path(self, content: str) -> Path:
        """Return where the waveform of a content lies, or would lie: a byte (0 to 255) for each of
        a thousand pieces of equal length."""
        return self._previews.peaks(content)

    def make_thumbnail(self, user_id: int, video_id: int) -> Path | None:
        """Make the small picture of a video; None if it has none. On a worker. EnvironmentFault
        without VLC."""
        return self._previews.make_picture(self._inspector(), self._video(user_id, video_id))

    def make_peaks(self, user_id: int, video_id: int) -> Path | None:
        """Make the waveform of a recording; None if there is nothing to hear. On a worker.
        EnvironmentFault without VLC."""
        return self._previews.make_peaks(self._inspector(), self._video(user_id, video_id))

    def _video(self, user_id: int, video_id: int) -> Video:
        with self._store.read() as session:
            return rows.video(rows.video_row(session, user_id, video_id))

    # What a scan is made of

    def _inspector(self) -> Inspector:
        with self._making:
            if self._given is None:
                from ms2qbank_desktop.features.videos.playback.inspecting import Inspector

                self._given = Inspector()
            return self._given

    def _take(
        self,
        user_id: int,
        found: Sequence[Found],
        report: ScanReport,
        progress: Progress,
        gone: Iterable[int] = (),
        *,
        brings_back: bool,
    ) -> None:
        look = Look(self._inspector())
        intake = self._intake(user_id, report, look, brings_back=brings_back)
        intake.run(found, progress, gone)
        if look.fault is not None:
            report.problems.append(Problem("VLC", "", str(look.fault)))

    def _intake(self, user_id: int, report: ScanReport, look: Look, *, brings_back: bool) -> Intake:
        folders = sorted(self.folders(user_id), key=lambda one: -len(one.path))

        def folder_of(path: Path) -> int | None:
            inside = (one.id for one in folders if path.is_relative_to(one.path))
            return next(inside, None)

        return Intake(
            self._store,
            look,
            user_id,
            report,
            self._clock.now(),
            folder_of,
            Rejects(self._store.paths.cache / "rejected.json"),
            brings_back=brings_back,
        )

    def _scanned(self, user_id: int, folder_ids: Iterable[int]) -> None:
        wanted = set(folder_ids)
        with self._store.write() as session:
            for row in files.folder_rows(session, user_id):
                if row.id in wanted:
                    row.scanned_at = self._clock.now()
                    session.add(row)


def _walk(report: ScanReport, progress: Progress) -> Walk:
    """Return a walk that can be cancelled at each folder, and reports those it cannot read."""

    def entered(folder: Path) -> None:
        progress.report(0, None, shown(folder))

    def unreadable(folder: Path, error: OSError) -> None:
        report.problems.append(Problem(shown(folder), "", _reason(error)))

    return Walk(entered, unreadable)


def _unsuited(path: Path) -> str:
    """Return why a file is not looked into at all; "" if it is."""
    kind = ending(path)
    if kind in MEDIA_ENDINGS or not path.exists():
        return ""
    if kind in CAPTION_ENDINGS:
        return "Captions come in with their video: put them beside it under the same name."
    return "This is no kind of file that holds video or sound."


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "It is not there. Has it moved, or is its disk not connected?"
    return f"It cannot be read ({error.strerror})."
