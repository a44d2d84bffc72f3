"""Topics, tags, pasted ids and days not seen: what they leave, and the counts beside them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.attempts.models import QuestionFilter, Status
from ms2qbank_desktop.features.practice.models import BlockRequest, Mode
from ms2qbank_desktop.features.questions.models import BankFilter, ImportRequest
from tests.support.bank import Desk, open_desk, question_file

DAY = 86_400
TOPICS = ("Stones", "Shock", "Stones", "")
TAGS: tuple[list[str], ...] = (["acid"], ["acid", "water"], ["water"], [])


def tagged_file(folder: Path, number: int = 12) -> Path:
    """Twelve questions of which three each have the topics and tags above."""
    file = question_file(folder, number)
    data = json.loads(file.read_text("utf-8"))
    for place, question in enumerate(data["questions"]):
        question["topic"] = TOPICS[place % 4]
        question["tags"] = TAGS[place % 4]
    file.write_text(json.dumps(data), "utf-8")
    return file


@pytest.fixture
def tagged(data_dir: Path, tmp_path: Path) -> Iterator[Desk]:
    desk = open_desk(data_dir, questions=0)
    desk.bank.import_files(ImportRequest((tagged_file(tmp_path),)), Silent())
    yield desk
    desk.context.close()


def found(desk: Desk, wanted: QuestionFilter) -> int:
    return len(desk.attempts.matching(desk.user_id, wanted))


def test_tags_are_joined_by_or_and_on_wish_by_and(tagged: Desk) -> None:
    both = frozenset({"acid", "water"})
    assert found(tagged, QuestionFilter(BankFilter(tags=both))) == 9
    assert found(tagged, QuestionFilter(BankFilter(tags=both, every_tag=True))) == 3


def test_topics_and_tags_are_counted_behind_the_other_filters(tagged: Desk) -> None:
    counts = tagged.attempts.name_counts(tagged.user_id, QuestionFilter())
    assert counts.topics == (("Stones", 6), ("Shock", 3))
    assert counts.tags == (("acid", 6), ("water", 6))
    shock = QuestionFilter(BankFilter(topics=frozenset({"Shock"}), tags=frozenset({"acid"})))
    counts = tagged.attempts.name_counts(tagged.user_id, shock)
    assert counts.topics == (("Shock", 3), ("Stones", 3))
    assert counts.tags == (("acid", 3), ("water", 3))


@pytest.mark.parametrize("every", [True, False])
def test_the_count_at_a_tag_is_what_ticking_it_would_leave(tagged: Desk, every: bool) -> None:
    bank = BankFilter(
        systems=frozenset({"Renal", "Respiratory"}), tags=frozenset({"acid"}), every_tag=every
    )
    counts = tagged.attempts.name_counts(tagged.user_id, QuestionFilter(bank))
    for tag, number in counts.tags:
        tags = {"acid", tag} if every else {tag}
        wanted = BankFilter(systems=bank.systems, tags=frozenset(tags), every_tag=every)
        assert number == found(tagged, QuestionFilter(wanted))


def test_questions_seen_within_the_days_are_left_out_and_unused_ones_stay(tagged: Desk) -> None:
    session = tagged.session(tagged.block(4))
    session.end()
    tagged.clock.pass_time(3 * DAY - 60)
    assert found(tagged, QuestionFilter(unseen_days=3)) == 8
    assert found(tagged, QuestionFilter(statuses=frozenset({Status.OMITTED}), unseen_days=3)) == 0
    tagged.clock.pass_time(120)
    assert found(tagged, QuestionFilter(unseen_days=3)) == 12
    assert found(tagged, QuestionFilter(unseen_days=7)) == 8
    cube = tagged.attempts.cube(tagged.user_id, BankFilter(), unseen_days=7)
    assert sum(cube.values()) == 8
    stones = dict(tagged.attempts.name_counts(tagged.user_id, QuestionFilter(unseen_days=7)).topics)
    assert stones == {"Stones": 4, "Shock": 2}
    request = BlockRequest(QuestionFilter(unseen_days=7), Mode.TUTOR, 40)
    block = tagged.practice.create_block(tagged.user_id, request)
    assert len(tagged.practice.block(tagged.user_id, block).items) == 8


def test_ids_of_the_bank_and_of_the_file_are_found_and_others_named(tagged: Desk) -> None:
    own = str(tagged.attempts.matching(tagged.user_id, QuestionFilter())[4])
    huge = "9" * 19
    names = ["Q1", own, "2041x", "Q3", huge, "²"]
    assert tagged.bank.unknown(names) == ["2041x", huge, "²"]
    assert found(tagged, QuestionFilter(BankFilter(names=frozenset(names)))) == 3


def test_very_many_ids_are_looked_up_without_losing_any(tagged: Desk) -> None:
    names = [f"X{number}" for number in range(40_000)]
    assert tagged.bank.unknown(["Q1", *names]) == names
