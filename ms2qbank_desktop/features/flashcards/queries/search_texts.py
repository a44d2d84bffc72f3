"""The texts of notes in a search: by the trigram index where it can, else by reading them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.searching import nodes
from ms2qbank_desktop.features.flashcards.searching.nodes import Matching, Pattern
from ms2qbank_desktop.features.flashcards.text.checksum import checksum_of_key, duplicate_key
from ms2qbank_desktop.features.flashcards.text.plain_text import strip_html

from .rows import FIELD_SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sqlmodel import Session

    from ms2qbank_desktop.features.flashcards.models import NoteType

_TRIGRAM = 3
_LONG = 24
_WINDOW = 8
_FREQUENT = "etaoinsrhldcumfpgwybvkxjqz"
"""Letters of English, the most frequent first."""
_CLOZE = re.compile(r"\{\{c[0-9,]+::(.*?)(?:::[^{}]*?)?\}\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Matched:
    """Texts that the index finds: an FTS5 expression. ``likes``: patterns that the words of a
    note have to match as well, where the expression only looks for a part of them."""

    expression: str
    likes: tuple[str, ...] = ()

    @property
    def notes(self) -> str:
        """The notes as a query, for :attr:`arguments`."""
        # The table below the index: read by the index itself, each text takes four times as long.
        texts = "CROSS JOIN card_search_content t ON t.id = s.rowid " if self.likes else ""
        return (
            f"SELECT n.id FROM card_search s {texts}"  # noqa: S608
            "CROSS JOIN card_notes n ON n.search_row = s.rowid WHERE s.card_search MATCH ?"
            + " AND t.c0 LIKE ? ESCAPE '\\'"
            * len(self.likes)
        )

    @property
    def arguments(self) -> tuple[str, ...]:
        return (self.expression, *self.likes)


def joined(parts: Sequence[nodes.Node], word: str) -> list[nodes.Node | Matched]:
    """Return ``parts`` with the texts that the index finds in one."""
    found = [matched for part in parts if (matched := indexed(part, whole=word == " OR "))]
    rest: list[nodes.Node | Matched] = [part for part in parts if not indexed(part)]
    if not found:
        return rest
    expression = word.join(one.expression for one in found)
    return [Matched(expression, tuple(like for one in found for like in one.likes)), *rest]


def indexed(node: nodes.Node, *, whole: bool = False) -> Matched | None:
    """Return a plain text of three letters or more as the index finds it, else None.

    Of a long one it only looks for eight letters, and the words are compared: each trigram costs
    a list of places, and most of them are in nearly every note. ``whole``: not so.
    """
    if not isinstance(node, nodes.Text) or node.matching is not Matching.PLAIN:
        return None
    literal = node.pattern.literal or ""
    if len(literal) < _TRIGRAM:
        return None
    if whole or len(literal) <= _LONG or not literal.isascii():  # LIKE knows ASCII's cases only
        return Matched(_quoted(literal))
    return Matched(_quoted(_rarest(literal)), (f"%{node.pattern.like}%",))


def _rarest(literal: str) -> str:
    """Return the letters in a row that are likely to be in the fewest notes."""
    windows = [literal[at : at + _WINDOW] for at in range(len(literal) - _WINDOW + 1)]
    return max(windows, key=lambda one: sum(map(_FREQUENT.find, one.lower())))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _narrowing(pattern: Pattern) -> str:
    """Return what the index can say of ``pattern``: its longer pieces, "" for none."""
    return " AND ".join(_quoted(piece) for piece in pattern.pieces if len(piece) >= _TRIGRAM)


def text_notes(session: Session, user_id: int, node: nodes.Text) -> list[int]:
    """Return the notes that have a text, which the index does not find, in any field."""
    if node.matching in (Matching.PLAIN, Matching.WORD):
        found = _expression(node.pattern, node.matching).search
        plain = _plain_texts(session, node.pattern)
        return [note_id for note_id, text in plain if found(text)]
    holds = _predicate(node.pattern, node.matching, whole=False)
    return [
        note_id
        for note_id, _, text in _raw_texts(session, user_id)
        if any(holds(field) for field in text.split(FIELD_SEPARATOR))
    ]


def field_notes(
    session: Session, user_id: int, node: nodes.FieldText, note_types: Iterable[NoteType]
) -> list[int]:
    """Return the notes that have a text in fields of a name."""
    named = re.compile(node.field.regex, re.IGNORECASE | re.DOTALL).fullmatch
    places = {
        one.id: [place for place, field in enumerate(one.fields) if named(field.name)]
        for one in note_types
    }
    holds = _predicate(node.pattern, node.matching, whole=True)
    plain = node.matching is Matching.PLAIN
    narrowing = _narrowing(node.pattern) if plain else ""
    found = []
    for note_id, type_id, text in _raw_texts(session, user_id, narrowing):
        wanted = places.get(type_id)
        if not wanted:
            continue
        fields = text.split(FIELD_SEPARATOR)
        if any(holds(fields[place]) for place in wanted if place < len(fields)):
            found.append(note_id)
    return found


def duplicate_notes(session: Session, user_id: int, node: nodes.Duplicates) -> list[int]:
    """Return the notes of a type whose first field says the same."""
    sql = (
        "SELECT id, fields FROM card_notes WHERE user_id = ? AND note_type_id = ? "
        "AND checksum = ? AND deleted_at IS NULL"
    )
    values = (user_id, node.notetype_id, checksum_of_key(node.text))
    return [
        row[0]
        for row in session.connection().exec_driver_sql(sql, values)
        if duplicate_key(row[1].split(FIELD_SEPARATOR)[0]) == node.text
    ]


def tagged_notes(session: Session, node: nodes.Tagged) -> list[int]:
    """Return the notes that have a tag which SQL cannot compare."""
    holds = _predicate(node.pattern, node.matching, whole=True)
    tags = session.connection().exec_driver_sql("SELECT note_id, tag FROM card_tags")
    return list({note_id for note_id, tag in tags if holds(tag)})


def _plain_texts(session: Session, pattern: Pattern) -> Iterator[tuple[int, str]]:
    """Yield (note, its words) of the notes that may match."""
    narrowing = _narrowing(pattern)
    sql = (
        "SELECT n.id, s.fields FROM card_search s CROSS JOIN card_notes n ON n.search_row = s.rowid"
    )
    connection = session.connection()
    if narrowing:
        yield from connection.exec_driver_sql(f"{sql} WHERE s.card_search MATCH ?", (narrowing,))
        return
    likes = [f"%{piece}%" for piece in pattern.pieces if "%" not in piece and "_" not in piece]
    where = " AND ".join("s.fields LIKE ?" for like in likes if like.isascii())
    values = tuple(like for like in likes if like.isascii())
    yield from connection.exec_driver_sql(f"{sql} WHERE {where}" if where else sql, values)


def _raw_texts(
    session: Session, user_id: int, narrowing: str = ""
) -> Iterator[tuple[int, int, str]]:
    """Yield (note, its type, its fields as they were written) of the notes that may match."""
    sql = "SELECT n.id, n.note_type_id, n.fields FROM card_notes n"
    alive = "n.user_id = ? AND n.deleted_at IS NULL"
    if narrowing:
        sql = (
            "SELECT n.id, n.note_type_id, n.fields FROM card_search s "
            "CROSS JOIN card_notes n ON n.search_row = s.rowid"
        )
        alive = f"s.card_search MATCH ? AND {alive}"
    values = (narrowing, user_id) if narrowing else (user_id,)
    yield from session.connection().exec_driver_sql(f"{sql} WHERE {alive}", values)


def _expression(pattern: Pattern, matching: Matching) -> re.Pattern[str]:
    regex = rf"\b{pattern.regex}\b" if matching is Matching.WORD else pattern.regex
    return re.compile(regex, re.IGNORECASE | re.DOTALL)


def _predicate(pattern: Pattern, matching: Matching, *, whole: bool) -> Callable[[str], bool]:
    """Return the test of one text; ``whole``: all of it has to match."""
    if matching is Matching.REGEX:
        anywhere = re.compile(pattern.raw, re.IGNORECASE | re.DOTALL).search
        return lambda text: anywhere(text) is not None
    if matching is Matching.NO_COMBINING:
        compiled = re.compile(_bare(pattern.regex), re.IGNORECASE | re.DOTALL)
        tested = compiled.fullmatch if whole else compiled.search
        return lambda text: tested(_bare(strip_html(text))) is not None
    compiled = _expression(pattern, matching)
    tested = compiled.fullmatch if whole else compiled.search
    if matching is Matching.STRIP_CLOZES:
        return lambda text: tested(_CLOZE.sub(r"\1", strip_html(text))) is not None
    return lambda text: (
        tested(text) is not None
        or (("<" in text or "&" in text) and tested(strip_html(text)) is not None)
    )


def _bare(text: str) -> str:
    """Return ``text`` without the marks on its letters."""
    return "".join(
        one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one)
    )
