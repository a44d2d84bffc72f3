"""The forms of the commands for notes that other programs rely on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ms2qbank_desktop.app import cli
from tests.support.vaults import picture

if TYPE_CHECKING:
    from pathlib import Path

IMPORTED = {
    *("kind", "files", "notes", "added", "updated", "unchanged", "attachments", "problems"),
}


class Cli:
    """Runs commands in this process and keeps what they say."""

    def __init__(self, data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data_dir = data_dir
        self._capsys = capsys

    def __call__(self, *arguments: str, code: int = 0) -> Any:
        """Return the JSON document of a command that must end with ``code``."""
        ended = cli.run(["--data-dir", str(self.data_dir), *arguments, "--json"])
        said = self._capsys.readouterr()
        assert (ended, said.err) == (code, "")
        return json.loads(said.out)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    (folder / "Systems" / "Renal").mkdir(parents=True)
    (folder / "x.png").write_bytes(picture(1))
    (folder / "Start.md").write_text("---\ntags: [med]\n---\n[[Nephron]] ![[x.png]]\n")
    (folder / "Systems" / "Renal" / "Nephron.md").write_text("The **loop** of Henle #renal")
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


def test_notes_are_listed_by_words_tag_and_notebook(filled: Cli) -> None:
    both = filled("notes", "list")
    assert sorted(one["title"] for one in both) == ["Nephron", "Start"]
    for how in (("--search", "henle"), ("--tag", "renal"), ("--notebook", "systems")):
        (one,) = filled("notes", "list", *how)
        assert (one["title"], one["notebook"]) == ("Nephron", "Systems/Renal")
    assert filled("notes", "list", "--notebook", "Systems/Renal") == [one]
    assert "error" in filled("notes", "list", "--notebook", "Nowhere", code=1)


def test_a_note_is_shown_by_title_and_by_id_with_its_links(filled: Cli) -> None:
    note = filled("notes", "show", "nephron")
    assert note["body"] == "The **loop** of Henle #renal"
    assert [(link["kind"], link["title"]) for link in note["links"]] == [("note", "Start")]
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
