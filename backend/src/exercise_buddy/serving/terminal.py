"""Terminal output when a server is ready."""

import os
import sys
import webbrowser


def announce(address: str, *, open_browser: bool) -> None:
    """Print the address, and open a browser if wanted."""
    sys.stdout.write(f"Exercise Buddy runs on {address} - stop it with Ctrl+C.\n")
    sys.stdout.flush()
    if open_browser and _has_desktop():
        webbrowser.open(address)


def address_of(host: str, port: int) -> str:
    """The address at which this machine's browser reaches a server listening there."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 - only shown
    return f"http://{shown}:{port}"


def _has_desktop() -> bool:
    """Without a desktop, a text browser would take over the terminal."""
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
