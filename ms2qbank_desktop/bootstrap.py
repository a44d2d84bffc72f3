"""Makes a bare clone run: virtual environment, packages, system libraries, then the program.

    python3 -m ms2qbank_desktop.bootstrap run [arguments of the program]
    python3 -m ms2qbank_desktop.bootstrap test [arguments of pytest]

Standard library only, and no syntax newer than Python 3.8: an old interpreter has to get as far
as the sentence that says which one is needed. Exit code: that of the program or of pytest; 1 when
something is in the way; 2 for a wrong command; 130 when interrupted.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import importlib.util
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "bootstrap.stamp"
OLDEST = (3, 11)

# What the Qt wheel loads and does not carry: the NEEDED entries of libQt6* and libqxcb.so.
QT_PACKAGES = (
    *("libegl1", "libgl1", "libx11-6", "libx11-xcb1", "libxkbcommon0", "libxkbcommon-x11-0"),
    *("libdbus-1-3", "libfontconfig1", "libfreetype6", "libglib2.0-0", "libgssapi-krb5-2"),
    *("libbrotli1", "libxcb1", "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0"),
    *("libxcb-keysyms1", "libxcb-randr0", "libxcb-render0", "libxcb-render-util0"),
    *("libxcb-shape0", "libxcb-shm0", "libxcb-sync1", "libxcb-util1", "libxcb-xfixes0"),
    "libxcb-xkb1",
)
# A font with tabular figures for desktops that name none, and VLC's core for embedded video.
RUN_PACKAGES = (*QT_PACKAGES, "fonts-inter", "libvlc5", "vlc-plugin-base")
TEST_PACKAGES = (*RUN_PACKAGES, "xvfb")

# What measures time runs when nothing else does.
ALONE = "tests/benchmarks"
TESTS_FAILED = 1  # what pytest ends with then; all else is worse
MOST_AT_ONCE = 4  # a container may see more cores than it is given

USAGE = """\
Use: python3 -m ms2qbank_desktop.bootstrap run [arguments of the program]
     python3 -m ms2qbank_desktop.bootstrap test [arguments of pytest]"""

NO_DISPLAY = f"""\
There is no display here (DISPLAY and WAYLAND_DISPLAY are empty), so no window can open.
Everything is installed. To see the program anyway, let it draw its pages into a folder:
  {VENV / "bin" / "ms2qbank"} tour DIR"""


def main(arguments: Sequence[str]) -> int:
    """Prepare what `arguments` ask for and start it; the exit code is that of what was started."""
    if sys.version_info < OLDEST:
        version = platform.python_version()
        raise SystemExit(
            f"Python 3.11 or newer is needed; this is {version} ({sys.executable}).\n"
            "Start it with a newer one, for example: python3.12 -m ms2qbank_desktop.bootstrap run"
        )
    if not arguments or arguments[0] not in {"run", "test"}:
        print(USAGE, file=sys.stderr)
        return 2
    command, *rest = arguments
    if rest[:1] == ["--"]:
        del rest[0]
    # A plain kill must stop Xvfb and pytest too, as Ctrl+C does.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    return run(rest) if command == "run" else test(rest)


def run(arguments: Sequence[str]) -> int:
    """Start the program; with arguments (`tour DIR`, `import FILE`) no display is asked for."""
    install_system_packages((*RUN_PACKAGES, *venv_package()))
    install_python_packages("")
    if not arguments and not has_display(os.environ):
        print(NO_DISPLAY, file=sys.stderr)
        return 1
    command = [str(PYTHON), "-m", "ms2qbank_desktop", *arguments]
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(PYTHON, command)
    return subprocess.call(command)


def test(arguments: Sequence[str]) -> int:
    """Run pytest over tests/, under a display of its own where there is none; without arguments
    folder by folder side by side, and alone after them what failed there and what measures time."""
    missing = install_system_packages((*TEST_PACKAGES, *venv_package()))
    install_python_packages("dev")
    with contextlib.ExitStack() as stack:
        if arguments:
            environment = stack.enter_context(screen(missing))
            return subprocess.call(pytest(arguments), cwd=ROOT, env=environment)
        # A window takes the keyboard from others on its display, so each process has its own. They
        # are one more than there are cores, for windows also wait for pauses to end.
        shared = has_display(os.environ) and os.environ.get("QT_QPA_PLATFORM") != "offscreen"
        number = 1 if shared else min((os.cpu_count() or 1) + 1, MOST_AT_ONCE)
        screens = [stack.enter_context(screen(missing)) for _ in range(number)]
        failed = run_side_by_side(test_folders(), screens)
        code, forgiven = run_again(failed, screens[0])
        code = subprocess.call(pytest((ALONE,)), cwd=ROOT, env=screens[0]) or code
        for what in forgiven:
            say(f"PASSED ALONE, FAILED BESIDE OTHERS: {what}")
        return code


def test_folders() -> list[str]:
    """What is run on its own: a slice's tests, else a folder or file of tests/. Slices come last,
    for how long they take is told by their size: so all processes end at about the same time."""

    def order(place: Path) -> tuple[bool, int]:
        size = sum(file.stat().st_size for file in place.rglob("test_*.py"))
        return place.parent.name == "features", -size

    inside = (ROOT / "tests").glob("**/test_*.py")
    parts = {file.relative_to(ROOT).parts for file in inside}
    folders = {ROOT.joinpath(*part[: 3 if part[1] == "features" else 2]) for part in parts}
    names = [place.relative_to(ROOT).as_posix() for place in sorted(folders, key=order)]
    return [name for name in names if name != ALONE]


def run_side_by_side(
    folders: Sequence[str], screens: Sequence[dict[str, str]]
) -> dict[str, tuple[int, str]]:
    """Run pytest over each folder, as many at a time as there are screens, and print how each ends,
    all that it says if it fails; returns the exit code and the words of those that failed."""
    waiting, free = list(folders), list(screens)
    running: dict[subprocess.Popen[bytes], tuple[str, dict[str, str], IO[bytes]]] = {}
    counts: dict[str, int] = {}
    failed: dict[str, tuple[int, str]] = {}
    began = time.monotonic()
    with contextlib.ExitStack() as stack:
        stack.callback(stop, running)
        while waiting or running:
            while waiting and free:
                folder, environment = waiting.pop(0), free.pop()
                output: IO[bytes] = stack.enter_context(tempfile.TemporaryFile())
                command = pytest(("-q", folder))
                with kill_held_back():
                    process = subprocess.Popen(
                        command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
                    )
                    running[process] = folder, environment, output
            time.sleep(0.05)
            for process in [one for one in running if one.poll() is not None]:
                folder, environment, output = running.pop(process)
                free.append(environment)
                output.seek(0)
                text = output.read().decode(errors="replace").strip()
                summary = text.rpartition("\n")[2]
                if process.returncode:
                    failed[folder] = process.returncode, text
                    summary = f"exit code {process.returncode}\n{textwrap.indent(text, '  ')}\n"
                say(f"{folder}: {summary}")
                for number, outcome in re.findall(r"(\d+) ([a-z]+)", summary.partition(" in ")[0]):
                    counts[outcome] = counts.get(outcome, 0) + int(number)
    said = ", ".join(f"{number} {outcome}" for outcome, number in counts.items())
    say(f"Side by side: {said} in {time.monotonic() - began:.0f} s")
    return failed


def run_again(
    failed: Mapping[str, tuple[int, str]], environment: dict[str, str]
) -> tuple[int, list[str]]:
    """Run alone what failed beside others: the files whose tests did, or all of a folder where more
    went wrong than tests. Returns the exit code of one that failed again, else 0, and what passed.
    """
    code, forgiven = 0, []
    for folder, (first, text) in failed.items():
        say(f"\n{folder}: once more, alone")
        summary = text.rpartition("short test summary info")[2]
        names = re.findall(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", summary, re.MULTILINE)
        if first != TESTS_FAILED or not names:
            names = [f"{folder} (exit code {first})"]
            files = [folder]
        else:
            files = sorted({name.partition("::")[0] for name in names})
        again = subprocess.call(pytest(("-q", *files)), cwd=ROOT, env=environment)
        if again:
            code = again
            say(f"Failed alone, too: {folder}")
        else:
            forgiven += names
    return code, forgiven


def stop(processes: Iterable[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.kill()
        process.wait()


@contextlib.contextmanager
def kill_held_back() -> Iterator[None]:
    """Let a kill come only after the block: else what has just been started outlives it."""
    came: list[int] = []
    usual = signal.signal(signal.SIGTERM, lambda number, _: came.append(number))
    yield
    signal.signal(signal.SIGTERM, usual)
    if came:
        signal.raise_signal(signal.SIGTERM)


def pytest(arguments: Sequence[str]) -> list[str]:
    """The command that runs tests."""
    return [str(PYTHON), "-m", "pytest", *arguments]


@contextlib.contextmanager
def screen(missing: Sequence[str]) -> Iterator[dict[str, str]]:
    """The environment of tests: with the display that is there, or one of their own, or without."""
    if has_display(os.environ):
        yield dict(os.environ)
        return
    # Without its X11 libraries Qt aborts under Xvfb, so a display is of no use then.
    qt_has_x11 = not set(missing).intersection(QT_PACKAGES)
    with virtual_display() if qt_has_x11 else contextlib.nullcontext("") as display:
        if display:
            say(f"Testing under Xvfb on display {display}.")
            yield {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        else:
            say("Xvfb cannot be had, so windows are tested offscreen.")
            yield {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def has_display(environment: Mapping[str, str]) -> bool:
    """Whether Qt can open a window; a platform chosen by the user counts as one."""
    if not sys.platform.startswith("linux"):
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(environment.get(name) for name in names)


@contextlib.contextmanager
def virtual_display() -> Iterator[str]:
    """Xvfb on a free display while the block runs; yields ":N", or "" where it cannot start."""
    server = shutil.which("Xvfb")
    if server is None:
        yield ""
        return
    reading, writing = os.pipe()
    command = [server, "-displayfd", str(writing), "-screen", "0", "1920x1200x24"]
    process = subprocess.Popen(
        [*command, "-nolisten", "tcp", "-noreset"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl+C is for pytest; the display goes after it
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()  # empty when the server died
        yield f":{number}" if number else ""
    finally:
        process.terminate()
        process.wait()


def install_python_packages(extra: str) -> None:
    """Bring .venv to what pyproject.toml asks for; does nothing when the stamp says it is there.

    The stamp is removed first and written last, so an interrupted installation leaves none, and
    an environment without one is built anew.
    """
    wanted = fingerprint()
    stamp = STAMP.read_text().split() if STAMP.is_file() and PYTHON.exists() else []
    extras = stamp[2:]
    if stamp[:2] == wanted and (not extra or extra in extras):
        return
    STAMP.unlink(missing_ok=True)
    if stamp[:1] != wanted[:1]:
        for package in venv_package():
            raise SystemExit(f"This Python cannot make a virtual environment without {package}.")
        say(f"Making .venv with Python {wanted[0]}.")
        if subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)]):
            raise SystemExit("The virtual environment could not be made; see the lines above.")
        extras = []
    if extra and extra not in extras:
        extras = [*extras, extra]
    target = f".[{','.join(extras)}]" if extras else "."
    say("Installing Python packages; the first time takes a minute or two.")
    command = [str(PYTHON), "-m", "pip", "install", "-qq", "--editable", target]
    if subprocess.call([*command, "--disable-pip-version-check"], cwd=ROOT):
        raise SystemExit(
            "pip could not install the packages; see the lines above. It uses the package index "
            "this machine is set up with.\nWhen that can be reached, run the same command again."
        )
    STAMP.write_text(" ".join([*wanted, *extras]) + "\n")


def fingerprint() -> list[str]:
    """What the packages in .venv depend on: the Python version, and pyproject.toml in its place."""
    content = (ROOT / "pyproject.toml").read_bytes() + str(ROOT).encode()
    return [platform.python_version(), hashlib.sha256(content).hexdigest()]


def venv_package() -> tuple[str, ...]:
    """The package that lets Debian's Python make virtual environments, where that is missing."""
    importlib.invalidate_caches()
    if STAMP.is_file() or importlib.util.find_spec("ensurepip"):
        return ()
    return ("python{}.{}-venv".format(*sys.version_info),)


