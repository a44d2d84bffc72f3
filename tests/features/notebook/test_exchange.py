"""Notes from files: what comes in, what changed on either side, and what nobody may lose."""

from __future__ import annotations

import io
import os
import shutil
import tarfile
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.progress import Cancelled
from ms2qbank_desktop.features.accounts.tables import UserRow
from ms2qbank_desktop.features.links.models import Kind
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.notebook.models import NoteFilter
from ms2qbank_desktop.features.notebook.service.notebooks import NotebooksService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from tests.support.vaults import by_title, counts, edit, exchange, picture, take

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.bank import Desk


def test_a_vault_from_elsewhere_comes_in_with_all_it_has(desk: Desk, vault: Path) -> None:
    report = take(desk, vault)
    assert (report.files, report.notes, *counts(report), report.attachments) == (2, 2, 2, 0, 0, 2)
    assert report.problems == []
    start, nephron = by_title(desk)["Beginning"], by_title(desk)["Nephron"]
    assert start.tags == ("med", "step-1", "renal")
    assert f"{start.created_at:%Y-%m-%d %H:%M:%S}" == "2024-01-02 03:04:05"
    slides = f"media:{sha256(b'%PDF').hexdigest()}.pdf"
    assert start.body == (
        f"---\naliases:\n  - First\n---\nSee [[Nephron]] #renal\n\n[slides.pdf]({slides})\n"
    )
    assert desk.context.media.path(slides[6:]).read_bytes() == b"%PDF"
    address = nephron.body.split("(", 1)[1].split(")", 1)[0]
    assert address.startswith("media:")
    assert nephron.body == (
        f"![loop|300]({address}) ![loop]({address})\n\n```\n![[loop.png]]\n```\n- [ ] a\n"
    )
    assert desk.context.media.path(address[6:]).read_bytes() == picture(1)
    (renal,) = [
        one
        for one in desk.context.service(NotebooksService).notebooks(desk.user_id)
        if one.id == nephron.notebook_id
    ]
    assert renal.name == "Renal"
    (link,) = desk.context.service(LinkService).of(desk.user_id, Kind.NOTE, start.id)
    assert link.other(Kind.NOTE, start.id).id == nephron.id


def test_a_page_of_html_has_its_files_beside_it(desk: Desk, vault: Path, tmp_path: Path) -> None:
    take(desk, vault)
    page = tmp_path / "All notes.html"
    assert exchange(desk).export_html(desk.user_id, page) == 2
    assert '<a href="All%20notes%20files/slides.pdf">slides.pdf</a>' in page.read_text()
    assert (tmp_path / "All notes files" / "slides.pdf").read_bytes() == b"%PDF"
    assert "media:" not in page.read_text()


def test_the_same_vault_again_changes_nothing_whatever_was_edited_here(
    desk: Desk, vault: Path
) -> None:
    take(desk, vault)
    edit(desk, "Nephron", lambda body: body + "mine")
    desk.context.service(NotebookService).remove(desk.user_id, by_title(desk)["Beginning"].id)
    before = by_title(desk)
    assert counts(take(desk, vault)) == (0, 0, 2)
    assert by_title(desk) == before


def test_a_changed_file_updates_its_note_and_keeps_what_was_edited_here(
    desk: Desk, vault: Path
) -> None:
    take(desk, vault)
    nephron = edit(desk, "Nephron", lambda _: "mine")
    service = desk.context.service(NotebookService)
    service.set_flag(desk.user_id, [nephron], "pinned", on=True)
    for place in ("Start.md", "Systems/Renal/Nephron.md"):
        with (vault / place).open("a") as file:
            file.write("theirs")
    report = take(desk, vault)
    assert counts(report) == (0, 2, 0)
    conflicts = [problem.where for problem in report.problems if "kept as a version" in problem.why]
    assert conflicts == ["Systems/Renal/Nephron.md"]
    note = service.note(desk.user_id, nephron)
    assert note.body.endswith("theirs")
    assert note.pinned
    assert service.versions(desk.user_id, nephron)[0].body == "mine"


def test_a_changed_picture_changes_its_note(desk: Desk, vault: Path) -> None:
    take(desk, vault)
    (vault / "pictures" / "loop.png").write_bytes(picture(2))
    assert counts(take(desk, vault)) == (0, 1, 1)


