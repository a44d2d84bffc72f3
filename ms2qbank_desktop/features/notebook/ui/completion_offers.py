"""What may stand in a wiki link that has been begun, and how it is written so that it means just
that. No Qt: it is looked for on a worker."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.links.models import End, Kind, Place
from ms2qbank_desktop.features.links.ui.kinds import LOOKS, icon_of, title_of
from ms2qbank_desktop.features.notebook import wiki
from ms2qbank_desktop.features.notebook.models import NoteFilter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ms2qbank_desktop.features.links.service import LinkService
    from ms2qbank_desktop.features.notebook.service.notes import NotebookService

SHOWN = 7
"""Things at the most that are offered."""
_EACH = 5
_TAIL = re.compile(r"(@[\d:]*|#.*)$")
_UNWRITABLE = re.compile(r"[\[\]|\n]")
_ORDER = (Kind.NOTE, Kind.ARTICLE, Kind.VIDEO, Kind.QUESTION, Kind.CARD, Kind.TASK)
_MOMENTS, _HEADINGS = frozenset({Kind.VIDEO}), frozenset({Kind.NOTE, Kind.ARTICLE})


@dataclass(frozen=True, slots=True)
class Offer:
    """A row of the list. ``target``: what stands between the brackets; ``is_new``: a note of that
    name is to be made."""

    icon: str
    title: str
    detail: str
    target: str
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """A link as far as it is typed: what it is to be, its name, ``@12:34`` or ``#heading``, and
    ``|words shown``."""

    kind: Kind | None
    name: str
    tail: str
    shown: str

    @classmethod
    def read(cls, text: str) -> Typed:
        """Take what stands after the brackets apart."""
        text, bar, shown = text.partition("|")
        before, colon, after = text.partition(":")
        kind = None
        if colon and before.strip().lower() in set(Kind):
            kind, text = Kind(before.strip().lower()), after
        found = _TAIL.search(text)
        tail = found[0] if found else ""
        return cls(kind, text[: len(text) - len(tail)].strip(), tail, bar + shown)

    def fits(self, kind: Kind) -> bool:
        """Say whether a thing of a kind may be meant."""
        can = _MOMENTS if self.tail[:1] == "@" else _HEADINGS if self.tail else frozenset(Kind)
        return self.kind in (None, kind) and kind in can


class Offers:
    """Finds what to offer to a user who writes one of his notes."""

    def __init__(self, notes: NotebookService, links: LinkService, user_id: int) -> None:
        self._notes, self._links, self._user_id = notes, links, user_id

    def find(self, text: str, note_id: int | None = None) -> list[Offer]:
        """Return what ``text`` may become, the likeliest first; the note that is written is left
        out, and last comes a new note, unless one has the name already."""
        typed = Typed.read(text)
        own = Place(Kind.NOTE, note_id or 0)
        if typed.tail[:1] == "#" and (headings := list(self._headings(typed))):
            return headings[:SHOWN]
        there = self._found(typed)
        found = [one for one in there if one[0] != own and typed.fits(one[0].kind)]
        begins = typed.name.casefold()
        found.sort(
            key=lambda one: (
                not one[1].title.casefold().startswith(begins),
                _ORDER.index(one[0].kind),
            )
        )
        offers: list[Offer] = []
        for place, end in found:
            if len(offers) < SHOWN and (offer := self._offer(typed, place, end)):
                offers.append(offer)
        taken = {end.title.casefold() for place, end in there if place.kind is Kind.NOTE}
        return [*offers, *_new(typed, taken)]

    def _found(self, typed: Typed) -> list[tuple[Place, End]]:
        if typed.name:
            found = self._links.beginning(self._user_id, typed.name, _EACH)
            part = typed.tail.removeprefix("#")
            exact = self._links.named(self._user_id, typed.name, part=part)
            if exact is not None:
                found = [*self._links.described(self._user_id, [exact]).items(), *found]
            return [one for one in dict(found).items() if not one[1].gone]
        lines = self._notes.lines(self._user_id, NoteFilter(), limit=SHOWN + 1)
        return [
            (Place(Kind.NOTE, line.id), End(line.title, line.opening))
            for line in lines
            if line.title
        ]

    def _headings(self, typed: Typed) -> Iterator[Offer]:
        """Yield the headings of the note that is named."""
        link = wiki.WikiLink(0, 0, typed.name, "", typed.kind)
        place = self._notes.place_named(self._user_id, link)
        if place is None or place.kind is not Kind.NOTE:
            return
        wanted = typed.tail[1:].strip().casefold()
        note = self._notes.note(self._user_id, place.id)
        for heading in wiki.headings(note.body):
            if wanted in heading.text.casefold() and not _UNWRITABLE.search(heading.text):
                target = f"{typed.name}#{heading.text}{typed.shown}"
                yield Offer("text-h", heading.text, note.title, target)

    def _offer(self, typed: Typed, place: Place, end: End) -> Offer | None:
        """Return the row of a thing; None if no link can name it."""
        for name, kind, words in _names(place, end):
            if _UNWRITABLE.search(name):
                continue
            target = f"{kind}:{name}{typed.tail}" if kind else f"{name}{typed.tail}"
            shown = typed.shown or (f"|{words}" if words else "")
            links = wiki.wiki_links(f"[[{target}{shown}]]")
            meant = self._notes.place_named(self._user_id, links[0]) if len(links) == 1 else None
            if meant is not None and (meant.kind, meant.id) == (place.kind, place.id):
                there = replace(place, spot=links[0].spot)
                detail = end.detail.split(" · ")[0] if place.kind is Kind.QUESTION else ""
                detail = detail or LOOKS[place.kind].name
                return Offer(icon_of(there), title_of(there, end), detail, f"{target}{shown}")
        return None


def _new(typed: Typed, taken: set[str]) -> Iterator[Offer]:
    """Yield a note that is to be made, unless one has the name."""
    name = typed.name
    writable = not _UNWRITABLE.search(name) and not typed.tail and name.casefold() not in taken
    if name and writable and typed.kind in (None, Kind.NOTE):
        yield Offer("plus", f"New note “{name}”", "", f"{name}{typed.shown}", is_new=True)


def _names(place: Place, end: End) -> Iterator[tuple[str, Kind | None, str]]:
    """Yield by what a thing may be called, the kind before it, and the words shown in its place;
    the shortest first. Questions go by the number of their file, cards have no name at all."""
    if place.kind in (Kind.QUESTION, Kind.CARD):
        short = _UNWRITABLE.sub("", end.title)[:40].strip()
        number = end.detail.split(" · ")[0] if place.kind is Kind.QUESTION else ""
        if number:
            yield number, Kind.QUESTION, number if number[0].isalpha() else f"Q {number}"
        yield str(place.id), place.kind, short
        return
    yield end.title, None, ""
    yield end.title, place.kind, end.title
