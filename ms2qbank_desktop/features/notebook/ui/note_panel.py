"""Beside a note: what links to it, what it goes to, who names it, and its headings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.links.ui.following import follow
from ms2qbank_desktop.features.links.ui.link_list import LinkList
from ms2qbank_desktop.features.links.ui.link_picker import LinkPicker
from ms2qbank_desktop.features.links.ui.linked import read_linked
from ms2qbank_desktop.features.links.ui.links_panel import TOPICS
from ms2qbank_desktop.features.notebook.service.mentions import MentionService
from ms2qbank_desktop.ui.changes import touches
from ms2qbank_desktop.ui.tasks import Reading
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import Box, column, ground, line, row, scrolled
from ms2qbank_desktop.ui.widgets.siderow import SideRow
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.links.ui.linked import Linked
    from ms2qbank_desktop.features.notebook.models import Mention, Note
    from ms2qbank_desktop.features.notebook.wiki import Heading
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task

    from .editor import NoteEditor

    Found = tuple[list[Linked], list[Mention]]

_REST_MS = 2_000
"""After so long without a save of the open note its neighbours are looked for again: it may have
another name, but they need not be searched while it is typed."""


class NotePanel(QWidget):
    """Follows the note that is open in ``editor``; a part without content is not there."""

    def __init__(self, ctx: UiContext, editor: NoteEditor) -> None:
        super().__init__()
        self._ctx = ctx
        self._editor = editor
        self._note_id: int | None = None
        self._links = ctx.service(LinkService)
        self._mentions = ctx.service(MentionService)
        self._reading = Reading(self._read, self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._refresh)
        ground(self, "surface")
        self.here, self.goes = LinkList(ctx), LinkList(ctx)
        self.add = IconButton("plus", "Link to something", size="small", role="accent")
        self.add.clicked.connect(self._pick)
        self.named = column(gap=0)
        self.link_all = Button("Link all", "secondary", "link", size="small")
        self.link_all.clicked.connect(self._link_all)
        self.outline = column(gap=0)
        self._mentioned: list[Mention] = []
        self._headings: list[Heading] = []
        self._numbers = [Label("", "body", "text-muted") for _ in range(3)]
        self._parts: list[QWidget] = []
        sheet = column(gap=0, margins=(8, 8, 8, 16))
        sheet.add(
            self._part("Links here", self._numbers[0], self.here),
            self._part("Goes to", self._numbers[1], self.goes, add=self.add),
            self._part("Named but not linked", self._numbers[2], self.named, foot=self.link_all),
            self._part("Outline", Label(), self.outline, last=True),
            None,
        )
        content = QWidget()
        content.setLayout(sheet)
        area = scrolled(content, "What belongs to the note")
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = column(gap=0)
        whole.addWidget(area, 1)
        self.setLayout(whole)
        self._show(([], []))
        self._parts[3].hide()
        editor.opened.connect(self._on_opened)
        editor.outlined.connect(self.show_outline)
        ctx.changes.happened.connect(self._on_changes)

    @property
    def mentions(self) -> list[Mention]:
        """Who names the note without linking it, as it is shown."""
        return self._mentioned

    def show_outline(self, headings: list[Heading]) -> None:
        """Show the headings of the note; a click goes there."""
        before = [(one.level, one.text) for one in self._headings]
        self._headings = headings
        if before == [(one.level, one.text) for one in headings]:
            return  # they only stand elsewhere, as with each key
        _empty(self.outline)
        least = min((one.level for one in headings), default=1)
        for at, one in enumerate(headings):
            step = SideRow("", one.text, indent=12 * (one.level - least), weight=400)
            step.clicked.connect(partial(self._go_to, at))
            self.outline.add(step)
        self._parts[3].setVisible(bool(headings))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def _part(
        self,
        title: str,
        number: Label,
        body: QWidget | Box,
        *,
        add: QWidget | None = None,
        foot: QWidget | None = None,
        last: bool = False,
    ) -> QWidget:
        head = row(Label(title, "strong"), number, None, gap=8, margins=(8, 0, 8, 0))
        if add is not None:
            head.add(add)
        inner = column(head, body, gap=6, margins=(0, 10, 0, 10))
        if foot is not None:
            inner.add(row(foot, None, margins=(8, 0, 8, 0)))
        part = QWidget()
        part.setLayout(column(inner, *([] if last else [line()]), gap=0))
        self._parts.append(part)
        return part

    # Reading

    def _on_opened(self, note: Note) -> None:
        if note.id != self._note_id:
            self._note_id = note.id
            self._show(([], []))
        self._refresh()

    def _refresh(self) -> None:
        if self._note_id is not None and self.isVisible():
            self._reading.ask()

    def _on_changes(self, topics: frozenset[str]) -> None:
        if topics <= {"notes", f"notes:note/{self._note_id}"}:
            self._rest.start()
        elif touches(topics, TOPICS):
            self._refresh()

    def _read(self) -> Task:
        user_id, note_id = self._ctx.user_id, self._note_id

        def work(_progress: Progress) -> Found:
            if note_id is None:
                return [], []
            linked = read_linked(self._links, user_id, Kind.NOTE, note_id)
            return linked, self._mentions.of(user_id, note_id)

        def done(found: Found) -> None:
            if isValid(self) and note_id == self._note_id:
                self._show(found)

        # Without a word if the note has gone meanwhile: whoever shows it says so.
        return self._ctx.tasks.run("Reading links", work, done=done, failed=lambda _error: None)

    def _show(self, found: Found) -> None:
        linked, mentions = found
        here = [one for one in linked if one.inward]
        goes = [one for one in linked if one.outward]
        self.here.show_linked(here)
        self.goes.show_linked(goes)
        self._show_mentions(mentions)
        numbers = len(here), len(goes), len(mentions)
        for label, number in zip(self._numbers, numbers, strict=True):
            label.setText(f"{number:,}" if number else "")
        self._parts[0].setVisible(bool(here))
        self._parts[2].setVisible(bool(mentions))

    def _show_mentions(self, mentions: list[Mention]) -> None:
        if mentions == self._mentioned:
            return
        self._mentioned = mentions
        _empty(self.named)
        for one in mentions:
            shown = SideRow("notebook", one.title or "Untitled", one.words)
            shown.clicked.connect(partial(self._open, one.note_id))
            link = Button("Link", "link", size="small")
            link.setToolTip(f"Link {counted(one.number, 'place')} in “{one.title}” to this note")
            link.clicked.connect(partial(self._link, [one.note_id]))
            mentioned = QWidget()
            inside = row(gap=0)
            inside.addWidget(shown, 1)
            inside.add(link)
            mentioned.setLayout(inside)
            self.named.add(mentioned)
        self.link_all.setText("Link both" if len(mentions) == 2 else "Link all")
        self.link_all.setVisible(len(mentions) > 1)

    # Deeds

    def _open(self, note_id: int, *_checked: bool) -> None:
        follow(self._ctx, Place(Kind.NOTE, note_id))

    def _link_all(self) -> None:
        self._link([one.note_id for one in self._mentioned])

    def _link(self, others: list[int], *_checked: bool) -> None:
        if self._note_id is None:
            return
        user_id = self._ctx.user_id
        changed = self._mentions.link(user_id, self._note_id, others)
        undo = partial(self._mentions.take_back, user_id, changed)
        self._ctx.messages.toast(f"Linked in {counted(len(changed), 'note')}", undo)

    def _pick(self) -> None:
        if self._note_id is not None:
            own = Place(Kind.NOTE, self._note_id)
            LinkPicker(self._ctx, "Link to", partial(self._link_to, own), without=[own]).open()

    def _link_to(self, own: Place, place: Place) -> None:
        user_id = self._ctx.user_id
        link_id = self._links.link(user_id, own, place)
        self._ctx.messages.toast("Linked", partial(self._links.unlink, user_id, link_id))

    def _go_to(self, at: int, *_checked: bool) -> None:
        self._editor.go_to(self._headings[at].start)


def _empty(box: Box) -> None:
    while (item := box.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
