"""The panes of the notebook: tree, list, the note, and what belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QBoxLayout, QStackedWidget, QWidget

from ms2qbank_desktop.ui.settings.following import follow
from ms2qbank_desktop.ui.theme import px, signals, zoom
from ms2qbank_desktop.ui.widgets.layouts import column, ground, line, row
from ms2qbank_desktop.ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ms2qbank_desktop.core.settings import Settings

_TREE, _LIST, _NOTE, _PANEL = 208, 268, 700, 272
_LEAST = 180
_NOTE_LEAST = 400
PANEL_FROM, TREE_FROM = 1200, 1040
"""Width of the window in pixels at 100 % text from which the panel stands beside the note, and
the tree beside the list."""


class NotebookPanes(QWidget):
    """Tree, list, note and panel beside each other. In a narrow window the panel is a drawer over
    the note, and the tree is folded away until it is asked for.

    ``centre`` takes what stands in place of a note; ``whole`` what stands in place of list, note
    and panel. ``arranged``: something was shown or hidden.
    """

    arranged = Signal()

    def __init__(self, tree: QWidget, list_: QWidget, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._drawer = self._drawer_open = self._folded = self._tree_open = False
        self._has_panel = False
        self._bar: QWidget | None = None
        self.centre = QStackedWidget()
        self._beside = QWidget()
        ground(self._beside, "surface")
        self._beside.setLayout(column(gap=0))
        self._panel: QWidget | None = None
        side = QWidget()
        ground(side, "surface")
        side.setLayout(column(tree, gap=0, margins=(0, 8, 0, 8)))
        self._side = side
        centre = self.centre
        self._desk = Splitter(
            (list_, _LIST),
            (centre, _NOTE),
            (self._beside, _PANEL),
            wide=centre,
            least=_LEAST,
            topped=False,
        )
        self._widths: tuple[float, float] = (_LIST, _PANEL)  # at 100 % text
        self._desk.splitterMoved.connect(self._on_moved)
        self.whole = QStackedWidget()
        self.whole.addWidget(self._desk)
        # A place of its own: a pane that is taken out of a splitter leaves shiboken at odds with
        # the menus inside its neighbour.
        self._over = QWidget(self.whole)
        ground(self._over, "surface")
        self._over.setLayout(row(line(vertical=True), gap=0))
        self._over.hide()
        self._outer = Splitter(
            (side, _TREE), (self.whole, 1200), wide=self.whole, least=_LEAST, topped=False
        )
        self.setLayout(column(self._outer, gap=0))
        self._on_theme_changed()
        signals().changed.connect(self._on_theme_changed)
        follow(settings, "note_panel_shown", self, lambda _shown: self._arrange())

    @property
    def panel(self) -> QWidget:
        """What the panel stands in now."""
        return self._over if self._drawer else self._beside

    @property
    def panel_shown(self) -> bool:
        """Whether the panel is to be seen."""
        kept: bool = self._settings.get("note_panel_shown")
        return self._drawer_open if self._drawer else kept

    @property
    def tree_shown(self) -> bool:
        """Whether the tree is to be seen: where the list with its button is not, it always is."""
        return self._tree_open or not self._folded or self.whole.currentWidget() is not self._desk

    @property
    def tree_folds(self) -> bool:
        """Whether the window is too narrow for the tree beside the list."""
        return self._folded

    def add_panel(self, panel: QWidget, *, below: QWidget) -> None:
        """Put what belongs to the note into the panel; as a drawer it leaves ``below`` free."""
        self._panel, self._bar = panel, below
        self._house()

    def show_desk(self) -> None:
        """Show list, note and panel."""
        self.whole.setCurrentWidget(self._desk)
        self._arrange()

    def show_whole(self, widget: QWidget) -> None:
        """Show something in place of list, note and panel; a keyboard that was there goes into
        it."""
        focus = QApplication.focusWidget()
        had = focus is not None and self._desk.isAncestorOf(focus)
        if self.whole.indexOf(widget) < 0:
            self.whole.addWidget(widget)
        self.whole.setCurrentWidget(widget)
        if had:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self._arrange()

    def show_note(self, widget: QWidget, *, has_panel: bool = False) -> None:
        """Show something in the place of the note; only a note has a panel beside it."""
        if self.centre.indexOf(widget) < 0:
            self.centre.addWidget(widget)
        self.centre.setCurrentWidget(widget)
        if has_panel != self._has_panel:
            self._has_panel = has_panel
            self._arrange()

    def toggle_panel(self) -> None:
        """Show or hide the panel, or open and close the drawer."""
        if self._drawer:
            self._drawer_open = not self._drawer_open
        else:
            self._settings.set("note_panel_shown", not self.panel_shown)
        self._arrange()

    def toggle_tree(self) -> None:
        """Unfold the tree, or fold it away."""
        self._tree_open = not self._tree_open
        self._arrange()

    def close_drawer(self) -> bool:
        """Close the drawer; False if there is none, or it is closed."""
        was_open = self._drawer and self._drawer_open
        if was_open:
            self.toggle_panel()
        return was_open

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _on_theme_changed(self) -> None:
        self.centre.setMinimumWidth(px(_NOTE_LEAST))
        self._arrange()

    def _on_moved(self) -> None:
        """Remember the widths that somebody chose: without the panel there are two panes."""
        sizes = [size * 100 / zoom() for size in self._desk.sizes()]
        self._widths = (sizes[0], sizes[2] if len(sizes) > 2 and sizes[2] else self._widths[1])

    def _arrange(self) -> None:
        wide = self.width()
        drawer, folded = wide < px(PANEL_FROM), wide < px(TREE_FROM)
        if drawer != self._drawer:
            self._drawer, self._drawer_open = drawer, False
            self._house()
        if folded != self._folded:
            self._folded, self._tree_open = folded, False
        self._side.setVisible(self.tree_shown)
        beside = self._beside.isVisible()
        on_desk = self.whole.currentWidget() is self._desk
        shown = self.panel_shown and self._has_panel and on_desk
        self._beside.setVisible(shown and not drawer)
        self._over.setVisible(shown and drawer)
        if shown and not drawer and not beside:
            left, right = map(px, self._widths)
            self._desk.setSizes([left, max(1, self._desk.width() - left - right), right])
        if drawer and shown:
            room, whole = min(px(_PANEL), wide), self.whole
            top = self._bar.height() if self._bar is not None else 0
            self._over.setGeometry(whole.width() - room, top, room, whole.height() - top)
            self._over.raise_()
        self.arranged.emit()

    def _house(self) -> None:
        """Put the panel where it stands now."""
        layout = self.panel.layout()
        if self._panel is not None and isinstance(layout, QBoxLayout):
            layout.addWidget(self._panel, 1)
            self._panel.show()
