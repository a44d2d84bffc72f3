"""The one door to VLC, and what is said where there is none."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop.core import libvlc
from ms2qbank_desktop.core.errors import EnvironmentFault

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("system", "words"),
    [("linux", "apt install vlc"), ("win32", "videolan.org"), ("darwin", "Applications")],
)
def test_without_vlc_it_says_how_to_get_it_on_this_system(
    monkeypatch: pytest.MonkeyPatch, system: str, words: str
) -> None:
    monkeypatch.setattr(libvlc, "_opened", None)
    monkeypatch.setitem(sys.modules, "vlc", None)
    monkeypatch.setattr(sys, "platform", system)
    with pytest.raises(EnvironmentFault) as raised:
        libvlc.load()
    assert words in raised.value.advice
    assert libvlc.missing() is raised.value


def test_vlc_is_opened_once() -> None:
    if libvlc.missing():
        pytest.skip("VLC is not installed here")
    assert libvlc.load() is libvlc.load()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ALSA is Linux's")
def test_where_nothing_can_sound_vlc_is_not_sent_looking_for_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[list[str]] = []
    vlc = ModuleType("vlc")
    vlc.Instance = lambda options: asked.append(options)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "vlc", vlc)
    monkeypatch.delenv(libvlc.SOUND_OUTPUT, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(libvlc, "SOUND_CARDS", tmp_path / "cards")
    for server in (None, "/run/pulse"):
        if server:
            monkeypatch.setenv("PULSE_SERVER", server)
        monkeypatch.setattr(libvlc, "_opened", None)
        assert libvlc.missing()  # this VLC has no plugins
    silent, sounding = asked
    assert "--aout=dummy" in silent
    assert "--aout=dummy" not in sounding


@pytest.mark.expects_log("PYTHON_VLC_LIB_PATH")
def test_a_variable_that_leads_to_no_library_does_not_end_the_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(libvlc, "_opened", None)
    monkeypatch.delitem(sys.modules, "vlc", raising=False)
    monkeypatch.setenv("PYTHON_VLC_LIB_PATH", str(tmp_path / "nothing.so"))
    fault = libvlc.missing()
    assert fault is not None
    assert "VLC" in fault.message
