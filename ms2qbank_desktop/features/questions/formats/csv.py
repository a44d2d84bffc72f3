"""Tables of questions, one in a row: CSV, TSV and the like, with or without a header."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.questions.markup import detect
from ms2qbank_desktop.features.questions.models import (
    Choice,
    ColumnPreview,
    Draft,
    PackInfo,
    Problem,
    Reference,
)

from . import columns as guess
from .answers import AnswerStyle, decide, places
from .base import BadItem, Entry, Item, Source, difficulty, label, text
from .images import with_inline
from .tabular import Dialect, Row, dialect_of, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_COLUMNS = 200
_SAMPLE = 50
_PREVIEW_ROWS = 5
_PREVIEW_SCAN = 5_000


class Csv:
    """Reader of tables. What a column means is guessed, or said by ``Source.columns``."""

    name = "csv"
    title = "CSV or TSV table"
    endings = (".csv", ".tsv")

    def sniff(self, source: Source, head: str, /) -> bool:
        if source.path.suffix.lower() in {".csv", ".tsv"}:
            return True
        if head.lstrip().startswith(("{", "[", "<")):
            return False
        # Any text may look like a table; its header has to say that it holds questions.
        return not guess.complaint(guess.by_name(layout(source).columns))

    def read(self, source: Source) -> Iterator[Entry]:
        table = layout(source)
        if table.complaint:
            yield source.problem("", table.complaint)
            return
        # A first pass over the whole file: one row does not tell how answers are counted.
        style, info = _survey(source, table, limit=None)
        if info:
            yield info
        for row in table.rows(source):
            if isinstance(row, Problem):
                yield row
                continue
            where = f"line {row.line}"
            try:
                yield Item(where, with_inline(table.draft(row, style), source.path.parent))
            except BadItem as error:
                yield source.problem(where, f"It was left out: {error}.")


def preview(source: Source) -> ColumnPreview:
    """Return what the table looks like and what its columns are taken for."""
    table = layout(source)
    style, _info = _survey(source, table, limit=_PREVIEW_SCAN)
    shown = (row for row in table.rows(source) if isinstance(row, Row))
    return ColumnPreview(
        columns=tuple(table.columns),
        mapping=table.mapping,
        rows=tuple(
            tuple(table.padded(row.cells)[: len(table.columns)])
            for row in islice(shown, _PREVIEW_ROWS)
        ),
        encoding=source.encoding,
        delimiter=table.dialect.delimiter,
        header=table.header,
        answers=style.value if "answer" in table.mapping.values() else "",
        complaint=table.complaint,
    )


@dataclass(frozen=True, slots=True)
class Table:
    """How one file is laid out."""

    dialect: Dialect
    header: bool
    columns: list[str]
    mapping: dict[str, str]
    complaint: str

    def rows(self, source: Source) -> Iterator[Row | Problem]:
        """Yield the rows below the header."""
        found = rows(source, self.dialect)
        return islice(found, 1, None) if self.header else found

    def padded(self, cells: list[str]) -> list[str]:
        return cells + [""] * (len(self.columns) - len(cells))

    def values(self, row: Row) -> dict[str, list[str]]:
        """Return field → the values of its columns."""
        found: dict[str, list[str]] = {}
        for column, cell in zip(self.columns, self.padded(row.cells), strict=False):
            if field := self.mapping.get(column):
                value = text(cell, column)
                found.setdefault(field, []).append("" if value.isspace() else value)
        return found

    def draft(self, row: Row, style: AnswerStyle) -> Draft:
        """Return the question of a row; BadItem if there is none in it."""
        width = len(self.columns)
        if any(cell.strip() for cell in row.cells[width:]):
            raise BadItem(f"the row has {len(row.cells)} columns instead of {width}")
        values = self.values(row)

        def first(field: str) -> str:
            return values.get(field, [""])[0]

        options = _choices(values)
        answer = first("answer")
        right = places(answer, options, style)
        if not right:
            raise BadItem(
                f"the answer “{answer[:60]}” is none of its {len(options)} choices "
                f"(answers are read as {style})"
                if answer
                else "it has no answer"
            )
        rationales = [first(field) for field in guess.RATIONALES]
        choices = tuple(
            Choice(option, place in right, rationales[place])
            for place, option in enumerate(options)
        )
        written = [first("stem"), first("explanation"), first("objective"), first("hint")]
        return Draft(
            first("stem"),
            choices,
            detect([*written, *options, *rationales]),
            external_id=label(first("id"), "id"),
            explanation=first("explanation"),
            objective=first("objective"),
            hint=first("hint"),
            subject=label(first("subject"), "subject"),
            system=label(first("system"), "system"),
            topic=label(first("topic"), "topic"),
            difficulty=difficulty(first("difficulty")),
            tags=_tags(values.get("tags", [])),
            references=tuple(Reference(title) for title in values.get("reference", []) if title),
            author=label(first("author"), "author"),
        )


def layout(source: Source) -> Table:
    """Find out how the file is written and what its columns mean."""
    dialect = dialect_of(source, lambda cells: len(guess.by_name(cells[:MAX_COLUMNS])))
    sample = [row.cells for row in islice(rows(source, dialect), _SAMPLE) if isinstance(row, Row)]
    if not sample:
        return Table(dialect, False, [], {}, "There are no rows in the file.")
    if max(map(len, sample)) > MAX_COLUMNS:
        return Table(dialect, False, [], {}, f"It has more than {MAX_COLUMNS} columns.")
    names = _named(sample[0])
    mapping = guess.by_name(names)
    header = not guess.complaint(mapping) or not set(names).isdisjoint(source.columns or ())
    if not header:
        header, names, mapping = _judged_by_content(sample, names, mapping)
    chosen = source.columns or {}
    for column in chosen:
        if column not in names:
            complaint = f"No column is called {column}, but: {', '.join(names)}."
            return Table(dialect, header, names, {}, complaint)
    taken = {field for field in chosen.values() if field not in guess.SEVERAL}
    mapping = {c: f for c, f in mapping.items() if c not in chosen and f not in taken}
    mapping |= {column: field for column, field in chosen.items() if field}
    complaint = guess.complaint(mapping)
    if len(names) == 1:
        complaint = "It has only one column: no comma, semicolon, tab or | separates others."
    return Table(dialect, header, names, mapping, complaint)


def _judged_by_content(
    sample: Sequence[list[str]], names: list[str], by_name: dict[str, str]
) -> tuple[bool, list[str], dict[str, str]]:
    """Return header, columns and mapping of a table whose first row does not name all we need."""
    width = Counter(map(len, sample)).most_common(1)[0][0]
    even = [row for row in sample if len(row) == width]
    unnamed = _named([""] * width)
    if mapping := guess.by_content(unnamed, even):
        return False, unnamed, mapping
    # Only the first row may not look like a question: a header in unknown words.
    if len(names) == width and (mapping := guess.by_content(names, even[1:])):
        return True, names, mapping
    return (True, names, by_name) if by_name else (False, unnamed, {})


def _named(cells: Sequence[str]) -> list[str]:
    """Return a name for each column: unnamed ones are numbered, repeated ones too."""
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = base = " ".join(cell.split()) or f"column {number}"
        while name in names:
            name = f"{base} ({number})"
            base = name
        names.append(name)
    return names


def _survey(source: Source, table: Table, limit: int | None) -> tuple[AnswerStyle, PackInfo | None]:
    """Read the answers of all rows, and what the rows agree to say of the pack."""
    said: dict[str, Counter[str]] = {"pack": Counter(), "license": Counter()}
    answer = next((c for c, field in table.mapping.items() if field == "answer"), "")

    def answers() -> Iterator[tuple[str, list[str]]]:
        for row in islice(table.rows(source), limit):
            if isinstance(row, Problem):
                continue
            try:
                values = table.values(row)
            except BadItem:
                continue
            for field, seen in said.items():
                if len(seen) < 2:
                    seen[values.get(field, [""])[0]] += 1
            yield values.get("answer", [""])[0], _choices(values)

    style = decide(answers(), answer)
    title, license_ = (label(next(iter(s)), "") if len(s) == 1 else "" for s in said.values())
    return style, PackInfo(title, license=license_) if title or license_ else None


def _choices(values: dict[str, list[str]]) -> list[str]:
    """Return the choices, without the empty ones at the end."""
    found = [values.get(field, [""])[0] for field in guess.CHOICES]
    while found and not found[-1]:
        found.pop()
    return found


def _tags(cells: Sequence[str]) -> tuple[str, ...]:
    found = (" ".join(tag.split()) for cell in cells for tag in cell.replace("|", ";").split(";"))
    return tuple(dict.fromkeys(tag for tag in found if tag))
