"""What is put into a note besides words, and where its links lead."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QBuffer, QIODevice, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QLineEdit
from shiboken6 import isValid

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.ui.following import follow
from ms2qbank_desktop.features.notebook.models import ATTACHED, DOCUMENTS, PICTURES
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.ui.files import ask_files, name_filters
from ms2qbank_desktop.ui.widgets.dialog import Dialog, ask
from ms2qbank_desktop.ui.widgets.field import Field

from .attached_files import chunks, copy_to_open, ending
from .drawing import picture, replaced, strokes_of
from .drawing_dialog import DrawingDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.notebook import wiki
    from ms2qbank_desktop.features.notebook.models import Note
    from ms2qbank_desktop.ui.context import UiContext

    from .completion_offers import Offer
    from .drawing import Stroke
    from .editor_panes import EditorPanes


class Writing(Protocol):
    """The note that is being written, as its editor has it."""

    note_id: int | None
    panes: EditorPanes

    def note(self) -> Note | None: ...
    def save(self) -> bool: ...
    def go_to_heading(self, spot: str) -> None: ...
    def replace_body(self, body: str) -> None: ...


class EditorInserts(QObject):
    """Serves one editor: links by name and by address, tags, pictures, files. ``tag_followed``: of
    the text, without its sign. ``link_followed``: the Place that was opened."""

    link_followed = Signal(object)
    tag_followed = Signal(str)

    def __init__(self, ctx: UiContext, editor: Writing, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx, self._editor = ctx, editor
        self._notes = ctx.service(NotebookService)

    def take_offer(self, offer: Offer) -> None:
        """End the link that is being typed by what was chosen."""
        self._editor.panes.pane.complete_wiki(offer.target)
        if offer.is_new:
            self._make_note(offer.target.partition("|")[0])

    def follow(self, link: wiki.WikiLink | str) -> None:
        """Open what a link of the text means; what nothing is called becomes a note."""
        if isinstance(link, str):
            if link.startswith("#"):
                self.tag_followed.emit(link.removeprefix("#"))
            else:
                self._open_address(link)
            return
        place = self._notes.place_named(self._ctx.user_id, link)
        if place is None and link.kind in (None, Kind.NOTE):
            if self._editor.save():
                self._make_note(link.name, then=self._go)
        elif place is None:
            self._ctx.messages.toast(f"Nothing is called “{link.name}” yet")
        elif place.kind is Kind.NOTE and place.id == self._editor.note_id:
            self._editor.go_to_heading(place.part)
        elif self._editor.save():
            self._go(place)

    def _go(self, place: Place) -> None:
        follow(self._ctx, place)
        self.link_followed.emit(place)

    def _open_address(self, address: str) -> None:
        if address.startswith("media:"):
            self._open_file(address.removeprefix("media:").partition("#")[0])
        elif address.startswith(("http://", "https://", "mailto:")) and ask(
            self._ctx.window,
            "Open this address in the browser?",
            f"The browser goes to {address}",
            do="Open in the browser",
        ):
            QDesktopServices.openUrl(QUrl(address))

    def _open_file(self, name: str) -> None:
        """Open what is kept with a note by the program of the system."""
        kept = self._notes.picture(name)
        if kept is None:
            self._ctx.messages.toast("This file is no longer in the media folder")
        elif ending(kept) in (*ATTACHED, *PICTURES) and ask(
            self._ctx.window,
            "Open this file in its program?",
            "Your computer's program for such files opens a copy. Open only what you trust.",
            do="Open the file",
        ):
            words = self._words_of(name)

            def done(copy: Path) -> None:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy)))

            work = partial(_copy, kept, words)
            self._ctx.tasks.run("Opening the file", work, done=done)

    def _words_of(self, name: str) -> str:
        """Return what the text calls a file."""
        found = re.search(
            rf"\[([^\[\]\n]*)\]\(media:{re.escape(name)}[#)]", self._editor.panes.body()
        )
        return found[1] if found else "File"

    def _make_note(self, name: str, then: Callable[[Place], None] | None = None) -> None:
        """Write a note that a link names, beside this one."""
        ctx, notes = self._ctx, self._notes
        note = self._editor.note()
        book = None if note is None else note.notebook_id

        def work(_progress: Progress) -> int:
            return notes.add(ctx.user_id, name, "", notebook_id=book)

        def done(note_id: int) -> None:
            if then is not None:
                then(Place(Kind.NOTE, note_id))
            ctx.messages.toast(f"Note “{name}” made", partial(notes.remove, ctx.user_id, note_id))

        ctx.tasks.run(f"Making the note {name}", work, done=done)

    def ask_link(self) -> None:
        """Ask for an address, and link it."""
        pane = self._editor.panes.pane
        words, address = QLineEdit(pane.textCursor().selectedText()), QLineEdit()
        address.setPlaceholderText("https://")
        dialog = Dialog(self._ctx.window, "Link to an address", do="Insert")
        dialog.body.add(Field("Address", address), Field("Words shown", words))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def insert() -> None:
            if target := address.text().strip():
                pane.insert_link(words.text().strip() or target, target)
            pane.setFocus()

        dialog.accepted.connect(insert)
        dialog.open()
        address.setFocus()

    # Pictures and files

    def choose_files(self) -> None:
        """Ask for files, and keep them with the note."""
        kinds = name_filters("Documents and sounds", ("", DOCUMENTS))
        ask_files(self._ctx.window, "Attach files", self.take_files, kinds, do="Attach")

    def take_files(self, files: Sequence[Path]) -> None:
        """Keep files on a worker and link them where the caret stands then."""
        pane, note_id = self._editor.panes.pane, self._editor.note_id

        def done(file: Path, address: str) -> None:
            if self._editor.note_id == note_id and isValid(pane):
                pane.insert_link(file.name, address)

        def keep(file: Path, _progress: Progress) -> str:
            return self._notes.add_file(chunks(file), ending(file))

        for file in files:
            label = f"Keeping {file.name}"
            self._ctx.tasks.run(label, partial(keep, file), done=partial(done, file))

    def choose_pictures(self) -> None:
        """Ask for files of pictures, and show them."""

        def take(files: Sequence[Path]) -> None:
            for file in files:
                self.take_picture(str(file))

        ask_files(
            self._ctx.window, "Pictures", take, name_filters("Pictures", ("", (*PICTURES, "jpeg")))
        )

    def draw(self) -> None:
        """Draw on the drawing at the caret, or a new one."""
        address = self._editor.panes.pane.picture()
        if not address or not self.draw_on(address):
            self._draw((), "")

    def draw_on(self, address: str) -> bool:
        """Go on with a drawing; False if a picture is none."""
        kept = self._notes.picture(address.removeprefix("media:"))
        strokes = strokes_of(kept) if kept is not None else ()
        if strokes:
            self._draw(strokes, address)
        return bool(strokes)

    def _draw(self, strokes: tuple[Stroke, ...], address: str) -> None:
        editor, note_id = self._editor, self._editor.note_id
        dialog = DrawingDialog(self._ctx.window, strokes)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def put_in(made: tuple[str, int]) -> None:
            if editor.note_id != note_id:
                return
            if address:
                editor.replace_body(replaced(editor.panes.body(), address, *made))
            else:
                editor.panes.pane.insert_picture(made[0], "Drawing", made[1])
            editor.panes.pane.setFocus()

        def keep() -> None:
            drawn = dialog.paper.strokes

            def work(_progress: Progress) -> tuple[str, int]:
                data, width = picture(drawn)
                return self._notes.add_picture(data), width

            self._ctx.tasks.run("Keeping the drawing", work, done=put_in, owner=self)

        dialog.accepted.connect(keep)
        dialog.open()

    def take_picture(self, given: str | QImage) -> None:
        """Keep a picture on a worker and show it where the caret stands then."""
        pane, note_id = self._editor.panes.pane, self._editor.note_id

        def work(_progress: Progress) -> str:
            return self._notes.add_picture(_bytes(given))

        def done(address: str) -> None:
            if self._editor.note_id == note_id:
                pane.insert_picture(address)

        self._ctx.tasks.run("Keeping a picture", work, done=done, owner=self)

    def keep(self, data: bytes) -> str:
        """Keep a picture and return its name in the media folder. UserFault if it is none."""
        return self._notes.add_picture(data).removeprefix("media:")


def _copy(kept: Path, words: str, _progress: Progress) -> Path:
    return copy_to_open(kept, words)


def _bytes(given: str | QImage) -> bytes:
    """Return a picture as a file has it. UserFault if it cannot be read."""
    if isinstance(given, str):
        try:
            return Path(given).read_bytes()
        except OSError as error:
            raise UserFault(f"{given} cannot be read ({error.strerror}).") from error
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    given.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
