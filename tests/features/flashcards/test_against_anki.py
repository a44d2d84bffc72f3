"""Templates, clozes, typed answers and searches compared with the real Anki, if it is here."""

import html
import json
import random
import re
import subprocess
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ms2qbank_desktop.features.flashcards.models import (
    CardTemplate,
    Note,
    NoteField,
    NoteKind,
    NoteType,
)
from ms2qbank_desktop.features.flashcards.searching.language import SearchFault, parse
from ms2qbank_desktop.features.flashcards.text.card_text import card_text
from ms2qbank_desktop.features.flashcards.text.checksum import field_checksum
from ms2qbank_desktop.features.flashcards.text.templates import cards_of
from ms2qbank_desktop.features.flashcards.text.typed_answer import Verdict, compare
from tests.support.real_anki import PYTHON, REASON

NAMES = ["Front", "Back", "Extra"]
TEXTS = [
    *("", " ", "<br>", "<div> </div>", "&nbsp;", "amiodarone", "<b>T<sub>3</sub></b> &lt; 5"),
    *("[sound:s3.mp3] heard", '<img src="ecg strip.png">', "漢字[かんじ] 日本[にほん]", "a }} b"),
    *("<!-- note --> x", "<script>alert(1)</script>y", "line<br>line<div>block</div>"),
]
CLOZES = [
    *("no cloze", "{{c1::x}}", "a {{c1::Na<sup>+</sup>::ion}} b {{c2::K}}", "{{c3::x}}{{c1::y}}"),
    *("{{c1::a {{c2::b::inner}} c::outer}}", "{{c1,2::both}} {{c2::two}}", "{{c1::open"),
    *("{{c2::a{{c1::b::c::d}}::e}}", "{{c1::x}} and {{c1::y::hint}}", "{{c0::z}} {{c1::x}}"),
    *("{{c1::}} e", "{{c1::x::}}", "x }} {{c1::y}} }}", "{{c01::x}} {{C2::y}} {{c 3::z}}"),
    *("{{c1::a::h {{c2::b}} rest}}", "{{c,1::x}} {{c1,::y}} {{c,::z}}", "{{c1:: }}"),
    *("{{c4::<img src=a.png>}}", "[sound:a.mp3] {{c1::[sound:b.mp3]}}", "{{{c1::x}}}"),
]
PARTS = [
    *("{{Front}}", "{{Back}}", "{{ Extra }}", "text ", "{{text:Front}}", "{{furigana:Front}}"),
    *("{{kanji:Front}}", "{{kana:Front}}", "{{hint:Extra}}", "{{type:Back}}", "{{type:nc:Back}}"),
    *("{{#Back}}B {{Back}}{{/Back}}", "{{^Back}}none{{/Back}}", "{{Tags}}", "{{Type}}"),
    *("{{#Front}}{{^Extra}}{{Front}}{{/Extra}}{{/Front}}", "{{Deck}}/{{Subdeck}}", "{{Card}}"),
    *("<!-- {{Nothing}} -->", "{{CardFlag}}", "{{unknown:Front}}", "{{::Front}}", "{{{Front}}}"),
    *("{{#Tags}}tagged{{/Tags}}", "{{#c1}}one{{/c1}}", "[sound:always.mp3]", "<hr id=answer>"),
    *("{{text:furigana:Front}}", "{{#Extra}}{{/Extra}}", "{{^Extra}}{{Front}}{{/Extra}}"),
]
CLOZE_PARTS = [
    *("{{cloze:Front}}", "{{cloze-only:Front}}", "{{type:cloze:Front}}", "{{text:cloze:Front}}"),
    *("{{#c1}}one{{/c1}}", "{{^c2}}not two{{/c2}}", "{{cloze:Extra}}", "{{Back}}", "plain "),
]
HINT = re.compile(
    r'\n?<a class=hint href="#"\n.*?draggable=false>\n(.*?)</a>\n<div id="hint[0-9a-f]+"'
    r' class=hint style="display: none">.*?</div>\n',
    re.DOTALL,
)
OUR_HINT = re.compile(r'<a class="hint" href="hint:[fb]\d+">(.*?)</a>')


