"""What a thing is linked to, read from both ends of its links.

May run on a worker; nothing here touches a widget.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.links.models import Origin

from .kinds import LOOKS

if TYPE_CHECKING:
    from ms2qbank_desktop.features.links.models import End, Kind, Link, Place
    from ms2qbank_desktop.features.links.service import LinkService


@dataclass(frozen=True, slots=True)
class Linked:
    """A place that a thing is linked to, be it by one link or by several.

    ``own``: where in the thing the first of them begins or ends. ``outward``, ``inward``: whether
    one goes there, and whether one comes from there. ``removable``: the links that are not made by
    a text, which would make them again.
    """

    place: Place
    end: End
    own: Place
    outward: bool
    inward: bool
    removable: tuple[int, ...]


def read_linked(service: LinkService, user_id: int, kind: Kind, thing: int) -> list[Linked]:
    """Return what a thing is linked to by kind, the oldest link first; ends that nobody knows any
    more are left out."""
    links: dict[Place, list[Link]] = {}
    for link in service.of(user_id, kind, thing):
        links.setdefault(link.other(kind, thing), []).append(link)
    told = service.described(user_id, links)
    order = list(LOOKS)
    found = [
        Linked(
            place,
            told[place],
            _own(between[0], place),
            any(link.b == place for link in between),
            any(link.a == place for link in between),
            tuple(link.id for link in between if link.origin is not Origin.TEXT),
        )
        for place, between in links.items()
        if place in told
    ]
    return sorted(found, key=lambda one: order.index(one.place.kind))


def _own(link: Link, other: Place) -> Place:
    return link.a if link.b == other else link.b
