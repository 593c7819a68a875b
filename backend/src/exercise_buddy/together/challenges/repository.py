"""All SQL of challenges.

Joining first locks the user's own row, which a block between two users also locks, and then the challenge's.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text

from exercise_buddy.core.db.database import Executor
from exercise_buddy.core.db.driver import Record
from exercise_buddy.core.verdict import Verdict

SHOWN_AFTER_THE_END = timedelta(weeks=4)
MAX_SETS = 2_000
"""Of a participant, in any exercise, the first ones since joining: 71 a day for four weeks. An account may hold 50,000
of one second each, which all who take part would have to wait for."""
_JUDGED = " + ".join(f"coalesce({verdict.column}, 0)" for verdict in Verdict if verdict is not Verdict.LOW_CONFIDENCE)
_GOOD = f"coalesce({Verdict.VALID.column}, 0)"

_LOCK_USER = text("SELECT id FROM users WHERE id = :user_id FOR NO KEY UPDATE")
_BLOCKED = """
EXISTS (
    SELECT FROM blocks
    WHERE (blocks.user_id, blocks.other_id) IN ((:user_id, {other}), ({other}, :user_id))
)
"""
_USAGE = text("""
SELECT count(*) FILTER (WHERE ends_at > :now) AS running, count(*) AS shown
FROM challenge_participants AS mine
JOIN challenges ON (challenges.user_id, challenges.id) = (mine.owner_id, mine.challenge_id)
WHERE mine.user_id = :user_id AND ends_at > :since
""")
_FORGET_OLD = text("DELETE FROM challenges WHERE user_id = :user_id AND ends_at < :before RETURNING id")
_INSERT = text("""
WITH owner AS (
    SELECT id, time_zone, today + 7 - (extract(isodow FROM today)::int - CAST(:first_day AS int) + 7) % 7 AS ends_before
    FROM users CROSS JOIN LATERAL (SELECT (CAST(:now AS timestamptz) AT TIME ZONE time_zone)::date AS today) AS wall
    WHERE id = :user_id
),
made AS (
    INSERT INTO challenges (user_id, kind, exercise_type, target, starts_at, ends_at, token_sha256)
    SELECT id, CAST(:kind AS text), CAST(:exercise_type AS text), CAST(:target AS int), CAST(:now AS timestamptz),
        CASE CAST(:kind AS text)
            WHEN 'most' THEN ends_before::timestamp AT TIME ZONE time_zone
            ELSE CAST(:now AS timestamptz) + interval '28 days'
        END,
        CAST(:token_sha256 AS bytea)
    FROM owner
    RETURNING user_id, id, starts_at
)
INSERT INTO challenge_participants (user_id, owner_id, challenge_id, joined_at)
SELECT user_id, user_id, id, starts_at FROM made
RETURNING challenge_id
""")
_BY_TOKEN = text(f"""
SELECT challenges.user_id, challenges.id, users.username AS made_by, kind, exercise_type, target, ends_at,
    (
        SELECT count(*) FROM challenge_participants AS p
        WHERE (p.owner_id, p.challenge_id) = (challenges.user_id, challenges.id)
    ) AS participants,
    EXISTS (
        SELECT FROM challenge_participants AS mine
        WHERE (mine.user_id, mine.owner_id, mine.challenge_id) = (:user_id, challenges.user_id, challenges.id)
    ) AS is_joined
FROM challenges JOIN users ON users.id = challenges.user_id
WHERE token_sha256 = :token_sha256 AND ends_at > :now AND NOT {_BLOCKED.format(other="challenges.user_id")}
""")  # noqa: S608 - made of what stands right above
_LOCK_BY_TOKEN = text("SELECT id FROM challenges WHERE token_sha256 = :token_sha256 FOR UPDATE")
_JOIN = text("""
INSERT INTO challenge_participants (user_id, owner_id, challenge_id, joined_at)
VALUES (:user_id, :owner_id, :challenge_id, :now)
RETURNING user_id
""")
_LEAVE = text("""
DELETE FROM challenge_participants WHERE user_id = :user_id AND challenge_id = :id RETURNING user_id
""")
_TAKE_AWAY = text("DELETE FROM challenges WHERE user_id = :user_id AND id = :id RETURNING id")
_END = text("""
UPDATE challenges SET ends_at = :now WHERE user_id = :user_id AND id = :id AND ends_at > :now RETURNING id
""")
_RENEW = text("""
UPDATE challenges SET token_sha256 = :token_sha256
WHERE user_id = :user_id AND id = :id AND ends_at > :now RETURNING id
""")
# A set that begins before the end counts completely.
_STANDINGS = text(f"""
WITH mine AS (
    SELECT challenges.*, owner.username AS made_by
    FROM challenge_participants AS me
    JOIN challenges ON (challenges.user_id, challenges.id) = (me.owner_id, me.challenge_id)
    JOIN users AS owner ON owner.id = challenges.user_id
    WHERE me.user_id = :user_id AND ends_at > :since
        AND (CAST(:id AS uuid) IS NULL OR challenges.id = CAST(:id AS uuid))
)
SELECT mine.id, made_by, mine.user_id = :user_id AS is_yours, kind, mine.exercise_type, target, starts_at, ends_at,
    ends_at <= :now AS is_over, users.username, users.id = :user_id AS is_you, done.*
