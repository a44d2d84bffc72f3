"""What is set for the whole program is seen at once in the library of videos and the player."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.videos.models import VideoOrder
from tests.support.viewer import RENAL

if TYPE_CHECKING:
    from tests.support.librarian import Librarian
    from tests.support.viewer import Viewer


def test_the_library_follows_order_and_view(librarian: Librarian) -> None:
    page, settings = librarian.page, librarian.ui.settings
    settings.set("video_order", "longest")
    librarian.settle()
    lengths = [line.entry.duration_ms for line in page.videos.lines]
    assert lengths == sorted(lengths, reverse=True)
    assert page.order is VideoOrder.LONGEST
    assert page.filters.order.currentText() == "Longest"
    assert page.grid.isVisible()
    settings.set("video_view", "list")
    assert (page.grid.isVisible(), page.list.isVisible()) == (False, True)


def test_the_player_follows_speed_panels_and_captions(viewer: Viewer) -> None:
    page, settings = viewer.open_film(RENAL), viewer.ui.settings
    page.pause()
    viewer.rest(0.05)
    settings.set("video_speed", 150)
    assert page.acts.speed == 150
    assert page.frame.controls.speed.text() == "1.5×"
    viewer.press("R", "R")
    assert page.acts.speed == 150
    settings.set("video_panels_shown", False)
    assert not page.frame.header.panels.isChecked()
    page.frame.surface.set_caption("The nephron")
    pictures = [page.frame.surface.grab().toImage()]
    for key, value in (
        ("caption_size", 200),
        ("caption_colour", "yellow"),
        ("caption_box", False),
        ("caption_at_top", True),
    ):
        settings.set(key, value)
        pictures.append(page.frame.surface.grab().toImage())
        assert pictures[-1] != pictures[-2], key
