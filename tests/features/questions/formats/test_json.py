"""JSON files of other programs, whole and broken."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.questions.formats import base, json_items
from tests.features.questions.profile import PIXEL, medqa_line

if TYPE_CHECKING:
    from tests.features.questions.profile import Profile


def gasbank(number: int = 1, **more: object) -> dict[str, object]:
    return {
        "id": f"g{number}",
        "category": "Airway",
        "subcategory": "Masks",
        "difficulty": "easy",
        "questionText": f"Question **{number}**?",
        "answers": [
            {"text": "yes", "isCorrect": True, "explanation": "Because."},
            {"text": "no", "isCorrect": False, "explanation": ""},
        ],
        "didactic": "All of it.",
        "educationalObjective": "Know it.",
        **more,
    }


def web(**more: object) -> dict[str, object]:
    return {
        "id": "q_00000001",
        "stem": "Which?",
        "choices": [{"label": "A", "text": "x"}, {"label": "B", "text": "y"}],
        "answer": "B",
        "explanation": {"summary": "Y.", "rationales": [{"choice": "A", "text": "No."}]},
        "metadata": {"subject": "S", "system": "T", "difficulty": "Hard", "status": "Marked"},
        **more,
    }


def test_a_json_list_that_breaks_off_gives_what_stands_before(profile: Profile) -> None:
    text = json.dumps([gasbank(n) for n in range(5)], indent=1)
    cut = text[: text.index('"id": "g3"') + 30]
    report = profile.take(profile.write("bank.json", cut))
    assert report.added == 3
    (problem,) = report.problems
    line = cut[: cut.rindex("{", 0, cut.index('"id": "g3"'))].count("\n") + 1
    assert line <= int(problem.where.removeprefix("line ")) <= line + 4
    assert problem.why.endswith("the file was read up to here.")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('[{"questionText": 1, "answers": [}, {}]', "The JSON is broken here"),
        ('[{"questionText": "a", "answers": []} {}]', "The JSON is broken here (, expected)"),
        ('[{"questionText": "a", "answers": []},', "The JSON is broken here"),
        ('[{"questionText": "a", "answers": []}', "The file ends before its end"),
        ('[{"questionText": "a", "answers": []}] x', "There is more after the end"),
        ('["questionText": "answers": ', "The JSON is broken here"),
        ('[{"questionText": "answers": [' + "[" * 100_000, "nested too deeply"),
        ('[{"questionText": ' + "9" * 5000 + ', "answers": []}]', "a number is too long"),
    ],
)
def test_broken_json_is_named(profile: Profile, content: str, why: str) -> None:
    content = content.replace('"questionText": "answers"', '"questionText": 0, "answers"')
    report = profile.take(profile.write("bank.json", content))
    assert report.taken == 0
    assert why in report.problems[-1].why


def test_an_item_larger_than_a_chunk_is_read_whole(profile: Profile) -> None:
    long = gasbank(1, internal="x" * 3_000_000)
    report = profile.take(profile.write_json("bank.json", [gasbank(0), long, gasbank(2)]))
    assert (report.added, report.problems) == (3, [])


def test_an_endless_item_is_given_up_without_reading_the_whole_file(
    profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_items, "MAX_ITEM", 1 << 20)
    text = json.dumps([gasbank(0)])[:-1] + ', {"questionText": "' + "x" * 9_000_000
    report = profile.take(profile.write("bank.json", text))
    assert report.added == 1
    assert report.problems[0].where == "line 1"


def test_an_endless_line_is_given_up(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_items, "MAX_ITEM", 1 << 20)
    text = medqa_line("One?") + medqa_line("x" * 2_000_000) + medqa_line("Three?")
    report = profile.take(profile.write("bank.jsonl", text))
    assert report.added == 1
    assert [(p.where, p.why) for p in report.problems] == [
        ("line 2", "The line is too long; the file was read up to here.")
    ]


def test_a_file_beyond_all_bounds_is_not_opened(
    profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = profile.write("bank.jsonl", medqa_line("One?"))
    with path.open("r+b") as file:
        file.truncate(base.MAX_FILE + 1)
    monkeypatch.setattr(base.Source, "head", None)
    assert profile.take(path).problems[0].why == "The file is larger than 1 GB."


def test_a_broken_line_costs_only_itself(profile: Profile) -> None:
    text = medqa_line("One?") + '{"question": "cut off\n\n[1, 2]\n' + medqa_line("Two?")
    report = profile.take(profile.write("bank.jsonl", text))
    assert report.added == 2
    assert [problem.where for problem in report.problems] == ["line 2", "line 4"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"answer": "two"}, "the answer text is not that of option A"),
        ({"answer_idx": "Z"}, "the answer is Z, but there is no such option"),
        ({"answer_idx": None, "answer": "four"}, "the answer is not one of the options"),
        ({"options": ["one", "two"]}, "the option is not an object"),
        ({"options": {"A": "one"}}, "it has 1 choices, not 2 to 10"),
        ({"options": {"A": "one", "B": " "}}, "choice B is empty"),
        ({"question": None}, "the stem is empty"),
        ({"question": {"text": "?"}}, "the question is not a text"),
        ({"question": "half a pair \ud800"}, "the question holds characters that cannot be read"),
    ],
)
def test_a_medqa_line_that_contradicts_itself_is_left_out(
    profile: Profile, change: dict[str, object], why: str
) -> None:
    item = json.loads(medqa_line("One?")) | change
    path = profile.write("bank.jsonl", medqa_line("Two?") + json.dumps(item) + "\n")
    report = profile.take(path)
    assert report.added == 1
    assert [(p.where, p.why) for p in report.problems] == [("line 2", f"It was left out: {why}.")]


def test_medqa_options_may_be_a_list_and_the_answer_only_a_text(profile: Profile) -> None:
    item = {
        "question": "Which?",
        "answer": "y",
        "options": [{"key": "A", "value": "x"}, {"key": "B", "value": "y"}],
    }
    profile.take(profile.write("bank.jsonl", json.dumps(item)))
    assert profile.questions()[0].correct == {1}


def test_medqa_answers_may_be_only_a_letter(profile: Profile) -> None:
    item = {"question": "Which?", "answer_idx": "B", "options": {"A": "x", "B": "y"}}
    profile.take(profile.write("bank.jsonl", json.dumps(item)))
    assert profile.questions()[0].correct == {1}


def test_gasbank_items_become_markdown_questions(profile: Profile) -> None:
    profile.take(profile.write_json("bank.json", [gasbank()]))
    (question,) = profile.questions()
    assert (question.subject, question.topic, question.difficulty) == ("Airway", "Masks", 2)
    assert question.choices[0].rationale == "Because."
    assert profile.bank.rendered(question).stem == "Question <strong>1</strong>?"


def test_an_answer_that_does_not_say_whether_it_is_right_is_a_problem(profile: Profile) -> None:
    bad = gasbank(answers=[{"text": "yes", "isCorrect": "true"}, {"text": "no"}])
    report = profile.take(profile.write_json("bank.json", [bad, gasbank(2)]))
    assert report.added == 1
    assert "does not say whether it is right" in report.problems[0].why


def test_a_bare_object_and_json_lines_of_the_old_web_system_are_read(profile: Profile) -> None:
    profile.take(profile.write_json("one.json", web()))
    two = json.dumps(web(id="q_2", stem="2?")) + "\n" + json.dumps(web(id="q_3", stem="3?"))
    profile.take(profile.write("many.ndjson", two))
    assert {q.external_id for q in profile.questions()} == {"q_00000001", "q_2", "q_3"}
    first = next(q for q in profile.questions() if q.stem == "Which?")
    assert (first.difficulty, first.choices[0].rationale) == (4, "No.")
    assert first.correct == {1}
    assert "Marked" not in first.tags


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"answer": "C"}, "the answer is for choice C, which is not there"),
        ({"answer": None}, "the answer is for choice (none), which is not there"),
        ({"choices": [{"label": "A", "text": "x"}] * 2}, "two choices have the same label"),
        (
            {"explanation": {"rationales": [{"choice": "D", "text": "?"}]}},
            "a rationale is for choice D, which is not there",
        ),
        ({"metadata": []}, "the metadata is not an object"),
        ({"tags": "one"}, "the tags are not a list"),
    ],
)
def test_a_web_question_that_contradicts_itself_is_left_out(
    profile: Profile, change: dict[str, object], why: str
) -> None:
    report = profile.take(profile.write_json("bank.json", [web(**change)]))
    assert [(p.where, p.why) for p in report.problems] == [
        ("question 1, line 1", f"It was left out: {why}.")
    ]


def test_media_of_the_old_web_system_are_kept_as_far_as_they_are_here(profile: Profile) -> None:
    profile.write("ecg.png", PIXEL)
    media = [
        {"type": "image", "uri": "ecg.png", "alt_text": "an ECG"},
        {"type": "image", "uri": "https://example.org/x.png", "alt_text": "far away"},
        {"type": "image", "uri": "../secret.png"},
        {"type": "video", "uri": "clip.mp4"},
    ]
    report = profile.take(profile.write_json("bank.json", web(metadata={"media": media})))
    assert report.problems == []
    (question,) = profile.questions()
    assert [image.alt for image in question.images] == ["an ECG"]
    assert [reference.url for reference in question.references] == [
        *("https://example.org/x.png", "../secret.png", "clip.mp4"),
    ]


def test_json_of_no_known_form_is_refused(profile: Profile) -> None:
    report = profile.take(profile.write_json("bank.json", [{"frage": "Was?", "antwort": "Das."}]))
    assert report.problems[0].why.startswith("It is in no format that can be imported")


def test_problems_without_end_are_counted_but_not_kept(
    profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "ms2qbank_desktop.features.questions.service.importing._LISTED_PROBLEMS", 10
    )
    text = medqa_line("One?") + "{broken}\n" * 25 + medqa_line("Two?")
    report = profile.take(profile.write("bank.jsonl", text))
    assert (report.added, len(report.problems), report.rejected) == (2, 10, 25)
