"""The menus of the bank: what it shows, and what can be done with rows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.attempts.models import BankOrder, SortKey
from ms2qbank_desktop.ui.menus import Menu

from .bank_columns import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from ms2qbank_desktop.core.settings import Settings

    from .bank_actions import BankActions


def shown_columns(settings: Settings) -> frozenset[str]:
    """Return the columns that the settings name; names of no column are passed over. What is
    due is shown only to a user who wants questions to come back."""
    names = set(settings.get("bank_columns").split())
    shown = {column.id for column in COLUMNS if column.id in names}
    return frozenset(shown if settings.get("spaced_questions") else shown - {"due"})


def keep_columns(settings: Settings, shown: frozenset[str]) -> None:
    """Keep which columns are shown for the next time."""
    names = (column.id for column in COLUMNS if column.id in shown)
    settings.set("bank_columns", " ".join(names))


def wanted_order(settings: Settings) -> BankOrder:
    """Return the order that the settings name, or that of the bank."""
    name = settings.get("bank_order")
    known = {key.value: key for key in SortKey}
    key = known.get(name.removeprefix("-"))
    return BankOrder(key, descending=name.startswith("-")) if key else BankOrder()


class RowMenu(Menu):
    """What can be done with ``ids``; deletes itself when it is closed."""

    def __init__(
        self,
        parent: QWidget,
        actions: BankActions,
        ids: Sequence[int],
        open_large: Callable[[], None],
    ) -> None:
        super().__init__(parent)
        if len(ids) == 1:
            self.addAction("Open large", open_large)
        self.addAction("Make block", lambda: actions.make_block(ids))
        self.addSeparator()
        self.addAction("Tag…", lambda: actions.tag(ids))
        self.addAction("Mark", lambda: actions.mark(ids, marked=True))
        self.addAction("Suspend", lambda: actions.suspend(ids, suspended=True))
        add_more(self, actions, ids)
        self.addSeparator()
        self.addAction("Export…", lambda: actions.export(ids))
        self.aboutToHide.connect(self.deleteLater)


def fill_more(menu: Menu, actions: BankActions, ids: Sequence[int]) -> None:
    """Fill the menu "More" beside the buttons of what is done most."""
    menu.clear()
    add_more(menu, actions, ids)


def add_more(menu: Menu, actions: BankActions, ids: Sequence[int]) -> None:
    """Add the contrary of tags, marks and suspending, and what begins anew."""
    tags = actions.own_tags(ids)
    taken = Menu(menu, "Remove tag")
    for tag in tags:
        action = taken.addAction(tag.replace("&", "&&"))
        action.triggered.connect(partial(_untag, actions, ids, tag))
    taken.setEnabled(bool(tags))
    menu.addMenu(taken)
    menu.addAction("Unmark", lambda: actions.mark(ids, marked=False))
    menu.addAction("Let in again", lambda: actions.suspend(ids, suspended=False))
    menu.addSeparator()
    menu.addAction("Reset progress…", lambda: actions.reset(ids))


def _untag(actions: BankActions, ids: Sequence[int], tag: str, *_checked: bool) -> None:
    actions.write_tag(ids, tag, on=False)
