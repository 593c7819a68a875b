"""What a balancer and Prometheus ask. Outside /api: no part of the product's interface."""

import secrets

import structlog
from fastapi import APIRouter, Request, Response, status
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST

from exercise_buddy.core.db.errors import ERRORS_OF_THE_DATABASE
from exercise_buddy.core.db.migrate import is_migrated
from exercise_buddy.core.errors import NotAuthenticated, NotFound

NEVER_STORED = {"Cache-Control": "no-store"}

log = structlog.get_logger(__name__)
router = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def healthz() -> JSONResponse:
    """The process is alive; says nothing about the database, so that its failure restarts nobody."""
    return JSONResponse({"status": "ok"}, headers=NEVER_STORED)


@router.get("/readyz")
async def readyz(request: Request) -> JSONResponse:
    """Requests can be served: the database answers and has every migration of this version."""
    try:
        ready = await is_migrated(request.app.state.database.engine)
        reason = "ok" if ready else "the database lacks migrations"
    except ERRORS_OF_THE_DATABASE as error:
        log.warning("not_ready", error=type(error).__name__)
        ready, reason = False, "the database does not answer"
    code = status.HTTP_200_OK if ready else status.HTTP_503_SERVICE_UNAVAILABLE
    return JSONResponse({"status": reason}, code, headers=NEVER_STORED)


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Prometheus' text format; not there unless METRICS_TOKEN is set, which it wants, or METRICS_OPEN."""
    settings = request.app.state.settings
    if settings.metrics_token is not None:
        expected = f"Bearer {settings.metrics_token.get_secret_value()}"
        if not secrets.compare_digest(request.headers.get("authorization", "").encode(), expected.encode()):
            raise NotAuthenticated
    elif not settings.metrics_open:
        raise NotFound
    return Response(request.app.state.metrics.render(), media_type=CONTENT_TYPE_LATEST, headers=NEVER_STORED)
