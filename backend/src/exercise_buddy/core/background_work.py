"""Background work that runs as long as the process."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from exercise_buddy.core.db.errors import ERRORS_OF_THE_DATABASE

PAUSE_SECONDS = 60.0

log = structlog.get_logger(__name__)


async def keep_running(work: Callable[[], Awaitable[None]], name: str, pause_seconds: float = PAUSE_SECONDS) -> None:
    """Run the work until it ends; after an error, which is logged, restart it after a pause.

    An absent database is logged without a traceback, anything else with one. Otherwise nobody would notice a dead task
    until its mails were missing.
    """
    while True:
        try:
            return await work()
        except ERRORS_OF_THE_DATABASE as error:
            log.warning("background_work_failed", work=name, error=type(error).__name__)
        except Exception:
            log.exception("background_work_failed", work=name)
        await asyncio.sleep(pause_seconds)
