"""Markdown that CommonMark does not know, as the reader shows it."""

from __future__ import annotations

from ms2qbank_desktop.features.notebook.markdown.spelled_out import spelled_out

FOOTNOTES = """Salt[^a] and water[^2], salt again[^a], lost[^none].

[^a]: Harrison, **chapter** 1
    and more
[^2]: Boron
"""


def test_tasks_are_boxes_and_callouts_have_a_title() -> None:
    assert spelled_out("- [ ] read\n* [x] done\n1. [X] too") == "- ☐ read\n* ☑ done\n1. ☑ too"
    assert spelled_out("> [!warning] Mind\n> it") == "> **Mind**\n>\n> it"
    assert spelled_out("> [!high-yield]-\n> it") == "> **High yield**\n>\n> it"


def test_footnotes_are_numbers_that_lead_to_a_list_at_the_end() -> None:
    first = "<sup>[[#Notes|1]]</sup>"
    assert spelled_out(FOOTNOTES) == (
        f"Salt{first} and water<sup>[[#Notes|2]]</sup>, salt again{first}, lost[^none].\n\n"
        "## Notes\n\n1. Harrison, **chapter** 1 and more\n2. Boron\n"
    )


def test_what_stands_in_code_stays() -> None:
    code = "Say[^1].\n\n```\n- [ ] x[^1]\n> [!tip] y\n```\n\n`z[^1]`\n\n[^1]: Note"
    text = spelled_out(code)
    assert "```\n- [ ] x[^1]\n> [!tip] y\n```" in text
    assert "`z[^1]`" in text
    assert "Say<sup>" in text


def test_other_bodies_are_given_back_as_they_are_and_no_note_is_lost() -> None:
    assert spelled_out("Plain *text*, an array[0] and [a link](x)") == (
        "Plain *text*, an array[0] and [a link](x)"
    )
    assert spelled_out("Text\n\n[^a]: nobody refers to it") == (
        "Text\n\n## Notes\n\n1. nobody refers to it\n"
    )
