"""Every key of the player, in one table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.command import Command

from .player_words import DELAY_STEP_MS

if TYPE_CHECKING:
    from collections.abc import Callable

    from .player_page import PlayerPage

    Act = Callable[[PlayerPage], object]

_TABLE: tuple[tuple[str, str, Act, str], ...] = (
    # id, label, what it does, keys
    ("play", "Play or pause", lambda p: p.acts.toggle(), "Space; K"),
    ("back-5", "Back 5 s", lambda p: p.acts.jump(-5_000), "Left"),
    ("on-5", "On 5 s", lambda p: p.acts.jump(5_000), "Right"),
    ("back-10", "Back 10 s", lambda p: p.acts.jump(-10_000), "J"),
    ("on-10", "On 10 s", lambda p: p.acts.jump(10_000), "L"),
    ("back-30", "Back 30 s", lambda p: p.acts.jump(-30_000), "Shift+Left"),
    ("on-30", "On 30 s", lambda p: p.acts.jump(30_000), "Shift+Right"),
    ("frame-back", "Frame before", lambda p: p.screening.step(-1), ","),
    ("frame-on", "Frame after", lambda p: p.screening.step(1), "."),
    ("start", "To the start", lambda p: p.screening.seek(0), "Home"),
    ("end", "To the end", lambda p: p.acts.go_to_end(), "End"),
    ("mark-before", "Bookmark before", lambda p: p.acts.go_to_bookmark(-1), "["),
    ("mark-after", "Bookmark after", lambda p: p.acts.go_to_bookmark(1), "]"),
    ("chapter-before", "Chapter before", lambda p: p.acts.go_to_chapter(-1), "PgUp"),
    ("chapter-after", "Chapter after", lambda p: p.acts.go_to_chapter(1), "PgDown"),
    ("previous", "Previous video of the list", lambda p: p.go_beside(-1), "Shift+P"),
    ("next", "Next video of the list", lambda p: p.go_beside(1), "Shift+N"),
    ("slower", "Slower", lambda p: p.acts.change_speed(-1), "<"),
    ("faster", "Quicker", lambda p: p.acts.change_speed(1), ">"),
    ("normal", "Normal speed, or the one before", lambda p: p.acts.normal_speed(), "R"),
    ("louder", "Louder", lambda p: p.acts.change_volume(1), "Up"),
    ("softer", "Softer", lambda p: p.acts.change_volume(-1), "Down"),
    ("mute", "Sound off or on", lambda p: p.acts.mute(), "M"),
    ("audio", "Next audio track", lambda p: p.audio.step(), "Shift+A"),
    ("captions", "Captions on or off", lambda p: p.captions.toggle(), "C"),
    ("captions-next", "Next captions", lambda p: p.captions.step(), "Shift+C"),
    ("captions-earlier", "Captions earlier", lambda p: p.captions.shift(-DELAY_STEP_MS), "G"),
    ("captions-later", "Captions later", lambda p: p.captions.shift(DELAY_STEP_MS), "H"),
    ("loop", "Repeat: set A, set B, end it", lambda p: p.acts.step_loop(), "A"),
    ("bookmark", "Bookmark", lambda p: p.add_bookmark(), "B"),
    ("note", "Quick note", lambda p: p.make_note(), "N"),
    ("snapshot", "Copy the picture", lambda p: p.snapshots.copy(), "S"),
    ("snapshot-save", "Save the picture…", lambda p: p.snapshots.save(), "Shift+S"),
    ("snapshot-note", "Note with the picture", lambda p: p.panels.note_with_picture(), "Shift+V"),
    ("snapshot-card", "Card with the picture…", lambda p: p.snapshots.to_card(), "V"),
    ("plan", "Add to the planner…", lambda p: p.plan(), "Shift+T"),
    ("pip", "Picture in picture", lambda p: p.pip.toggle(), "P"),
    ("full", "Full screen", lambda p: p.full_screen.toggle(), "F"),
    ("panels", "Side panel", lambda p: p.frame.toggle_panels(), "\\"),
    ("close", "Close the innermost", lambda p: p.close_innermost(), "Esc"),
)


def player_commands(page: PlayerPage | None = None) -> tuple[Command, ...]:
    """Return the commands of a player; without one they are only known, and do nothing."""
    return (
        *(_command(page, *line) for line in _TABLE),
        *(_command(page, f"tenth-{n}", f"To {n * 10} %", _share(n), str(n)) for n in range(10)),
    )


def _command(page: PlayerPage | None, key: str, label: str, act: Act, keys: str) -> Command:
    def run() -> None:
        if page is not None:
            page.full_screen.wake()
            act(page)

    return Command(
        f"player-{key}",
        label,
        run,
        keys,
        when=partial(page.can, key) if page is not None else None,
        menu="Video",
        context="tabs videos player",
    )


def _share(tenths: int) -> Act:
    return lambda page: page.acts.go_to_share(tenths)
