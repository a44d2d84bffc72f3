"""Writes the sample of today's schema that later versions must be able to open.

``python -m tests.support.schema_sample`` when a schema is released; the file is kept for ever.
"""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path

from ms2qbank_desktop.core.paths import DataPaths
from ms2qbank_desktop.features.attempts.models import QuestionFilter
from ms2qbank_desktop.features.flashcards.models import Rating
from ms2qbank_desktop.features.flashcards.service.cards import CardService
from ms2qbank_desktop.features.flashcards.service.decks import DeckService
from ms2qbank_desktop.features.flashcards.service.notes import NoteService
from ms2qbank_desktop.features.flashcards.service.study import StudyService
from ms2qbank_desktop.features.flashcards.session import StudySession
from ms2qbank_desktop.features.library.models import ArticleDraft, ArticleFilter, CollectionInfo
from ms2qbank_desktop.features.library.service.articles import LibraryService
from ms2qbank_desktop.features.links.models import Kind, Place
from ms2qbank_desktop.features.notebook.service.notes import NotebookService
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.features.questions.models import BankFilter
from ms2qbank_desktop.features.videos.models import WatchKind
from ms2qbank_desktop.features.videos.service.bookmarks import BookmarkService
from ms2qbank_desktop.features.videos.service.playlists import PlaylistService
from ms2qbank_desktop.features.videos.service.watching import WatchingService
from ms2qbank_desktop.storage.migrations import HEAD
from tests.support.bank import Desk, open_desk
from tests.support.films import film

SAMPLES = Path(__file__).resolve().parents[1] / "storage" / "schemas"


def write(target: Path) -> None:
    """Write a small profile: twelve questions, an ended block of five, a suspended one of four,
    and a recipe; a card answered once; a video watched for ten seconds, with a bookmark that
    explains a question and a note; an article half read."""
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder) / "profile"
        desk = open_desk(data_dir)
        ended = desk.session(desk.block(5))
        for place in (1, 0, 1):
            desk.clock.pass_time(20)
            ended.choose(place)
            ended.go(ended.block.position + 1)
        ended.toggle_mark()
        ended.end()
        suspended = desk.session(desk.block(4, Mode.TUTOR))
        suspended.choose(2)
        desk.clock.pass_time(15)
        suspended.suspend()
        renal = QuestionFilter(BankFilter(systems=frozenset({"Renal"})))
        recipe = BlockRequest(renal, Mode.TIMED, 20, by_blueprint=True)
        desk.practice.save_recipe(desk.user_id, "Renal by the minute", recipe)
        _study_beside(desk)
        desk.context.close()
        data = DataPaths(data_dir).database.read_bytes()
    target.write_bytes(gzip.compress(data, mtime=0))


def _study_beside(desk: Desk) -> None:
    user_id, service = desk.user_id, desk.context.service
    question = desk.bank.select(BankFilter())[0]
    decks, notes = service(DeckService), service(NoteService)
    deck = decks.create_deck(user_id, "Renal::Tubules")
    basic = next(one for one in decks.note_types(user_id) if one.name == "Basic")
    source = Place(Kind.QUESTION, question)
    notes.add_note(user_id, deck, basic.id, ("Gitelman?", "NCC"), ("renal",), source)
    study = StudySession(service(StudyService), service(CardService), desk.clock, user_id, deck)
    study.reveal()
    study.answer(Rating.GOOD)
    video = film(desk, "Renal 2", captions=("The distal tubule",))
    watching = service(WatchingService)
    watching.log(user_id, video, WatchKind.OPENED, position_ms=60_000)
    watching.log(user_id, video, WatchKind.PAUSED, position_ms=70_000, played_from_ms=60_000)
    bookmarks = service(BookmarkService)
    bookmarks.add(user_id, video, 65_000, "NCC")
    bookmarks.attach(user_id, video, 65_000, question)
    service(PlaylistService).watch_later(user_id, [video])
    moment = Place.in_video(video, 65_000)
    service(NotebookService).add(user_id, "Tubules", "See [[Renal 2@1:05]] #renal", places=[moment])
    article = ArticleDraft("nephron", "The nephron", "Filters the plasma.")
    library = service(LibraryService)
    library.store_articles(CollectionInfo("book", "A book", "CC0"), [(1, article)], "book")
    (line,) = library.lines(user_id, ArticleFilter())
    library.read(user_id, line.id, share=0.5, spot="Filters", time_ms=30_000)


if __name__ == "__main__":
    SAMPLES.mkdir(exist_ok=True)
    write(SAMPLES / f"schema-{HEAD:04}.db.gz")
