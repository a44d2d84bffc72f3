"""bootstrap in a clone of its own, where the system's programs are small scripts that take notes.

tests/packaging makes a real virtual environment with it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from ms2qbank_desktop import bootstrap
from tests.support import sources
from tests.support.shared_data import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")

PROGRAM = """#!/bin/sh
echo "python $* [$DISPLAY$QT_QPA_PLATFORM]" >> "$NOTES"
echo "what was said of $4"
echo "2 passed, 1 skipped in 0.10s"
exit "${EXIT_CODE:-0}"
"""
DPKG_QUERY = '#!/bin/sh\ncat "$INSTALLED"\n'
APT_GET = """#!/bin/sh
echo "apt-get $*" >> "$NOTES"
test "$1" = update && exit 0
test -n "$APT_FAILS" && { echo "no such package" >&2; exit 100; }
for package in "$@"; do echo "ii |$package|" >> "$INSTALLED"; done
"""
SUDO = '#!/bin/sh\nshift\nexec "$@"\n'
XVFB = """#!/bin/sh
eval "echo 77 >&$2; exec $2>&-"
trap 'echo "Xvfb stopped" >> "$NOTES"; exit' TERM
while :; do sleep 0.02; done
"""


@dataclass
class Clone:
    """A checkout whose packages are installed, on a machine that has nothing else."""

    root: Path

    def __post_init__(self) -> None:
        package = self.root / "ms2qbank_desktop"
        package.mkdir()
        for name in ("ms2qbank_desktop/__init__.py", "ms2qbank_desktop/bootstrap.py"):
            shutil.copy(REPOSITORY / name, self.root / name)
        (self.root / "pyproject.toml").write_text("[project]\n")
        self.programs = self.root / "programs"
        for name in ("env", "sh", "cat", "sleep", "true"):
            self.provide(name, shutil.which(name) or "")
        self.notes = self.root / "notes"
        self.notes.touch()
        self.installed = self.root / "installed"
        self.provide("dpkg-query", DPKG_QUERY)
        self.provide("apt-get", APT_GET)
        self.provide("sudo", SUDO)
        self.system_has(*bootstrap.TEST_PACKAGES)
        self.provide("../.venv/bin/python", PROGRAM)
        self.stamp("dev")

    def provide(self, name: str, script_or_target: str) -> None:
        place = self.programs / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if script_or_target.startswith("#!"):
            place.write_text(script_or_target)
            place.chmod(0o755)
        else:
            place.symlink_to(script_or_target)

    def system_has(self, *packages: str) -> None:
        self.installed.write_text("".join(f"ii |{package}|\n" for package in packages))

    def stamp(self, *extras: str) -> None:
        program = "from ms2qbank_desktop import bootstrap; print(*bootstrap.fingerprint())"
        command = [sys.executable, "-c", program]
        fingerprint = subprocess.check_output(command, cwd=self.root, text=True).strip()
        place = self.root / ".venv" / "bootstrap.stamp"
        place.write_text(" ".join([fingerprint, *extras]))

    def bootstrap(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "ms2qbank_desktop.bootstrap", *arguments],
            cwd=self.root,
            env={**self.environment(), **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def environment(self) -> dict[str, str]:
        return {
            "PATH": str(self.programs),
            "NOTES": str(self.notes),
            "INSTALLED": str(self.installed),
        }

    def noted(self) -> list[str]:
        return self.notes.read_text().splitlines()


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    root = tmp_path / "clone"
    root.mkdir()
    return Clone(root)


def test_run_starts_the_program_on_the_display_and_installs_nothing(clone: Clone) -> None:
    result = clone.bootstrap("run", DISPLAY=":5", EXIT_CODE="7")
    assert clone.noted() == ["python -m ms2qbank_desktop [:5]"]
    assert result.returncode == 7


@pytest.mark.parametrize("separator", [(), ("--",)])
def test_run_hands_further_arguments_on_and_then_needs_no_display(
    clone: Clone, separator: tuple[str, ...]
) -> None:
    clone.bootstrap("run", *separator, "tour", "out", "--theme", "dark")
    assert clone.noted() == ["python -m ms2qbank_desktop tour out --theme dark []"]


@pytest.mark.skipif(sys.platform == "darwin", reason="there is always a display")
def test_run_without_a_display_says_how_to_see_the_program(clone: Clone) -> None:
    result = clone.bootstrap("run")
    assert result.returncode == 1
    assert "no display" in result.stderr
    assert "ms2qbank tour DIR" in result.stderr
    assert clone.noted() == []


def test_missing_system_packages_are_installed_once(clone: Clone) -> None:
    clone.system_has(*bootstrap.QT_PACKAGES[1:], "libvlc5", "vlc-plugin-base")
    clone.bootstrap("run", "--version")
    clone.bootstrap("run", "--version")
    wanted = f"--yes --no-install-recommends {bootstrap.QT_PACKAGES[0]} fonts-inter"
    program = "python -m ms2qbank_desktop --version []"
    assert clone.noted() == ["apt-get update", f"apt-get install {wanted}", program, program]


def test_a_package_under_a_newer_name_counts_as_installed(clone: Clone) -> None:
    others = [name for name in bootstrap.RUN_PACKAGES if name != "libglib2.0-0"]
    clone.system_has(*others)
    with clone.installed.open("a") as listing:
        listing.write("ii |libglib2.0-0t64|libglib2.0-0 (= 2.80.0), libglib2.0-0-other\n")
    clone.bootstrap("run", "--version")
    assert clone.noted() == ["python -m ms2qbank_desktop --version []"]


def test_a_removed_package_counts_as_missing(clone: Clone) -> None:
    with clone.installed.open("a") as listing:
        listing.write("rc |fonts-noto|\n")
    clone.installed.write_text(clone.installed.read_text().replace("ii |xvfb|", "rc |xvfb|"))
    clone.bootstrap("test", DISPLAY=":5")
    assert "apt-get install --yes --no-install-recommends xvfb" in clone.noted()


def test_a_failed_installation_names_the_command_and_goes_on(clone: Clone) -> None:
    clone.system_has(*bootstrap.QT_PACKAGES, "fonts-inter", "libvlc5")
    result = clone.bootstrap("run", "--version", APT_FAILS="yes")
    assert "no such package" in result.stdout
    assert "sudo apt-get install --yes --no-install-recommends vlc-plugin-base" in result.stdout
    assert clone.noted()[-1] == "python -m ms2qbank_desktop --version []"


def test_a_system_without_apt_is_left_alone(clone: Clone) -> None:
    clone.system_has()
    (clone.programs / "apt-get").unlink()
    clone.bootstrap("run", "--version")
    assert clone.noted() == ["python -m ms2qbank_desktop --version []"]


@pytest.mark.skipif(sys.platform == "darwin", reason="there is always a display")
def test_tests_without_a_display_get_one_that_is_stopped_afterwards(clone: Clone) -> None:
    clone.provide("Xvfb", XVFB)
    result = clone.bootstrap("test", "-k", "block", EXIT_CODE="3")
    assert clone.noted() == ["python -m pytest -k block [:77xcb]", "Xvfb stopped"]
    assert result.returncode == 3


@pytest.mark.skipif(sys.platform == "darwin", reason="there is always a display")
def test_tests_run_offscreen_where_xvfb_cannot_be_had(clone: Clone) -> None:
    result = clone.bootstrap("test", "tests/core")
    assert "offscreen" in result.stdout
    assert clone.noted() == ["python -m pytest tests/core [offscreen]"]


@pytest.mark.skipif(sys.platform == "darwin", reason="there is always a display")
def test_tests_run_offscreen_where_qt_would_abort_for_want_of_a_library(clone: Clone) -> None:
    clone.provide("Xvfb", XVFB)
    clone.system_has(*bootstrap.TEST_PACKAGES[1:])
    clone.bootstrap("test", "tests/core", APT_FAILS="yes")
    assert clone.noted()[-1] == "python -m pytest tests/core [offscreen]"


def add_tests(clone: Clone, *names: str) -> None:
    for name in names:
        place = clone.root / "tests" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("# one test\n")


def test_all_tests_run_folder_by_folder_and_what_measures_time_after_them(clone: Clone) -> None:
    names = ("test_a.py", "ui/keys/test_b.py", "features/c/ui/test_c.py", "benchmarks/test_d.py")
    add_tests(clone, *names, "features/c/test_e.py", "features/f/test_f.py", "support/student.py")
    result = clone.bootstrap("test", QT_QPA_PLATFORM="offscreen")
    *folders, last = clone.noted()
    assert sorted(folders) == [
        "python -m pytest -q tests/features/c [offscreen]",
        "python -m pytest -q tests/features/f [offscreen]",
        "python -m pytest -q tests/test_a.py [offscreen]",
        "python -m pytest -q tests/ui [offscreen]",
    ]
    assert last == "python -m pytest tests/benchmarks [offscreen]"
    assert result.returncode == 0
    assert "tests/ui: 2 passed, 1 skipped in 0.10s\n" in result.stdout
    assert "what was said of tests/ui" not in result.stdout
    assert "Side by side: 8 passed, 4 skipped in " in result.stdout


def test_a_folder_that_fails_tells_all_and_the_others_run_all_the_same(clone: Clone) -> None:
    add_tests(clone, "core/test_a.py", "ui/test_b.py", "benchmarks/test_c.py")
    result = clone.bootstrap("test", QT_QPA_PLATFORM="offscreen", EXIT_CODE="3")
    first, again, measured = clone.noted()[:2], clone.noted()[2:4], clone.noted()[4:]
    assert sorted(first) == sorted(again)
    assert len(measured) == 1
    assert "tests/core: exit code 3\n  what was said of tests/core" in result.stdout
    assert "tests/ui: exit code 3\n  what was said of tests/ui" in result.stdout
    last = [line for line in result.stdout.splitlines() if line.startswith("Failed alone, too")]
    assert sorted(last) == ["Failed alone, too: tests/core", "Failed alone, too: tests/ui"]
    assert result.returncode == 3


def add_real_tests(clone: Clone, shy: str) -> None:
    """Add a file with a shy test and one without that the real pytest runs, and one for what
    measures time."""
    clone.provide("../.venv/bin/python", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    add_tests(clone, "core/test_a.py", "benchmarks/test_c.py")
    (clone.root / "tests/core/test_b.py").write_text("def test_other():\n    pass\n")
    (clone.root / "tests/core/test_a.py").write_text(f"{STEADY}\n\ndef test_shy():\n    {shy}\n")
    (clone.root / "tests/benchmarks/test_c.py").write_text("def test_quick():\n    pass\n")


STEADY = """
import os
from pathlib import Path