FROM mine
JOIN challenge_participants AS p ON (p.owner_id, p.challenge_id) = (mine.user_id, mine.id)
JOIN users ON users.id = p.user_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(reps_count) FILTER (WHERE by_camera), 0) AS reps,
        coalesce(sum(reps_count) FILTER (WHERE NOT by_camera), 0) AS by_hand_reps,
        coalesce(sum({_JUDGED}) FILTER (WHERE by_camera), 0) AS judged_reps,
        coalesce(sum({_GOOD}) FILTER (WHERE by_camera), 0) AS good_reps,
        min(finished_at) FILTER (WHERE by_camera AND so_far >= target) AS there_at
    FROM (
        SELECT sets.*, source = 'camera' AS by_camera,
            started_at + make_interval(secs => duration_seconds::float8) AS finished_at,
            sum(reps_count) FILTER (WHERE source = 'camera') OVER (ORDER BY started_at, id) AS so_far
        FROM (
            SELECT * FROM workouts
            WHERE workouts.user_id = p.user_id AND deleted_at IS NULL
                AND started_at >= p.joined_at AND started_at < mine.ends_at
            ORDER BY started_at, workouts.id
            LIMIT {MAX_SETS}
        ) AS sets
        WHERE sets.exercise_type = mine.exercise_type
    ) AS counted
) AS done
WHERE NOT {_BLOCKED.format(other="p.user_id")}
ORDER BY mine.id DESC, there_at NULLS LAST, reps DESC, lower(users.username)
""")  # noqa: S608 - the same


class ChallengeRepository:
    """Reads and writes the challenges of one user at a time."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def lock(self, user_id: UUID) -> bool:
        """Serialise the user's changes; False if the user is gone."""
        return await self._executor.fetch_first(_LOCK_USER, {"user_id": user_id}) is not None

    async def usage(self, user_id: UUID, now: datetime) -> Record:
        """How many running challenges the user takes part in, and how many the user is shown."""
        parameters = {"user_id": user_id, "now": now, "since": now - SHOWN_AFTER_THE_END}
        row = await self._executor.fetch_first(_USAGE, parameters)
        assert row is not None  # noqa: S101 - a count
        return row

    async def insert(self, user_id: UUID, values: dict[str, Any], now: datetime) -> UUID:
        """The id of a new challenge that the user takes part in; deletes the user's long-ended ones."""
        await self._executor.fetch_all(_FORGET_OLD, {"user_id": user_id, "before": now - SHOWN_AFTER_THE_END})
        row = await self._executor.fetch_first(_INSERT, {"user_id": user_id, "now": now, **values})
        assert row is not None  # noqa: S101 - the user's row is locked
        challenge_id: UUID = row.challenge_id
        return challenge_id

    async def find(self, user_id: UUID, token_sha256: bytes, now: datetime) -> Record | None:
        """The challenge with this link, as shown before joining; None if its maker and the user block each other."""
        parameters = {"user_id": user_id, "token_sha256": token_sha256, "now": now}
        return await self._executor.fetch_first(_BY_TOKEN, parameters)

    async def lock_by_token(self, token_sha256: bytes) -> None:
        """Serialise joins of the challenge."""
        await self._executor.fetch_all(_LOCK_BY_TOKEN, {"token_sha256": token_sha256})

    async def join(self, user_id: UUID, owner_id: UUID, challenge_id: UUID, now: datetime) -> None:
        """Join the challenge now."""
        parameters = {"user_id": user_id, "owner_id": owner_id, "challenge_id": challenge_id, "now": now}
        await self._executor.fetch_all(_JOIN, parameters)

    async def leave(self, user_id: UUID, challenge_id: UUID) -> bool:
        """Delete the user's own challenge or leave another's; returns whether there was one."""
        parameters = {"user_id": user_id, "id": challenge_id}
        ended = [await self._executor.fetch_first(each, parameters) for each in (_TAKE_AWAY, _LEAVE)]
        return any(ended)

    async def end(self, user_id: UUID, challenge_id: UUID, now: datetime) -> bool:
        """End the user's own challenge; returns whether it was running."""
        parameters = {"user_id": user_id, "id": challenge_id, "now": now}
        return await self._executor.fetch_first(_END, parameters) is not None

    async def renew(self, user_id: UUID, challenge_id: UUID, token_sha256: bytes, now: datetime) -> bool:
        """Set a new link for the user's own running challenge; returns whether there was one."""
        parameters = {"user_id": user_id, "id": challenge_id, "token_sha256": token_sha256, "now": now}
        return await self._executor.fetch_first(_RENEW, parameters) is not None

    async def standings(self, user_id: UUID, now: datetime, challenge_id: UUID | None = None) -> Sequence[Record]:
        """A row per participant that the user may see, by challenge and place; of one challenge or of all."""
        parameters = {"user_id": user_id, "now": now, "since": now - SHOWN_AFTER_THE_END, "id": challenge_id}
        return await self._executor.fetch_all(_STANDINGS, parameters)
