"""The options of a deck: its description and limits, and the preset it shares with others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QStackedWidget, QWidget

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.flashcards.models import Deck, Preset, TodayLimit
from ms2qbank_desktop.features.flashcards.service.cards import CardService
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.ui.theme import px
from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.field import DropDown
from ms2qbank_desktop.ui.widgets.labels import Label
from ms2qbank_desktop.ui.widgets.layouts import column, line, row, scrolled
from ms2qbank_desktop.ui.widgets.segmented import Segmented
from ms2qbank_desktop.ui.words import counted

from .option_fields import Decimal, OptionField, Whole
from .option_table import GROUPS
from .wording import leaf

if TYPE_CHECKING:
    from collections.abc import Callable

    from ms2qbank_desktop.ui.context import UiContext

_PARTS = (
    ("deck", "This deck"),
    ("limits", "Limits and order"),
    ("learning", "Learning"),
    ("intervals", "Intervals"),
    ("screen", "Study screen"),
)
_REFOLDS = ("algorithm", "fsrs_parameters", "historical_retention", "ignore_reviews_before")
"""Options whose change gives every card of the preset another state."""


def open_options(ctx: UiContext, deck_id: int, saved: Callable[[], None] | None = None) -> None:
    """Open the options of a deck; ``saved`` is called once they are on the disk."""
    dialog = OptionsDialog(ctx, deck_id)
    if saved is not None:
        dialog.accepted.connect(saved)
    dialog.open_once()


class OptionsDialog(Dialog):
    """Shows one preset at a time; Save writes it and the deck."""

    def __init__(self, ctx: UiContext, deck_id: int) -> None:
        self._ctx = ctx
        self._decks = ctx.service(DeckService)
        self._deck = self._decks.deck(ctx.user_id, deck_id)
        super().__init__(ctx.window, f"Options of {leaf(self._deck.name)}", do="Save")
        self._presets = self._decks.presets(ctx.user_id)
        self._today = ctx.clock.study_day(ctx.clock.now()).toordinal()
        self.fields: dict[str, OptionField] = {}
        self.own: dict[str, OptionField] = {}
        self.preset_list = DropDown("Preset")
        self.preset_name = QLineEdit()
        self.preset_name.setAccessibleName("Name of the preset")
        self.description = QPlainTextEdit()
        self.description.setAccessibleName("Description")
        self.description.setTabChangesFocus(True)
        self.description.setFixedSize(px(340), px(76))
        self._used = Label("", "caption", "text-muted")
        self.copy = Button("Copy", "secondary", "copy", size="small")
        self.remove = Button("Remove", "secondary", "trash", size="small")
        self.parts = Segmented(_PARTS, "Part of the options")
        self._stack = QStackedWidget()
        self._fault = Label("", "body", "incorrect", wrap=True)
        self._fault.hide()
        self._lay_out()
        self._fill_presets(self._deck.preset_id)
        self._put_own()
        self.parts.chosen.connect(self._on_part)
        self.preset_list.activated.connect(self._on_preset)
        self.copy.clicked.connect(self._on_copy)
        self.remove.clicked.connect(self._on_remove)
        room = QSize(px(760), px(640))
        self.resize(room.boundedTo(ctx.window.size() - QSize(40, 40)))

    @property
    def preset(self) -> Preset:
        """The preset on the screen, as it was read."""
        return self._presets[self.preset_list.currentIndex()]

    def accept(self) -> None:
        """Save; what cannot be saved is said, and the dialog stays."""
        before = self.preset
        try:
            preset = self._edited(before)
            preset_id = self._decks.save_preset(self._ctx.user_id, preset)
            self._decks.save_deck(self._ctx.user_id, self._edited_deck(preset_id))
        except UserFault as fault:
            self._fault.setText(str(fault))
            self._fault.show()
            return
        if any(getattr(before, key) != getattr(preset, key) for key in _REFOLDS):
            self._recompute(preset_id)
        super().accept()

    def _edited(self, before: Preset) -> Preset:
        values: dict[str, Any] = {key: field.value() for key, field in self.fields.items()}
        preset = replace(before, name=self.preset_name.text(), **values)
        if preset.fsrs_parameters != before.fsrs_parameters:
            preset = replace(preset, memory_from_log=True)
        return preset

    def _edited_deck(self, preset_id: int) -> Deck:
        own = {key: field.value() for key, field in self.own.items()}
        return replace(
            self._deck,
            preset_id=preset_id,
            description=self.description.toPlainText().strip(),
            new_limit=own["new_limit"],
            review_limit=own["review_limit"],
            desired_retention=own["desired_retention"],
            new_today=self._for_today(own["new_today"]),
            review_today=self._for_today(own["review_today"]),
        )

    def _for_today(self, limit: int | None) -> TodayLimit | None:
        return None if limit is None else TodayLimit(limit, self._today)

    def _recompute(self, preset_id: int) -> None:
        """The state of a card is a fold over its answers: another rule gives another state."""
        cards, user_id = self._ctx.service(CardService), self._ctx.user_id
        self._ctx.tasks.run(
            "Computing the cards anew",
            lambda progress: cards.recompute(user_id, preset_id, progress),
            done=lambda _number: None,
        )

    def _fill_presets(self, chosen: int) -> None:
        self.preset_list.clear()
        self.preset_list.addItems([preset.name for preset in self._presets])
        places = [preset.id for preset in self._presets]
        self.preset_list.setCurrentIndex(places.index(chosen))
        self._put_preset()

    def _put_preset(self) -> None:
        preset = self.preset
        self.preset_name.setText(preset.name)
        for key, field in self.fields.items():
            field.put(getattr(preset, key))
        users = self._users(preset.id)
        self._used.setText(f"Used by {counted(users, 'deck')}; changes hold for all of them.")
        self.remove.setEnabled(len(self._presets) > 1 and bool(preset.id))

    def _users(self, preset_id: int) -> int:
        others = (
            one
            for one in self._decks.decks(self._ctx.user_id)
            if one.preset_id == preset_id and one.id != self._deck.id
        )
        return sum(1 for _ in others) + 1

    def _put_own(self) -> None:
        self.description.setPlainText(self._deck.description)
        for key in ("new_limit", "review_limit", "desired_retention"):
            self.own[key].put(getattr(self._deck, key))
        for key in ("new_today", "review_today"):
            limit: TodayLimit | None = getattr(self._deck, key)
            holds = limit is not None and limit.day == self._today
            self.own[key].put(limit.limit if limit is not None and holds else None)

    def _on_part(self, part: str) -> None:
        self._stack.setCurrentIndex([key for key, _ in _PARTS].index(part))

    def _on_preset(self) -> None:
        self._put_preset()

    def _on_copy(self) -> None:
        name = f"{self.preset.name} copy"
        fresh = replace(self.preset, id=0, name=name)
        self._presets = [*(one for one in self._presets if one.id), fresh]
        self._fill_presets(0)
        self.preset_name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.preset_name.selectAll()

    def _on_remove(self) -> None:
        try:
            self._decks.remove_preset(self._ctx.user_id, self.preset.id)
        except UserFault as fault:
            self._fault.setText(str(fault))
            self._fault.show()
            return
        self._presets = self._decks.presets(self._ctx.user_id)
        self._deck = self._decks.deck(self._ctx.user_id, self._deck.id)
        self._fill_presets(self._deck.preset_id)

    def _lay_out(self) -> None:
        self._stack.addWidget(scrolled(self._deck_part(), "This deck"))
        for key, words in _PARTS[1:]:
            sheet = column(gap=0, margins=(2, 0, 16, 8))
            for group in GROUPS[key]:
                sheet.add(_heading(group.title))
                for option in group.options:
                    self.fields[option.key] = field = option.make(option.label)
                    sheet.add(_setting(option.label, option.help, field.widget), line())
            sheet.addStretch(1)
            part = QWidget()
            part.setLayout(sheet)
            self._stack.addWidget(scrolled(part, words))
        self.body.add(row(self.parts, None))
        self.body.addWidget(self._stack, 1)
        self.body.add(self._fault)

    def _deck_part(self) -> QWidget:
        self.own = {
            "new_limit": Whole("New cards a day in this deck", 0, 9999, none="as the preset"),
            "review_limit": Whole("Reviews a day in this deck", 0, 9999, none="as the preset"),
            "new_today": Whole("New cards today", 0, 9999, none="as every day"),
            "review_today": Whole("Reviews today", 0, 9999, none="as every day"),
            "desired_retention": Decimal(
                "Wanted retention of this deck", 0.7, 0.99, "%", 0, 100, none="as the preset"
            ),
        }
        sheet = column(gap=0, margins=(2, 0, 16, 8))
        sheet.add(_heading("Preset"))
        choice = QWidget()
        self.preset_name.setMinimumWidth(px(290))
        self.preset_list.setMinimumWidth(px(220))
        choice.setLayout(row(self.preset_list, self.copy, self.remove))
        sheet.add(_setting("Options of", "", choice))
        sheet.add(_setting("Its name", "", self.preset_name), self._used)
        sheet.add(_heading("Only in this deck"))
        sheet.add(_setting("Description", "", self.description), line())
        for key, label, help_ in (
            ("new_limit", "New cards a day", ""),
            ("review_limit", "Reviews a day", ""),
            ("desired_retention", "Wanted retention", "For FSRS."),
        ):
            sheet.add(_setting(label, help_, self.own[key].widget), line())
        sheet.add(_heading("Only today"))
        for key, label in (("new_today", "New cards"), ("review_today", "Reviews")):
            sheet.add(_setting(label, "", self.own[key].widget), line())
        sheet.addStretch(1)
        part = QWidget()
        part.setLayout(sheet)
        return part


def _heading(title: str) -> QWidget:
    heading = QWidget()
    heading.setLayout(column(Label(title, "heading3"), margins=(0, 16, 0, 4)))
    return heading


def _setting(label: str, help_: str, control: QWidget) -> QWidget:
    """Return a row: name and help at the left, the control at the right."""
    words = column(Label(label, weight=500), gap=0)
    if help_:
        words.add(Label(help_, "caption", "text-muted", wrap=True))
    across = row(gap=16, margins=(0, 8, 0, 8))
    across.addLayout(words, 1)
    across.add(control)
    setting = QWidget()
    setting.setLayout(across)
    return setting
