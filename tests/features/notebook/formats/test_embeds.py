"""Pictures in the Markdown of notes, found and changed in place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ms2qbank_desktop.features.notebook.formats.embeds import Embed, Shape, rewritten

pieces = st.lists(
    st.sampled_from(["![[", "]]", "![", "](", ")", "a.png", "|", "`", "```\n", "\n", "<img src='",
                     "'>", "x", " ", "\\", "[", "(", "<", ">", '"'])
).map("".join)  # fmt: skip


def to_media(embed: Embed) -> str | None:
    is_link = embed.shape in (Shape.LINK, Shape.WIKI_LINK)
    return None if is_link else embed.to("media:m.png")


@pytest.mark.parametrize(
    ("body", "changed"),
    [
        ("![[a.png]]", "![a](media:m.png)"),
        ("![[folder/my pic.png|300]]", "![my pic|300](media:m.png)"),
        ("| ![[a.png\\|300x200]] |", "| ![a\\|300x200](media:m.png) |"),
        ("![[a.png|The loop]]", "![The loop](media:m.png)"),
        ('![x](a.png "title") y', '![x](media:m.png "title") y'),
        ("![x](<my pic.png>)", "![x](<media:m.png>)"),
        ("![](a(1).png)", "![](media:m.png)"),
        ("[![x](a.png)](page.html)", "[![x](media:m.png)](page.html)"),
        ("<IMG width=3 src = 'a.png' alt=x>", "<IMG width=3 src = 'media:m.png' alt=x>"),
        ("[x](a.pdf) [[a]]", "[x](a.pdf) [[a]]"),
        ("`![[a.png]]` ![[a.png]]", "`![[a.png]]` ![a](media:m.png)"),
        ("~~~\n![](a.png)\n~~~", "~~~\n![](a.png)\n~~~"),
        ("- item\n\n  ```\n  ![[a.png]]\n  ```\n", "- item\n\n  ```\n  ![[a.png]]\n  ```\n"),
        ("> ```\n> ![[a.png]]\n> ```\n", "> ```\n> ![[a.png]]\n> ```\n"),
    ],
)
def test_pictures_are_changed_and_everything_else_stays(body: str, changed: str) -> None:
    assert rewritten(body, to_media) == changed


@pytest.mark.parametrize(
    ("body", "changed"),
    [
        ("![[a b.pdf]]", "[my.pdf](media:k.pdf)"),
        ("![[a.pdf#page=3|Words]]", "[Words](media:k.pdf#page=3)"),
        ("[[a.pdf]]", "[my.pdf](media:k.pdf)"),
        ("| [[a.pdf\\|Words]] |", "| [Words](media:k.pdf) |"),
        ("[Words](a.pdf#page=3)", "[Words](media:k.pdf#page=3)"),
        ("[](a.pdf)", "[my.pdf](media:k.pdf)"),
        ("![](a.pdf)", "[my.pdf](media:k.pdf)"),
        ('![Words](<a b.pdf> "title")', '[Words](<media:k.pdf> "title")'),
        ("<img src='a.svg'>", "[my.pdf](media:k.pdf)>"),
    ],
)
def test_a_document_is_linked_however_it_was_called(body: str, changed: str) -> None:
    assert rewritten(body, lambda embed: embed.to_kept("media:k.pdf", "my.pdf")) == changed


@pytest.mark.parametrize(
    ("body", "changed"),
    [
        ("![[a.png]]", "![a](media:k.png)"),
        ("[[a.png]]", "[my.png](media:k.png)"),
        ("[Words](a.png)", "[Words](media:k.png)"),
        ("![Words](a.png#left)", "![Words](media:k.png)"),
    ],
)
def test_a_picture_is_shown_where_it_was_and_linked_where_it_was_linked(
    body: str, changed: str
) -> None:
    assert rewritten(body, lambda embed: embed.to_kept("media:k.png", "my.png")) == changed


@given(pieces)
def test_a_body_in_which_nothing_changes_stays_to_the_byte(body: str) -> None:
    seen: list[Embed] = []
    assert rewritten(body, seen.append) == body
    for embed in seen:
        if embed.shape not in (Shape.WIKI, Shape.WIKI_LINK):
            assert embed.to(embed.target) == embed.text


def test_hostile_texts_are_read_in_linear_time() -> None:
    for text in ("![" * 50_000, "[[" * 50_000, "<img " * 40_000, "![](" * 50_000, "[a](<" * 40_000):
        assert rewritten(text, to_media) == text
