"""The application behind a real Uvicorn, for clients that are not asynchronous or want a real socket."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from exercise_buddy.core.http.limits.connections import PunctualHttpProtocol
from exercise_buddy.serving.ports import bound
from exercise_buddy.serving.server import KEEP_ALIVE_SECONDS


@contextmanager
def served(app: FastAPI, keep_alive_seconds: int = KEEP_ALIVE_SECONDS) -> Iterator[str]:
    """The address of the application, served from a thread for as long as this lasts."""
    config = uvicorn.Config(
        app,
        http=PunctualHttpProtocol,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=keep_alive_seconds,
    )
    server = uvicorn.Server(config)
    with bound("127.0.0.1", 0) as listening:
        # Who comes before it is up waits.
        listening.listen()
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()
