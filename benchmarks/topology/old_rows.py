"""Workouts in an earlier version's form, which `exercise-buddy migrate --background` converts."""

from services import Topology

OWNERS = 400

_REPETITION = (
    '{{"start_ms": {0}, "end_ms": {1}, "bottom_deg": 80, "top_deg": 165, "down_ms": 700, "up_ms": 800,'
    ' "verdict": "valid"}}'
)
_DETAILS = f'{{"repetitions": [{", ".join(_REPETITION.format(1500 * n, 1500 * n + 1500) for n in range(4))}]}}'

_FILL = f"""
INSERT INTO users (email, username, password_hash, display_name, time_zone)
SELECT name || '@example.com', name, '', name, 'UTC'
FROM (SELECT 'old-' || n AS name FROM generate_series(1, {OWNERS}) AS n);
INSERT INTO workouts (user_id, id, request_sha256, exercise_type, reps_count, duration_seconds, started_at, local_date,
    source, details, valid_reps, shallow_reps, no_lock_out_reps, low_confidence_reps, hips_off_line_reps)
SELECT users.id, gen_random_uuid(), '', 'push-up', 4, 30, day, day, 'camera', '{_DETAILS}', 4, 0, 0, 0, 0
FROM users, generate_series(1, EACH) AS n, LATERAL (SELECT date '2020-01-01' + n AS day)
WHERE starts_with(username, 'old-');
INSERT INTO daily_totals SELECT daily_recount.* FROM daily_recount JOIN users ON user_id = users.id
WHERE starts_with(username, 'old-');
UPDATE background_migrations SET finished_at = NULL, last_user_id = NULL, last_row_id = NULL, rows_done = 0;
"""  # noqa: S608 - constants of our own
_STILL_OLD = "SELECT count(*) FROM workouts WHERE jsonb_typeof(details->'repetitions') = 'array'"


def fill(topology: Topology, workouts: int) -> None:
    """Insert that many."""
    topology.primary.ask(_FILL.replace("EACH", str(workouts // OWNERS)))
    topology.primary.ask("ANALYZE workouts")


def still_old(topology: Topology) -> int:
    """How many have not been converted."""
    return int(topology.primary.ask(_STILL_OLD))
