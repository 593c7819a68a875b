"""All SQL of following.

Every change between two users first locks both rows, in a fixed order, so that the second of two concurrent actions
sees the first. What somebody does not show is filtered out here in SQL, and not later.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from exercise_buddy.core.db.database import Executor
from exercise_buddy.core.db.driver import Record

_LOCK = text("""
SELECT id FROM users WHERE id = ANY(CAST(:ids AS uuid[])) ORDER BY id FOR NO KEY UPDATE
""")
_NAMED = text("SELECT id FROM users WHERE lower(username) = lower(:username)")
_BETWEEN = text("""
SELECT user_id, other_id FROM follows WHERE id = :id AND (user_id = :user_id OR other_id = :user_id)
""")
_USAGE = text("""
SELECT (SELECT count(*) FROM follows WHERE user_id = :user_id) AS follows,
    EXISTS (SELECT FROM follows WHERE user_id = :user_id AND lower(username) = lower(:username)) AS has_asked,
    EXISTS (SELECT FROM blocks WHERE user_id = :user_id AND lower(username) = lower(:username)) AS has_blocked,
    (SELECT count(*) FROM blocks WHERE user_id = :user_id) AS blocks
""")
_ASK = text("""
INSERT INTO follows (user_id, username, other_id)
SELECT CAST(:user_id AS uuid), CAST(:username AS text), (
    SELECT id FROM users WHERE id = CAST(:other_id AS uuid)
        AND NOT EXISTS (SELECT FROM blocks WHERE user_id = users.id AND blocks.other_id = CAST(:user_id AS uuid))
)
RETURNING id
""")
_ALLOW = text("UPDATE follows SET is_allowed = true WHERE id = :id AND other_id = :user_id RETURNING id")
_END = text("DELETE FROM follows WHERE user_id = :user_id AND id = :id RETURNING id")
# A declined request stays with the requester, who cannot tell.
_END_OF_OTHER = text("DELETE FROM follows WHERE other_id = :user_id AND id = :id AND is_allowed RETURNING id")
_DECLINE = text("""
UPDATE follows SET other_id = NULL WHERE other_id = :user_id AND id = :id AND NOT is_allowed RETURNING id
""")
_BLOCK = text("""
INSERT INTO blocks (user_id, username, other_id) VALUES (:user_id, :username, :other_id)
ON CONFLICT (user_id, lower(username)) DO UPDATE SET other_id = excluded.other_id
RETURNING id
""")
_END_OWN_OF = text("""
DELETE FROM follows
WHERE user_id = :user_id AND (other_id = CAST(:other_id AS uuid) OR lower(username) = lower(:username))
RETURNING id
""")
_END_OF_BLOCKED = text("""
DELETE FROM follows WHERE user_id = CAST(:other_id AS uuid) AND other_id = :user_id AND is_allowed RETURNING id
""")
_DECLINE_BLOCKED = text("""
UPDATE follows SET other_id = NULL WHERE user_id = CAST(:other_id AS uuid) AND other_id = :user_id
RETURNING id
""")
_LEAVE_CHALLENGES_OF_EACH_OTHER = text("""
DELETE FROM challenge_participants
USING (SELECT CAST(:user_id AS uuid) AS one, CAST(:other_id AS uuid) AS other) AS two
WHERE (user_id, owner_id) IN ((one, other), (other, one))
RETURNING user_id
""")
_UNBLOCK = text("DELETE FROM blocks WHERE user_id = :user_id AND id = :id RETURNING id")
_SHOW = text("""
INSERT INTO sharing (user_id, shows) SELECT id, CAST(:shows AS text) FROM users WHERE id = :user_id FOR KEY SHARE
ON CONFLICT (user_id) DO UPDATE SET shows = excluded.shows
RETURNING user_id
""")
_SHOWS = text("SELECT shows FROM sharing WHERE user_id = :user_id")
_FOLLOWING = text("""
SELECT follows.id, is_allowed, CASE WHEN is_allowed THEN users.username ELSE follows.username END AS username,
    CASE WHEN is_allowed THEN coalesce(shows, 'nothing') END AS shows
FROM follows
LEFT JOIN users ON users.id = other_id
LEFT JOIN sharing ON sharing.user_id = other_id
WHERE follows.user_id = :user_id
ORDER BY is_allowed DESC, lower(follows.username)
""")
_FOLLOWERS = text("""
SELECT follows.id, is_allowed, users.username
FROM follows JOIN users ON users.id = follows.user_id
WHERE other_id = :user_id
ORDER BY is_allowed, lower(users.username)
LIMIT :most
""")
_BLOCKED = text("SELECT id, username FROM blocks WHERE user_id = :user_id ORDER BY lower(username)")

_PEOPLE = """
calendar AS (
    SELECT today, today - (extract(isodow FROM today)::int - CAST(:first_day AS int) + 7) % 7 AS first
    FROM (
        SELECT (CAST(:now AS timestamptz) AT TIME ZONE time_zone)::date AS today FROM users WHERE id = :user_id
    ) AS reader
),
people AS (
    SELECT users.id, users.username, shows, false AS is_you
    FROM follows JOIN users ON users.id = other_id JOIN sharing ON sharing.user_id = other_id
    WHERE follows.user_id = :user_id AND is_allowed AND shows <> 'nothing'
)
"""
_EXERCISE = "CASE WHEN shows IN ('exercises', 'counts') THEN exercise_type END"
_REPS, _SECONDS = (f"CASE WHEN shows = 'counts' THEN {of_day} END" for of_day in ("reps", "duration_seconds"))
# OFFSET 0 has the days looked up person by person. Otherwise PostgreSQL, which plans for an unknown number of people,
# merges them with the days of everybody on the server.
_WEEK = text(f"""
WITH {_PEOPLE},
everyone AS (
    SELECT * FROM people
    UNION ALL SELECT id, username, 'counts', true FROM users WHERE id = :user_id
)
SELECT first, first + 6 AS last, username, is_you, {_EXERCISE} AS exercise_type,
    array_remove(array_agg(DISTINCT local_date), NULL) AS days,
    sum({_REPS})::bigint AS reps, floor(sum({_SECONDS}))::bigint AS seconds
