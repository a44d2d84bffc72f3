"""Reads text files of notes: Anki's with `#` headers (docs.ankiweb.net/importing/text-files.html),
CSV and TSV with or without a row of column names."""

from __future__ import annotations

import hashlib
import html
import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.flashcards.models import (
    CardTemplate,
    Deck,
    Note,
    NoteField,
    NoteType,
    Preset,
)
from ms2qbank_desktop.features.flashcards.notes import stock

from .base import (
    BATCH,
    MAX_NOTES,
    BadFile,
    BadItem,
    Counts,
    DeckContent,
    Packed,
    PackedNote,
    Source,
    instant,
)
from .separated import Layout, Row, layout_of, rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_COLUMNS = 200
MAX_NAME = 200
MAX_NAMES = 10_000
"""Decks and note types of one file."""
_JSON = re.compile(rb"\s*(?:\{\s*\"|\[\s*[\[{\"])")
_CLOZE = re.compile(r"\{\{c\d{1,3}::")
_NOT_IN_NAMES = re.compile(r"[:{}\"]")
_MARKUP = re.compile(r"</?[a-z][a-z0-9]*\b[^>]*>|&(?:[a-z]{2,8}|#\d{1,6});", re.IGNORECASE)
_ROLES = {
    **dict.fromkeys(("guid", "id"), "guid"),
    **dict.fromkeys(("notetype", "note type", "note_type", "model"), "notetype"),
    **dict.fromkeys(("deck",), "deck"),
    **dict.fromkeys(("tags", "tag"), "tags"),
}
_FRONTS = {"front", "question", "text", "term", "word", "field 1", "stem"}
_BACKS = {"back", "answer", "definition", "meaning"}
_STOCK = {
    "basic": stock.BASIC,
    "basic (and reversed card)": stock.REVERSED,
    "basic (optional reversed card)": stock.OPTIONAL_REVERSED,
    "basic (type in the answer)": stock.TYPED,
    **{type_.name.lower(): type_ for type_ in stock.STOCK},
}
_PLAIN_BACK = "{{FrontSide}}\n<hr id=answer>\n"


class TextNotes:
    """Reader of separated texts; the cards are left to the note types."""

    name = "text"
    title = "Text, CSV or TSV file of notes"
    endings = (".txt", ".csv", ".tsv")

    def sniff(self, path: Path, head: bytes, /) -> bool:
        if path.suffix.lower() not in self.endings or _JSON.match(head):
            return False
        try:
            return bool(head) and layout_of(path).separator != ""
        except BadFile:
            return False

    @contextmanager
    def open(self, source: Source) -> Iterator[DeckContent]:
        table = _survey(source)
        content = DeckContent(
            decks=tuple(
                Packed(Deck(id_, name, 1), source.now, {}) for name, id_ in table.decks.items()
            ),
            presets=(Packed(Preset(id=1), source.now, {}),),
            note_types=tuple(Packed(type_, source.now, {}) for type_ in table.types.values()),
            notes=(),
            counts=Counts(notes=table.rows),
        )
        content.notes = _notes(source, table, content)
        yield content


@dataclass(slots=True)
class _Table:
    """What a first pass over the file found out."""

    layout: Layout
    names: list[str]
    """Of the columns; "" where unknown."""
    roles: list[str]
    """Of each column: guid, notetype, deck, tags, or "" for a field."""
    header: bool
    html: bool
    deck: str
    decks: dict[str, int]
    types: dict[str, NoteType]
    rows: int = 0

    def split(self, row: Row) -> tuple[dict[str, str], list[str]]:
        """Return what the row's special columns say, and its fields without empty ends."""
        special: dict[str, str] = {}
        fields: list[str] = []
        for place, cell in enumerate(row.cells):
            role = self.roles[place] if place < len(self.roles) else ""
            if role:
                special[role] = cell.strip() if role == "tags" else cell.strip()[:MAX_NAME]
            else:
                fields.append(cell)
        while fields and not fields[-1].strip():
            fields.pop()
        return special, fields

    def type_name(self, special: dict[str, str], fields: list[str]) -> str:
        """Return the name of the row's note type."""
        named = (
            special.get("notetype") or self.layout.headers.get("notetype", "").strip()[:MAX_NAME]
        )
        if named:
            return named
        return "Cloze" if any(map(_CLOZE.search, fields)) else "Basic"


