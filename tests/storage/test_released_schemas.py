"""A profile of every released schema opens in this version, with all that was in it."""

from __future__ import annotations

import gzip
import json
import sqlite3
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.paths import DataPaths
from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.library.models import ArticleFilter
from ms2qbank_desktop.features.library.service.articles import LibraryService
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.links.service import LinkService
from ms2qbank_desktop.features.notebook.models import NoteFilter
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.practice.models import Mode
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.features.videos.models import VideoFilter
from ms2qbank_desktop.features.videos.service.catalogue import CatalogueService
from ms2qbank_desktop.features.videos.service.playlists import PlaylistService
from ms2qbank_desktop.features.videos.service.watching import WatchingService
from ms2qbank_desktop.storage import backup
from ms2qbank_desktop.storage.migrations import HEAD
from tests.support.bank import Desk, open_desk
from tests.support.schema_sample import SAMPLES

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted(SAMPLES.glob("schema-*.db.gz"))


RELEASED = (1, 2, 5, 7, 11, 12, 13, HEAD)
"""Several revisions may be released at once: no file was ever left at those between."""


def test_a_sample_of_every_released_schema_is_kept() -> None:
    assert [int(file.name[7:11]) for file in FILES] == list(RELEASED)


@pytest.mark.parametrize("sample", FILES, ids=lambda file: file.name)
def test_a_profile_of_a_released_schema_opens_with_all_that_was_in_it(
    sample: Path, data_dir: Path
) -> None:
    data_dir.mkdir()
    (data_dir / "ms2qbank.db").write_bytes(gzip.decompress(sample.read_bytes()))
    desk = open_desk(data_dir, questions=0)
    assert desk.bank.total() == 12
    suspended, ended = desk.practice.blocks(desk.user_id)
    result = desk.practice.result(desk.user_id, ended.id)
    assert [item.given for item in result.items] == ["B", "A", "B", "", ""]
    assert [item.marked for item in result.items] == [False, False, False, True, False]
    session = desk.session(suspended.id)
    assert (session.item.answer, session.elapsed_ms) == (frozenset({2}), 15_000)
    correct = QuestionFilter(statuses=frozenset({Status.CORRECT}))
    assert len(desk.attempts.matching(desk.user_id, correct)) == 2
    assert desk.attempts.mend_states() == desk.bank.mend_search_index() == []
    desk.context.close()


def test_a_file_of_the_first_schema_is_migrated_after_a_verified_backup(
    data_dir: Path, tmp_path: Path
) -> None:
    data_dir.mkdir()
    (data_dir / "ms2qbank.db").write_bytes(gzip.decompress(FILES[0].read_bytes()))
    desk = open_desk(data_dir, questions=0)
    assert desk.practice.recipes(desk.user_id) == []
    assert desk.practice.last_request(desk.user_id) is None
    assert len(desk.practice.blocks(desk.user_id)) == 2
    desk.context.close()
    (file,) = (data_dir / "backups").iterdir()
    before = DataPaths(tmp_path / "before")
    assert backup.restore(before, file) is None
    with closing(sqlite3.connect(before.database)) as kept:
        assert kept.execute("PRAGMA user_version").fetchone() == (1,)
        assert kept.execute("SELECT count(*) FROM blocks").fetchone() == (2,)
        columns = [column[1] for column in kept.execute("PRAGMA table_info(blocks)")]
    assert "request" not in columns
    with zipfile.ZipFile(file) as archive:
        assert json.loads(archive.read("manifest.json"))["schema"] == 1  # old programs take it


def test_the_recipe_of_the_second_schema_is_there(data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "ms2qbank.db").write_bytes(gzip.decompress(FILES[1].read_bytes()))
    desk = open_desk(data_dir, questions=0)
    (recipe,) = desk.practice.recipes(desk.user_id)
    assert recipe.name == "Renal by the minute"
    assert (recipe.request.mode, recipe.request.by_blueprint) == (Mode.TIMED, True)
    assert len(desk.attempts.matching(desk.user_id, recipe.request.wanted)) == 4
    desk.context.close()


def test_what_was_studied_beside_questions_in_the_seventh_schema_is_there(data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "ms2qbank.db").write_bytes(gzip.decompress(FILES[3].read_bytes()))
    desk = open_desk(data_dir, questions=0)
    user_id, service = desk.user_id, desk.context.service
    (deck,) = (one for one in service(DeckService).decks(user_id) if one.name == "Renal::Tubules")
    (card,) = service(NoteService).cards_of_source(user_id, Place(Kind.QUESTION, _first(desk)))
    assert (card.deck_id, card.schedule.repetitions) == (deck.id, 1)
    (video,) = service(CatalogueService).entries(user_id, VideoFilter(text="distal"))
    assert (video.position_ms, video.views, video.bookmarks) == (70_000, 1, 1)
    links = service(LinkService).of(user_id, Kind.QUESTION, _first(desk))
    ends = [link.other(Kind.QUESTION, _first(desk)) for link in links]
    moments = [place for place in ends if place.kind is Kind.VIDEO]
    assert moments == [Place.in_video(video.id, 65_000)]
    (later,) = service(PlaylistService).playlists(user_id)
    assert later.videos == 1
    notes = service(NotebookService)
    placed = notes.notes_at(user_id, Kind.VIDEO, video.id)
    assert {one.note.title for one in placed} == {"Tubules"}
    assert len(notes.lines(user_id, NoteFilter(tags=frozenset({"renal"})))) == 1
    (article,) = service(LibraryService).lines(user_id, ArticleFilter(text="plasma"))
    assert article.share == 0.5
    assert service(WatchingService).rebuild(user_id) == 0
    desk.context.close()


def _first(desk: Desk) -> int:
    return desk.bank.select(BankFilter())[0]
