"""Connections whose other end is too slow: Uvicorn's HTTP protocol, with the deadlines that it lacks."""

from asyncio import TimerHandle, Transport

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from exercise_buddy.core.http.bounds import MAX_ADDRESS_BYTES, MAX_HEADERS_BYTES

HEAD_TIMEOUT_SECONDS = 20.0
"""For so long may a client take to send the request line and the headers, from the connection's begin on."""

READ_TIMEOUT_SECONDS = 60.0
"""For so long may a client leave what we send it unread."""

MAX_HEAD_BYTES = 2 * (MAX_ADDRESS_BYTES + MAX_HEADERS_BYTES)
"""What is kept of a head that does not end; one that does end is measured by HeadLimit."""


class PunctualHttpProtocol(HttpToolsProtocol):
    """Drops a client that does not send its request's head in time, and one that does not read the answer.

    The body has a deadline of its own, in BodyLimit, and idle connections have Uvicorn's keep-alive timeout.
    """

    head_timeout_seconds = HEAD_TIMEOUT_SECONDS
    read_timeout_seconds = READ_TIMEOUT_SECONDS

    _head_timer: TimerHandle | None = None
    _read_timer: TimerHandle | None = None
    _head_bytes = 0

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # as Uvicorn has it
        """The client has until its deadline from now on."""
        super().connection_made(transport)
        self._await_head()

    def data_received(self, data: bytes) -> None:
        """Give up on a head that goes on and on."""
        self._head_bytes += len(data)
        super().data_received(data)
        if self._head_timer is not None and self._head_bytes > MAX_HEAD_BYTES:
            self.transport.abort()

    def on_message_begin(self) -> None:
        """The first byte of a request, which on a kept connection starts the time anew."""
        super().on_message_begin()
        self._await_head()

    def on_headers_complete(self) -> None:
        """The head is there."""
        self._stop_waiting_for_head()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing to wait for any more."""
        self._stop_waiting_for_head()
        self._stop_waiting_for_reader()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """The client does not keep up: it has to read some before its deadline."""
        super().pause_writing()
        self._read_timer = self.loop.call_later(self.read_timeout_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """It has read some."""
        self._stop_waiting_for_reader()
        super().resume_writing()

    def _await_head(self) -> None:
        if self._head_timer is None:
            self._head_bytes = 0
            self._head_timer = self.loop.call_later(self.head_timeout_seconds, self.transport.abort)

    def _stop_waiting_for_head(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _stop_waiting_for_reader(self) -> None:
        if self._read_timer is not None:
            self._read_timer.cancel()
            self._read_timer = None
