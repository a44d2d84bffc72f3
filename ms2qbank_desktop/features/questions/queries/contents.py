"""What a question holds, and what an import compares it with. Bulk work goes past the ORM."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import (
    literal_column,
    select,
    text,
)
from sqlmodel import Session, col

from ms2qbank_desktop.features.questions.content import part_keys, search_texts
from ms2qbank_desktop.features.questions.intake import Known, Older
from ms2qbank_desktop.features.questions.models import (
    Choice,
    Draft,
    Editorial,
    Image,
    KeyPhrase,
    Markup,
    Question,
    Reference,
)
from ms2qbank_desktop.features.questions.storing import index, unindex
from ms2qbank_desktop.features.questions.tables import (
    SEARCH_INDEX,
    QuestionRow,
    QuestionTagRow,
)

from .finding import portions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ms2qbank_desktop.storage.store import WriteSession


def questions(session: Session, ids: Iterable[int]) -> dict[int, Question]:
    """Return id -> question for those of ``ids`` that exist, removed ones included."""
    wanted = list(ids)
    tags: dict[int, list[str]] = {}
    for question_id, tag in session.execute(
        select(col(QuestionTagRow.question_id), col(QuestionTagRow.tag))
        .where(col(QuestionTagRow.question_id).in_(wanted))
        .order_by(literal_column("question_tags.rowid"))
    ):
        tags.setdefault(question_id, []).append(tag)
    rows = session.scalars(select(QuestionRow).where(col(QuestionRow.id).in_(wanted)))
    return {row.id: _question(row, tags.get(row.id, [])) for row in rows}


def content_key(session: Session, question_id: int) -> int:
    """Return what the same question has in any pack."""
    key = session.scalar(
        select(col(QuestionRow.content_key)).where(col(QuestionRow.id) == question_id)
    )
    return key or 0


def mend_search_index(session: WriteSession) -> int:
    """Replace entries of the search index that are not what their question says; return how
    many were wrong, missing or left over."""
    connection = session.connection()
    kept = {
        row[0]: tuple(row[1:])
        for row in connection.exec_driver_sql(
            f"SELECT rowid, stem, choices, explanation, tags FROM {SEARCH_INDEX}"  # noqa: S608
        )
    }
    wrong = []
    places = session.execute(select(col(QuestionRow.id), col(QuestionRow.search_row))).all()
    for some in portions([place[0] for place in places]):
        found = questions(session, some)
        for question, row in places[: len(some)]:
            texts = search_texts(found[question])
            if kept.pop(row, None) != texts:
                wrong.append((row, *texts))
        places = places[len(some) :]
    unindex(session, [*kept, *(entry[0] for entry in wrong)])
    index(session, wrong)
    return len(kept) + len(wrong)


def known(session: Session, pack_id: int) -> list[Known]:
    """Return what the bank has of a pack, removed questions included, in their order."""
    rows = session.execute(
        # Two halves, for each is a range of the index questions_facets.
        text(
            "SELECT id, external_id, content_key, content_hash, ordinal, deleted_at IS NOT NULL "
            "FROM questions WHERE deleted_at IS NULL AND pack_id = :pack UNION ALL "
            "SELECT id, external_id, content_key, content_hash, ordinal, 1 "
            "FROM questions WHERE deleted_at IS NOT NULL AND pack_id = :pack ORDER BY ordinal"
        ),
        {"pack": pack_id},
    )
    return [Known(row[0], row[1], row[2], row[3], row[4], deleted=bool(row[5])) for row in rows]


def elsewhere(session: Session, keys: Iterable[int], pack_id: int) -> dict[int, str]:
    """Return content key -> title of another pack that has this question."""
    rows = session.execute(
        text(
            "SELECT questions.content_key, packs.title FROM questions "
            "JOIN packs ON packs.id = questions.pack_id "
            "WHERE content_key IN (SELECT value FROM json_each(:keys)) "
            "AND questions.deleted_at IS NULL AND pack_id != :pack"
        ),
        {"keys": json.dumps(list(keys)), "pack": pack_id},
    )
    return dict(rows.all())


def older(session: Session, ids: Sequence[int]) -> dict[int, Older]:
    """Return id -> what an edit of the question may have left alone."""
    found = {}
    for some in portions(ids):
        for row in session.execute(
            select(
                col(QuestionRow.id),
                col(QuestionRow.stem),
                col(QuestionRow.case_vignette),
                col(QuestionRow.choices),
                col(QuestionRow.markup),
            ).where(col(QuestionRow.id).in_(some))
        ):
            draft = Draft(
                row.stem,
                tuple(Choice(choice[0]) for choice in row.choices),
                Markup(row.markup),
                case_vignette=row.case_vignette,
            )
            found[row.id] = Older(part_keys(draft), row.stem)
    return found


def _question(row: QuestionRow, tags: list[str]) -> Question:
    return Question(
        id=row.id,
        pack_id=row.pack_id,
        external_id=row.external_id,
        markup=Markup(row.markup),
        stem=row.stem,
        choices=tuple(Choice(text, bool(right), *more) for text, right, *more in row.choices),
        explanation=row.explanation,
        objective=row.objective,
        hint=row.hint,
        subject=row.subject,
        system=row.system,
        topic=row.topic,
        difficulty=row.difficulty,
        tags=tuple(tags),
        references=tuple(Reference(*reference) for reference in row.refs),
        key_phrases=tuple(KeyPhrase(*span) for span in row.key_phrases),
        images=tuple(Image(*image) for image in row.images),
        case_id=row.case_id,
        case_vignette=row.case_vignette,
        editorial=Editorial(row.editorial),
        author=row.author,
    )
