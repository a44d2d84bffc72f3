"""Every key of the study screen, in one table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.command import Command

from .flags import FLAGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from .study_page import StudyPage

    Act = Callable[[StudyPage], object]

_TABLE: tuple[tuple[str, str, Act, str, str], ...] = (
    # id, label, what it does, keys, where: "answer", "card" (question or answer), "" everywhere
    ("go", "Show the answer, or Good", lambda p: p.go_on(), "Space; Return; Enter", "card"),
    ("undo", "Undo", lambda p: p.undo(), "Z; Ctrl+Z", ""),
    ("redo", "Redo", lambda p: p.redo(), "Shift+Z; Ctrl+Shift+Z; Ctrl+Y", ""),
    ("replay", "Play the sounds again", lambda p: p.sounds.replay(), "R", "card"),
    ("hold", "Pause the sound, or go on", lambda p: p.sounds.player.pause(), "P", "card"),
    ("advance", "Go on by itself", lambda p: p.toggle_advance(), "A", "card"),
    ("hint", "Show the next hint", lambda p: p.open_hint(), "H", "card"),
    ("quick-note", "Quick note", lambda p: p.make_note(), "N", "card"),
    ("links", "What it is linked to", lambda p: p.links.open(), "L", "answer"),
    ("edit", "Edit the note…", lambda p: p.edit(), "E", "card"),
    ("mark", "Mark the note", lambda p: p.card_actions.mark(), "*", "card"),
    ("bury", "Bury the card until tomorrow", lambda p: p.card_actions.bury(), "-; B", "card"),
    ("bury-note", "Bury the note until tomorrow", lambda p: _bury_note(p), "=", "card"),
    ("suspend", "Suspend the card", lambda p: p.card_actions.suspend(), "@", "card"),
    ("suspend-note", "Suspend the note", lambda p: p.card_actions.suspend(note=True), "!", "card"),
    ("set-due", "Set due…", lambda p: p.card_actions.set_due(), "Ctrl+Shift+D", "card"),
    ("forget", "Start the card anew", lambda p: p.card_actions.forget(), "Ctrl+Alt+N", "card"),
    ("delete", "Delete the note", lambda p: p.card_actions.delete(), "Ctrl+Del", "card"),
    ("info", "History of the card", lambda p: p.card_actions.show_info(), "I", "card"),
    ("options", "Options of the deck…", lambda p: p.show_options(), "O", ""),
    ("more", "More", lambda p: p.open_menu(), "M", "card"),
    ("larger", "Larger text", lambda p: p.zoom(1), "Ctrl++; Ctrl+=", ""),
    ("smaller", "Smaller text", lambda p: p.zoom(-1), "Ctrl+-", ""),
    ("normal-size", "Normal text", lambda p: p.zoom(0), "Ctrl+0", ""),
    ("settings", "Settings of cards…", lambda p: p.open_settings(), "Ctrl+,", ""),
    ("close", "Back to the decks", lambda p: p.leave(), "Esc", ""),
    ("again", "Again", lambda p: _rate(p, 1), "1", "answer"),
    ("hard", "Hard", lambda p: _rate(p, 2), "2", "answer"),
    ("good", "Good", lambda p: _rate(p, 3), "3", "answer"),
    ("easy", "Easy", lambda p: _rate(p, 4), "4", "answer"),
)


def study_commands(page: StudyPage | None = None) -> tuple[Command, ...]:
    """Return the commands of a study page; without one they are only known, and do nothing."""
    return (
        *(_command(page, *line) for line in _TABLE),
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
    checked = partial(_advances, page) if page is not None and key == "advance" else None
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


def _bury_note(page: StudyPage) -> None:
    page.card_actions.bury(note=True)


def _advances(page: StudyPage) -> bool:
    return page.advance.on


def _rate(page: StudyPage, rating: int) -> None:
    from ms2qbank_desktop.features.flashcards.models import Rating  # not at the start

    page.rate(Rating(rating))


def _flagger(flag: int) -> Act:
    return lambda page: page.card_actions.flag(flag)
