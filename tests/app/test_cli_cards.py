"""The forms of the commands for flashcards that other programs rely on."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.support.card_bench import make_cards
from tests.support.shared_data import shared

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_line import Cli

IMPORTED = {
    *("kind", "notes", "cards", "decks", "media", "reviews", "added", "updated", "unchanged"),
    "problems",
}
LISTED = {
    *("id", "guid", "deck", "note_type", "fields", "tags", "state", "due", "interval", "ease"),
    *("stability", "difficulty", "lapses", "reps", "suspended", "flag"),
}


@pytest.fixture
def filled(ms2qbank: Cli) -> Cli:
    ms2qbank("import", str(shared("data/anki/sample-latest.apkg")))
    return ms2qbank


def test_an_import_of_a_package_reports_its_counts(ms2qbank: Cli) -> None:
    report = ms2qbank("import", str(shared("data/anki/sample-latest.apkg")))
    assert report.keys() >= IMPORTED
    assert report["kind"] == "cards"
    told = [report[name] for name in ("notes", "cards", "decks", "media", "reviews", "added")]
    assert told == [12, 16, 7, 2, 43, 12]
    again = ms2qbank("import", str(shared("data/anki/sample.colpkg")))
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, 12)


def test_a_folder_of_cards_and_a_text_file_are_imported_on_demand(ms2qbank: Cli) -> None:
    crowd = ms2qbank("import", str(shared("data/decks/crowdanki-covid19")), "--as", "cards")
    assert (crowd["notes"], crowd["cards"]) == (90, 117)
    assert [problem["where"] for problem in crowd["problems"]]
    table = shared("data/decks/ap2e-glossary-ch01-14.anki.txt")
    assert ms2qbank("import", str(table), "--as", "cards")["notes"] == 1736


def test_a_file_that_is_no_package_is_reported(ms2qbank: Cli, tmp_path: Path) -> None:
    broken = tmp_path / "broken.apkg"
    broken.write_bytes(b"PK and nothing else")
    report = ms2qbank("import", str(broken), code=1)
    assert (report["added"], len(report["problems"])) == (0, 1)


def test_cards_are_listed_with_all_that_is_known(filled: Cli) -> None:
    listed = filled("cards", "list", "--search", "flag:1")
    (card,) = listed
    assert card.keys() >= LISTED
    assert card["deck"] == "Step 1::Cardiology"
    assert card["fields"]["Back"] == "<b>Sinus rhythm</b> with a normal axis"
    assert card["tags"] == ["cardio::ecg", "high-yield"]
    assert (card["state"], card["due"], card["interval"]) == ("review", "2025-09-19", 5)
    assert (card["ease"], card["reps"], card["lapses"]) == (2.5, 4, 0)
    assert (card["suspended"], card["flag"], card["stability"]) == (False, 1, None)


def test_cards_are_counted_and_listed_by_the_same_search(filled: Cli) -> None:
    for search in ("", "tag:renal", "deck:Step*", "is:suspended or is:new", "(-is:review)"):
        listed = filled("cards", "list", "--search", search)
        assert filled("cards", "count", "--search", search) == {"total": len(listed)}
    assert filled("cards", "count") == {"total": 16}
    assert len(filled("cards", "list", "--limit", "3", "--offset", "14")) == 2


def test_a_search_that_means_nothing_says_where(filled: Cli) -> None:
    assert filled("cards", "count", "--search", '"open', code=1)["error"]


def test_decks_are_listed_with_what_is_due(filled: Cli) -> None:
    decks = {deck.pop("name"): deck for deck in filled("decks", "list")}
    assert set(decks["Step 1"]) == {"new", "learning", "review", "total"}
    assert decks["Step 1"]["total"] == 15
    assert decks["Step 1::Renal"]["total"] == 3


def test_a_deck_is_exported_and_comes_back(filled: Cli, tmp_path: Path) -> None:
    out = tmp_path / "renal.apkg"
    told = filled("export", "cards", str(out), "--deck", "step 1::renal", "--scheduling")
    assert (told["cards"], told["reviews"], told["problems"]) == (3, 2, [])
    assert filled("import", str(out))["unchanged"] == 3
    assert filled("export", "cards", str(out), "--deck", "None", code=1)["error"]
    assert filled("export", "cards", str(tmp_path / "x.apkg"))["reviews"] == 0
    table = tmp_path / "x.csv"
    filled("export", "cards", str(table), "--search", "tag:renal")
    with table.open(encoding="utf-8", newline="") as lines:
        assert [row["tags"] for row in csv.DictReader(lines)] == ["renal", "renal", "formula renal"]


def test_fitting_fsrs_needs_enough_answers(filled: Cli) -> None:
    pytest.importorskip("fsrs_rs_python", reason="needs the extra optimizer")
    assert "answers" in filled("cards", "optimize", code=1)["error"]
    assert "no preset" in filled("cards", "optimize", "--preset", "x", code=1)["error"]


def test_fitting_fsrs_tells_the_loss_before_and_after(ms2qbank: Cli, tmp_path: Path) -> None:
    pytest.importorskip("fsrs_rs_python", reason="needs the extra optimizer")
    report = ms2qbank("import", str(make_cards(tmp_path, "1k")), "--as", "cards")
    assert (report["cards"], report["reviews"]) == (1000, 14000)
    (fitted,) = ms2qbank("cards", "optimize")["presets"]
    assert fitted["answers"] > 5000
    assert len(fitted["parameters"]) == 21
    assert fitted["log_loss_after"] < fitted["log_loss_before"]
    (again,) = ms2qbank("cards", "optimize")["presets"]
    assert again["log_loss_before"] == fitted["log_loss_after"]
    assert ms2qbank("check")["mended"] == []


def test_check_mends_a_search_index_that_sqlite_finds_damaged(filled: Cli) -> None:
    with closing(sqlite3.connect(filled.data_dir / "ms2qbank.db")) as connection:
        connection.execute("DELETE FROM card_search_data WHERE id > 10")
        connection.commit()
    found = filled("check")
    assert (found["ok"], found["problems"]) == (True, [])
    assert "the search index card_search" in found["mended"]
    assert filled("check") == {"ok": True, "problems": [], "mended": []}


def test_check_mends_states_and_the_search_index(filled: Cli) -> None:
    assert filled("check") == {"ok": True, "problems": [], "mended": []}
    with closing(sqlite3.connect(filled.data_dir / "ms2qbank.db")) as database:
        database.execute("UPDATE cards SET interval_days = 77 WHERE state = 'review'")
        database.execute("DELETE FROM card_search WHERE rowid < 4")
        database.commit()
    mended = filled("check")["mended"]
    assert len(mended) == 2
    assert filled("check")["mended"] == []
    assert filled("cards", "list", "--search", "flag:1")[0]["interval"] == 5
    assert filled("cards", "count", "--search", "Metoprolol") == {"total": 1}
