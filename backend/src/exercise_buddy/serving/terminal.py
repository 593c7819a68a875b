"""What the terminal is told once a server answers."""

import os
import sys
import webbrowser


def announce(address: str, *, open_browser: bool) -> None:
    """Tell the terminal where it is, and open a browser there where that is wished."""
    sys.stdout.write(f"Exercise Buddy runs on {address} - stop it with Ctrl+C.\n")
    sys.stdout.flush()
    if open_browser and _has_desktop():
        webbrowser.open(address)


def address_of(host: str, port: int) -> str:
    """Where this machine's own browser finds a server that listens there."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 - only shown
    return f"http://{shown}:{port}"


def _has_desktop() -> bool:
    """Without one, a browser in the terminal would open and stand in the way."""
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
