"""A profile with an empty bank, and what the tests of the bank do with it again and again."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ms2qbank_desktop.core.changes import ChangeHub
from ms2qbank_desktop.core.clock import Clock
from ms2qbank_desktop.core.paths import DataPaths
from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.questions.models import (
    BankFilter,
    ImportReport,
    ImportRequest,
    Question,
)
from ms2qbank_desktop.features.questions.service import QuestionService
from ms2qbank_desktop.storage.media import MediaFolder
from ms2qbank_desktop.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

# The smallest PNG there is: one grey pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)

THREE = ("one", "two", "three")


@dataclass
class Profile:
    """One open store with its bank, and the folder that question files are written to."""

    store: Store
    bank: QuestionService
    folder: Path
    announced: list[frozenset[str]] = field(default_factory=list)

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a question file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def write_json(self, name: str, content: object) -> Path:
        return self.write(name, json.dumps(content, ensure_ascii=False))

    def take(self, *files: Path, columns: Mapping[str, str] | None = None) -> ImportReport:
        """Import files in silence."""
        return self.bank.import_files(ImportRequest(files, columns), Silent())

    def questions(self, wanted: BankFilter | None = None) -> list[Question]:
        return self.bank.get_many(self.bank.select(wanted or BankFilter()))

    def ids(self) -> dict[str, int]:
        """Return stem -> id."""
        return {question.stem: question.id for question in self.questions()}

    def faults_inside(self) -> list[str]:
        """Return what is wrong with the tables: half a question, a stray tag, a stale index."""
        with self.store.read() as session:
            connection = session.connection()
            rows = connection.exec_driver_sql(
                "SELECT 'tag of no question' FROM question_tags "
                "WHERE question_id NOT IN (SELECT id FROM questions) UNION ALL "
                "SELECT 'question of no pack' FROM questions "
                "WHERE pack_id NOT IN (SELECT id FROM packs) UNION ALL "
                "SELECT 'pack without a question' FROM packs "
                "WHERE id NOT IN (SELECT pack_id FROM questions)"
            )
            found = [str(row[0]) for row in rows]
            found += [
                str(row[0])
                for row in connection.exec_driver_sql("PRAGMA integrity_check")
                if row[0] != "ok"
            ]
        return found + self.bank.mend_search_index()


def open_profile(root: Path, folder: Path) -> Profile:
    """Open the profile in ``root``; question files go to ``folder``."""
    hub = ChangeHub()
    clock = Clock()
    paths = DataPaths(root)
    store = Store(paths, hub, clock)
    profile = Profile(store, QuestionService(store, clock, MediaFolder(paths.media)), folder)
    hub.subscribe(profile.announced.append)
    return profile


def medqa_line(
    stem: str, options: Sequence[str] = ("one", "two", "three"), right: str = "A"
) -> str:
    """Return a question as MedQA writes it; ``options`` get the letters A, B, …"""
    lettered = dict(zip("ABCDEFGHIJ", options, strict=False))
    item = {"question": stem, "answer": lettered[right], "options": lettered, "answer_idx": right}
    return json.dumps(item, ensure_ascii=False) + "\n"


def own_file(*questions: Mapping[str, object], title: str = "Our pack") -> dict[str, object]:
    """Return the content of a file in our own format."""
    return {
        "format": "ms2qbank-questions",
        "version": 1,
        "pack": {"title": title},
        "questions": list(questions),
    }


def own_question(stem: str = "Which is it?", **more: object) -> dict[str, object]:
    choices = [{"text": "this", "correct": True}, {"text": "that"}]
    return {"stem": stem, "choices": choices, **more}
