"""The open benchmark of counting: any program can be scored, and errors in its output are reported."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks" / "counting"

PERFECT = """
import csv, json, pathlib, sys
exercise, *files = sys.argv[1:]
folder = pathlib.Path(files[0]).parents[1]
rows = {row["name"]: row for row in csv.DictReader((folder / "manifest.csv").open())}
for file in files:
    row = rows[pathlib.Path(file).name.removesuffix(".json.gz")]
    reps = int(row["true_reps"] or 0) if row["exercise"] == exercise else 0
    print(json.dumps({"name": row["name"], "reps": reps}))
"""


def score(tmp_path: Path, program: str, *options: str) -> "subprocess.CompletedProcess[str]":
    """Run the scorer on a program."""
    file = tmp_path / "counter.py"
    file.write_text(program)
    command = [sys.executable, str(FOLDER / "score_counter.py"), shlex.join([sys.executable, str(file)]), *options]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def test_a_counter_that_matches_the_labels_is_exact(tmp_path: Path) -> None:
    """A program that counts every clip exactly gets a perfect score on both sets."""
    done = score(tmp_path, PERFECT, "--exercises", "push-up")
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()[1:]
    assert first.split()[:4] == ["push-up", "recordings", "11", "(133)"]
    assert second.split()[:4] == ["push-up", "recordings-2", "7", "(43)"]
    # Wilson's interval of 11 of 11 reaches down to 74 %.
    assert "100% (74-100)  100% (74-100)  0.000  +0.0%  0.00" in first


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("print('ten')", 'not a line such as {"name": "pu_anki", "reps": 10}: ten'),
        ('print(\'{"name": "pu_anki", "reps": 10}\')', "no line for 70 of 71 files"),
        ("raise SystemExit(3)", "ended with code 3"),
        ("", "nothing to score"),
    ],
)
def test_says_what_is_wrong(tmp_path: Path, program: str, words: str) -> None:
    """A program with invalid output gets no score."""
    done = score(tmp_path, program, "--exercises", "push-up")
    assert done.returncode != 0
    assert words in done.stderr


def test_says_that_a_command_is_not_there() -> None:
    """A missing command is reported without a traceback."""
    command = [sys.executable, str(FOLDER / "score_counter.py"), "no-such-counter", "--exercises", "push-up"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("`no-such-counter` cannot be run (No such file or directory)")


def test_public_rules_count_in_the_agreed_way() -> None:
    """The README's example rule can be scored."""
    clip = FOLDER / "recordings" / "push-up" / "pu_anki.json.gz"
    command = [sys.executable, str(FOLDER / "rules.py"), "aigym", "push-up", str(clip)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout.startswith('{"name": "pu_anki", "reps": ')
