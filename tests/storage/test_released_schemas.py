"""A profile of every released schema opens in this version, with all that was in it."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.practice.models import QuestionFilter, Status
from ms2qbank_desktop.storage.migrations import HEAD
from tests.support.bank import open_desk
from tests.support.schema_sample import SAMPLES

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted(SAMPLES.glob("schema-*.db.gz"))


def test_a_sample_of_every_schema_is_kept() -> None:
    numbers = [int(file.name[7:11]) for file in FILES]
    assert numbers == list(range(1, HEAD + 1))


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
    assert len(desk.practice.matching(desk.user_id, correct)) == 2
    assert desk.practice.mend_states() == desk.bank.mend_search_index() == []
    desk.context.close()
