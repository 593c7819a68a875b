"""The programs of the scaled set-up in the shipped versions: Debian's newest packages, unpacked into a folder.

The system's own packages stay as they are. What was unpacked once is used again, without a network.
"""

import shlex
import shutil
import subprocess
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
FOLDER = REPOSITORY / ".tools" / "topology"
SUITE = "deb http://deb.debian.org/debian sid main"

PACKAGES = [
    "caddy",
    "pgbackrest",
    "pgbouncer",
    "postgresql-18",
    "postgresql-client-18",
    "redis-server",
    "redis-tools",
    "libatomic1",
    "libaudit1",
    "libbz2-1.0",
    "libc6",
    "libcap-ng0",
    "libcap2",
    "libcares2",
    "libcom-err2",
    "libevent-2.1-7t64",
    "libgcc-s1",
    "libgssapi-krb5-2",
    "libicu78",
    "libjemalloc2",
    "libk5crypto3",
    "libkeyutils1",
    "libkrb5-3",
    "libkrb5support0",
    "libldap2",
    "liblua5.1-0",
    "liblz4-1",
    "liblzma5",
    "libnuma1",
    "libpam0g",
    "libpcre2-8-0",
    "libpq5",
    "libreadline8t64",
    "libsasl2-2",
    "libselinux1",
    "libssh2-1t64",
    "libssl3t64",
    "libstdc++6",
    "libsystemd0",
    "libtinfo6",
    "liburing2",
    "libuuid1",
    "libxml2-16",
    "libxslt1.1",
    "libzstd1",
    "zlib1g",
]
"""Including the libraries that the programs need: the system's own may be too old."""

PROGRAMS = (
    "usr/sbin/pgbouncer",
    "usr/bin/pgbackrest",
    "usr/bin/redis-server",
    *(
        f"usr/lib/postgresql/18/bin/{name}"
        for name in ("initdb", "postgres", "pg_basebackup", "pg_controldata", "pg_ctl", "pg_isready", "psql")
    ),
)
LINKED = ("usr/bin/caddy", *PROGRAMS)

APT = """
Dir::State "{folder}/state";
Dir::State::status "{folder}/status";
Dir::Cache "{folder}/cache";
Dir::Etc::sourcelist "{folder}/sources.list";
Dir::Etc::sourceparts "/dev/null";
"""


class PackagesMissing(Exception):
    """The packages are not available; the message says why."""


def programs() -> Path:
    """A folder with all programs, for the PATH."""
    made = FOLDER / "root" / "usr" / "local" / "bin"
    if not made.exists():
        if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
            raise PackagesMissing("The programs come from Debian's packages: there is no apt-get and dpkg-deb here.")
        partial = FOLDER / "partial"
        shutil.rmtree(FOLDER, ignore_errors=True)
        _download(FOLDER / "apt")
        for package in sorted((FOLDER / "apt").glob("*.deb")):
            subprocess.run(["dpkg-deb", "--extract", package, partial], check=True)
        shutil.rmtree(FOLDER / "apt")
        partial.rename(FOLDER / "root")
        wrap(FOLDER / "root", made)
    return made


def _download(folder: Path) -> None:
    for part in ("state/lists/partial", "cache/archives/partial"):
        (folder / part).mkdir(parents=True)
    (folder / "sources.list").write_text(SUITE + "\n")
    (folder / "status").touch()
    (folder / "apt.conf").write_text(APT.format(folder=folder))
    apt = ["env", f"APT_CONFIG={folder / 'apt.conf'}", "apt-get", "-q", "-o", "APT::Sandbox::User=root"]
    for command in (["update", "--error-on=any"], ["download", *PACKAGES]):
        done = subprocess.run([*apt, *command], cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise PackagesMissing(f"apt-get {command[0]} failed:\n{done.stderr.strip()}")


def wrap(root: Path, made: Path) -> None:
    """Wrap each program so that it always starts with its own loader and libraries, even from another program."""
    loader = root / "usr" / "lib64" / "ld-linux-x86-64.so.2"
    libraries = root / "usr" / "lib" / "x86_64-linux-gnu"
    for name in PROGRAMS:
        program = root / name
        real = program.with_name(program.name + ".real")
        program.rename(real)
        command = shlex.join(["exec", *map(str, (loader, "--argv0", program, "--library-path", libraries, real))])
        program.write_text(f'#!/bin/sh\n{command} "$@"\n')
        program.chmod(0o755)
    folder = made.with_name("partial")
    folder.mkdir(parents=True)
    for name in LINKED:
        (folder / Path(name).name).write_text(f'#!/bin/sh\nexec {shlex.quote(str(root / name))} "$@"\n')
        (folder / Path(name).name).chmod(0o755)
    folder.rename(made)
