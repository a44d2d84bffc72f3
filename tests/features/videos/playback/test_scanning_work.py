"""Locating by hand, cancelling, scanning without VLC, small pictures and waveforms."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from ms2qbank_desktop.core.errors import EnvironmentFault, UserFault
from ms2qbank_desktop.core.progress import Cancelled
from ms2qbank_desktop.features.videos.models import Probe
from ms2qbank_desktop.features.videos.service.intake import BATCH
from ms2qbank_desktop.features.videos.service.scanning import ScanningService
from tests.support.recordings import captions, recording
from tests.support.shared_data import shared
from tests.support.video_library import Library, counts

if TYPE_CHECKING:
    from pathlib import Path

    from ms2qbank_desktop.features.videos.playback.inspecting import Inspector


def test_a_missing_video_is_located_by_its_user(library: Library, folder: Path) -> None:
    file = recording(folder / "a.mp4", "a")
    library.add(file)
    video = library.only()
    found = folder.parent / "found.mp4"
    file.rename(found)
    library.rescan()
    other = recording(folder.parent / "other.mp4", "b")
    with pytest.raises(UserFault, match="is another file") as refused:
        library.scanning.locate(library.user_id, video.id, other)
    assert refused.value.field == "replace"
    assert library.only().missing
    library.scanning.locate(library.user_id, video.id, found)
    assert (library.only().path, library.only().missing) == (str(found), False)
    assert library.only().content == video.content
    library.scanning.locate(library.user_id, video.id, other, replace=True)
    assert library.only().path == str(other)
    assert library.only().content != video.content


def test_a_video_cannot_be_located_at_what_another_video_is_or_what_cannot_be_played(
    library: Library, folder: Path
) -> None:
    library.add(recording(folder / "a.mp4", "a"), recording(folder / "b.mp4", "b"))
    first = library.videos()[0]
    text = folder / "text.mp4"
    text.write_text("no video")
    for file in (folder / "b.mp4", text, folder / "gone.mp4"):
        with pytest.raises(UserFault, match=file.name):
            library.scanning.locate(library.user_id, first.id, file, replace=True)
    assert library.videos()[0] == first


def test_cancelling_keeps_what_was_taken_and_the_next_scan_goes_on(
    library: Library, folder: Path
) -> None:
    for number in range(BATCH + 8):
        recording(folder / f"{number:02}.mp4", str(number))

    class Impatient:
        def report(self, done: int, total: int | None, _note: str = "") -> None:
            if total is not None and done == BATCH + 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        library.scanning.add(library.user_id, [folder], Impatient())
    assert len(library.videos()) == BATCH + 2
    assert counts(library.add(folder)) == {"added": 6, "unchanged": BATCH + 2}


def test_a_look_through_many_folders_without_videos_can_be_cancelled(
    library: Library, folder: Path
) -> None:
    for number in range(5):
        (folder / str(number)).mkdir()
    entered = []

    class Impatient:
        def report(self, _done: int, _total: int | None, note: str = "") -> None:
            entered.append(note)
            if len(entered) == 3:
                raise Cancelled

    with pytest.raises(Cancelled):
        library.scanning.add(library.user_id, [folder], Impatient())
    assert entered == [str(folder), str(folder / "0"), str(folder / "1")]


def test_progress_counts_every_file_once(library: Library, folder: Path) -> None:
    for name in "abc":
        recording(folder / f"{name}.mp4", name)
    library.add(folder / "a.mp4")
    steps = []

    class Watching:
        def report(self, done: int, total: int | None, note: str = "") -> None:
            if total is not None:
                steps.append((done, total, note))

    library.scanning.add(library.user_id, [folder], Watching())
    assert steps == [(1, 3, "a.mp4"), (2, 3, "b.mp4"), (3, 3, "c.mp4")]


def test_a_scan_announces_videos_and_nothing_new_announces_nothing(
    library: Library, folder: Path
) -> None:
    heard: list[frozenset[str]] = []
    library.desk.context.changes.subscribe(heard.append)
    file = recording(folder / "a.mp4")
    library.add(file)
    assert heard == [frozenset({"videos"})]
    library.add(file)
    assert len(heard) == 1


def test_each_user_has_a_library_of_his_own(library: Library, folder: Path) -> None:
    file = recording(folder / "a.mp4")
    library.add(file)
    with pytest.raises(UserFault):
        library.scanning.read_captions(library.user_id + 1, library.only().id)
    assert library.scanning.folders(library.user_id + 1) == []


class WithoutVlc:
    """What an inspector does on a computer that has no VLC."""

    def probe(self, _path: Path, _timeout_s: float = 5.0) -> Probe:
        raise EnvironmentFault("VLC is not installed.", advice="Get it.")


def test_without_vlc_files_come_in_by_their_names_and_are_looked_into_once_it_is_there(
    library: Library, folder: Path
) -> None:
    store, clock = library.desk.context.store, library.desk.clock
    blind = ScanningService(store, clock, cast("Inspector", WithoutVlc()))
    recording(folder / "week_1.mp4", "a")
    (folder / "text.mp4").write_text("no video")
    captions(folder / "week_1.srt", "readable all the same")
    report = blind.add(library.user_id, [folder])
    assert counts(report) == {"added": 1, "rejected": 1}
    assert [one.why for one in report.problems if one.file == "VLC"] == [
        "VLC is not installed. Get it."
    ]
    assert library.only().about.title == "Week 1"
    assert library.only().probe == Probe()
    assert len(library.videos("readable")) == 1
    assert counts(library.rescan()) == {"updated": 1}
    assert library.only().probe.duration_ms == 20_000


def test_thumbnails_are_made_once_and_kept_by_content(library: Library, folder: Path) -> None:
    library.add(recording(folder / "a.mp4"))
    video = library.only()
    path = library.scanning.thumbnail_path(video.content)
    assert not path.exists()
    assert library.scanning.make_thumbnail(library.user_id, video.id) == path
    assert path.read_bytes().startswith(b"\x89PNG")
    written = path.stat().st_mtime_ns
    assert library.scanning.make_thumbnail(library.user_id, video.id) == path
    assert path.stat().st_mtime_ns == written
    assert path.is_relative_to(library.desk.context.paths.cache)


def test_a_recording_of_sound_has_a_waveform_and_no_picture(library: Library) -> None:
    library.add(shared("data/video/audio-04-microbiology.mp3"))
    video = library.only()
    assert library.scanning.make_thumbnail(library.user_id, video.id) is None
    path = library.scanning.make_peaks(library.user_id, video.id)
    assert path == library.scanning.peaks_path(video.content)
    assert path is not None
    peaks = path.read_bytes()
    assert len(peaks) == 1_000
    assert max(peaks) > 20
