"""What was begun: a block, a lecture, a note, each a click away from where it was left."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ms2qbank_desktop.features.home.service import HomeService
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.practice.blueprint import official, short_label
from ms2qbank_desktop.ui.icons import paint_icon
from ms2qbank_desktop.ui.theme import current, font, icon_size, metrics, px
from ms2qbank_desktop.ui.widgets import paint
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.layouts import line, row
from ms2qbank_desktop.ui.words import clock_time, short_when

from .parts import ask

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from PySide6.QtGui import QKeyEvent

    from ms2qbank_desktop.features.home.models import Going, OpenBlock
    from ms2qbank_desktop.features.notebook.models import NoteLine
    from ms2qbank_desktop.features.videos.models import VideoEntry
    from ms2qbank_desktop.ui.context import UiContext

_NAMED = 2
"""Systems of a block that are named."""


class Thing(NamedTuple):
    """What a cell says of something that was begun."""

    icon: str
    title: str
    lines: tuple[str, str]


class GoingCard(Card):
    """Up to three cells beside each other; arrows go from one to the next."""

    topics = frozenset({"blocks", "attempts", "watching", "videos", "notes", "notebooks"})

    def __init__(self, ctx: UiContext) -> None:
        super().__init__("Continue", flush=True)
        self._ctx = ctx
        self.cells = [Cell(), Cell(), Cell()]
        self._rules = [line(vertical=True), line(vertical=True)]
        across = row(gap=0, margins=(3, 3, 3, 0))
        for cell, rule in zip(self.cells, [None, *self._rules], strict=True):
            if rule is not None:
                across.addWidget(rule)
            across.addWidget(cell, 1)
        self.body.addLayout(across)
        self.hide()

    @staticmethod
    def read(ctx: UiContext) -> Going:
        return ctx.service(HomeService).going(ctx.user_id)

    def show_found(self, found: Going) -> None:
        now, ctx = self._ctx.clock.now(), self._ctx
        things: list[tuple[Thing, Callable[[], object]]] = []
        if found.block is not None:
            begin = partial(ask, ctx, "open-block", found.block.block.id)
            things.append((block_words(found.block), begin))
        if found.video is not None:
            place = Place(Kind.VIDEO, found.video.id)
            things.append((video_words(found.video), partial(ask, ctx, "open-video", place)))
        if found.note is not None:
            place = Place(Kind.NOTE, found.note.id)
            words = note_words(found.note, found.notebook, now)
            things.append((words, partial(ask, ctx, "open-note", place)))
        for at, cell in enumerate(self.cells):
            if at < len(things):
                cell.show_thing(*things[at])
            cell.setVisible(at < len(things))
        for at, rule in enumerate(self._rules, start=1):
            rule.setVisible(at < len(things))
        self.setVisible(bool(things))


class Cell(QAbstractButton):
    """Icon, title and two muted lines; a click goes on with it."""

    def __init__(self) -> None:
        super().__init__()
        self.ring_radius = metrics().radius["control"]
        self._thing = Thing("", "", ("", ""))
        self._do: Callable[[], object] = lambda: None
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: self._do())

    def show_thing(self, thing: Thing, do: Callable[[], object]) -> None:
        """Show something else; ``do`` goes on with it."""
        self._thing, self._do = thing, do
        self.setText(thing.title)
        self.setAccessibleName(f"Continue: {thing.title}")
        self.setAccessibleDescription(", ".join(part for part in thing.lines if part))
        self.setToolTip("\n".join((thing.title, *thing.lines)))
        self.update()

    def sizeHint(self) -> QSize:
        body, caption = (QFontMetrics(font(kind)).height() for kind in ("body", "caption"))
        return QSize(px(200), body + 2 * caption + px(22))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(80), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Right:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Left:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = current(), QPainter(self)
        if self.underMouse() or self.isDown():
            role = "pressed" if self.isDown() else "hover"
            paint.box(painter, self.rect(), theme.color(role), None, self.ring_radius)
        edge, left = icon_size(), px(14)
        glyph = QRect(left, (self.height() - edge) // 2, edge, edge)
        paint_icon(painter, glyph, self._thing.icon, theme.color("accent"))
        left += edge + px(14)
        room, top = self.width() - left - px(10), px(11)
        faces = (font("body", weight=500), font("caption"), font("caption"))
        words = (self._thing.title, *self._thing.lines)
        for at, (face, text) in enumerate(zip(faces, words, strict=True)):
            figures = QFontMetrics(face)
            painter.setFont(face)
            painter.setPen(theme.color("text-muted" if at else "text"))
            shown = figures.elidedText(text, Qt.TextElideMode.ElideRight, room)
            place = QRect(left, top, room, figures.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
            top += figures.height()


def block_words(found: OpenBlock) -> Thing:
    """Say what a block is about, at which item it was left, and how much time there is."""
    block = found.block
    names = list(dict.fromkeys(short_label(official(one) or one) for one in block.systems if one))
    about = " and ".join(names) if len(names) <= _NAMED else f"{len(names)} systems"
    mode = block.mode.value
    left = "" if block.left_ms is None else f" · {clock_time(block.left_ms)} left"
    about = f"{about}, {mode}" if about else mode.capitalize()
    place = f"item {found.item} of {block.size}{left}"
    return Thing("question", f"Block {block.number}", (about, place))


def video_words(video: VideoEntry) -> Thing:
    """Say which lecture it is, and at which second it was left."""
    about = video.topic or video.subject or video.system or "Lecture"
    at = f"{clock_time(video.position_ms)} of {clock_time(video.duration_ms)}"
    return Thing("play-fill", video.title, (about, at))


def note_words(note: NoteLine, notebook: tuple[str, ...], now: datetime) -> Thing:
    """Say where a note lies and when it was written."""
    where = " › ".join(("Notebook", *notebook))
    title = note.title or "Note without a title"
    return Thing("notebook", title, (where, f"edited {short_when(note.changed_at, now)}"))
