"""Pinning by commit and digest: git with a real repository, Docker replaced by a stand-in."""

import os
import subprocess
from pathlib import Path

import pin
import pytest

WORKFLOW = """
      - uses: owner/action@v7
      - uses: owner/action/sub-folder@v7 # v7
      - uses: ./.github/workflows/checks.yaml
      - uses: owner/gone@v1
"""
DOCKERFILE = "FROM node:24-slim AS web\nFROM web AS again\nFROM gone:1.2\n"
COMPOSE = f"services:\n  db:\n    image: postgres:18@sha256:{'0' * 64}\n"
DIGEST = "sha256:" + "ab" * 32
DOCKER = f'#!/bin/sh\ncase "$4" in gone*) exit 1 ;; esac\necho {DIGEST}\n'


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The commit of the annotated tag v7 in a local repository that stands in for GitHub."""
    repository = tmp_path / "github" / "owner" / "action"
    repository.mkdir(parents=True)
    git(repository, "init", "--quiet")
    git(repository, "commit", "--quiet", "--allow-empty", "--message", "one")
    git(repository, "tag", "--annotate", "v7", "--message", "seven")
    monkeypatch.setattr(pin, "GITHUB", str(tmp_path / "github"))
    return git(repository, "rev-parse", "HEAD")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "checkout"
    for name, text in {
        ".github/workflows/checks.yaml": WORKFLOW,
        "deploy/Dockerfile": DOCKERFILE,
        "compose.yaml": COMPOSE,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "docker").write_text(DOCKER)
    (programs / "docker").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(pin, "ROOT", root)
    return root


def test_tags_become_commits_and_digests_and_what_cannot_be_asked_stays(
    commit: str, checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pin.main() == 1
    workflow = (checkout / ".github/workflows/checks.yaml").read_text()
    assert f"uses: owner/action@{commit} # v7\n" in workflow
    assert f"uses: owner/action/sub-folder@{commit} # v7\n" in workflow
    assert "uses: ./.github/workflows/checks.yaml\n" in workflow
    assert "uses: owner/gone@v1\n" in workflow
    assert (checkout / "deploy/Dockerfile").read_text() == (
        f"FROM node:24-slim@{DIGEST} AS web\nFROM web AS again\nFROM gone:1.2\n"
    )
    assert f"image: postgres:18@{DIGEST}\n" in (checkout / "compose.yaml").read_text()
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "not asked, left as it is: gone:1.2",
        "not asked, left as it is: owner/gone@v1",
    ]


def test_a_second_run_follows_the_tag(commit: str, checkout: Path, tmp_path: Path) -> None:
    pin.main()
    repository = tmp_path / "github" / "owner" / "action"
    git(repository, "commit", "--quiet", "--allow-empty", "--message", "two")
    git(repository, "tag", "--force", "v7")
    pin.main()
    moved = git(repository, "rev-parse", "HEAD")
    assert moved != commit
    assert f"uses: owner/action@{moved} # v7\n" in (checkout / ".github/workflows/checks.yaml").read_text()


@pytest.mark.usefixtures("commit")
def test_without_docker_nothing_is_made_up(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pin, "digest_of", lambda _: None)
    assert pin.main() == 1
    assert (checkout / "deploy/Dockerfile").read_text() == DOCKERFILE
    assert (checkout / "compose.yaml").read_text() == COMPOSE
