"""Writes notes as Anki's text file with `#` headers, or as CSV with a row of column names."""

from __future__ import annotations

import csv
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import EnvironmentFault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from .base import DeckContent, ExportOptions, Source

_COLUMNS = ("guid", "notetype", "deck", "tags")


def write_text(content: DeckContent, source: Source, _options: ExportOptions) -> None:
    """Write tab-separated lines that Anki imports; neither scheduling nor media fit in."""
    headers = ["separator:tab", "html:true"]
    headers += [f"{name} column:{place}" for place, name in enumerate(_COLUMNS, 1)]
    with _opened(source) as file:
        file.writelines(f"#{header}\n" for header in headers)
        plain = csv.writer(file, delimiter="\t", lineterminator="\n")
        # A line that begins with # is a remark to Anki, unless it is quoted.
        quoted = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_ALL)
        for row in _rows(content, source):
            (quoted if row[0].startswith("#") else plain).writerow(row)


def write_csv(content: DeckContent, source: Source, _options: ExportOptions) -> None:
    """Write comma-separated lines below the names of their columns."""
    width = max((len(type_.item.fields) for type_ in content.note_types), default=1)
    with _opened(source) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*_COLUMNS, *(f"Field {place}" for place in range(1, width + 1))])
        for row in _rows(content, source):
            writer.writerow(row + [""] * (width + len(_COLUMNS) - len(row)))


def _rows(content: DeckContent, source: Source) -> Iterator[list[str]]:
    types = {type_.item.id: type_.item.name for type_ in content.note_types}
    decks = {deck.item.id: deck.item.name for deck in content.decks}
    done = 0
    for batch in content.notes:
        for note, _extra, deck_id in batch:
            deck = decks.get(deck_id, "") if deck_id is not None else ""
            tags = " ".join(note.tags)
            yield [note.guid, types[note.notetype_id], deck, tags, *note.fields]
        done += len(batch)
        source.progress.report(done, content.counts.notes)


@contextmanager
def _opened(source: Source) -> Iterator[TextIO]:
    """Open the file for writing; it appears whole or not at all."""
    part = source.path.with_name(f"{source.path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            yield file
        part.replace(source.path)
    except OSError as error:
        raise EnvironmentFault(
            f"The file {source.path} cannot be written ({error.strerror}).",
            advice="Free some space or choose another folder.",
        ) from error
    finally:
        part.unlink(missing_ok=True)
