"""Every key of the card browser, in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.command import Command

from .flags import FLAGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from .browser_page import BrowserPage

    Act = Callable[[BrowserPage], object]

_TABLE: tuple[tuple[str, str, Act, str], ...] = (
    # id, label, what it does, keys
    ("find", "Find cards", lambda p: p.go_to_search(), "Ctrl+F"),
    ("keep-search", "Save this search…", lambda p: p.keep_search(), "Ctrl+S"),
    ("edit", "Edit the note", lambda p: p.edit(), "Ctrl+E"),
    ("info", "History of the card", lambda p: p.show_info(), "Ctrl+H"),
    ("note", "Quick note at the card", lambda p: p.make_note(), "N"),
    ("links", "What it is linked to", lambda p: p.show_links(), "Ctrl+L"),
    ("study", "Study these", lambda p: p.do.study(p.targets()), "Ctrl+Return"),
    ("tags", "Tags…", lambda p: p.do.tag(p.targets()), "Ctrl+T"),
    ("move", "Move to deck…", lambda p: p.do.move(p.targets()), "Ctrl+D"),
    ("mark", "Mark", lambda p: p.do.mark(p.targets(), marked=True), "Ctrl+M"),
    ("suspend", "Suspend", lambda p: p.do.suspend(p.targets(), suspended=True), "Ctrl+J"),
    (
        "unsuspend",
        "Unsuspend",
        lambda p: p.do.suspend(p.targets(), suspended=False),
        "Ctrl+Shift+J",
    ),
    ("bury", "Bury until tomorrow", lambda p: p.do.bury(p.targets(), buried=True), "Ctrl+B"),
    ("due", "Set due…", lambda p: p.do.set_due(p.targets()), "Ctrl+Shift+D"),
    ("forget", "Start anew", lambda p: p.do.forget(p.targets()), "Ctrl+Alt+N"),
    ("position", "Place among the new…", lambda p: p.do.reposition(p.targets()), "Ctrl+Shift+S"),
    ("replace", "Find and replace…", lambda p: p.do.replace(p.targets()), "Ctrl+Alt+F"),
    ("type", "Change note type…", lambda p: p.do.change_type(p.targets()), "Ctrl+Shift+M"),
    ("duplicates", "Find duplicates…", lambda p: p.find_duplicates(), "Ctrl+Alt+D"),
    ("delete", "Delete notes", lambda p: p.do.delete(p.targets()), "Ctrl+Del"),
)


def browser_commands(page: BrowserPage) -> tuple[Command, ...]:
    """Return the commands of a browser page."""
    flags = (
        (f"flag-{flag}", f"Flag: {name.lower()}", _flagger(flag), f"Ctrl+Alt+{flag}")
        for flag, name in enumerate(FLAGS)
    )
    return tuple(
        Command(
            f"card-{key}",
            label,
            _run(act, page),
            keys,
            when=page.isVisible,
            menu="Cards",
            context="tabs cards",
        )
        for key, label, act, keys in (*_TABLE, *flags)
    )


def _flagger(flag: int) -> Act:
    return lambda page: page.do.flag(page.targets(), flag)


def _run(act: Act, page: BrowserPage) -> Callable[[], None]:
    def run() -> None:
        act(page)

    return run
