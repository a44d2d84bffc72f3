"""Texts are shown safely, and nothing that a student should read gets lost."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ms2qbank_desktop.features.questions.markup import detect, plain, sanitise, to_html
from ms2qbank_desktop.features.questions.models import Markup
from tests.support.shared_data import REPOSITORY

HTML, MARKDOWN, TEXT = Markup.HTML, Markup.MARKDOWN, Markup.TEXT


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("p < 0.05 and q > 2", TEXT),
        ("CD4<200", TEXT),
        ("a <b and c> d", TEXT),
        ("<unknown>", TEXT),
        ("H<sub>2</sub>O", HTML),
        ("one<BR>two", HTML),
        ('<td colspan="2">', HTML),
        ("<p>", HTML),
    ],
)
def test_only_a_known_tag_makes_html(text: str, markup: Markup) -> None:
    assert detect(["nothing", text]) is markup


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a & b < c\n<b>", "a &amp; b &lt; c<br>&lt;b&gt;"),
        ("Na   140\n\tK 4\n", "Na&nbsp;&nbsp; 140<br>&nbsp;&nbsp;&nbsp; K 4"),
        ("", ""),
    ],
)
def test_plain_characters_are_shown_as_they_are(text: str, shown: str) -> None:
    assert to_html(text, TEXT) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("FEV<sub>1</sub> <normal, CD4<200", "FEV<sub>1</sub> &lt;normal, CD4&lt;200"),
        ("K<sup>+</sup>\nNa", "K<sup>+</sup><br>Na"),
        ("<p>one\ntwo</p>", "<p>one\ntwo</p>"),
        ('<table><tr><td colspan="2" width="9">x</table>', '<td colspan="2">x</td>'),
        ('<a href="https://example.org/a">x</a>', '<a href="https://example.org/a">x</a>'),
        ('<a href="mailto:a@b.c">x</a>', '<a href="mailto:a@b.c">x</a>'),
        ('<img src="media:ab.png" alt="x">', '<img src="media:ab.png" alt="x">'),
        ("<foo>kept</foo>", "kept"),
        ("<b>open", "<b>open</b>"),
    ],
)
def test_html_keeps_what_is_harmless(text: str, shown: str) -> None:
    assert shown in to_html(text, HTML)


@pytest.mark.parametrize("markup", [HTML, MARKDOWN])
@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//x.org/x.js></SCRIPT>",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<img src=x onerror=alert(1)>",
        "<img src='https://x.org/pixel.png'>",
        '<img src="//x.org/pixel.png">',
        '<img src="file:///etc/passwd">',
        '<img src="data:image/svg+xml;base64,AAAA">',
        '<img src="media:../../x.png">',
        '<p style="background:url(https://x.org)" onclick="alert(1)" class="x" id="y">t</p>',
        "<style>body{background:url(https://x.org)}</style>",
        '<a href="javascript:alert(1)">x</a>',
        '<a href=" jAvAsCrIpT:alert(1)">x</a>',
        '<a href="file:///etc/passwd">x</a>',
        '<svg onload="alert(1)"><image href="https://x.org/x.png"/></svg>',
        '<iframe src="https://x.org"></iframe>',
        '<object data="https://x.org"></object>',
        '<link rel="stylesheet" href="https://x.org/x.css">',
        '<meta http-equiv="refresh" content="0;url=https://x.org">',
        '<td colspan="99999999">x</td>',
        '<img src="media:a.png" width="999999999">',
        "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
        "<!--[if IE]><script>alert(1)</script><![endif]-->",
    ],
)
def test_nothing_harmful_is_left(text: str, markup: Markup) -> None:
    shown = to_html(f"before {text}\nafter", markup).lower()
    for sign in ("<script", "<style", "<svg", "<iframe", "<object", "<link", "<meta", "<!--"):
        assert sign not in shown
    for tag in shown.split("<")[1:]:
        inside = tag.split(">")[0]
        for sign in ("onerror", "onclick", "onload", "style=", "x.org", "javascript", "file:"):
            assert sign not in inside
        assert "99999" not in inside
        assert "../" not in inside
    assert "before" in shown


def test_a_picture_that_is_not_shown_is_named_by_its_alt_text() -> None:
    assert to_html('<img src="https://x.org/x.png" alt="ECG">', HTML) == "[ECG]"
    assert to_html("![ECG](https://x.org/x.png) here", MARKDOWN) == "[ECG] here"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**x** and *y*", "<strong>x</strong> and <em>y</em>"),
        ("H<sub>2</sub>O", "H<sub>2</sub>O"),
        ("> 60 mL/min", "&gt; 60 mL/min"),
        ("10. not a list", "10. not a list"),
        ("# 4 suture", "# 4 suture"),
        ("CD4<200 and p<0.05", "CD4&lt;200 and p&lt;0.05"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("- a\n- b", "<li>a</li>"),
        ("|a|b|\n|-|-|\n|1|2|", "<td>1</td>"),
        ("![dot](media:ab.png)", '<img src="media:ab.png" alt="dot">'),
    ],
)
def test_markdown_is_shown_as_its_author_meant_it(text: str, shown: str) -> None:
    assert shown in to_html(text, MARKDOWN)


@pytest.mark.parametrize(
    ("text", "markup", "expected"),
    [
        ("a <b", TEXT, "a <b"),
        ("H<sub>2</sub>O &lt; <b>x</b><script>y</script>", HTML, "H2O < x"),
        ("<p>one</p><p>two<br>three</p>", HTML, "one\ntwo\nthree"),
        ("<td>1</td>", HTML, "1"),
        ('<img src="media:a.png" alt="ECG">', HTML, "ECG"),
        ("**x** [y](https://example.org) `z`", MARKDOWN, "x y z"),
        ("no signs at all", MARKDOWN, "no signs at all"),
        ("- a\n- b", MARKDOWN, "a\nb"),
    ],
)
def test_plain_text_is_what_one_reads(text: str, markup: Markup, expected: str) -> None:
    assert plain(text, markup) == expected


@pytest.mark.parametrize(
    "text", ["a < b & c", "<b>x", "<p>a<p>b", "<normal <sub>2</sub>", "&lt;b>"]
)
def test_sanitising_twice_changes_nothing_more(text: str) -> None:
    once = sanitise(text)
    assert sanitise(once) == once


def test_plain_questions_load_no_markup_library() -> None:
    program = (
        "import sys\n"
        "from ms2qbank_desktop.features.questions.markup import *\n"
        "from ms2qbank_desktop.features.questions.models import Markup\n"
        "detect(['p < 0.05']), to_html('a < b', Markup.TEXT), plain('a < b', Markup.TEXT)\n"
        "print('nh3' in sys.modules or 'markdown_it' in sys.modules)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert result.stdout == "False\n"
