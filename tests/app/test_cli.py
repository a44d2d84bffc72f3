"""The forms of the command line that other programs rely on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ms2qbank_desktop.app import cli
from tests.support.bank import open_desk, question_file
from tests.support.command_line import Cli
from tests.support.shared_data import shared


def test_an_import_reports_its_counts(ms2qbank: Cli, tmp_path: Path) -> None:
    file = question_file(tmp_path)
    expected = {
        "kind": "questions",
        "files": 1,
        "added": 12,
        "updated": 0,
        "unchanged": 0,
        "duplicates": 0,
        "rejected": 0,
        "problems": [],
    }
    assert ms2qbank("import", str(file)) == expected
    assert ms2qbank("import", str(file), "--as", "questions") == {
        **expected,
        "added": 0,
        "unchanged": 12,
    }


def test_an_import_of_a_missing_file_names_it_and_ends_with_1(ms2qbank: Cli) -> None:
    report = ms2qbank("import", "nowhere.json", code=1)
    assert report["rejected"] == 1
    assert report["problems"][0]["file"] == "nowhere.json"
    assert report["problems"][0]["why"]


def test_bad_rows_do_not_keep_the_good_ones_out(ms2qbank: Cli, tmp_path: Path) -> None:
    file = tmp_path / "some.csv"
    file.write_text("question,a,b,answer\nq1?,x,y,A\nq2?,x,y,Z\n", encoding="utf-8")
    report = ms2qbank("import", str(file))
    assert (report["added"], report["rejected"]) == (1, 1)
    assert report["problems"][0]["where"] == "line 3"


def test_columns_can_be_named_by_hand(ms2qbank: Cli, tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("wort,eins,zwei,loesung\nq1?,x,y,B\n", encoding="utf-8")
    columns = ["wort=stem", "eins=choice_a", "zwei=choice_b", "loesung=answer"]
    assert ms2qbank("import", str(file), "--map", *columns)["added"] == 1
    (question,) = ms2qbank("questions", "list")
    assert [choice["correct"] for choice in question["choices"]] == [False, True]


def test_counts_go_by_system_subject_status_and_pack(ms2qbank: Cli, tmp_path: Path) -> None:
    ms2qbank("import", str(question_file(tmp_path)))
    counts = ms2qbank("questions", "count")
    assert counts == {
        "total": 12,
        "by_system": {"Cardiovascular": 4, "Renal": 4, "Respiratory": 4},
        "by_subject": {"Pathology": 6, "Physiology": 6},
        "by_status": {"unused": 12},
        "by_pack": {"Small bank": 12},
    }
    narrowed = ms2qbank("questions", "count", "--system", "Renal", "--status", "unused")
    assert narrowed["total"] == 4
    assert narrowed["by_system"] == {"Renal": 4}
    assert ms2qbank("questions", "count", "--status", "correct")["total"] == 0


def test_a_listed_question_has_all_its_parts(ms2qbank: Cli, tmp_path: Path) -> None:
    ms2qbank("import", str(question_file(tmp_path)))
    first, *others = ms2qbank("questions", "list")
    assert len(others) == 11
    assert isinstance(first.pop("id"), int)
    assert first == {
        "external_id": "Q1",
        "stem": "Stem 1: which of these is right?",
        "choices": [
            {
                "label": letter,
                "text": f"choice {letter} of 1",
                "correct": letter == "B",
                "rationale": f"why {letter}",
            }
            for letter in "ABCDE"
        ],
        "explanation": "Explanation 1",
        "objective": "Objective 1",
        "subject": "Pathology",
        "system": "Cardiovascular",
        "topic": "",
        "difficulty": 1,
        "tags": [],
        "pack": "Small bank",
        "status": "unused",
        "marked": False,
    }


def test_a_list_can_be_searched_and_paged(ms2qbank: Cli, tmp_path: Path) -> None:
    ms2qbank("import", str(question_file(tmp_path)))
    found = ms2qbank("questions", "list", "--search", '"stem 7"')
    assert [one["external_id"] for one in found] == ["Q7"]
    page = ms2qbank("questions", "list", "--limit", "2", "--offset", "3")
    assert [one["external_id"] for one in page] == ["Q4", "Q5"]


def test_one_question_is_shown_by_its_own_id_or_ours(ms2qbank: Cli, tmp_path: Path) -> None:
    ms2qbank("import", str(question_file(tmp_path)))
    shown = ms2qbank("questions", "show", "Q3")
    assert shown["stem"].startswith("Stem 3")
    assert ms2qbank("questions", "show", str(shown["id"])) == shown
    assert "Q99" in ms2qbank("questions", "show", "Q99", code=1)["error"]


def test_an_export_brings_the_same_questions_into_another_folder(
    ms2qbank: Cli, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ms2qbank("import", str(question_file(tmp_path)))
    out = tmp_path / "out.json"
    assert ms2qbank("questions", "export", str(out), "--system", "Renal")["questions"] == 4
    other = Cli(tmp_path / "other", capsys)
    assert other("import", str(out))["added"] == 4
    renal = ms2qbank("questions", "list", "--system", "Renal")
    assert [one["stem"] for one in other("questions", "list")] == [one["stem"] for one in renal]


def test_a_pack_that_is_not_there_is_named_with_those_that_are(
    ms2qbank: Cli, tmp_path: Path
) -> None:
    ms2qbank("import", str(question_file(tmp_path)))
    answer = ms2qbank("questions", "count", "--pack", "Other", code=1)
    assert "Other" in answer["error"]
    assert "Small bank" in answer["error"]


def test_a_backup_is_restored_over_later_work(ms2qbank: Cli, tmp_path: Path) -> None:
    ms2qbank("import", str(question_file(tmp_path)))
    saved = ms2qbank("backup", str(tmp_path / "b.ms2backup"))
    assert saved["rows"]["questions"] == 12
    assert saved["bytes"] == (tmp_path / "b.ms2backup").stat().st_size
    ms2qbank("import", str(question_file(tmp_path, 20, "more.json")))
    assert ms2qbank("restore", str(tmp_path / "b.ms2backup"))["kept"]
    assert ms2qbank("questions", "count")["total"] == 12


def test_a_backup_without_a_name_goes_to_the_backups_folder(ms2qbank: Cli, data_dir: Path) -> None:
    assert Path(ms2qbank("backup")["file"]).parent == data_dir / "backups"


def test_a_check_of_a_sound_profile_finds_nothing(ms2qbank: Cli, tmp_path: Path) -> None:
    ms2qbank("import", str(question_file(tmp_path)))
    assert ms2qbank("check") == {"ok": True, "problems": [], "mended": []}


def test_an_unknown_profile_is_a_fault(ms2qbank: Cli) -> None:
    assert (
        "nobody@x.org" in ms2qbank("--user", "nobody@x.org", "questions", "count", code=1)["error"]
    )


@pytest.mark.parametrize("arguments", [["dance"], ["import"], ["questions"], ["--size"]])
def test_wrong_usage_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.run(arguments)
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_the_installed_command_speaks_json_and_nothing_else(data_dir: Path) -> None:
    file = shared("data/questions/medqa/medqa_usmle_test_5opt.jsonl")
    command = [sys.executable, "-m", "ms2qbank_desktop", "--data-dir", str(data_dir)]
    done = subprocess.run(
        [*command, "import", str(file), "--json"], capture_output=True, env=os.environ, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["added"] == 1273


def test_a_restore_while_the_program_is_open_is_refused(
    ms2qbank: Cli, data_dir: Path, tmp_path: Path
) -> None:
    from ms2qbank_desktop.app.lock import data_folder_lock
    from ms2qbank_desktop.core.paths import DataPaths

    open_desk(data_dir).context.close()
    ms2qbank("backup", str(tmp_path / "b"))
    with data_folder_lock(DataPaths(data_dir)):
        answer = ms2qbank("restore", str(tmp_path / "b"), code=1)
    assert "Close its window" in answer["advice"]
