"""The command ``search``."""

from pathlib import Path

import pytest

from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from tests.support.bank import open_desk
from tests.support.command_line import Cli


@pytest.fixture
def search(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    desk = open_desk(data_dir)
    notes = desk.context.service(NotebookService)
    notes.add(desk.user_id, "Tubules", "Gitelman spares calcium", tags=["renal"])
    notes.add(desk.user_id, "Lungs", "No choice of calcium")
    desk.context.close()
    return Cli(data_dir, capsys, ("search",))


def test_a_hit_has_exactly_these_keys(search: Cli) -> None:
    (hit,) = search("gitelman")
    assert list(hit) == ["kind", "id", "title", "snippet", "score"]
    assert (hit["kind"], hit["title"], hit["snippet"]) == (
        *("note", "Tubules", "Gitelman spares calcium"),
    )
    assert hit["score"] > 0


def test_settings_are_found_by_their_keys_and_come_last(search: Cli, data_dir: Path) -> None:
    desk = open_desk(data_dir)
    desk.context.service(NotebookService).add(desk.user_id, "Density", "of urine")
    desk.context.close()
    note, setting = search("density")
    assert note["kind"] == "note"
    assert (setting["kind"], setting["id"], setting["title"], setting["score"]) == (
        *("setting", "density", "General: Density", 0.0),
    )
    asked = search("sepia", "--in", "settings")
    assert asked == search("in:settings sepia")
    assert "theme" in [hit["id"] for hit in asked]
    assert [hit["kind"] for hit in search("density in:notes")] == ["note"]
    assert len(search("in:settings", "--limit", "5")) == 5


def test_a_filter_that_means_nothing_is_named(search: Cli) -> None:
    assert search("gitelman in:nothing") == []
    assert search.told("gitelman in:nothing") == ["“in:nothing” is no filter.", "Nothing found."]


def test_hits_are_narrowed_and_limited(search: Cli) -> None:
    assert {hit["kind"] for hit in search("choice")} == {"note", "question", "setting"}
    assert {hit["kind"] for hit in search("choice", "--in", "notes")} == {"note"}
    assert len(search("choice", "--in", "notes", "--in", "questions", "--limit", "5")) == 5
    assert [hit["title"] for hit in search("calcium tag:renal")] == ["Tubules"]
    assert search("xyzzyx") == []


def test_what_is_not_yet_read_is_read_first(
    search: Cli, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vault = data_dir.parent / "vault"
    vault.mkdir()
    for number in range(150):
        (vault / f"Note {number}.md").write_text(f"the duct of {number}")
    Cli(data_dir, capsys)("import", vault, "--as", "notes")
    assert len(search("duct", "--limit", "200")) == 150


def test_lines_are_for_people(search: Cli) -> None:
    (line,) = search.told("gitelman")
    assert line.startswith("note")
    assert line.endswith("Tubules  Gitelman spares calcium")
    assert search.told("xyzzyx") == ["Nothing found."]


@pytest.mark.parametrize("wrong", [("--in", "shoes"), ("--limit", "0")])
def test_what_cannot_be_meant_is_refused(search: Cli, wrong: tuple[str, str]) -> None:
    assert set(search("x", *wrong, code=1)) == {"error", "advice"}
