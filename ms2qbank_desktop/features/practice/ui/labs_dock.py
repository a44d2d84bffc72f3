"""The dock of lab values at the right edge of the exam: search, filter, units, values."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QSizePolicy, QWidget

from ms2qbank_desktop.ui.theme import current, font, length, px, signals
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.chip import Chip
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import SearchField
from ms2qbank_desktop.ui.widgets.glyph import Glyph
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row
from ms2qbank_desktop.ui.widgets.segmented import Segmented

from .labs_list import LabsList, LabsModel

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ms2qbank_desktop.features.practice.labs import LabTable

_FILTERS = (
    ("", "All"),
    ("blood", "Blood"),
    ("csf", "CSF"),
    ("urine", "Urine"),
    ("hormones", "Hormones"),
    ("other", "Other"),
)
_MOST = 0.38
"""Part of the window that the dock takes at the most."""
_KEYS = {  # what the field does itself, instead of the exam
    Qt.Key.Key_Escape,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
}

_CONTROL_KEYS = {*_KEYS, Qt.Key.Key_Left, Qt.Key.Key_Right} - {Qt.Key.Key_Escape}


class _LabsSearch(SearchField):
    """Search field with the number of matches in it; arrows ask to move the current row."""

    moved = Signal(int)
    paged = Signal(int)
    left = Signal()
    close_requested = Signal()

    def __init__(self) -> None:
        super().__init__("Search lab values")
        self._count = ""

    def set_count(self, text: str) -> None:
        """Say how many rows match."""
        self._count = text
        self.setAccessibleDescription(text)
        self._leave_room()
        self.update()

    def event(self, event: QEvent) -> bool:
        own = isinstance(event, QKeyEvent) and event.key() in _KEYS
        if own and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match Qt.Key(event.key()):
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Escape:
                self.close_requested.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.left.emit()
            case Qt.Key.Key_Up:
                self.moved.emit(-1)
            case Qt.Key.Key_Down:
                self.moved.emit(1)
            case Qt.Key.Key_PageUp:
                self.paged.emit(-1)
            case Qt.Key.Key_PageDown:
                self.paged.emit(1)
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setFont(font("caption"))
        painter.setPen(current().color("text-muted"))
        room = self.rect().adjusted(0, 0, -px(32 if self.text() else 12), 0)
        aligned = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(aligned), self._count)

    def _leave_room(self) -> None:
        words = self.fontMetrics().horizontalAdvance(self._count)
        self.setTextMargins(0, 0, words, 0)


class LabsDock(QWidget):
    """Reference ranges beside the question, in "conventional" or "si" units.

    ``units_chosen`` tells the units chosen, ``left`` that the question wants the keyboard back
    while the dock stays open (Enter), ``close_requested`` that it is to be closed (Esc, cross).
    """

    units_chosen = Signal(str)
    left = Signal()
    close_requested = Signal()

    def __init__(self, table: LabTable, units: str) -> None:
        super().__init__()
        self._table = table
        self.list = LabsList(LabsModel(table, units))
        self.search = _LabsSearch()
        self.units = Segmented(
            [("conventional", "US"), ("si", "SI")], "Units of lab values", size="small"
        )
        self.units.set_value(units)
        self.sources = Button("Sources", "link", size="small")
        self.note = Label("", "caption", "text-muted", wrap=True)
        self._close = IconButton("x", "Close lab values", "Esc", size="small")
        self._group = QButtonGroup(self)
        self.filters = {key: Chip(label) for key, label in _FILTERS}
        for key, chip in self.filters.items():
            chip.setCheckable(True)
            chip.setChecked(key == "")
            chip.clicked.connect(partial(self._on_filter, key))
            self._group.addButton(chip)
        ground(self, "surface")
        self.setAccessibleName("Lab values")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFocusProxy(self.search)
        self._lay_out()
        self.note.hide()
        self._connect()
        self._on_words()
        self._on_theme_changed()

    @property
    def specimen(self) -> str:
        """The filter in force, "" for all."""
        return next(key for key, chip in self.filters.items() if chip.isChecked())

    def limit_width(self, window: int) -> None:
        """Take the usual width, but leave most of the ``window`` pixels to the question."""
        self._window = window
        self._on_theme_changed()

    _window = 0

    def event(self, event: QEvent) -> bool:
        """Keep arrows and Enter from the exam while units, filters or sources have the focus."""
        own = isinstance(event, QKeyEvent) and event.key() in _CONTROL_KEYS
        if own and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def _lay_out(self) -> None:
        head = row(Glyph("flask"), Label("Lab values", "heading3"), None, self.units, self._close)
        head.set_margins((16, 9, 12, 9))
        chips = list(self.filters.values())
        first = row(*chips[:3], gap=4)
        self._chips = row(first, row(*chips[3:], None, gap=4), gap=4)
        self._chips.setAlignment(first, Qt.AlignmentFlag.AlignLeft)
        find = column(self.search, self._chips, gap=8, margins=(16, 10, 16, 10))
        foot = QWidget()
        ground(foot, "raised")
        adults = Label("Ranges for adults.", "caption", "text-muted")
        below = row(adults, self.sources, None, gap=0)
        foot.setLayout(column(self.note, below, gap=2, margins=(16, 6, 16, 4)))
        layout = column(head, line(), find, line(), gap=0)
        layout.addWidget(self.list, 1)
        layout.add(line(), foot)
        self.setLayout(row(line(vertical=True), layout, gap=0))

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_words)
        self.search.moved.connect(self.list.step)
        self.search.paged.connect(self._on_paged)
        self.search.left.connect(self.left)
        self.search.close_requested.connect(self.close_requested)
        self._close.clicked.connect(self.close_requested)
        self.units.chosen.connect(self._on_units)
        self.sources.clicked.connect(self._on_sources)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        signals().changed.connect(self._on_theme_changed)

    def _on_words(self) -> None:
        labs = self.list.labs
        labs.show_matches(self.search.text(), self.specimen)
        self.search.set_count(f"{labs.found} of {labs.total}")
        if self.search.text().strip():
            self.list.step(0)
        else:
            self._on_current()
        self.list.scrollToTop()

    def _on_filter(self, _key: str) -> None:
        self._on_words()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_paged(self, pages: int) -> None:
        self.list.step(pages * self.list.page)

    def show_units(self, units: str) -> None:
        """Show the values in other units."""
        self.units.set_value(units)
        self.list.labs.units = units
        self.list.lay_out()

    def _on_units(self, units: str) -> None:
        self.show_units(units)
        self.units_chosen.emit(units)

    def _on_current(self) -> None:
        match = self.list.current_match
        note = match.row.note if match else ""
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def _on_sources(self) -> None:
        dialog = Dialog(self, "Lab values: notes and sources", do="Close")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.keep.hide()
        sources = "\n".join(self._table.sources)
        dialog.body.add(Label(self._table.note, wrap=True, selectable=True))
        dialog.body.add(Label(sources, "body", "text-muted", wrap=True, selectable=True))
        dialog.open()

    def _on_theme_changed(self) -> None:
        usual = length("labs_dock")
        width = min(usual, round(self._window * _MOST)) if self._window else usual
        chips = sum(chip.sizeHint().width() + px(4) for chip in self.filters.values())
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._chips.setDirection(across if chips + 2 * px(16) <= width else down)
        self.setFixedWidth(width)
