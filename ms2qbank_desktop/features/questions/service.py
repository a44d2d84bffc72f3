"""The question bank: importing, finding, showing and exporting questions."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import EnvironmentFault, UserFault
from ms2qbank_desktop.core.ids import derived_id

from . import queries, storing
from .content import content_hash, content_key, texts, validate
from .formats import csv, own_json
from .formats.base import BadItem, Item, Source
from .formats.columns import FIELDS
from .formats.known import FORMATS, Steps, entries, question_files, title_of, why_not
from .intake import Candidate, Intake, Verdict
from .markup import plain
from .models import (
    BankFilter,
    ColumnPreview,
    Draft,
    FormatInfo,
    ImportReport,
    ImportRequest,
    Pack,
    PackInfo,
    Problem,
    Question,
    RenderedQuestion,
)
from .preparing import prepared
from .rendering import rendered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.storage.media import MediaFolder
    from ms2qbank_desktop.storage.store import Store, WriteSession

__all__ = ["FIELDS", "QuestionService"]

BATCH = 2_000
"""Questions of one transaction: large enough to be quick, small enough to wait for."""
_BATCH_CHARACTERS = 32 << 20
_LOOK_UP = 500
_LISTED_PROBLEMS = 10_000


class QuestionService:
    """The bank of one profile. Stateless; safe to use from any thread."""

    def __init__(self, store: Store, clock: Clock, media: MediaFolder) -> None:
        self._store = store
        self._clock = clock
        self._media = media

    def formats(self) -> tuple[FormatInfo, ...]:
        """Return the formats that can be imported."""
        return tuple(FormatInfo(known.name, known.title, known.endings) for known in FORMATS)

    def preview_columns(self, path: Path) -> ColumnPreview:
        """Return what a table of questions looks like; UserFault if ``path`` is no text file."""
        if why := why_not(path):
            raise UserFault(f"{path.name}: {why}")
        try:
            return csv.preview(Source(path))
        except (BadItem, OSError, UnicodeError) as error:
            why = str(error) if isinstance(error, BadItem) else "It cannot be read."
            raise UserFault(f"{path.name}: {why}") from error

    def import_files(self, request: ImportRequest, progress: Progress) -> ImportReport:
        """Take in the questions of files; of a folder, those in files of known endings.

        Nothing about a file or a question in it raises: the report says what was not taken.
        Cancelled or EnvironmentFault may come between two batches; what was committed stays.
        """
        report = ImportReport()
        sources = []
        for path in question_files(request.files):
            report.files += 1
            if why := why_not(path):
                report.problems.append(Problem(str(path), "", why))
            else:
                sources.append(Source(path, request.columns))
        steps = Steps(progress, sources)
        for source in sources:
            _FileImport(self._store, self._clock, self._media, source, report).run(steps)
            steps.finish(source)
        return report

    def get(self, question_id: int) -> Question:
        """Return a question, also one of a removed pack; UserFault if there is none."""
        return self.get_many([question_id])[0]

    def get_many(self, ids: Sequence[int]) -> list[Question]:
        """Return the questions ``ids`` in that order; UserFault if one is missing."""
        found: dict[int, Question] = {}
        with self._store.read() as session:
            for start in range(0, len(ids), _LOOK_UP):
                found |= queries.questions(session, ids[start : start + _LOOK_UP])
        for wanted in ids:
            if wanted not in found:
                raise UserFault(f"There is no question {wanted} in the bank.", field="id")
        return [found[wanted] for wanted in ids]

    def find(self, name: str) -> int:
        """Return the id of the question that ``name`` means: its id here or the one its file
        gave it. UserFault if there is none or if several packs use that id."""
        with self._store.read() as session:
            found = queries.named(session, name)
        if not found:
            raise UserFault(f"There is no question {name} in the bank.", field="id")
        if len(found) > 1:
            several = ", ".join(map(str, found))
            raise UserFault(f"Several questions have the id {name}: {several}.", field="id")
        return found[0]

    def unknown(self, names: Sequence[str]) -> list[str]:
        """Return those of ``names`` that are no id in this bank, in their order."""
        with self._store.read() as session:
            return queries.nameless(session, names) if names else []

    def titles(self, ids: Sequence[int]) -> dict[int, str]:
        """Return each question's stem as plain text on one line."""
        return {
            question.id: " ".join(plain(question.stem, question.markup).split())
            for question in self.get_many(ids)
        }

    def mend_search_index(self) -> list[str]:
        """Rebuild entries of the search index that differ from their questions; return what
        was mended, in words."""
        with self._store.write() as session:
            wrong = queries.mend_search_index(session)
            if wrong:
                session.touch("questions")
        return [f"the search index of {wrong} questions"] if wrong else []

    def select(self, wanted: BankFilter) -> list[int]:
        """Return the ids of the questions wanted, pack by pack in the order of their files."""
        with self._store.read() as session:
            return queries.select_ids(session, wanted)

    def total(self) -> int:
        """Return the number of questions in the bank."""
        with self._store.read() as session:
            return queries.total(session)

    def never_used(self) -> bool:
        """Whether the bank has never held a pack, not even one that was removed since."""
        with self._store.read() as session:
            return queries.is_empty(session)

    def packs(self) -> list[Pack]:
        """Return the packs of the bank, by title."""
        with self._store.read() as session:
            return queries.packs(session)

    def remove_pack(self, pack_id: int) -> None:
        """Take a pack out of the bank; its questions stay known to blocks and statistics."""
        with self._store.write() as session:
            queries.remove_pack(session, pack_id, self._clock.now())
            session.touch("questions", "packs")

    def restore_pack(self, pack_id: int) -> None:
        """Undo :meth:`remove_pack`."""
        with self._store.write() as session:
            queries.restore_pack(session, pack_id)
            session.touch("questions", "packs")

    def rendered(self, question: Question) -> RenderedQuestion:
        """Return the texts of ``question`` as sanitised HTML."""
        return rendered(question)

    def picture(self, name: str) -> bytes | None:
        """Return the bytes of a picture by its media name; None if it is missing."""
        try:
            return self._media.path(name).read_bytes()
        except (OSError, ValueError):
            return None

    def export(self, ids: Sequence[int], path: Path, progress: Progress) -> None:
        """Write questions to ``path`` in our own format, pictures included.

        EnvironmentFault if it cannot be written; then, or if cancelled, ``path`` is untouched.
        """
        with self._store.read() as session:
            infos = queries.pack_infos(session, ids)
        temporary = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            with temporary.open("w", encoding="utf-8", newline="\n") as file:
                pack = infos[0] if len(infos) == 1 else own_json.joint_pack(title_of(path), infos)
                own_json.write(pack, self._exported(ids, progress), self._picture, file)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except OSError as error:
            raise EnvironmentFault(
                f"The questions cannot be written to {path} ({error.strerror}).",
                advice="Free some space or choose another place.",
            ) from error
        finally:
            temporary.unlink(missing_ok=True)

    def _exported(self, ids: Sequence[int], progress: Progress) -> Iterator[Question]:
        """Yield the questions; where two packs use the same id, the pack's id stands before it."""
        owners: dict[str, int] = {}
        for start in range(0, len(ids), _LOOK_UP):
            progress.report(start, len(ids), "Writing questions")
            for question in self.get_many(ids[start : start + _LOOK_UP]):
                external = question.external_id
                if external and owners.setdefault(external, question.pack_id) != question.pack_id:
                    yield replace(question, external_id=f"{question.pack_id}/{external}")
                else:
                    yield question
        progress.report(len(ids), len(ids), "Writing questions")

    def _picture(self, name: str) -> bytes:
        data = self.picture(name)
        if data is None:
            raise EnvironmentFault(
                f"The picture {name} is missing in {self._media.root}.",
                advice="Bring back a backup, or import its pack again.",
            )
        return data


