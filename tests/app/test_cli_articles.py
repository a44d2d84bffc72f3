"""The forms of the commands for articles that other programs rely on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ms2qbank_desktop.app import cli
from tests.support.pdfs import pdf
from tests.support.shared_data import shared

if TYPE_CHECKING:
    from pathlib import Path

IMPORTED = {
    *("kind", "files", "articles", "added", "updated", "unchanged", "pictures"),
    *("missing_pictures", "terms", "problems"),
}
HOW = ("added", "updated", "unchanged")
LISTED = {
    *("id", "title", "collection", "chapter", "system", "words", "license", "read", "bookmarked"),
    *("summary", "snippet", "attribution", "source", "subject", "reviewed"),
}


class Cli:
    """Runs commands in this process and keeps what they say."""

    def __init__(self, data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data_dir = data_dir
        self._capsys = capsys

    def __call__(self, *arguments: str | Path, code: int = 0) -> Any:
        """Return the JSON document of a command that must end with ``code``."""
        ended = cli.run(["--data-dir", str(self.data_dir), *map(str, arguments), "--json"])
        said = self._capsys.readouterr()
        assert (ended, said.err) == (code, "")
        return json.loads(said.out)

    def told(self, *arguments: str | Path) -> list[str]:
        """Return the lines a person reads."""
        assert cli.run(["--data-dir", str(self.data_dir), *map(str, arguments)]) == 0
        return self._capsys.readouterr().out.splitlines()


@pytest.fixture
def ms2qbank(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(data_dir, capsys)


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "Kidney"
    folder.mkdir()
    front = "---\ntitle: Loop\nsystem: Renal\nlicense: CC0\nchapter: 1 Tubule\n---\n"
    (folder / "1.md").write_text(f"{front}The *loop* of Henle.", encoding="utf-8")
    (folder / "2.md").write_text("# Cortex\n\nGlomeruli.", encoding="utf-8")
    (folder / "3.md").write_bytes(b"\0")
    return folder


def test_an_import_of_articles_reports_its_counts(ms2qbank: Cli, notes: Path) -> None:
    report = ms2qbank("import", notes, "--as", "articles")
    assert report.keys() == IMPORTED
    assert (report["kind"], report["files"], report["articles"]) == ("articles", 3, 2)
    (problem,) = report["problems"]
    assert problem["file"] == str(notes / "3.md")
    again = ms2qbank("import", notes, "--as", "articles")
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, 2)


def test_the_shared_book_is_imported_from_its_archive(ms2qbank: Cli) -> None:
    archive = shared("data/articles/openstax-ap2e-ch01-14-raw-cnxml.tar.gz")
    report = ms2qbank("import", archive, "--as", "articles")
    assert (report["files"], report["articles"], report["terms"]) == (93, 93, 1736)


def test_a_book_brings_cards_and_questions_when_it_is_told_to(ms2qbank: Cli) -> None:
    archive = shared("data/articles/openstax-ap2e-ch01-14-raw-cnxml.tar.gz")
    wanted = ("--as", "articles", "--with-cards", "--with-questions")
    report = ms2qbank("import", archive, *wanted)
    extra = {f"{kind}_{how}" for kind in ("cards", "questions") for how in HOW}
    assert report.keys() == IMPORTED | extra
    assert (report["cards_added"], report["questions_added"]) == (1733, 347)
    again = ms2qbank("import", archive, *wanted)
    assert (again["cards_unchanged"], again["questions_unchanged"]) == (1733, 347)
    assert ms2qbank("cards", "count", "--search", "tag:glossary")["total"] == 1733
    assert ms2qbank("questions", "count")["total"] == 347


@pytest.mark.usefixtures("qapp")
def test_a_pdf_book_reports_its_pages_and_what_is_none_is_told(
    ms2qbank: Cli, tmp_path: Path
) -> None:
    (tmp_path / "book.pdf").write_bytes(pdf([["Sodium."], []], outline=((0, "Salt", 0),)))
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 no more")
    files = tmp_path / "book.pdf", tmp_path / "bad.pdf"
    report = ms2qbank("import", *files, "--as", "articles")
    assert (report["articles"], report["pages"], report["pages_without_words"]) == (1, 2, 1)
    (problem,) = report["problems"]
    assert problem["file"] == str(tmp_path / "bad.pdf")
    assert "damaged" in problem["why"]
    (listed,) = ms2qbank("articles", "list", "--search", "sodium")
    assert (listed["title"], listed["collection"]) == ("Salt", "Renal book")
    alone = ms2qbank("import", files[1], "--as", "articles", code=1)
    assert (alone["articles"], len(alone["problems"])) == (0, 1)


def test_cards_and_questions_are_only_for_articles(ms2qbank: Cli, notes: Path) -> None:
    refused = ms2qbank("import", notes, "--as", "notes", "--with-cards", code=1)
    assert "--as articles" in refused["error"]


def test_what_holds_no_articles_ends_with_one(ms2qbank: Cli, tmp_path: Path) -> None:
    report = ms2qbank("import", tmp_path / "gone", "--as", "articles", code=1)
    assert (report["articles"], len(report["problems"])) == (0, 1)


def test_articles_are_listed_and_found_by_their_words(ms2qbank: Cli, notes: Path) -> None:
    ms2qbank("import", notes, "--as", "articles")
    first, second = ms2qbank("articles", "list")
    assert first.keys() >= LISTED
    assert (first["title"], first["system"], first["chapter"]) == ("Loop", "Renal", "1 Tubule")
    assert (first["collection"], first["license"], first["words"]) == ("Kidney", "CC0", 4)
    assert (second["read"], second["bookmarked"], second["reviewed"]) == (0, False, True)
    assert [one["title"] for one in ms2qbank("articles", "list", "--search", "henle")] == ["Loop"]
    assert ms2qbank("articles", "list", "--search", "nowhere") == []


def test_what_is_searched_stands_best_first_with_the_words_around_it(
    ms2qbank: Cli, notes: Path
) -> None:
    (notes / "0.md").write_text("# Tubes\n\nMost of the loop lies deep.", encoding="utf-8")
    ms2qbank("import", notes, "--as", "articles")
    assert [one["title"] for one in ms2qbank("articles", "list")] == ["Tubes", "Loop", "Cortex"]
    first, second = ms2qbank("articles", "list", "--search", "loop")
    assert (first["title"], second["title"]) == ("Loop", "Tubes")
    assert second["snippet"] == "Most of the loop lies deep."


def test_what_could_not_be_taken_is_told_with_file_place_and_reason(
    ms2qbank: Cli, notes: Path
) -> None:
    (notes / "4.md").write_text("![x](x.png) text", encoding="utf-8")
    (notes / "x.png").write_bytes(b"no picture")
    lines = ms2qbank.told("import", notes, "--as", "articles")
    assert lines[0].startswith("kind articles, files 4, articles 3, added 3")
    assert lines[1:] == [
        f"{notes / '3.md'}: It was left out: It is not a text file.",
        f"{notes / '4.md'}, x.png: The image is not a PNG, JPEG, GIF, WebP, BMP or SVG file.",
    ]


def test_the_library_of_the_old_system_is_taken_in(ms2qbank: Cli) -> None:
    old = shared("data/legacy-sample/data/library.db")
    assert ms2qbank("import", old, "--as", "articles")["added"] == 12
    listed = ms2qbank("articles", "list")
    assert sum(one["bookmarked"] for one in listed) == 3


def test_a_person_reads_lines(ms2qbank: Cli, notes: Path) -> None:
    assert ms2qbank.told("articles", "list") == ["There are no such articles."]
    ms2qbank("import", notes, "--as", "articles")
    line = ms2qbank.told("articles", "list", "--search", "loop")[0]
    assert line.partition("  ")[2] == "Loop (Kidney, 4 words, 0% read)"
