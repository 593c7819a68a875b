"""What only root can try: dropping privileges, and being an ordinary user."""

import logging
import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import exercise_buddy
from exercise_buddy.embedded import (
    BinariesUnavailable,
    EmbeddedError,
    EmbeddedPostgres,
    account,
    binaries,
)
from exercise_buddy.embedded.account import server_account
from exercise_buddy.embedded.binaries import PACKAGE, binaries_for, wheel_binaries
from tests.clusters import put_cluster
from tests.embedded.scenarios import assert_works, postmaster_pid, sql

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0,
    reason="needs root; the other tests ran as an ordinary user just now",
)
NOBODY = pwd.getpwnam("nobody")


@contextmanager
def open_to_all() -> Iterator[Path]:
    """A folder that every account can enter, which pytest's own are not."""
    with tempfile.TemporaryDirectory(prefix="exercise-buddy-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def public_folder() -> Iterator[Path]:
    with open_to_all() as folder:
        yield folder


@pytest.fixture
def closed_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The wheel's programs below a folder that root alone can enter."""
    package = tmp_path / "closed" / PACKAGE
    binaries.copy_installation(wheel_binaries().parent.parent, package.parent)
    (package / "__init__.py").touch()
    package.parent.chmod(0o700)
    monkeypatch.syspath_prepend(package.parent)
    monkeypatch.delitem(sys.modules, PACKAGE, raising=False)
    assert wheel_binaries().is_relative_to(package)
    return package


@pytest.mark.usefixtures("ready_cluster")
def test_server_runs_as_an_unprivileged_account(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path) as postgres:
        process = Path(f"/proc/{postmaster_pid(tmp_path)}")
        status = (process / "status").read_text()
        environment = (process / "environ").read_bytes()
        assert sql(postgres.url(), "SELECT 1") == "1"
    ours = pwd.getpwnam("exercise-buddy")
    ids = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    assert set(ids["Uid"].split()) == {str(ours.pw_uid)}
    assert set(ids["Gid"].split()) == {str(ours.pw_gid)}
    assert ids["Groups"].strip() == ""
    assert b"HOME=" not in environment


@pytest.mark.usefixtures("ready_cluster")
def test_server_runs_as_the_owner_of_its_data(tmp_path: Path) -> None:
    daemon = pwd.getpwnam("daemon")
    for path in [tmp_path / "postgres", *(tmp_path / "postgres").rglob("*")]:
        os.chown(path, daemon.pw_uid, daemon.pw_gid)
    with EmbeddedPostgres(tmp_path):
        assert Path(f"/proc/{postmaster_pid(tmp_path)}").stat().st_uid == daemon.pw_uid


@pytest.mark.usefixtures("ready_cluster")
def test_data_that_belongs_to_root_is_refused_with_instructions(tmp_path: Path) -> None:
    os.chown(tmp_path / "postgres", 0, 0)
    with pytest.raises(EmbeddedError, match="chown -R exercise-buddy"):
        EmbeddedPostgres(tmp_path).start()


@pytest.fixture
def nobodys_data(tmp_path: Path, ready_cluster: None) -> Path:
    """A data directory that an earlier version, run by root, had `nobody` keep."""
    cluster = tmp_path / "postgres"
    for path in [cluster, *cluster.rglob("*")]:
        os.chown(path, NOBODY.pw_uid, NOBODY.pw_gid)
    (cluster / "pg_hba.conf").write_text("local all all trust\n")
    return tmp_path


def test_data_owned_by_nobody_is_taken_over(nobodys_data: Path) -> None:
    elsewhere = nobodys_data / "root's"
    elsewhere.write_text("not to be given away")
    (nobodys_data / "postgres" / "hard").hardlink_to(elsewhere)
    (nobodys_data / "postgres" / "soft").symlink_to(elsewhere)
    assert_works(nobodys_data)
    ours = pwd.getpwnam("exercise-buddy").pw_uid
    owners = {
        path.lstat().st_uid for path in (nobodys_data / "postgres").rglob("*") if path.name not in ("hard", "soft")
    }
    assert owners == {ours}
    assert (nobodys_data / "postgres").stat().st_uid == ours
    assert elsewhere.stat().st_uid == 0
    assert_works(nobodys_data)


def test_taking_along_that_was_interrupted_is_completed(nobodys_data: Path) -> None:
    ours = pwd.getpwnam("exercise-buddy")
    os.chown(nobodys_data / "postgres" / "PG_VERSION", ours.pw_uid, ours.pw_gid)
    assert_works(nobodys_data)
    assert (nobodys_data / "postgres").stat().st_uid == ours.pw_uid


AS_SUPERUSER = "CREATE TABLE loot (line text); COPY loot FROM PROGRAM 'id'"


@pytest.fixture(scope="module")
def opened(pristine_cluster: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """A server whose folder somebody has opened for everybody."""
    with EmbeddedPostgres(put_cluster(pristine_cluster, tmp_path_factory.mktemp("opened"))) as postgres:
        directory = Path(postgres.url().partition("host=")[2].partition("&")[0])
        directory.chmod(0o755)
        (directory / ".s.PGSQL.5432").chmod(0o777)
        yield postgres


@pytest.mark.parametrize("account", ["nobody", "daemon", "exercise-buddy"])
@pytest.mark.parametrize("role", ["postgres", "exercise_buddy"])
def test_no_other_account_gets_in(opened: EmbeddedPostgres, packages: Path, account: str, role: str) -> None:
    entry = pwd.getpwnam(account)
    psql = packages / PACKAGE / "pginstall18" / "bin" / "psql"
    attempt = subprocess.run(
        [psql, "-Xd", opened.url().replace("exercise_buddy@", f"{role}@"), "-c", AS_SUPERUSER],
        user=entry.pw_uid,
        group=entry.pw_gid,
        extra_groups=[],
        cwd="/",
        env={"PATH": os.defpath},
        capture_output=True,
        text=True,
        check=False,
    )
    assert attempt.returncode == 2
    assert "no pg_hba.conf entry" in attempt.stderr or "Peer authentication failed" in attempt.stderr


@pytest.mark.usefixtures("ready_cluster")
def test_not_even_root_becomes_superuser(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path) as postgres:
        url = postgres.url().replace("exercise_buddy@", "postgres@")
        attempt = subprocess.run(
            [postgres.tool("psql"), "-Xd", url, "-c", AS_SUPERUSER], capture_output=True, text=True, check=False
        )
    assert "no pg_hba.conf entry" in attempt.stderr


@pytest.fixture
def no_system_account(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine that has not run this before."""
    monkeypatch.setattr(account, "SYSTEM_ACCOUNT", "eb-test-account")
    monkeypatch.setattr(account, "USERADD_OPTIONS", (*account.USERADD_OPTIONS[:-1], "eb-test-account"))


@pytest.mark.usefixtures("no_system_account")
def test_the_account_is_made_and_said_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, account.__name__)
    try:
        first = server_account(tmp_path / "postgres")
        assert server_account(tmp_path / "postgres") == first
        entry = pwd.getpwnam("eb-test-account")
    finally:
        subprocess.run(["/usr/sbin/userdel", "eb-test-account"], check=False)
    assert (first.uid, first.gid) == (entry.pw_uid, entry.pw_gid)
    assert 0 < entry.pw_uid < 1000
    assert entry.pw_shell == "/usr/sbin/nologin"
    assert [record.message for record in caplog.records] == [
        "Created the system account eb-test-account, which runs the database and nothing else."
    ]


@pytest.mark.usefixtures("no_system_account")
@pytest.mark.parametrize(("program", "reason"), [("no-such-program", "there is no useradd"), ("false", "ended with 1")])
def test_an_account_that_cannot_be_made_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, reason: str
) -> None:
    monkeypatch.setattr(account, "USERADD", (program,))
    monkeypatch.setattr(account, "MADE_BY_ANOTHER_SECONDS", 0.0)
    with pytest.raises(EmbeddedError, match=f"{reason}.*useradd --system.*ordinary user"):
        EmbeddedPostgres(tmp_path).start()


@pytest.mark.usefixtures("closed_installation")
def test_programs_that_the_account_cannot_reach_are_copied_once(
    tmp_path: Path, public_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binaries, "SHARED_CACHE", public_folder / "cache")
    previous = os.umask(0o077)
    try:
        assert_works(tmp_path / "data")
    finally:
        os.umask(previous)
    copy = binaries_for(server_account(tmp_path / "data" / "postgres"))
    assert copy.is_relative_to(public_folder / "cache")
    made_at = copy.stat().st_ctime_ns

    assert_works(tmp_path / "data")
    assert copy.stat().st_ctime_ns == made_at
    assert len(list((public_folder / "cache").iterdir())) == 1


@pytest.mark.usefixtures("closed_installation")
def test_copy_that_cannot_be_made_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "SHARED_CACHE", Path("/proc/exercise-buddy"))
    with pytest.raises(BinariesUnavailable, match="run it as an ordinary user"):
        EmbeddedPostgres(tmp_path).start()


SCENARIO = """
import os, pathlib, signal, subprocess, sys
from exercise_buddy.embedded import DataDirectoryUnusable, EmbeddedPostgres

def sql(postgres, statement):
    command = [postgres.tool("psql"), "-XAtqd", postgres.url(), "-c", statement]
    return subprocess.check_output(command, text=True).strip()

data_dir = pathlib.Path(sys.argv[1])
pid_file = data_dir / "postgres" / "postmaster.pid"
with EmbeddedPostgres(data_dir) as postgres:
    sql(postgres, "CREATE TABLE workouts AS SELECT 12 AS reps")
    assert pid_file.stat().st_uid == os.getuid() != 0
    os.kill(int(pid_file.read_text().split()[0]), signal.SIGKILL)
with EmbeddedPostgres(data_dir) as postgres:
    print(sql(postgres, "SELECT reps FROM workouts"))
try:
    EmbeddedPostgres(pathlib.Path(sys.argv[2])).start()
except DataDirectoryUnusable as error:
    print(error)
"""


@pytest.fixture(scope="module")
def packages() -> Iterator[Path]:
    """An installation that every account can read: tests may live below /root."""
    with open_to_all() as folder:
        packages = folder / "packages"
        binaries.copy_installation(wheel_binaries().parent.parent, packages)
        (packages / PACKAGE / "__init__.py").touch()
        shutil.copytree(Path(exercise_buddy.__path__[0]) / "embedded", packages / "exercise_buddy" / "embedded")
        (packages / "exercise_buddy" / "__init__.py").touch()
        binaries.open_for_reading(packages)
        yield packages


@pytest.fixture
def home(public_folder: Path) -> Path:
    home = public_folder / "home"
    home.mkdir()
    return home


def run_as(uid: int, packages: Path, scenario: str, *arguments: Path) -> subprocess.CompletedProcess[str]:
    """Runs a program of Python as an account with no groups."""
    return subprocess.run(
        [_reachable_python(), "-c", scenario, *arguments],
        user=uid,
        group=uid,
        extra_groups=[],
        env={"PYTHONPATH": str(packages), "PATH": os.defpath},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )


def test_ordinary_user(public_folder: Path, home: Path, packages: Path) -> None:
    os.chown(home, NOBODY.pw_uid, NOBODY.pw_gid)
    result = run_as(NOBODY.pw_uid, packages, SCENARIO, home / "my data", public_folder / "closed")
    assert result.returncode == 0, result.stderr
    reps, refusal = result.stdout.splitlines()
    assert reps == "12"
    assert refusal.startswith(f"Cannot use {public_folder}/closed: Permission denied.")


START = """
import pathlib, sys
from exercise_buddy.embedded import EmbeddedError, EmbeddedPostgres
try:
    with EmbeddedPostgres(pathlib.Path(sys.argv[1])) as postgres:
        print(postgres.url())
except EmbeddedError as error:
    print(error)
"""
WITHOUT_ENTRY = 54321


def test_account_without_an_entry_gets_an_explanation(home: Path, packages: Path) -> None:
    os.chown(home, WITHOUT_ENTRY, WITHOUT_ENTRY)
    result = run_as(WITHOUT_ENTRY, packages, START, home / "data")
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith(f"The account {WITHOUT_ENTRY} has no entry in /etc/passwd")
    assert "DATABASE_URL" in result.stdout
    assert not (home / "data" / "postgres").exists()


def test_account_without_an_entry_uses_the_password(home: Path, packages: Path) -> None:
    """Data that was set up by an account with a name, and is then handed to a container."""
    data_dir = home / "data"
    with EmbeddedPostgres(data_dir):
        pass
    for path in [home, data_dir, *data_dir.rglob("*")]:
        os.chown(path, WITHOUT_ENTRY, WITHOUT_ENTRY)
    scenario = START.replace(
        "print(postgres.url())",
        """
            print(postgres.url())
            import subprocess
            command = [postgres.tool("psql"), "-XAtqd", postgres.url(), "-c", "SELECT 42"]
            print(subprocess.check_output(command, text=True))
            command[2] = postgres.url().replace(postgres.url().split(":")[2].split("@")[0], "wrong")
            print(subprocess.run(command, capture_output=True, text=True).stderr)
    """,
    )
    result = run_as(WITHOUT_ENTRY, packages, scenario, data_dir)
    assert result.returncode == 0, result.stderr
    url, answer, refusal = result.stdout.split("\n", 2)
    password = (data_dir / "postgres-password").read_text()
    assert url.startswith(f"postgresql://exercise_buddy:{password}@/")
    assert answer == "42"
    assert "password authentication failed" in refusal
    assert stat.S_IMODE((data_dir / "postgres-password").stat().st_mode) == 0o600

    (data_dir / "postgres-password").unlink()
    result = run_as(WITHOUT_ENTRY, packages, START, data_dir)
    assert "Run as an account that has a name, or restore a backup" in result.stdout


def run_mounted(mount: str, data_dir: Path) -> str:
    """What START prints where `mount`, a line of shell, has changed the file systems; for this process alone."""
    unshare = ["unshare", "--mount", "/bin/sh", "-c"]
    if subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("needs the right to mount, which containers seldom have")
    command = [*unshare, f'{mount} && exec "$0" -c "$1" "$2"', sys.executable, START, str(data_dir)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_read_only_tmp(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMPDIR", raising=False)
    data_dir = Path("/var/lib") / f"exercise-buddy-test-{os.getpid()}"
    try:
        # As it is, for the checkout may lie in it.
        url = run_mounted("mount --bind /tmp /tmp && mount -o remount,bind,ro /tmp", data_dir)
    finally:
        shutil.rmtree(data_dir, ignore_errors=True)
    assert url.startswith("postgresql://")
    assert "host=/tmp" not in url


def test_full_disk(home: Path) -> None:
    refusal = run_mounted(f"mount -t tmpfs -o size=8m none '{home}'", home / "data")
    assert "No space left on device" in refusal
    assert str(home / "data") in refusal


def _reachable_python() -> Path:
    """A Python that the account `nobody` can run: ours may be below /root."""
    names = [sys.executable, *(shutil.which(f"python3.{minor}") or "" for minor in range(14, 10, -1))]
    for name in [*names, "/usr/bin/python3"]:
        probe = subprocess.run(
            ["/bin/sh", "-c", '"$0" -c "import sys; sys.exit(sys.version_info < (3, 11))"', name],
            user=NOBODY.pw_uid,
            group=NOBODY.pw_gid,
            extra_groups=[],
            cwd="/",
            capture_output=True,
            check=False,
        )
        if probe.returncode == 0:
            return Path(name)
    pytest.skip("no Python 3.11 or newer here that an ordinary user can run")