class _FileImport:
    """The import of one file, in batches that are each committed whole."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        media: MediaFolder,
        source: Source,
        report: ImportReport,
    ) -> None:
        self._store = store
        self._clock = clock
        self._media = media
        self._source = source
        self._report = report
        self._listed = len(report.problems) + _LISTED_PROBLEMS
        self._info = PackInfo(title_of(source.path))
        self._named = False
        self._intake: Intake | None = None

    def run(self, steps: Steps) -> None:
        """Read the file to its end."""
        batch: list[Candidate] = []
        size = ordinal = 0
        with closing(entries(self._source)) as found:
            for number, entry in enumerate(found, 1):
                match entry:
                    case PackInfo(title=title):
                        self._named = bool(title)
                        self._info = replace(entry, title=title or self._info.title)
                    case Problem():
                        self._note(entry)
                    case Item(where, draft):
                        ordinal += 1
                        if candidate := self._candidate(where, ordinal, draft):
                            batch.append(candidate)
                            size += candidate.size
                if number % BATCH == 0 or size > _BATCH_CHARACTERS:
                    self._take(batch)
                    batch, size = [], 0
                    steps.report(self._source, ordinal)
        self._take(batch)
        self._settle()
        steps.report(self._source, ordinal)

    def _candidate(self, where: str, ordinal: int, draft: Draft) -> Candidate | None:
        """Return the question ready to be stored; None, with its problem noted, if it is bad."""
        try:
            ready, images = prepared(draft, self._media.add_image)
        except UserFault as error:
            reasons = [error.message]
        else:
            reasons = validate(ready)
        if reasons:
            why = f"It was left out: {'; '.join(reasons)}."
            self._note(self._source.problem(where, why.replace("..", ".")))
            return None
        return Candidate(
            where,
            ordinal,
            # The bytes of the pictures are in the media folder now.
            replace(ready, images=()) if images else ready,
            images,
            key=content_key(ready),
            hash=content_hash(ready),
            size=sum(map(len, texts(ready))),
        )

    def _take(self, batch: Sequence[Candidate]) -> None:
        """Store one batch: each question with its tags and search entry, or none of them."""
        if not batch:
            return
        with self._store.write() as session:
            intake = self._intake or self._begin(session)
            keys = [candidate.key for candidate in batch]
            verdict = intake.decide(batch, queries.elsewhere(session, keys, self._pack_id))
            self._apply(session, verdict)
        self._intake = intake
        self._tally(verdict)

    def _settle(self) -> None:
        """Match the questions held back with their older selves, and add the rest."""
        intake = self._intake
        if intake is None or not intake.held_keys:
            return
        with self._store.read() as session:
            others = queries.elsewhere(session, intake.held_keys, self._pack_id)
            older = queries.older(session, intake.awaited)
        for verdict in intake.settle(older, others).in_parts(BATCH):
            with self._store.write() as session:
                self._apply(session, verdict)
            self._tally(verdict)

    @property
    def _pack_id(self) -> int:
        return derived_id("pack", " ".join(self._info.title.casefold().split()))

    def _begin(self, session: WriteSession) -> Intake:
        pack = self._pack_id

        def make_id(key: str | int, attempt: int) -> int:
            return derived_id("question", pack, key, *([attempt] if attempt else []))

        return Intake(queries.known(session, pack), make_id, edition=not self._named)

    def _apply(self, session: WriteSession, verdict: Verdict) -> None:
        now = self._clock.now()
        if queries.save_pack(session, self._pack_id, self._info, now, create=verdict.writes):
            session.touch("packs")
        if verdict.writes:
            storing.insert(session, self._pack_id, verdict.added, now)
            storing.update(session, [*verdict.updated, *verdict.revived], now)
            storing.move(session, verdict.moved)
            session.touch("questions", "packs")

    def _tally(self, verdict: Verdict) -> None:
        self._report.added += len(verdict.added) + len(verdict.revived)
        self._report.updated += len(verdict.updated)
        self._report.unchanged += verdict.unchanged
        self._report.duplicates += [self._source.problem(*it) for it in verdict.duplicates]
        for where, why in verdict.refused:
            self._note(self._source.problem(where, why))

    def _note(self, problem: Problem) -> None:
        if len(self._report.problems) < self._listed:
            self._report.problems.append(problem)
        else:
            self._report.unlisted += 1
