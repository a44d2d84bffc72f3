"""The bar above the videos: what is searched for, which of them, in which order, how shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QComboBox, QSizePolicy, QWidget

from ms2qbank_desktop.features.videos.models import VideoFilter, VideoOrder, WatchStatus
from ms2qbank_desktop.ui.theme import px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.field import DropDown, SearchField
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.widgets.segmented import Segmented

from .video_words import ORDERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QStyleOptionComboBox

    from ms2qbank_desktop.features.videos.models import VideoCounts

_PAUSE_MS = 40
"""Between the last key and the search."""
_ONE_ROW_FROM = 1100
"""Width in pixels at 100 % text from which everything stands in one row."""
_STATUS_ALONE_BELOW = 590
"""Width below which the status has a row of its own."""
_MINUTE = 60_000
_LENGTHS = (  # words, from, below
    ("Any length", None, None),
    ("Under 15 min", None, 15 * _MINUTE),
    ("15–30 min", 15 * _MINUTE, 30 * _MINUTE),
    ("30–60 min", 30 * _MINUTE, 60 * _MINUTE),
    ("Over 1 h", 60 * _MINUTE, None),
)
_STATUSES = (
    ("", "All"),
    (WatchStatus.UNWATCHED, "Unwatched"),
    (WatchStatus.IN_PROGRESS, "In progress"),
    (WatchStatus.DONE, "Done"),
)


class Choice(DropDown):
    """One of several, as wide as the bar has room for; words that are too long are elided."""

    def __init__(self, name: str, width: int) -> None:
        super().__init__(name)
        self._width = width
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(16)
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        words, room = self.itemText(self.currentIndex()), self.width() - px(36)
        shown = self.currentData(_SHORT) or words
        mode = Qt.TextElideMode.ElideRight
        option.currentText = QFontMetrics(self.font()).elidedText(shown, mode, room)

    def showPopup(self) -> None:
        width = max(self.width(), self.view().sizeHintForColumn(0) + px(32))
        self.view().setMinimumWidth(min(width, px(420)))
        super().showPopup()

    def _on_theme_changed(self) -> None:
        self.setFixedWidth(px(self._width))


_VALUE = 0x0100  # Qt.UserRole
_SHORT = _VALUE + 1


class NameChoice(Choice):
    """One name of a facet, or any; each with its number."""

    def __init__(self, name: str, any_words: str, width: int = 116) -> None:
        super().__init__(name, width)
        self._any = any_words
        self.show_names({})

    @property
    def names(self) -> frozenset[str]:
        """What is chosen, as a filter wants it."""
        value = self.currentData(_VALUE)
        return frozenset((value,)) if value else frozenset()

    def show_names(self, names: Mapping[str, int]) -> None:
        """Offer these names; what is chosen stays so, with 0 if it is not among them."""
        chosen = self.currentData(_VALUE) or ""
        items = {"": 0, **names} | ({chosen: names.get(chosen, 0)} if chosen else {})
        self.blockSignals(True)
        self.clear()
        for value, number in items.items():
            self.addItem(f"{value}  ({number:,})" if value else self._any)
            last = self.count() - 1
            self.setItemData(last, value, _VALUE)
            self.setItemData(last, value, _SHORT)
        self.choose(chosen)
        self.blockSignals(False)
        self.setEnabled(len(items) > 1)

    def choose(self, name: str) -> None:
        """Choose a name."""
        self.setCurrentIndex(max(0, self.findData(name, _VALUE)))


class VideoFilters(QWidget):
    """``changed``: other videos are asked for; ``order_chosen``: in another VideoOrder;
    ``view_chosen``: as grid or list."""

    changed = Signal()
    order_chosen = Signal(object)
    view_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.shelves = IconButton("list", "Library, playlists, folders", checkable=True)
        self.search = SearchField("Title, caption text, bookmark", "Search the videos")
        self.search.setMinimumWidth(px(160))
        self.status = Segmented([(str(key), words) for key, words in _STATUSES], "Status")
        self.system = NameChoice("System", "Any system")
        self.subject = NameChoice("Subject", "Any subject")
        self.more = IconButton("funnel", "More filters", checkable=True)
        self.topic = NameChoice("Topic", "Any topic", 180)
        self.tag = NameChoice("Tag", "Any tag", 150)
        self._facets = (self.subject, self.system, self.topic, self.tag)
        self.length = Choice("Length", 136)
        self.length.addItems([words for words, _, _ in _LENGTHS])
        self.keep = Button("Save as smart playlist…", "quiet", "funnel", size="small")
        self.clear = Button("Clear filters", "quiet", "x", size="small")
        self.order = Choice("Order", 158)
        self._show_orders(in_playlist=False)
        self.grid = IconButton("squares-four", "Cards", checkable=True)
        self.table = IconButton("rows", "Table", checkable=True)
        self._views = QButtonGroup(self)
        for button in (self.grid, self.table):
            self._views.addButton(button)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self._lay_out()
        self._connect()

    @property
    def wanted(self) -> VideoFilter:
        """The filter that is set."""
        _, low, high = _LENGTHS[self.length.currentIndex()]
        status = self.status.value
        return VideoFilter(
            text=self.search.text().strip(),
            subjects=self.subject.names,
            systems=self.system.names,
            topics=self.topic.names,
            tags=self.tag.names,
            statuses=frozenset((WatchStatus(status),)) if status else frozenset(),
            min_ms=low,
            max_ms=high,
        )

    @property
    def narrows(self) -> bool:
        """Whether anything but all is asked for."""
        return self.wanted != VideoFilter()

    def show_wanted(self, wanted: VideoFilter) -> None:
        """Set the bar to a filter that it can say."""
        self.reset()
        self.search.setText(wanted.text)
        self.status.set_value(next(iter(wanted.statuses), ""))
        spans = [(low, high) for _, low, high in _LENGTHS]
        span = (wanted.min_ms, wanted.max_ms)
        self.length.setCurrentIndex(spans.index(span) if span in spans else 0)
        chosen = (wanted.subjects, wanted.systems, wanted.topics, wanted.tags)
        for choice, names in zip(self._facets, chosen, strict=True):
            choice.show_names(dict.fromkeys(names, 0))
            choice.choose(next(iter(names), ""))
        self._on_changed()
        self.more.setChecked(True)

    def show_keep(self, words: str, *, shown: bool) -> None:
        """Name the button that keeps the filter, or hide it where none can be kept."""
        self.keep.setText(words)
        self.keep.setVisible(shown)

    def show_counts(self, counts: VideoCounts) -> None:
        """Show what there is to choose from."""
        self.subject.show_names(counts.subjects)
        self.system.show_names(counts.systems)
        self.topic.show_names(counts.topics)
        self.tag.show_names(counts.tags)

    def show_view(self, view: str) -> None:
        """Show which view there is."""
        (self.grid if view == "grid" else self.table).setChecked(True)

    def show_order(self, order: VideoOrder, *, in_playlist: bool) -> None:
        """Show the order; that of a playlist is only offered in one."""
        self._show_orders(in_playlist=in_playlist)
        self.order.blockSignals(True)
        self.order.setCurrentIndex(self.order.findData(order, _VALUE))
        self.order.blockSignals(False)

    def show_views(self, *, shown: bool) -> None:
        """Offer orders and views, which bookmarks do not have."""
        for part in (self.order, self.grid, self.table):
            part.setVisible(shown)

    def fix_status(self, status: WatchStatus | None) -> None:
        """Show the status that a shelf consists of; None: any can be chosen."""
        why = "All of these are in progress"
        for key, _ in _STATUSES:
            on = status is None or key == status
            self.status.set_option_enabled(str(key), enabled=on, why=why)
        if status is not None:
            self.status.set_value(status)

    def reset(self) -> None:
        """Ask for all videos again."""
        before = self.wanted
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.search.textChanged.emit("")
        self._pause.stop()
        self.status.set_value("")
        self.length.blockSignals(True)
        self.length.setCurrentIndex(0)
        self.length.blockSignals(False)
        for choice in self._facets:
            choice.blockSignals(True)
            choice.choose("")
            choice.blockSignals(False)
        if before != VideoFilter():
            self._on_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _lay_out(self) -> None:
        self._first, self._second, self._last = QWidget(), QWidget(), QWidget()
        searching = row(self.shelves, gap=8)
        searching.addWidget(self.search, 1)
        self.shelves.hide()
        self._first.setLayout(searching)
        self._first.setMaximumWidth(px(420))
        self._names = QWidget()
        self._names.setLayout(row(self.system, self.subject, self.more, gap=8))
        self._second.setLayout(row(self.status, self._names, gap=8))
        views = row(self.grid, self.table, gap=2)
        self._last.setLayout(row(self.order, views, gap=12))
        fixed = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._second.setSizePolicy(fixed)
        self._last.setSizePolicy(fixed)
        self._upper = row(gap=8)
        self._lower = row(gap=8)
        self._drawer = QWidget()
        self._drawer.setLayout(
            row(self.topic, self.tag, self.length, None, self.clear, self.keep, gap=8)
        )
        below = QWidget()
        below.setLayout(self._lower)
        self._below = below
        self.setLayout(column(self._upper, below, self._drawer, gap=8))
        self._drawer.hide()
        self._wide: bool | None = None
        signals().changed.connect(self._fold)
        self._fold()

    def _fold(self) -> None:
        """Put everything into one row, or search and order above the rest."""
        wide = self.width() >= px(_ONE_ROW_FROM)
        sheet, narrow = self._second.layout(), self.width() < px(_STATUS_ALONE_BELOW)
        if isinstance(sheet, QBoxLayout):
            direction = QBoxLayout.Direction
            sheet.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
            sheet.setAlignment(self._names, Qt.AlignmentFlag.AlignLeft)
        self._first.setMaximumWidth(px(300 if wide else 420))
        if wide == self._wide:
            return
        self._wide = wide
        for layout in (self._upper, self._lower):
            _empty(layout)
        self._upper.addWidget(self._first, 100)
        if wide:
            self._upper.addWidget(self._second)
        else:
            self._lower.addWidget(self._second)
            self._lower.addStretch(1)
        self._upper.addStretch(1)
        self._upper.addWidget(self._last)
        self._below.setVisible(not wide)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_text_changed)
        self.status.chosen.connect(self._on_changed)
        for choice in (self.subject, self.system, self.topic, self.tag, self.length):
            choice.currentIndexChanged.connect(self._on_changed)
        self.order.currentIndexChanged.connect(
            lambda: self.order_chosen.emit(VideoOrder(self.order.currentData(_VALUE)))
        )
        self.grid.clicked.connect(lambda: self.view_chosen.emit("grid"))
        self.table.clicked.connect(lambda: self.view_chosen.emit("list"))
        self.more.toggled.connect(self._drawer.setVisible)
        self.clear.clicked.connect(self.reset)

    def _show_orders(self, *, in_playlist: bool) -> None:
        offered = [one for one in ORDERS if in_playlist or one is not VideoOrder.PLAYLIST]
        if self.order.count() == len(offered):
            return
        self.order.blockSignals(True)
        self.order.clear()
        for one in offered:
            self.order.addItem(ORDERS[one])
            self.order.setItemData(self.order.count() - 1, one, _VALUE)
        self.order.blockSignals(False)

    def _on_text_changed(self) -> None:
        self._pause.start()

    def _on_changed(self) -> None:
        self._pause.stop()
        hidden = self.topic.names or self.tag.names or self.length.currentIndex()
        self.more.set_icon("funnel-fill" if hidden else "funnel")
        self.changed.emit()


def _empty(layout: QBoxLayout) -> None:
    while layout.count():
        layout.takeAt(0)
