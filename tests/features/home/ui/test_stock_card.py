"""What someone new has to study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.home.ui.stock_card import StockCard
from tests.support.at_home import bank

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.at_home import AtHome


def test_it_counts_what_there_is_and_leads_there(seat: Callable[..., AtHome]) -> None:
    at_home = seat(bank)
    card = at_home.card(StockCard)
    assert card.isVisible()
    assert {tab: fact.text() for tab, fact in card.facts.items()} == {
        "questions": "60: Own bank",
        "flashcards": "none yet",
        "library": "none yet",
        "videos": "none yet",
        "notebook": "none yet",
    }
    assert not card.note.isVisible()  # nothing here came with the program
    card.buttons["library"].click()
    assert at_home.shell.tab == "library"
