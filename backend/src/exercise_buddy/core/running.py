"""Work beside the requests, for as long as the process lives."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

PAUSE_SECONDS = 60.0

log = structlog.get_logger(__name__)


async def kept_running(work: Callable[[], Awaitable[None]], name: str, pause_seconds: float = PAUSE_SECONDS) -> None:
    """Run the work until it ends; an error that it does not expect is logged, and it begins anew after a pause.

    A task that died would be missed when its mails do not come.
    """
    while True:
        try:
            return await work()
        except Exception:
            log.exception("background_work_failed", work=name)
        await asyncio.sleep(pause_seconds)
