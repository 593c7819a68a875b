"""Work beside the requests, for as long as the process lives."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from exercise_buddy.core.db.errors import ERRORS_OF_THE_DATABASE

PAUSE_SECONDS = 60.0

log = structlog.get_logger(__name__)


async def kept_running(work: Callable[[], Awaitable[None]], name: str, pause_seconds: float = PAUSE_SECONDS) -> None:
    """Run the work until it ends; after an error, which is logged, it begins anew after a pause.

    A database that is away is no news; of anything else the log has the traceback. A task that died would be missed
    when its mails do not come.
    """
    while True:
        try:
            return await work()
        except ERRORS_OF_THE_DATABASE as error:
            log.warning("background_work_failed", work=name, error=type(error).__name__)
        except Exception:
            log.exception("background_work_failed", work=name)
        await asyncio.sleep(pause_seconds)
