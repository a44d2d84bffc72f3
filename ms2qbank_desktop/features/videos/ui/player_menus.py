"""The menus of the player: speed, captions, audio tracks, what to do with a snapshot."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QActionGroup

from ms2qbank_desktop.features.videos.models import CAPTION_ENDINGS
from ms2qbank_desktop.ui.files import ask_file, name_filters
from ms2qbank_desktop.ui.menus import Menu

from .player_captions import track_name
from .player_words import DELAY_STEP_MS, SPEEDS, speed_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

    from ms2qbank_desktop.ui.context import UiContext

    from .engine import Engine
    from .player_page import PlayerPage

_SIZES = (75, 100, 125, 150, 200)
_PLACES = (
    *("player-snapshot", "player-snapshot-save"),
    *("player-snapshot-note", "player-snapshot-card"),
)


def give_menus(ctx: UiContext, player: PlayerPage, engine: Engine) -> None:
    """Put the menus on the buttons of a player; they are filled as they open."""
    controls, header = player.frame.controls, player.frame.header
    for button, fill in (
        (controls.speed, _fill_speeds),
        (controls.captions, _fill_captions),
        (controls.audio, _fill_audio),
        (header.snapshot, _fill_snapshot),
    ):
        menu = Menu(button)
        menu.aboutToShow.connect(partial(fill, menu, ctx, player, engine))
        button.setMenu(menu)


def _choice(
    menu: QMenu, words: str, act: Callable[[], object], *, on: bool, group: QActionGroup | None
) -> QAction:
    action = menu.addAction(words)
    action.setCheckable(True)
    action.setChecked(on)
    if group is not None:
        action.setActionGroup(group)
    action.triggered.connect(lambda: act())
    return action


def _fill_speeds(menu: QMenu, _ctx: UiContext, player: PlayerPage, _engine: Engine) -> None:
    menu.clear()
    group = QActionGroup(menu)
    for percent in SPEEDS:
        act = partial(player.acts.set_speed, percent)
        on = percent == player.acts.speed
        _choice(menu, speed_text(percent), act, on=on, group=group)


def _fill_audio(menu: QMenu, _ctx: UiContext, player: PlayerPage, engine: Engine) -> None:
    menu.clear()
    group = QActionGroup(menu)
    for track in engine.audio_tracks:
        act = partial(player.audio.choose, track.id)
        on = track.id == engine.audio_track
        _choice(menu, track_name(track), act, on=on, group=group)


def _fill_snapshot(menu: QMenu, ctx: UiContext, _player: PlayerPage, _engine: Engine) -> None:
    menu.clear()
    menu.addActions([ctx.commands.action(key) for key in _PLACES])


def _fill_captions(menu: QMenu, ctx: UiContext, player: PlayerPage, _engine: Engine) -> None:
    menu.clear()
    captions = player.captions
    tracks = QActionGroup(menu)
    _choice(menu, "Off", partial(captions.choose, ""), on=not captions.source, group=tracks)
    for source, name in captions.tracks:
        act = partial(captions.choose, source)
        _choice(menu, name, act, on=source == captions.source, group=tracks)
    menu.addSeparator()
    menu.addAction("Load file…").triggered.connect(lambda: _ask_file(ctx, player))
    menu.addSeparator()
    delay = captions.delay_ms
    menu.addAction(f"Earlier by {DELAY_STEP_MS} ms").triggered.connect(
        lambda: captions.shift(-DELAY_STEP_MS)
    )
    menu.addAction(f"Later by {DELAY_STEP_MS} ms").triggered.connect(
        lambda: captions.shift(DELAY_STEP_MS)
    )
    now = f" (now {delay / 1000:+.2f} s)".replace("-", "−") if delay else ""
    as_it_is = menu.addAction(f"At the time of the file{now}")
    as_it_is.setEnabled(bool(delay))
    as_it_is.triggered.connect(lambda: captions.shift(0))
    menu.addSeparator()
    _fill_look(menu, ctx, player)


def _fill_look(menu: QMenu, ctx: UiContext, player: PlayerPage) -> None:
    get, set_style = ctx.settings.get, player.captions.set_style
    sizes = Menu(menu, "Size")
    menu.addMenu(sizes)
    group = QActionGroup(sizes)
    for percent in _SIZES:
        act = partial(set_style, "caption_size", percent)
        _choice(sizes, f"{percent} %", act, on=percent == get("caption_size"), group=group)
    yellow, box, top = (
        get("caption_colour") == "yellow",
        get("caption_box"),
        get("caption_at_top"),
    )
    other = "white" if yellow else "yellow"
    _choice(menu, "Yellow", partial(set_style, "caption_colour", other), on=yellow, group=None)
    _choice(menu, "Dark ground", partial(set_style, "caption_box", not box), on=box, group=None)
    _choice(menu, "At the top", partial(set_style, "caption_at_top", not top), on=top, group=None)


def _ask_file(ctx: UiContext, player: PlayerPage) -> None:
    ask_file(
        ctx.window,
        "Load captions",
        player.captions.load,
        name_filters("Captions", ("", sorted(CAPTION_ENDINGS))),
        near=Path(player.video.path).parent if player.video.path else None,
    )
