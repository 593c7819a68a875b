"""Score the public rules on the kept recordings, and put their table into this folder's README.

python benchmarks/counting/rule_scores.py
"""

from measures import rate_interval, score, share_interval
from recordings import HERE, SETS, load_clips, read_recording
from rules import RULES
from write_docs import fill, markdown

HEADINGS = ("exercise", "rule", "set", "clips (reps)", "exact", "OBO", "MAE", "sum", "plain / min", "other / min")


def main() -> None:
    """Measure and write the table."""
    counts: dict[str, dict[str, int]] = {name: {} for name in RULES}
    clips = {name: load_clips(HERE / name) for name in SETS}
    for clip in (clip for some in clips.values() for clip in some):
        recording = read_recording(clip)
        for name, (_, rule) in RULES.items():
            counts[name][clip.name] = rule(recording["frames"], recording["width"] / recording["height"])
    rows = []
    for name, (exercise, _) in RULES.items():
        for set_name, some in clips.items():
            result = score(exercise, some, counts[name])
            positives = result.positives
            if positives is None:
                continue
            rows.append(
                (
                    exercise,
                    name,
                    set_name,
                    f"{positives.clips} ({positives.true_reps})",
                    share_interval(positives.exact, positives.clips),
                    share_interval(positives.off_by_at_most_one, positives.clips),
                    f"{positives.mean_absolute_error:.3f}",
                    f"{positives.sum_error:+.1%}",
                    rate_interval(result.plain_negatives),
                    rate_interval(result.other_exercises),
                )
            )
    fill(HERE / "README.md", "rules", markdown(HEADINGS, rows))


if __name__ == "__main__":
    main()
