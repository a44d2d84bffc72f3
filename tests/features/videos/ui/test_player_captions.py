"""Captions over the picture: tracks beside and inside the file, their time and their look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from ms2qbank_desktop.features.videos.ui.player_captions import language_name
from tests.support.viewer import NEPHRON, RENAL, Viewer

if TYPE_CHECKING:
    from pathlib import Path


def shown(viewer: Viewer) -> str:
    """What stands over the picture."""
    return viewer.page.captions.shown


def test_the_file_beside_the_video_is_a_track_and_c_shows_it(viewer: Viewer) -> None:
    page = viewer.open_film(RENAL, 500)
    viewer.wait(lambda: page.captions.tracks)
    assert shown(viewer) == ""
    viewer.press("C")
    assert page.frame.controls.captions.text() == "English"
    assert page.frame.controls.captions.isChecked()
    viewer.wait(lambda: "nephron" in shown(viewer))
    viewer.press("C")
    assert shown(viewer) == ""
    assert page.frame.controls.captions.text() == "Captions"


def test_tracks_inside_the_file_can_be_shown(viewer: Viewer) -> None:
    page = viewer.open_film(NEPHRON, 1_000)
    viewer.wait(lambda: len(page.captions.tracks) == 2)
    assert [name for _, name in page.captions.tracks] == ["English", "French"]
    viewer.press("Shift+C", "Shift+C")
    assert page.captions.name == "French"
    viewer.wait(lambda: shown(viewer))
    viewer.press("Shift+C")
    assert page.captions.source == ""


def test_track_and_delay_are_kept_with_the_video(viewer: Viewer) -> None:
    page = viewer.open_film(RENAL)
    viewer.wait(lambda: page.captions.tracks)
    viewer.press("C", "H", "H", "G")
    source = page.captions.source
    viewer.press("Escape")
    page = viewer.open_film(RENAL)
    assert page.captions.source == source != ""
    assert page.captions.delay_ms == 50


def test_a_delay_shows_a_line_later(viewer: Viewer) -> None:
    page = viewer.open_film(RENAL)
    viewer.wait(lambda: page.captions.tracks)
    viewer.stand()
    viewer.press("C")
    catalogue = viewer.ui.service(CatalogueService)
    (transcript,) = catalogue.transcripts(viewer.ui.user_id, viewer.ids[RENAL])
    second = transcript.captions[1]
    page.seek(second.start_ms + 100)
    assert shown(viewer) == second.text
    page.captions.shift(1_000)
    assert shown(viewer) != second.text
    page.seek(second.start_ms + 1_100)
    assert shown(viewer) == second.text


def test_a_file_from_elsewhere_is_loaded_and_shown(viewer: Viewer, tmp_path: Path) -> None:
    file = tmp_path / "german.vtt"
    file.write_text("WEBVTT\n\n00:00.000 --> 02:00.000\nDie Niere\n", encoding="utf-8")
    page = viewer.open_film(NEPHRON)
    viewer.wait(lambda: len(page.captions.tracks) == 2)
    page.captions.load(file)
    viewer.wait(lambda: shown(viewer) == "Die Niere")


def test_the_look_is_kept(viewer: Viewer) -> None:
    page = viewer.open_film(RENAL)
    page.captions.set_style("caption_size", 150)
    page.captions.set_style("caption_colour", "yellow")
    page.captions.set_style("caption_at_top", True)
    style = page.captions.style()
    assert (style.size_percent, style.at_top, style.box) == (150, True, True)
    assert style.colour != "#ffffff"


@pytest.mark.parametrize(
    ("code", "name"), [("en", "English"), ("fra", "French"), ("de-AT", "German"), ("xx", "xx")]
)
def test_languages_have_names(code: str, name: str) -> None:
    assert language_name(code) == name
