"""Joplin's archives: what they bring, and what a hostile one cannot do."""

from __future__ import annotations

import io
import tarfile
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ms2qbank_desktop.features.notebook.formats.base import BadFile, FiledNote, Source
from ms2qbank_desktop.features.notebook.formats.joplin import Joplin
from tests.support.vaults import picture

if TYPE_CHECKING:
    from pathlib import Path

NOTE, OTHER, BOOK, INNER, TAG, PNG, PDF = (letter * 32 for letter in "0123456")
AT = "2021-10-02T16:38:20.381Z"


def item(kind: int, item_id: str, title: str = "", body: str = "", **facts: object) -> bytes:
    """Return an item as Joplin writes it."""
    known: dict[str, object] = {"id": item_id, **facts, "type_": kind}
    text = "\n".join(f"{key}: {value}" for key, value in known.items())
    before = "\n\n".join(filter(None, (title, body)))
    return (f"{before}\n\n{text}" if before else text).encode()


ITEMS = {
    f"{BOOK}.md": item(2, BOOK, "Medicine", parent_id=""),
    f"{INNER}.md": item(2, INNER, "Renal", parent_id=BOOK),
    f"{NOTE}.md": item(
        1,
        NOTE,
        "Nephron",
        f"![loop](:/{PNG})\n\n[Acids](:/{OTHER}) [slides](:/{PDF})\n\n    code\n\nid: no fact",
        parent_id=INNER,
        created_time="2021-10-02T16:38:20.381Z",
        updated_time="2021-10-03T16:38:20.381Z",
        user_created_time="2020-01-01T00:00:00.000Z",
        user_updated_time="2020-01-02T00:00:00.000Z",
        markup_language=1,
    ),
    f"{OTHER}.md": item(1, OTHER, "Acids", parent_id="", created_time="2021-10-02T16:38:20.381Z"),
    f"{TAG}.md": item(5, TAG, "high yield"),
    "7.md": item(6, "7" * 32, note_id=NOTE, tag_id=TAG),
    f"{PNG}.md": item(4, PNG, "loop.png", mime="image/png"),
    f"{PDF}.md": item(4, PDF, "slides.pdf", mime="application/pdf"),
    f"resources/{PNG}.png": picture(1),
    f"resources/{PDF}.pdf": b"%PDF",
}


def archive(path: Path, items: dict[str, bytes], *members: tarfile.TarInfo) -> Path:
    with tarfile.open(path, "w") as tar:
        for name, data in items.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
        for member in members:
            tar.addfile(member, io.BytesIO(b"x" * 1024) if member.size else None)
    return path


def read(path: Path) -> tuple[list[FiledNote], Source]:
    source = Source(path, lambda data, name: f"media:{len(data)}-{name}")
    return list(Joplin().read(source).notes), source


def test_a_clipped_page_comes_as_markdown_and_a_to_do_with_its_box(tmp_path: Path) -> None:
    page = (
        f'<h2>Loop</h2><p>of <b>Henle</b><script>alert(1)</script></p><img src=":/{PNG}">'
        "<ul><li>one</li></ul>"
    )
    items = {
        **ITEMS,
        f"{NOTE}.md": item(1, NOTE, "Clipped", page, markup_language=2, created_time=AT),
        f"{OTHER}.md": item(1, OTHER, "Call", is_todo=1, todo_completed=5, created_time=AT),
        "9.md": item(1, "9" * 32, "Read", "more", is_todo=1, todo_completed=0, created_time=AT),
    }
    notes, _source = read(archive(tmp_path / "a.jex", items))
    clipped, call, rest = (note.body for note in notes)
    address = f"media:{len(picture(1))}-loop.png"
    assert clipped == f"## Loop\n\nof **Henle**\n\n![]({address})\n\n- one"
    assert (call, rest) == ("- [x] Call\n", "- [ ] Read\n\nmore\n")


def test_notes_come_with_notebooks_tags_times_pictures_and_links(tmp_path: Path) -> None:
    notes, source = read(archive(tmp_path / "a.jex", ITEMS))
    nephron, acids = notes
    assert (nephron.title, nephron.notebook, nephron.tags) == (
        "Nephron",
        ("Medicine", "Renal"),
        ("high yield",),
    )
    address = f"media:{len(picture(1))}-loop.png"
    assert nephron.body == (
        f"![loop]({address})\n\n[[Acids]] [slides](media:4-slides.pdf)\n\n    code\n\nid: no fact"
    )
    assert f"{nephron.created_at:%Y-%m-%d} {nephron.changed_at:%Y-%m-%d}" == "2020-01-01 2020-01-02"
    assert (acids.title, acids.body, acids.notebook, acids.tags) == ("Acids", "", (), ())
    assert source.attachments == {address, "media:4-slides.pdf"}
    assert source.problems == []