def test_an_older_vault_of_ours_does_not_take_back_a_newer_note(
    desk: Desk, vault: Path, tmp_path: Path
) -> None:
    take(desk, vault)
    exchange(desk).export_vault(desk.user_id, tmp_path / "out")
    edit(desk, "Nephron", lambda body: body + "newer")
    assert counts(take(desk, tmp_path / "out")) == (0, 0, 2)
    assert by_title(desk)["Nephron"].body.endswith("newer")


def test_what_was_edited_renamed_and_moved_in_obsidian_comes_back(
    desk: Desk, vault: Path, tmp_path: Path
) -> None:
    take(desk, vault)
    out = tmp_path / "out"
    exchange(desk).export_vault(desk.user_id, out)
    (out / "New place").mkdir()
    moved = out / "New place" / "The nephron.md"
    (out / "Systems" / "Renal" / "Nephron.md").rename(moved)
    moved.write_text(moved.read_text() + "#edited there\n")
    report = take(desk, out)
    assert counts(report) == (0, 1, 1)
    assert report.problems == []
    note = by_title(desk)["The nephron"]
    assert note.tags == ("edited",)
    names = [one.name for one in desk.context.service(NotebooksService).notebooks(desk.user_id)]
    assert "New place" in names


def test_a_note_in_the_trash_comes_back_from_a_vault_of_ours(desk: Desk, tmp_path: Path) -> None:
    service = desk.context.service(NotebookService)
    note = service.add(desk.user_id, "Kept", "text")
    exchange(desk).export_vault(desk.user_id, tmp_path / "out")
    service.remove(desk.user_id, note)
    assert counts(take(desk, tmp_path / "out")) == (0, 1, 0)
    assert service.note(desk.user_id, note).body == "text"


def test_a_copy_of_a_file_becomes_a_note_of_its_own(desk: Desk, tmp_path: Path) -> None:
    desk.context.service(NotebookService).add(desk.user_id, "One", "text")
    out = tmp_path / "out"
    exchange(desk).export_vault(desk.user_id, out)
    shutil.copy(out / "One.md", out / "Two.md")
    assert counts(take(desk, out)) == (1, 0, 1)
    assert {"One", "Two"} <= by_title(desk).keys()
    assert counts(take(desk, out)) == (0, 0, 2)


def test_a_daily_note_becomes_that_of_the_same_day(desk: Desk, other: Desk, tmp_path: Path) -> None:
    service, theirs = (one.context.service(NotebookService) for one in (desk, other))
    day = date(2026, 3, 2)
    service.write(desk.user_id, service.daily(desk.user_id, day, "Monday"), "Monday", "mine", ())
    other.context.service(NotebookService)
    exchange(desk).export_vault(desk.user_id, tmp_path / "out")
    here = theirs.daily(other.user_id, day, "Monday")
    theirs.write(other.user_id, here, "Monday", "theirs", ())
    other.clock.pass_time(-60)
    take(other, tmp_path / "out")
    assert theirs.daily(other.user_id, day, "Monday") == here
    bodies = {theirs.note(other.user_id, here).body}
    bodies |= {one.body for one in theirs.versions(other.user_id, here)}
    assert "theirs" in bodies


def test_two_users_of_one_profile_have_notes_of_their_own(desk: Desk, tmp_path: Path) -> None:
    service = desk.context.service(NotebookService)
    note = service.add(desk.user_id, "One", "text")
    exchange(desk).export_vault(desk.user_id, tmp_path / "out")
    with desk.context.store.write() as session:
        session.add(UserRow(id=5, name="Other", created_at=desk.clock.now()))
    first = exchange(desk).import_paths(5, [tmp_path / "out"])
    assert counts(first) == (1, 0, 0)
    assert counts(exchange(desk).import_paths(5, [tmp_path / "out"])) == (0, 0, 1)
    (line,) = service.lines(5, NoteFilter())
    assert line.id != note
    assert [one.id for one in service.lines(desk.user_id, NoteFilter())] == [note]


