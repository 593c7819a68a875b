#!/usr/bin/env python3
"""Check that what the pages for operators name is there. Runs offline, in the backend's environment.

usage: backend/.venv/bin/python tools/check_runbook.py

In docs/runbook.md, docs/alerts.md and docs/lan.md:

- each path into the repository, and each link, its heading too;
- each command of `exercise-buddy` with its options, and each verb of make with its variables;
- each variable in capitals: a setting, or one that a file of deploy/, tools/, .github/ or the backend reads;
- what is set on Railway is a setting, and the secrets on Kubernetes are those that its settings read;
- each service and each volume of a compose command;
- each block of shell can be parsed.
"""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml
from check_deploy import VARIABLES, VARIABLES_OF_IMAGES
from exercise_buddy.cli import app
from typer.main import get_command

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("runbook.md", "alerts.md", "lan.md")
FOLDERS = ("backend", "benchmarks", "deploy", "docs", "frontend", "tools", ".github")
MADE = ("deploy/scale.env", "frontend/dist")
"""By the person, or by make."""
READERS = ("deploy/**/*", "tools/*.py", ".github/**/*.yaml", "backend/src/**/*.py", "Makefile")
OF_OTHERS = re.compile(r"AWS_\w+|PG[A-Z]+|OTEL_\w*|TMPDIR|RAILWAY_PUBLIC_DOMAIN")
"""Of libpq, Amazon's and OpenTelemetry's libraries, the system, and what Railway itself sets."""
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")


def check_paths(text: str) -> Iterator[str]:
    """Those that begin with a folder of the repository."""
    roots = "|".join(re.escape(folder) for folder in FOLDERS)
    for path in re.findall(rf"(?<![\w/.-])((?:{roots})/[\w./*-]+)", without_links(text)):
        wanted = path.rstrip(".")
        if not wanted.startswith(MADE) and not wanted.startswith("backend/.venv") and not any(ROOT.glob(wanted)):
            yield f"there is no {wanted}"


def without_links(text: str) -> str:
    """Their targets are checked by themselves."""
    return re.sub(r"\]\([^)]*\)", "]", text)


def check_links(text: str, page: str) -> Iterator[str]:
    """Files and headings of this repository."""
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target:
            continue
        name, _, heading = target.partition("#")
        file = (ROOT / "docs" / name).resolve() if name else ROOT / "docs" / page
        if not file.exists():
            yield f"the link {target} leads nowhere"
        elif heading and heading not in headings(file.read_text()):
            yield f"the link {target} leads to no heading"


def headings(text: str) -> set[str]:
    """As GitHub names them in addresses."""
    titles = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def check_commands(text: str) -> Iterator[str]:
    """Verbs of the program, and their options."""
    verbs = getattr(get_command(app), "commands")  # noqa: B009 - Click's group, which Typer's types hide
    for words in re.findall(
        r"(?<!-n )(?<!namespace )exercise-buddy ([a-z][^`\n#;&|)]*)", "\n".join(pieces_of_code(text))
    ):
        verb, *rest = words.split()
        if verb not in verbs:
            yield f"there is no exercise-buddy {verb}"
            continue
        known = {"--help"} | {option for parameter in verbs[verb].params for option in parameter.opts}
        for option in re.findall(r"(?<!\S)\[?(--[a-z-]+)", " ".join(rest)):
            if option not in known:
                yield f"exercise-buddy {verb} has no {option}"


def pieces_of_code(text: str) -> list[str]:
    """Blocks, and what stands between back quotes."""
    blocks = [block for _, block in BLOCK.findall(text)]
    return [re.sub(r"\\\n\s*", " ", block) for block in blocks] + CODE.findall(BLOCK.sub("", text))


def check_make(text: str) -> Iterator[str]:
    """Verbs, and the variables that are given to them."""
    makefile = (ROOT / "Makefile").read_text()
    for words in re.findall(r"(?<![\w-])make (?!-)([a-z][^`\n;&|#]*)", "\n".join(pieces_of_code(text))):
        verb, *rest = words.split()
        if not re.search(rf"^{re.escape(verb)}:", makefile, re.MULTILINE):
            yield f"there is no make {verb}"
        for name in re.findall(r"\b([A-Z_]+)=", " ".join(rest)):
            if f"({name})" not in makefile:
                yield f"make {verb} reads no {name}"


