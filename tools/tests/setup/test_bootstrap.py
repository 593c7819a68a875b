"""Packages are only fetched with a known hash."""

import hashlib
import re
import subprocess
import zipfile
from pathlib import Path

import bootstrap
import pytest

REQUIREMENTS = Path(bootstrap.__file__).parents[1] / "requirements"
METADATA = "Metadata-Version: 2.1\nName: demo\nVersion: 1.0\n"
WHEEL = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


@pytest.mark.parametrize("path", sorted(REQUIREMENTS.glob("*.txt")), ids=lambda path: path.name)
def test_every_package_has_one_version_and_hashes(path: Path) -> None:
    text = re.sub(r" \\\n +", " ", path.read_text())
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert lines
    for line in lines:
        assert re.match(r"\S+==\S+( ; [^#]+?)?( --hash=sha256:[0-9a-f]{64})+$", line), line


def test_node_and_uv_are_known_for_every_platform() -> None:
    """Linux on two processors and two C libraries, macOS on two, Windows: PyPI has a file for each."""
    for name in ("uv.txt", "node.txt"):
        assert (REQUIREMENTS / name).read_text().count("--hash=") >= 7


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    path = tmp_path / "demo-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("demo.py", "")
        archive.writestr("demo-1.0.dist-info/METADATA", METADATA)
        archive.writestr("demo-1.0.dist-info/WHEEL", WHEEL)
        archive.writestr("demo-1.0.dist-info/RECORD", "")
    return path


@pytest.mark.parametrize("is_known", [True, False])
def test_a_file_with_another_hash_is_not_installed(
    tmp_path: Path, wheel: Path, monkeypatch: pytest.MonkeyPatch, is_known: bool
) -> None:
    python = (bootstrap.BIN / "python").resolve()
    if subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode != 0:
        pytest.skip(f"{python} has no pip")
    monkeypatch.setattr(bootstrap.sys, "executable", str(python))
    monkeypatch.setattr(bootstrap, "SITE", tmp_path / "site")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    digest = hashlib.sha256(wheel.read_bytes() if is_known else b"what was expected").hexdigest()
    requirements = tmp_path / "demo.txt"
    requirements.write_text(f"demo==1.0 \\\n    --hash=sha256:{digest}\n")
    if is_known:
        bootstrap.pip_install(requirements)
    else:
        with pytest.raises(bootstrap.Missing, match=r"did not install demo==1\.0"):
            bootstrap.pip_install(requirements)
    assert (tmp_path / "site" / "demo.py").exists() is is_known


@pytest.mark.parametrize(
    ("chromium", "installs", "starts", "asked", "linked"),
    [
        ("/usr/bin/chromium", True, False, ["chromium-headless-shell"], ["chromium-headless-shell"]),
        ("/usr/bin/chromium", False, False, ["chromium-headless-shell"], []),
        ("/usr/bin/chromium", False, True, [], ["chromium-headless-shell"]),
        # A shell of another version would lack its files.
        ("/opt/chrome", True, True, [], []),
    ],
)
def test_debians_chromium_gets_its_headless_shell_and_any_other_is_enough(
    monkeypatch: pytest.MonkeyPatch, chromium: str, installs: bool, starts: bool, asked: list[str], linked: list[str]
) -> None:
    there, seen_asked, seen_linked = starts, list[str](), list[str]()

    def install(*packages: str) -> bool:
        nonlocal there
        seen_asked.extend(packages)
        there = there or installs
        return installs

    monkeypatch.setattr(bootstrap, "apt_install", install)
    monkeypatch.setattr(bootstrap, "headless_shell", lambda: Path("/shell") if there else None)
    monkeypatch.setattr(bootstrap, "link", lambda name, _: seen_linked.append(name))
    bootstrap.set_up_headless_shell(Path(chromium))
    assert (seen_asked, seen_linked) == (asked, linked)


def test_a_checkout_that_cannot_be_written_to_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "BIN", Path("/proc/nobody/can/write/here"))
    with pytest.raises(SystemExit, match=r"setup: Cannot write to /proc.*copy it to a folder of your own"):
        bootstrap.main(["python"])
