"""SVG drawings from strangers: what is taken, what is refused and why."""

from __future__ import annotations

import pytest

from ms2qbank_desktop.core.drawing import MAX_BYTES, check_drawing, is_drawing
from ms2qbank_desktop.core.errors import UserFault

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">'


def svg(inside: str) -> bytes:
    return f"{HEAD}{inside}</svg>".encode()


@pytest.mark.parametrize(
    "data",
    [
        svg('<g><title>Nephron</title><path d="M0 0L9 9" stroke-dasharray="5 3"/></g>'),
        svg("<style>.a{fill:#c00}</style><text class='a'>PCO\u2082 <tspan>high</tspan></text>"),
        svg('<defs><linearGradient id="g"/></defs><rect fill="url(#g)" width="9" height="9"/>'),
        b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?>\n<!-- mine -->\n' + svg(""),
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">' + svg(""),
    ],
)
def test_shapes_and_text_are_taken(data: bytes) -> None:
    assert is_drawing(data)
    check_drawing(data)


@pytest.mark.parametrize("data", [b"", b"svg", b"<html><svg/></html>", b"<svgfile>", b"\x1f\x8bxx"])
def test_other_files_are_no_drawings(data: bytes) -> None:
    assert not is_drawing(data)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (svg("<script>x()</script>"), "<script>"),
        (svg("<foreignObject/>"), "<foreignObject>"),
        (svg('<image x:href="file:///etc/passwd"/>'), "<image>"),
        (svg('<use x:href="#a"/>'), "<use>"),
        (svg('<g><evil:image xmlns:evil="urn:x"/></g>'), "<image>"),
        (svg('<animate attributeName="x"/>'), "<animate>"),
        (svg('<rect onclick="x()"/>'), "script"),
        (svg('<linearGradient x:href="http://a.example/b.svg#c"/>'), "refers"),
        (svg('<rect fill="url(http://a.example/b.svg#c)"/>'), "refers"),
        (svg('<rect style="fill:u\\72l(b.svg#c)"/>'), "refers"),
        (svg("<style>@import 'http://a.example/b.css';</style>"), "refers"),
        (b"<?xml-stylesheet href='a.css'?>" + svg(""), "refers"),
        (svg("<style>path{stroke-dasharray:.01}</style>"), "dashes"),
        (svg(f'<g stroke-dasharray=".01"><path d="M{"1 2 " * 290}"/></g>' * 2), "dashed lines"),
        (svg(f'<path d="M{"1 2 " * 700}"/>'), "too many points"),
        (svg(f'<polygon points="{"1,2 " * 300}"/>' * 5), "too many points"),
        (svg("<g>" * 30 + "</g>" * 30), "deep"),
        (svg("<g>"), "damaged"),
        (svg(" " * MAX_BYTES), "larger than 64 kB"),
        (b'<!DOCTYPE svg SYSTEM "a"[<!ENTITY a "b">]>' + svg("&a;"), "entities"),
        (b'<?xml version="1.0" encoding="UTF-7"?>' + svg(""), "UTF-8"),
    ],
)
def test_what_runs_refers_or_takes_long_is_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(UserFault, match=r"^The drawing was left out: it ") as caught:
        check_drawing(data)
    assert why in str(caught.value)
