"""Score any program that counts repetitions in recordings of landmarks.

make bench-counting COUNTER="command"    [EXERCISES="push-up squat"]

The command is run once per exercise and set, as `command EXERCISE FILE...`, and prints one JSON line per file:
{"name": "pu_anki", "reps": 10}. An exercise for which it prints nothing is left out.
"""

import argparse
import json
import shlex
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from measures import Counts, Score, rate_interval, score, share_interval
from recordings import HERE, SETS, Clip, load_clips
from tables import aligned

EXERCISES = ("push-up", "jump-rope", "squat", "lunge", "sit-up", "jumping-jack", "high-knees", "pull-up")
HEADINGS = ("exercise", "set", "clips (reps)", "exact", "OBO", "MAE", "sum", "plain/min", "other/min")


def main() -> None:
    """Run the command, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counter", help="command line of the program")
    parser.add_argument("--exercises", default=" ".join(EXERCISES), help="those to ask for, separated by spaces")
    parser.add_argument("--json", type=Path, help="file to write the scores to")
    options = parser.parse_args()
    rows = list(measure(shlex.split(options.counter), options.exercises.split()))
    if not rows:
        message = f"nothing to score: `{options.counter}` printed no line for {options.exercises}"
        raise SystemExit(message)
    print("\n".join(aligned([HEADINGS, *(cells(*row) for row in rows)])))
    if options.json:
        scores = [{"exercise": exercise, "set": name} | result.as_dict() for exercise, name, result in rows]
        options.json.write_text(json.dumps(scores, indent=1) + "\n")


def measure(counter: Sequence[str], exercises: Sequence[str]) -> Iterator[tuple[str, str, Score]]:
    """Exercise, set and score, of those that the program counts."""
    for exercise in exercises:
        for name in SETS:
            clips = load_clips(HERE / name)
            counts = run(counter, exercise, clips)
            if counts:
                yield exercise, name, score(exercise, clips, counts)


def run(counter: Sequence[str], exercise: str, clips: Sequence[Clip]) -> Counts:
    """The program's counts by clip; empty if it leaves the exercise out."""
    command = [*counter, exercise, *(str(clip.path) for clip in clips)]
    try:
        done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
    except OSError as error:
        message = f"`{counter[0]}` cannot be run ({error.strerror}); quote a path that has a space"
        raise SystemExit(message) from error
    if done.returncode != 0:
        message = f"`{shlex.join(counter)} {exercise} FILE...` ended with code {done.returncode}; its words are above"
        raise SystemExit(message)
    counts = dict(parse(line) for line in done.stdout.splitlines() if line.strip())
    missing = [clip.name for clip in clips if clip.name not in counts]
    if counts and missing:
        message = f"{exercise}: no line for {len(missing)} of {len(clips)} files, the first of them {missing[0]}"
        raise SystemExit(message)
    return counts


def parse(line: str) -> tuple[str, int]:
    """Parse one line of the program's output: the clip's name and its repetitions."""
    try:
        parsed = json.loads(line)
        return str(parsed["name"]), int(parsed["reps"])
    except (ValueError, KeyError, TypeError) as error:
        message = f'not a line such as {{"name": "pu_anki", "reps": 10}}: {line[:120]}'
        raise SystemExit(message) from error


def cells(exercise: str, name: str, result: Score) -> tuple[str, ...]:
    """One line of the table."""
    false = (rate_interval(result.plain_negatives), rate_interval(result.other_exercises))
    positives = result.positives
    if positives is None:
        return (exercise, name, "0", "", "", "", "", *false)
    return (
        exercise,
        name,
        f"{positives.clips} ({positives.true_reps})",
        share_interval(positives.exact, positives.clips),
        share_interval(positives.off_by_at_most_one, positives.clips),
        f"{positives.mean_absolute_error:.3f}",
        f"{positives.sum_error:+.1%}",
        *false,
    )


if __name__ == "__main__":
    main()
