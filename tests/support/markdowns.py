"""Random Markdown for tests: lines that mean something, in any order."""

from __future__ import annotations

from hypothesis import strategies as st

LINES = (
    *("para one", "para *two* [[x]]", "# Head", "Set\n===", "Under\n---", "---", ""),
    *("- a", "- b", "  - c", "    - d", "* star", "+ plus\n\n  second", "- ", "-\tq", "\t- t"),
    *("1. one", "2. two", "10) ten", "   inside", "- [ ] open", "- [x] done", "lazy"),
    *("> [!tip]- Mind", "> [!note]", "[!x] y", "[^1]:", "[^2]: a\n    b", "o[^1] b[^a-b]."),
    *("> q", "> - ql", "> > deep", ">", "> - ql\n>   more"),
    *("```\ncode\n\nx\n```", "~~~py", "    ind", "\ttab", "<div>\nhi\n</div>", "<!-- c -->"),
    *("| a | b |\n|---|:-:|\n| 1 | 2 |", "| a |\n|---|\n| x\\|y | z |", "| [[a\\|b]] |\n|-|\n"),
    *("$$x$$", "$$\na\n$$", "[^1]: foo", "[ref]: http://x.y", "  two  \nlines\\\nmore"),
    *("**b** _i_ ~~s~~ ==m== `c` $m$ [l](u) ![p|30](media:x.png) <sub>2</sub>", "a\r", "\ufffc\0"),
    *("\U0001f9e0 **\U0001f9e0** x", "&amp; &nbsp; \\* <br> [a][b]", "#tag and #not-a-head"),
)
pieces = st.one_of(st.sampled_from(LINES), st.text(max_size=12))
bodies = st.lists(pieces, max_size=9).map("\n".join)
"""Bodies of notes."""
