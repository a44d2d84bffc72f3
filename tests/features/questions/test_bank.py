"""Finding, removing and exporting questions, and what the disk may do to an import."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import jsonschema
import pytest

from ms2qbank_desktop.core import paths
from ms2qbank_desktop.core.errors import EnvironmentFault, UserFault
from ms2qbank_desktop.core.progress import Silent
from ms2qbank_desktop.features.questions.models import BankFilter, Question
from tests.features.questions.profile import (
    PIXEL,
    Profile,
    medqa_line,
    open_profile,
    own_file,
    own_question,
)

if TYPE_CHECKING:
    from pathlib import Path

BANK = own_file(
    own_question("Stem about the kidney?", system="Renal", difficulty=2, tags=["acid", "base"]),
    own_question("Stem about the heart?", system="Cardiac", subject="Physiology", tags=["acid"]),
    own_question("Stem about nothing?", difficulty=5, explanation="Renal colic hurts."),
)


def found(profile: Profile, **wanted: object) -> list[str]:
    """Return the second-last words of the stems that a filter finds."""
    questions = profile.questions(BankFilter(**wanted))  # type: ignore[arg-type]
    return [question.stem.split()[-1].rstrip("?") for question in questions]


@pytest.mark.parametrize(
    ("wanted", "stems"),
    [
        ({}, ["kidney", "heart", "nothing"]),
        ({"systems": frozenset({"Renal"})}, ["kidney"]),
        ({"systems": frozenset({"Renal", ""})}, ["kidney", "nothing"]),
        ({"subjects": frozenset({"Physiology"}), "systems": frozenset({"Renal"})}, []),
        ({"difficulties": frozenset({2, 5})}, ["kidney", "nothing"]),
        ({"difficulties": frozenset({0})}, ["heart"]),
        ({"difficulties": frozenset({0, 5})}, ["heart", "nothing"]),
        ({"tags": frozenset({"base", "unknown"})}, ["kidney"]),
        ({"topics": frozenset({""})}, ["kidney", "heart", "nothing"]),
        ({"text": "renal"}, ["kidney", "nothing"]),
        ({"text": "ren"}, ["kidney", "nothing"]),
        ({"text": "renal -colic"}, ["kidney"]),
        ({"text": '"the heart"'}, ["heart"]),
        ({"text": "acid"}, ["kidney", "heart"]),
        ({"text": "heart kidney"}, []),
        ({"text": '" * ( NEAR'}, []),
        ({"packs": frozenset({1})}, []),
    ],
)
def test_a_filter_finds_what_it_says(
    profile: Profile, wanted: dict[str, object], stems: list[str]
) -> None:
    profile.take(profile.write_json("a.json", BANK))
    assert found(profile, **wanted) == stems


def test_questions_come_in_the_order_asked_for(profile: Profile) -> None:
    profile.take(profile.write_json("a.json", BANK))
    ids = profile.bank.select(BankFilter())
    assert [question.id for question in profile.bank.get_many(ids[::-1])] == ids[::-1]


def test_an_unknown_question_is_the_askers_fault(profile: Profile) -> None:
    with pytest.raises(UserFault, match="There is no question 12"):
        profile.bank.get(12)


def test_a_pack_says_how_many_of_its_questions_are_unreviewed(profile: Profile) -> None:
    content = own_file(own_question("A?"), own_question("B?", editorial="approved"))
    profile.take(profile.write_json("a.json", content))
    (pack,) = profile.bank.packs()
    assert (pack.questions, pack.unreviewed) == (2, 1)


def without_identity(questions: list[Question]) -> list[tuple[object, ...]]:
    names = [n for n in Question.__dataclass_fields__ if n not in {"id", "pack_id"}]
    return [tuple(getattr(question, name) for name in names) for question in questions]


def test_an_export_is_read_elsewhere_as_the_same_questions(
    profile: Profile, tmp_path: Path
) -> None:
    profile.write("pictures/ecg.png", PIXEL)
    rich = own_question(
        'See <img src="pictures/ecg.png" alt="ECG">: fever, <b>chest</b> pain, fever &amp; cough?',
        id="rich-1",
        markup="html",
        hint="Look at the ST segment.",
        objective="Know the ECG.",
        explanation="<ul><li>first</li></ul>",
        references=[{"title": "A book", "source": "Chapter 1", "url": "https://example.org/x"}],
        key_phrases=["fever", [74, 79]],
        images=[{"file": "pictures/ecg.png", "alt": "once more", "place": "explanation"}],
        case={"id": "case-1", "vignette": "A man comes in."},
        editorial="approved",
        author="N. N.",
        tags=["b", "a"],
        difficulty=4,
    )
    shares = [{"text": "this", "correct": True, "share": 0.75}, {"text": "that", "share": 0.25}]
    markdown = own_question(
        "**Which** line?\n\n- a\n- b", markup="markdown", topic="Lines", choices=shares
    )
    profile.take(profile.write_json("a.json", own_file(rich, markdown, title="Rich pack")))
    assert profile.bank.total() == 2
    target = tmp_path / "export.json"
    profile.bank.export(profile.bank.select(BankFilter()), target, Silent())

    schema = json.loads((paths.resources() / "schema" / "questions-1.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    exported = json.loads(target.read_text())
    jsonschema.validate(exported, schema)

    other = open_profile(tmp_path / "other", tmp_path)
    try:
        report = other.take(target)
        assert (report.added, report.problems) == (2, [])
        assert without_identity(other.questions()) == without_identity(profile.questions())
        assert other.bank.packs()[0].info == profile.bank.packs()[0].info
        name = other.questions()[0].images[0].media
        assert other.bank.picture(name) == PIXEL
        assert other.take(target).unchanged == 2
    finally:
        other.store.close()


def test_an_export_of_two_packs_owes_what_both_owe(profile: Profile, tmp_path: Path) -> None:
    one = own_file(own_question("One?", id="1"), title="One")
    one["pack"] = {"title": "One", "license": "CC0", "attribution": "Ann"}
    two = own_file(own_question("Two?", id="1"), title="Two")
    two["pack"] = {"title": "Two", "license": "CC BY 4.0", "attribution": "Bob"}
    profile.take(profile.write_json("1.json", one), profile.write_json("2.json", two))
    target = tmp_path / "Both packs.json"
    profile.bank.export(profile.bank.select(BankFilter()), target, Silent())
    exported = json.loads(target.read_text())
    assert exported["pack"]["title"] == "Both packs"
    assert set(exported["pack"]["license"].split("; ")) == {"CC0", "CC BY 4.0"}
    assert len({question["id"] for question in exported["questions"]}) == 2


def test_an_export_that_cannot_be_written_says_so_and_leaves_nothing(
    profile: Profile, tmp_path: Path
) -> None:
    profile.take(profile.write_json("a.json", BANK))
    with pytest.raises(EnvironmentFault, match="cannot be written"):
        profile.bank.export(profile.bank.select(BankFilter()), tmp_path / "no" / "x.json", Silent())
    (tmp_path / "taken").mkdir()
    with pytest.raises(EnvironmentFault, match="cannot be written"):
        profile.bank.export(profile.bank.select(BankFilter()), tmp_path / "taken", Silent())
    assert not list(tmp_path.glob("*.part"))


def test_a_folder_stands_for_its_question_files_by_name(profile: Profile) -> None:
    profile.write("set/b.jsonl", medqa_line("Second?", ["c", "d"]))
    profile.write("set/a.csv", "question,a,b,answer\nFirst?,x,y,A\n")
    profile.write("set/readme.pdf", b"%PDF-1.7 \0")
    profile.write("set/.hidden.jsonl", medqa_line("Hidden?"))
    report = profile.take(profile.folder / "set", profile.folder / "set" / "b.jsonl")
    assert (report.files, report.added, report.problems) == (2, 2, [])


def test_files_that_cannot_be_read_are_named_and_the_others_taken(profile: Profile) -> None:
    good = profile.write_json("good.json", BANK)
    (profile.folder / "nothing").mkdir()
    os.mkfifo(profile.folder / "pipe.jsonl")
    bad = {
        "empty.json": "The file is empty.",
        "missing.json": "There is no such file.",
        "nothing": "There are no question files in the folder.",
        "pipe.jsonl": "It is not a file.",
        "photo.csv": "It is not a text file.",
        "story.txt": "It is in no format that can be imported",
    }
    profile.write("empty.json", b"")
    profile.write("photo.csv", PIXEL)
    profile.write("story.txt", "Once upon a time,\nthere was a question.\n")
    report = profile.take(*(profile.folder / name for name in bad), good)
    assert report.added == 3
    whys = {problem.file.rpartition("/")[2]: problem.why for problem in report.problems}
    assert whys.keys() == bad.keys()
    assert all(whys[name].startswith(why) for name, why in bad.items())
    assert report.rejected == len(bad)


def test_a_file_nobody_may_read_is_a_problem_of_that_file(profile: Profile) -> None:
    path = profile.write_json("secret.json", BANK)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert "cannot be read" in profile.take(path).problems[0].why


def test_a_full_disk_is_an_environment_fault_and_leaves_no_half_question(
    profile: Profile,
) -> None:
    profile.take(profile.write_json("a.json", BANK))
    with profile.store.read() as session:
        pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
    lines = [medqa_line(f"Question {n}? " + "word " * 200, [f"{n}", "b"]) for n in range(500)]
    path = profile.write("big.jsonl", "".join(lines))
    limit_pages(profile, pages + 5)
    with pytest.raises(EnvironmentFault, match="disk is full"):
        profile.take(path)
    limit_pages(profile, 1 << 30)
    assert profile.bank.total() == 3
    assert profile.faults_inside() == []
    assert profile.take(path).added == 500


def limit_pages(profile: Profile, pages: int) -> None:
    """Let the database grow to so many pages, as on a disk that is nearly full."""
    with profile.store.write() as session:
        session.connection().exec_driver_sql(f"PRAGMA max_page_count={pages}")


def test_a_database_that_is_read_only_is_an_environment_fault(profile: Profile) -> None:
    with profile.store.read() as session:
        session.connection().exec_driver_sql("PRAGMA query_only=ON")
    with pytest.raises(EnvironmentFault, match="cannot be written"):
        profile.take(profile.write_json("a.json", BANK))


def test_a_pack_is_named_after_its_file_or_else_its_folder(profile: Profile) -> None:
    line = medqa_line
    profile.write("Step_1 cardiology.jsonl", line("One?"))
    profile.write("renal/questions.jsonl", line("Two?"))
    profile.write("renal/data/test_2.jsonl", line("Three?"))
    profile.take(*sorted(profile.folder.rglob("*.jsonl")))
    assert [pack.info.title for pack in profile.bank.packs()] == [
        "renal questions",
        "renal test 2",
        "Step 1 cardiology",
    ]