def install_system_packages(wanted: Sequence[str]) -> list[str]:
    """Install what is missing on Debian and Ubuntu, else print how; returns what is still missing.

    Elsewhere the libraries come with Qt or the desktop: nothing is done, nothing is missing.
    """
    missing = missing_packages(wanted) if has_apt() else []
    if not missing:
        return []
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    by_hand = f"  sudo apt-get update && sudo {' '.join(install)}"
    administrator = administrator_prefix()
    if administrator is None:
        say(f"System packages are missing. Install them with:\n{by_hand}")
        return missing
    say(f"Installing system packages: {' '.join(missing)}")
    for step in (["apt-get", "update"], install):
        command = [*administrator, "env", "DEBIAN_FRONTEND=noninteractive", *step]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        if result.returncode:
            say(f"{result.stderr.strip()}\nThat failed. Try it by hand:\n{by_hand}")
            return missing
    return missing_packages(wanted)


def has_apt() -> bool:
    return all(shutil.which(program) for program in ("apt-get", "dpkg-query"))


def missing_packages(wanted: Sequence[str]) -> list[str]:
    """Which of `wanted` dpkg does not know as installed, by name or as provided by another."""
    layout = "${db:Status-Abbrev}|${Package}|${Provides}\n"
    command = ["dpkg-query", "--show", "--showformat", layout]
    listing = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    installed = set()
    for line in listing.splitlines():
        status, package, provided = line.split("|")
        if status.startswith("ii"):
            # libglib2.0-0t64 provides "libglib2.0-0 (= 2.80.0)" on newer releases.
            installed.update({package, *(name.split()[0] for name in provided.split(",") if name)})
    return [package for package in wanted if package not in installed]


def administrator_prefix() -> list[str] | None:
    """What to put before a command to run it as root without a question; None when it cannot."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asks = subprocess.call(["sudo", "-n", "true"], stderr=subprocess.DEVNULL)
    return None if asks else ["sudo", "-n"]


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