def has_run():
    notes = Path(__file__).with_suffix(".notes")
    before = notes.exists()
    notes.touch()
    return before

def test_steady():
    pass
"""


def test_what_failed_beside_others_runs_alone_and_is_forgiven_aloud_if_it_passes(
    clone: Clone,
) -> None:
    add_real_tests(clone, "assert has_run(), 'the first time'")
    result = clone.bootstrap("test", QT_QPA_PLATFORM="offscreen")
    assert result.returncode == 0
    assert "  FAILED tests/core/test_a.py::test_shy - " in result.stdout
    assert "\nFAILED" not in result.stdout
    assert "1 failed, 2 passed" in result.stdout
    again = result.stdout.partition("tests/core: once more, alone\n")[2]
    assert "2 passed" in again
    last = "PASSED ALONE, FAILED BESIDE OTHERS: tests/core/test_a.py::test_shy\n"
    assert result.stdout.endswith(last)


def test_what_fails_alone_too_fails_the_command(clone: Clone) -> None:
    add_real_tests(clone, "assert has_run() is None, 'every time'")
    result = clone.bootstrap("test", QT_QPA_PLATFORM="offscreen")
    assert result.returncode == 1
    assert "\nFAILED tests/core/test_a.py::test_shy - " in result.stdout
    assert "\nFailed alone, too: tests/core\n" in result.stdout
    assert "PASSED ALONE" not in result.stdout


def test_a_folder_whose_process_died_runs_again_as_a_whole(clone: Clone) -> None:
    add_real_tests(clone, "has_run() or os.abort()")
    result = clone.bootstrap("test", QT_QPA_PLATFORM="offscreen")
    assert result.returncode == 0
    assert "tests/core: exit code -6\n" in result.stdout
    again = result.stdout.partition("tests/core: once more, alone\n")[2]
    assert "3 passed" in again
    assert again.endswith("PASSED ALONE, FAILED BESIDE OTHERS: tests/core (exit code -6)\n")


@pytest.mark.skipif(sys.platform == "darwin", reason="there is always a display")
def test_windows_that_are_tested_at_once_have_displays_of_their_own(clone: Clone) -> None:
    clone.provide("Xvfb", XVFB.replace("echo 77", "echo $$"))
    wait = "#!/bin/sh\nsleep 0.5\n"  # until others have begun
    clone.provide("../.venv/bin/python", wait + PROGRAM.partition("\n")[2])
    add_tests(clone, "core/test_a.py", "ui/test_b.py")
    clone.bootstrap("test")
    *folders, _last, stopped = [line.rpartition(" ")[2] for line in clone.noted()][:4]
    assert len(set(folders)) == 2
    assert stopped == "stopped"


def test_on_the_display_of_the_user_one_folder_follows_the_other(clone: Clone) -> None:
    lines = ('echo "begins" >> "$NOTES"', "sleep 0.3", 'echo "ends" >> "$NOTES"')
    clone.provide("../.venv/bin/python", "\n".join(("#!/bin/sh", *lines)))
    add_tests(clone, "core/test_a.py", "ui/test_b.py")
    clone.bootstrap("test", DISPLAY=":5")
    assert clone.noted() == ["begins", "ends"] * 3


def test_a_kill_ends_the_tests_that_run(clone: Clone) -> None:
    clone.provide("../.venv/bin/python", '#!/bin/sh\necho $$ >> "$NOTES"\nexec sleep 60\n')
    add_tests(clone, "core/test_a.py", "ui/test_b.py")
    started = subprocess.Popen(
        [sys.executable, "-m", "ms2qbank_desktop.bootstrap", "test"],
        cwd=clone.root,
        env={**clone.environment(), "QT_QPA_PLATFORM": "offscreen"},
    )
    patience = time.monotonic() + 20
    while len(clone.noted()) < 2 and time.monotonic() < patience:
        time.sleep(0.02)
    started.terminate()
    assert started.wait(timeout=20) == 143
    numbers = [int(line) for line in clone.noted()]
    assert len(numbers) == 2
    for number in numbers:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


def test_every_file_of_tests_is_in_one_folder_that_is_run_and_short_ones_end_it() -> None:
    folders = bootstrap.test_folders()
    files = [
        place.relative_to(REPOSITORY).as_posix()
        for place in sources.python_files()
        if place.name.startswith("test_")
    ]
    for file in files:
        inside = [one for one in folders if f"{file}/".startswith(f"{one}/")]
        assert len(inside) == (0 if file.startswith(bootstrap.ALONE) else 1), file
    assert folders.index("tests/journeys") < folders.index("tests/features/practice")
    assert folders.index("tests/features/practice") < folders.index("tests/features/links")


def test_an_unknown_command_is_answered_with_the_known_ones(clone: Clone) -> None:
    result = clone.bootstrap("start")
    assert result.returncode == 2
    assert "bootstrap run" in result.stderr
    assert "bootstrap test" in result.stderr


def test_an_old_python_is_told_which_one_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    with pytest.raises(SystemExit, match=r"Python 3\.11 or newer is needed"):
        bootstrap.main(["run"])
