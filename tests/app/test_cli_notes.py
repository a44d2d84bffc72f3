"""The forms of the commands for notes that other programs rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import Cli
from tests.support.vaults import picture

if TYPE_CHECKING:
    from pathlib import Path

IMPORTED = {
    *("kind", "files", "notes", "added", "updated", "unchanged", "attachments", "problems"),
}


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    (folder / "Systems" / "Renal").mkdir(parents=True)
    (folder / "x.png").write_bytes(picture(1))
    (folder / "Start.md").write_text("---\ntags: [med]\n---\n[[Nephron]] ![[x.png]]\n")
    (folder / "Systems" / "Renal" / "Nephron.md").write_text("The **loop** of Henle #Renal/loop")
    return folder


@pytest.fixture
def ms2qbank(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(data_dir, capsys)


@pytest.fixture
def filled(ms2qbank: Cli, vault: Path) -> Cli:
    ms2qbank("import", str(vault), "--as", "notes")
    return ms2qbank


def test_an_import_of_a_vault_reports_its_counts(ms2qbank: Cli, vault: Path) -> None:
    report = ms2qbank("import", str(vault), "--as", "notes")
    assert report.keys() == IMPORTED
    assert report["kind"] == "notes"
    told = [report[name] for name in ("files", "notes", "added", "attachments")]
    assert (told, report["problems"]) == ([2, 2, 2, 1], [])
    again = ms2qbank("import", str(vault), "--as", "notes")
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, 2)


def test_a_file_without_notes_ends_with_one(ms2qbank: Cli, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jex"
    broken.write_bytes(b"no tar")
    report = ms2qbank("import", str(broken), "--as", "notes", code=1)
    assert (report["notes"], len(report["problems"])) == (0, 1)


def test_what_is_not_there_is_called_so(ms2qbank: Cli, tmp_path: Path) -> None:
    (problem,) = ms2qbank("import", tmp_path / "no", "--as", "notes", code=1)["problems"]
    assert problem["why"] == "There is no such file or folder."


def test_notes_are_listed_by_words_tag_and_notebook(filled: Cli) -> None:
    both = filled("notes", "list")
    assert sorted(one["title"] for one in both) == ["Nephron", "Start"]
    for how in (
        ("--search", "henle"),
        ("--tag", "renal"),
        ("--tag", "#renal/LOOP"),
        ("--notebook", "systems"),
    ):
        (one,) = filled("notes", "list", *how)
        assert (one["title"], one["notebook"]) == ("Nephron", "Systems/Renal")
    assert filled("notes", "list", "--notebook", "Systems/Renal") == [one]
    assert "error" in filled("notes", "list", "--notebook", "Nowhere", code=1)


def test_a_note_is_shown_by_title_and_by_id_with_its_links(filled: Cli) -> None:
    note = filled("notes", "show", "nephron")
    assert note["body"] == "The **loop** of Henle #Renal/loop"
    (link,) = note["links"]
    assert (link["kind"], link["title"], link["way"]) == ("note", "Start", "from")
    assert [link["way"] for link in filled("notes", "show", "Start")["links"]] == ["to"]
    assert filled("notes", "show", str(note["id"])) == note
    for unknown in ("Nobody", "5", "9" * 30):
        assert "error" in filled("notes", "show", unknown, code=1)


def test_notes_are_written_as_a_page_and_as_a_vault(filled: Cli, tmp_path: Path) -> None:
    page, folder = tmp_path / "notes.html", tmp_path / "out"
    assert filled("notes", "export", str(page))["notes"] == 2
    assert "<strong>loop</strong>" in page.read_text()
    assert filled("notes", "export", str(page), "--search", "Henle")["notes"] == 1
    written = filled("export", "notes", str(folder))
    assert [written[name] for name in ("notes", "notebooks", "attachments")] == [2, 2, 1]
    assert (folder / "Systems" / "Renal" / "Nephron.md").exists()
    assert "error" in filled("export", "notes", str(tmp_path), code=1)
    assert filled("import", str(folder), "--as", "notes")["unchanged"] == 2


def test_notes_are_written_as_a_pdf(filled: Cli, tmp_path: Path) -> None:
    paper = tmp_path / "notes.pdf"
    assert filled("notes", "export", paper)["notes"] == 2
    data = paper.read_bytes()
    assert data.startswith(b"%PDF-")
    assert data.count(b"/Type /Page\n") == 2
    assert filled.told("notes", "export", paper, "--tag", "renal") == [f"1 note in {paper}"]
    assert paper.read_bytes().count(b"/Type /Page\n") == 1
    assert "error" in filled("notes", "export", paper, "--search", "nowhere", code=1)


def test_a_page_has_an_ending_that_says_what_it_is(filled: Cli, tmp_path: Path) -> None:
    said = filled("notes", "export", tmp_path / "notes.docx", code=1)
    assert "neither .html nor .pdf" in said["error"]
    assert not (tmp_path / "notes.docx").exists()


def test_a_list_of_nothing_says_so(ms2qbank: Cli) -> None:
    assert ms2qbank("notes", "list") == []
    assert ms2qbank.told("notes", "list") == ["There are no such notes."]
