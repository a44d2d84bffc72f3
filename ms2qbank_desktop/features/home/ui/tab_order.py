"""Tab goes where the eye goes: in the order of the layouts, whenever cards were made."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def set_tab_order(places: Iterable[QWidget | QLayout]) -> None:
    """Let Tab go through all that stands in ``places``, one after the other."""
    for one, following in pairwise(stop for place in places for stop in _stops(place)):
        QWidget.setTabOrder(one, following)


def _stops(place: QWidget | QLayout | None) -> Iterator[QWidget]:
    if isinstance(place, QWidget):
        if place.focusPolicy() != Qt.FocusPolicy.NoFocus:  # Tab passes by what only takes clicks
            yield place
        inside = place.widget() if isinstance(place, QScrollArea) else place.layout()
        yield from _stops(inside)
    elif isinstance(place, QLayout):
        for at in range(place.count()):
            item = place.itemAt(at)
            if item is not None:
                yield from _stops(item.widget() or item.layout())
