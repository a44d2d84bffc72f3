"""The real question files that developers were given are taken in whole.

The short ones always; ``-m campaign`` takes all of them.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.questions.models import LETTERS, BankFilter, Markup
from tests.support.shared_data import shared

if TYPE_CHECKING:
    from ms2qbank_desktop.features.questions.models import Question
    from tests.features.questions.profile import Profile

LONG = (
    "medqa/medqa_usmle_test_5opt.jsonl",
    "medqa/medqa_usmle_train1000_5opt.jsonl",
    "gasbank/questions.json",
)
FILES = (
    *(pytest.param(name, marks=pytest.mark.campaign) for name in LONG),
    "mmlu-medical-csv/anatomy_test.csv",
    "mmlu-medical-csv/clinical_knowledge_test.csv",
    "mmlu-medical-csv/college_biology_test.csv",
    "mmlu-medical-csv/college_medicine_test.csv",
    "mmlu-medical-csv/medical_genetics_test.csv",
    "mmlu-medical-csv/professional_medicine_test.csv",
    "medmcqa/medmcqa_validation_first500.csv",
    "openstax-ap2e/ap2e-ch01-14.csv",
)


def counted(questions: list[Question]) -> dict[str, object]:
    """Count what expected.json counts, under the same names."""
    texts = [[q.stem, q.explanation, *(choice.text for choice in q.choices)] for q in questions]
    return {
        "questions": len(questions),
        "options_per_question": Counter(str(len(q.choices)) for q in questions),
        "correct_answers_per_question": Counter(str(len(q.correct)) for q in questions),
        "answer_distribution": Counter(LETTERS[place] for q in questions for place in q.correct),
        "with_explanation": sum(bool(q.explanation) for q in questions),
        "rows_with_newline_in_stem": sum("\n" in q.stem for q in questions),
        "longest_stem_chars": max(len(q.stem) for q in questions),
        "rows_with_repeated_option": sum(
            len({c.text for c in q.choices}) < len(q.choices) for q in questions
        ),
        "rows_with_empty_option": sum(not c.text for q in questions for c in q.choices),
        "rows_with_non_ascii": sum(not "".join(t).isascii() for t in texts),
    }


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_gives_the_counts_that_are_known_of_it(profile: Profile, name: str) -> None:
    expected = json.loads(shared("data/questions/expected.json").read_text())["files"][name]
    report = profile.take(shared("data/questions") / name)
    assert (report.added, report.problems, report.duplicates) == (expected["questions"], [], [])
    found = counted(profile.questions())
    assert found == {key: expected[key] for key in found}
    assert profile.faults_inside() == []


@pytest.mark.campaign
def test_a_real_file_taken_twice_changes_nothing(profile: Profile) -> None:
    path = shared("data/questions") / LONG[0]
    profile.take(path)
    before = profile.questions()
    profile.announced.clear()
    report = profile.take(path)
    assert (report.added, report.updated, report.unchanged) == (0, 0, 1273)
    assert profile.questions() == before
    assert profile.announced == []


def test_questions_that_two_real_files_share_are_there_once(profile: Profile) -> None:
    folder = shared("data/questions/mmlu-medical-csv")
    profile.take(folder / "clinical_knowledge_test.csv")
    report = profile.take(folder / "college_medicine_test.csv")
    assert (report.added, len(report.duplicates), report.problems) == (95, 78, [])
    assert "clinical knowledge test" in report.duplicates[0].why


@pytest.mark.campaign
def test_medqa_keeps_its_line_breaks_and_its_step(profile: Profile) -> None:
    profile.take(shared("data/questions") / LONG[0])
    step_1 = profile.questions(BankFilter(tags=frozenset({"step1"})))
    assert len(step_1) == 679
    assert {question.markup for question in step_1} == {Markup.TEXT}


@pytest.mark.campaign
def test_gasbank_has_a_rationale_for_each_choice_and_a_topic(profile: Profile) -> None:
    profile.take(shared("data/questions/gasbank/questions.json"))
    questions = profile.questions()
    assert sum(bool(c.rationale) for q in questions for c in q.choices) == 1775
    assert Counter(q.difficulty for q in questions) == {2: 70, 3: 192, 4: 93}
    assert len({q.topic for q in questions}) == 29
    assert all(q.objective for q in questions)
    assert [pack.info.title for pack in profile.bank.packs()] == ["gasbank questions"]


@pytest.mark.campaign
def test_gasbank_markdown_is_shown_as_html(profile: Profile) -> None:
    profile.take(shared("data/questions/gasbank/questions.json"))
    bold = profile.questions(BankFilter(text='"Core.6.1.1"'))[0]
    shown = profile.bank.rendered(bold)
    assert "<strong>Vasopressors restore MAP" in shown.explanation
    assert "air/O<sub>2</sub>" in shown.stem
    assert "**" not in shown.explanation


def test_medmcqa_subjects_are_its_taxonomy(profile: Profile) -> None:
    name = "medmcqa/medmcqa_validation_first500.csv"
    expected = json.loads(shared("data/questions/expected.json").read_text())["files"][name]
    profile.take(shared("data/questions") / name)
    assert Counter(q.subject for q in profile.questions()) == expected["subject_name"]


def test_openstax_says_its_license_and_keeps_its_html(profile: Profile) -> None:
    profile.take(shared("data/questions/openstax-ap2e/ap2e-ch01-14.csv"))
    (pack,) = profile.bank.packs()
    assert (pack.info.title, pack.info.license) == ("Anatomy and Physiology 2e", "CC BY 4.0")
    methane = profile.questions(BankFilter(text="methane"))[0]
    assert methane.markup is Markup.HTML
    assert profile.bank.rendered(methane).stem.startswith("CH<sub>4</sub> is methane.")
    assert methane.external_id
    assert methane.topic == "The Chemical Level of Organization"


def test_questions_of_the_old_web_system_come_with_their_tags(profile: Profile) -> None:
    report = profile.take(shared("data/legacy-sample/data/questions"))
    assert (report.files, report.added, report.problems) == (2, 60, [])
    sample = profile.questions(BankFilter(text="q_1a2b3c4d"))[0]
    assert sample.tags == (
        *("high-yield", "vascular"),
        *("pulmonary embolism", "deep vein thrombosis", "risk factors"),
    )
    assert sample.difficulty == 3
    assert sample.references[1].url == "https://example.com/images/pe_ct_scan.png"
    assert sample.images == ()
    assert all(choice.rationale for choice in sample.choices)


def test_a_file_of_another_kind_is_refused_in_words(profile: Profile) -> None:
    report = profile.take(
        shared("data/questions/openstax-ap2e/ap2e-ch01-04.qti21.zip"),
        shared("data/questions/openstax-ap2e/ap2e-ch01-07.moodle.xml"),
        shared("data/questions/README.md"),
    )
    assert report.taken == 0
    whys = [problem.why for problem in report.problems]
    assert whys[0] == "It is not a text file."
    assert all(why.startswith("It is in no format") for why in whys[1:])
