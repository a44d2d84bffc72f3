"""Reads Joplin's archives (`.jex`): a tar of one file for each note, notebook, tag and resource.

An item is its title, a blank line, its body, a blank line and lines of ``key: value``. Nothing is
unpacked to the disk: names and links in the archive lead nowhere.
"""

from __future__ import annotations

import re
import tarfile
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.clock import from_ms, to_ms
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.notebook.markdown.composing import compose
from ms2qbank_desktop.features.notebook.markdown.from_html import LONGEST, blocks_of

from .base import MAX_ATTACHMENT, MAX_FILE, MAX_FILES, BadFile, BadItem, FiledNote, NotesContent
from .embeds import Embed, Shape, rewritten

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .base import Names, Source

_NOTE, _FOLDER, _RESOURCE, _TAG, _NOTE_TAG = "1", "2", "4", "5", "6"
_HTML = "2"
"""Markup language of a note."""
_PROPERTY = re.compile(r"(\w{1,60}): ?(.*)")
_RESOURCE_FILE = re.compile(r"(?:\./)?resources/([0-9a-f]{32})(?:\.[^/]{0,40})?")
_CALLED = re.compile(r":/([0-9a-f]{32})(?:#.*)?")
_DEEPEST = 100
_TAR_MAGIC = 257
_DAMAGED = (tarfile.TarError, ValueError, EOFError, OverflowError, RecursionError)


@dataclass(frozen=True, slots=True)
class _Item:
    title: str
    body: str
    facts: dict[str, str]


@dataclass(slots=True)
class _Index:
    """What stands in an archive beside the texts of its notes, by the ids of Joplin."""

    notes: dict[str, tarfile.TarInfo] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    folders: dict[str, tuple[str, str]] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    tagged: dict[str, list[str]] = field(default_factory=dict)
    resources: dict[str, _Item] = field(default_factory=dict)
    files: dict[str, tarfile.TarInfo] = field(default_factory=dict)


class Joplin:
    """Reader of such an archive."""

    name = "joplin"
    title = "Joplin archive"
    endings = (".jex",)

    def sniff(self, path: Path, head: bytes, /) -> bool:
        is_tar = head[_TAR_MAGIC : _TAR_MAGIC + 5] == b"ustar"
        return path.is_file() and (is_tar or path.suffix.lower() in self.endings)

    def read(self, source: Source) -> NotesContent:
        index = _Index()
        with _opened(source.path) as archive:
            for member in _members(archive, source):
                _put(archive, member, index, source)
        if not (index.notes or index.folders):
            raise BadFile("It is no Joplin archive: it holds no notes.")
        return NotesContent(len(index.notes), _notes(source, index))


