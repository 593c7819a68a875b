"""Endpoints for balancers and Prometheus. They are outside /api because they are not part of the product's API."""

import asyncio
import secrets

import structlog
from fastapi import APIRouter, Request, Response, status
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy.ext.asyncio import AsyncEngine

from exercise_buddy.core.db.errors import ERRORS_OF_THE_DATABASE
from exercise_buddy.core.db.migrate import is_migrated
from exercise_buddy.core.errors import NotAuthenticated, NotFound
from exercise_buddy.core.http.shortcuts import Answer, Shortcut

NEVER_STORED = {"Cache-Control": "no-store"}
READY_WITHIN_SECONDS = 0.8
"""Balancers give up after a second."""

READY = "ok"
SILENT = "the database does not answer"
LACKS_MIGRATIONS = "the database lacks migrations"

log = structlog.get_logger(__name__)
router = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def healthz() -> JSONResponse:
    """The process is alive. The database is not checked, so that its failure restarts nothing."""
    return JSONResponse({"status": "ok"}, headers=NEVER_STORED)


async def _alive(_request: Request, _body: bytes) -> Answer:
    return status.HTTP_200_OK, b'{"status":"ok"}'


shortcut = Shortcut("GET", "/healthz", _alive, headers=((b"cache-control", b"no-store"),))


class Readiness:
    """Checks whether requests can be served: the database answers and has every migration of this version."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._look: asyncio.Task[str] | None = None

    async def reason(self) -> str:
        """`ok` or the reason; within its deadline even if the database hangs, and with only one check in flight."""
        if self._look is None or self._look.done():
            self._look = asyncio.create_task(self._ask())
        answered, _ = await asyncio.wait({self._look}, timeout=READY_WITHIN_SECONDS)
        return self._look.result() if answered else SILENT

    async def _ask(self) -> str:
        try:
            return READY if await is_migrated(self._engine) else LACKS_MIGRATIONS
        except ERRORS_OF_THE_DATABASE as error:
            log.warning("not_ready", error=type(error).__name__)
            return SILENT

    async def close(self) -> None:
        """Cancel a check in flight."""
        if self._look is not None:
            self._look.cancel()
            await asyncio.wait({self._look})


@router.get("/readyz")
async def readyz(request: Request) -> JSONResponse:
    """Whether requests can be served, or why not."""
    reason = await request.app.state.resources.readiness.reason()
    code = status.HTTP_200_OK if reason == READY else status.HTTP_503_SERVICE_UNAVAILABLE
    return JSONResponse({"status": reason}, code, headers=NEVER_STORED)


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Prometheus' text format; a 404 unless METRICS_TOKEN, which is then required, or METRICS_OPEN is set."""
    settings = request.app.state.resources.settings
    if settings.metrics_token is not None:
        expected = f"Bearer {settings.metrics_token.get_secret_value()}"
        if not secrets.compare_digest(request.headers.get("authorization", "").encode(), expected.encode()):
            raise NotAuthenticated
    elif not settings.metrics_open:
        raise NotFound
    return Response(request.app.state.resources.metrics.render(), media_type=CONTENT_TYPE_LATEST, headers=NEVER_STORED)
