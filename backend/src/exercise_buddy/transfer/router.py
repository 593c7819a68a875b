"""Endpoints for exports and imports."""

import time
from collections.abc import AsyncIterator
from typing import IO, Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response, status
from fastapi.responses import StreamingResponse

from exercise_buddy.core.errors import InvalidInput, PayloadTooLarge, RequestTimeout, TooManyRequests
from exercise_buddy.core.http.limits.admission import AdmittedRoute, takes
from exercise_buddy.core.http.limits.rate_limit import Limit, RateLimiterDep
from exercise_buddy.core.http.problems import problems
from exercise_buddy.transfer.dependencies import AccountData, FileOnDisk, TransferReader, TransferWriter
from exercise_buddy.transfer.exceptions import UNREADABLE, FileTooLong
from exercise_buddy.transfer.schemas import (
    ActivityFormat,
    ActivityQuery,
    ExportQuery,
    ImportPreview,
    ImportResult,
    TableFormat,
)
from exercise_buddy.users.dependencies import ACCESS_REFUSALS, READING_REFUSALS, CurrentUser, WorkoutsOf
from exercise_buddy.workouts.exceptions import AccountFull, WorkoutNotFound

ACCOUNT_EXPORTS = Limit.of("export", "10/minute")
EXPORTS = Limit.of("export-workouts", "30/minute")
IMPORTS = Limit.of("import-workouts", "20/minute")

MAX_FILE_BYTES = 10 * 1024 * 1024
PIECE_BYTES = 64 * 1024
READ_WITHIN_SECONDS = 300.0
"""A preview is on disk until then: the longest need a megabit a second."""

MEDIA_TYPES = {TableFormat.CSV: "text/csv; charset=utf-8", TableFormat.JSON: "application/json"}
ACTIVITY_TYPES = {
    ActivityFormat.FIT: "application/vnd.ant.fit",
    ActivityFormat.TCX: "application/vnd.garmin.tcx+xml",
}
FILE_BODY: dict[str, Any] = {
    "requestBody": {
        "description": "The file itself, up to 10 MiB and 50,000 rows; its format is recognised by its content.",
        "required": True,
        "content": {
            "text/csv": {"schema": {"type": "string"}},
            "application/json": {"schema": {"type": "object"}},
        },
    }
}
_REFUSALS = problems(*UNREADABLE, FileTooLong, PayloadTooLarge, TooManyRequests)

router = APIRouter(
    route_class=AdmittedRoute,
    prefix="/workouts",
    tags=["workouts"],
    responses=problems(*ACCESS_REFUSALS),
)
account_router = APIRouter(
    route_class=AdmittedRoute, prefix="/users/me", tags=["users"], responses=problems(*ACCESS_REFUSALS)
)


@account_router.get(
    "/export",
    response_class=StreamingResponse,
    responses={
        status.HTTP_200_OK: {
            "description": "A file with the account, its sign-in methods and sessions, its goals and every workout.",
            "content": {"application/json": {"schema": {"type": "object"}}},
        },
        **problems(TooManyRequests),
    },
)
async def export_account(
    user: CurrentUser, account: AccountData, transfer: TransferReader, limiter: RateLimiterDep
) -> StreamingResponse:
    """Everything stored about the account, except its secrets, as a JSON file."""
    await limiter.hit(ACCOUNT_EXPORTS, str(user.user_id))
    return StreamingResponse(
        await _started(transfer.account_file(user.user_id, account)),
        media_type="application/json",
        headers={"Content-Disposition": 'attachment; filename="exercise-buddy.json"'},
    )


@router.get(
    "/export",
    response_class=StreamingResponse,
    responses={
        status.HTTP_200_OK: {
            "description": "A file that can be imported again.",
            "content": {"text/csv": {"schema": {"type": "string"}}, "application/json": {"schema": {"type": "object"}}},
        },
        **problems(*READING_REFUSALS, InvalidInput),
    },
)
async def export_workouts(
    user: WorkoutsOf, query: Annotated[ExportQuery, Query()], transfer: TransferReader, limiter: RateLimiterDep
) -> StreamingResponse:
    """All workouts, or those of a period, newest first."""
    await limiter.hit(EXPORTS, str(user.user_id))
    return StreamingResponse(
        await _started(transfer.export(user.user_id, query, query.format)),
        media_type=MEDIA_TYPES[query.format],
        headers={"Content-Disposition": f'attachment; filename="exercise-buddy-workouts.{query.format}"'},
    )


@router.get(
    "/{workout_id}/export",
    response_class=Response,
    responses={
        status.HTTP_200_OK: {
            "description": "The file.",
            "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in ACTIVITY_TYPES.values()},
        },
        **problems(*READING_REFUSALS, WorkoutNotFound, InvalidInput),
    },
)
async def export_workout(
    user: WorkoutsOf,
    workout_id: UUID,
    query: Annotated[ActivityQuery, Query()],
    transfer: TransferReader,
    limiter: RateLimiterDep,
) -> Response:
    """One workout as a file for Strava, Garmin Connect and the like."""
    await limiter.hit(EXPORTS, str(user.user_id))
    name, content = await transfer.activity(user.user_id, workout_id, query.format)
    return Response(
        content,
        media_type=ACTIVITY_TYPES[query.format],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@router.post("/import/preview", response_model=ImportPreview, responses=_REFUSALS, openapi_extra=FILE_BODY)
@takes(MAX_FILE_BYTES, None)
async def preview_import(
    user: CurrentUser, request: Request, transfer: TransferReader, limiter: RateLimiterDep, output: FileOnDisk
) -> Response:
    """What importing a file would do, row by row. Files of Exercise Buddy, Strong, Hevy and FitNotes are known."""
    await limiter.hit(IMPORTS, str(user.user_id))
    await transfer.preview(user.user_id, await request.body(), output)
    headers = {"Content-Length": str(output.tell())}
    return StreamingResponse(_pieces(output), media_type="application/json", headers=headers)


@router.post("/import", responses={**_REFUSALS, **problems(AccountFull)}, openapi_extra=FILE_BODY)
@takes(MAX_FILE_BYTES, None)
async def import_workouts(
    user: CurrentUser, request: Request, transfer: TransferWriter, limiter: RateLimiterDep
) -> ImportResult:
    """Import the rows that the preview accepts. Importing the same file again is harmless."""
    await limiter.hit(IMPORTS, str(user.user_id))
    return await transfer.import_file(user.user_id, await request.body())


async def _started(pieces: AsyncIterator[str]) -> AsyncIterator[str]:
    """The chunks, the first made in advance: an early failure then gives an error response, not a truncated file."""
    first = [piece for _ in range(2) if (piece := await anext(pieces, None)) is not None]

    async def all_of_them() -> AsyncIterator[str]:
        for piece in first:
            yield piece
        async for piece in pieces:
            yield piece

    return all_of_them()


async def _pieces(file: IO[bytes]) -> AsyncIterator[bytes]:
    """Of the file; raises RequestTimeout, which breaks the response off, if its client takes too long to read it."""
    until = time.monotonic() + READ_WITHIN_SECONDS
    file.seek(0)
    while piece := file.read(PIECE_BYTES):
        if time.monotonic() > until:
            raise RequestTimeout
        yield piece
