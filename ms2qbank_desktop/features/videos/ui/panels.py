"""What stands beside the picture: bookmarks, notes, chapters; the transcript; the quick note."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QWidget

from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.links.ui.kinds import LOOKS
from ms2qbank_desktop.features.links.ui.links_panel import LinksSection
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.videos.service.bookmarks import BookmarkService
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import IconButton
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row, scrolled
from ms2qbank_desktop.ui.widgets.segmented import Segmented

from .bookmark_dialog import COLOURS, BookmarkDialog
from .bookmark_export import ask_export
from .panel_moments import MOMENT, Moment, MomentList
from .panel_quick_note import VideoNote
from .panel_taking import Taking
from .panel_transcript import TranscriptPanel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ms2qbank_desktop.features.links.models import Link, Place
    from ms2qbank_desktop.features.notebook.models import PlacedNote
    from ms2qbank_desktop.features.videos.models import Bookmark, Video
    from ms2qbank_desktop.ui.context import UiContext

    from .player_snapshot import Snapshots
    from .screening import Screening

_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_EMPTY = {
    "bookmarks": "No bookmarks yet. Press B at any moment: the video goes on.",
    "notes": "No notes yet. Press N and write while it plays.",
    "chapters": "This file has no chapters.",
}


class SidePanels(QWidget):
    """Follows the video, and takes the keys B and N of the player. ``left``: the keyboard may go
    back to the picture."""

    left = Signal()

    def __init__(self, ctx: UiContext, screening: Screening, snapshots: Snapshots) -> None:
        super().__init__()
        self._ctx = ctx
        self._screening = screening
        self._snapshots = snapshots
        self._video: Video | None = None
        self._bookmarks: list[Bookmark] = []
        self._placed: list[PlacedNote] = []
        self._paused_to_type = False
        self.taking = Taking(ctx, screening, snapshots, self)
        self.tabs = Segmented(
            [("bookmarks", "Bookmarks"), ("notes", "Notes"), ("chapters", "Chapters")],
            "Beside the video",
        )
        self.export = IconButton("export", "Export bookmarks", size="small")
        self.show_links = IconButton("link", "What it is linked to", checkable=True, size="small")
        self.bookmarks = MomentList("Bookmarks")
        self.bookmarks.moments.editable = True
        self.notes = MomentList("Notes")
        self.chapters = MomentList("Chapters")
        self.links = LinksSection(ctx, Kind.VIDEO, spot=lambda: str(screening.position_ms))
        self.transcript = TranscriptPanel()
        self.quick = VideoNote(ctx)
        self._lists = {
            "bookmarks": self.bookmarks,
            "notes": self.notes,
            "chapters": self.chapters,
        }
        self._lay_out()
        self._connect()

    def show_video(self, video: Video) -> None:
        """Show what belongs to a video, before it plays."""
        self._video = video
        self.quick.show_video(video)
        self.links.show_thing(video.id)
        chapters = video.probe.chapters
        self.chapters.show_moments(
            [
                Moment(number, one.start_ms, one.title or f"Chapter {number + 1}")
                for number, one in enumerate(chapters)
            ],
            0,
        )
        self.transcript.text.show_words((), 0)
        self.read_transcripts()
        self._read()

    def read_transcripts(self) -> None:
        """Read the subtitles anew, after they were looked for in and beside the file."""
        if self._video is not None:
            found = self._ctx.service(CatalogueService).transcripts(
                self._ctx.user_id, self._video.id
            )
            self.transcript.show_transcripts(found)

    def add_bookmark(self, at_ms: int) -> None:
        """Set a bookmark at once; its note can be typed, or not."""
        if self._video is None:
            return
        service = self._ctx.service(BookmarkService)
        bookmark_id = service.add(self._ctx.user_id, self._video.id, at_ms)
        self._choose("bookmarks")
        self._read()
        self.bookmarks.edit_moment(bookmark_id)

    def quick_note(self, at_ms: int) -> None:
        """Begin a note at a moment and take the keyboard."""
        self.quick.begin(at_ms)

    def note_with_picture(self) -> None:
        """Begin a note with the picture of this moment."""
        self._snapshots.use(partial(self._take_picture, self._screening.position_ms))

    def _take_picture(self, at_ms: int, picture: bytes) -> None:
        name = self._ctx.service(NotebookService).add_picture(picture)
        self.quick.write(at_ms, f"![]({name})\n")

    def close_innermost(self) -> bool:
        """Leave what is being typed; False if nothing is."""
        if self.quick.note.editor.hasFocus():
            self.left.emit()
            return True
        return False

    def _lay_out(self) -> None:
        ground(self, "surface")
        self._stack = QStackedWidget()
        self._empty = Label("", "body", "text-muted", wrap=True)
        self._empty.setContentsMargins(px(16), px(12), px(16), px(12))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        for one in (*self._lists.values(), self._empty):
            self._stack.addWidget(one)
        sheet = QWidget()
        sheet.setLayout(column(self.links, None, gap=0, margins=(8, 10, 8, 10)))
        self._linked = scrolled(sheet, "What it is linked to")
        self._stack.addWidget(self._linked)
        head = row(self.tabs, None, self.show_links, self.export, gap=4, margins=(16, 10, 12, 10))
        upper = QWidget()
        upper.setLayout(column(head, line(), self._stack, gap=0))
        upper.setMinimumHeight(px(120))
        self.transcript.setMinimumHeight(px(120))
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(px(5))
        parts.addWidget(upper)
        parts.addWidget(self.transcript)
        parts.setSizes([px(240), px(420)])
        layout = column(gap=0)
        layout.addWidget(parts, 1)
        layout.addWidget(self.quick)
        self.setLayout(layout)

    def _connect(self) -> None:
        screening = self._screening
        self.tabs.chosen.connect(self._choose)
        for one in self._lists.values():
            one.chosen.connect(screening.seek)
        self.transcript.chosen.connect(screening.seek)
        self.transcript.card_requested.connect(partial(self.taking.make_card, snapshot=False))
        self.transcript.note_requested.connect(self.taking.make_note)
        self.bookmarks.moments.edited.connect(self._rename)
        self.bookmarks.removed.connect(self._remove)
        self.bookmarks.menu_requested.connect(self._bookmark_menu)
        self.bookmarks.editing_changed.connect(self._on_typing)
        self.notes.chosen.connect(lambda _ms: self._open_note())
        self.notes.removed.connect(self._remove_note)
        self.notes.menu_requested.connect(self._note_menu)
        self.quick.note.closed.connect(self.left)
        self.quick.note.typing_changed.connect(self._on_typing)
        self.quick.begin_requested.connect(lambda: self.quick.begin(screening.position_ms))
        self.quick.card_requested.connect(self.taking.make_card)
        self.quick.attach_requested.connect(self.taking.attach)
        self.export.clicked.connect(self._export)
        self.show_links.toggled.connect(self._on_show_links)
        screening.moved.connect(self._on_position)
        self._ctx.changes.happened.connect(self._on_changes)

    # Reading

    def _read(self) -> None:
        if self._video is None:
            return
        user_id, video_id = self._ctx.user_id, self._video.id
        links = self._ctx.service(LinkService).of(user_id, Kind.VIDEO, video_id)
        self._bookmarks = self._ctx.service(BookmarkService).bookmarks(user_id, video_id)
        self._placed = self._ctx.service(NotebookService).notes_at(user_id, Kind.VIDEO, video_id)
        linked = _linked(links, video_id)
        position = self._screening.position_ms
        self.bookmarks.show_moments(
            [
                Moment(
                    one.id, one.at_ms, one.note, linked.get(one.at_ms, ()), one.colour, "no note"
                )
                for one in self._bookmarks
            ],
            position,
        )
        notes = [
            Moment(one.note.id, one.link.other(Kind.NOTE, one.note.id).ms, _first_line(one))
            for one in self._placed
        ]
        self.notes.show_moments(sorted(notes, key=lambda one: one.at_ms), position)
        self._label_tabs()
        self.export.setEnabled(bool(self._bookmarks))
        if not self.show_links.isChecked():
            self._choose(self.tabs.value)

    def _label_tabs(self) -> None:
        """Say how many there are of each, where there is room for it."""
        room = self.width() - 2 * self.export.sizeHint().width() - px(40)
        for counted in (True, False):
            for key, shown in self._lists.items():
                number = len(shown.moments.moments) if counted else 0
                name = key.capitalize()
                self.tabs.set_label(key, f"{name} {number}" if number else name)
            if self.tabs.sizeHint().width() <= room:
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._label_tabs()

    def _choose(self, key: str) -> None:
        self.show_links.blockSignals(True)
        self.show_links.setChecked(False)
        self.show_links.blockSignals(False)
        self.tabs.set_value(key)
        shown = self._lists[key]
        self._empty.setText(_EMPTY[key])
        self._stack.setCurrentWidget(shown if shown.moments.moments else self._empty)

    def _on_show_links(self, on: bool) -> None:
        """Show in place of the lists what the whole video is linked to, or those again."""
        if on:
            self.tabs.set_value("")
            self._stack.setCurrentWidget(self._linked)
        else:
            self._choose("bookmarks")

    def _on_position(self, position_ms: int) -> None:
        for one in self._lists.values():
            one.set_position(position_ms)
        self.transcript.set_position(position_ms)

    def _on_changes(self, topics: frozenset[str]) -> None:
        if topics & {"bookmarks", "notes", "links"}:
            self._read()
        if "videos" in topics:
            self.read_transcripts()

    # Bookmarks

    def _bookmark(self, bookmark_id: int) -> Bookmark:
        return next(one for one in self._bookmarks if one.id == bookmark_id)

    def _rename(self, bookmark_id: int, note: str) -> None:
        self._save(replace(self._bookmark(bookmark_id), note=note))

    def _save(self, bookmark: Bookmark) -> None:
        self._ctx.service(BookmarkService).save(self._ctx.user_id, bookmark)

    def _remove(self, bookmark_id: int) -> None:
        service, user_id = self._ctx.service(BookmarkService), self._ctx.user_id
        service.remove(user_id, bookmark_id)
        self._ctx.messages.toast(
            "Bookmark deleted", lambda: service.remove(user_id, bookmark_id, removed=False)
        )

    def _bookmark_menu(self, place: QPoint) -> None:
        one = self._bookmark(self.bookmarks.currentIndex().data(MOMENT).id)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Jump here", lambda: self._screening.seek(one.at_ms))
        menu.addAction("Edit…", lambda: BookmarkDialog(self._ctx, one).open())
        colours = menu.addMenu("Colour")
        for colour, name in COLOURS:
            colours.addAction(name, partial(self._save, replace(one, colour=colour)))
        menu.addSeparator()
        menu.addAction("Make a card…", lambda: self.taking.make_card(one.at_ms, one.note))
        words = one.note or "Bookmark"
        menu.addAction("Make a note", lambda: self.taking.make_note(one.at_ms, words))
        menu.addAction("Attach to a question…", lambda: self.taking.attach(one.at_ms))
        for question in self._questions_at(one.at_ms):
            opened = partial(self._ctx.commands.request, "open-question", question)
            menu.addAction("Open its question", opened)
        menu.addSeparator()
        menu.addAction("Delete", lambda: self._remove(one.id))
        menu.popup(place)

    def _questions_at(self, at_ms: int) -> list[Place]:
        if self._video is None:
            return []
        video_id = self._video.id
        links = self._ctx.service(LinkService).of(self._ctx.user_id, Kind.VIDEO, video_id)
        return [
            link.other(Kind.VIDEO, video_id)
            for link in links
            if _own_end(link, video_id).ms == at_ms
            and link.other(Kind.VIDEO, video_id).kind is Kind.QUESTION
        ]

    def _export(self) -> None:
        if self._video is not None:
            ask_export(self._ctx, [self._video.id], self._video.about.title)

    # Notes

    def _open_note(self) -> None:
        moment = self.notes.currentIndex().data(MOMENT)
        if moment is None:  # it went away in this moment
            return
        note = next(one.note for one in self._placed if one.note.id == moment.id)
        self.quick.open_note(note, moment.at_ms)

    def _remove_note(self, note_id: int) -> None:
        service, user_id = self._ctx.service(NotebookService), self._ctx.user_id
        service.remove(user_id, note_id)
        self._ctx.messages.toast(
            "Note deleted", lambda: service.remove(user_id, note_id, removed=False)
        )

    def _note_menu(self, place: QPoint) -> None:
        moment = self.notes.currentIndex().data(MOMENT)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Jump here", lambda: self._screening.seek(moment.at_ms))
        menu.addAction("Write on", self._open_note)
        menu.addAction("Make a card…", lambda: self.taking.make_card(moment.at_ms, moment.text))
        menu.addSeparator()
        menu.addAction("Delete", lambda: self._remove_note(moment.id))
        menu.popup(place)

    # Typing

    def _on_typing(self, typing: bool) -> None:
        """Pause while somebody types, if that is what is wished for."""
        if typing and self._ctx.settings.get("video_pause_to_type") and self._screening.playing:
            self._paused_to_type = True
            self._screening.pause()
        elif not typing and self._paused_to_type:
            self._paused_to_type = False
            self._screening.play()
        if not typing and not self.quick.note.editor.hasFocus():
            self.left.emit()


def _own_end(link: Link, video_id: int) -> Place:
    return link.a if (link.a.kind, link.a.id) == (Kind.VIDEO, video_id) else link.b


def _linked(links: list[Link], video_id: int) -> dict[int, tuple[str, ...]]:
    """Return the icons of what is linked to each millisecond."""
    found: dict[int, dict[str, None]] = {}
    for link in links:
        icon = LOOKS[link.other(Kind.VIDEO, video_id).kind].icon
        found.setdefault(_own_end(link, video_id).ms, {})[icon] = None
    return {at_ms: tuple(icons) for at_ms, icons in found.items()}


def _first_line(placed: PlacedNote) -> str:
    text = _PICTURE.sub("", placed.note.body)
    lines = (line.strip() for line in text.splitlines())
    return next(filter(None, lines), placed.note.title)
