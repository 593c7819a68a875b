"""Starting where something usual is missing: a home, a folder for the socket, room on the disk."""

import os
import pwd
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from exercise_buddy.cli import app
from exercise_buddy.core.http.telemetry.observability import configure_logging
from exercise_buddy.embedded import EmbeddedError, EmbeddedPostgres, NoSocketDirectory, sockets
from exercise_buddy.embedded.account import Account
from exercise_buddy.embedded.sockets import make_socket_directory
from tests.embedded.scenarios import sql

OURSELVES = Account(os.geteuid(), os.getegid())
# os.path.expanduser() asks the password database next, in which a container's account need not be.
WITHOUT_ENTRY = """
import pwd, sys
def missing(name): raise KeyError(name)
pwd.getpwuid = missing
from exercise_buddy.cli import app
sys.argv[0] = "exercise-buddy"
app()
"""


def missing(_: int) -> None:
    raise KeyError


def without_home(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """The program, with HOME unset and an account that the system does not know."""
    command = [sys.executable, "-c", WITHOUT_ENTRY, *arguments]
    env = {"PATH": os.environ["PATH"], **variables}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("verb", [("serve", "--port", "0"), ("migrate",), ("backup",)])
def test_without_a_home_it_asks_for_a_data_directory(verb: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("HOME", "DATABASE_URL", "DATA_DIR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", missing)
    result = CliRunner().invoke(app, list(verb))
    # The program has set up its logging to a stream that is gone by now.
    configure_logging(json=True, level="ERROR")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: This account has no home directory")
    assert "--data-dir" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_without_a_home_a_given_database_will_do(empty_database: str) -> None:
    result = without_home("migrate", DATABASE_URL=empty_database)
    assert (result.returncode, result.stdout) == (0, "The database has the newest schema.\n")


@pytest.mark.skipif(os.geteuid() == 0, reason="root's server runs as another account, tested in test_as_root.py")
def test_an_account_without_an_entry_gets_an_explanation(tmp_path: Path) -> None:
    result = without_home("migrate", "--data-dir", str(tmp_path / "data"))
    assert result.returncode == 1
    assert "no entry in /etc/passwd" in result.stderr


@pytest.mark.usefixtures("ready_cluster")
def test_a_read_only_tmp_leaves_the_next_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "USUAL_ROOT", Path("/proc"))
    with EmbeddedPostgres(tmp_path) as postgres:
        assert "host=/proc" not in postgres.url()
        assert sql(postgres.url(), "SELECT 1") == "1"


def test_the_folder_of_tmpdir_comes_before_those_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "USUAL_ROOT", Path("/proc"))
    monkeypatch.setattr(sockets, "MAX_DIRECTORY_BYTES", 1000)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert make_socket_directory(tmp_path / "data", OURSELVES).parent == tmp_path


@pytest.mark.parametrize("variable", ["/proc", "relative", ""])
def test_where_no_folder_will_do_each_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setattr(sockets, "USUAL_ROOT", tmp_path / "not there")
    monkeypatch.setattr(sockets, "OTHER_ROOTS", (tmp_path / ("x" * 100),))
    monkeypatch.setenv("TMPDIR", variable)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    with pytest.raises(NoSocketDirectory, match=r"Set TMPDIR.*not there: .*path is too long") as refused:
        make_socket_directory(Path("/proc"), OURSELVES)
    assert "--data-dir" not in str(refused.value)


@pytest.mark.usefixtures("ready_cluster")
def test_no_folder_for_the_socket_ends_the_start_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "_roots", lambda _: iter([Path("/proc")]))
    with pytest.raises(EmbeddedError, match="Set TMPDIR"):
        EmbeddedPostgres(tmp_path).start()
