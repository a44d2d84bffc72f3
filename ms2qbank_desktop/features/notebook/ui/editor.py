"""A note, written: title, tags, text in three modes, saved by itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.core.errors import EnvironmentFault, Fault, UserFault
from ms2qbank_desktop.features.notebook import wiki
from ms2qbank_desktop.features.notebook.models import NoteKind
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.ui.changes import touches
from ms2qbank_desktop.ui.widgets.layouts import column, ground
from ms2qbank_desktop.ui.words import counted, short_when

from .autosave import Autosave, Draft
from .completion import Completion
from .editor_find import EditorFind
from .editor_head import EditorHead
from .editor_inserts import EditorInserts
from .editor_panes import EditorPanes
from .toolbar import Toolbar
from .unknown_links import UnknownLinks
from .write_commands import add_commands

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.notebook.models import Note
    from ms2qbank_desktop.ui.context import UiContext

    from .autosave import Saved

_LONG = 20_000
"""Characters of a text whose words are counted on a worker."""
_TOPICS = frozenset({"notes"})
_SOON_MS = 40
"""Until what may come many times at once is seen to."""


class NoteEditor(QWidget):
    """One note at a time. ``opened``: a Note; ``outlined``: its headings, again after each save;
    ``saved``: its id; ``link_followed``: a Place; ``closed``: nothing is open any more.

    ``history_requested``, ``tag_chosen`` (clicked) are for the page around it.
    """

    opened = Signal(object)
    outlined = Signal(object)
    saved = Signal(object)
    closed = Signal()
    link_followed = Signal(object)
    history_requested = Signal(object)
    tag_chosen = Signal(str)

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        ground(self, "surface")
        self._ctx = ctx
        self._notes = ctx.service(NotebookService)
        self.note_id: int | None = None
        self._note: Note | None = None
        self._named = ""
        """The title that the texts of others know."""
        self._words = 0
        self._fault = ""
        add_commands(ctx.commands, partial(_writing, ctx.window))
        self.toolbar = Toolbar(self, ctx.commands)
        self.finder = EditorFind()
        self.head = EditorHead(lambda: self._notes.counts(ctx.user_id).tags)
        self.inserts = EditorInserts(ctx, self, self)
        self.panes = EditorPanes(self._notes.picture, self.inserts.keep)
        self.unknown = UnknownLinks(ctx, self, self.panes.show_unknown)
        self.completion = Completion(ctx, self)
        self.autosave = Autosave(self._notes, ctx.user_id, ctx.tasks, self._draft, self)
        layout = column(self.toolbar, self.finder, self.head, gap=0)
        layout.addWidget(self.panes, 1)
        self.setLayout(layout)
        self._state, self._look = QTimer(self), QTimer(self)
        for timer, then in (
            (self._state, self.toolbar.show_state),
            (self._look, self._look_again),
        ):
            timer.setSingleShot(True)
            timer.setInterval(_SOON_MS)
            timer.timeout.connect(then)
        self.toolbar.watch(self.panes.rich, self.panes.source)
        self.toolbar.target = self.panes.pane
        self.setFocusProxy(self.panes.pane)
        self._connect()
        self.setEnabled(False)

    # What the page asks

    def note(self) -> Note | None:
        """Return the note that is open, as the disk has it."""
        return self._note

    def open(self, note_id: int, spot: str = "", words: tuple[str, ...] = ()) -> bool:
        """Show a note at a heading, or with words marked. False if the note that is open cannot be
        saved: it stays. UserFault if there is no such note."""
        if note_id != self.note_id or self._note is None:
            if not self._leave():
                return False
            note = self._notes.note(self._ctx.user_id, note_id)
            self.note_id = self.completion.note_id = note_id
            self._show(note)
            self.setEnabled(True)
            self.unknown.look_at(note_id)
            self.opened.emit(note)
        self.go_to_heading(spot)
        self.panes.show_words(words)
        return True

    def close_note(self) -> bool:
        """Save what is open and show nothing; False if it cannot be saved."""
        if not self._leave():
            return False
        if self.note_id is not None:
            self.note_id = self._note = self.completion.note_id = None
            self.unknown.look_at(None)
            self.autosave.known = None
            self.autosave.forget()
            self._set_rows(None)
            self.setEnabled(False)
            self.closed.emit()
        return True

    def save(self) -> bool:
        """Put what was typed on the disk now; False if that cannot be done, which is told."""
        return self.note_id is None or self.autosave.flush()

    def body(self) -> str:
        """Return the text as it is typed."""
        return self.panes.body()

    def go_to(self, start: int) -> None:
        """Put the caret at a character of the text."""
        self.panes.go_to(start)
        self.panes.pane.setFocus()

    def go_to_heading(self, spot: str) -> None:
        """Put the caret at a heading of the text; "" or one that is not there leaves it."""
        for heading in wiki.headings(self.panes.body()) if spot else ():
            if heading.text.casefold() == spot.casefold():
                self.panes.go_to(heading.start)
                return

    def replace_body(self, body: str) -> None:
        """Change the text by one step that can be undone."""
        self.panes.take_over(body)
        self._on_edited()

    def insert_wiki(self, target: str) -> None:
        """Write a wiki link where the caret stands."""
        self.panes.pane.insert_wiki(target)
        self.panes.pane.setFocus()

    def name_it(self) -> None:
        """Let the title be written anew."""
        self.head.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.head.title.selectAll()

    def add_tool(self, tool: QWidget) -> None:
        """Put a button of the page at the end of the toolbar."""
        self.toolbar.add_tool(tool)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.completion.leave()
        if self.save():
            self._finish_title()

    def _leave(self) -> bool:
        """Put the note that is open in order before another one comes; False if it cannot be
        saved."""
        if not self.save() and not self._is_gone():
            return False
        self._finish_title()
        self.finder.close_bar()
        self.completion.leave()
        return True

    # Typing

    def _connect(self) -> None:
        panes, toolbar, head = self.panes, self.toolbar, self.head
        panes.edited.connect(self._on_edited)
        panes.switched.connect(self._on_switched)
        panes.state_changed.connect(self._on_state_changed)
        panes.wiki_typed.connect(self.completion.ask)
        panes.wiki_left.connect(self.completion.leave)
        panes.link_clicked.connect(self.inserts.follow)
        panes.picture_given.connect(self.inserts.take_picture)
        panes.picture_opened.connect(self.inserts.draw_on)
        panes.files_given.connect(self.inserts.take_files)
        panes.refused.connect(self._ctx.messages.show)
        self.inserts.link_followed.connect(self.link_followed)
        self.inserts.tag_followed.connect(self.tag_chosen)
        self.completion.chosen.connect(self.inserts.take_offer)
        toolbar.mode_chosen.connect(panes.set_mode)
        toolbar.picture_requested.connect(self.inserts.choose_pictures)
        toolbar.drawing_requested.connect(self.inserts.draw)
        toolbar.file_requested.connect(self.inserts.choose_files)
        toolbar.link_requested.connect(self.inserts.ask_link)
        toolbar.find_requested.connect(self._find)
        toolbar.history_requested.connect(self._on_history)
        toolbar.save_requested.connect(self.save)
        self.finder.left.connect(lambda: panes.pane.setFocus())
        head.edited.connect(self._on_head_edited)
        head.title_finished.connect(self._on_title_finished)
        head.left.connect(lambda: panes.pane.setFocus())
        head.tag_chosen.connect(self.tag_chosen)
        self.autosave.saved.connect(self._on_saved)
        self.autosave.failed.connect(self._on_failed)
        self.autosave.unchanged.connect(self._look_again)
        self._ctx.changes.happened.connect(self._on_changes)

    def _draft(self) -> Draft:
        note_id = self.note_id or 0
        return Draft(note_id, self.head.title.text(), self.panes.body(), self.head.tags)

    def _on_edited(self) -> None:
        if self.note_id is not None:
            self.autosave.touch()
            self.finder.follow(self.panes.pane)
            self._on_state_changed()

    def _on_head_edited(self) -> None:
        if self.note_id is not None:
            self.autosave.touch()

    def _on_state_changed(self) -> None:
        if not self._state.isActive():
            self._state.start()

    def _on_switched(self) -> None:
        pane = self.panes.pane
        self.toolbar.target = pane
        self.toolbar.modes.set_value(self.panes.mode)
        self.completion.leave()
        self.finder.follow(pane)
        self.setFocusProxy(pane)
        self._on_state_changed()

    def _find(self, replace: bool) -> None:
        self.finder.open_bar(self.panes.pane, replace=replace)

    def _on_history(self) -> None:
        if self.note_id is not None and self.save():
            self.history_requested.emit(self.note_id)

    # The disk

    def _show(self, note: Note) -> None:
        self._note = self.autosave.known = note
        self._named, self._fault = note.title, ""
        self.autosave.forget()
        self.head.show_note(note)
        self.panes.set_body(note.body)
        self._set_rows(note)
        self._count(note)
        self._on_state_changed()

    def _count(self, note: Note) -> None:
        """Read headings and number of words of a note that was opened."""

        def work(_progress: Progress | None = None) -> tuple[list[wiki.Heading], int]:
            return wiki.headings(note.body), wiki.words(note.body)

        def done(read: tuple[list[wiki.Heading], int]) -> None:
            if self.note_id == note.id and self._note is not None:
                self._words = read[1]
                self._say_facts()
                self.outlined.emit(read[0])

        if len(note.body) < _LONG:
            done(work())
        else:
            self._ctx.tasks.run("Reading the note", work, done=done)

    def _on_saved(self, saved: Saved) -> None:
        draft, note = saved.draft, saved.note
        if note.id != self.note_id:
            return
        self._note, self._words, self._fault = note, saved.words, ""
        if not self.autosave.waiting and not draft.is_as(note):  # somebody else was here too
            self._take_over(note)
        else:
            self.head.set_tags(self.head.tags, tuple(wiki.tags(note.body)))
        self._say_facts()
        self.outlined.emit(list(saved.headings))
        self.saved.emit(note.id)
        if not self.head.title.hasFocus():
            self._finish_title()

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, Fault):
            self._ctx.messages.show(error)
            error = EnvironmentFault("The note could not be saved.")
        if error.message != self._fault:
            self._fault = error.message
            self._ctx.messages.show(error)
        self.head.set_facts(f"Not saved: {error.message} It is tried again.", fault=True)

    def _on_changes(self, topics: frozenset[str]) -> None:
        if touches(topics, _TOPICS) and not self._look.isActive():
            self._look.start()  # an import tells of hundreds of notes

    def _look_again(self) -> None:
        """See what somebody else has done to the note."""
        if self.note_id is None:
            return
        if self.autosave.busy:  # what we write now is not somebody else's
            self._look.start()
            return
        try:
            note = self._notes.note(self._ctx.user_id, self.note_id)
        except UserFault:  # in the trash: the last words go there with it
            self.close_note()
            return
        known = self.autosave.known
        if known is None:
            return
        if self.autosave.waiting:  # the next save keeps what is typed, and theirs as a version
            if note.body not in (known.body, body := self.panes.body()) and body != known.body:
                self._ctx.messages.toast(
                    "Changed elsewhere too: that text is kept as a version",
                    action=("Versions", self._on_history),
                )
            return
        self._note = note
        if (note.title, note.body, note.tags) != (known.title, known.body, known.tags):
            self._take_over(note)
            self._count(note)
        self._say_facts()

    def _take_over(self, note: Note) -> None:
        """Show what somebody else has made of the note."""
        self.autosave.known = note
        self._named = note.title
        self.head.show_note(note)
        if note.body != self.panes.body():
            self.panes.take_over(note.body)
            self.autosave.forget()

    def _on_title_finished(self) -> None:
        if not self.autosave.waiting and not self.autosave.busy:
            self._finish_title()

    def _finish_title(self) -> None:
        """Let the texts of others call the note by its new name, once it is on the disk."""
        note, was = self._note, self._named
        if note is None or not note.title or note.title == was:
            return
        self._named = note.title
        work = partial(self._notes.follow_name, self._ctx.user_id, note.id, was)
        if was and self.window().isVisible():
            self._ctx.tasks.run("Renaming links", lambda _progress: work(), done=lambda _none: None)
        elif was:  # the program ends
            work()

    def _is_gone(self) -> bool:
        """Say whether the note that is open was deleted for good: it can no longer be saved."""
        try:
            self._notes.note(self._ctx.user_id, self.note_id or 0, in_trash=None)
        except UserFault:
            return True
        return False

    def _say_facts(self) -> None:
        if self._note is not None and not self._fault:
            when = short_when(self._note.changed_at, self._ctx.clock.now())
            self.head.set_facts(f"edited {when} · {counted(self._words, 'word')}")

    def _set_rows(self, note: Note | None) -> None:
        """Show the rows of an error log above its text."""
        rows = None
        if note is not None and note.kind is NoteKind.ERROR_LOG:
            from .error_log_rows import ErrorRows

            rows = ErrorRows(self._ctx, note.id)
        self.head.show_rows(rows)


def _writing(window: QWidget) -> Callable[[str], None] | None:
    """Return what does the keys of the note in which the keyboard is, or was before a dialog."""
    at: QWidget | None = window.focusWidget()
    while at is not None and not isinstance(at, NoteEditor):
        at = at.parentWidget()
    return at.toolbar.do if at is not None and at.isVisible() and at.isEnabled() else None
