"""The page "Cards": how well cards are remembered, beside how questions of the same go."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.widgets.buttons import Button
from ms2qbank_desktop.ui.widgets.empty import EmptyState

from . import readings
from .card_totals import CardTotals
from .dashboard import DashboardPage
from .figure_card import FigureCard

if TYPE_CHECKING:
    from ms2qbank_desktop.features.analytics.service.statistics import StatsService
    from ms2qbank_desktop.ui.context import UiContext

    from .sheet import Row

_RETENTION = partial(
    FigureCard,
    title="Remembered",
    empty="Ten answers to due cards are needed in this time.",
    read=readings.retention,
    about="cards",
    height=200,
)
_SYSTEMS = partial(
    FigureCard,
    title="Cards beside questions",
    empty="Ten answers to due cards are needed in this time.",
    read=readings.cards_and_questions,
    about="cards",
)
_ANSWERS = partial(
    FigureCard,
    title="Answers",
    empty="Ten answers are needed in this time.",
    read=readings.card_answers,
    about="cards",
    height=200,
    views=(("answers", "Answers"), ("time", "Time")),
)
_ROWS: tuple[Row, ...] = (
    ((CardTotals, 1),),
    ((_RETENTION, 1), (_ANSWERS, 1)),
    ((_SYSTEMS, 1),),
)


class CardsPage(DashboardPage):
    """Empty until the first card is answered."""

    def __init__(self, ctx: UiContext) -> None:
        begin = Button("Open the decks", "primary", "cards")
        begin.clicked.connect(lambda: ctx.navigate.open("flashcards", "decks"))
        empty = EmptyState(
            "cards",
            "No card answered yet",
            "Study a deck: what you remember of it appears here, beside the questions.",
            begin,
        )
        super().__init__(ctx, _ROWS, empty)

    def has_any(self, stats: StatsService) -> bool:
        return bool(stats.cards(self._ctx.user_id).answers)
