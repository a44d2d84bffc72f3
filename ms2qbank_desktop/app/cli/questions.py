"""Count, list, show or export questions of the bank."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.core.progress import Silent

if TYPE_CHECKING:
    from ms2qbank_desktop.app.context import AppContext
    from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
    from ms2qbank_desktop.features.attempts.service import AttemptService
    from ms2qbank_desktop.features.questions.models import Question
    from ms2qbank_desktop.features.questions.service import QuestionService

    from . import Output

NAME = "questions"


def add(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Declare the actions and the filter options they share."""
    wanted = argparse.ArgumentParser(add_help=False)
    for name in ("pack", "subject", "system", "topic", "tag"):
        wanted.add_argument(f"--{name}", action="append", default=[], metavar="NAME")
    wanted.add_argument(
        "--status",
        action="append",
        default=[],
        choices=["unused", "correct", "incorrect", "omitted", "marked", "due", "suspended"],
    )
    wanted.add_argument("--difficulty", action="append", default=[], type=int, metavar="1-5")
    wanted.add_argument("--search", default="", metavar="WORDS")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    shared = [common, wanted]
    actions.add_parser("count", parents=shared, help="how many, by system, subject, …")
    listing = actions.add_parser("list", parents=shared, help="the questions themselves")
    listing.add_argument("--limit", type=int, metavar="N")
    listing.add_argument("--offset", type=int, default=0, metavar="N")
    show = actions.add_parser("show", parents=[common], help="one question")
    show.add_argument("id", metavar="ID", help="its id, or the id its file gave it")
    export = actions.add_parser("export", parents=shared, help="to a file of our own format")
    export.add_argument("out", type=Path, metavar="OUT")


def run(options: argparse.Namespace, output: Output) -> int:
    """Carry out the action."""
    from ms2qbank_desktop.app.context import AppContext

    context = AppContext(options.data_dir)
    try:
        return _Desk(context, options, output).run()
    finally:
        context.close()


class _Desk:
    """One call of the command: who asks, what for, and the two services it needs."""

    def __init__(self, context: AppContext, options: argparse.Namespace, output: Output) -> None:
        from ms2qbank_desktop.features.accounts.service import AccountService
        from ms2qbank_desktop.features.attempts.service import AttemptService
        from ms2qbank_desktop.features.questions.service import QuestionService

        self._options = options
        self._output = output
        self._bank: QuestionService = context.service(QuestionService)
        self._attempts: AttemptService = context.service(AttemptService)
        self._user_id = context.service(AccountService).acting(options.user).id
        self._packs = {pack.id: pack.info.title for pack in self._bank.packs()}

    def run(self) -> int:
        action = {
            "count": self._count,
            "list": self._list,
            "show": self._show,
            "export": self._export,
        }[self._options.action]
        action()
        return 0

    def _count(self) -> None:
        from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
        from ms2qbank_desktop.features.attempts.selection import count, restrict

        wanted = self._wanted()
        cube = self._attempts.cube(self._user_id, wanted.bank)
        every = QuestionFilter(statuses=frozenset(Status))  # suspended ones too, if any are left
        counts = count(restrict(cube, wanted.statuses), every)
        groups: dict[str, dict[str, int]] = {
            "by_system": dict(counts.by_system),
            "by_subject": dict(counts.by_subject),
            "by_status": {status.value: number for status, number in counts.by_status.items()},
            "by_pack": {self._packs[pack]: number for pack, number in counts.by_pack.items()},
        }
        lines = [f"{counts.total} questions"]
        for name, group in groups.items():
            lines += [f"  {name[3:]} {value or '(none)'}: {n}" for value, n in group.items()]
        self._output.result({"total": counts.total, **groups}, lines)

    def _list(self) -> None:
        ids = self._ids()
        last = None if self._options.limit is None else self._options.offset + self._options.limit
        documents = self._documents(ids[self._options.offset : last])
        lines = [
            f"{one['external_id'] or one['id']}  {' '.join(one['stem'].split())[:100]}"
            for one in documents
        ]
        self._output.result(documents, lines)

    def _show(self) -> None:
        (document,) = self._documents([self._bank.find(self._options.id)])
        lines = [document["stem"], ""]
        lines += [
            f"{'*' if choice['correct'] else ' '} {choice['label']}. {choice['text']}"
            for choice in document["choices"]
        ]
        lines += ["", document["explanation"]] if document["explanation"] else []
        self._output.result(document, lines)

    def _export(self) -> None:
        ids = self._ids()
        if not ids:
            raise UserFault("No question matches, so nothing was written.")
        own_tags = self._attempts.own_tags(self._user_id, ids)
        self._bank.export(ids, self._options.out, Silent(), own_tags)
        document = {"file": str(self._options.out), "questions": len(ids)}
        self._output.result(document, [f"{len(ids)} questions in {self._options.out}"])

    def _ids(self) -> list[int]:
        return self._attempts.matching(self._user_id, self._wanted())

    def _documents(self, ids: list[int]) -> list[dict[str, Any]]:
        statuses = self._attempts.statuses(self._user_id, ids)
        marked = self._attempts.marked(self._user_id, ids)
        return [
            _document(
                question,
                self._packs[question.pack_id],
                statuses.get(question.id),
                marked=question.id in marked,
            )
            for question in self._bank.get_many(ids)
        ]

    def _wanted(self) -> QuestionFilter:
        from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
        from ms2qbank_desktop.features.questions.models import BankFilter

        options = self._options
        return QuestionFilter(
            BankFilter(
                packs=frozenset(self._pack_id(name) for name in options.pack),
                subjects=frozenset(options.subject),
                systems=frozenset(options.system),
                topics=frozenset(options.topic),
                difficulties=frozenset(options.difficulty),
                tags=frozenset(options.tag),
                text=options.search,
            ),
            frozenset(map(Status, options.status)),
        )

    def _pack_id(self, name: str) -> int:
        for pack_id, title in self._packs.items():
            if name in (str(pack_id), title):
                return pack_id
        known = ", ".join(self._packs.values()) or "none"
        raise UserFault(f"There is no pack {name}. Packs: {known}.", field="pack")


def _document(
    question: Question, pack: str, status: Status | None, *, marked: bool
) -> dict[str, Any]:
    from ms2qbank_desktop.features.questions.models import LETTERS

    return {
        "id": question.id,
        "external_id": question.external_id,
        "stem": question.stem,
        "choices": [
            {
                "label": letter,
                "text": choice.text,
                "correct": choice.correct,
                "rationale": choice.rationale,
            }
            for letter, choice in zip(LETTERS, question.choices, strict=False)
        ],
        "explanation": question.explanation,
        "objective": question.objective,
        "subject": question.subject,
        "system": question.system,
        "topic": question.topic,
        "difficulty": question.difficulty,
        "tags": list(question.tags),
        "pack": pack,
        "status": status.value if status else "unused",
        "marked": marked,
    }
