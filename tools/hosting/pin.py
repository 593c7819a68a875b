#!/usr/bin/env python3
"""Write the commits of GitHub's actions and the digests of images into the files that name them by tag.

usage: python3 tools/hosting/pin.py

`uses: owner/action@v7` becomes `uses: owner/action@COMMIT # v7`, and `node:24-slim` becomes
`node:24-slim@sha256:DIGEST`; what is pinned already is brought up to where its tag points now. Asks GitHub by git and
the image registries by Docker's buildx.

What cannot be asked stays as it is, and is said: no digest is ever made up. The exit code is 1 where something is left.
Afterwards Dependabot (.github/dependabot.yml) keeps both up to date.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GITHUB = "https://github.com"
TIMEOUT_SECONDS = 60

ACTION = re.compile(r"(?P<before>uses: )(?P<name>[\w.-]+/[\w./-]+)@(?P<ref>[\w.-]+)(?: # (?P<tag>\S+))?")
FROM_IMAGE = re.compile(r"(?P<before>^FROM )(?P<name>[\w./-]+:[\w.-]+)(?:@sha256:[0-9a-f]{64})?", re.MULTILINE)
COMPOSE_IMAGE = re.compile(r"(?P<before>^ +image: )(?P<name>[\w./-]+:[\w.-]+)(?:@sha256:[0-9a-f]{64})?", re.MULTILINE)
COMMIT = re.compile(r"[0-9a-f]{40}")
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


def commit_of(repository: str, tag: str) -> str | None:
    """The commit of a GitHub repository's tag; None if it cannot be fetched."""
    names = [f"refs/tags/{tag}", f"refs/tags/{tag}^{{}}"]
    answer = _asked(["git", "ls-remote", f"{GITHUB}/{repository}", *names])
    lines = (line.partition("\t") for line in answer.splitlines())
    found = {name: commit for commit, _, name in lines}
    # An annotated tag is a separate object; ^{} names its commit.
    commit = found.get(names[1]) or found.get(names[0])
    return commit if commit and COMMIT.fullmatch(commit) else None


def digest_of(image: str) -> str | None:
    """The digest of a multi-platform image; None if it cannot be fetched."""
    answer = _asked(["docker", "buildx", "imagetools", "inspect", image, "--format", "{{.Manifest.Digest}}"]).strip()
    return answer if DIGEST.fullmatch(answer) else None


def _asked(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""


def pin_actions(text: str, left: list[str]) -> str:
    """The workflow with commits; adds what could not be fetched to `left`."""

    def pinned(found: re.Match[str]) -> str:
        tag = found["tag"] or found["ref"]
        commit = commit_of("/".join(found["name"].split("/")[:2]), tag)
        if commit is None:
            left.append(f"{found['name']}@{tag}")
            return found[0]
        return f"{found['before']}{found['name']}@{commit} # {tag}"

    return ACTION.sub(pinned, text)


def pin_images(pattern: re.Pattern[str]) -> Callable[[str, list[str]], str]:
    """Returns a function that does the same for the images that match `pattern`."""

    def pin(text: str, left: list[str]) -> str:
        def pinned(found: re.Match[str]) -> str:
            digest = digest_of(found["name"])
            if digest is None:
                left.append(found["name"])
                return found[0]
            return f"{found['before']}{found['name']}@{digest}"

        return pattern.sub(pinned, text)

    return pin


KINDS = (
    (".github/workflows/*.yaml", pin_actions),
    ("deploy/*Dockerfile", pin_images(FROM_IMAGE)),
    ("compose.yaml", pin_images(COMPOSE_IMAGE)),
    ("deploy/compose*.yaml", pin_images(COMPOSE_IMAGE)),
)


def main() -> int:
    """Write what was found, and report the rest."""
    left: list[str] = []
    for pattern, pin in KINDS:
        for path in sorted(ROOT.glob(pattern)):
            before = path.read_text()
            after = pin(before, left)
            if after != before:
                path.write_text(after)
                print(f"pinned: {path.relative_to(ROOT)}")
    for name in sorted(set(left)):
        print(f"not asked, left as it is: {name}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
