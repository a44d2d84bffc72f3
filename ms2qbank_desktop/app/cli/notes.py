"""List or show notes, or write them as a web page or a PDF."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.app.paper_only import qt_for_paper
from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.ui.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ms2qbank_desktop.app.context import AppContext
    from ms2qbank_desktop.features.notebook.models import Note, NoteFilter, NoteLine
    from ms2qbank_desktop.features.notebook.service.exchange import NotesExchange
    from ms2qbank_desktop.features.notebook.service.notes import NotebookService

    from . import Output

NAME = "notes"
Names = dict[int | None, str]
"""Notebooks by id: Systems/Renal."""


def add(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Declare the actions."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    wanted = argparse.ArgumentParser(add_help=False)
    wanted.add_argument("--search", default="", metavar="Q", help="words of title and text")
    wanted.add_argument(
        "--tag", action="append", default=[], metavar="T", help="this one or one below it"
    )
    wanted.add_argument("--notebook", metavar="N", help="name or path, and those inside it")
    actions.add_parser("list", parents=[common, wanted], help="the notes, newest change first")
    show = actions.add_parser("show", parents=[common], help="one note with its text")
    show.add_argument("note", metavar="ID|TITLE")
    export = actions.add_parser("export", parents=[common, wanted], help="one web page or PDF")
    export.add_argument("out", type=Path, metavar="OUT.html|OUT.pdf")


def run(options: argparse.Namespace, output: Output) -> int:
    """Carry out the action."""
    from ms2qbank_desktop.app.context import AppContext
    from ms2qbank_desktop.features.accounts.service import AccountService

    context = AppContext(options.data_dir)
    try:
        user_id = context.service(AccountService).acting(options.user).id
        {"list": _list, "show": _show, "export": _export}[options.action](
            context, user_id, options, output
        )
    finally:
        context.close()
    return 0


def _list(context: AppContext, user_id: int, options: argparse.Namespace, output: Output) -> None:
    from ms2qbank_desktop.features.notebook.service.notes import NotebookService

    names = _notebooks(context, user_id)
    notes = context.service(NotebookService)
    found = notes.lines(user_id, _filter(notes, user_id, options, names))
    lines = [
        f"{one.id}  {one.changed_at:%Y-%m-%d}  {one.title or one.opening[:60]}" for one in found
    ]
    document = [{**_facts(one, names), "opening": one.opening} for one in found]
    output.result(document, lines or ["There are no such notes."])


def _show(context: AppContext, user_id: int, options: argparse.Namespace, output: Output) -> None:
    from ms2qbank_desktop.features.links.models import Kind
    from ms2qbank_desktop.features.links.service import LinkService
    from ms2qbank_desktop.features.notebook.service.notes import NotebookService

    links = context.service(LinkService)
    place = links.named(user_id, options.note, [Kind.NOTE])
    if place is None and not options.note.isdecimal():
        raise UserFault(f"There is no note called {options.note}.", field="note")
    note_id = place.id if place is not None else int(options.note)
    note = context.service(NotebookService).note(user_id, min(note_id, (1 << 63) - 1))
    here = (Kind.NOTE, note.id)
    ends = [
        (link.other(*here), "to" if (link.a.kind, link.a.id) == here else "from")
        for link in links.of(user_id, *here)
    ]
    called = links.described(user_id, [end for end, _way in ends])
    linked = [
        {
            "kind": end.kind.value,
            "id": end.id,
            "spot": end.part,
            "words": end.range.words if end.range else "",
            "title": called[end].title,
            "way": way,
        }
        for end, way in ends
        if end in called
    ]
    document = {**_facts(note, _notebooks(context, user_id)), "body": note.body, "links": linked}
    output.result(document, [note.title, "", note.body])


def _export(context: AppContext, user_id: int, options: argparse.Namespace, output: Output) -> None:
    from ms2qbank_desktop.features.notebook.models import NoteOrder
    from ms2qbank_desktop.features.notebook.service.exchange import NotesExchange
    from ms2qbank_desktop.features.notebook.service.notes import NotebookService

    notes, exchange = context.service(NotebookService), context.service(NotesExchange)
    wanted = _filter(notes, user_id, options, _notebooks(context, user_id))
    match options.out.suffix.lower():
        case ".html" | ".htm":
            number = exchange.export_html(user_id, options.out, wanted)
        case ".pdf":
            number = _write_pdf(
                exchange, user_id, notes.ids(user_id, wanted, NoteOrder.TITLE), options.out
            )
        case _:
            raise UserFault(
                f"{options.out.name} ends in neither .html nor .pdf.",
                field="out",
                advice="For a folder of Markdown: ms2qbank export notes DIR",
            )
    document = {"kind": "notes", "file": str(options.out), "notes": number}
    output.result(document, [f"{counted(number, 'note')} in {options.out}"])


def _write_pdf(exchange: NotesExchange, user_id: int, note_ids: Sequence[int], out: Path) -> int:
    """Write notes as PDF; return how many they are."""
    if not note_ids:
        raise UserFault("There are no such notes, so nothing was written.")
    with qt_for_paper():
        from ms2qbank_desktop.features.notebook.ui import note_paper
        from ms2qbank_desktop.ui import paper

        written = note_paper.Paper(note_paper.markup(exchange, user_id, note_ids, Silent()))
        paper.write_pdf(written, out, out.stem)
    return len(note_ids)


def _filter(
    notes: NotebookService, user_id: int, options: argparse.Namespace, names: Names
) -> NoteFilter:
    from ms2qbank_desktop.features.notebook.models import NoteFilter
    from ms2qbank_desktop.features.notebook.wiki import tags_within

    notebook_id = None
    if options.notebook is not None:
        wanted = options.notebook.casefold()
        by_path = {name.casefold(): one for one, name in names.items()}
        by_name = {name.casefold().rpartition("/")[2]: one for one, name in names.items()}
        notebook_id = by_path.get(wanted, by_name.get(wanted))
        if notebook_id is None:
            raise UserFault(f"There is no notebook called {options.notebook}.", field="notebook")
    every = NoteFilter(options.search, notebook_id, archived=None)
    if not options.tag:
        return every
    known = {tag for line in notes.lines(user_id, every) for tag in line.tags}
    within = (tags_within(tag.removeprefix("#"), known) for tag in options.tag)
    return replace(every, tags=frozenset().union(*within))


def _notebooks(context: AppContext, user_id: int) -> Names:
    from ms2qbank_desktop.features.notebook.service.notebooks import NotebooksService

    names: Names = {}
    for one in context.service(NotebooksService).notebooks(user_id):
        above = f"{names[one.parent_id]}/" if one.parent_id is not None else ""
        names[one.id] = above + one.name
    return names


def _facts(note: Note | NoteLine, names: Names) -> dict[str, Any]:
    return {
        "id": note.id,
        "title": note.title,
        "kind": note.kind.value,
        "notebook": names.get(note.notebook_id, ""),
        "tags": list(note.tags),
        "created": note.created_at.isoformat(),
        "modified": note.changed_at.isoformat(),
        "pinned": note.pinned,
        "bookmarked": note.bookmarked,
        "archived": note.archived,
        "colour": note.colour,
    }
