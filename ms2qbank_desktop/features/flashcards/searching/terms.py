"""What a single term of a search for cards means: ``word`` or ``key:value``."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.models import Rating

from . import nodes
from .nodes import Event, Identity, Matching, Operator, Pattern, Property, Status

if TYPE_CHECKING:
    from collections.abc import Callable

_LARGEST_ID = 2**63 - 1
_LARGEST = 2**31 - 1
_UNPLAIN = re.compile(r'\\(?![\\*_":()-])(.?)|\\(["():-])|\\.')
_COMPARISON = re.compile(r"([a-z]+)(<=|>=|!=|=|<|>)(.*)", re.DOTALL)
_DECIMAL = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{0,9})?|-?\.[0-9]{1,9}")
_WHOLE = frozenset(
    {Property.INTERVAL, Property.REPETITIONS, Property.LAPSES, Property.POSITION, Property.DUE}
)


def meaning(term: str) -> tuple[nodes.Node, str]:
    """Return the node of a term and its key, "" if it has none; ValueError with a sentence."""
    key, colon, value = _split(term)
    if not colon:
        return nodes.Text(_pattern(key)), ""
    if not key:
        raise ValueError("Nothing stands before the colon. Write \\: for the sign itself.")
    return _KEYED.get(key.lower(), _field(key))(value), key


def _split(term: str) -> tuple[str, str, str]:
    """Split a term at its first colon that has no backslash before it."""
    place = 0
    while place < len(term) and term[place] != ":":
        place += 1 + (term[place] == "\\")
    return term[:place], term[place : place + 1], term[place + 1 :]


def _unescaped(text: str) -> str:
    """Take the backslash from signs of the language; those of wildcards stay for ``Pattern``."""

    def plain(found: re.Match[str]) -> str:
        if found[2]:
            return found[2]
        if found[0] in (r"\\", r"\*", r"\_"):
            return found[0]
        raise ValueError(f"“{found[0]}” means nothing. Write \\\\ for a backslash.")

    return _UNPLAIN.sub(plain, text) if "\\" in text else text


def _pattern(value: str) -> Pattern:
    return Pattern(_unescaped(value))


def _regex(value: str) -> Pattern:
    expression = value.replace('\\"', '"')
    try:
        re.compile(expression)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"“{expression}” is no regular expression: {error}.") from None
    return Pattern(expression)


def _matched(value: str) -> tuple[Pattern, Matching]:
    """Return the pattern after ``re:``, ``nc:`` or ``sc:``, if one of them stands in front."""
    for matching in (Matching.REGEX, Matching.NO_COMBINING, Matching.STRIP_CLOZES):
        prefix = f"{matching}:"
        if value.startswith(prefix):
            rest = value[len(prefix) :]
            return (_regex if matching is Matching.REGEX else _pattern)(rest), matching
    return _pattern(value), Matching.PLAIN


def _field(key: str) -> Callable[[str], nodes.Node]:
    def read(value: str) -> nodes.Node:
        return nodes.FieldText(_pattern(key), *_matched(value))

    return read


def _deck(value: str) -> nodes.Node:
    name = value.lower()
    if name == "current":
        return nodes.InCurrentDeck()
    if name == "filtered":
        return nodes.InFilteredDeck()
    return nodes.Everything() if name == "*" else nodes.InDeck(_pattern(value))


def _tag(value: str) -> nodes.Node:
    if value.lower() == "none":
        return nodes.Untagged()
    return nodes.Tagged(*_matched(value))


def _card(value: str) -> nodes.Node:
    if value.isdecimal() and len(value) < 6:
        return nodes.WithOrdinal(max(0, int(value) - 1))
    return nodes.OfTemplate(_pattern(value))


def _is(value: str) -> nodes.Node:
    name = value.lower()
    if name in list(Status):
        return nodes.Is(Status(name))
    known = ", ".join(Status)
    close = get_close_matches(name, list(Status), 1)
    meant = f" Did you mean “is:{close[0]}”?" if close else f" There is {known}."
    raise ValueError(f"No card can be “{value}”.{meant}")


def _flag(value: str) -> nodes.Node:
    if len(value) == 1 and value in "01234567":
        return nodes.Flagged(int(value))
    raise ValueError(f"“{value}” is no flag: write 1 (red) to 7 (purple), or 0 for none.")


def _within(event: Event) -> Callable[[str], nodes.Node]:
    def read(value: str) -> nodes.Node:
        rating = None
        if event is Event.RATED:
            value, colon, button = value.partition(":")
            rating = _rating(button) if colon else None
        return nodes.Within(event, max(1, _whole(value, 0)), rating)

    return read


def _rating(value: str) -> Rating:
    if len(value) == 1 and value in "1234":
        return Rating(int(value))
    raise ValueError(f"“{value}” is no button: write 1 (again) to 4 (easy).")


def _property(value: str) -> nodes.Node:
    found = _COMPARISON.fullmatch(value)
    name = found[1] if found else value
    if name in ("rated", "resched") and found:
        day, colon, button = found[3].partition(":")
        event = Event.RATED if name == "rated" else Event.RESCHEDULED
        if colon and event is Event.RESCHEDULED:
            raise ValueError("Buttons go with “prop:rated” only.")
        rating = _rating(button) if colon else None
        return nodes.OnDay(event, Operator(found[2]), _whole(day, -_LARGEST, 0), rating)
    if name not in list(Property):
        raise ValueError(f"“{name}” is no property: there is {', '.join(Property)}.")
    if found is None:
        raise ValueError(f"After “prop:{name}” write =, !=, <, >, <= or >= and a number.")
    kind = Property(name)
    if kind in _WHOLE:
        number: float = _whole(found[3], -_LARGEST if kind is Property.DUE else 0)
    elif _DECIMAL.fullmatch(found[3]):
        number = float(found[3])
    else:
        raise ValueError(f"“{found[3]}” is no number.")
    return nodes.Compared(kind, Operator(found[2]), number)


def _whole(value: str, least: int, most: int = _LARGEST) -> int:
    digits = value.removeprefix("-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 12):
        raise ValueError(f"“{value}” is no whole number.")
    number = int(value)
    if not least <= number <= most:
        bound = f"{most} or less" if number > most else f"{least} or more"
        raise ValueError(f"“{value}” is out of range: write {bound}.")
    return number


def _ids(kind: Identity) -> Callable[[str], nodes.Node]:
    def read(value: str) -> nodes.Node:
        parts = value.split(",")
        if not all(part.isascii() and part.isdecimal() and len(part) < 20 for part in parts):
            raise ValueError(f"After “{kind}:” write numbers with commas between them.")
        ids = tuple(dict.fromkeys(map(int, parts)))
        return nodes.WithId(kind, tuple(number for number in ids if number <= _LARGEST_ID))

    return read


def _dupe(value: str) -> nodes.Node:
    notetype, comma, text = value.partition(",")
    if not comma:
        raise ValueError("After “dupe:” write the id of a note type, a comma and a text.")
    return nodes.Duplicates(_whole_id(notetype), _unescaped(text))


def _whole_id(value: str) -> int:
    if value.isascii() and value.isdecimal() and len(value) < 20 and int(value) <= _LARGEST_ID:
        return int(value)
    raise ValueError(f"“{value}” is no id.")


def _text(matching: Matching) -> Callable[[str], nodes.Node]:
    def read(value: str) -> nodes.Node:
        pattern = _regex(value) if matching is Matching.REGEX else _pattern(value)
        return nodes.Text(pattern, matching)

    return read


_KEYED: dict[str, Callable[[str], nodes.Node]] = {
    "deck": _deck,
    "tag": _tag,
    "card": _card,
    "is": _is,
    "flag": _flag,
    "prop": _property,
    "dupe": _dupe,
    "note": lambda value: nodes.OfNoteType(_pattern(value)),
    "preset": lambda value: nodes.WithPreset(_pattern(value)),
    **{event.value: _within(event) for event in Event},
    **{kind.value: _ids(kind) for kind in Identity},
    **{
        kind.value: _text(kind)
        for kind in (
            Matching.REGEX,
            Matching.WORD,
            Matching.NO_COMBINING,
            Matching.STRIP_CLOZES,
        )
    },
}
