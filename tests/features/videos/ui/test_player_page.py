"""The player at the real window, with the VLC of this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from ms2qbank_desktop.core import libvlc
from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.features.links.models import Place
from ms2qbank_desktop.features.videos.service.playlists import PlaylistService
from ms2qbank_desktop.features.videos.ui.pip_window import PipWindow
from ms2qbank_desktop.features.videos.ui.player_page import PlayerPage
from tests.support.bank import open_desk
from tests.support.films import film
from tests.support.viewer import CARDIO, LONG, NEPHRON, RENAL, SOUND, Viewer

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_it_plays_and_says_what_is_saved(viewer: Viewer) -> None:
    page = viewer.open_film(RENAL)
    viewer.wait(lambda: page.position_ms > 500)
    assert viewer.status().startswith("Playing · position saved")
    assert viewer.sees("Renal 1")
    assert viewer.sees("Physiology · Renal")
    assert viewer.video(RENAL).watched.views == 1
    assert not page.picture().isNull()


def test_a_pause_is_on_the_disk_at_once(viewer: Viewer) -> None:
    page = viewer.open_film(RENAL, 60_000)
    viewer.wait(lambda: page.position_ms > 60_400)
    viewer.press("Space")
    at = page.position_ms
    assert not page.playing
    assert abs(viewer.video(RENAL).watched.position_ms - at) <= 50
    viewer.press("K")
    viewer.wait(lambda: page.playing)


def test_it_goes_on_where_it_stood_and_can_start_over(viewer: Viewer) -> None:
    page = viewer.open_film(RENAL, 60_000)
    viewer.wait(lambda: page.position_ms > 60_300)
    viewer.press("Escape")
    page = viewer.open_film(RENAL)
    assert page.position_ms >= 60_300
    assert viewer.sees(r"Goes on at 1:00")
    viewer.click("Start over")
    viewer.wait(lambda: page.position_ms < 3_000)
    assert viewer.video(RENAL).watched.position_ms == 0


def test_keys_jump(viewer: Viewer) -> None:
    page = viewer.open_film(RENAL, 90_000)
    viewer.stand()
    for keys, to_ms in (
        ("Right", 95_000),
        ("Left", 85_000),
        ("L", 100_000),
        ("J J", 70_000),
        ("Shift+Right", 120_000),
        ("Shift+Left", 60_000),
        ("5", 90_000),
        ("9 0", 0),
        ("Home", 0),
        ("End", 177_000),
    ):
        page.seek(90_000)
        viewer.press(*keys.split())
        assert page.position_ms == to_ms, keys
        assert viewer.video(RENAL).watched.position_ms == to_ms, keys


def test_chapters_are_one_key_away(viewer: Viewer) -> None:
    page = viewer.open_film(SOUND, 130_000)
    viewer.stand()
    viewer.press("PageDown")
    assert page.position_ms == 300_000
    viewer.press("PageUp", "PageUp")
    assert page.position_ms == 0


def test_what_is_jumped_over_was_not_watched(viewer: Viewer) -> None:
    page = viewer.open_film(RENAL, 10_000)
    viewer.wait(lambda: page.position_ms > 10_500)
    viewer.press("9")
    viewer.wait(lambda: page.position_ms > 162_300)
    page.pause()
    watched = viewer.video(RENAL).watched
    assert watched.watched_ms < 5_000
    assert not watched.done


def test_the_pointer_looks_for_a_place_without_watching_what_it_passes(viewer: Viewer) -> None:
    page = viewer.open_film(RENAL)
    viewer.wait(lambda: page.position_ms > 200)
    bar = page.frame.seek_bar
    for tenth in range(1, 9):
        bar.dragged.emit(tenth * 18_000)
        viewer.rest(0.05)
    bar.chosen.emit(144_000)
    viewer.wait(lambda: page.position_ms > 144_200)
    page.pause()
    assert viewer.video(RENAL).watched.watched_ms < 3_000


def test_speed_is_kept_for_the_next_video_and_one_key_ends_it(viewer: Viewer) -> None:
    page = viewer.open_film(RENAL)
    viewer.hit(">")
    viewer.hit(">")
    assert page.acts.speed == 125
    assert page.frame.controls.speed.text() == "1.25×"
    page = viewer.open_film(CARDIO)
    assert page.acts.speed == 125
    viewer.press("R")
    assert page.acts.speed == 100
    viewer.press("R")
    assert page.acts.speed == 125


def test_loudness_goes_beyond_100_and_is_kept(viewer: Viewer) -> None:
    page = viewer.open_film(RENAL)
    viewer.press("Up", "Up")
    assert page.frame.controls.volume.value() == 110
    viewer.press("M")
    assert page.frame.controls.mute.accessibleName() == "Sound on"
    assert viewer.ui.settings.get("video_volume") == 110
    viewer.press("Down")
    assert not viewer.ui.settings.get("video_muted")


def test_a_bookmark_is_one_key_while_it_plays(viewer: Viewer) -> None:
    page = viewer.open_film(RENAL, 75_000)
    viewer.press("B")
    viewer.type_text("Gitelman")
    viewer.press("Return")
    viewer.wait(lambda: page.acts.bookmarks and page.acts.bookmarks[0][1])
    ((at, note),) = page.acts.bookmarks
    assert note == "Gitelman"
    assert 74_900 <= at <= 76_500
    assert page.playing
    viewer.stand()
    viewer.press("Home", "BracketRight")
    assert page.position_ms == at


def test_a_stretch_repeats_until_it_is_let_go(viewer: Viewer) -> None:
    page = viewer.open_film(RENAL, 30_000)
    viewer.press("A")
    assert page.acts.loop is not None
    begun = page.acts.loop[0]
    viewer.wait(lambda: page.position_ms >= begun + 700)
    viewer.press("A")
    assert page.acts.loop is not None
    start, end = page.acts.loop
    assert end is not None
    for _ in range(2):
        viewer.wait(lambda: page.position_ms > start + 300)
        viewer.wait(lambda: page.position_ms <= start + 200)
    assert page.position_ms <= end + 100
    viewer.press("A")
    viewer.wait(lambda: page.position_ms > (end or 0) + 300)
    assert page.frame.controls.loop.text() == ""


def test_a_frame_forth_and_back(viewer: Viewer) -> None:
    page = viewer.open_film(RENAL, 30_000)
    viewer.wait(lambda: page.position_ms > 30_100)
    viewer.press("Space")
    viewer.stand()
    before = page.position_ms
    viewer.press("Period")
    viewer.wait(lambda: page.position_ms > before)
    after = page.position_ms
    assert after <= before + 80
    viewer.press("Comma")
    viewer.wait(lambda: page.position_ms < after)
    assert not page.playing


def test_full_screen_shows_the_picture_alone_and_comes_back(viewer: Viewer) -> None:
    page = viewer.open_film(RENAL)
    viewer.press("F")
    assert page.full_screen.on
    for gone in (viewer.shell.top, viewer.shell.status, page.panels, page.frame.header):
        assert not gone.isVisible()
    viewer.wait(lambda: not page.frame.bars.isVisible())
    viewer.press("Right")
    assert page.frame.bars.isVisible(), "what happens is shown for a while"
    viewer.press("Escape")
    assert not page.full_screen.on
    assert viewer.shell.top.isVisible()
    assert page.panels.isVisible()
    assert page.frame.bars.isVisible()
    assert page.playing


def test_the_small_window_plays_on_while_the_student_is_elsewhere(viewer: Viewer) -> None:
    page = viewer.open_film(RENAL)
    viewer.press("P")
    (small,) = viewer.shell.findChildren(PipWindow)
    assert small.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    viewer.shell.open("questions")
    before = page.position_ms
    viewer.wait(lambda: page.position_ms > before + 400)
    QTest.keyClick(small, Qt.Key.Key_Space)
    viewer.wait(lambda: not page.playing)
    QTest.keyClick(small, Qt.Key.Key_Right)
    assert page.position_ms >= before + 5_000
    QTest.keyClick(small, Qt.Key.Key_Space)
    viewer.wait(lambda: page.playing)
    QTest.keyClick(small, Qt.Key.Key_Escape)
    assert not page.pip.on
    assert not page.playing, "nobody sees it any more"


def test_another_tab_pauses_and_takes_its_keys_back(viewer: Viewer) -> None:
    page = viewer.open_film(RENAL)
    viewer.wait(lambda: page.position_ms > 300)
    viewer.shell.open("questions")
    assert not page.playing
    assert not viewer.ui.commands.can("player-play")
    assert viewer.status() == ""
    viewer.shell.open("videos")
    assert viewer.ui.commands.can("player-play")


def test_the_library_takes_the_place_of_the_player_and_it_can_be_opened_again(
    viewer: Viewer,
) -> None:
    viewer.open_film(RENAL, 60_000)
    viewer.wait(lambda: viewer.page.position_ms > 60_300)
    viewer.shell.open("videos", "videos")
    viewer.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not viewer.shell.findChildren(PlayerPage)
    assert viewer.video(RENAL).watched.position_ms >= 60_000
    page = viewer.open_film(RENAL)
    viewer.wait(lambda: page.position_ms > 60_500)


def test_space_presses_the_button_that_has_the_keyboard(viewer: Viewer) -> None:
    page = viewer.open_film(RENAL)
    page.frame.controls.mute.setFocus(Qt.FocusReason.TabFocusReason)
    viewer.press("Space")
    assert viewer.ui.settings.get("video_muted")
    assert page.playing


def test_a_snapshot_is_the_picture_in_full_size(viewer: Viewer) -> None:
    page = viewer.open_film(RENAL, 61_200)
    viewer.wait(lambda: not page.picture().isNull())
    taken: list[Any] = []
    page.snapshots.take(taken.append)
    viewer.wait(lambda: taken)
    picture = QImage.fromData(QByteArray(taken[0]))
    assert (picture.width(), picture.height()) == (640, 360)
    QGuiApplication.clipboard().clear()
    viewer.press("S")
    assert QGuiApplication.clipboard().image().width() == 640


def test_the_audio_track_is_kept_with_the_video(viewer: Viewer) -> None:
    page = viewer.open_film(NEPHRON)
    viewer.wait(lambda: page.frame.controls.audio.isVisible())
    viewer.press("Shift+A")
    viewer.open_film(RENAL)
    page = viewer.open_film(NEPHRON)
    engine = page.screening.engine
    viewer.wait(lambda: engine.audio_track == 2)


def test_sound_alone_has_a_cover_and_no_snapshot(viewer: Viewer) -> None:
    page = viewer.open_film(SOUND)
    stage = page.frame.stage
    assert stage.currentWidget() is stage.cover
    taken: list[bytes | None] = []
    page.snapshots.take(taken.append)
    assert taken == [None]


def test_the_next_of_a_playlist_starts_by_itself(viewer: Viewer) -> None:
    playlists = viewer.ui.service(PlaylistService)
    user_id, ids = viewer.ui.user_id, viewer.ids
    playlist = playlists.create(user_id, "Renal in a week")
    playlists.add(user_id, playlist, [ids[CARDIO], ids[RENAL], ids[LONG]])
    viewer.ui.commands.request("play-list", playlist, ids[CARDIO])
    viewer.wait(lambda: viewer.page.playing)
    page = viewer.page
    assert viewer.sees(".*in “Renal in a week”, 1 of 3")
    assert not page.frame.controls.previous.isEnabled()
    page.seek(59_000)
    viewer.wait(lambda: page.video.id == ids[RENAL] and page.playing)
    assert viewer.video(CARDIO).watched.done
    assert viewer.sees("Physiology · Renal · in “Renal in a week”, 2 of 3")
    viewer.press("Shift+N")
    assert page.video.id == ids[LONG]
    viewer.press("Shift+P")
    assert page.video.id == ids[RENAL]


def test_a_moment_is_watched_aside_while_the_page_stays(viewer: Viewer) -> None:
    viewer.shell.open("questions")
    place = Place.in_video(viewer.ids[RENAL], 75_000)
    viewer.ui.commands.request("watch-aside", place)
    (small,) = viewer.shell.findChildren(PipWindow)
    screening = small._screening  # noqa: SLF001 (what it plays)
    viewer.wait(lambda: screening.position_ms > 75_200)
    assert viewer.shell.tab == "questions"
    QTest.keyClick(small, Qt.Key.Key_Escape)
    assert viewer.video(RENAL).watched.position_ms > 75_200
    viewer.wait(lambda: not viewer.shell.findChildren(PipWindow))


def test_a_file_that_has_gone_is_said_and_can_be_located(data_dir: Path) -> None:
    desk = open_desk(data_dir, 0)
    gone = film(desk, "Gone")
    desk.context.close()
    viewer = Viewer(data_dir)
    viewer.ui.commands.request("open-video", Place.in_video(gone, 0))
    viewer.wait(lambda: viewer.sees("The file is not where it was"))
    assert viewer.sees("Locate…")
    assert not viewer.page.frame.controls.play.isEnabled()
    viewer.leave()


def test_without_vlc_it_says_how_to_get_it_and_bookmarks_work(
    viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = EnvironmentFault("Videos and sounds need VLC, which was not found.", advice="Get it.")

    def load() -> None:
        raise fault

    monkeypatch.setattr(libvlc, "load", load)
    viewer.open_film(RENAL, plays=False)
    viewer.wait(lambda: viewer.sees("Videos and sounds need VLC, which was not found."))
    page = viewer.page
    page.seek(75_000)
    viewer.press("B")
    viewer.press("Return")
    assert [one.at_ms for one in viewer.bookmarks(RENAL)] == [75_000]
    assert viewer.video(RENAL).watched.position_ms == 75_000


def test_where_there_is_no_room_the_panels_are_a_drawer_over_the_picture(viewer: Viewer) -> None:
    page = viewer.open_film(RENAL)
    viewer.shell.resize(1280, 800)
    viewer.wait(lambda: viewer.shell.width() == 1280)
    viewer.wait(page.panels.isVisible)
    beside = page.frame.surface.width()
    viewer.press("F")
    viewer.wait(lambda: not page.panels.isVisible())
    viewer.settle()
    viewer.wait(lambda: page.frame.surface.width() == viewer.shell.width())
    alone = page.frame.surface.width()
    viewer.press("B")
    assert page.panels.isVisible()
    assert page.full_screen.on
    assert page.frame.surface.width() == alone
    viewer.type_text("NCC")
    viewer.press("Return", "Escape")
    assert not page.panels.isVisible()
    assert page.full_screen.on
    viewer.press("Escape")
    viewer.wait(page.panels.isVisible)
    viewer.wait(lambda: page.frame.surface.width() == beside)
    assert [one.note for one in viewer.bookmarks(RENAL)] == ["NCC"]
