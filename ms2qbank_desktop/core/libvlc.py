"""The one door to libvlc, which plays lectures and the sounds of cards.

The binding is imported and the library opened at the first use: that takes 0.1 to 0.3 seconds, so
it is done off the window's thread.
"""

from __future__ import annotations

import ctypes
import logging
import os
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import EnvironmentFault

log = logging.getLogger(__name__)

OPTIONS = (
    # It says nothing on the terminal, runs no scripts, and looks nothing up anywhere.
    *("--quiet", "--ignore-config", "--no-lua", "--no-metadata-network-access", "--no-stats"),
    # The picture is what is in the file: no title, no messages, no subtitles found beside it.
    *("--no-video-title-show", "--no-osd", "--no-sub-autodetect-file"),
    # The picture goes to memory, from where a graphics card would have to give it back.
    "--avcodec-hw=none",
)
SOUND_OUTPUT = "MS2QBANK_AOUT"
"""Environment variable that names another of VLC's sound outputs; "dummy" is silent."""
SOUND_CARDS = Path("/proc/asound/cards")
"""Where Linux lists them."""

ADVICE = {
    "win32": "Install VLC (64 bit) from videolan.org, then start this program again.",
    "darwin": "Install VLC from videolan.org into Applications, then start this program again.",
}
ADVICE_LINUX = (
    "Install it (Debian, Ubuntu: sudo apt install vlc; Fedora: sudo dnf install vlc; "
    "Arch: sudo pacman -S vlc), then start this program again."
)
_BUNDLED = {"win32": "libvlc.dll", "darwin": "libvlc.dylib"}

_lock = threading.Lock()
_opened: Vlc | EnvironmentFault | None = None


_BINDING = (NameError, AttributeError, SystemExit)
"""The binding raises the first two where a library lacks a function, and ends the program where a
variable of the environment leads it to no library."""


@dataclass(frozen=True, slots=True)
class Vlc:
    """The binding (module ``vlc``) and the one libvlc instance of this process."""

    module: Any
    instance: Any


def load() -> Vlc:
    """Open libvlc, or return it as it was opened; EnvironmentFault where there is none."""
    global _opened
    with _lock:
        if _opened is None:
            try:
                _opened = _open()
            except EnvironmentFault as fault:
                _opened = fault
    if isinstance(_opened, EnvironmentFault):
        raise _opened
    return _opened


def missing() -> EnvironmentFault | None:
    """Return why nothing can be played, or None if it can."""
    try:
        load()
    except EnvironmentFault as fault:
        return fault
    return None


def _open() -> Vlc:
    _point_to_bundle()
    try:
        import vlc  # type: ignore[import-untyped]

        options = list(OPTIONS)
        if sys.platform not in ADVICE:
            options.append("--no-xlib")  # X11 is Qt's, which calls it from one thread only
        if output := os.environ.get(SOUND_OUTPUT, "" if _has_sound() else "dummy"):
            options.append(f"--aout={output}")
        instance = vlc.Instance(options)
    except (ImportError, OSError, NotImplementedError, LookupError, *_BINDING) as error:
        log.info("VLC cannot be used: %s", error)
        raise _fault() from error
    if instance is None:
        log.info("VLC cannot be used: it found none of its plugins")
        raise _fault()
    return Vlc(vlc, instance)


def _has_sound() -> bool:
    """Whether there is a sound server or card: VLC tries it again with each block of sound, and
    ALSA complains on the terminal each time."""
    if not sys.platform.startswith("linux"):
        return True
    server = Path(os.environ.get("XDG_RUNTIME_DIR", "/run")) / "pulse" / "native"
    cards = SOUND_CARDS.read_text(encoding="utf-8") if SOUND_CARDS.is_file() else ""
    return "PULSE_SERVER" in os.environ or server.exists() or "]:" in cards


def _fault() -> EnvironmentFault:
    return EnvironmentFault(
        "Videos and sounds need VLC, which was not found.",
        advice=ADVICE.get(sys.platform, ADVICE_LINUX),
    )


def _point_to_bundle() -> None:
    """In a PyInstaller bundle, take the VLC that lies in its folder ``vlc``, if there is one."""
    folder = Path(getattr(sys, "_MEIPASS", "")) / "vlc"
    library = folder / _BUNDLED.get(sys.platform, "libvlc.so.5")
    if not hasattr(sys, "_MEIPASS") or not library.is_file():
        return
    os.environ["VLC_PLUGIN_PATH"] = str(folder / "plugins")
    os.environ["PYTHON_VLC_LIB_PATH"] = str(library)
    os.environ["PYTHON_VLC_MODULE_PATH"] = str(folder / "plugins")
    for core in folder.glob("libvlccore.*"):
        if core.suffix != ".lib":
            ctypes.CDLL(str(core))  # libvlc looks for it by name, and finds the one loaded
