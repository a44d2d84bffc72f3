"""The page "Packs": what the bank is made of, where it comes from and under which license."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QWidget

from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.ui.loading import LoadingPage
from ms2qbank_desktop.ui.widgets.buttons import Button, IconButton
from ms2qbank_desktop.ui.widgets.card import Card
from ms2qbank_desktop.ui.widgets.chip import Chip
from ms2qbank_desktop.ui.widgets.empty import EmptyState
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, row, scrolled
from ms2qbank_desktop.ui.words import counted, short_when

from .import_flow import choose_files

if TYPE_CHECKING:
    from datetime import datetime

    from ms2qbank_desktop.features.questions.models import Pack
    from ms2qbank_desktop.ui.context import UiContext
    from ms2qbank_desktop.ui.tasks import Task


class PacksPage(QWidget):
    """A card a pack; a pack that is removed can be brought back at once."""

    topics = frozenset({"packs", "questions"})

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._bank = ctx.service(QuestionService)
        self._task: Task | None = None
        self._cards: list[PackCard] = []
        self._list = column(gap=16)
        self._list.addStretch(1)
        sheet = QWidget()
        sheet.setLayout(self._list)
        button = Button("Import questions…", "primary", "download-simple")
        button.clicked.connect(self._import)
        self._empty = EmptyState(
            "package",
            "No packs yet",
            "Each file of questions becomes a pack. Import one, or drop files on this window.",
            button,
        )
        self._content = scrolled(sheet, "Packs")
        self._stack = QStackedLayout(self)
        self._stack.addWidget(LoadingPage())
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._content)

    @property
    def cards(self) -> list[PackCard]:
        """The cards in the order shown."""
        return self._cards

    def header_actions(self) -> list[QWidget]:
        """Return the buttons of the page header."""
        again = Button("Reset progress…", "quiet", "arrow-counter-clockwise")
        again.clicked.connect(lambda: self._ctx.commands.run("reset-progress"))
        button = Button("Import…", "secondary", "download-simple")
        button.clicked.connect(self._import)
        return [again, button]

    def refresh(self) -> None:
        """Read the packs anew."""

        def done(packs: list[Pack]) -> None:
            if task is self._task:
                self._show(packs)

        self._task = task = self._ctx.tasks.run(
            "Reading packs", lambda _progress: self._bank.packs(), done=done
        )

    def _show(self, packs: list[Pack]) -> None:
        for card in self._cards:
            self._list.removeWidget(card)
            card.deleteLater()
        now = self._ctx.clock.now()
        self._cards = [PackCard(pack, now) for pack in packs]
        for place, card in enumerate(self._cards):
            card.remove_requested.connect(self._remove)
            card.update_requested.connect(partial(choose_files, self._ctx))
            self._list.insertWidget(place, card)
        self._stack.setCurrentWidget(self._content if packs else self._empty)

    def _remove(self, pack: Pack) -> None:
        title = pack.info.title

        def removed(_nothing: None) -> None:
            self._ctx.messages.toast(f"Pack “{title}” removed", restore)

        def restore() -> None:
            self._ctx.tasks.run(
                f"Restoring {title}",
                lambda _progress: self._bank.restore_pack(pack.id),
                done=lambda _nothing: None,
            )

        self._ctx.tasks.run(
            f"Removing {title}",
            lambda _progress: self._bank.remove_pack(pack.id),
            done=removed,
        )

    def _import(self) -> None:
        self._ctx.commands.run("import-questions")


class PackCard(Card):
    """What a pack says of itself; ``update_requested`` and ``remove_requested`` carry it."""

    update_requested = Signal(object)
    remove_requested = Signal(object)

    def __init__(self, pack: Pack, now: datetime) -> None:
        info = pack.info
        super().__init__(info.title)
        self.pack = pack
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.renew = Button("Update…", "quiet", size="small")
        self.renew.setToolTip("From a newer file of this pack")
        self.renew.setAccessibleName(f"Update the pack {info.title}")
        self.renew.clicked.connect(lambda: self.update_requested.emit(pack))
        self.add_action(self.renew)
        self.remove = IconButton("trash", f"Remove the pack {info.title}")
        self.remove.clicked.connect(lambda: self.remove_requested.emit(pack))
        self.add_action(self.remove)
        number = counted(pack.questions, "question")
        version = f"version {info.version} · " if info.version else ""
        facts = f"{version}imported {short_when(pack.imported_at, now)}"
        head = row(
            Label(number, weight=500),
            Chip(info.license or "No license given", "outline"),
            gap=12,
        )
        if review := _review(pack):
            head.addWidget(Chip(review, "warning", "warning"))
        head.add(Label(facts, "body", "text-muted"), None)
        self.body.add(head)
        for name, text in (("Attribution", info.attribution), ("Source", info.source)):
            if text:
                words = Label(
                    f"{name}: {text}", "caption", "text-muted", wrap=True, selectable=True
                )
                self.body.add(words)


def _review(pack: Pack) -> str:
    if not pack.unreviewed:
        return ""
    if pack.unreviewed == pack.questions:
        return "not reviewed"
    return f"{pack.unreviewed:,} not reviewed"
