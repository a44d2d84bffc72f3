"""Every key of the study screen, in one table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.models import Rating
from ms2qbank_desktop.ui.commands import Command

from .rating_buttons import RATINGS
from .wording import FLAGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from .study_page import StudyPage

    Act = Callable[[StudyPage], object]

_TABLE: tuple[tuple[str, str, Act, str, str], ...] = (
    # id, label, what it does, keys, where: "answer", "card" (question or answer), "" everywhere
    ("go", "Show the answer, or Good", lambda p: p.go_on(), "Return; Enter", "card"),
    ("undo", "Undo", lambda p: p.undo(), "Z; Ctrl+Z", ""),
    ("redo", "Redo", lambda p: p.redo(), "Shift+Z; Ctrl+Shift+Z; Ctrl+Y", ""),
    ("replay", "Play the sounds again", lambda p: p.replay(), "R", "card"),
    ("hold", "Pause the sound, or go on", lambda p: p.sounds.pause(), "P", "card"),
    ("advance", "Go on by itself", lambda p: p.toggle_advance(), "A", "card"),
    ("hint", "Show the next hint", lambda p: p.open_hint(), "H", "card"),
    ("mark", "Mark the note", lambda p: p.actions.mark(), "*", "card"),
    ("bury", "Bury the card until tomorrow", lambda p: p.actions.bury(), "-; B", "card"),
    ("bury-note", "Bury the note until tomorrow", lambda p: p.actions.bury(note=True), "=", "card"),
    ("suspend", "Suspend the card", lambda p: p.actions.suspend(), "@", "card"),
    ("suspend-note", "Suspend the note", lambda p: p.actions.suspend(note=True), "!", "card"),
    ("set-due", "Set due…", lambda p: p.actions.set_due(), "Ctrl+Shift+D", "card"),
    ("forget", "Start the card anew", lambda p: p.actions.forget(), "Ctrl+Alt+N", "card"),
    ("delete", "Delete the note", lambda p: p.actions.delete(), "Ctrl+Del", "card"),
    ("info", "History of the card", lambda p: p.actions.show_info(), "I", "card"),
    ("options", "Options of the deck…", lambda p: p.show_options(), "O", ""),
    ("more", "More", lambda p: p.open_menu(), "M", "card"),
    ("larger", "Larger text", lambda p: p.zoom(1), "Ctrl++; Ctrl+=", ""),
    ("smaller", "Smaller text", lambda p: p.zoom(-1), "Ctrl+-", ""),
    ("normal-size", "Normal text", lambda p: p.zoom(0), "Ctrl+0", ""),
    ("close", "Back to the decks", lambda p: p.leave(), "Esc", ""),
)
MENU = (
    *("study-redo", "study-bury", "study-bury-note", "study-suspend", "study-suspend-note"),
    *("study-set-due", "study-forget", "study-info", "study-replay", "study-hold"),
    *("study-advance", "study-hint", "study-options", "study-delete"),
)
"""What the menu "more" holds."""


def study_commands(page: StudyPage | None = None) -> tuple[Command, ...]:
    """Return the commands of a study page; without one they are only known, and do nothing."""
    return (
        *(_command(page, *line) for line in _TABLE),
        *(
            _command(page, name.lower(), name, _rater(rating), str(rating.value), "answer")
            for rating, (name, _) in RATINGS.items()
        ),
        *(
            _command(page, f"flag-{flag}", f"Flag: {name.lower()}", _flagger(flag), key, "card")
            for flag, name, key in zip(
                range(len(FLAGS)), FLAGS, ("", *(f"Ctrl+{n}" for n in range(1, 8))), strict=True
            )
        ),
    )


def _command(
    page: StudyPage | None, key: str, label: str, act: Act, keys: str, view: str
) -> Command:
    def run() -> None:
        if page is not None:
            act(page)

    when = partial(page.can, key, view) if page is not None else None
    checked = (lambda: page.advance.on) if page is not None and key == "advance" else None
    return Command(
        f"study-{key}",
        label,
        run,
        keys,
        when=when,
        checked=checked,
        menu="Study",
        context="study",
    )


def _rater(rating: Rating) -> Act:
    return lambda page: page.rate(rating)


def _flagger(flag: int) -> Act:
    return lambda page: page.actions.flag(flag)