def _survey(source: Source) -> _Table:
    """Read the file once: which columns, decks and note types there are."""
    layout = layout_of(source.path)
    headers = layout.headers
    first = next((row for row in rows(source.path, layout) if not row.fault), None)
    if first is None:
        raise BadFile("There are no rows in the file.")
    names, header = _column_names(layout, first)
    roles = [_ROLES.get(name.lower(), "") for name in names]
    for role in ("guid", "notetype", "deck", "tags"):
        column = headers.get(f"{role} column", "").strip()
        if column.isdecimal() and 0 < int(column) <= MAX_COLUMNS:
            roles += [""] * (int(column) - len(roles))
            roles[int(column) - 1] = role
    deck = headers.get("deck", "").strip()[:MAX_NAME] or source.path.stem
    table = _Table(layout, names, roles, header, False, deck, {}, {})
    widths: dict[str, int] = {}
    markup = False
    for row in _data(source, table):
        if row.fault or len(row.cells) > MAX_COLUMNS:
            continue
        table.rows += 1
        if table.rows > MAX_NOTES or len(table.decks) + len(widths) > MAX_NAMES:
            raise BadFile("The file holds too many notes, decks or note types.")
        special, fields = table.split(row)
        type_name = table.type_name(special, fields)
        widths[type_name] = max(widths.get(type_name, 0), len(fields))
        table.decks.setdefault(special.get("deck") or deck, len(table.decks) + 1)
        markup = markup or any(map(_MARKUP.search, fields))
    said = headers.get("html", "").strip().lower()
    table.html = said == "true" if said else markup
    named = [name for name, role in zip(names, roles, strict=False) if not role]
    for type_name, width in widths.items():
        table.types[type_name] = _note_type(len(table.types) + 1, type_name, width, named)
    return table


def _column_names(layout: Layout, first: Row) -> tuple[list[str], bool]:
    """Return the names of the columns, and whether the first row is what holds them."""
    if "columns" in layout.headers:
        return [name.strip() for name in layout.headers["columns"].split(layout.separator)], False
    names = [" ".join(cell.split()) for cell in first.cells]
    known = {name.lower() for name in names}
    told = known & {*_ROLES, *_FRONTS, *_BACKS}
    if not layout.headers and all(names) and len(told) > 1 and len(known) == len(names):
        return names, True
    return [], False


def _note_type(id_: int, name: str, width: int, columns: list[str]) -> NoteType:
    """Return the note type: ours if the name is known, with a field more for each more column."""
    known = _STOCK.get(name.lower())
    if known is not None and width <= len(known.fields):
        return replace(known, id=id_, name=name)
    fields = [NoteField(field) for field in _field_names(columns, max(1, width))]
    if known is None:
        front, *rest = (f"{{{{{field.name}}}}}" for field in fields)
        template = CardTemplate("Card 1", front, _PLAIN_BACK + "<br>\n".join(rest))
        return replace(stock.BASIC, id=id_, name=name, fields=tuple(fields), templates=(template,))
    more = tuple(fields[len(known.fields) :])
    shown = "".join(f"\n<br>{{{{{field.name}}}}}" for field in more)
    return replace(
        known,
        id=id_,
        name=f"{name} + {', '.join(field.name for field in more)}"[:100],
        fields=known.fields + more,
        templates=tuple(
            replace(template, back=template.back + shown) for template in known.templates
        ),
    )


def _field_names(columns: list[str], width: int) -> list[str]:
    """Return ``width`` names that templates can use, no two alike."""
    names: list[str] = []
    for place in range(width):
        name = _NOT_IN_NAMES.sub("", columns[place] if place < len(columns) else "")
        name = name.lstrip("#^/").strip()[:MAX_NAME]
        taken = {known.lower() for known in names}
        names.append(f"Field {place + 1}" if not name or name.lower() in taken else name)
    return names


def _data(source: Source, table: _Table) -> Iterator[Row]:
    found = rows(source.path, table.layout)
    if table.header:
        next(found, None)
    return found


def _notes(source: Source, table: _Table, content: DeckContent) -> Iterator[list[PackedNote]]:
    """Yield the notes; a note without a guid gets one of its note type and first field."""
    changed_at = instant(int(source.path.stat().st_mtime))
    shared = table.layout.headers.get("tags", "").split()
    seen: dict[bytes, int] = {}
    batch: list[PackedNote] = []
    number = 0
    for row in _data(source, table):
        try:
            if row.fault or len(row.cells) > MAX_COLUMNS:
                raise BadItem(row.fault or "it has too many columns")
            special, fields = table.split(row)
            if not fields or not fields[0].strip():
                raise BadItem("its first field is empty")
            type_ = table.types[table.type_name(special, fields)]
        except BadItem as error:
            content.report(source.problem(f"line {row.line}", f"It was left out: {error}."))
            continue
        number += 1
        texts = fields if table.html else [_as_html(field) for field in fields]
        texts += [""] * (len(type_.fields) - len(texts))
        tags = dict.fromkeys([*shared, *special.get("tags", "").split()])
        guid = special.get("guid") or _guid(type_.name, texts[0], seen)
        note = Note(number, guid, type_.id, tuple(texts), tuple(tags), changed_at)
        batch.append(PackedNote(note, {}, table.decks[special.get("deck") or table.deck]))
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _as_html(text: str) -> str:
    lines = html.escape(text, quote=False).replace("\r\n", "\n").replace("\r", "\n")
    return lines.replace("\n", "<br>")


def _guid(type_name: str, first: str, seen: dict[bytes, int]) -> str:
    """Return the same guid for the same first field at each import, another for a second one."""
    digest = hashlib.blake2b(f"{type_name}\x1f{first}".encode(), digest_size=8)
    place = seen[digest.digest()] = seen.get(digest.digest(), 0) + 1
    return digest.hexdigest() if place == 1 else f"{digest.hexdigest()}-{place}"
