"""The properties of a note in the front matter of its file, read and written.

Of files from elsewhere title, tags and times are taken out; every other line stays in the body, as
its own front matter, so nothing is lost. Our own keys end with the id: what follows it is the
front matter of the body, to the byte.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import from_ms, to_ms
from ms2qbank_desktop.features.notebook import wiki
from ms2qbank_desktop.features.notebook.models import NoteKind

from . import beside, front_matter
from .base import OwnFacts

if TYPE_CHECKING:
    from .base import FiledNote
    from .front_matter import Value

ID = "ms2qbank-id"
_OWN = "ms2qbank-"
_FLAGS = ("pinned", "bookmarked", "archived")
_CREATED = ("created", "date created", "date")
_MODIFIED = ("modified", "updated", "date modified")
_TAKEN = {"title", "tags", "created", "modified"}
_READ = {*_TAKEN, *_CREATED, *_MODIFIED}
_END_OF_OWN = re.compile(rf"^{ID}: [\"']?(\d{{1,19}})[\"']?[ \t]*\r?\n", re.MULTILINE)
_MAX_MERGED = 1 << 18
_COLOUR = re.compile(r"[a-z]{1,20}")


@dataclass(frozen=True, slots=True)
class Properties:
    """What the front matter of a file says. None: it does not. ``unread``: keys with values that
    are not understood; they stay in the body."""

    body: str
    title: str | None
    tags: tuple[str, ...]
    created_at: datetime | None
    changed_at: datetime | None
    own: OwnFacts | None
    unread: tuple[str, ...] = ()


def read(text: str, *, as_written: bool) -> Properties:
    """Return what a file says of its note."""
    block, rest = front_matter.split(text)
    note_id, end = id_in(block)
    if note_id:
        kept = block[end:]
        body = f"---\n{kept}---\n{rest}" if kept else rest
        values = {one.key: one.value for one in front_matter.entries(block[:end])}
        return _properties(body, values, _own(note_id, values, as_written=as_written))
    return _from_elsewhere(block, rest)


def id_in(text: str) -> tuple[int, int]:
    """Return the id of ours in a text and where the line with it ends; 0 for none."""
    found = _END_OF_OWN.search(text)
    if found is None or not 0 < int(found[1]) < 1 << 63:
        return 0, 0
    return int(found[1]), found.end()


def written(note: FiledNote, own: OwnFacts, title_of_file: str) -> str:
    """Return the text of a note's file; its title is left out where the name of the file says
    it."""
    lines = []
    if note.title != title_of_file:
        lines.append(front_matter.written("title", note.title))
    if own_tags := wiki.own_tags(note.tags, note.body):  # those of the text would stay for ever
        lines.append(front_matter.written("tags", own_tags))
    lines += [f"created: {_instant(note.created_at)}\n", f"modified: {_instant(note.changed_at)}\n"]
    if own.kind is not NoteKind.NOTE:
        lines.append(f"{_OWN}kind: {own.kind}\n")
    if own.colour:
        lines.append(front_matter.written(f"{_OWN}colour", own.colour))
    if own.day is not None:
        lines.append(f"{_OWN}day: {own.day.isoformat()}\n")
    lines += [f"{_OWN}{name}: true\n" for name in _FLAGS if getattr(own, name)]
    if own.misses:
        rows = map(beside.miss_line, own.misses)
        lines.append(front_matter.written(f"{_OWN}misses", rows))
    if own.links:
        places = map(beside.link_line, own.links)
        lines.append(front_matter.written(f"{_OWN}links", places))
    # Quoted: a program that takes it for a number rounds it when it writes the file again.
    lines.append(f'{ID}: "{own.id}"\n')
    block, rest = front_matter.split(note.body)
    keys = {one.key for one in front_matter.entries(block)}
    joins = 0 < len(block) < _MAX_MERGED and f"---\n{block}---\n{rest}" == note.body
    if joins and not keys & _TAKEN and ID not in block:
        return "".join(("---\n", *lines, block, "---\n", rest))
    return "".join(("---\n", *lines, "---\n", note.body))


def _from_elsewhere(block: str, rest: str) -> Properties:
    values: dict[str, Value | None] = {}
    kept, unread = [], []
    for entry in front_matter.entries(block):
        key = entry.key.lower()
        is_read = key in _READ and key not in values
        if is_read:
            values[key] = entry.value
            if not _understood(key, entry.value):
                unread.append(entry.key)
                is_read = False
        if not (is_read and key in _TAKEN):
            kept.append(entry.lines)
    own = "".join(kept)
    if own.strip() and not own.endswith("\n"):
        own += "\n"
    body = f"---\n{own}---\n{rest}" if own.strip() else rest
    return _properties(body, values, None, tuple(unread))


def _understood(key: str, value: Value | None) -> bool:
    if value == "":
        return True
    if key in {*_CREATED, *_MODIFIED}:
        return _time(value) is not None
    return value is not None and (key == "tags" or isinstance(value, str))


def _properties(
    body: str,
    values: dict[str, Value | None],
    own: OwnFacts | None,
    unread: tuple[str, ...] = (),
) -> Properties:
    title, tags = values.get("title"), values.get("tags") or ()
    if isinstance(tags, str):
        tags = re.split(r"[,\s]+", tags)
    return Properties(
        body,
        title if isinstance(title, str) and (title or own) else None,
        tuple(bare for tag in tags if (bare := tag if own else tag.lstrip("#").strip())),
        next((at for key in _CREATED if (at := _time(values.get(key)))), None),
        next((at for key in _MODIFIED if (at := _time(values.get(key)))), None),
        own,
        unread,
    )


def _own(note_id: int, values: dict[str, Value | None], *, as_written: bool) -> OwnFacts:
    kind, colour = values.get(f"{_OWN}kind"), values.get(f"{_OWN}colour")
    day = values.get(f"{_OWN}day")
    try:
        known_day = date.fromisoformat(day) if isinstance(day, str) else None
    except ValueError:
        known_day = None
    pinned, bookmarked, archived = (values.get(f"{_OWN}{name}") == "true" for name in _FLAGS)
    return OwnFacts(
        id=note_id,
        kind=NoteKind(kind) if isinstance(kind, str) and kind in set(NoteKind) else NoteKind.NOTE,
        pinned=pinned,
        bookmarked=bookmarked,
        archived=archived,
        colour=colour if isinstance(colour, str) and _COLOUR.fullmatch(colour) else "",
        day=known_day,
        as_written=as_written,
        misses=beside.misses(_lines(values.get(f"{_OWN}misses"))),
        links=beside.links(_lines(values.get(f"{_OWN}links"))),
    )


def _lines(value: Value | None) -> list[str]:
    return [value] if isinstance(value, str) else value or []


def _time(value: Value | None) -> datetime | None:
    """Return an instant of YAML, in whole milliseconds; without a zone it is local."""
    if not isinstance(value, str):
        return None
    try:
        at = datetime.fromisoformat(value.strip())
        return from_ms(to_ms(at.astimezone(UTC)))
    except (ValueError, OverflowError, OSError):
        return None


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
