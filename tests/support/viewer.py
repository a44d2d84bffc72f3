"""A student at the real player, with the lectures of the shared folder.

Run as a program it is a student
who can be killed: ``python -m tests.support.viewer DATA_DIR`` plays the first lecture and prints
where it is, a JSON line after each change, until it is killed.
"""

from __future__ import annotations

import json
import os
import sys
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest

from ms2qbank_desktop.core import libvlc
from ms2qbank_desktop.features.links.models import Place
from ms2qbank_desktop.features.videos.models import About, VideoFilter
from ms2qbank_desktop.features.videos.service.bookmarks import BookmarkService
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from ms2qbank_desktop.features.videos.service.scanning import ScanningService
from ms2qbank_desktop.features.videos.ui.player_page import PlayerPage
from ms2qbank_desktop.features.videos.ui.state import State
from tests.support.bank import open_desk
from tests.support.profile import prepared, temporary
from tests.support.shared_data import SHARED
from tests.support.student import Student

if TYPE_CHECKING:
    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.videos.models import Bookmark, Video

os.environ.setdefault(libvlc.SOUND_OUTPUT, "dummy")  # before VLC is loaded

LECTURES = SHARED / "data" / "video"
RENAL = "Renal 1"
CARDIO = "Cardio 2"
NEPHRON = "Nephron 3"
SOUND = "Microbiology 4"
LONG = "Three hours 5"
FILES = {
    RENAL: "lecture-01-renal-h264-aac.mp4",
    CARDIO: "lecture-02-cardio-vp9-opus.webm",
    NEPHRON: "lecture-03-nephron-2audio-2subs.mkv",
    SOUND: "audio-04-microbiology.mp3",
    LONG: "lecture-05-three-hours-lowbitrate.mp4",
}


@cache
def lectures() -> Path:
    """Scan the lectures once for all tests of a run, and return the database."""
    desk = open_desk(temporary(), 0)
    catalogue = desk.context.service(CatalogueService)
    scanning = desk.context.service(ScanningService)
    scanning.add(desk.user_id, [LECTURES / name for name in FILES.values()])
    titles = {name: title for title, name in FILES.items()}
    for entry in catalogue.entries(desk.user_id, VideoFilter()):
        title = titles[Path(entry.path).name]
        about = About(title, subject="Physiology", system="Renal", instructor="Dr. Example")
        catalogue.save_about(desk.user_id, entry.id, about)
    desk.context.close()
    return desk.context.paths.database


class Viewer(Student):
    """Sits at the window with the lectures in the library; silently. ``ids``: theirs by title."""

    def __init__(self, data_dir: Path, clock: Clock | None = None) -> None:
        prepared(data_dir, lectures())
        super().__init__(data_dir, clock)
        catalogue = self.program.context.service(CatalogueService)
        entries = catalogue.entries(self.ui.user_id, VideoFilter())
        self.ids = {entry.title: entry.id for entry in entries}

    @property
    def page(self) -> PlayerPage:
        """The player that is open; one that was left may wait to be deleted."""
        return self.shell.findChildren(PlayerPage)[-1]

    def open_film(self, title: str, at_ms: int | None = None, *, plays: bool = True) -> PlayerPage:
        """Open a lecture as the library does, and wait for its picture."""
        spot = "" if at_ms is None else str(at_ms)
        place = Place.in_video(self.ids[title], 0)
        self.ui.commands.request("open-video", Place(place.kind, place.id, spot))
        if plays:
            self.wait(lambda: self.page.playing)
        return self.page

    def stand(self) -> None:
        """Pause, and wait until VLC stands still, which is a moment later."""
        self.page.pause()
        self.wait(lambda: self.page.screening.engine.state is State.PAUSED)

    def video(self, title: str) -> Video:
        """Return a lecture as the disk has it."""
        catalogue = self.program.context.service(CatalogueService)
        return catalogue.video(self.ui.user_id, self.ids[title])

    def bookmarks(self, title: str) -> list[Bookmark]:
        """Return its bookmarks as the disk has them."""
        service = self.program.context.service(BookmarkService)
        return service.bookmarks(self.ui.user_id, self.ids[title])

    def rest(self, seconds: float) -> None:
        """Watch for a while."""
        until = time.monotonic() + seconds
        self.wait(lambda: time.monotonic() >= until)

    def type_text(self, text: str) -> None:
        """Type into what has the keyboard."""
        QTest.keyClicks(self.app.focusWidget() or self.shell, text)
        self.app.processEvents()

    def hit(self, sign: str) -> None:
        """Press a key by the sign on it."""
        QTest.keyClick(self.app.focusWidget() or self.shell, Qt.Key(ord(sign)))
        self.app.processEvents()

    def status(self) -> str:
        """Return what the status bar says at the left."""
        return next((word for word in self.words() if "position" in word), "")

    def leave(self) -> None:
        super().leave()
        for _ in range(20):  # the thread of the engine ends
            self.app.processEvents()
            self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            time.sleep(0.01)


def main(data_dir: Path) -> None:
    """Play, and say where it is, until killed."""
    viewer = Viewer(data_dir)
    page = viewer.open_film(RENAL)
    page.screening.moved.connect(
        lambda ms: os.write(1, (json.dumps({"ms": ms, "at": time.time()}) + "\n").encode())
    )
    while True:
        viewer.app.processEvents()
        time.sleep(0.002)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
