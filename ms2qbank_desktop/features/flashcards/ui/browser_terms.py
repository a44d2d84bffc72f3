"""A search for cards as the search bar shows it: its terms, or what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.searching.language import SearchFault, parse
from ms2qbank_desktop.ui.widgets.searchbar import Misread, Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def read_search(text: str) -> Sequence[Term] | Misread:
    """Return the terms of a search that all have to hold, or why it means nothing."""
    try:
        parse(text)
    except SearchFault as fault:
        advice = f" {fault.advice}" if fault.advice else ""
        place = f" Here: “{text[fault.start : fault.end]}”." if fault.end > fault.start else ""
        return Misread(f"{fault.message}{place}{advice}", fault.start, fault.end)
    terms = [Term(text[start:end], start, end) for start, end in _words(text)]
    if any(term.label.casefold() == "or" for term in terms):
        return [Term(text.strip(), 0, len(text))]  # taking a part away would mean something else
    return [term for term in terms if term.label.casefold() != "and"]


def quoted(name: str) -> str:
    """Return a name as a search writes it: in quotes if it has blanks or signs that mean more."""
    escaped = "".join(f"\\{sign}" if sign in '*_"\\' else sign for sign in name)
    plain = all(sign.isalnum() or sign in ":-/.!&+" for sign in name)
    return escaped if plain and escaped == name else f'"{escaped}"'


def narrowed(text: str, term: str) -> str:
    """Return a search with one more term that has to hold."""
    terms = read_search(text)
    if not text.strip() or isinstance(terms, Misread):
        return term
    if any(one.label == term for one in terms):
        return text
    alternatives = len(terms) == 1 and " or " in f" {text.casefold()} " and text[:1] != "("
    return f"({text}) {term}" if alternatives else f"{text} {term}"


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the terms stand that no bracket and no quotes hold."""
    start, depth, in_quotes = -1, 0, False
    for place, sign in enumerate(f"{text} "):
        escaped = place > 0 and text[place - 1] == "\\"
        if sign == '"' and not escaped:
            in_quotes = not in_quotes
        elif not in_quotes and not escaped:
            depth += (sign == "(") - (sign == ")")
        between = sign.isspace() and depth == 0 and not in_quotes
        if between and start >= 0:
            yield start, place
            start = -1
        elif not between and start < 0:
            start = place