def check_variables(text: str) -> Iterator[str]:
    """Names in capitals, with an underscore, or set to something."""
    read = "\n".join(file.read_text() for glob in READERS for file in sorted(ROOT.glob(glob)) if is_text(file))
    names = {name for code in pieces_of_code(text) for name in re.findall(r"\b[A-Z]+(?:_[A-Z]+)+\b", code)}
    names |= {name for code in pieces_of_code(text) for name in re.findall(r"(?<![\w&?$-])([A-Z]{2,})=", code)}
    for name in sorted(names - VARIABLES - VARIABLES_OF_IMAGES):
        if not OF_OTHERS.fullmatch(name) and not re.search(rf"\b{name}\b", read):
            yield f"nothing reads {name}"


def is_text(file: Path) -> bool:
    """No folder, and no build's leftovers."""
    return file.is_file() and file.suffix != ".pyc" and "node_modules" not in file.parts


def check_hosts(text: str) -> Iterator[str]:
    """The variables for Railway, and the files of the secret for Kubernetes."""
    for language, block in BLOCK.findall(text):
        if not language:
            names = re.findall(r"^([A-Z_]+)=", block, re.MULTILINE)
            yield from (f"{name} is set on Railway, and is no setting" for name in names if name not in VARIABLES)
    settings = yaml.safe_load((ROOT / "deploy/kubernetes/base/settings.yaml").read_text())["data"]
    wanted = {Path(value).name for name, value in settings.items() if name.endswith("_FILE")}
    for names in re.findall(r"secrets/app/\{([\w,]+)\}", text):
        if set(names.split(",")) != wanted:
            yield f"the secret on Kubernetes has {names}, its settings read {','.join(sorted(wanted))}"


def check_compose(text: str) -> Iterator[str]:
    """Services and volumes."""
    files = [yaml.safe_load((ROOT / "deploy" / f"compose.{name}.yaml").read_text()) for name in ("scale", "replicas")]
    services = {name for file in files for name in file["services"]}
    volumes = {f"{files[0]['name']}_{name}" for file in files for name in file["volumes"]}
    for code in pieces_of_code(text):
        for verb, rest in re.findall(r"(?:\bdc|\bC|scale\.env) (stop|start|rm|exec|run) ([^\n&|;`]*)", code):
            yield from (f"there is no service {name}" for name in named(verb, rest) if name not in services)
        found = re.findall(r"volume rm ([^\n&|;#`]*)", code)
        yield from (f"there is no volume {name}" for names in found for name in names.split() if name not in volumes)


def named(verb: str, rest: str) -> list[str]:
    """The services that a compose command names: all words, or the first one and then a command."""
    with_value = re.compile(r"(?<!\S)(?:-e \S+?=(?:\"[^\"]*\"|\S*)|-u \S+|--entrypoint \S+)")
    words = [word for word in with_value.sub("", rest).split("#")[0].split() if re.match(r"[a-z]", word)]
    return words if verb in {"stop", "start", "rm"} else words[:1]


def check_shell(text: str) -> Iterator[str]:
    """Whether a shell understands it."""
    for language, block in BLOCK.findall(text):
        if language == "sh":
            done = subprocess.run(["bash", "-n"], input=block, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                yield f"{done.stderr.strip()} in: {shlex.quote(block[:60])}"


CHECKS = (check_paths, check_commands, check_make, check_variables, check_hosts, check_compose, check_shell)


def faults() -> Iterator[str]:
    """All of them."""
    for page in PAGES:
        text = (ROOT / "docs" / page).read_text()
        found = [fault for check in CHECKS for fault in check(text)]
        yield from (f"docs/{page}: {fault}" for fault in (*found, *check_links(text, page)))


def main() -> int:
    """Print every fault; exit code 1 where there is one."""
    found = list(faults())
    print("\n".join(found) or "runbook: what it names is there")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
