"""``python -m ms2qbank_desktop``: no command opens the window, a command runs it."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program and return its exit code."""
    if getattr(sys, "frozen", False):
        # Files are looked into in a child process: a bundle starts itself anew for that.
        import multiprocessing

        multiprocessing.freeze_support()
    from ms2qbank_desktop.app.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
