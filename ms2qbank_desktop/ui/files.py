"""Asking for files and folders. A dialog blocks nothing, and goes once it is answered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtWidgets import QWidget

_ALL = "All files (*)"


def name_filters(title: str, *kinds: tuple[str, Iterable[str]]) -> list[str]:
    """Return the choices of a dialog: all of the kinds (title, endings), each kind, any file."""
    every = [ending for _, endings in kinds for ending in endings]
    each = [_filter(*kind) for kind in kinds] if len(kinds) > 1 else []
    return [_filter(title, every), *each, _ALL]


def ask_file(
    parent: QWidget,
    title: str,
    taken: Callable[[Path], object],
    filters: Sequence[str],
    *,
    do: str = "Open",
    near: Path | None = None,
) -> None:
    """Ask for one file that is there. ``near``: the folder to look in first."""
    dialog = _dialog(parent, title, QFileDialog.FileMode.ExistingFile, do)
    dialog.setNameFilters(filters)
    if near is not None:
        dialog.setDirectory(str(near))
    dialog.fileSelected.connect(lambda name: taken(Path(name)))
    dialog.open()


def ask_files(
    parent: QWidget,
    title: str,
    taken: Callable[[list[Path]], object],
    filters: Sequence[str],
    *,
    do: str = "Import",
) -> None:
    """Ask for files that are there."""
    dialog = _dialog(parent, title, QFileDialog.FileMode.ExistingFiles, do)
    dialog.setNameFilters(filters)
    dialog.filesSelected.connect(lambda names: taken([Path(name) for name in names]))
    dialog.open()


def ask_folder(
    parent: QWidget, title: str, taken: Callable[[Path], object], *, do: str = "Import"
) -> None:
    """Ask for a folder."""
    dialog = _dialog(parent, title, QFileDialog.FileMode.Directory, do)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(lambda name: taken(Path(name)))
    dialog.open()


def ask_target(
    parent: QWidget,
    title: str,
    name: str,
    taken: Callable[[Path], object],
    filters: Sequence[str] = (),
) -> QFileDialog:
    """Ask for a file to write, called ``name`` at first, and return the dialog. What is typed
    without an ending gets that of the filter, or of ``name`` if there is none."""
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    if filters:
        dialog.setNameFilters(filters)
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(_ending(chosen)))
    dialog.setDefaultSuffix(_ending(filters[0] if filters else name))
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda chosen: taken(Path(chosen)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _dialog(parent: QWidget, title: str, mode: QFileDialog.FileMode, do: str) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(mode)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, do)
    dialog.finished.connect(dialog.deleteLater)
    return dialog


def _filter(title: str, endings: Iterable[str]) -> str:
    patterns = dict.fromkeys(f"*.{ending.removeprefix('.')}" for ending in endings)
    return f"{title} ({' '.join(patterns)})"


def _ending(name: str) -> str:
    return name.rpartition(".")[2].rstrip(")")
