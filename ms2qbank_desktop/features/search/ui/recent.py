"""What was opened and run last, kept in the settings of this computer."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ms2qbank_desktop.core.errors import EnvironmentFault
from ms2qbank_desktop.features.links.models import Kind, Place

if TYPE_CHECKING:
    from ms2qbank_desktop.ui.context import UiContext

THINGS, COMMANDS = 8, 4
"""How many of each are kept."""
_KEY = "search_recent"
_OPENING = ("open", "beside")

log = logging.getLogger(__name__)


class Recent(QObject):
    """``places`` and ``commands`` (their ids), the last one first. It hears of all that is opened
    by a request, from wherever."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.window)
        self._settings = ctx.settings
        self.places: list[Place] = []
        self.commands: list[str] = []
        self._read()
        ctx.commands.requested.connect(self._on_requested)

    def note_command(self, key: str) -> None:
        """Say that a command was run from the palette."""
        self.commands = [key, *(one for one in self.commands if one != key)][:COMMANDS]
        self._keep()

    def _on_requested(self, request: str, about: tuple[object, ...]) -> None:
        verb, _, kind = request.partition("-")
        if verb in _OPENING and kind in set(Kind) and about and isinstance(about[0], Place):
            self._note_place(about[0])

    def _note_place(self, place: Place) -> None:
        if place.kind is Kind.QUESTION:
            place = Place(place.kind, place.id)  # which part of it was found says nothing later
        others = [one for one in self.places if (one.kind, one.id) != (place.kind, place.id)]
        self.places = [place, *others][:THINGS]
        self._keep()

    def _read(self) -> None:
        try:
            kept = json.loads(self._settings.get(_KEY))
            self.places = [Place(Kind(kind), int(id_), spot) for kind, id_, spot in kept["places"]]
            self.commands = [str(one) for one in kept["commands"]]
        except (ValueError, TypeError, KeyError):
            self.places, self.commands = [], []

    def _keep(self) -> None:
        places = [(one.kind, one.id, one.spot) for one in self.places]
        try:
            kept = json.dumps({"places": places, "commands": self.commands})
            self._settings.set(_KEY, kept)
        except EnvironmentFault as fault:  # what was wanted is done all the same
            log.info("what was opened last is not kept: %s", fault)
