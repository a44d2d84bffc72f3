"""Anki's card templates: which cards a note makes, and what a side of a card says.

The syntax, the filters and the rules for empty cards are those of Anki 26.09; the tests compare
with it. ``{{Field}}``, ``{{filter:Field}}``, ``{{#Field}}…{{/Field}}``, ``{{^Field}}…{{/Field}}``.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.flashcards.models import NoteKind

from .cloze import cloze_numbers
from .filters import Scene, filtered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ms2qbank_desktop.features.flashcards.models import CardTemplate, NoteType

FRONT_SIDE = "FrontSide"
ALWAYS_FILLED = frozenset({"Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID"})
"""What every card has to say, beside the fields of its note."""

_DEEPEST = 60
_OLD_BRACKETS = "{{=<% %>=}}"
_EMPTY_FIELD = re.compile(r"(?:\s|</?(?:br|div) ?/?>)*", re.IGNORECASE)
_CLOZE_CONDITION = re.compile(r"c[0-9]+")


class TemplateFault(UserFault):
    """A template that cannot be read, or that names what its note type does not have."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """``{{filter:Field}}``; the filter written last is applied first."""

    field: str
    filters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conditional:
    """Parts that are shown only if a field has something in it, or only if not."""

    field: str
    negated: bool
    parts: tuple[Part, ...]


Part = str | Replacement | Conditional


def is_empty(field: str) -> bool:
    """Whether nothing is in a field but blanks and line breaks."""
    return _EMPTY_FIELD.fullmatch(field) is not None


def cards_of(
    notetype: NoteType, fields: Mapping[str, str], tags: Sequence[str] = ()
) -> tuple[int, ...]:
    """Return the ordinals of the cards that a note with these fields and tags makes, in order.

    A note always makes one, even an empty one, so that it is not lost. Templates that cannot be
    read make none.
    """
    if notetype.kind is NoteKind.STANDARD:
        filled = {name for name, text in fields.items() if not is_empty(text)}
        filled |= ALWAYS_FILLED | ({"Tags"} if tags else set())
        ordinals = [
            ordinal
            for ordinal, template in enumerate(notetype.templates)
            if _makes_a_card(template, filled)
        ]
    else:
        numbers = {number for text in fields.values() for number in cloze_numbers(text)}
        ordinals = [number - 1 for number in sorted(numbers)]
    return tuple(ordinals) or (0,)


def says_something(front: str, filled: Iterable[str]) -> bool:
    """Whether a front shows any of the ``filled`` fields; its own words do not count."""
    return _says_something(parsed(front), frozenset(filled))


def rendered(template: str, fields: Mapping[str, str], scene: Scene) -> str:
    """Return what ``template`` says with these fields; ``{{FrontSide}}`` is ``scene.front``.

    TemplateFault if it is malformed or names a field that ``fields`` does not have.
    """
    written: list[str] = []
    _write(parsed(template), fields, scene, written, shown=True)
    return "".join(written)


@functools.lru_cache(maxsize=256)
def parsed(template: str) -> tuple[Part, ...]:
    """Return ``template`` as a tree; TemplateFault if its brackets do not fit together."""
    opening, closing = "{{", "}}"
    if template.lstrip().startswith(_OLD_BRACKETS):
        template = template.lstrip()[len(_OLD_BRACKETS) :]
        opening, closing = "<%", "%>"
    done: list[Part] = []
    outer: list[tuple[str, bool, list[Part]]] = []
    position = 0
    last_comment = template.rfind("-->")
    while position < len(template):
        start = template.find(opening, position)
        comment = template.find("<!--", position, start if start >= 0 else None)
        if 0 <= comment < last_comment:
            end = template.find("-->", comment) + len("-->")
            done.append(template[position:end])
            position = end
            continue
        end = template.find(closing, start + 2) if start >= 0 else -1
        if end < 0:
            done.append(template[position:])
            break
        if start > position:
            done.append(template[position:start])
        position = end + 2
        name = template[start + 2 : end].lstrip("{").strip()
        if name[:1] in ("#", "^") and len(name) > 1:
            if len(outer) >= _DEEPEST:
                raise TemplateFault("Conditions of this template stand too deep in one another.")
            outer.append((name[1:].lstrip(), name[0] == "^", done))
            done = []
        elif name[:1] == "/" and len(name) > 1:
            done = _closed(name[1:].lstrip(), outer, done)
        else:
            *filters, field = name.split(":")
            done.append(Replacement(field, tuple(reversed(filters))))
    if outer:
        name, negated, _ = outer[-1]
        raise TemplateFault(f"“{{{{{'^' if negated else '#'}{name}}}}}” has no “{{{{/{name}}}}}”.")
    return tuple(done)


def _closed(name: str, outer: list[tuple[str, bool, list[Part]]], inner: list[Part]) -> list[Part]:
    """Put the parts of a condition that ends into the parts around it, and return those."""
    if not outer or outer[-1][0] != name:
        now = f", but “{outer[-1][0]}” is open" if outer else ", but nothing is open"
        raise TemplateFault(f"“{{{{/{name}}}}}” closes “{name}”{now}.")
    _, negated, around = outer.pop()
    around.append(Conditional(name, negated, tuple(inner)))
    return around


def _makes_a_card(template: CardTemplate, filled: set[str]) -> bool:
    try:
        return says_something(template.front, filled)
    except TemplateFault:
        return False


def _says_something(parts: Iterable[Part], filled: frozenset[str]) -> bool:
    for part in parts:
        if isinstance(part, Replacement):
            if part.field in filled:
                return True
        elif (
            isinstance(part, Conditional)
            and (part.field in filled) is not part.negated
            and _says_something(part.parts, filled)
        ):
            return True
    return False


def _write(
    parts: Iterable[Part],
    fields: Mapping[str, str],
    scene: Scene,
    written: list[str],
    *,
    shown: bool,
) -> None:
    """Append what ``parts`` say. Parts that are not ``shown`` are only checked for faults."""
    for part in parts:
        if isinstance(part, str):
            text = part
        elif isinstance(part, Conditional):
            holds = _holds(part, fields, scene) is not part.negated
            _write(part.parts, fields, scene, written, shown=shown and holds)
            continue
        elif part.field == FRONT_SIDE:
            text = scene.front
        elif part.field in fields:
            text = fields[part.field]
            text = filtered(text, part.field, part.filters, scene) if shown else ""
        elif not part.field and part.filters:
            text = ""
        else:
            names = ":".join((*reversed(part.filters), part.field))
            raise TemplateFault(f"“{{{{{names}}}}}”: there is no field “{part.field}”.")
        if shown:
            written.append(text)
            scene.spend(len(text))


def _holds(part: Conditional, fields: Mapping[str, str], scene: Scene) -> bool:
    if part.field in fields:
        return not is_empty(fields[part.field])
    if _CLOZE_CONDITION.fullmatch(part.field):
        return part.field == f"c{scene.number}"
    sign = "^" if part.negated else "#"
    raise TemplateFault(f"“{{{{{sign}{part.field}}}}}”: there is no field “{part.field}”.")
