"""Our own format: its schema, its pictures, and what it refuses."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import TYPE_CHECKING

import jsonschema
import pytest

from ms2qbank_desktop.core import paths
from ms2qbank_desktop.features.questions.models import Editorial, KeyPhrase, Markup
from tests.features.questions.profile import PIXEL, own_file, own_question

if TYPE_CHECKING:
    from pathlib import Path

    from tests.features.questions.profile import Profile

DATA = b64encode(PIXEL).decode()


def obeys_schema(content: object) -> bool:
    schema = json.loads((paths.resources() / "schema" / "questions-1.json").read_text())
    return bool(jsonschema.Draft202012Validator(schema).is_valid(content))


def take_one(profile: Profile, **more: object) -> str:
    """Import one question; return why it was refused, "" if it was taken."""
    content = own_file(own_question(**more))  # type: ignore[arg-type]
    report = profile.take(profile.write_json("a.json", content))
    assert report.added + report.rejected == 1
    return report.problems[0].why if report.problems else ""


def test_everything_a_question_can_have_is_kept(profile: Profile) -> None:
    question = {
        "id": 17,
        "markup": "markdown",
        "stem": "A **fever** of 39 °C and a fever dream?",
        "choices": [
            {"text": "x", "correct": True, "rationale": "yes", "share": 0.62},
            {"text": "y", "correct": True, "share": 0},
            {"text": "z", "correct": False, "rationale": "no"},
        ],
        "explanation": "e",
        "objective": "o",
        "hint": "h",
        "subject": "Sub",
        "system": "Sys",
        "topic": "Top",
        "difficulty": "Very hard",
        "tags": ["one", "two", "one", ""],
        "references": [{"title": "T", "source": "S", "url": "https://example.org"}],
        "key_phrases": ["fever", [27, 38]],
        "images": [{"data": DATA, "alt": "grey"}],
        "case": {"id": "c", "vignette": "v"},
        "editorial": "approved",
        "author": "Ann",
    }
    assert obeys_schema(own_file(question))
    profile.take(profile.write_json("a.json", own_file(question)))
    (found,) = profile.questions()
    assert (found.external_id, found.markup) == ("17", Markup.MARKDOWN)
    assert found.correct == {0, 1}
    assert found.several_right
    assert [choice.rationale for choice in found.choices] == ["yes", "", "no"]
    assert [choice.share for choice in found.choices] == [0.62, 0.0, None]
    assert (found.explanation, found.objective, found.hint) == ("e", "o", "h")
    assert (found.subject, found.system, found.topic) == ("Sub", "Sys", "Top")
    assert (found.difficulty, found.tags) == (5, ("one", "two"))
    assert found.references[0].url == "https://example.org"
    assert found.key_phrases == (KeyPhrase(4, 9), KeyPhrase(27, 38))
    assert (found.case_id, found.case_vignette) == ("c", "v")
    assert (found.editorial, found.author) == (Editorial.APPROVED, "Ann")
    assert profile.bank.picture(found.images[0].media) == PIXEL
    shown = profile.bank.rendered(found)
    assert shown.stem_images == found.images
    assert shown.shares == (0.62, 0.0, None)
    assert shown.references == ('<ul><li><a href="https://example.org">T</a>. S</li></ul>')


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"markup": "latex"}, "its markup is latex, not text, markdown or html"),
        ({"editorial": "fine"}, "its editorial status is fine"),
        ({"difficulty": 6}, "its difficulty is not 1 to 5"),
        ({"difficulty": "tricky"}, "its difficulty is not 1 to 5"),
        ({"choices": []}, "it has no choices, not 2 to 10"),
        ({"choices": [{"text": "a"}, {"text": "b"}]}, "no choice is marked as right"),
        ({"choices": [{"text": "a", "correct": True}] * 2}, "every choice is marked as right"),
        ({"choices": [{"text": "a", "correct": "yes"}]}, "does not say with true or false"),
        ({"choices": [{"text": str(n), "correct": n == 1} for n in range(11)]}, "11 choices"),
        ({"choices": [{"text": "a", "share": 62}]}, "share of a choice is not a number from 0"),
        ({"choices": [{"text": "a", "share": True}]}, "share of a choice is not a number from 0"),
        ({"key_phrases": ["nowhere"]}, "“nowhere” is not in the stem"),
        ({"key_phrases": [[3, 300]]}, "a key phrase lies outside the stem"),
        ({"key_phrases": [[5, 2]]}, "a key phrase lies outside the stem"),
        ({"key_phrases": [5]}, "neither words of the stem nor [start, end]"),
        ({"images": [{"alt": "nothing"}]}, "an image needs either a file or data"),
        ({"images": [{"data": "%%%"}]}, "not valid base64"),
        ({"images": [{"data": b64encode(b"text").decode()}]}, "not a PNG"),
        ({"images": [{"data": DATA, "place": "margin"}]}, "placed in margin"),
        ({"stem": " \n "}, "the stem is empty"),
        ({"stem": "x" * 100_001}, "longer than 100,000 characters"),
    ],
)
def test_what_the_format_does_not_allow_is_refused_in_words(
    profile: Profile, change: dict[str, object], why: str
) -> None:
    assert why in take_one(profile, **change)
    assert profile.bank.total() == 0
    assert profile.faults_inside() == []


@pytest.mark.parametrize(
    "change",
    [
        {"markup": "latex"},
        {"difficulty": 6},
        {"choices": []},
        {"choices": [{"text": "a"}, {"text": "b"}]},
        {"choices": [{"text": "a", "correct": True, "share": 62}, {"text": "b"}]},
        {"images": [{"alt": "nothing"}]},
        {"colour": "red"},
    ],
)
def test_the_schema_refuses_what_the_reader_does(change: dict[str, object]) -> None:
    assert obeys_schema(own_file(own_question()))
    assert not obeys_schema(own_file(own_question(**change)))  # type: ignore[arg-type]


def test_the_pack_may_stand_behind_its_questions(profile: Profile) -> None:
    content = dict(reversed(own_file(own_question(), title="Late").items()))
    profile.take(profile.write_json("a.json", content))
    assert [pack.info.title for pack in profile.bank.packs()] == ["Late"]


def test_a_file_of_a_newer_version_is_refused(profile: Profile) -> None:
    content = own_file(own_question()) | {"version": 2}
    report = profile.take(profile.write_json("a.json", content))
    assert report.added == 0
    assert report.problems[0].why == "It is in version 2 of the format; version 1 is known."


def test_a_file_that_breaks_off_gives_what_stands_before(profile: Profile) -> None:
    text = json.dumps(own_file(*(own_question(f"Question {n}?") for n in range(9))), indent=1)
    report = profile.take(profile.write("a.json", text[: text.index("Question 6")]))
    assert (report.added, len(report.problems)) == (6, 1)


def test_pictures_beside_the_file_are_stored_once_and_renamed_in_the_texts(
    profile: Profile,
) -> None:
    profile.write("img/one pixel.png", PIXEL)
    html = own_question('<p>See <IMG SRC="img/one pixel.png" alt="dot">?</p>', markup="html")
    markdown = own_question("See ![dot](img/one%20pixel.png)?", markup="markdown")
    report = profile.take(profile.write_json("a.json", own_file(html, markdown)))
    assert report.problems == []
    names = {image.media for question in profile.questions() for image in question.images}
    assert len(names) == 1
    for question in profile.questions():
        shown = profile.bank.rendered(question)
        assert f'<img src="media:{names.copy().pop()}" alt="dot">' in shown.stem
        assert shown.stem_images == ()


def test_a_picture_inside_a_text_is_taken_out_of_it(profile: Profile) -> None:
    stem = f'See <img src="data:image/png;base64,{DATA}">?'
    assert take_one(profile, stem=stem, markup="html") == ""
    (question,) = profile.questions()
    assert "base64" not in question.stem
    assert profile.bank.picture(question.images[0].media) == PIXEL


@pytest.mark.parametrize(
    "reference",
    [
        "../outside.png",
        "img/../../outside.png",
        "..\\outside.png",
        "/etc/hostname",
        "C:\\windows\\win.ini",
        "\\\\server\\share\\x.png",
        "%2e%2e/outside.png",
        "link.png",
        "folder/outside.png",
        "loop.png",
        "file:///etc/hostname",
    ],
)
def test_a_picture_outside_the_folder_of_the_file_is_refused(
    profile: Profile, reference: str
) -> None:
    outside = profile.folder.parent / "outside.png"
    outside.write_bytes(PIXEL)
    profile.write("a.json", "")
    link(profile.folder / "link.png", outside)
    link(profile.folder / "folder", outside.parent)
    link(profile.folder / "loop.png", profile.folder / "loop.png")
    for question in (
        {"images": [{"file": reference}]},
        {"stem": f'<img src="{reference}">?', "markup": "html"},
    ):
        why = take_one(profile, **question)
        assert "lies outside the folder" in why or "not beside the file" in why
    assert profile.bank.total() == 0


def link(place: Path, target: Path) -> None:
    place.symlink_to(target)


def test_a_picture_that_is_missing_is_named(profile: Profile) -> None:
    assert "the image ecg.png is not beside the file" in take_one(
        profile, images=[{"file": "ecg.png"}]
    )


def test_a_question_with_another_picture_is_another_question(profile: Profile) -> None:
    other = b64encode(PIXEL[:-1] + b"\1").decode()
    content = own_file(
        own_question(images=[{"data": DATA}]), own_question(images=[{"data": other}])
    )
    assert profile.take(profile.write_json("a.json", content)).added == 2
