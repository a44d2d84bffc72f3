"""What the palette does with a line: opens it in its tab or beside, links it, begins a note."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from ms2qbank_desktop.core.errors import Fault
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.notebook import wiki
from ms2qbank_desktop.features.notebook.service.notes import NotebookService

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.ui.context import UiContext

    from .palette_rows import Line
    from .recent import Recent


@runtime_checkable
class TakesLinks(Protocol):
    """A note that is being written."""

    def insert_wiki(self, target: str, /) -> None: ...


def link_taker(focus: QWidget | None) -> TakesLinks | None:
    """Return the note that the widget with the keyboard belongs to."""
    while focus is not None:
        if isinstance(focus, TakesLinks):
            return focus
        focus = focus.parentWidget()
    return None


class PaletteDeeds:
    """Does what a line is for, once the palette is closed and the keyboard is where it was."""

    def __init__(self, ctx: UiContext, recent: Recent) -> None:
        self._ctx = ctx
        self._recent = recent

    def take(self, line: Line, *, beside: bool) -> None:
        """Open, run or write what a line stands for."""
        if line.new_note:
            self.write_note(line.new_note)
        elif line.command:
            self._recent.note_command(line.command)
            self._ctx.commands.run(line.command)
        elif line.setting:
            self._ctx.commands.request("open-setting", line.setting)
        elif line.place is not None:
            self._open(line.place, line.words, beside=beside)

    def insert_link(self, taker: TakesLinks, place: Place) -> None:
        """Put a link to a place into a note."""
        told = self._ctx.service(LinkService).described(self._ctx.user_id, [place])
        if place in told:
            taker.insert_wiki(wiki.target(place, told[place].title))

    def write_note(self, title: str) -> None:
        """Begin a note of that title."""
        user_id, notes = self._ctx.user_id, self._ctx.service(NotebookService)

        def write(_progress: Progress) -> int:
            return notes.add(user_id, title, "")

        def show(note_id: int) -> None:
            self._open(Place(Kind.NOTE, note_id), (), beside=False)

        self._ctx.tasks.run("Writing a note", write, done=show)

    def _open(self, place: Place, words: tuple[str, ...], *, beside: bool) -> None:
        commands = self._ctx.commands
        # While cards are studied their page has the window: what is opened lies over it.
        aside = beside or self._ctx.navigate.taken_over is not None
        request = f"beside-{place.kind}"
        if not aside or not commands.serves(request):
            request = f"open-{place.kind}"
        try:
            commands.request(request, place, words)
        except Fault as fault:
            self._ctx.messages.show(fault)