FROM calendar CROSS JOIN everyone
LEFT JOIN LATERAL (
    SELECT * FROM daily_totals WHERE user_id = everyone.id AND local_date BETWEEN first AND first + 6 OFFSET 0
) AS of_person ON true
GROUP BY first, everyone.id, username, is_you, 5
""")  # noqa: S608 - made of what stands right above
_DAYS = text(f"""
WITH {_PEOPLE}
SELECT username, local_date, array_remove(array_agg({_EXERCISE} ORDER BY exercise_type), NULL) AS exercise_types,
    array_agg({_REPS} ORDER BY exercise_type) AS reps,
    array_agg(floor({_SECONDS})::bigint ORDER BY exercise_type) AS seconds
FROM calendar CROSS JOIN people
CROSS JOIN LATERAL (
    SELECT * FROM daily_totals WHERE user_id = people.id AND local_date > today - 14 OFFSET 0
) AS of_person
GROUP BY people.id, username, local_date
ORDER BY local_date DESC, lower(username)
LIMIT :most
""")  # noqa: S608 - the same


class TogetherRepository:
    """Reads and writes the relations between one user and others."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def id_of(self, username: str) -> UUID | None:
        """The id of the user with this name, ignoring case."""
        row = await self._executor.fetch_first(_NAMED, {"username": username})
        return row and row.id

    async def lock(self, user_id: UUID, other_id: UUID | None) -> bool:
        """Lock both users; False if the user is gone."""
        ids = [user_id] if other_id is None else [user_id, other_id]
        return user_id in {row.id for row in await self._executor.fetch_all(_LOCK, {"ids": ids})}

    async def other_of(self, user_id: UUID, follow_id: UUID) -> Record | None:
        """The requester and the requested user, if the user is one of them."""
        return await self._executor.fetch_first(_BETWEEN, {"user_id": user_id, "id": follow_id})

    async def usage(self, user_id: UUID, username: str) -> Record:
        """How many follows and blocks the user has, and whether that name is among them."""
        row = await self._executor.fetch_first(_USAGE, {"user_id": user_id, "username": username})
        assert row is not None  # noqa: S101 - a SELECT without FROM
        return row

    async def ask(self, user_id: UUID, username: str, other_id: UUID | None) -> None:
        """Store the request; the other user sees it unless they have blocked the user."""
        await self._executor.fetch_all(_ASK, {"user_id": user_id, "username": username, "other_id": other_id})

    async def allow(self, user_id: UUID, follow_id: UUID) -> bool:
        """Accept the request; returns whether the user was asked, or is followed already, by this one."""
        return await self._executor.fetch_first(_ALLOW, {"user_id": user_id, "id": follow_id}) is not None

    async def end(self, user_id: UUID, follow_id: UUID) -> bool:
        """Withdraw, end or decline; returns whether there was a follow."""
        parameters = {"user_id": user_id, "id": follow_id}
        ended = [await self._executor.fetch_first(each, parameters) for each in (_END, _END_OF_OTHER, _DECLINE)]
        return any(ended)

    async def block(self, user_id: UUID, username: str, other_id: UUID | None) -> None:
        """Block the name, and end all relations between the two."""
        parameters = {"user_id": user_id, "username": username, "other_id": other_id}
        for statement in (
            _BLOCK,
            _END_OWN_OF,
            _END_OF_BLOCKED,
            _DECLINE_BLOCKED,
            _LEAVE_CHALLENGES_OF_EACH_OTHER,
        ):
            await self._executor.fetch_all(statement, parameters)

    async def unblock(self, user_id: UUID, block_id: UUID) -> bool:
        """Delete the block; returns whether it existed."""
        return await self._executor.fetch_first(_UNBLOCK, {"user_id": user_id, "id": block_id}) is not None

    async def show(self, user_id: UUID, shows: str) -> bool:
        """Store what followers see; returns whether the user exists."""
        return await self._executor.fetch_first(_SHOW, {"user_id": user_id, "shows": shows}) is not None

    async def shows(self, user_id: UUID) -> str | None:
        """What the user shows, if ever chosen."""
        row = await self._executor.fetch_first(_SHOWS, {"user_id": user_id})
        return row and str(row.shows)

    async def following(self, user_id: UUID) -> Sequence[Record]:
        """Whom the user follows or has asked to follow."""
        return await self._executor.fetch_all(_FOLLOWING, {"user_id": user_id})

    async def followers(self, user_id: UUID, most: int) -> Sequence[Record]:
        """The user's follow requests and followers."""
        return await self._executor.fetch_all(_FOLLOWERS, {"user_id": user_id, "most": most})

    async def blocked(self, user_id: UUID) -> Sequence[Record]:
        """The names that the user has blocked."""
        return await self._executor.fetch_all(_BLOCKED, {"user_id": user_id})

    async def week(self, user_id: UUID, now: datetime, first_day: int) -> Sequence[Record]:
        """A row per person and visible exercise; at least one per person."""
        return await self._executor.fetch_all(_WEEK, {"user_id": user_id, "now": now, "first_day": first_day})

    async def days(self, user_id: UUID, now: datetime, most: int) -> Sequence[Record]:
        """A row per person and day, newest first."""
        parameters = {"user_id": user_id, "now": now, "first_day": 1, "most": most}
        return await self._executor.fetch_all(_DAYS, parameters)