def case(chance: random.Random, *, cloze: bool) -> dict[str, Any]:
    parts = CLOZE_PARTS if cloze else PARTS
    first = "{{cloze:Front}}" if cloze else chance.choice(["{{Front}}", ""])

    def template() -> list[str]:
        front = first + "".join(chance.choices(parts, k=chance.randint(1, 4)))
        back = chance.choice(["{{FrontSide}}<hr id=answer>", first, ""])
        return [front, back + first + "".join(chance.choices(parts, k=chance.randint(1, 3)))]

    texts = CLOZES if cloze else TEXTS
    return {
        "cloze": cloze,
        "names": NAMES,
        "fields": [chance.choice(texts), chance.choice(TEXTS), chance.choice(texts)],
        "templates": [template() for _ in range(1 if cloze else chance.randint(1, 3))],
        "tags": chance.choice([[], ["renal"], ["a::b", "c"]]),
        "deck": chance.choice(["Step 1", "Step 1::Renal::Tubules"]),
    }


def ours(asked: dict[str, Any], name: str) -> tuple[NoteType, Note]:
    notetype = NoteType(
        id=1,
        name=name,
        kind=NoteKind.CLOZE if asked["cloze"] else NoteKind.STANDARD,
        fields=tuple(map(NoteField, asked["names"])),
        templates=tuple(
            CardTemplate(f"Card {number}", *sides)
            for number, sides in enumerate(asked["templates"], 1)
        ),
    )
    fields = tuple(unicodedata.normalize("NFC", text) for text in asked["fields"])
    note = Note(1, "guid", 1, fields, tuple(asked["tags"]), datetime(2026, 1, 1, tzinfo=UTC))
    return notetype, note


def plain_hints(text: str) -> str:
    """Take from Anki's text what its web view needs and ours does not have."""
    text = HINT.sub(r"(hint \1)", re.sub(' data-cloze="[^"]*"', "", text))
    return OUR_HINT.sub(r"(hint \1)", text)


CASES = [case(random.Random(seed), cloze=seed % 3 == 0) for seed in range(400)]
ANSWERS = [
    {"expected": expected, "typed": typed, "accents": accents}
    for expected in ("nifedipine", "<b>Na</b>/K<br>ATPase", "café noir", "x", "(a) b", "a&amp;b")
    for typed in ("nifedapin", "Na/K ATPase", "cafe noir", "(a) c", "completely else", "a&b", "x")
    for accents in (True, False)
]
SEARCHES = [
    *("", "foo or bar", "foo OR bar and baz", "-foo", "--foo", "- foo", "-(a or b) c", "()", "( )"),
    *("(foo", "foo)", '"foo bar"', '""', '"foo', 'foo"bar"', 'deck:"a b"', '"deck:a b"', "or foo"),
    *("foo or", "foo and", "foo or or bar", "foo and or bar", ":foo", "foo:", "\\foo", "fo\\*o"),
    *("a\\:b", 'a\\"b', "\\-a", "a\\(b\\)", "re:f.o", "re:(", "re:\\d+", "nc:x", "w:f*", "dupe:1"),
    *("dupe:1,foo", "dupe:x", "tag:none", "tag:a::*", "tag:re:^x", "tag:", "is:due", "is:foo"),
    *("is:", "IS:due", "is:buried-manually", "flag:0", "flag:7", "flag:8", "flag:x"),
    *("prop:ivl>3", "prop:ivl>=-3", "prop:ivl>x", "prop:due=-1", "prop:due=1.5", "prop:ease>2.5"),
    *("prop:foo>1", "prop:ivl", "prop:ivl~3", "prop:s>21", "prop:r<0.9", "prop:rated=-1:3"),
    *("prop:rated>-1", "prop:rated=1", "prop:reps=3", "rated:1", "rated:1:2", "rated:1:0"),
    *("rated:1:5", "rated:0", "rated:x", "rated:-1", "added:1", "added:x", "edited:5"),
    *("introduced:3", "resched:1", "nid:1,2,3", "nid:", "nid:a", "nid:1,", "cid:5", "note:basic"),
    *("card:1", "card:0", "card:x", "front:foo", "front:", "front:_*", "fr*:x", "front:re:a+"),
    *("front:nc:a", "deck:current", "deck:*", "a\u3000b", "foo -", "--", "-", "* _", "prop: ivl>3"),
    *("added:99999999999", "(a)(b)", "a(b)", 'a"b"', "a or(b)", '-"a b"', '"or"', "OR", "or"),
]


