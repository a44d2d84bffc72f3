"""What goes with a note into its file beside its text: rows of the error log, links, and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.links.models import Kind, Origin, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.notebook.formats import beside
from ms2qbank_desktop.features.notebook.models import ErrorEntry, Miss, MissReason
from ms2qbank_desktop.features.notebook.service.error_log import ErrorLogService
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from tests.support.vaults import counts, exchange, files, take

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.bank import Desk

RULE = 'Units first; then the sign: “−” is not “–”\nand a second line, with [brackets] "quoted"'


def log(desk: Desk) -> ErrorLogService:
    return desk.context.service(ErrorLogService)


def missed(desk: Desk, question: int = 77) -> ErrorEntry:
    return log(desk).log(
        desk.user_id, Miss(question), f"Q {question}", "My words", MissReason.MISREAD, RULE
    )


def written(desk: Desk, tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    exchange(desk).export_vault(desk.user_id, folder)
    return folder


def essence(desk: Desk) -> list[tuple[object, ...]]:
    return [
        (one.question_id, one.reason, one.rule, one.retests, one.created_at)
        for one in log(desk).entries(desk.user_id)
    ]


def test_the_rows_of_the_error_log_travel_with_their_note(
    desk: Desk, other: Desk, tmp_path: Path
) -> None:
    missed(desk)
    desk.clock.pass_time(3600)
    log(desk).log(desk.user_id, Miss(77, 5), "Q 77")
    folder = written(desk, tmp_path)
    assert counts(take(other, folder)) == (1, 0, 0)
    assert essence(other) == essence(desk)
    assert len(essence(other)) == 2
    (note_id,) = {one.note_id for one in log(other).entries(other.user_id)}
    assert other.context.service(NotebookService).note(other.user_id, note_id).body == "My words"
    again = log(other).log(other.user_id, Miss(77, 6), "Q 77")
    assert again.note_id == note_id


def test_of_two_versions_of_a_row_the_newer_stays(desk: Desk, other: Desk, tmp_path: Path) -> None:
    entry = missed(desk)
    folder = written(desk, tmp_path)
    take(other, folder)
    assert counts(take(other, folder)) == (0, 0, 1)
    desk.clock.pass_time(60)
    log(desk).save(desk.user_id, replace(entry, rule="Newer", retests=(date(2026, 5, 1),)))
    written(desk, tmp_path)
    assert counts(take(other, folder)) == (0, 1, 0)
    assert essence(other)[0][2:4] == ("Newer", (date(2026, 5, 1),))
    (here,) = log(other).entries(other.user_id)
    other.clock.pass_time(3600)
    log(other).save(other.user_id, replace(here, rule="Newest"))
    assert counts(take(other, folder)) == (0, 0, 1)
    assert essence(other)[0][2] == "Newest"


def test_a_row_that_was_removed_here_does_not_come_back_from_an_older_file(
    desk: Desk, tmp_path: Path
) -> None:
    entry = missed(desk)
    folder = written(desk, tmp_path)
    desk.clock.pass_time(60)
    log(desk).remove(desk.user_id, entry.id)
    assert counts(take(desk, folder)) == (0, 0, 1)
    assert essence(desk) == []


def test_a_row_that_was_changed_in_the_file_is_taken(desk: Desk, tmp_path: Path) -> None:
    missed(desk)
    folder = written(desk, tmp_path)
    (file,) = folder.glob("*.md")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("again 2026-03-04", "again 2026-03-05"), encoding="utf-8")
    take(desk, folder)
    assert date(2026, 3, 5) in log(desk).entries(desk.user_id)[0].retests


def test_places_that_a_note_was_made_at_travel_and_links_taken_away_stay_away(
    desk: Desk, other: Desk, tmp_path: Path
) -> None:
    notes, links = desk.context.service(NotebookService), desk.context.service(LinkService)
    moment = Place.in_video(12, 754_000)
    note_id = notes.add(desk.user_id, "Quick", "x", places=[moment])
    links.link(desk.user_id, Place(Kind.ARTICLE, 9, "Two words"), Place(Kind.NOTE, note_id))
    folder = written(desk, tmp_path)
    take(other, folder)
    there = other.context.service(LinkService)
    found = there.of(other.user_id, Kind.NOTE, note_id)
    assert {(one.other(Kind.NOTE, note_id), one.origin) for one in found} == {
        (moment, Origin.MADE),
        (Place(Kind.ARTICLE, 9, "Two words"), Origin.CHOSEN),
    }
    there.unlink(other.user_id, found[0].id)
    assert counts(take(other, folder)) == (0, 0, 1)
    assert len(there.of(other.user_id, Kind.NOTE, note_id)) == 1


def test_an_export_again_writes_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    missed(desk)
    desk.context.service(NotebookService).add(
        desk.user_id, "Quick", "x", places=[Place(Kind.QUESTION, n + 1) for n in range(5)]
    )
    first = files(written(desk, tmp_path))
    assert files(written(desk, tmp_path)) == first


@pytest.mark.parametrize(
    "line",
    [
        "",
        "1 of 2",
        "0 of 2 at 2026-03-02, 2026-03-02: reading, again never",
        "99999999999999999999 of 2 at 2026-03-02, 2026-03-02: reading, again never",
        "1 of 2 at yesterday, 2026-03-02: reading, again never",
        "1 of 2 at 2026-03-02, 2026-03-02: sloth, again never",
        "1 of 2 at 2026-03-02, 2026-03-02: reading, again 2026-13-01",
        "1 of 2 at 0001-01-01T00:00:00+23:00, 2026-03-02: reading, again never",
    ],
)
def test_a_line_that_is_no_row_is_passed_over(line: str) -> None:
    assert beside.misses([line.replace("reading", MissReason.MISREAD.value)]) == ()


@pytest.mark.parametrize("line", ["", "made", "text note 3", "made unicorn 3", "made note 0"])
def test_a_line_that_is_no_link_is_passed_over(line: str) -> None:
    assert beside.links([line]) == ()
