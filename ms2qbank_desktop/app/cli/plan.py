"""Make a plan until the exam, list its tasks, plan anew, write it for a calendar program."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ms2qbank_desktop.app.context import AppContext
    from ms2qbank_desktop.features.planner.models import Task
    from ms2qbank_desktop.features.planner.plan_models import Plan, PlanDraft, Unplaced
    from ms2qbank_desktop.features.planner.service.planning import Replanned

    from . import Output

NAME = "plan"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def add(parser: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Declare the actions."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    create = actions.add_parser("create", parents=[common], help="a plan, and its tasks")
    create.add_argument("--exam", type=_date, required=True, metavar="DATE")
    create.add_argument(
        "--minutes",
        required=True,
        type=_minutes,
        metavar="M",
        help="a day; or seven numbers from Monday on, with commas",
    )
    create.add_argument("--start", type=_date, metavar="DATE", help="today if left")
    create.add_argument("--name", default="Step 1")
    create.add_argument(
        "--off", default="", metavar="DAYS", help="sun or 2026-12-24, several with commas"
    )
    create.add_argument("--passes", type=int, default=1, help="through the bank (1)")
    create.add_argument("--block", type=int, default=0, help="questions of a block")
    create.add_argument(
        "--assessment",
        action="append",
        default=[],
        type=_date,
        metavar="DATE",
        help="a self-assessment on this day; may be given several times",
    )
    create.add_argument(
        "--buffer", type=int, default=0, metavar="N", help="keep every Nth day free"
    )
    create.add_argument(
        "--subject",
        action="append",
        default=[],
        type=_subject,
        metavar="NAME=PRIORITY",
        help="subject after subject by priority, as the old system planned",
    )
    actions.add_parser("list", parents=[common], help="the plans")
    one = argparse.ArgumentParser(add_help=False)
    one.add_argument("--plan", type=int, metavar="ID", help="the newest if left")
    actions.add_parser("show", parents=[common, one], help="a plan and what will come of it")
    tasks = actions.add_parser("tasks", parents=[common, one], help="the tasks of a plan")
    tasks.add_argument("--from", dest="first", type=_date, default=date.min)
    tasks.add_argument("--to", dest="last", type=_date, default=date.max)
    actions.add_parser("replan", parents=[common, one], help="move what was missed")
    export = actions.add_parser("export", parents=[common, one], help="to .ics or .csv")
    export.add_argument("out", type=Path, metavar="OUT")


def run(options: argparse.Namespace, output: Output) -> int:
    """Carry out the action."""
    from ms2qbank_desktop.app.context import AppContext
    from ms2qbank_desktop.features.accounts.service import AccountService

    context = AppContext(options.data_dir)
    actions = {
        "create": _create,
        "list": _list,
        "show": _show,
        "tasks": _tasks,
        "replan": _replan,
        "export": _export,
    }
    try:
        user_id = context.service(AccountService).acting(options.user).id
        return actions[options.action](context, user_id, options, output)
    finally:
        context.close()


def _create(context: AppContext, user_id: int, options: argparse.Namespace, output: Output) -> int:
    from ms2qbank_desktop.features.planner.service.planning import PlanningService
    from ms2qbank_desktop.features.planner.service.plans import PlanService

    today = context.clock.study_day(context.clock.now())
    plan_id = context.service(PlanService).create(user_id, _draft(options, today))
    made = context.service(PlanningService).replan(user_id, plan_id, "created")
    plan = context.service(PlanService).plan(user_id, plan_id)
    left = [_left(one) for one in made.left]
    document = {**_document(plan), "tasks": len(made.moved), "left": left}
    lines = [f"{plan_id}  {plan.draft.name}: {len(made.moved)} tasks", *_left_lines(made.left)]
    output.result(document, lines)
    return 0


def _draft(options: argparse.Namespace, today: date) -> PlanDraft:
    from ms2qbank_desktop.core.errors import UserFault
    from ms2qbank_desktop.features.planner.plan_models import Goals, PlanDraft, PlanMode

    week, off = list(options.minutes), set()
    for word in filter(None, (one.strip().lower() for one in options.off.split(","))):
        if word[:3] in WEEKDAYS:
            week[WEEKDAYS.index(word[:3])] = 0
        else:
            try:
                off.add(date.fromisoformat(word))
            except ValueError:
                raise UserFault(f"{word} is no day: sun, or 2026-12-24.", field="off") from None
    start = options.start or today
    for day in options.assessment:
        if not max(start, today) <= day < options.exam:
            words = f"A self-assessment on {day} is not between the start and the exam."
            raise UserFault(words, field="assessment")
    goals = Goals(
        passes=options.passes,
        block=options.block,
        assessments=tuple(options.assessment),
        buffer_every=options.buffer,
    )
    return PlanDraft(
        options.name,
        start,
        options.exam,
        tuple(week),
        goals,
        off=frozenset(off),
        mode=PlanMode.EVEN if options.subject else PlanMode.SPREAD,
        subjects=tuple(options.subject),
    )


def _list(context: AppContext, user_id: int, _options: argparse.Namespace, output: Output) -> int:
    from ms2qbank_desktop.features.planner.service.plans import PlanService

    plans = context.service(PlanService).plans(user_id)
    lines = [f"{one.id}  {one.draft.name}  {one.draft.start} to {one.draft.exam}" for one in plans]
    output.result([_document(one) for one in plans], lines)
    return 0


def _show(context: AppContext, user_id: int, options: argparse.Namespace, output: Output) -> int:
    from ms2qbank_desktop.features.planner.service.planning import PlanningService

    plan = _plan(context, user_id, options)
    outlook = context.service(PlanningService).outlook(user_id, plan.id)
    document = {
        **_document(plan),
        "questions": outlook.promised,
        "questions_done": outlook.done,
        "coverage": round(outlook.coverage, 4),
        "pace": None if outlook.pace is None else round(outlook.pace, 4),
        "extra_minutes": outlook.extra_minutes,
        "left": [_left(one) for one in outlook.unplaced],
    }
    share = f"{outlook.coverage:.0%} of {outlook.promised:,} questions before the exam"
    if not outlook.promised:
        share = "no questions are promised, or the bank has none"
    output.result(document, [f"{plan.draft.name}: {share}", *_left_lines(outlook.unplaced)])
    return 0


def _tasks(context: AppContext, user_id: int, options: argparse.Namespace, output: Output) -> int:
    from ms2qbank_desktop.features.planner.service.tasks import TaskService

    plan = _plan(context, user_id, options)
    found = context.service(TaskService).tasks(user_id, options.first, options.last)
    tasks = [task for task in found if task.plan_id in {plan.id, None}]
    output.result([_task(one) for one in tasks], [_task_line(one) for one in tasks])
    return 0


def _replan(context: AppContext, user_id: int, options: argparse.Namespace, output: Output) -> int:
    from ms2qbank_desktop.features.planner.service.planning import PlanningService

    plan = _plan(context, user_id, options)
    made = context.service(PlanningService).replan(user_id, plan.id)
    output.result(_moves(made), _move_lines(made))
    return 0


def _export(context: AppContext, user_id: int, options: argparse.Namespace, output: Output) -> int:
    from ms2qbank_desktop.features.planner.service.exporting import PlanExport

    plan = _plan(context, user_id, options)
    number = context.service(PlanExport).write(user_id, plan.id, options.out)
    output.result({"file": str(options.out), "tasks": number}, [f"{options.out}: {number} tasks"])
    return 0


def _plan(context: AppContext, user_id: int, options: argparse.Namespace) -> Plan:
    from ms2qbank_desktop.core.errors import UserFault
    from ms2qbank_desktop.features.planner.service.plans import PlanService

    service = context.service(PlanService)
    if options.plan is not None:
        return service.plan(user_id, options.plan)
    if not (plans := service.plans(user_id)):
        raise UserFault("There is no plan yet.", advice="plan create --exam DATE --minutes M")
    return plans[0]


def _document(plan: Plan) -> dict[str, Any]:
    draft = plan.draft
    return {
        "id": plan.id,
        "name": draft.name,
        "start": draft.start.isoformat(),
        "exam": draft.exam.isoformat(),
        "week": list(draft.week),
        "mode": draft.mode.value,
    }


def _task(task: Task) -> dict[str, Any]:
    return {
        "id": task.id,
        "day": task.day.isoformat(),
        "kind": task.kind.value,
        "title": task.title,
        "minutes": task.minutes,
        "done": task.done_at is not None,
        "spent_minutes": task.spent_minutes,
    }


def _task_line(task: Task) -> str:
    mark = "x" if task.done_at is not None else " "
    return f"{task.day}  [{mark}] {task.minutes:4} min  {task.title}"


def _left(one: Unplaced) -> dict[str, Any]:
    return {"title": one.title, "minutes": one.minutes, "why": one.reason}


def _left_lines(left: tuple[Unplaced, ...]) -> list[str]:
    alike = Counter(f"{one.title}, {one.minutes} min. {one.reason}" for one in left)
    return [f"no place: {f'{n} × ' if n > 1 else ''}{words}" for words, n in alike.items()]


def _moves(made: Replanned) -> dict[str, Any]:
    moved = [
        {
            "id": one.task_id,
            "title": one.title,
            "from": one.was and one.was.isoformat(),
            "to": one.now and one.now.isoformat(),
        }
        for one in made.moved
    ]
    return {"moved": moved, "left": [_left(one) for one in made.left]}


def _move_lines(made: Replanned) -> list[str]:
    lines = [f"{one.title}: {one.was or 'new'} to {one.now or 'none'}" for one in made.moved]
    return [*(lines or ["Nothing had to move."]), *_left_lines(made.left)]


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no day, as in 2026-12-24") from None


def _minutes(text: str) -> tuple[int, ...]:
    parts = [one.strip() for one in text.split(",")]
    if len(parts) not in {1, 7} or not all(one.isascii() and one.isdecimal() for one in parts):
        raise argparse.ArgumentTypeError("a number of minutes, or seven from Monday on")
    numbers = tuple(map(int, parts))
    return numbers * 7 if len(numbers) == 1 else numbers


def _subject(text: str) -> tuple[str, int]:
    name, _, priority = text.rpartition("=")
    if not name or not priority.strip().isdecimal():
        raise argparse.ArgumentTypeError("NAME=PRIORITY, as in Cardiology=3")
    return name, int(priority)
