"""Every key of the study screen, in one table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.commands import Command
from ms2qbank_desktop.ui.menus import Menu

from .rating_buttons import RATINGS
from .wording import FLAGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.features.flashcards.models import Rating
    from ms2qbank_desktop.ui.commands import Commands

    from .study_frame import StudyFrame
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
    ("close", "Back to the decks", lambda p: p.leave(), "Esc", ""),
)
MENU = (
    *("study-redo", "study-bury", "study-bury-note", "study-suspend", "study-suspend-note"),
    *("study-set-due", "study-forget", "study-info", "study-quick-note", "study-links"),
    *("study-replay", "study-hold"),
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


def bind_keys(commands: Commands, frame: StudyFrame) -> None:
    """Let the buttons of the screen show the keys of their commands, and fill its menus."""
    top, bottom = frame.top, frame.bottom
    for button, key in (
        (top.back, "study-close"),
        (top.undo, "study-undo"),
        (top.edit, "study-edit"),
        (top.mark, "study-mark"),
        (top.suspend, "study-suspend"),
        (top.more, "study-more"),
        (bottom.go_key, "study-go"),
        (bottom.bury_key, "study-bury"),
        (bottom.all_keys, "keys"),
    ):
        commands.bind(button, key)
    for rating, rating_button in bottom.ratings.buttons.items():
        commands.bind(rating_button, f"study-{rating.name.lower()}")
    more, flags = Menu(frame), Menu(frame)
    more.addActions([commands.action(key) for key in MENU])
    flags.addActions([commands.action(f"study-flag-{flag}") for flag in range(len(FLAGS))])
    top.more.setMenu(more)
    top.flag.setMenu(flags)


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


def _rater(rating: Rating) -> Act:
    return lambda page: page.rate(rating)


def _flagger(flag: int) -> Act:
    return lambda page: page.card_actions.flag(flag)
