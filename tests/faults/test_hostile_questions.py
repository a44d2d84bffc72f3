"""Whatever a file holds, an import neither raises nor leaves half a question."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.features.questions.profile import (
    Profile,
    medqa_line,
    open_profile,
    own_file,
    own_question,
)
from tests.support.profile import prepared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GOOD = {
    "own.json": json.dumps(
        own_file(own_question("One?", id="1", tags=["a"]), own_question("Two?", markup="html")),
        indent=1,
    ),
    "web.json": json.dumps(
        [
            {
                "id": "q_1",
                "stem": "Which?",
                "choices": [{"label": "A", "text": "x"}, {"label": "B", "text": "y"}],
                "answer": "B",
                "explanation": {"summary": "s", "rationales": [{"choice": "A", "text": "t"}]},
                "metadata": {"keywords": ["k"], "media": [{"uri": "a.png"}], "references": []},
                "tags": ["t"],
            }
        ]
    ),
    "medqa.jsonl": medqa_line("One?") + medqa_line("Two <b>bold</b>?"),
    "gasbank.json": json.dumps(
        [
            {
                "id": "g",
                "questionText": "**One**?",
                "answers": [{"text": "x", "isCorrect": True}, {"text": "y", "isCorrect": False}],
                "didactic": "d",
                "difficulty": "easy",
            }
        ]
    ),
    "table.csv": 'id,question,a,b,c,answer,tags\n1,"One, or?",x,y,z,A,t;u\n2,Two?,"x\ny",z,w,B,\n',
}

scraps = st.one_of(
    st.sampled_from(
        [
            *('"', "'", ",", "\n", "\r\n", "\t", ";", "|", "{", "}", "[", "]", ":", "\\", "\0"),
            *("null", "true", "1e999", "-0", "NaN", "<script>", "</b>", "<img src=x>", "![](y)"),
            *('"\\ud800"', "\ufeff", "\u2028", "data:image/png;base64,AAAA", "../../etc/passwd"),
            *('"id": 1,', '"choices": null,', '"answer": ["A"],', "[" * 2000, '{"a":' * 2000),
        ]
    ),
    st.text(max_size=20),
)


@st.composite
def broken(draw: st.DrawFn, good: str) -> bytes:
    """A good file in which some places were cut out, doubled, or replaced by scraps."""
    text = good
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 30)))
        text = text[:start] + draw(scraps) + text[draw(st.sampled_from([start, end])) :]
    data = text.encode("utf-8", "surrogatepass")
    if draw(st.booleans()):
        place = draw(st.integers(0, len(data)))
        data = data[:place] + draw(st.binary(max_size=6)) + data[place:]
    if draw(st.integers(0, 3)) == 0:
        data = data[: draw(st.integers(0, len(data)))]
    return data


values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def ill_typed(draw: st.DrawFn, good: str) -> bytes:
    """A good JSON file in which some values are of another kind."""
    lines = "\n{" in good
    items: Any = [json.loads(line) for line in good.splitlines()] if lines else json.loads(good)
    for _ in range(draw(st.integers(1, 3))):
        place = items
        while place:
            key = draw(
                st.sampled_from(list(place) if isinstance(place, dict) else range(len(place)))
            )
            if not isinstance(place[key], list | dict) or draw(st.booleans()):
                place[key] = draw(values)
                break
            place = place[key]
    return ("\n".join(map(json.dumps, items)) if lines else json.dumps(items)).encode()


def check(profile: Profile, name: str, data: bytes) -> None:
    report = profile.take(profile.write(name, data))
    assert report.taken + len(report.duplicates) + report.rejected > 0
    assert profile.bank.total() >= report.taken
    assert profile.faults_inside() == []
    for question in profile.questions():
        profile.bank.rendered(question)
        assert 0 < len(question.correct) < len(question.choices)
    with profile.store.write() as session:
        connection = session.connection()
        for table in ("question_tags", "questions", "packs", "question_search"):
            connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[Profile]:
    """An open profile of this test's own."""
    profile = open_profile(prepared(tmp_path / "profile"), tmp_path / "files")
    yield profile
    profile.store.close()


@pytest.mark.parametrize("name", GOOD)
def test_two_hundred_broken_files_of_each_format_do_no_harm(profile: Profile, name: str) -> None:
    @settings(
        max_examples=200,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(data=broken(GOOD[name]))
    def run(data: bytes) -> None:
        check(profile, name, data)

    run()


@pytest.mark.parametrize("name", [name for name in GOOD if "json" in name])
def test_values_of_the_wrong_kind_do_no_harm(profile: Profile, name: str) -> None:
    @settings(
        max_examples=60,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(data=ill_typed(GOOD[name]))
    def run(data: bytes) -> None:
        check(profile, name, data)

    run()
