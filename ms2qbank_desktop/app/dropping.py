"""Dropped files and folders, each to the import it is for, whatever tab is open."""

from __future__ import annotations

import os
import re
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from ms2qbank_desktop.ui.widgets.dialog import Dialog
from ms2qbank_desktop.ui.widgets.labels import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from ms2qbank_desktop.ui.context import UiContext

_HEAD = 1 << 14
_LOOKED_AT = 2_000
"""Files of a folder that are looked at to tell what it holds."""
_AT_ONCE = 10
"""Files whose beginnings are read before the window does anything else."""
_READ = 20
"""Markdown files of a folder whose beginnings are read for that."""
_MARKDOWN = {".md", ".markdown"}
_OF_ARTICLES = re.compile(r"^(?:license|licence|chapter|module|system|summary):", re.MULTILINE)
_OF_NOTES = re.compile(
    r"\[\[[^\[\]\n]+\]\]|^(?:ms2qbank-id|aliases|cssclass(?:es)?):", re.MULTILINE
)
_OF_A_VAULT = (".obsidian", ".ms2qbank-vault.json", ".trash")


class Goes(StrEnum):
    """Where a file goes."""

    VIDEOS = "videos"
    CARDS = "cards"
    QUESTIONS = "questions"
    ARTICLES = "articles"
    NOTES = "notes"
    TEXTS = "texts"
    """Markdown that may be notes or articles: nothing in it says which."""
    NOWHERE = "nowhere"


_BY_ENDING = {
    **dict.fromkeys((".apkg", ".colpkg", ".txt"), Goes.CARDS),
    **dict.fromkeys((".csv", ".tsv", ".jsonl"), Goes.QUESTIONS),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".xml", ".cnxml"), Goes.ARTICLES),
    **dict.fromkeys((".zip", ".tgz", ".gz"), Goes.ARTICLES),
    **dict.fromkeys((".db", ".sqlite", ".sqlite3", ".pdf"), Goes.ARTICLES),
    ".jex": Goes.NOTES,
}


def goes(path: Path) -> Goes:
    """Return where a file or folder goes by its name and how it begins; it is not read whole."""
    try:
        if path.is_dir():
            return _folder(path)
        if not path.is_file():  # gone, or a pipe, which would never end
            return Goes.NOWHERE
        ending = path.suffix.lower()
        if ending in _MARKDOWN:
            return _texts([path])
        if ending == ".json":
            return _json(path)
    except OSError:
        return Goes.NOWHERE
    if _is_video(path):
        return Goes.VIDEOS
    return _BY_ENDING.get(ending, Goes.NOWHERE)


def take(ctx: UiContext, tab: Callable[[], str], paths: Sequence[Path]) -> None:
    """Look at what was dropped and import it. ``tab``: the one that is open, which settles what
    Markdown is that may be notes or articles; elsewhere the user is asked."""

    def sorted_out(found: dict[Goes, list[Path]]) -> None:
        texts = found.pop(Goes.TEXTS, [])
        here = {"notebook": Goes.NOTES, "library": Goes.ARTICLES}.get(tab())
        if texts and here is None:
            _ask(ctx, texts)
        elif texts and here is not None:
            found[here] = [*found.get(here, ()), *texts]
        _hand_over(ctx, found)

    if len(paths) <= _AT_ONCE and not any(path.is_dir() for path in paths):
        sorted_out(_sorted(paths))
    else:
        ctx.tasks.run("Looking at what was dropped", lambda _: _sorted(paths), done=sorted_out)


def _sorted(paths: Iterable[Path]) -> dict[Goes, list[Path]]:
    found: dict[Goes, list[Path]] = {}
    for path in paths:
        found.setdefault(goes(path), []).append(path)
    return found


def _hand_over(ctx: UiContext, found: dict[Goes, list[Path]]) -> None:
    from ms2qbank_desktop.features.flashcards.ui.card_import import import_cards
    from ms2qbank_desktop.features.library.ui.article_import import import_paths
    from ms2qbank_desktop.features.notebook.ui.note_import import import_notes
    from ms2qbank_desktop.features.questions.ui.import_flow import start_import
    from ms2qbank_desktop.features.videos.ui.library_scan import add_paths

    imports = {
        Goes.VIDEOS: add_paths,
        Goes.CARDS: import_cards,
        Goes.QUESTIONS: start_import,
        Goes.ARTICLES: import_paths,
        Goes.NOTES: import_notes,
        Goes.NOWHERE: _refuse,
    }
    for where, paths in found.items():
        imports[where](ctx, paths)


def _refuse(ctx: UiContext, paths: Sequence[Path]) -> None:
    named = paths[0].name if len(paths) == 1 else f"{len(paths)} files"
    ctx.messages.banner(f"{named}: nothing that can be imported was found.", kind="fault")


def _ask(ctx: UiContext, paths: list[Path]) -> None:
    """Ask whether Markdown is for the notebook or for the library."""
    named = paths[0].name if len(paths) == 1 else f"{len(paths)} files"
    dialog = Dialog(ctx.window, f"What is {named}?", do="Notes of mine", keep="Articles to read")
    words = "Notes are yours to edit and go to the notebook; articles are read in the library."
    dialog.body.add(Label(words, "body", "text-muted", wrap=True))
    dialog.accepted.connect(partial(_hand_over, ctx, {Goes.NOTES: paths}))
    dialog.keep.clicked.connect(partial(_hand_over, ctx, {Goes.ARTICLES: paths}))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _folder(folder: Path) -> Goes:
    """Return what most surely is in a folder: what can be nothing else comes first."""
    if any((folder / name).exists() for name in _OF_A_VAULT):
        return Goes.NOTES
    if (folder / "deck.json").is_file() or (folder / "notes.jsonl").is_file():
        return Goes.CARDS
    files = _files(folder)
    if any(map(_is_video, files)):
        return Goes.VIDEOS
    if any(path.suffix.lower() == ".cnxml" for path in files):
        return Goes.ARTICLES
    texts = [path for path in files if path.suffix.lower() in _MARKDOWN]
    if texts:
        return _texts(texts)
    kinds = [kind for path in files if (kind := goes(path)) is not Goes.NOWHERE]
    return max(kinds, key=kinds.count, default=Goes.NOWHERE)


def _files(folder: Path) -> list[Path]:
    """Return the files below a folder, hidden ones left out; the first ones of very many."""
    found: list[Path] = []
    for above, inner, names in os.walk(folder):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        found += [folder / above / name for name in sorted(names) if not name.startswith(".")]
        if len(found) > _LOOKED_AT:
            break
    return [path for path in found[:_LOOKED_AT] if path.is_file()]


def _texts(paths: Sequence[Path]) -> Goes:
    """Return what Markdown files are by their front matter and links."""
    heads = [_head(path) for path in paths[:_READ]]
    notes = sum(bool(_OF_NOTES.search(head)) for head in heads)
    articles = sum(bool(_OF_ARTICLES.search(head.partition("\n---")[0])) for head in heads)
    if notes == articles:
        return Goes.TEXTS
    return Goes.NOTES if notes > articles else Goes.ARTICLES


def _json(path: Path) -> Goes:
    head = _head(path)
    if path.name == "deck.json" or "crowdanki_uuid" in head:
        return Goes.CARDS
    has_body = '"body"' in head and ('"title"' in head or '"article_id"' in head)
    return Goes.ARTICLES if has_body and '"choices"' not in head else Goes.QUESTIONS


def _head(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(_HEAD).decode(errors="replace")


def _is_video(path: Path) -> bool:
    from ms2qbank_desktop.features.videos.ui.library_scan import holds_videos

    return holds_videos(path)