def test_a_notebook_that_was_removed_is_not_made_again_for_nothing(desk: Desk, vault: Path) -> None:
    take(desk, vault)
    notebooks = desk.context.service(NotebooksService)
    notebooks.remove(desk.user_id, notebooks.notebooks(desk.user_id)[0].id)
    assert counts(take(desk, vault)) == (0, 0, 2)
    assert notebooks.notebooks(desk.user_id) == []


def test_a_joplin_archive_comes_in_once(desk: Desk, tmp_path: Path) -> None:
    note, book, resource = (letter * 32 for letter in "abc")
    items = {
        f"{note}.md": f"Nephron\n\n![x](:/{resource}) #renal\n\nid: {note}\nparent_id: {book}\n"
        "created_time: 2021-10-02T16:38:20.381Z\ntype_: 1",
        f"{book}.md": f"Renal\n\nid: {book}\nparent_id: \ntype_: 2",
        f"{resource}.md": f"x.png\n\nid: {resource}\ntype_: 4",
    }
    members = {name: text.encode() for name, text in items.items()}
    members[f"resources/{resource}.png"] = picture(3)
    with tarfile.open(tmp_path / "notes.jex", "w") as archive:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    report = take(desk, tmp_path / "notes.jex")
    assert (report.files, *counts(report), report.attachments) == (1, 1, 0, 0, 1)
    found = by_title(desk)["Nephron"]
    assert (found.tags, found.body[:11]) == (("renal",), "![x](media:")
    assert f"{found.changed_at:%Y-%m-%d}" == "2021-10-02"
    (renal,) = desk.context.service(NotebooksService).notebooks(desk.user_id)
    assert (renal.name, renal.id) == ("Renal", found.notebook_id)
    assert counts(take(desk, tmp_path / "notes.jex")) == (0, 0, 1)


def test_links_of_the_file_system_and_ways_out_are_never_followed(
    desk: Desk, vault: Path, tmp_path: Path
) -> None:
    (tmp_path / "outside.md").write_text("outside")
    (tmp_path / "outside.png").write_bytes(picture(9))
    (vault / "door").symlink_to(tmp_path, target_is_directory=True)
    (vault / "window.md").symlink_to(tmp_path / "outside.md")
    (vault / "hole.png").symlink_to(tmp_path / "outside.png")
    (vault / "Ways.md").write_text(
        f"![a](../outside.png) ![b]({tmp_path}/outside.png) ![[hole.png]] ![c](..%2Foutside.png)\n"
        "![d](file:///outside.png) ![e](door/outside.png)"
    )
    report = take(desk, vault)
    assert counts(report) == (3, 0, 0)
    assert report.attachments == 2  # those of its own
    assert "media:" not in by_title(desk)["Ways"].body
    told_links = [one.where for one in report.problems if "not followed" in one.why]
    assert sorted(told_links) == ["door", "hole.png", "window.md"]


def test_a_cancelled_import_keeps_what_it_took_with_its_links(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(250):
        (folder / f"{number:03}.md").write_text(f"[[{(number + 1) % 100:03}]]")

    class Impatient:
        def report(self, done: int, total: int | None, note: str = "") -> None:
            assert (total, note) == (250, "many")
            if done >= 200:
                raise Cancelled

    with pytest.raises(Cancelled):
        exchange(desk).import_paths(desk.user_id, [folder], Impatient())
    notes = by_title(desk)
    assert len(notes) == 200
    assert desk.context.service(LinkService).of(desk.user_id, Kind.NOTE, notes["150"].id)
    assert counts(take(desk, folder)) == (50, 0, 200)


def test_files_that_hold_no_notes_are_told(desk: Desk, tmp_path: Path) -> None:
    binary, latin, gone = tmp_path / "b.md", tmp_path / "l.md", tmp_path / "gone.md"
    binary.write_bytes(b"\0\1\2")
    latin.write_bytes("Ménière und Säure".encode("cp1252"))
    other_kind = tmp_path / "x.docx"
    other_kind.write_bytes(b"PK")
    report = take(desk, binary, latin, gone, other_kind)
    assert report.added == 1
    assert by_title(desk)["l"].body == "Ménière und Säure"
    assert len(report.problems) == 4
    assert os.path.basename(report.problems[0].file) == "b.md"  # noqa: PTH119
