"""Notes of every kind that a notebook can hold, made by a seed."""

from __future__ import annotations

import random
import struct
import zlib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.notebook.models import (
    ATTACHED,
    Miss,
    MissReason,
    Note,
    NoteFilter,
    NoteKind,
)
from ms2qbank_desktop.features.notebook.service.error_log import ErrorLogService
from ms2qbank_desktop.features.notebook.service.exchange import NotesExchange
from ms2qbank_desktop.features.notebook.service.notebooks import NotebooksService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ms2qbank_desktop.features.notebook.models import NotesReport
    from tests.support.bank import Desk

TITLES = (
    "Acid–base",
    "Nephron: loop of Henle?",
    'Na+/K+-ATPase "pump"',
    "50% rule",
    "CON",
    "attachments",
    ".hidden",
    "ends with a dot.",
    "[[brackets]] & #hash ^caret",
    "Ménière",
    "腎臓",
    "a" * 300,
    "",
    "true",
    "2024-01-01",
    "back\\slash | bar",
    "- dash: colon",
)
RULE = 'Units first; then the sign: “−” is not "–"\n# a second line, with [brackets], commas'
PARTS = (
    "# Heading\n\nSome *words* and `code`.",
    "- [ ] open\n- [x] done\n\t- nested",
    "| a | b |\n|---|---|\n| [[Acid–base\\|AB]] | 2 |",
    "```python\n![[not-a-picture.png]] #no-tag\nx = '[[none]]'\n```",
    "$$\\frac{[A^-]}{[HA]}$$ and $pK_a$",
    "See [[Ménière]], [[Nobody knows this]] and [[video:Renal 2@12:34]].",
    "#renal/tubule #high-yield text",
    "> quote\n> more  \n\n***\n",
    "trailing spaces   \r\nand a Windows line\r\n",
    "---\n\nA rule first? [link](https://example.org/x.png) ![](https://example.org/y.png)",
)
OPENINGS = (
    "",
    "",
    "---\naliases: [AB, Säure]\ncssclass: wide\n---\n",
    "---\nnested:\n  - a: 1\n# remark\n---\n",
    "---\ntags: [mine]\n---\n",
    "---\n---\n",
    "---\n  - odd\nkey: v\n---\n",
    "\n\n",
)


LINKED = (
    "[paper_1.pdf]({})",
    "| file |\n|---|\n| [[Ménière]] [a sound](<{}>) |",
    "![shown all the same]({})",
    "[page]({0}#page=3) and `[code]({0})`",
    '[titled]({} "A title")',
)


def picture(number: int) -> bytes:
    """Return a PNG file of one pixel that differs by ``number``."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    colour = bytes([number % 256, number // 256 % 256, 7])
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
            chunk(b"IDAT", zlib.compress(b"\0" + colour)),
            chunk(b"IEND", b""),
        )
    )


def fill(desk: Desk, number: int, seed: int = 1) -> int:
    """Write ``number`` notes with everything that notes have, that of a day, and an error log;
    return how many they are."""
    chance = random.Random(seed)
    notes = desk.context.service(NotebookService)
    notebooks = desk.context.service(NotebooksService)
    places: list[int | None] = [None]
    for name in ("Systems", "Acid/base: all", "Attachments", "Empty"):
        parent = chance.choice(places)
        places.append(notebooks.create(desk.user_id, name, parent))
    pictures = [notes.add_picture(picture(one)) for one in range(max(3, number // 10))]
    documents = [notes.add_file([ending.encode()], ending) for ending in ATTACHED]
    for index in range(number):
        title = chance.choice(TITLES) if index % 3 else f"Note {index}"
        body = chance.choice(OPENINGS) + "\n\n".join(chance.sample(PARTS, chance.randint(1, 4)))
        if chance.random() < 0.5:
            body += f"\n\n![a picture|200]({chance.choice(pictures)})\n"
        if chance.random() < 0.1:
            body += f'<img alt="x" src="{chance.choice(pictures)}">'
        if chance.random() < 0.5:
            body += f"\n\n{chance.choice(LINKED).format(chance.choice(documents))}\n"
        tags = chance.sample(("ok", "a/b", "x,y", "it's", "yes", "12", "ünï", "#sharp"), 2)
        made_at = [Place.in_video(index + 1, 754_000)] if chance.random() < 0.1 else []
        note_id = notes.add(desk.user_id, title, body, tags=tags, places=made_at)
        notes.move(desk.user_id, [note_id], chance.choice(places[:-1]))
        for flag in ("pinned", "bookmarked", "archived"):
            notes.set_flag(desk.user_id, [note_id], flag, on=chance.random() < 0.2)
        notes.set_colour(desk.user_id, [note_id], chance.choice(("", "yellow", "blue")))
        desk.clock.pass_time(chance.randint(1, 90_000) + 0.123)
    notes.daily(desk.user_id, date(2026, 3, 2), "Monday")
    errors = desk.context.service(ErrorLogService)
    for index in range(number // 20):
        reason = chance.choice(list(MissReason))
        miss = Miss(question_id=index // 2 + 1, block_id=index)
        errors.log(desk.user_id, miss, f"Q {index}", "What I thought", reason, RULE)
    return number + 1 + (number // 20 + 1) // 2


def told(desk: Desk) -> dict[int, tuple[Note, tuple[str, ...], tuple[str, ...]]]:
    """Return all notes by id, with the names of their notebooks, what they link, and their rows
    of the error log."""
    service = desk.context.service(NotebookService)
    names: dict[int | None, tuple[str, ...]] = {None: ()}
    for one in desk.context.service(NotebooksService).notebooks(desk.user_id):
        names[one.id] = (*names[one.parent_id], one.name)
    found = {}
    for line in service.lines(desk.user_id, NoteFilter(archived=None)):
        note = service.note(desk.user_id, line.id)
        links = desk.context.service(LinkService).of(desk.user_id, Kind.NOTE, line.id)
        ends = sorted(f"{link.other(Kind.NOTE, line.id)} {link.origin}" for link in links)
        rows = desk.context.service(ErrorLogService).entries(desk.user_id, of_note=line.id)
        ends += [str((row.question_id, row.reason, row.rule, row.retests)) for row in rows]
        key = note.id if note.kind is not NoteKind.DAILY else 0
        note = replace(note, id=0, notebook_id=None)
        found[key] = (note, names[service.note(desk.user_id, line.id).notebook_id], tuple(ends))
    return found


def exchange(desk: Desk) -> NotesExchange:
    return desk.context.service(NotesExchange)


def take(desk: Desk, *paths: Path) -> NotesReport:
    return exchange(desk).import_paths(desk.user_id, paths)


def counts(report: NotesReport) -> tuple[int, int, int]:
    return report.added, report.updated, report.unchanged


def by_title(desk: Desk) -> dict[str, Note]:
    service = desk.context.service(NotebookService)
    lines = service.lines(desk.user_id, NoteFilter(archived=None))
    return {line.title: service.note(desk.user_id, line.id) for line in lines}


def edit(desk: Desk, title: str, change: Callable[[str], str]) -> int:
    desk.clock.pass_time(60)
    note = by_title(desk)[title]
    desk.context.service(NotebookService).write(
        desk.user_id, note.id, note.title, change(note.body), note.tags
    )
    return note.id


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*.*"))
        if path.is_file() and not path.name.startswith(".")
    }