@pytest.fixture(scope="module")
def anki() -> dict[str, Any]:
    if not PYTHON:
        pytest.skip(REASON)
    script = Path(__file__).with_name("anki_renderer.py")
    asked = {"cards": CASES, "answers": ANSWERS, "searches": SEARCHES}
    done = subprocess.run(
        [PYTHON, script], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_four_hundred_random_notes_make_the_cards_that_anki_makes(anki: dict[str, Any]) -> None:
    compared = 0
    for place, (asked, theirs) in enumerate(zip(CASES, anki["cards"], strict=True)):
        if "refused" in theirs:
            continue
        notetype, note = ours(asked, f"type {place}")
        fields = dict(zip(NAMES, note.fields, strict=True))
        assert list(cards_of(notetype, fields, note.tags)) == theirs["ordinals"], asked
        assert field_checksum(note.fields[0]) == theirs["checksum"], asked
        compared += 1
    assert compared > 250


def test_their_sides_have_the_text_that_anki_gives_them(anki: dict[str, Any]) -> None:
    compared = 0
    for place, (asked, theirs) in enumerate(zip(CASES, anki["cards"], strict=True)):
        if "refused" in theirs:
            continue
        notetype, note = ours(asked, f"type {place}")
        for ordinal, sides in zip(theirs["ordinals"], theirs["sides"], strict=True):
            text = card_text(notetype, note, ordinal, deck=asked["deck"])
            if "docs.ankiweb.net" in sides[0] + sides[1]:
                assert text.fault, (asked, sides)
                continue
            assert not text.fault, (asked, text.fault)
            assert plain_hints(text.front) == plain_hints(sides[0]), asked
            assert plain_hints(text.back) == plain_hints(sides[1]), asked
            compared += 1
    assert compared > 250


def test_typed_answers_are_judged_as_anki_judges_them(anki: dict[str, Any]) -> None:
    for asked, theirs in zip(ANSWERS, anki["answers"], strict=True):
        result = compare(
            str(asked["expected"]), str(asked["typed"]), accents=bool(asked["accents"])
        )
        marks = {"Good": Verdict.RIGHT, "Bad": Verdict.WRONG, "Missed": Verdict.MISSING}
        rows = theirs.split("<br><span id=typearrow>")
        for row, runs in zip(rows, (result.typed, result.expected), strict=False):
            said = re.findall(
                r"<span class=type(\w+)>(.*?)</span>", unicodedata.normalize("NFC", row)
            )
            assert [(marks[kind], html.unescape(text)) for kind, text in said] == [
                (run.verdict, run.text) for run in runs
            ], asked


@pytest.mark.parametrize("place", range(len(SEARCHES)), ids=SEARCHES)
def test_a_search_is_understood_or_refused_as_anki_does(anki: dict[str, Any], place: int) -> None:
    refused = bool(anki["searches"][place])
    try:
        parse(SEARCHES[place])
    except SearchFault:
        assert refused
    else:
        assert not refused, anki["searches"][place]
