"""What the Makefile does before any target, in a checkout with nothing else."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

MAKEFILE = Path(__file__).resolve().parents[2] / "Makefile"


@pytest.fixture(params=["plain", "with space, comma's (and more)"])
def checkout(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    folder = tmp_path / request.param
    (folder / "backend" / ".venv").mkdir(parents=True)
    shutil.copy(MAKEFILE, folder)
    return folder


def make(checkout: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """The output of `make` there."""
    environment = {"PATH": os.environ["PATH"], **variables}
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=True)


def stamp(checkout: Path) -> Path:
    return checkout / "backend" / ".venv" / "ready-to-run"


def test_an_environment_made_elsewhere_goes(checkout: Path) -> None:
    stamp(checkout).write_text("/somewhere/else\n")
    assert "the checkout was moved" in make(checkout, "help").stderr
    assert not stamp(checkout).parent.exists()


def test_a_copy_of_a_checkout_is_known_too(checkout: Path) -> None:
    stamp(checkout).write_text(f"{checkout}\n")
    copy = shutil.copytree(checkout, checkout.with_name("copy"))
    make(copy, "help")
    assert not stamp(copy).parent.exists()
    assert stamp(checkout).exists()


@pytest.mark.parametrize("content", ["{here}\n", ""])
def test_one_made_here_stays(checkout: Path, content: str) -> None:
    stamp(checkout).write_text(content.format(here=checkout))
    assert make(checkout, "help").stderr == ""
    assert stamp(checkout).exists()


def test_one_reached_by_a_link_stays(checkout: Path) -> None:
    stamp(checkout).write_text(f"{checkout}\n")
    link = checkout.with_name("link")
    link.symlink_to(checkout)
    make(link, "help")
    assert stamp(checkout).exists()


@pytest.mark.parametrize("home", [{}, {"HOME": ""}, {"HOME": "/nobody/can/write/here"}])
def test_without_a_home_to_write_to_the_tools_get_one(checkout: Path, home: dict[str, str]) -> None:
    (checkout / "home.mk").write_text('include Makefile\nshow:\n\t@echo "$$HOME"\n')
    assert make(checkout, "-f", "home.mk", "show", **home).stdout == f"{checkout}/.tools/home\n"
    assert make(checkout, "-f", "home.mk", "show", HOME=str(checkout)).stdout == f"{checkout}\n"


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"LC_ALL": "xx_YY.UTF-8"}, {"LANG": "POSIX"}])
def test_a_locale_without_umlauts_does_not_end_python_in_a_folder_with_some(
    checkout: Path, locale: dict[str, str]
) -> None:
    (checkout / "locale.mk").write_text('include Makefile\nshow:\n\t@locale charmap; echo "$$LANG"\n')
    assert make(checkout, "-f", "locale.mk", "show", **locale).stdout.startswith("UTF-8\n")
    kept = make(checkout, "-f", "locale.mk", "show", LANG="C.utf8").stdout
    assert kept == "UTF-8\nC.utf8\n"
