"""The words of the index: those that begin with, hold, or are spelled much like one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from ms2qbank_desktop.features.search import spelling
from ms2qbank_desktop.features.search.text import letters, words
from ms2qbank_desktop.storage.fulltext import TRIGRAM

from .matching import run

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

_RANGE = "SELECT word, rows, letters FROM search_words WHERE {0} >= ? AND {0} < ? AND rows > 0"
_BEGUN = f"{_RANGE.format('word')} ORDER BY rows DESC LIMIT ?"
_FREQUENT = _BEGUN.replace("rows > 0", "rows >= 50")  # as the partial index has it
_BEGUN_BY_ANY = (
    "SELECT w.word, w.rows FROM json_each(?) AS way CROSS JOIN search_words AS w "
    "ON w.word >= way.value AND w.word < way.value || char(1114111) AND w.rows > 0 "
    "ORDER BY w.rows DESC LIMIT ?"
)
_LENGTH = " AND length(word) BETWEEN ? AND ?"
_WORD_LENGTH = " AND length(w.word) BETWEEN ? AND ?"
_HOLDING = (
    "SELECT w.word, w.rows, w.letters FROM search_pieces AS p "
    "CROSS JOIN search_words AS w ON w.id = p.rowid "
    "WHERE p.search_pieces MATCH ? AND instr(w.word, ?) AND w.rows > 0"
)
_KNOWN = (
    "SELECT word, rows FROM search_words "
    "WHERE word IN (SELECT value FROM json_each(?)) AND rows > 0"
)
_OWN_TAGS = "SELECT DISTINCT tag FROM question_user_tags WHERE user_id = ? AND deleted_at IS NULL"


class Slip(NamedTuple):
    """A word that may be meant by a misspelled one."""

    word: str
    slips: int
    rows: int


def known(session: Session, words: Iterable[str]) -> dict[str, int]:
    """Return those of ``words`` that items have, with the number of these."""
    return dict(run(session, _KNOWN, json.dumps(list(words))))


def own_tags(session: Session, user_id: int) -> list[str]:
    """Return the words of the tags that a user gave to questions."""
    found = {word for row in run(session, _OWN_TAGS, user_id) for word in words(row[0])}
    return sorted(found)


def begun(session: Session, beginning: str, most: int) -> dict[str, int]:
    """Return the words that begin so, the most frequent, with the number of their items."""
    values = (beginning, _after(beginning), most)
    found = run(session, _FREQUENT, *values) if len(beginning) < TRIGRAM else []
    if len(found) < most:
        found = run(session, _BEGUN, *values)
    return {row[0]: row[1] for row in found}


def begun_by_any(session: Session, beginnings: Iterable[str], most: int) -> dict[str, int]:
    """Return the words that begin like any of ``beginnings``, the most frequent."""
    return dict(run(session, _BEGUN_BY_ANY, json.dumps(sorted(beginnings)), most))


def holding(session: Session, piece: str, most: int) -> dict[str, int]:
    """Return the words that hold ``piece`` (three letters at least), the most frequent."""
    if len(piece) < TRIGRAM:
        return {}
    sql = f"{_HOLDING} ORDER BY w.rows DESC LIMIT ?"
    return {row[0]: row[1] for row in run(session, sql, _pieces(piece), piece, most)}


def alike(session: Session, word: str, most: int, slips_at_most: int = 2) -> list[Slip]:
    """Return the other words with the fewest slips from ``word``, the most frequent first.

    With one slip the word is whole before it or after it: those that begin or end alike are
    looked through; with two one of its thirds is whole.
    """
    allowed = min(slips_at_most, spelling.slips_allowed(word))
    for slips, whole in ((1, (len(word) - 1) // 2), (2, max(2, (len(word) - 3) // 3))):
        if slips > allowed:
            break
        lengths = (len(word) - slips, len(word) + slips)
        beginning, end = word[:whole], word[::-1][:whole]
        near = run(session, _RANGE.format("word") + _LENGTH, beginning, _after(beginning), *lengths)
        near += run(session, _RANGE.format("mirrored") + _LENGTH, end, _after(end), *lengths)
        middle = word[len(word) // 3 : len(word) - len(word) // 3]
        if slips > 1 and len(middle) >= TRIGRAM:
            near += run(session, _HOLDING + _WORD_LENGTH, _pieces(middle), middle, *lengths)
        mask = letters(word)
        found = {
            Slip(other, apart, rows)
            for other, rows, bits in near
            if other != word
            and (mask ^ bits).bit_count() <= 2 * slips
            and (apart := spelling.within(word, other, slips)) is not None
        }
        if found:
            return _best(found, most)
    return []


def alike_begun(session: Session, typed: str, most: int) -> list[Slip]:
    """Return the words whose beginnings are one slip from what is typed so far."""
    if not spelling.slips_allowed(typed):
        return []
    whole = typed[: max(2, len(typed) // 2)]
    mask = letters(typed)
    found = {
        Slip(word, apart, rows)
        for word, rows, bits in run(session, _RANGE.format("word"), whole, _after(whole))
        if (mask & ~bits).bit_count() <= 1
        and (apart := spelling.beginning_within(typed, word, 1)) is not None
    }
    return _best(found, most)


def _best(found: set[Slip], most: int) -> list[Slip]:
    ordered = sorted(found, key=lambda slip: (slip.slips, -slip.rows, slip.word))
    return [slip for slip in ordered if slip.slips == ordered[0].slips][:most]


def _pieces(piece: str) -> str:
    """Return what finds words with all the trigrams of ``piece``."""
    grams = {piece[at : at + TRIGRAM] for at in range(len(piece) - TRIGRAM + 1)}
    return " AND ".join(f'"{gram}"' for gram in sorted(grams))


def _after(beginning: str) -> str:
    """Return the first text after all that begin so."""
    return beginning[:-1] + chr(ord(beginning[-1]) + 1)
