"""Whatever happens to files between two scans: no video is lost, none is there twice."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, cast

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ms2qbank_desktop.features.videos.models import Probe, Track, VideoFilter, VideoOrder
from ms2qbank_desktop.features.videos.service.bookmarks import BookmarkService
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from ms2qbank_desktop.features.videos.service.scanning import ScanningService
from tests.support.bank import open_desk

if TYPE_CHECKING:
    from ms2qbank_desktop.features.videos.playback.inspecting import Inspector

NAMES = [f"{folder}{name}.mp4" for folder in ("", "one/", "two/") for name in "abc"]
names = st.sampled_from(NAMES)


class Reads:
    """Tells of each file that it has a picture: here only its place and content matter."""

    def probe(self, _path: Path, _timeout_s: float = 5.0) -> Probe:
        return Probe(1_000, 640, 360, (Track(1),))


class Files(RuleBasedStateMachine):
    """A watched folder in which files are written, moved, copied, touched and deleted."""

    @initialize()
    def start(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="ms2qbank-scan-"))
        self.folder = self.root / "lectures"
        for sub in ("one", "two"):
            (self.folder / sub).mkdir(parents=True)
        self.desk = open_desk(self.root / "profile", questions=0)
        store, user_id = self.desk.context.store, self.desk.user_id
        self.scanning = ScanningService(store, self.desk.clock, cast("Inspector", Reads()))
        self.catalogue = self.desk.context.service(CatalogueService)
        self.marks = self.desk.context.service(BookmarkService)
        self.user_id = user_id
        self.numbers = itertools.count(1)
        self.marked: set[int] = set()
        self.clean = False
        self.scanning.watch(user_id, self.folder)

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self.desk.context.close()
            shutil.rmtree(self.root)

    @rule(name=names)
    def write(self, name: str) -> None:
        (self.folder / name).write_bytes(b"\0" * next(self.numbers))
        self.clean = False

    @rule(name=names, other=names)
    def move(self, name: str, other: str) -> None:
        if (self.folder / name).exists():
            (self.folder / name).replace(self.folder / other)
            self.clean = False

    @rule(name=names, other=names)
    def copy(self, name: str, other: str) -> None:
        if (self.folder / name).exists() and name != other:
            shutil.copyfile(self.folder / name, self.folder / other)
            self.clean = False

    @rule(name=names)
    def delete(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)
        self.clean = False

    @rule(name=names)
    def touch(self, name: str) -> None:
        if (self.folder / name).exists():
            os.utime(self.folder / name, ns=(0, next(self.numbers)))
            self.clean = False

    @rule()
    def rescan(self) -> None:
        report = self.scanning.rescan(self.user_id)
        assert report.problems == []
        again = self.scanning.rescan(self.user_id)
        assert (again.added, again.updated, again.moved, again.missing) == (0, 0, 0, 0)
        self.clean = True

    @precondition(lambda self: self.clean)
    @rule()
    def mark(self) -> None:
        for entry in self.entries():
            self.marks.add(self.user_id, entry, 1_000)
            self.marked.add(entry)

    def entries(self) -> list[int]:
        found = self.catalogue.entries(self.user_id, VideoFilter(), VideoOrder.TITLE)
        return [entry.id for entry in found]

    @invariant()
    def nothing_is_lost_or_there_twice(self) -> None:
        if not getattr(self, "clean", False):
            return
        videos = [self.catalogue.video(self.user_id, one) for one in self.entries()]
        assert self.marked <= {one.id for one in videos}
        there = {one.content: one.path for one in videos if not one.missing}
        assert len(there) == sum(not one.missing for one in videos)
        files = {path: path.stat().st_size for path in self.folder.rglob("*.mp4")}
        assert len(there) == len(set(files.values()))  # contents differ by their sizes
        sizes = {one.path: one.size_bytes for one in videos if not one.missing}
        assert all(files[Path(path)] == size for path, size in sizes.items())


def test_no_order_of_changes_loses_a_video_or_makes_it_two() -> None:
    run_state_machine_as_test(
        Files,
        settings=settings(
            max_examples=15,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
