"""Notes out to a vault: whole, in again identical, and over an older one."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.notebook.models import NoteFilter
from ms2qbank_desktop.features.notebook.service.notebooks import NotebooksService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from tests.support.foreign_vaults import write_foreign_vault
from tests.support.vaults import (
    by_title,
    counts,
    edit,
    exchange,
    files,
    fill,
    picture,
    take,
    told,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.bank import Desk


def round_trip(desk: Desk, other: Desk, folder: Path, number: int) -> None:
    every = fill(desk, number)
    written = exchange(desk).export_vault(desk.user_id, folder)
    assert written.notes == every
    assert [problem.why for problem in written.problems] == []
    (folder / ".obsidian").mkdir()
    report = take(other, folder)
    assert counts(report) == (every, 0, 0)
    assert report.attachments == written.attachments
    assert told(other) == told(desk)
    assert counts(take(other, folder)) == (0, 0, every)
    assert counts(take(desk, folder)) == (0, 0, every)
    assert told(other) == told(desk)
    again = exchange(other).export_vault(other.user_id, folder.with_name("again"))
    assert again.notes == every
    assert files(folder.with_name("again")) == files(folder)


def test_forty_notes_go_out_and_come_in_identical(desk: Desk, other: Desk, tmp_path: Path) -> None:
    round_trip(desk, other, tmp_path / "vault", 40)
    names = [one.name for one in other.context.service(NotebooksService).notebooks(other.user_id)]
    assert sorted(names) == ["Acid/base: all", "Attachments", "Empty", "Systems"]


@pytest.mark.campaign
def test_five_hundred_notes_go_out_and_come_in_identical(
    desk: Desk, other: Desk, tmp_path: Path
) -> None:
    round_trip(desk, other, tmp_path / "vault", 500)


def foreign_round_trip(desk: Desk, other: Desk, folder: Path, number: int) -> None:
    wanted = write_foreign_vault(folder / "Theirs", number)
    report = take(desk, folder / "Theirs")
    assert (counts(report), report.problems) == ((number, 0, 0), [])
    notes = by_title(desk)
    for title, addresses in wanted.items():
        body = notes[title].body
        assert re.findall(r"media:[0-9a-f]{64}\.\w+", body) == addresses
        assert re.findall(r"!\[[^\]]*\]\(media:\w+\.(?!png)", body) == []  # only pictures show
        for address in addresses:
            name = address.removeprefix("media:")
            data = desk.context.media.path(name).read_bytes()
            assert sha256(data).hexdigest() == name.partition(".")[0]
    written = exchange(desk).export_vault(desk.user_id, folder / "out")
    assert (written.problems, written.attachments) == ([], report.attachments)
    again = take(other, folder / "out")
    assert (counts(again), again.problems) == ((number, 0, 0), [])
    assert again.attachments == report.attachments
    assert told(other) == told(desk)
    exchange(other).export_vault(other.user_id, folder / "again")
    assert files(folder / "again") == files(folder / "out")
    assert counts(take(desk, folder / "Theirs")) == (0, 0, number)


def test_forty_notes_of_obsidian_keep_files_of_every_kind(
    desk: Desk, other: Desk, tmp_path: Path
) -> None:
    foreign_round_trip(desk, other, tmp_path, 40)


@pytest.mark.campaign
def test_five_hundred_notes_of_obsidian_keep_files_of_every_kind(
    desk: Desk, other: Desk, tmp_path: Path
) -> None:
    foreign_round_trip(desk, other, tmp_path, 500)


def test_a_folder_with_files_of_others_is_refused_and_stays_as_it_is(
    desk: Desk, vault: Path
) -> None:
    before = files(vault)
    with pytest.raises(UserFault, match="not from this program"):
        exchange(desk).export_vault(desk.user_id, vault)
    assert files(vault) == before


def test_an_export_over_an_older_one_leaves_what_others_changed(
    desk: Desk, vault: Path, tmp_path: Path
) -> None:
    take(desk, vault)
    out = tmp_path / "out"
    exchange(desk).export_vault(desk.user_id, out)
    (out / "Systems" / "Renal" / "Nephron.md").write_text("changed in Obsidian")
    (out / "theirs.md").write_text("a file of theirs")
    service = desk.context.service(NotebookService)
    theirs = service.add(desk.user_id, "theirs", "ours")
    edit(desk, "Nephron", lambda body: body + "more")
    edit(desk, "Beginning", lambda body: body + "more")
    written = exchange(desk).export_vault(desk.user_id, out)
    assert (out / "Systems" / "Renal" / "Nephron.md").read_text() == "changed in Obsidian"
    assert (out / "theirs.md").read_text() == "a file of theirs"
    assert f'ms2qbank-id: "{theirs}"\n' in (out / "theirs (2).md").read_text()
    assert "title: theirs\n" in (out / "theirs (2).md").read_text()
    assert (out / "Beginning.md").read_text().endswith("more")
    assert [problem.where for problem in written.problems] == ["Systems/Renal/Nephron.md"]


def test_files_of_notes_that_were_renamed_or_removed_go(desk: Desk, tmp_path: Path) -> None:
    service = desk.context.service(NotebookService)
    renamed = service.add(desk.user_id, "Old name", "text")
    removed = service.add(desk.user_id, "Removed", "text")
    for number in range(3):
        service.add(desk.user_id, "Twin", f"text {number}")
    out = tmp_path / "out"
    exchange(desk).export_vault(desk.user_id, out)
    twins = {name: data for name, data in files(out).items() if "Twin" in name}
    assert sorted(twins) == ["Twin (2).md", "Twin (3).md", "Twin.md"]
    service.write(desk.user_id, renamed, "New name", "text", ())
    service.remove(desk.user_id, removed)
    exchange(desk).export_vault(desk.user_id, out)
    assert sorted(files(out)) == ["New name.md", *sorted(twins)]
    assert files(out).items() >= twins.items()
    exchange(desk).export_vault(desk.user_id, out, NoteFilter(text="name"))
    assert len(files(out)) == 4


def test_an_export_that_was_killed_is_finished_by_the_next(desk: Desk, tmp_path: Path) -> None:
    service = desk.context.service(NotebookService)
    note = service.add(desk.user_id, "One", f"![x]({service.add_picture(picture(1))})")
    out = tmp_path / "out"
    exchange(desk).export_vault(desk.user_id, out)
    whole = files(out)
    listed = out / ".ms2qbank-vault.json"
    listed.write_text('{"format": "ms2qbank-vault", "version": 1}')
    exchange(desk).export_vault(desk.user_id, out)
    assert files(out) == whole
    assert json.loads(listed.read_text())["files"]["One.md"][0] == note


def test_attachments_are_called_by_the_words_for_them(
    desk: Desk, other: Desk, tmp_path: Path
) -> None:
    service = desk.context.service(NotebookService)
    kept = [service.add_picture(picture(number)) for number in range(4)]
    lecture = f"media:{desk.context.media.add((b'%PDF-1.7',), 'pdf')}"
    body = (
        f"![Loop of *Henle*|300]({kept[0]}) ![loop of henle]({kept[1]}) ![]({kept[2]})\n"
        f"[Lecture 2 (new).pdf]({lecture}#page=3) again ![other words]({kept[0]})"
    )
    note = service.add(desk.user_id, "Tubules: all", body)
    out = tmp_path / "out"
    exchange(desk).export_vault(desk.user_id, out)
    text = next(out.glob("*.md")).read_text()
    assert text.endswith(
        "![Loop of *Henle*|300](attachments/Loop%20of%20Henle.png) "
        "![loop of henle](attachments/loop%20of%20henle%20%282%29.png) "
        "![](attachments/Tubules%20all.png)\n"
        "[Lecture 2 (new).pdf](attachments/Lecture%202%20%28new%29.pdf#page=3) "
        "again ![other words](attachments/Loop%20of%20Henle.png)"
    )
    names = {
        *("Loop of Henle.png", "loop of henle (2).png", "Tubules all.png"),
        "Lecture 2 (new).pdf",
    }
    assert {path.name for path in (out / "attachments").iterdir()} == names
    take(other, out)
    assert told(other) == told(desk)
    # What others put there stays theirs; what was written keeps its place.
    (out / "attachments" / "First.png").write_bytes(b"theirs")
    service.write(desk.user_id, note, "Tubules", f"![First]({kept[3]}) {body}", ())
    exchange(desk).export_vault(desk.user_id, out)
    assert (out / "attachments" / "First.png").read_bytes() == b"theirs"
    assert {path.name for path in (out / "attachments").iterdir()} == {
        *names,
        *("First.png", "First (2).png"),
    }


def test_a_list_that_leads_through_a_door_writes_no_file_there(desk: Desk, tmp_path: Path) -> None:
    service = desk.context.service(NotebookService)
    kept = service.add_picture(picture(1))
    service.add(desk.user_id, "One", f"![x]({kept})")
    out = tmp_path / "out"
    out.mkdir()
    (out / "door").symlink_to(tmp_path, target_is_directory=True)
    digest = kept.removeprefix("media:").partition(".")[0]
    document = {"format": "ms2qbank-vault", "files": {"door/x.png": [0, digest]}}
    (out / ".ms2qbank-vault.json").write_text(json.dumps(document))
    exchange(desk).export_vault(desk.user_id, out)
    assert not (tmp_path / "x.png").exists()
    assert (out / "attachments" / "x.png").exists()


def test_folders_of_notebooks_follow_and_a_part_leaves_the_rest(
    desk: Desk, vault: Path, tmp_path: Path
) -> None:
    take(desk, vault)
    out = tmp_path / "out"
    exchange(desk).export_vault(desk.user_id, out)
    notebooks = desk.context.service(NotebooksService)
    systems = notebooks.notebooks(desk.user_id)[0]
    notebooks.rename(desk.user_id, systems.id, "Organs")
    exchange(desk).export_vault(desk.user_id, out)
    assert not (out / "Systems").exists()
    assert (out / "Organs" / "Renal" / "Nephron.md").exists()
    listed = (out / ".ms2qbank-vault.json").read_text()
    exchange(desk).export_vault(desk.user_id, out, NoteFilter(text="Beginning"))
    assert (out / "Organs" / "Renal" / "Nephron.md").exists()
    assert (out / ".ms2qbank-vault.json").read_text() == listed


def test_a_list_that_leads_out_of_the_vault_takes_nothing_away(desk: Desk, tmp_path: Path) -> None:
    victim = tmp_path / "victim.md"
    victim.write_text("")
    out, nothing = (
        tmp_path / "out",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    )
    out.mkdir()
    (out / "door").symlink_to(tmp_path, target_is_directory=True)
    places = ("../victim.md", str(victim), "door/victim.md", "a/../../victim.md")
    listed = {place: [5, nothing] for place in places}
    document = {"format": "ms2qbank-vault", "notebooks": ["../x", 5], "files": listed}
    (out / ".ms2qbank-vault.json").write_text(json.dumps(document))
    notes = desk.context.service(NotebookService)
    notes.add(desk.user_id, "One", "text")
    exchange(desk).export_vault(desk.user_id, out)
    assert victim.exists()
    door = desk.context.service(NotebooksService).create(desk.user_id, "door")
    notes.move(desk.user_id, [notes.add(desk.user_id, "Two", "text")], door)
    with pytest.raises(UserFault, match="link to another place"):
        exchange(desk).export_vault(desk.user_id, out)
    assert sorted(path.name for path in tmp_path.glob("*.md")) == ["victim.md"]


def test_a_tag_that_is_taken_out_of_the_text_elsewhere_is_gone(desk: Desk, tmp_path: Path) -> None:
    notes = desk.context.service(NotebookService)
    note_id = notes.add(desk.user_id, "Tubules", "Salt #renal/tubule", tags=["step1"])
    exchange(desk).export_vault(desk.user_id, tmp_path / "out")
    file = tmp_path / "out" / "Tubules.md"
    assert "tags: [step1]\n" in file.read_text()
    file.write_text(file.read_text().replace(" #renal/tubule", ""))
    assert counts(take(desk, tmp_path / "out")) == (0, 1, 0)
    assert notes.note(desk.user_id, note_id).tags == ("step1",)
