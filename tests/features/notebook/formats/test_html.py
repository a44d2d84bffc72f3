"""Notes as a page of HTML: whole in itself, and harmless."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.notebook.formats.html import MOST_FORMULAS, drawn, page, rendered
from ms2qbank_desktop.features.notebook.models import Note, NoteKind, NoteLine
from tests.support.vaults import picture

NOW = datetime(2026, 3, 2, tzinfo=UTC)
NAME = f"{'a' * 64}.png"
HOSTILE = """<script>alert(1)</script><img src="https://canary.example/x.png" onerror=alert(2)>
<a href="javascript:alert(3)">a</a> <iframe src=//canary.example></iframe>
<div style="background:url(https://canary.example)">b</div><svg onload=alert(4)>
![remote](https://canary.example/y.png) ![local](file:///etc/passwd) ![[" onerror="alert(5)]]
![[[" onmouseover="x]]](media:%s) [[<b onclick=x>|<script>]] $<img src=x onerror=alert(6)>$
<form action=https://canary.example><input onfocus=x autofocus></form>
<td style="text-align:left;background:url(//canary.example)">
""".replace("%s", NAME)
pieces = st.lists(
    st.sampled_from(["[[a]]", "[[", "]]", "<img alt='", "'>", '"', "$x$", "![](", ")",
                     "\ue0000\ue001", "<script>", "onerror=x", "`", "\n", "| a |",
                     "<a href=", ">", "media:" + NAME])
).map("".join)  # fmt: skip


class Seen(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def harmless(text: str) -> None:
    for tag, attributes in Seen(text).tags:
        assert tag not in {"script", "iframe", "svg", "form", "input", "style", "object", "link"}
        assert not [name for name in attributes if name.startswith("on")]
        source = attributes.get("src") or "data:image/"
        assert source.startswith("data:image/")
        assert (attributes.get("href") or "#").startswith(("#", "http://", "https://", "mailto:"))
        assert "url" not in (attributes.get("style") or "")


def shown(body: str, **targets: int) -> str:
    return rendered(body, targets, {NAME: picture(1)}.get)


def test_markdown_is_shown_with_tables_tasks_math_and_code() -> None:
    text = shown(
        "# H\n\n| a | b |\n|--:|---|\n| [[x\\|y]] | 2 |\n\n- [ ] open\n- [x] done\n\n"
        "$a_1 * b_2 * c$ costs $5 and $6\n\n`[[code]] $x$`\n\n~~old~~"
    )
    for part in ("<h1>H</h1>", 'style="text-align:right"', "☐ open", "☑ done", "<em>y</em>"):
        assert part in text
    for part in (
        "$a_1 * b_2 * c$</span> costs $5 and $6",
        "<code>[[code]] $x$</code>",
        "<s>old</s>",
    ):
        assert part in text


def test_callouts_have_a_title_and_footnotes_a_list() -> None:
    html = rendered("> [!tip] Mind\n> it\n\nSalt[^a]\n\n[^a]: Harrison", {}, lambda _name: None)
    assert "[!" not in html
    assert "[^" not in html
    assert "<strong>Mind</strong>" in html
    assert "Salt<sup><em>1</em></sup>" in html
    assert "<li>Harrison</li>" in html


def test_lines_of_the_source_are_lines_of_the_page() -> None:
    assert "Na 140<br>" in rendered("Na 140\nK 4.1", {}, lambda _name: None)


def test_pictures_are_inside_and_missing_ones_are_words() -> None:
    data = b64encode(picture(1)).decode()
    text = shown(f"![loop](media:{NAME}) ![gone](media:{'b' * 64}.png) ![far](https://x.y/z.png)")
    assert f'src="data:image/png;base64,{data}"' in text
    assert "[gone]" in text
    assert "[far]" in text
    assert text.count("<img") == 1


def test_files_are_linked_beside_the_page_and_missing_ones_are_words() -> None:
    pdf, gone = f"{'c' * 64}.pdf", f"{'d' * 64}.pdf"
    asked: list[tuple[str, str]] = []

    def beside(name: str, words: str) -> str:
        asked.append((name, words))
        return "Notes%20files/a&b.pdf" if name == pdf else ""

    body = f"[The *[[loop]]*](media:{pdf}#page=3) and [gone](media:{gone}) [x](media:../x.pdf)"
    text = rendered(body, {}, nothing, None, beside)
    assert '<a href="Notes%20files/a&amp;b.pdf#page=3">The <em><em>loop</em></em></a>' in text
    assert "and gone <a>x</a>" in text
    assert asked == [(pdf, "The loop"), (gone, "gone")]
    assert "media:" not in rendered(body, {}, nothing)


def test_hostile_notes_become_harmless() -> None:
    text = shown(HOSTILE)
    harmless(text)
    assert "alert(1)" not in text
    assert "canary.example" not in text.replace("https://canary.example/", "")


@given(pieces)
def test_no_text_gets_out_of_its_place(body: str) -> None:
    harmless(shown(body, a=5))


def test_a_page_lists_its_notes_and_links_between_them() -> None:
    notes = [
        Note(1, "One & <two>", "---\nkey: hidden\n---\n[[second|here]]", ("t",), NOW, NOW),
        Note(2, "Second", "text", (), NOW, NOW),
    ]
    lines = [
        NoteLine(one.id, one.title, "", NoteKind.NOTE, None, False, False, False, "", (), NOW, NOW)
        for one in notes
    ]
    text = "".join(page("Notes", lines, notes, lambda _: None))
    assert '<a href="#note-1">One &amp; &lt;two&gt;</a>' in text
    assert '<a href="#note-2">here</a>' in text
    assert '<article id="note-2">' in text
    assert "hidden" not in text
    assert "default-src 'none'" in text
    assert "<nav>" not in "".join(page("Second", lines[1:], notes[1:], lambda _: None))


def test_marked_words_have_their_colour_and_code_and_sums_do_not() -> None:
    text = shown('==one $x$ two== a==b `==c==` 1 == 2 == 3 <mark class="green">g</mark>')
    assert "<mark>one <span>$x$</span> two</mark>" in text
    assert '<mark class="green">g</mark>' in text
    assert "a==b" in text
    assert "<code>==c==</code>" in text
    assert text.count("<mark") == 2
    harmless(shown('<mark class="x onload" onclick=1>==<script>==</mark>'))


def test_a_picture_has_the_size_that_is_written_beside_it() -> None:
    assert 'alt="Loop" width="300"' in shown(f"![Loop|300](media:{NAME})")
    assert 'alt="Loop" width="300"' in shown(f"![Loop|300x200](media:{NAME})")
    assert "width" not in shown(f"![a|b](media:{NAME})")


def nothing(_name: str) -> None:
    """Have no picture."""


def test_formulas_are_drawn_and_those_that_cannot_be_stay_tex() -> None:
    text = rendered("$a^2$ and $\\frac{$\n\n$$b$$", {}, nothing, drawn)
    assert text.count('<img class="math" src="data:image/svg+xml;base64,') == 2
    assert "$\\frac{$" in text
    assert '<p class="math"><img' in text
    many = rendered(
        " ".join(f"$a_{{{n}}}$" for n in range(600)), {}, nothing, lambda *_: "<b>f</b>"
    )
    assert many.count("<b>f</b>") == MOST_FORMULAS == 500
    harmless(rendered('$"onerror=x><script>$ and $$<img src=x>$$', {}, nothing, drawn))
