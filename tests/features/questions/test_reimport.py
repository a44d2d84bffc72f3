"""A file imported again updates its questions, and they stay the same ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.progress import Cancelled
from ms2qbank_desktop.features.questions.models import BankFilter, ImportRequest
from ms2qbank_desktop.features.questions.service import importing
from tests.features.questions.profile import medqa_line, own_file, own_question

if TYPE_CHECKING:
    from tests.features.questions.profile import Profile

STEMS = (
    "A 30-year-old man has had fever and a cough for three days and now has chest pain. What next?",
    "Which of these hormones does the anterior pituitary gland make in response to stress?",
    "A child has a barking cough and a hoarse voice in winter. Which virus is the most likely one?",
    "Which nerve is most often hurt by a fracture through the middle of the humerus?",
)
LINES = [
    medqa_line(stem, [f"{sign} of {number}" for sign in ("first", "second", "third")])
    for number, stem in enumerate(STEMS)
]


def test_a_mended_stem_keeps_the_question(profile: Profile) -> None:
    profile.take(profile.write("bank.jsonl", "".join(LINES)))
    before = profile.ids()
    mended = LINES[2].replace("barking", "BARKLIKE")
    report = profile.take(profile.write("bank.jsonl", "".join([*LINES[:2], mended, LINES[3]])))
    assert (report.added, report.updated, report.unchanged) == (0, 1, 3)
    after = profile.ids()
    assert sorted(after.values()) == sorted(before.values())
    assert after[STEMS[2].replace("barking", "BARKLIKE")] == before[STEMS[2]]


def test_a_changed_answer_updates_the_question(profile: Profile) -> None:
    profile.take(profile.write("bank.jsonl", "".join(LINES)))
    before = profile.ids()
    options = [f"{sign} of 1" for sign in ("first", "second", "third")]
    changed = medqa_line(STEMS[1], options, right="C")
    report = profile.take(profile.write("bank.jsonl", "".join([LINES[0], changed, *LINES[2:]])))
    assert (report.updated, report.unchanged) == (1, 3)
    assert profile.ids() == before
    assert profile.bank.get(before[STEMS[1]]).correct == {2}


def test_a_changed_choice_updates_the_question(profile: Profile) -> None:
    profile.take(profile.write("bank.jsonl", "".join(LINES)))
    before = profile.ids()
    changed = LINES[3].replace("third of 3", "another third")
    report = profile.take(profile.write("bank.jsonl", "".join([*LINES[:3], changed])))
    assert (report.added, report.updated, report.unchanged) == (0, 1, 3)
    assert profile.ids() == before


def test_rows_put_in_at_the_top_move_the_others_down_and_change_none(profile: Profile) -> None:
    profile.take(profile.write("bank.jsonl", "".join(LINES)))
    before = profile.ids()
    new = [medqa_line(f"New question {n} about something else?") for n in range(3)]
    report = profile.take(profile.write("bank.jsonl", "".join(new + LINES)))
    assert (report.added, report.updated, report.unchanged) == (3, 0, 4)
    after = profile.ids()
    assert {stem: after[stem] for stem in STEMS} == before
    stems = [question.stem for question in profile.questions()]
    assert stems[3:] == list(STEMS)
    assert profile.faults_inside() == []


def test_rows_put_in_at_the_top_hide_no_edit_below(profile: Profile) -> None:
    profile.take(profile.write("bank.jsonl", "".join(LINES)))
    before = profile.ids()
    mended = LINES[0].replace("fever", "high fever")
    new = medqa_line("Something quite different?", ["red", "green"])
    report = profile.take(profile.write("bank.jsonl", "".join([new, mended, *LINES[1:]])))
    assert (report.added, report.updated, report.unchanged) == (1, 1, 3)
    assert profile.ids()[STEMS[0].replace("fever", "high fever")] == before[STEMS[0]]


def test_the_same_stem_with_other_choices_is_another_question(profile: Profile) -> None:
    twice = [medqa_line(STEMS[0], ["one", "two"]), medqa_line(STEMS[0], ["three", "four"])]
    profile.take(profile.write("bank.jsonl", twice[0]))
    report = profile.take(profile.write("bank.jsonl", "".join(twice)))
    assert (report.added, report.updated, report.unchanged) == (1, 0, 1)
    report = profile.take(profile.write("bank.jsonl", twice[1]))
    assert (report.added, report.updated, report.unchanged) == (0, 0, 1)


def test_unrelated_questions_with_the_same_choices_are_not_taken_for_an_edit(
    profile: Profile,
) -> None:
    choices = ["True", "False"]
    profile.take(profile.write("bank.jsonl", medqa_line(STEMS[0], choices)))
    report = profile.take(profile.write("bank.jsonl", medqa_line(STEMS[1], choices)))
    assert (report.added, report.updated) == (1, 0)


def test_a_question_that_left_its_file_stays_in_the_bank(profile: Profile) -> None:
    profile.take(profile.write("bank.jsonl", "".join(LINES)))
    report = profile.take(profile.write("bank.jsonl", "".join(LINES[:2])))
    assert (report.unchanged, profile.bank.total()) == (2, 4)


def test_an_edit_taken_back_brings_the_old_text_back(profile: Profile) -> None:
    profile.take(profile.write("bank.jsonl", "".join(LINES)))
    before = profile.ids()
    mended = LINES[2].replace("barking", "dry and barking")
    profile.take(profile.write("bank.jsonl", "".join([*LINES[:2], mended, LINES[3]])))
    profile.take(profile.write("bank.jsonl", "".join(LINES)))
    assert profile.ids() == before


def test_an_old_text_beside_its_edit_becomes_a_question_of_its_own(profile: Profile) -> None:
    profile.take(profile.write("bank.jsonl", "".join(LINES)))
    mended = LINES[2].replace("barking", "dry and barking")
    profile.take(profile.write("bank.jsonl", "".join([*LINES[:2], mended, LINES[3]])))
    report = profile.take(profile.write("bank.jsonl", "".join([*LINES, mended])))
    assert (report.added, report.unchanged, profile.bank.total()) == (1, 4, 5)
    assert profile.faults_inside() == []


def test_an_id_keeps_the_question_whatever_changes(profile: Profile) -> None:
    first = own_file(own_question("Old stem?", id="q1"), own_question("Other?", id="q2"))
    profile.take(profile.write_json("a.json", first))
    before = profile.ids()
    second = own_file(own_question("Wholly new?", id="q1"), own_question("Other?", id="q2"))
    report = profile.take(profile.write_json("a.json", second))
    assert (report.added, report.updated, report.unchanged) == (0, 1, 1)
    assert profile.ids()["Wholly new?"] == before["Old stem?"]


def test_an_id_used_twice_in_a_file_is_a_problem_if_the_questions_differ(profile: Profile) -> None:
    content = own_file(own_question("One?", id="q"), own_question("Two?", id="q"))
    report = profile.take(profile.write_json("a.json", content))
    assert report.added == 1
    assert [problem.why for problem in report.problems] == [
        "Its id q belongs to another question (question 1, line 1)."
    ]


def test_the_same_question_twice_in_a_file_is_a_duplicate(profile: Profile) -> None:
    content = own_file(own_question("One?", id="q"), own_question("One?", id="q"))
    report = profile.take(profile.write_json("a.json", content))
    assert (report.added, len(report.duplicates), report.problems) == (1, 1, [])
    lines = [LINES[0], LINES[1], LINES[0].replace("fever", "FEVER,")]
    report = profile.take(profile.write("b.jsonl", "".join(lines)))
    assert (report.added, len(report.duplicates)) == (2, 1)
    assert "line 1" in report.duplicates[0].why


def test_ids_given_later_are_taken_over_without_new_questions(profile: Profile) -> None:
    profile.take(profile.write_json("a.json", own_file(own_question("One?"))))
    before = profile.ids()
    report = profile.take(profile.write_json("a.json", own_file(own_question("One?", id="x1"))))
    assert (report.added, report.updated) == (0, 1)
    assert profile.ids() == before
    assert profile.bank.get(before["One?"]).external_id == "x1"


def test_two_parts_of_one_pack_do_not_overwrite_each_other(profile: Profile) -> None:
    one = own_file(own_question("Which of these is true?"), own_question("Which is false?"))
    choices = [{"text": "this", "correct": True}, {"text": "those"}]
    two = own_file({"stem": "Which of these is true?", "choices": choices})
    profile.take(profile.write_json("part1.json", one))
    report = profile.take(profile.write_json("part2.json", two))
    assert (report.added, report.updated, profile.bank.total()) == (1, 0, 3)
    assert len(profile.bank.packs()) == 1


def test_a_question_of_another_file_is_reported_with_the_pack_it_is_in(profile: Profile) -> None:
    profile.take(profile.write("cardiology.jsonl", "".join(LINES)))
    table = "question,a,b,c,answer\n" + "".join(
        f'"{stem.upper()}",third of {n},First of {n}.,second of {n},b\n'
        for n, stem in enumerate(STEMS)
    )
    report = profile.take(profile.write("copied.csv", table + "New one?,x,y,z,a\n"))
    assert (report.added, len(report.duplicates)) == (1, 4)
    assert report.duplicates[0].where == "line 2"
    assert report.duplicates[0].why == "It is in the pack “cardiology” already."


def test_numbers_and_signs_tell_questions_apart(profile: Profile) -> None:
    pairs = [("5 mg", "50 mg"), ("-5 mg", "5 mg"), ("< 5 mg", "> 5 mg"), ("α", "β"), ("Ca↑", "Ca↓")]
    lines = [
        medqa_line("How much?", [word, "none of these"]) for pair in pairs for word in pair[::-1]
    ]
    report = profile.take(profile.write("bank.jsonl", "".join(lines)))
    assert report.added == len({word for pair in pairs for word in pair})
    assert [d.where for d in report.duplicates] == ["line 3"]  # "5 mg" once more


def test_a_removed_pack_comes_back_whole_with_its_file(profile: Profile) -> None:
    path = profile.write("bank.jsonl", "".join(LINES))
    profile.take(path)
    before = profile.ids()
    (pack,) = profile.bank.packs()
    profile.bank.remove_pack(pack.id)
    assert (profile.bank.total(), profile.bank.packs(), profile.questions()) == (0, [], [])
    assert profile.bank.get(before[STEMS[0]]).stem == STEMS[0]
    report = profile.take(path)
    assert (report.added, report.unchanged) == (4, 0)
    assert profile.ids() == before
    assert profile.faults_inside() == []


def test_removing_a_pack_can_be_undone(profile: Profile) -> None:
    profile.take(profile.write("bank.jsonl", "".join(LINES)))
    (pack,) = profile.bank.packs()
    profile.bank.remove_pack(pack.id)
    profile.bank.restore_pack(pack.id)
    assert profile.bank.packs() == [pack]
    assert profile.bank.total() == 4


def test_questions_of_a_removed_pack_are_no_duplicates(profile: Profile) -> None:
    profile.take(profile.write("one.jsonl", "".join(LINES)))
    (pack,) = profile.bank.packs()
    profile.bank.remove_pack(pack.id)
    assert profile.take(profile.write("two.jsonl", "".join(LINES))).added == 4


def test_a_new_edition_of_a_pack_brings_its_new_license(profile: Profile) -> None:
    content = own_file(own_question())
    profile.take(profile.write_json("a.json", content))
    content["pack"] = {"title": "Our pack", "license": "CC0", "version": "2"}
    report = profile.take(profile.write_json("a.json", content))
    assert report.unchanged == 1
    (pack,) = profile.bank.packs()
    assert (pack.info.license, pack.info.version, pack.questions) == ("CC0", "2", 1)


class CancelAfter:
    def __init__(self, reports: int) -> None:
        self.left = reports

    def report(self, done: int, total: int | None, note: str = "") -> None:
        assert total is not None
        assert 0 <= done <= total
        assert note
        self.left -= 1
        if self.left == 0:
            raise Cancelled


def test_cancelling_half_way_keeps_whole_questions(
    profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 50)
    lines = [medqa_line(f"Question number {n}?", [f"{n} a", f"{n} b"]) for n in range(200)]
    path = profile.write("bank.jsonl", "".join(lines))
    with pytest.raises(Cancelled):
        profile.bank.import_files(ImportRequest((path,)), CancelAfter(2))
    assert profile.bank.total() == 100
    assert profile.faults_inside() == []
    report = profile.take(path)
    assert (report.added, report.unchanged) == (100, 100)


def test_what_was_imported_is_announced_once_it_can_be_read(profile: Profile) -> None:
    profile.take(profile.write("bank.jsonl", "".join(LINES)))
    assert profile.announced == [frozenset({"questions", "packs"})]
    assert len(profile.bank.select(BankFilter(text="pituitary"))) == 1
