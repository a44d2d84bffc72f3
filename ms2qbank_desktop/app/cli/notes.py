"""List or show notes, or write them as one page of HTML."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.errors import UserFault

if TYPE_CHECKING:
    from ms2qbank_desktop.app.context import AppContext
    from ms2qbank_desktop.features.notebook.models import Note, NoteFilter, NoteLine

    from . import Output

NAME = "notes"
Names = dict[int | None, str]
"""Notebooks by id: Systems/Renal."""


def add(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Declare the actions."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    wanted = argparse.ArgumentParser(add_help=False)
    wanted.add_argument("--search", default="", metavar="Q", help="words of title and text")
    wanted.add_argument("--tag", action="append", default=[], metavar="T")
    wanted.add_argument("--notebook", metavar="N", help="name or path, and those inside it")
    actions.add_parser("list", parents=[common, wanted], help="the notes, newest change first")
    show = actions.add_parser("show", parents=[common], help="one note with its text")
    show.add_argument("note", metavar="ID|TITLE")
    export = actions.add_parser("export", parents=[common, wanted], help="one page of HTML")
    export.add_argument("out", type=Path, metavar="OUT.html")


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
    found = context.service(NotebookService).lines(user_id, _filter(options, names))
    lines = [
        f"{one.id}  {one.changed_at:%Y-%m-%d}  {one.title or one.opening[:60]}" for one in found
    ]
    output.result([{**_facts(one, names), "opening": one.opening} for one in found], lines)


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
    others = [link.other(Kind.NOTE, note.id) for link in links.of(user_id, Kind.NOTE, note.id)]
    called = links.described(user_id, others)
    linked = [
        {"kind": one.kind.value, "id": one.id, "spot": one.spot, "title": called[one].title}
        for one in others
        if one in called
    ]
    document = {**_facts(note, _notebooks(context, user_id)), "body": note.body, "links": linked}
    output.result(document, [note.title, "", note.body])


def _export(context: AppContext, user_id: int, options: argparse.Namespace, output: Output) -> None:
    from ms2qbank_desktop.features.notebook.service.exchange import NotesExchange

    wanted = _filter(options, _notebooks(context, user_id))
    number = context.service(NotesExchange).export_html(user_id, options.out, wanted)
    document = {"kind": "notes", "file": str(options.out), "notes": number}
    output.result(document, [f"{number} notes in {options.out}"])


def _filter(options: argparse.Namespace, names: Names) -> NoteFilter:
    from ms2qbank_desktop.features.notebook.models import NoteFilter

    notebook_id = None
    if options.notebook is not None:
        wanted = options.notebook.casefold()
        by_path = {name.casefold(): one for one, name in names.items()}
        by_name = {name.casefold().rpartition("/")[2]: one for one, name in names.items()}
        notebook_id = by_path.get(wanted, by_name.get(wanted))
        if notebook_id is None:
            raise UserFault(f"There is no notebook called {options.notebook}.", field="notebook")
    return NoteFilter(options.search, notebook_id, tags=frozenset(options.tag), archived=None)


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
