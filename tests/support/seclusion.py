"""Keeps tests away from the user's own files and from the network."""

from __future__ import annotations

import ipaddress
import sys
from pathlib import Path


def home_variables(home: str) -> dict[str, str]:
    """Return the environment that makes `home` the place of all user data on every system."""
    data = Path(home) / "AppData"
    return {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": str(data / "Roaming"),
        "LOCALAPPDATA": str(data / "Local"),
        "XDG_CACHE_HOME": str(Path(home) / ".cache"),
        "XDG_CONFIG_HOME": str(Path(home) / ".config"),
        "XDG_DATA_HOME": str(Path(home) / ".local" / "share"),
        "XDG_STATE_HOME": str(Path(home) / ".local" / "state"),
    }


def forbid_network() -> None:
    """Make every connection and name look-up of this process fail, but those to itself.

    An audit hook sees them all, whichever library asks, and cannot be taken off again.
    """

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event == "socket.connect":
            address = arguments[1]
        elif event == "socket.getaddrinfo":
            address = (arguments[0],)
        else:
            return
        if isinstance(address, tuple) and not is_this_machine(str(address[0])):
            message = f"a test reached for the network: {address[0]}"
            raise RuntimeError(message)

    sys.addaudithook(refuse)


def is_this_machine(host: str) -> bool:
    if host in {"", "localhost", "None"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
