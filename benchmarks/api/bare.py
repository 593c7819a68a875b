"""Two servers to compare the product with, on the same tables: the limit, and a tutorial's shape.

`limit` is bare Starlette and asyncpg: PostgreSQL makes the JSON, nobody is authenticated, nothing is checked,
counted or logged. `tutorial` is what guides to FastAPI show: ORM entities, a session per request, response models.
Both need DATABASE_URL, and take the user's id from the header `user`.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import asyncpg
import msgspec
from exercise_buddy.core.db.database import for_asyncpg
from exercise_buddy.statistics.models import DailyTotal
from exercise_buddy.tables import Base as _Base
from exercise_buddy.workouts.models import Workout
from fastapi import Depends, FastAPI, Header
from pydantic import BaseModel, ConfigDict
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

POOL_SIZE = 10
_ITEM = """json_build_object(
    'id', id, 'exercise_type', exercise_type, 'reps_count', reps_count, 'counted_reps', counted_reps,
    'duration_seconds', duration_seconds, 'calories_burned', calories_burned, 'met', met, 'met_code', met_code,
    'weight_kg', weight_kg, 'started_at', started_at, 'local_date', local_date, 'note', note, 'source', source,
    'created_at', created_at, 'updated_at', updated_at
)"""
_LIST = f"""
SELECT json_build_object('items', coalesce(json_agg({_ITEM} ORDER BY started_at DESC, id DESC), '[]'))::text
FROM (
    SELECT * FROM workouts WHERE user_id = $1 AND deleted_at IS NULL ORDER BY started_at DESC, id DESC LIMIT $2
) AS page
"""  # noqa: S608 - constants
_STATISTICS = """
SELECT json_build_object(
    'workouts', sum(workouts), 'seconds', sum(seconds), 'calories', sum(calories), 'by_exercise', json_agg(each)
)::text
FROM (
    SELECT exercise_type, sum(workouts) AS workouts, sum(reps) AS reps, sum(duration_seconds) AS seconds,
        sum(calories) AS calories
    FROM daily_totals WHERE user_id = $1 GROUP BY exercise_type
) AS each
"""
_INSERT = f"""
INSERT INTO workouts (
    user_id, id, request_sha256, exercise_type, reps_count, counted_reps, duration_seconds, started_at, local_date,
    source, details
) VALUES ($1, $2, '', $3, $4, $4, $5, $6, $7, 'bench', $8) ON CONFLICT DO NOTHING RETURNING {_ITEM}::text
"""  # noqa: S608 - constants
_RECOUNT = """
INSERT INTO daily_totals (
    user_id, local_date, exercise_type, workouts, reps, duration_seconds, calories, most_reps_in_a_set,
    longest_set_seconds
)
SELECT user_id, local_date, exercise_type, count(*), sum(reps_count), sum(duration_seconds),
    coalesce(sum(calories_burned), 0), max(reps_count), max(duration_seconds)
FROM workouts WHERE user_id = $1 AND local_date = $2 AND deleted_at IS NULL GROUP BY user_id, local_date, exercise_type
ON CONFLICT (user_id, local_date, exercise_type) DO UPDATE SET workouts = excluded.workouts, reps = excluded.reps,
    duration_seconds = excluded.duration_seconds, calories = excluded.calories,
    most_reps_in_a_set = excluded.most_reps_in_a_set, longest_set_seconds = excluded.longest_set_seconds