def _opened(path: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(path, "r:")  # never compressed: nothing can swell
    except _DAMAGED:
        raise BadFile("It is no Joplin archive, or it is damaged.") from None


def _members(archive: tarfile.TarFile, source: Source) -> Iterator[tarfile.TarInfo]:
    last = -1
    try:
        for number, member in enumerate(archive, 1):
            if number > MAX_FILES:
                raise BadFile(f"The archive has more than {MAX_FILES:,} members.")
            if member.size < 0 or member.offset <= last:  # it would go round in circles
                raise tarfile.ReadError("a member has no place")
            last = member.offset
            if member.isdir():
                continue
            if not member.isreg() or member.issparse():
                source.tell(_named(member.name), "It is no plain file, so it was left out.")
                continue
            yield member
    except _DAMAGED as error:
        source.tell("", f"The archive is damaged ({_named(str(error))}); what follows is missing.")


def _put(archive: tarfile.TarFile, member: tarfile.TarInfo, index: _Index, source: Source) -> None:
    resource = _RESOURCE_FILE.fullmatch(member.name)
    if resource:
        index.files[resource[1]] = member
        return
    if not member.name.endswith(".md"):
        return
    try:
        item = _item(archive, member)
        item_id, kind = item.facts.get("id", ""), item.facts.get("type_", "")
        if not re.fullmatch(r"[0-9a-f]{32}", item_id) and kind != _NOTE_TAG:
            raise BadItem("it has no id")
        if kind == _NOTE:
            if item.facts.get("encryption_applied") == "1":
                raise BadItem("it is encrypted; export it from Joplin once it is decrypted")
            index.notes[item_id] = member
            index.titles[item_id] = item.title
        elif kind == _FOLDER:
            index.folders[item_id] = (item.title, item.facts.get("parent_id", ""))
        elif kind == _TAG:
            index.tags[item_id] = item.title
        elif kind == _NOTE_TAG:
            note = index.tagged.setdefault(item.facts.get("note_id", ""), [])
            note.append(item.facts.get("tag_id", ""))
        elif kind == _RESOURCE:
            index.resources[item_id] = item
    except BadItem as why:
        source.tell(_named(member.name), f"It was left out: {why}.")


def _item(archive: tarfile.TarFile, member: tarfile.TarInfo) -> _Item:
    """Return an item; BadItem if it is none."""
    try:
        text = _data(archive, member, MAX_FILE).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadItem("it is no UTF-8") from None
    body, _, last = text.rstrip("\n").rpartition("\n\n")
    if not body and _PROPERTY.match(text):
        last = text  # nothing but facts
    facts = {}
    for line in last.split("\n"):
        found = _PROPERTY.fullmatch(line.rstrip("\r"))
        if found is None:
            raise BadItem("it does not end with facts")
        facts[found[1]] = found[2].strip()
    title, _, rest = body.partition("\n")
    return _Item(title.strip(), rest.removeprefix("\n"), facts)


def _data(archive: tarfile.TarFile, member: tarfile.TarInfo, most: int) -> bytes:
    if member.size > most:
        raise BadItem(f"it is larger than {most >> 20} MB")
    try:
        file = archive.extractfile(member)
        data = file.read() if file else b""
    except (tarfile.TarError, OSError, ValueError, EOFError, OverflowError):
        raise BadItem("it cannot be read") from None
    if len(data) != member.size:
        raise BadItem("it is cut off")
    return data


def _notes(source: Source, index: _Index) -> Iterator[FiledNote]:
    with closing(_opened(source.path)) as archive:
        for note_id, member in index.notes.items():
            try:
                item = _item(archive, member)
                yield _note(source, archive, index, note_id, item)
            except BadItem as why:
                source.tell(_named(member.name), f"It was left out: {why}.")


def _note(
    source: Source, archive: tarfile.TarFile, index: _Index, note_id: str, item: _Item
) -> FiledNote:
    where = item.title[:80] or f"note {note_id}"

    def change(embed: Embed) -> str | None:
        called = _CALLED.fullmatch(embed.target)
        if called is None:
            return None
        title = index.titles.get(called[1])
        if title is not None:
            return _wiki_link(embed, title) if embed.shape is Shape.LINK else None
        resource, file = index.resources.get(called[1]), index.files.get(called[1])
        name = _file_name(resource, file)
        try:
            if resource and resource.facts.get("encryption_blob_encrypted") == "1":
                raise BadItem("it is encrypted")
            if file is None:
                raise BadItem("it is not in the archive")
            data = _data(archive, file, MAX_ATTACHMENT)
            return embed.to_kept(source.take(data, name), name)
        except (BadItem, UserFault) as why:
            source.tell(where, f"{name or called[1]}: {str(why).rstrip('.')}; the link was kept.")
            return None

    created_at = _time(item.facts, "user_created_time", "created_time")
    changed_at = _time(item.facts, "user_updated_time", "updated_time") or created_at
    if created_at is None or changed_at is None:
        created_at = changed_at = from_ms(int(source.path.stat().st_mtime * 1000))
        source.tell(where, "It says no time; it has that of the archive.")
    tags = (index.tags.get(tag, "") for tag in index.tagged.get(note_id, ()))
    return FiledNote(
        where=where,
        key=("joplin", note_id),
        title=item.title,
        body=_body(item, rewritten(item.body, change)),
        tags=tuple(filter(None, tags)),
        created_at=created_at,
        changed_at=changed_at,
        stated_at=changed_at,
        notebook=_notebook(index, item.facts.get("parent_id", "")),
    )


def _body(item: _Item, text: str) -> str:
    """Return the Markdown of a note: pages that were clipped may be HTML, and a to-do says by its
    facts alone whether it is done."""
    if item.facts.get("markup_language") == _HTML and len(text) <= LONGEST:
        text = compose([], [(block, -1) for block in blocks_of(text)])[0]
    if item.facts.get("is_todo") == "1":
        done = "x" if item.facts.get("todo_completed", "0") != "0" else " "
        text = f"- [{done}] {item.title}\n\n{text}".rstrip("\n") + "\n"
    return text


def _file_name(resource: _Item | None, file: tarfile.TarInfo | None) -> str:
    """Return the name of an attached file: its title may lack the ending."""
    facts = resource.facts if resource else {}
    title = (resource.title if resource else "") or facts.get("filename", "")
    ending = facts.get("file_extension", "") or (file.name if file else "").rpartition(".")[2]
    if not ending or title.lower().endswith(f".{ending.lower()}"):
        return title
    return f"{title or 'File'}.{ending}"


def _wiki_link(embed: Embed, title: str) -> str | None:
    if not title or any(sign in title + embed.shown for sign in "[]|\n"):
        return None
    return f"[[{title}]]" if embed.shown == title else f"[[{title}|{embed.shown}]]"


def _notebook(index: _Index, folder: str) -> Names:
    names: list[str] = []
    while folder in index.folders and len(names) < _DEEPEST:  # a circle would go on for ever
        name, folder = index.folders[folder]
        names.insert(0, name)
    return tuple(filter(None, names))


def _time(facts: dict[str, str], *keys: str) -> datetime | None:
    for key in keys:
        try:
            at = datetime.fromisoformat(facts.get(key, ""))
            return from_ms(to_ms(at if at.tzinfo else at.replace(tzinfo=UTC)))
        except (ValueError, OverflowError):
            continue
    return None


def _named(name: str) -> str:
    return name.encode(errors="replace").decode()[:200]
