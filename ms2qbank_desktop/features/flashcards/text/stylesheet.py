"""A note type's CSS: which of its rules hold for an element, for writing them into the element.

Only what rich text can show is kept. Rules for states and generated content (``:hover``,
``::before``), media queries, imports and animations are left out. Rules of ``.card``, ``body``
and ``html`` are about the whole card.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Declarations = dict[str, str]

_LONGEST = 300_000
_MOST_RULES = 3000
_MOST_OF_A_KEY = 100  # so that no style sheet can make a card slow
_COMPOUND = re.compile(r"([a-z][a-z0-9-]*|\*)?((?:[.#][\w-]+)*)", re.IGNORECASE)
_MARK = re.compile(r"([.#])([\w-]+)")
_COMBINATOR = re.compile(r"\s*>\s*|\s+")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
_WHOLE_CARD = frozenset({"card", "html", "body", "root", "qa"})
_NIGHT = frozenset({"nightmode", "night_mode"})
_IMPORTANT = 10_000


@dataclass(frozen=True, slots=True)
class Element:
    """What a selector looks at."""

    tag: str
    classes: frozenset[str] = frozenset()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """Declarations for elements that match the last of ``compounds`` inside the others."""

    compounds: tuple[Element, ...]
    night: bool
    weight: int
    declarations: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class StyleSheet:
    """The rules of a note type by what their last compound names; ``card``: of the whole card."""

    rules: dict[str, list[Rule]] = field(default_factory=dict)
    card: list[Rule] = field(default_factory=list)

    def of_card(self, *, dark: bool) -> Declarations:
        """Return the declarations for the card as a whole."""
        return _merged(rule for rule in self.card if dark or not rule.night)

    def of(self, element: Element, around: Sequence[Element], *, dark: bool) -> Declarations:
        """Return the declarations for ``element``; ``around``: those it is in, the outer first."""
        keys = [element.tag, "*", *("." + name for name in element.classes)]
        if element.id:
            keys.append("#" + element.id)
        found = [
            rule
            for key in keys
            for rule in self.rules.get(key, ())
            if (dark or not rule.night) and _fits(rule.compounds, element, around)
        ]
        return _merged(found) if found else {}


@functools.lru_cache(maxsize=64)
def parsed(css: str) -> StyleSheet:
    """Return the style sheet written in ``css``; what cannot be read is left out."""
    sheet = StyleSheet()
    blocks = list(_blocks(_without_comments(css[:_LONGEST])))[:_MOST_RULES]
    variables = {
        name: value
        for selectors, body in blocks
        for name, value in declarations(body).items()
        if name.startswith("--") and _is_card(selectors)
    }
    for order, (selectors, body) in enumerate(blocks):
        stated = tuple(
            (name, _resolved(value, variables))
            for name, value in declarations(body).items()
            if not name.startswith("--")
        )
        for selector in selectors.split(","):
            _add(sheet, selector.strip(), order, stated)
    return sheet


def declarations(body: str) -> Declarations:
    """Return the declarations of a style attribute or of a rule's body, names in small letters."""
    stated: Declarations = {}
    for part in body.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            stated[name.strip().lower()] = value.strip()
    return stated


def _add(sheet: StyleSheet, selector: str, order: int, stated: tuple[tuple[str, str], ...]) -> None:
    compounds: list[Element] = []
    night = False
    for text in _COMBINATOR.split(selector):
        found = _COMPOUND.fullmatch(text) if text else None
        if found is None and text.lower() == ":root":
            continue
        if found is None:
            return
        marks = _MARK.findall(found[2])
        classes = {name for mark, name in marks if mark == "."}
        night = night or any(name.lower() in _NIGHT for name in classes)
        element = Element(
            (found[1] or "*").lower(),
            frozenset(name for name in classes if name.lower() not in _NIGHT | _WHOLE_CARD),
            next((name for mark, name in marks if mark == "#" and name != "qa"), ""),
        )
        if element.tag in _WHOLE_CARD:
            element = Element("*", element.classes, element.id)
        if element != Element("*") or text == "*":
            compounds.append(element)
    weight = order + _MOST_RULES * sum(
        (each.tag != "*") + 10 * len(each.classes) + 100 * bool(each.id) for each in compounds
    )
    # A rule for the night goes before its equal for the day.
    rule = Rule(tuple(compounds), night, weight + 10 * _MOST_RULES * night, stated)
    if not compounds:
        sheet.card.append(rule)
        return
    last = compounds[-1]
    key = "#" + last.id if last.id else next(("." + name for name in last.classes), last.tag)
    alike = sheet.rules.setdefault(key, [])
    if len(alike) < _MOST_OF_A_KEY:
        alike.append(rule)


def _fits(compounds: tuple[Element, ...], element: Element, around: Sequence[Element]) -> bool:
    if not _matches(compounds[-1], element):
        return False
    waiting = len(compounds) - 2
    for outer in reversed(around):
        if waiting < 0:
            break
        waiting -= _matches(compounds[waiting], outer)
    return waiting < 0


def _matches(wanted: Element, element: Element) -> bool:
    return (
        wanted.tag in ("*", element.tag)
        and wanted.classes <= element.classes
        and wanted.id in ("", element.id)
    )


def _merged(rules: Iterator[Rule] | Sequence[Rule]) -> Declarations:
    merged: Declarations = {}
    weights: dict[str, int] = {}
    for rule in rules:
        for name, value in rule.declarations:
            text, important, _ = value.partition("!important")
            weight = rule.weight + _IMPORTANT * _MOST_RULES * bool(important)
            if weight >= weights.get(name, -1):
                merged[name], weights[name] = text.strip(), weight
    return merged


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """Give selectors and body of every plain rule; what ``@`` begins is skipped with its body."""
    position = 0
    while (start := css.find("{", position)) >= 0:
        selectors = css[position:start]
        if "@" in selectors:
            statement = selectors.rfind(";")
            selectors = selectors[statement + 1 :]
        end = css.find("}", start)
        if end < 0:
            return
        if "@" in selectors:
            position = _end_of_block(css, start)
            continue
        yield selectors.strip(), css[start + 1 : end]
        position = end + 1


def _end_of_block(css: str, start: int) -> int:
    depth = 0
    for place in range(start, len(css)):
        depth += {"{": 1, "}": -1}.get(css[place], 0)
        if depth == 0:
            return place + 1
    return len(css)


def _without_comments(css: str) -> str:
    parts = css.split("/*")
    return parts[0] + "".join(part.partition("*/")[2] for part in parts[1:])


def _is_card(selectors: str) -> bool:
    return any(
        _MARK.sub(r"\2", part.strip()).strip(":").lower() in _WHOLE_CARD
        for part in selectors.split(",")
    )


def _resolved(value: str, variables: Declarations) -> str:
    for _ in range(3):
        if "var(" not in value or len(value) > 1000:
            break
        value = _VARIABLE.sub(lambda found: variables.get(found[1], found[2] or ""), value)
    return value.strip()