"""


def _pool(request: Request) -> asyncpg.Pool:
    pool: asyncpg.Pool = request.app.state.pool
    return pool


def _json(text: str, status: int = 200) -> Response:
    return Response(text, status, media_type="application/json")


async def healthz(_request: Request) -> Response:
    """The liveness check."""
    return JSONResponse({"status": "ok"})


async def workouts(request: Request) -> Response:
    """A page of workouts."""
    user, limit = request.headers["user"], int(request.query_params["limit"])
    return _json(await _pool(request).fetchval(_LIST, user, limit))


async def statistics(request: Request) -> Response:
    """A user's sums, a simpler response than the product's."""
    return _json(await _pool(request).fetchval(_STATISTICS, request.headers["user"]))


async def save(request: Request) -> Response:
    """Store a workout, recount its day and return the sums."""
    user, body = request.headers["user"], msgspec.json.decode(await request.body())
    started_at = datetime.fromisoformat(body["started_at"])
    values = (body["id"], body["exercise_type"], body["reps_count"], body["duration_seconds"], started_at)
    details = msgspec.json.encode(body["details"]).decode()
    async with _pool(request).acquire() as connection, connection.transaction():
        stored = await connection.fetchval(_INSERT, user, *values, started_at.date(), details)
        await connection.execute(_RECOUNT, user, started_at.date())
        sums = await connection.fetchval(_STATISTICS, user)
    return _json(f'{{"workout":{stored},"statistics":{sums}}}', 201)


@asynccontextmanager
async def _with_pool(app: Starlette) -> AsyncIterator[None]:
    async with asyncpg.create_pool(for_asyncpg(os.environ["DATABASE_URL"]), min_size=1, max_size=POOL_SIZE) as pool:
        app.state.pool = pool
        yield


limit = Starlette(
    lifespan=_with_pool,
    routes=[
        Route("/healthz", healthz),
        Route("/api/v1/workouts", workouts),
        Route("/api/v1/workouts", save, methods=["POST"]),
        Route("/api/v1/statistics", statistics),
    ],
)


class Details(BaseModel):
    """A set as sent."""

    id: UUID
    exercise_type: str
    reps_count: int
    duration_seconds: float
    started_at: datetime
    details: dict[str, Any]


class Item(Details):
    """A set as stored."""

    model_config = ConfigDict(from_attributes=True)

    counted_reps: int | None
    calories_burned: float | None
    weight_kg: float | None
    local_date: date
    note: str | None
    source: str
    created_at: datetime


class Page(BaseModel):
    """A page of sets."""

    items: list[Item]


class Sums(BaseModel):
    """A user's sums of one exercise."""

    model_config = ConfigDict(from_attributes=True)

    exercise_type: str
    workouts: int
    reps: int
    duration_seconds: float


class Saved(BaseModel):
    """A stored set with the new sums."""

    workout: Item
    statistics: list[Sums]


_TABLES = _Base.metadata
"""All tables, since SQLAlchemy needs those that foreign keys refer to."""
_sessions = async_sessionmaker(expire_on_commit=False)


@asynccontextmanager
async def _with_engine(_app: FastAPI) -> AsyncIterator[None]:
    arguments = {"async_creator_fn": asyncpg.connect, "dsn": for_asyncpg(os.environ["DATABASE_URL"])}
    engine = create_async_engine("postgresql+asyncpg://", connect_args=arguments, pool_size=POOL_SIZE)
    _sessions.configure(bind=engine)
    yield
    await engine.dispose()


async def _session() -> AsyncIterator[AsyncSession]:
    async with _sessions() as session:
        yield session


SessionDep = Annotated[AsyncSession, Depends(_session)]
UserId = Annotated[UUID, Header(alias="user")]
tutorial = FastAPI(lifespan=_with_engine)


@tutorial.get("/healthz")
async def tutorial_healthz() -> dict[str, str]:
    """The liveness check."""
    return {"status": "ok"}


@tutorial.get("/api/v1/workouts", response_model=Page)
async def tutorial_workouts(user: UserId, session: SessionDep, limit: int) -> Any:
    """A page of workouts."""
    newest_first = (Workout.started_at.desc(), Workout.id.desc())
    statement = select(Workout).where(Workout.user_id == user, Workout.deleted_at.is_(None))
    return {"items": (await session.scalars(statement.order_by(*newest_first).limit(limit))).all()}


async def _sums(session: AsyncSession, user: UUID) -> Any:
    sums = (func.sum(getattr(DailyTotal, name)).label(name) for name in ("workouts", "reps", "duration_seconds"))
    statement = select(DailyTotal.exercise_type, *sums).where(DailyTotal.user_id == user)
    return (await session.execute(statement.group_by(DailyTotal.exercise_type))).all()


@tutorial.get("/api/v1/statistics", response_model=list[Sums])
async def tutorial_statistics(user: UserId, session: SessionDep) -> Any:
    """A user's sums."""
    return await _sums(session, user)


@tutorial.post("/api/v1/workouts", status_code=201, response_model=Saved)
async def tutorial_save(user: UserId, session: SessionDep, given: Details) -> Any:
    """Store a workout and return the sums."""
    fields = {"user_id": user, "request_sha256": b"", "source": "bench", "local_date": given.started_at.date()}
    workout = Workout(**given.model_dump(), **fields)
    session.add(workout)
    await session.commit()
    await session.refresh(workout)
    return {"workout": workout, "statistics": await _sums(session, user)}
