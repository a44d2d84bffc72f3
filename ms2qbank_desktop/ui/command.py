"""What a command is: a name, what it does, its keys, and where and when it can be run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Command:
    """Something the program can do.

    ``keys``: as QKeySequence writes them ("Ctrl+I"), several separated by "; ". ``when``: whether
    it can be run now. ``checked``: makes it a choice with a tick. ``anywhere``: stays alive while
    an exam has taken over the window. ``section``: a line separates sections of a menu.
    ``context``: where it can be run, from wide to narrow: "tabs" is every page of the tabs, "tabs
    bank" one of them, "exam", "exam review" … Two commands may have the same key unless the
    context of one begins with that of the other; ``anywhere`` meets every other one. ``inside``: a
    widget reads its keys while it has the keyboard, before those of the window; in no menu.
    """

    id: str
    label: str
    run: Callable[[], None]
    keys: str = ""
    when: Callable[[], bool] | None = None
    menu: str = "File"
    section: str = ""
    icon: str = ""
    checked: Callable[[], bool] | None = None
    anywhere: bool = False
    context: str = "tabs"
    inside: bool = False
