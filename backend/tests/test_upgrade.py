"""`exercise-buddy upgrade` against a folder of wheels, served as an index."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from exercise_buddy.cli import app
from exercise_buddy.upgrade_commands import parsed

HERE = version("exercise-buddy")
NEWER = f"{parsed(HERE)[0] + 1}.10.0"


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(app, ["upgrade", *arguments], env={"UPGRADE_INDEX": None, **environment})


@pytest.fixture
def index(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Its address, and where its wheels lie."""
    folder = tmp_path / "exercise-buddy"
    folder.mkdir()
    (folder / f"exercise_buddy-{HERE}-py3-none-any.whl").touch()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(tmp_path))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", folder
        server.shutdown()


def test_no_request_is_sent_without_a_configured_index() -> None:
    result = run("--check")
    assert (result.exit_code, "nobody was asked" in result.stdout) == (2, True)


def test_the_newest_version_is_named_and_the_way_to_it(index: tuple[str, Path]) -> None:
    address, folder = index
    result = run("--check", UPGRADE_INDEX=address)
    assert (result.exit_code, "no newer version" in result.stdout) == (0, True)
    for listed in (NEWER, NEWER.replace(".10.", ".9.")):
        (folder / f"exercise_buddy-{listed}-py3-none-any.whl").touch()
    result = run("--check", "--index", f"{address}/")
    assert (result.exit_code, f"has {NEWER}." in result.stdout, "pip" in result.stdout) == (3, True, False)
    assert f"exercise-buddy=={NEWER}" in run("--index", address).stdout


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "file:///etc", "packages.example.org"])
def test_an_index_that_is_none_is_said(address: str) -> None:
    result = run("--check", "--index", address)
    assert (result.exit_code, address in result.stderr) == (1, True)
