"""The import of one file into the bank, in batches that are each committed whole."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.ids import derived_id
from ms2qbank_desktop.features.questions import storing
from ms2qbank_desktop.features.questions.content import content_hash, content_key, texts, validate
from ms2qbank_desktop.features.questions.formats.base import Item, Source
from ms2qbank_desktop.features.questions.formats.known import Steps, entries, title_of
from ms2qbank_desktop.features.questions.intake import Candidate, Intake, Verdict
from ms2qbank_desktop.features.questions.models import Draft, ImportReport, PackInfo, Problem
from ms2qbank_desktop.features.questions.preparing import prepared
from ms2qbank_desktop.features.questions.queries import contents, packs

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from ms2qbank_desktop.core.clock import Clock
    from ms2qbank_desktop.features.questions.formats.base import Entry
    from ms2qbank_desktop.features.questions.models import Pack
    from ms2qbank_desktop.storage.media import MediaFolder
    from ms2qbank_desktop.storage.store import Store, WriteSession

BATCH = 2_000
"""Questions of one transaction: large enough to be quick, small enough to wait for."""
_BATCH_CHARACTERS = 32 << 20
_LISTED_PROBLEMS = 10_000


class FileImport:
    """The import of one file, in batches that are each committed whole."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        media: MediaFolder,
        source: Source,
        report: ImportReport,
        into: Pack | None = None,
    ) -> None:
        """``into``: the pack that the file is a newer edition of, whatever it calls itself."""
        self._store = store
        self._clock = clock
        self._media = media
        self._source = source
        self._report = report
        self._listed = len(report.problems) + _LISTED_PROBLEMS
        self._info = PackInfo(title_of(source.path))
        self._named = False
        self._into = into
        self._intake: Intake | None = None
        self._taken = False

    def run(self, steps: Steps, found: Generator[Entry, None, None] | None = None) -> None:
        """Read the file to its end; ``found``: what it holds, where somebody else has read it."""
        batch: list[Candidate] = []
        size = ordinal = 0
        with closing(found or entries(self._source)) as found:
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
        if self._into is not None:
            self._retire()
        self._name_pack()
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
            verdict = intake.decide(batch, contents.elsewhere(session, keys, self._pack_id))
            self._apply(session, verdict)
        self._intake = intake
        self._tally(verdict)

    def _settle(self) -> None:
        """Match the questions held back with their older selves, and add the rest."""
        intake = self._intake
        if intake is None or not intake.held_keys:
            return
        with self._store.read() as session:
            others = contents.elsewhere(session, intake.held_keys, self._pack_id)
            older = contents.older(session, intake.awaited)
        for verdict in intake.settle(older, others).in_parts(BATCH):
            with self._store.write() as session:
                self._apply(session, verdict)
            self._tally(verdict)

    def _retire(self) -> None:
        """Remove from the pack what its newer edition lacks, unless that is most of it: then the
        file is hardly an edition of this pack."""
        if self._intake is None or not (missing := self._intake.missing):
            return
        if len(missing) > self._intake.found:
            why = "It has less than half of the pack's questions, so none was removed."
            self._note(self._source.problem("", why))
            return
        with self._store.write() as session:
            packs.remove_questions(session, missing, self._clock.now())
            session.touch("questions", "packs")
        self._report.removed += len(missing)

    def _name_pack(self) -> None:
        """Report in which pack the questions are, if any is."""
        title = (self._into.info if self._into else self._info).title
        if self._taken and title not in self._report.packs:
            self._report.packs.append(title)

    @property
    def _pack_id(self) -> int:
        if self._into is not None:
            return self._into.id
        return derived_id("pack", " ".join(self._info.title.casefold().split()))

    def _begin(self, session: WriteSession) -> Intake:
        pack = self._pack_id

        def make_id(key: str | int, attempt: int) -> int:
            return derived_id("question", pack, key, *([attempt] if attempt else []))

        return Intake(
            contents.known(session, pack),
            make_id,
            edition=not self._named or self._into is not None,
        )

    def _apply(self, session: WriteSession, verdict: Verdict) -> None:
        now = self._clock.now()
        info = replace(self._info, title=self._into.info.title) if self._into else self._info
        if packs.save_pack(session, self._pack_id, info, now, create=verdict.writes):
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
        self._taken |= bool(verdict.writes or verdict.unchanged)
        self._report.duplicates += [self._source.problem(*it) for it in verdict.duplicates]
        for where, why in verdict.refused:
            self._note(self._source.problem(where, why))

    def _note(self, problem: Problem) -> None:
        if len(self._report.problems) < self._listed:
            self._report.problems.append(problem)
        else:
            self._report.unlisted += 1
