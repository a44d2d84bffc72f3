"""Reading folders of Markdown files: names, places, hostile contents."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.notebook.formats.base import BadFile, FiledNote, Source
from ms2qbank_desktop.features.notebook.formats.known import format_of
from ms2qbank_desktop.features.notebook.formats.vault import Vault
from tests.support.vaults import picture

if TYPE_CHECKING:
    from pathlib import Path

ADDRESS = "media:kept.png"


def read(path: Path) -> tuple[dict[str, FiledNote], list[str]]:
    """Return the notes of a vault by their places, and where there were problems."""
    source = Source(path, lambda _data, _name: ADDRESS)
    notes = {note.where: note for note in Vault().read(source).notes}
    return notes, [problem.where for problem in source.problems]


def put(folder: Path, place: str, data: bytes | str = "text") -> Path:
    path = folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_folders_are_notebooks_and_files_are_titles(tmp_path: Path) -> None:
    put(tmp_path, "Systems/Renal/Acid%2Fbase.md")
    put(tmp_path, "UPPER.MD")
    put(tmp_path, "no note.txt")
    put(tmp_path, ".trash/gone.md")
    put(tmp_path, "Systems/.hidden.md")
    notes, problems = read(tmp_path)
    assert {(one.notebook, one.title) for one in notes.values()} == {
        (("Systems", "Renal"), "Acid%2Fbase"),
        ((), "UPPER"),
    }
    assert problems == []


@pytest.mark.parametrize(
    ("body", "taken"),
    [
        ("![[loop.png]]", "![loop](media:kept.png)"),
        ("![[LOOP.PNG]]", "![LOOP](media:kept.png)"),
        ("![[Pictures/loop.png]]", "![loop](media:kept.png)"),
        ("![x](../Pictures/loop.png)", "![x](media:kept.png)"),
        ("![x](/Pictures/loop.png)", "![x](media:kept.png)"),
        ("![x](..\\Pictures\\loop.png)", "![x](media:kept.png)"),
        ("![x](<../Pictures/my loop.png>)", "![x](<media:kept.png>)"),
        ("![x](../Pictures/my%20loop.png#page=2)", "![x](media:kept.png)"),
        ('<img src="../Pictures/loop.png" width=3>', '<img src="media:kept.png" width=3>'),
        ("![x](old/place/loop.png)", "![x](media:kept.png)"),
    ],
)
def test_pictures_are_found_however_they_are_called(tmp_path: Path, body: str, taken: str) -> None:
    put(tmp_path, "Pictures/loop.png", picture(1))
    put(tmp_path, "Pictures/my loop.png", picture(2))
    put(tmp_path, "Notes/a.md", body)
    notes, problems = read(tmp_path)
    assert notes["Notes/a.md"].body == taken
    assert problems == []


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("![x](https://example.org/a.png)", 0),
        ("![x](data:image/png;base64,AAAA)", 0),
        ("![x](media:abc)", 0),
        ("[x](#heading) [[b]] ![[b]] ![[b#part]]", 0),
        ("[x](b.md) [[no.such.name]] [[b.md]]", 0),
        ("![x](gone.png)", 1),
        ("![[gone.png]] `![[gone.png]]`", 1),
        ("[x](gone.mp3)", 1),
        ("[x](gone.html)", 0),
    ],
)
def test_links_that_are_no_pictures_of_the_vault_stay_as_they_are(
    tmp_path: Path, body: str, told: int
) -> None:
    put(tmp_path, "b.md")
    put(tmp_path, "sound.mp3", b"ID3")
    put(tmp_path, "a.md", body)
    notes, problems = read(tmp_path)
    assert notes["a.md"].body == body
    assert problems == ["a.md"] * told


def test_a_file_that_no_note_may_keep_is_told_and_its_link_stays(tmp_path: Path) -> None:
    def refuse(_data: bytes, name: str) -> str:
        raise UserFault(f"Not {name}.")

    put(tmp_path, "tool.exe", b"MZ")
    put(tmp_path, "a.md", "[x](tool.exe) [[tool.exe]]")
    source = Source(tmp_path, refuse)
    (note,) = Vault().read(source).notes
    assert note.body == "[x](tool.exe) [[tool.exe]]"
    assert [problem.why for problem in source.problems] == [
        "tool.exe: not tool.exe; the link was kept."
    ] * 2


def test_a_single_file_finds_the_pictures_beside_it(tmp_path: Path) -> None:
    put(tmp_path, "assets/loop.png", picture(1))
    put(tmp_path, "far/away/other.png", picture(2))
    note = put(tmp_path, "a.md", "![[loop.png]] ![[other.png]]")
    notes, problems = read(note)
    assert notes["a.md"].body == "![loop](media:kept.png) ![[other.png]]"
    assert problems == ["a.md"]


def test_files_that_are_too_large_or_no_text_are_told_by_name(tmp_path: Path) -> None:
    put(tmp_path, "large.md", b"x" * ((8 << 20) + 1))
    put(tmp_path, "binary.md", b"\0\1")
    put(tmp_path, "sixteen.md", "Größe".encode("utf-16"))
    put(tmp_path, "a/" * 60 + "deep.md")
    notes, problems = read(tmp_path)
    assert sorted(problems) == ["binary.md", "large.md", "sixteen.md"]
    assert notes["sixteen.md"].body == "Größe"
    assert len(notes["a/" * 60 + "deep.md"].notebook) == 60


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_no_text_is_shown_without_its_bytes(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/caf\xe9.md", "wb") as file:  # noqa: PTH123
        file.write(b"text")
    notes, _ = read(tmp_path)
    assert [note.title.encode() for note in notes.values()] == ["caf\ufffd".encode()]


def test_a_folder_without_notes_is_told(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    with pytest.raises(BadFile, match="no Markdown files"):
        read(tmp_path)


def test_formats_are_told_by_what_files_are(tmp_path: Path) -> None:
    assert format_of(put(tmp_path, "b.md")) is not None
    assert format_of(tmp_path) is not None
    assert format_of(put(tmp_path, "c.txt")) is None
    assert format_of(put(tmp_path, "d.md", b"\0")) is None
    assert format_of(tmp_path / "nothing") is None


pieces = st.lists(
    st.sampled_from(["---\n", "tags: [", "]", "a: b\n", "![[", "]]", "../", "loop.png", "![](", ")",
                     "\n", "```", "ms2qbank-id: \"5\"\n", "created: 2024-01-01\n",
                     "%00", "\\", "|"])
).map("".join)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(st.one_of(st.binary(), pieces.map(str.encode)))
def test_whatever_a_file_holds_it_is_a_note_or_a_problem(tmp_path: Path, data: bytes) -> None:
    put(tmp_path, "loop.png", picture(1))
    put(tmp_path, "a.md", data)
    notes, problems = read(tmp_path)
    assert "a.md" in notes or "a.md" in problems
