"""Tables of questions are read however they are written."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core.errors import UserFault
from ms2qbank_desktop.features.questions.models import LETTERS, Question

if TYPE_CHECKING:
    from tests.features.questions.profile import Profile

HEAD = "question,option_a,option_b,option_c,answer\n"
ROWS = "Which gas?,oxygen,helium,neon,B\nWhich acid?,citric,lactic,nitric,C\n"
QUOTED = '"Which gas, then?",oxygen,helium,neon,B\n"Which acid, then?",citric,lactic,nitric,C\n'


def letters(questions: list[Question]) -> list[str]:
    """Return the right letters of each question."""
    return ["".join(LETTERS[place] for place in sorted(q.correct)) for q in questions]


def test_the_columns_are_known_by_many_names(profile: Profile) -> None:
    report = profile.take(
        profile.write(
            "bank.csv",
            "Question ID;Question Text;Choice 1;Choice 2;Choice 3;Correct Answer;Explanation;"
            "Explanation 2;Organ System;Discipline;Topic Name;Difficulty Level;Key Words;Tag\n"
            "x1;Which gas?;oxygen;helium;neon;2;It is light.;Because;Lungs;Physics;Gases;Hard;"
            "a; b|c;d\n".replace("a; b|c", '"a; b|c"'),
        )
    )
    assert report.problems == []
    (question,) = profile.questions()
    assert question.external_id == "x1"
    assert [choice.text for choice in question.choices] == ["oxygen", "helium", "neon"]
    assert question.correct == {1}
    assert question.explanation == "It is light."
    assert (question.system, question.subject, question.topic) == ("Lungs", "Physics", "Gases")
    assert question.difficulty == 4
    assert set(question.tags) == {"a", "b", "c", "d"}


def test_a_rationale_column_for_each_choice_goes_with_its_choice(profile: Profile) -> None:
    profile.take(
        profile.write(
            "bank.csv",
            "question,a,b,answer,explanation,explanation_a,explanation_b\n"
            "Which?,x,y,A,All in all.,Yes.,No.\n",
        )
    )
    (question,) = profile.questions()
    assert [choice.rationale for choice in question.choices] == ["Yes.", "No."]
    assert question.explanation == "All in all."


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["csv", "tsv", "txt"])
def test_the_delimiter_is_detected(profile: Profile, delimiter: str, ending: str) -> None:
    text = (HEAD + ROWS).replace(",", delimiter)
    report = profile.take(profile.write(f"bank.{ending}", text))
    assert (report.added, report.problems) == (2, [])
    assert letters(profile.questions()) == ["B", "C"]


def test_commas_in_the_texts_do_not_hide_another_delimiter(profile: Profile) -> None:
    text = HEAD.replace(",", ";") + "One, two, or three?;a, b;c, d, e;f;A\nWhy, then?;a;b,;,c;B\n"
    profile.take(profile.write("bank.csv", text))
    assert [q.stem for q in profile.questions()] == ["One, two, or three?", "Why, then?"]


def test_quotation_marks_of_a_table_without_quoting_are_kept(profile: Profile) -> None:
    text = HEAD.replace(",", "\t") + '"Dished" face?\ta "big" one\t"small\tnone\tA\n'
    profile.take(profile.write("bank.tsv", text))
    (question,) = profile.questions()
    assert question.stem == '"Dished" face?'
    assert question.choices[1].text == '"small'


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_the_encoding_is_detected(profile: Profile, encoding: str) -> None:
    stem = "Fièvre à 39 °C, 5 µg “naïve” – what is it?"
    text = HEAD + f'"{stem}",a,b,c,A\n' + ROWS * 20
    profile.take(profile.write("bank.csv", text.encode(encoding)))
    assert profile.questions()[0].stem == stem


def test_an_accent_at_the_end_of_a_long_file_decides_the_encoding(profile: Profile) -> None:
    rows = "".join(f"Question number {n} of many?,one,two,three,A\n" for n in range(60_000))
    path = profile.write("bank.csv", (HEAD + rows + "Fièvre?,a,b,c,A\n").encode("latin-1"))
    assert path.stat().st_size > 2_000_000
    preview = profile.bank.preview_columns(path)
    assert preview.encoding == "cp1252"


def test_another_script_is_left_to_the_guesser(profile: Profile) -> None:
    stem = "Какой из этих препаратов наиболее вероятно вызвал такие симптомы?"
    text = HEAD + f"{stem},первый,второй,третий,A\n" * 3
    profile.take(profile.write("bank.csv", text.encode("cp1251")))
    assert profile.questions()[0].stem == stem


def test_damaged_bytes_cost_only_their_row(profile: Profile) -> None:
    good = (HEAD + "Fièvre élevée à 39 °C – “été”?,é,è,ê,A\n" * 1).encode()
    path = profile.write("bank.csv", good + b"Bro\xffken?,a,b,c,A\n" + ROWS.encode())
    report = profile.take(path)
    assert report.added == 3
    assert [problem.where for problem in report.problems] == ["line 3"]


def test_a_quoted_line_break_belongs_to_the_text(profile: Profile) -> None:
    text = HEAD + '"Sodium 140\nPotassium 4\n\nWhich?",a,"b\nb",c,B\n' + ROWS
    report = profile.take(profile.write("bank.csv", text.replace("\n", "\r\n")))
    assert report.problems == []
    first = profile.questions()[0]
    assert first.stem.splitlines() == ["Sodium 140", "Potassium 4", "", "Which?"]
    shown = profile.bank.rendered(first).stem
    assert shown == "Sodium 140<br>Potassium 4<br><br>Which?"


@pytest.mark.parametrize(
    ("column", "answers", "expected", "said"),
    [
        ("answer", ["A", "c", "B"], ["A", "C", "B"], "letters"),
        ("answer", ["A)", "(c)", "Option B"], ["A", "C", "B"], "letters"),
        ("answer", ["AC", '"A,C"', "a; c"], ["AC", "AC", "AC"], "letters"),
        ("answer", ["1", "3", "2"], ["A", "C", "B"], "numbers, the first choice being 1"),
        ("answer", ["0", "2", "1"], ["A", "C", "B"], "numbers, the first choice being 0"),
        ("answer", ["1", "2", "2"], ["A", "B", "B"], "numbers, the first choice being 1"),
        ("cop", ["1", "2", "2"], ["A", "B", "B"], "numbers, the first choice being 1"),
        ("answer_idx", ["1", "2", "2"], ["B", "C", "C"], "numbers, the first choice being 0"),
        ("answer", ["1;3", "2", "1"], ["AC", "B", "A"], "numbers, the first choice being 1"),
        ("answer", ["2.0", "3.0", "1.0"], ["B", "C", "A"], "numbers, the first choice being 1"),
        ("answer", ["x1", "Z2 ", "y3"], ["A", "C", "B"], "the text of the right choice"),
        ("answer", ["x1;z1", "z2", "y3"], ["AC", "C", "B"], "the text of the right choice"),
    ],
)
def test_an_answer_may_be_a_letter_a_number_or_the_text(
    profile: Profile, column: str, answers: list[str], expected: list[str], said: str
) -> None:
    rows = "".join(
        f"Question {n}?,x{n},y{n},z{n},{answer}\n" for n, answer in enumerate(answers, 1)
    )
    path = profile.write("bank.csv", HEAD.replace("answer", column) + rows)
    assert profile.take(path).problems == []
    assert letters(profile.questions()) == expected
    assert profile.bank.preview_columns(path).answers == said


def test_numbers_that_are_texts_of_choices_are_texts(profile: Profile) -> None:
    text = HEAD + "How many?,2,4,6,4\nAnd here?,3,1,2,1\n"
    profile.take(profile.write("bank.csv", text))
    assert letters(profile.questions()) == ["B", "B"]


def test_a_repeated_choice_text_is_right_once(profile: Profile) -> None:
    profile.take(profile.write("bank.csv", HEAD + "Which?,same,same,other,same\n" + "W?,a,b,c,a\n"))
    assert letters(profile.questions()) == ["A", "A"]


def test_bad_rows_are_listed_and_the_good_ones_taken(profile: Profile) -> None:
    text = (
        HEAD + '"One, or?","a","b","c","A"\n,a,b,c,A\nThree?,a,b,c,\nFour?,a,b,c,F\nFive?,a,,c,A\n'
        'Six?,a,b,c,A,extra,more\nSeven?,a,"b" b,c,A\nEight?,a,b\n\nTen?,a,b,c,C\n'
    )
    report = profile.take(profile.write("bank.csv", text))
    assert [q.stem for q in profile.questions()] == ["One, or?", "Ten?"]
    assert [(problem.where, problem.why) for problem in report.problems] == [
        ("line 3", "It was left out: the stem is empty."),
        ("line 4", "It was left out: it has no answer."),
        (
            "line 5",
            (
                "It was left out: the answer “F” is none of its 3 choices (answers are read as "
                "letters)."
            ),
        ),
        ("line 6", "It was left out: choice B is empty."),
        ("line 7", "It was left out: the row has 7 columns instead of 5."),
        (
            "line 8",
            "A quotation mark stands inside a quoted text: it has to be doubled.",
        ),
        ("line 9", "It was left out: it has no answer."),
    ]


def test_a_quotation_mark_that_never_closes_is_named_with_its_line(profile: Profile) -> None:
    report = profile.take(
        profile.write("bank.csv", HEAD + QUOTED + '"Open?,a,b,c,A\nNo?,a,b,c,A\n')
    )
    assert report.added == 2
    assert [(p.where, p.why) for p in report.problems] == [
        ("line 4", "A quotation mark is opened and never closed.")
    ]


def test_a_table_without_a_header_is_judged_by_its_content(profile: Profile) -> None:
    text = "1," + ROWS.replace("\nWhich acid", "\n2,Which acid") + "3,Which of them?,a,b,c,A\n"
    path = profile.write("bank.csv", text)
    assert not profile.bank.preview_columns(path).header
    profile.take(path)
    assert letters(profile.questions()) == ["B", "C", "A"]
    assert profile.questions()[0].stem == "Which gas?"


def test_choices_longer_than_the_question_are_no_questions(profile: Profile) -> None:
    long = "an answer that is a good deal longer than its short question"
    path = profile.write(
        "bank.csv", f"True?,{long},{long} too,A\nFalse?,{long}!,not {long},B\n" * 3
    )
    profile.take(path)
    assert {q.stem for q in profile.questions()} == {"True?", "False?"}


def test_a_text_file_is_a_table_only_if_its_header_says_so(profile: Profile) -> None:
    rows = "|one|two|three|four|A|\n" * 9
    report = profile.take(profile.write("README.md", "|a file|with|a|table|in|it|\n" + rows))
    assert report.problems[0].why.startswith("It is in no format")


def test_a_table_with_too_many_columns_is_refused_at_once(profile: Profile) -> None:
    text = HEAD.replace("\n", ",x" * 200_000 + "\n") + ROWS
    report = profile.take(profile.write("bank.csv", text))
    assert report.problems[0].why == "It has more than 200 columns."


def test_a_header_in_unknown_words_is_no_question(profile: Profile) -> None:
    text = "pregunta,primera,segunda,tercera,correcta\n" + ROWS
    path = profile.write("bank.csv", text)
    assert profile.bank.preview_columns(path).header
    profile.take(path)
    assert letters(profile.questions()) == ["B", "C"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("question\nWhich?\n", "It has only one column"),
        ("question,answer\nWhich?,A\n", "No column was found for: Choices."),
        ("a,b,c,d\nx,y,z,u\n", "No column was found for: Question, Right answer."),
        ("question,a,b\nWhich?,x,y\n", "No column was found for: Right answer."),
        (HEAD, "There are no questions in the file."),
        ("\n\n", "There are no rows in the file."),
    ],
)
def test_a_table_that_holds_no_questions_says_what_is_missing(
    profile: Profile, text: str, why: str
) -> None:
    report = profile.take(profile.write("bank.csv", text))
    assert report.taken == 0
    assert [problem.why.startswith(why) for problem in report.problems] == [True]


def test_a_mapping_overrides_the_guess(profile: Profile) -> None:
    text = "question,notes,one,two,three,right\nShort?,Long question?,a,b,c,B\n"
    columns = {"question": "hint", "notes": "stem", "one": "choice_a", "two": "choice_b"}
    path = profile.write("bank.csv", text)
    report = profile.take(path, columns={**columns, "three": "", "right": "answer"})
    assert report.problems == []
    (question,) = profile.questions()
    assert (question.stem, question.hint, len(question.choices)) == ("Long question?", "Short?", 2)


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({"nothing": "stem"}, "No column is called nothing, but: question, option_a"),
        ({"question": "colour"}, "There is no field “colour”"),
        ({"option_a": "choice_c", "option_b": "choice_c"}, "Two columns are mapped to “Choice C”"),
        ({"answer": ""}, "No column was found for: Right answer."),
    ],
)
def test_a_mapping_that_cannot_be_is_refused_in_words(
    profile: Profile, columns: dict[str, str], why: str
) -> None:
    report = profile.take(profile.write("bank.csv", HEAD + ROWS), columns=columns)
    assert report.taken == 0
    assert report.problems[0].why.startswith(why)


def test_the_preview_shows_the_guess_and_the_first_rows(profile: Profile) -> None:
    path = profile.write("bank.csv", codecs.BOM_UTF8 + (HEAD + ROWS * 4).encode())
    preview = profile.bank.preview_columns(path)
    assert preview.columns == ("question", "option_a", "option_b", "option_c", "answer")
    assert preview.mapping == {
        "question": "stem",
        "option_a": "choice_a",
        "option_b": "choice_b",
        "option_c": "choice_c",
        "answer": "answer",
    }
    assert len(preview.rows) == 5
    assert preview.rows[1] == ("Which acid?", "citric", "lactic", "nitric", "C")
    assert (preview.delimiter, preview.encoding, preview.header) == (",", "utf-8-sig", True)
    assert preview.complaint == ""


def test_the_preview_of_no_table_is_the_choosers_fault(profile: Profile) -> None:
    with pytest.raises(UserFault, match=r"photo\.csv: It is not a text file"):
        profile.bank.preview_columns(profile.write("photo.csv", b"\x89PNG\0\1\2"))


def test_columns_without_or_with_the_same_name_are_told_apart(profile: Profile) -> None:
    text = ",question,option_a,option_b,answer,note,note\n0,Which?,a,b,A,x,y\n"
    preview = profile.bank.preview_columns(profile.write("bank.csv", text))
    assert preview.columns == (
        *("column 1", "question", "option_a", "option_b", "answer", "note", "note (7)"),
    )
