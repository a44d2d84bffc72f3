"""Rows of what a thing is linked to: opened, unlinked, put back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.layouts import column, row
from ms2qbank_desktop.ui.widgets.siderow import SideRow

from .following import follow
from .kinds import icon_of, spot_words, title_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ms2qbank_desktop.ui.context import UiContext

    from .linked import Linked

_SHOWN = 8
"""Rows that are shown before somebody asks for all."""


class LinkList(QWidget):
    """A click follows a link; the cross or Delete takes it away, with Undo. What was removed
    stands there muted and can be put back. ``followed``: a link is about to be followed."""

    followed = Signal()

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._links = ctx.service(LinkService)
        self._linked: list[Linked] = []
        self._all = False
        self._zoom: int | None = None
        self.rows: list[SideRow] = []
        self._list = column(gap=0)
        self.more = Button("", "link", size="small")
        self.more.clicked.connect(self._show_all)
        self._foot = QWidget()
        self._foot.setLayout(row(self.more, None))
        self.setLayout(column(self._list, self._foot, gap=0))
        self._foot.hide()

    def show_linked(self, linked: list[Linked]) -> None:
        """Show other rows; the keyboard stays where it was among them."""
        if linked != self._linked:
            self._linked = linked
            self._fill()

    def set_zoom(self, zoom: int) -> None:
        """Give the words a size of their own, in per cent."""
        self._zoom = zoom
        for one in self.rows:
            one.set_zoom(zoom)

    def _fill(self) -> None:
        at = next((at for at, one in enumerate(self.rows) if one.hasFocus()), None)
        for old in self.rows:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        shown = self._linked if self._all else self._linked[:_SHOWN]
        self.rows = [self._row(one) for one in shown]
        self._list.add(*self.rows)
        self.more.setText(f"Show all {len(self._linked):,}")
        self._foot.setVisible(len(shown) < len(self._linked))
        if at is not None and self.rows:
            self.rows[min(at, len(self.rows) - 1)].setFocus()

    def _row(self, linked: Linked) -> SideRow:
        place, end = linked.place, linked.end
        title = title_of(place, end)
        if end.gone:
            made = SideRow(icon_of(place), title, "removed", action="Put back")
            made.clicked.connect(partial(self._put_back, linked))
        else:
            detail = " · ".join(filter(None, (spot_words(linked.own), end.detail)))
            made = SideRow(icon_of(place), title, detail, removable=bool(linked.removable))
            made.clicked.connect(partial(self._follow, linked))
            made.remove_requested.connect(partial(self._unlink, linked))
            if linked.removable:
                made.setToolTip(f"{title}\nDelete takes the link away")
        if self._zoom is not None:
            made.set_zoom(self._zoom)
        return made

    def _follow(self, linked: Linked, *_checked: bool) -> None:
        self.followed.emit()
        follow(self._ctx, linked.place)

    def _put_back(self, linked: Linked, *_checked: bool) -> None:
        self._ctx.commands.request(f"restore-{linked.place.kind}", linked.place)

    def _unlink(self, linked: Linked) -> None:
        self._set_removed(linked.removable, removed=True)
        undo = partial(self._set_removed, linked.removable, removed=False)
        self._ctx.messages.toast(f"No longer linked: {title_of(linked.place, linked.end)}", undo)

    def _set_removed(self, ids: Iterable[int], *, removed: bool) -> None:
        for link_id in ids:
            self._links.unlink(self._ctx.user_id, link_id, removed=removed)

    def _show_all(self) -> None:
        self._all = True
        self._fill()
        if self.rows:
            self.rows[min(_SHOWN, len(self.rows) - 1)].setFocus()
