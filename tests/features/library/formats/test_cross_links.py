"""Links between the files of a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.features.library.formats.cross_links import linked

from .reading import read, write

if TYPE_CHECKING:
    from pathlib import Path

TITLES = {"ch1/heart.md": "The heart", "lung.md": "The lung", "odd.md": "A [b] | c"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("See [it](heart.md).", "See [[The heart|it]]."),
        ("[it](./heart.md#s1-and-s2)", "[[The heart#s1-and-s2|it]]"),
        ("[the **lung**](../lung.md)", "[[The lung|the lung]]"),
        ("[it](../lung.md 'x')", "[it](../lung.md 'x')"),
        ('[it](../lung.md "x")', "[[The lung|it]]"),
        ("[below](#part-two)", "[[#part-two|below]]"),
        ("[gone](other.md)", "gone"),
        ("[odd](../odd.md)", "odd"),
        ("[web](https://x.org/a.md)", "[web](https://x.org/a.md)"),
        ("[mail](mailto:a@b.org)", "[mail](mailto:a@b.org)"),
        ("![picture](heart.md)", "![picture](heart.md)"),
        ("`[it](heart.md)`", "`[it](heart.md)`"),
        ("```\n[it](heart.md)\n```", "```\n[it](heart.md)\n```"),
    ],
)
def test_a_link_to_a_file_names_its_article(body: str, expected: str) -> None:
    assert linked(body, "ch1/here.md", lambda name: TITLES.get(name, "")) == expected


def test_files_of_a_folder_name_each_other_whatever_their_kind(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        {
            "a.md": "---\ntitle: Alpha\n---\nSee [b](b.html#why) and [gone](c.md).",
            "b.html": "<title>Beta</title><h1>Beta</h1><p>Back to <a href='a.md'>a</a>.</p>",
        },
    )
    assert [draft.body for draft in read(folder).drafts] == [
        "See [[Beta#why|b]] and gone.",
        "Back to [[Alpha|a]].",
    ]


def test_a_link_that_leads_out_of_the_folder_is_only_words(tmp_path: Path) -> None:
    write(tmp_path, {"secret.md": "Not yours", "in/a.md": "See [up](../secret.md)."})
    assert [draft.body for draft in read(tmp_path / "in").drafts] == ["See up."]