def test_malformed_items_are_told_and_the_others_come_in(tmp_path: Path) -> None:
    items = {
        **ITEMS,
        "8.md": b"\xff\xfe",
        "9.md": b"no facts at all",
        "a.md": item(1, "no id", "Bad"),
        "b.md": item(1, "b" * 32, "Secret", encryption_applied=1),
        f"{BOOK}.md": item(2, BOOK, "Medicine", parent_id=INNER),
    }
    del items[f"resources/{PNG}.png"]
    notes, source = read(archive(tmp_path / "a.jex", items))
    assert [note.title for note in notes] == ["Nephron", "Acids"]
    assert len(notes[0].notebook) <= 100
    assert [problem.where for problem in source.problems] == [
        *("8.md", "9.md", "a.md", "b.md", "Nephron"),
    ]


def test_attached_files_of_every_kind_come_with_their_names(tmp_path: Path) -> None:
    sound, letter, secret, plain = (sign * 32 for sign in "89ac")
    items = {
        f"{NOTE}.md": item(
            1,
            NOTE,
            "Nephron",
            f"![](:/{sound}) [the letter](:/{letter}) [s](:/{secret}) ![p](:/{plain})",
            created_time="2021-10-02T16:38:20.381Z",
        ),
        f"{sound}.md": item(4, sound, "Lecture", file_extension="mp3"),
        f"{letter}.md": item(4, letter, "letter.docx"),
        f"{secret}.md": item(4, secret, "s.pdf", encryption_blob_encrypted=1),
        f"resources/{sound}.mp3": b"ID3",
        f"resources/{letter}.docx": b"PK",
        f"resources/{secret}.pdf": b"%PDF",
        f"resources/{plain}.png": picture(1),
    }
    (note,), source = read(archive(tmp_path / "a.jex", items))
    assert note.body == (
        "[Lecture.mp3](media:3-Lecture.mp3) [the letter](media:2-letter.docx) "
        f"[s](:/{secret}) ![p](media:69-File.png)"
    )
    assert [problem.why for problem in source.problems] == [
        "s.pdf: it is encrypted; the link was kept."
    ]


def special(name: str, kind: bytes, link: str = "", size: int = 0) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.size = kind, link, size
    return info


def test_links_devices_and_ways_out_of_an_archive_lead_nowhere(tmp_path: Path) -> None:
    folder = tmp_path / "inner"
    folder.mkdir()
    (tmp_path / "secret").write_bytes(picture(5))
    evil = archive(
        folder / "a.jex",
        {**ITEMS, "../../escaped.md": item(1, "e" * 32, "Out"), "/absolute.txt": b""},
        special("8.md", tarfile.SYMTYPE, "../../secret"),
        special(f"resources/{'8' * 32}.png", tarfile.LNKTYPE, "../secret"),
        special("9.md", tarfile.CHRTYPE),
        special("10.md", tarfile.FIFOTYPE),
    )
    notes, source = read(evil)
    assert [note.title for note in notes] == ["Nephron", "Acids", "Out"]
    assert sum("no plain file" in problem.why for problem in source.problems) == 4
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.jex", "inner", "secret"]


def test_an_archive_that_claims_more_than_it_holds_is_told(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.jex", ITEMS)
    with tarfile.open(path) as tar:
        last = tar.getmembers()[-1]
    end = last.offset_data + tarfile.BLOCKSIZE  # all of them are small
    info = tarfile.TarInfo(f"{'c' * 32}.md")
    info.size = 1 << 40
    path.write_bytes(path.read_bytes()[:end] + info.tobuf(tarfile.GNU_FORMAT))
    notes, source = read(path)
    assert len(notes) == 2
    assert [problem.why for problem in source.problems][:1] == [
        "It was left out: it is larger than 8 MB."
    ]


@pytest.mark.parametrize("size", [b"\xff" * 12, b"\x80" + b"\xff" * 11])
def test_a_member_of_negative_or_endless_size_ends_the_reading(tmp_path: Path, size: bytes) -> None:
    info = tarfile.TarInfo(f"{NOTE}.md")
    header = bytearray(info.tobuf(tarfile.USTAR_FORMAT))
    header[124:136] = size
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    path = tmp_path / "a.jex"
    path.write_bytes(bytes(header) * 3 + b"\0" * 1024)
    with pytest.raises(BadFile):
        read(path)


def test_a_compressed_archive_is_refused_whatever_it_would_unpack_to(tmp_path: Path) -> None:
    path = tmp_path / "bomb.jex"
    with tarfile.open(path, "w:gz") as tar:
        info = tarfile.TarInfo(f"{NOTE}.md")
        info.size = 50 << 20
        tar.addfile(info, io.BytesIO(bytes(50 << 20)))
    with pytest.raises(BadFile, match="no Joplin archive"):
        read(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 20_000), st.binary(min_size=1, max_size=12)), max_size=12))
def test_a_damaged_archive_gives_notes_or_says_why_not(
    tmp_path: Path, wounds: list[tuple[int, bytes]]
) -> None:
    data = bytearray(archive(tmp_path / "a.jex", ITEMS).read_bytes())
    for at, wound in wounds:
        data[at : at + len(wound)] = wound
    (tmp_path / "b.jex").write_bytes(bytes(data))
    with suppress(BadFile):
        notes, _ = read(tmp_path / "b.jex")
        assert all(note.where.encode() for note in notes)
