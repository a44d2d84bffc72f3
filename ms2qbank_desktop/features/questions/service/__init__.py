"""The question bank: importing, finding, showing and exporting questions."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import EnvironmentFault, UserFault
from ms2qbank_desktop.features.questions.formats import csv, own_json
from ms2qbank_desktop.features.questions.formats.base import BadItem, Item, Source
from ms2qbank_desktop.features.questions.formats.columns import FIELDS
from ms2qbank_desktop.features.questions.formats.known import (
    FORMATS,
    Steps,
    question_files,
    title_of,
    why_not,
)
from ms2qbank_desktop.features.questions.markup import plain
from ms2qbank_desktop.features.questions.models import (
    BankFilter,
    ColumnPreview,
    FormatInfo,
    ImportReport,
    ImportRequest,
    Pack,
    PackInfo,
    Problem,
    Question,
    RenderedQuestion,
)
from ms2qbank_desktop.features.questions.queries import contents, finding, likeness, packs
from ms2qbank_desktop.features.questions.rendering import rendered

from .importing import FileImport

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
    from pathlib import Path

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.core.progress import Progress
    from ms2qbank_desktop.features.questions.formats.base import Entry
    from ms2qbank_desktop.features.questions.models import Draft
    from ms2qbank_desktop.storage.media import MediaFolder
    from ms2qbank_desktop.storage.store import Store

__all__ = ["FIELDS", "QuestionService"]

_LOOK_UP = 500


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
        UserFault if the pack to be updated is not there.
        """
        report = ImportReport()
        into = self._pack(request.pack) if request.pack is not None else None
        sources = []
        for path in question_files(request.files):
            report.files += 1
            if why := why_not(path):
                report.problems.append(Problem(str(path), "", why))
            else:
                sources.append(Source(path, request.columns))
        steps = Steps(progress, sources)
        for source in sources:
            FileImport(self._store, self._clock, self._media, source, report, into).run(steps)
            steps.finish(source)
        return report

    def import_drafts(
        self, info: PackInfo, drafts: Sequence[tuple[str, Draft]], path: Path, progress: Progress
    ) -> ImportReport:
        """Take in questions that another reader found in ``path``, each with its place there, as
        a pack. Raises as import_files does."""
        report, source = ImportReport(files=1), Source(path)

        def found() -> Generator[Entry, None, None]:
            yield info
            yield from (Item(where, draft) for where, draft in drafts)

        steps = Steps(progress, [source])
        FileImport(self._store, self._clock, self._media, source, report).run(steps, found())
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
                found |= contents.questions(session, ids[start : start + _LOOK_UP])
        for wanted in ids:
            if wanted not in found:
                raise UserFault(f"There is no question {wanted} in the bank.", field="id")
        return [found[wanted] for wanted in ids]

    def find(self, name: str) -> int:
        """Return the id of the question that ``name`` means: its id here or the one its file
        gave it. UserFault if there is none or if several packs use that id."""
        with self._store.read() as session:
            found = finding.named(session, name)
        if not found:
            raise UserFault(f"There is no question {name} in the bank.", field="id")
        if len(found) > 1:
            several = ", ".join(map(str, found))
            raise UserFault(f"Several questions have the id {name}: {several}.", field="id")
        return found[0]

    def unknown(self, names: Sequence[str]) -> list[str]:
        """Return those of ``names`` that are no id in this bank, in their order."""
        with self._store.read() as session:
            return finding.nameless(session, names) if names else []

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
            wrong = contents.mend_search_index(session)
            if wrong:
                session.touch("questions")
        return [f"the search index of {wrong} questions"] if wrong else []

    def select(self, wanted: BankFilter) -> list[int]:
        """Return the ids of the questions wanted, pack by pack in the order of their files."""
        with self._store.read() as session:
            return finding.select_ids(session, wanted)

    def like(self, question_id: int, limit: int = 5, without: Collection[int] = ()) -> list[int]:
        """Return the questions most like this one by their words, best first.

        Itself, the same question in another pack and those of ``without`` are left out. It
        takes 10 ms in a bank of 100,000: on a worker. UserFault if there is no such question.
        """
        question = self.get(question_id)
        with self._store.read() as session:
            key = contents.content_key(session, question_id)
            return likeness.like(session, question, key, limit, without)

    def total(self) -> int:
        """Return the number of questions in the bank."""
        with self._store.read() as session:
            return finding.total(session)

    def never_used(self) -> bool:
        """Whether the bank has never held a pack, not even one that was removed since."""
        with self._store.read() as session:
            return packs.is_empty(session)

    def packs(self) -> list[Pack]:
        """Return the packs of the bank, by title."""
        with self._store.read() as session:
            return packs.packs(session)

    def _pack(self, pack_id: int) -> Pack:
        for pack in self.packs():
            if pack.id == pack_id:
                return pack
        raise UserFault("This pack is not in the bank any more.")

    def remove_pack(self, pack_id: int) -> None:
        """Take a pack out of the bank; its questions stay known to blocks and statistics."""
        with self._store.write() as session:
            packs.remove_pack(session, pack_id, self._clock.now())
            session.touch("questions", "packs")

    def restore_pack(self, pack_id: int) -> None:
        """Undo :meth:`remove_pack`."""
        with self._store.write() as session:
            packs.restore_pack(session, pack_id)
            session.touch("questions", "packs")

    def restore_question(self, question_id: int) -> None:
        """Bring back a question that was removed, with its pack if that is gone too."""
        with self._store.write() as session:
            packs.restore_question(session, question_id)
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

    def export(
        self,
        ids: Sequence[int],
        path: Path,
        progress: Progress,
        own_tags: Mapping[int, Sequence[str]] | None = None,
    ) -> None:
        """Write questions to ``path`` in our own format, pictures included, and with them the
        ``own_tags`` that a user has given some of them.

        EnvironmentFault if it cannot be written; then, or if cancelled, ``path`` is untouched.
        """
        with self._store.read() as session:
            infos = packs.pack_infos(session, ids)
        temporary = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            with temporary.open("w", encoding="utf-8", newline="\n") as file:
                pack = infos[0] if len(infos) == 1 else own_json.joint_pack(title_of(path), infos)
                own_json.write(
                    pack, self._exported(ids, progress, own_tags or {}), self._picture, file
                )
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

    def _exported(
        self, ids: Sequence[int], progress: Progress, own_tags: Mapping[int, Sequence[str]]
    ) -> Iterator[Question]:
        """Yield the questions; where two packs use the same id, the pack's id stands before it."""
        owners: dict[str, int] = {}
        for start in range(0, len(ids), _LOOK_UP):
            progress.report(start, len(ids), "Writing questions")
            for question in self.get_many(ids[start : start + _LOOK_UP]):
                tags = tuple(dict.fromkeys((*question.tags, *own_tags.get(question.id, ()))))
                external = question.external_id
                if external and owners.setdefault(external, question.pack_id) != question.pack_id:
                    external = f"{question.pack_id}/{external}"
                yield replace(question, external_id=external, tags=tags)
        progress.report(len(ids), len(ids), "Writing questions")

    def _picture(self, name: str) -> bytes:
        data = self.picture(name)
        if data is None:
            raise EnvironmentFault(
                f"The picture {name} is missing in {self._media.root}.",
                advice="Bring back a backup, or import its pack again.",
            )
        return data
