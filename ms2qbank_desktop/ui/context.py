"""What every page gets: the doors to services, settings, changes, tasks, messages, commands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.core.settings import Settings

    from .changes import Changes
    from .commands import Commands
    from .messages import Messages
    from .tasks import Tasks

T = TypeVar("T")


class ServiceDoor(Protocol):
    """Gives the service of a class; KeyError if no slice offers it."""

    def __call__(self, kind: type[T], /) -> T: ...


class Navigator(Protocol):
    """Moves between pages; the window is one."""

    @property
    def taken_over(self) -> QWidget | None:
        """The widget that has the whole window now: an exam, cards that are studied."""

    def open(self, tab: str, page: str = "") -> None:
        """Show a page of a tab; "" keeps the sub-page that was open there."""

    def open_detail(self, widget: QWidget, title: str, facts: str = "") -> None:
        """Lay a page over the present tab, under a header with an arrow back (Esc)."""

    def close_detail(self) -> None:
        """Take the uppermost detail page away; it is deleted."""

    def show_frame(self, *, shown: bool) -> None:
        """Show what stands around the page, or leave the whole window to a film."""

    def say_doing(self, text: str) -> None:
        """Say in the status bar what goes on ("Playing"), until told ""."""

    def set_badge(self, tab: str, number: int, words: str) -> None:
        """Say at a tab how much waits there, 0 for nothing; ``words``: what it is, for ears."""

    def take_over(self, widget: QWidget) -> None:
        """Give the whole window, tab bar and status bar included, to ``widget``."""

    def give_back(self) -> None:
        """End :meth:`take_over`; the widget is deleted."""


@dataclass(frozen=True, slots=True)
class UiContext:
    """Built once by the app and given to ``PageSpec.build``."""

    service: ServiceDoor
    settings: Settings
    changes: Changes
    tasks: Tasks
    messages: Messages
    commands: Commands
    navigate: Navigator
    clock: Clock
    window: QWidget
    """Parent of dialogs."""
    user_id: int
